"""The catalog: who publishes, where the offices are, who is responsible, how the items are ordered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints

from generator.model.appearance import Appearance
from generator.model.board import Board
from generator.model.edition import EditionEntry
from generator.model.extensions import Extensions
from generator.model.record import Date, DayOfMonth, Identifier, Positive, Text, Texts, Web, record

FORMAT = 1  # of sources that this program reads

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+(/\S*)?$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Rhythm = Literal["lasting", "on-change", "monthly", "quarterly", "half-yearly", "yearly"]


@record
class FormerName:
    """A name the body had, ``until`` its last day under that name where that is known."""

    name: Text
    until: Date | None = None


def _names(value: object) -> object:
    listed = [value] if isinstance(value, str) else value
    return [{"name": name} if isinstance(name, str) else name for name in listed] if isinstance(listed, list) else value


@record
class Publisher:
    """The public body itself. ``code`` is its unified social credit code (GB 32100)."""

    name: Text
    short_name: Text = ""
    code: Text = ""
    region: Text = ""
    former_names: Annotated[tuple[FormerName, ...], BeforeValidator(_names)] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Its names, now and before."""
        return (self.name, self.short_name, *(former.name for former in self.former_names))

    def name_on(self, day: dt.date) -> str:
        """Its name on a day."""
        then = [former for former in self.former_names if former.until and day <= former.until]
        return min(then, key=lambda former: former.until or day).name if then else self.name


@record
class ReportBody:
    """A body whose reports are published here beside those of the publisher; ``id`` is the series they make."""

    id: Identifier
    name: Text
    short_name: Text = ""
    former_names: Annotated[tuple[FormerName, ...], BeforeValidator(_names)] = ()


@record
class Hours:
    """Opening hours of a season; without ``from_`` and ``to`` they hold all the year.

    ``days`` is what people read, ``weekdays`` what a browser counts with to say whether the office is open today.
    """

    from_: MonthDay | None = None
    to: MonthDay | None = None
    days: Text = ""
    times: Texts = ()
    weekdays: tuple[Weekday, ...] = ()


@record
class Office:
    """A place the public can turn to (条例第十二条: name, address, hours, phone, fax, internet contact)."""

    id: Identifier
    name: Text
    role: Text = ""
    address: Text = ""
    postcode: Text = ""
    phone: Text = ""
    fax: Text = ""
    email: Text = ""
    hours: tuple[Hours, ...] = ()
    note: Text = ""


@record
class Website:
    """Facts a site must state in its footer (国办发〔2017〕47号): who runs it, its registrations, where to complain.

    ``id_code`` is the site's identification code, ``icp`` and ``police`` its two registrations, ``badge`` the mark of a
    public body. ``find_errors`` is the channel for errors of the site, ``report_error`` that for an error on one page.
    """

    name: Text = ""
    domain: Text = ""
    operator: Text = ""
    id_code: Text = ""
    icp: Text = ""
    icp_address: Text = ""
    police: Text = ""
    police_address: Text = ""
    badge: Text = ""
    badge_address: Text = ""
    find_errors: Text = ""
    report_error: Text = ""


# What of an office a channel leads to, by the way that is taken.
WAYS = {"in-person": "address", "post": "address", "fax": "fax", "email": "email", "phone": "phone"}


@record
class Channel:
    """A way in which applications are received. Where it leads is said by an ``office`` (the first), or by its ``address``.

    ``received`` is the day that counts as that of receiving (条例第三十一条).
    """

    by: Literal["in-person", "post", "fax", "email", "phone", "online"]
    name: Text = ""
    office: Text = ""
    address: Text = ""
    note: Text = ""
    received: Text = ""


@record
class Account:
    """An official account on a platform of others, by the names that people know both by, and where it can be opened."""

    platform: Text
    name: Text
    address: Text = ""


@record
class Appeals:
    """To whom an applicant may turn against an answer, by name: who supervises disclosure, who reviews, which court hears."""

    supervisor: Text = ""
    review: Text = ""
    court: Text = ""


@record
class Department:
    """A unit inside the body that answers for items; ``contact`` is who can be asked there."""

    id: Identifier
    name: Text
    phone: Text = ""
    contact: Text = ""


@record
class Nothing:
    """The statement that there is nothing to disclose in a category, and the day it was made."""

    date: Date
    statement: Text = ""


@record
class CategoryEntry:
    """A node of the category tree as it is written. ``answers`` names requirements of the profile.

    ``required`` are fields its items must have beside those of the profile, ``publish_within`` the working days they must be
    out in where another rule than the profile's holds; ``explained``: each of them has an item that explains it. ``number`` is
    that of the category in the guide of the body, ``procedure`` that which its items go through, where it is not that of all.
    ``rhythm_day`` is the day of the first month of each period by which there is something new.
    ``column_type`` is the word of the page tag of that name, where it does not follow from what the category answers.
    ``audience`` is whom it is for: editions for others do not even name it, and its items are for them unless they say otherwise.
    """

    id: Identifier
    name: Text
    number: Text = ""
    department: Text = ""
    audience: Text = ""
    description: Text = ""
    answers: Texts = ()
    rhythm: Rhythm | None = None
    rhythm_day: DayOfMonth | None = None
    column_type: Text = ""
    required: Texts = ()
    publish_within: Positive | None = None
    explained: bool = False
    nothing: Nothing | None = None
    procedure: Text = ""
    children: tuple[CategoryEntry, ...] = ()


@record
class Catalog:
    """``catalog.yml``: every fact about the body, stated once.

    ``language`` is the tag of the language its texts are in (BCP 47); people are answered in the labels that serve it.
    ``level`` names further requirements of the profile (条例第二十一条); ``review_required`` and ``procedure`` go
    before the profile's word. ``signers`` are the people who may take a step of a procedure, by its id or label.
    ``timezone`` is where days are counted, ``calendar`` whose working days count, if not as the profile says.
    ``editions`` are the builds of the site, each for its ``audiences``, where it has several. ``licence`` is that of the items
    that name none, ``privacy`` are packs of ``site_config/privacy/`` beside the profile's. ``application_form`` is the item whose
    file is the blank form, ``published_answers`` the category of answers of use to all.
    """

    language: Text
    profile: Identifier
    publisher: Publisher
    format: Positive = FORMAT
    title: Text = ""
    site_url: Web | None = None
    timezone: Text = ""
    calendar: Text = ""
    sample: bool = False
    draft: bool = False
    level: Text = ""
    review_required: bool | None = None
    procedure: Text = ""
    signers: Mapping[str, Texts] = field(default_factory=dict)
    introduction: Text = ""
    audiences: Texts = ()
    editions: tuple[EditionEntry, ...] = ()
    boards: tuple[Board, ...] = ()
    extensions: Extensions = Extensions()
    privacy: Texts = ()
    licence: Text = ""
    website: Website = Website()
    appearance: Appearance = Appearance()
    channels: tuple[Channel, ...] = ()
    accounts: tuple[Account, ...] = ()
    appeals: Appeals = Appeals()
    application_form: Text = ""
    published_answers: Text = ""
    report_bodies: tuple[ReportBody, ...] = ()
    offices: tuple[Office, ...] = ()
    departments: tuple[Department, ...] = ()
    categories: tuple[CategoryEntry, ...] = ()


@record
class Category:
    """A node of the category tree with its place in it: ``id`` is the path from the top, such as ``policy/normative``."""

    id: str
    name: str
    number: str
    department: str
    description: str
    answers: tuple[str, ...]
    rhythm: Rhythm | None
    column_type: str
    required: tuple[str, ...]
    publish_within: int | None
    explained: bool
    nothing: Nothing | None
    procedure: str
    audience: str
    parents: tuple[str, ...]
    children: tuple[str, ...]

    @property
    def depth(self) -> int:
        """0 for a top category."""
        return len(self.parents)


def office_of(catalog: Catalog, channel: Channel) -> Office | None:
    """The office that a channel leads to: the one it names, else the first; None where there is none."""
    named = (office for office in catalog.offices if channel.office in ("", office.id))
    return next(named, None)


def place_of(catalog: Catalog, channel: Channel) -> str:
    """The place a channel leads to: its own address, else what its office has for that way; nothing where that is not known."""
    office = office_of(catalog, channel)
    return channel.address or (getattr(office, WAYS[channel.by]) if office and channel.by in WAYS else "")


def walk_categories(
    entries: tuple[CategoryEntry, ...], parents: tuple[str, ...] = (), above: str = "", audience: str = ""
) -> Iterator[Category]:
    """All nodes of a tree, each before its children, in the order they are written.

    ``above`` is the procedure of the parent, ``audience`` whom the parent is for.
    """
    for entry in entries:
        path = f"{parents[-1]}/{entry.id}" if parents else entry.id
        yield Category(
            id=path,
            name=entry.name,
            number=entry.number,
            department=entry.department,
            description=entry.description,
            answers=entry.answers,
            rhythm=entry.rhythm,
            required=entry.required,
            publish_within=entry.publish_within,
            explained=entry.explained,
            nothing=entry.nothing,
            procedure=entry.procedure or above,
            audience=entry.audience or audience,
            column_type=entry.column_type,
            parents=parents,
            children=tuple(f"{path}/{child.id}" for child in entry.children),
        )
        yield from walk_categories(entry.children, (*parents, path), entry.procedure or above, entry.audience or audience)
