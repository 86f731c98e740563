"""A portal over many bodies: ``portal.yml``, and what is known of each body from what it publishes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from generator.frozen import frozen
from generator.model.appearance import Appearance
from generator.model.catalog import Office, Publisher, Website
from generator.model.indicator import Indicator
from generator.model.record import Date, Identifier, Text, Web, record

PORTAL = "portal.yml"
# Where the site of a member is found: below the address of the portal, or in full; with a slash at its end.
MemberAddress = Annotated[
    str,
    StringConstraints(
        pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?/|(\.\./)*([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+)$", strip_whitespace=True
    ),
]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", strip_whitespace=True, to_lower=True)]


class NotAPortal(Exception):
    """The folder has no portal.yml."""


@record
class PortalGroup:
    """A group of members: departments, counties, public institutions."""

    id: Identifier
    name: Text


@record
class PortalMember:
    """A body: the ``group`` it belongs to, the ``folder`` that its built site lies in, and the ``address`` people find it at.

    The folder is written from that of the portal, the address from that of the portal too or in full. Without a folder the
    site is read at its address. ``source`` is the folder of its catalog, where its site can be built here.
    """

    id: Identifier
    name: Text
    group: Identifier
    folder: Text = ""
    address: MemberAddress
    source: Text = ""


@record
class Notice:
    """An order to a body to mend something: when it was given, what it is, who sees to it, by when, and when it was done."""

    member: Identifier
    given: Date
    text: Text
    person: Text = ""
    due: Date
    done: Date | None = None


@record
class Portal:
    """``portal.yml``: who runs the portal, and the bodies it is over. ``profile`` is the regulation that orders its catalog.

    ``inner_hosts`` are names of hosts of members that lead into an inner network; ``indicators`` what circulars mark bodies by,
    in place of those of the profile; ``notices`` what bodies were told to mend.
    """

    language: Text
    profile: Identifier
    publisher: Publisher
    title: Text
    site_url: Web | None = None
    timezone: Text = ""
    sample: bool = False
    introduction: Text = ""
    website: Website = Website()
    appearance: Appearance = Appearance()
    offices: tuple[Office, ...] = ()
    inner_hosts: tuple[HostName, ...] = ()
    groups: tuple[PortalGroup, ...]
    members: tuple[PortalMember, ...]
    indicators: tuple[Indicator, ...] = ()
    notices: tuple[Notice, ...] = ()


class Entry(NamedTuple):
    """An item of a member, as its catalog tells of it. ``address`` is below the member's; ``day`` may be nothing."""

    id: str
    address: str
    title: str
    day: str
    numbers: tuple[str, ...]
    category: tuple[str, ...]
    keywords: tuple[str, ...]
    summary: str
    state: str
    language: str
    audience: str = ""
    department: str = ""


class MemberReport(NamedTuple):
    """An annual report of a member: the year it is on, the day it came out, its address below the member's."""

    year: int
    series: str
    period: str
    published: str
    address: str


@frozen
class MemberState:
    """How a member was found: ``as_of`` is the day it tells of; ``kept``: it could not be read, and this is the last good copy.

    None for the day where there is no copy either.
    """

    member: PortalMember
    as_of: dt.date | None
    kept: bool
