"""The catalog: who publishes, where the offices are, who is responsible, how the items are ordered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import StringConstraints

from generator.model.record import Text, Texts, record

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Web = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?/$")]
Rhythm = Literal["on-change", "monthly", "quarterly", "half-yearly", "yearly"]


@record
class Publisher:
    """The public body itself. ``code`` is its unified social credit code (GB 32100)."""

    name: Text
    short_name: Text = ""
    code: Text = ""
    region: Text = ""


@record
class Hours:
    """Opening hours of a season; without ``from_`` and ``to`` they hold all the year."""

    from_: MonthDay | None = None
    to: MonthDay | None = None
    days: Text = ""
    times: Texts = ()


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
class Department:
    """A unit inside the body that answers for items."""

    id: Identifier
    name: Text
    phone: Text = ""


@record
class CategoryEntry:
    """A node of the category tree as it is written. ``answers`` names requirements of the profile."""

    id: Identifier
    name: Text
    department: Text = ""
    description: Text = ""
    answers: Texts = ()
    rhythm: Rhythm | None = None
    children: tuple[CategoryEntry, ...] = ()


@record
class Catalog:
    """``catalog.yml``: every fact about the body, stated once."""

    language: Literal["zh-CN", "en"]
    profile: Identifier
    publisher: Publisher
    title: Text = ""
    site_url: Web | None = None
    sample: bool = False
    introduction: Text = ""
    audiences: Texts = ()
    offices: tuple[Office, ...] = ()
    departments: tuple[Department, ...] = ()
    categories: tuple[CategoryEntry, ...] = ()


@record
class Category:
    """A node of the category tree with its place in it: ``id`` is the path from the top, such as ``policy/normative``."""

    id: str
    name: str
    department: str
    description: str
    answers: tuple[str, ...]
    rhythm: Rhythm | None
    parents: tuple[str, ...]
    children: tuple[str, ...]

    @property
    def depth(self) -> int:
        """0 for a top category."""
        return len(self.parents)


def walk_categories(entries: tuple[CategoryEntry, ...], parents: tuple[str, ...] = ()) -> Iterator[Category]:
    """All nodes of a tree, each before its children, in the order they are written."""
    for entry in entries:
        path = f"{parents[-1]}/{entry.id}" if parents else entry.id
        yield Category(
            id=path,
            name=entry.name,
            department=entry.department,
            description=entry.description,
            answers=entry.answers,
            rhythm=entry.rhythm,
            parents=parents,
            children=tuple(f"{path}/{child.id}" for child in entry.children),
        )
        yield from walk_categories(entry.children, (*parents, path))
