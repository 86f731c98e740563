"""The doubts about a body among others, though each by itself may be right: whose site it is, where it lies, how old it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.hosts import is_inner, is_own_machine
from generator.model.portal import PORTAL, Portal, PortalMember
from generator.model.status import Status
from generator.portal.copies import day_of_copy
from generator.problems import Problem, Severity, Spot
from generator.urls import is_full

# A body as it was found: its place in the portal, how the portal names it, what it tells.
Told = tuple[int, PortalMember, Status]

_STALE = 31  # days after which what was judged by the day of a site is told to be old
_EARLIER = dt.timedelta(days=1)


def site_of_another(portal: Portal, member: PortalMember, status: Status) -> PortalMember | None:
    """The other member at whose address the site that was read says it lies, or None."""
    site = _place(status.site)
    if not site or site == _place(_address(portal, member)):
        return None
    return next((one for one in portal.members if one is not member and _place(_address(portal, one)) == site), None)


def doubts(folder: Path, portal: Portal, index: int, status: Status, today: dt.date) -> Iterator[Problem]:
    """The doubts about a body by itself: a sample, another or an inner address, a day before the last, a site of long ago."""
    member = portal.members[index]
    spot, name = Spot(PORTAL, ("members", index, "name")), {"name": member.name}
    address = _address(portal, member)
    site, here = _place(status.site), _place(address)
    if site and site != here and not is_own_machine(urlsplit(address).hostname or ""):
        at, host = Spot(PORTAL, ("members", index, "address")), urlsplit(status.site).hostname or ""
        if opens_inside_alone(portal, host):
            values = {**name, "value": status.site, "host": host}
            yield Problem("member-inner", at, values, Severity.WARNING)
        elif here:
            yield Problem("member-moved", at, {**name, "site": status.site, "address": address}, Severity.NOTICE)
    if status.sample and not portal.sample:
        yield Problem("member-sample", spot, name, Severity.WARNING)
    last = day_of_copy(folder, member.id)
    if last and (status.day + _EARLIER).isoformat() < last:
        yield Problem("member-older", spot, {**name, "day": status.day.isoformat(), "last": last}, Severity.WARNING)
    if (days := (today - status.day).days) > _STALE:
        yield Problem("member-stale", spot, {**name, "day": status.day.isoformat(), "days": str(days)}, Severity.NOTICE)


def opens_inside_alone(portal: Portal, host: str) -> bool:
    """True for a host that only an inner network knows, where neither the portal nor what it says of hosts is for one."""
    return is_inner(host) and host not in portal.inner_hosts and not is_inner(urlsplit(portal.site_url or "").hostname or "")


def twins(found: Iterable[Told]) -> Iterator[Problem]:
    """A problem for each body that says it is one that was before it: by the address of its site, or by its name."""
    sites, names = dict[str, PortalMember](), dict[str, PortalMember]()
    for index, member, status in found:
        same = [("site", sites.setdefault(_place(status.site), member), status.site)] if _place(status.site) else []
        same += [("body.name", names.setdefault(status.body.name, member), status.body.name)] if status.body.name else []
        field, first, value = next((one for one in same if one[1] is not member), ("", member, ""))
        if field:
            values = {"name": member.name, "other": first.name, "field": field, "value": value}
            severity = Severity.WARNING if field == "site" else Severity.NOTICE
            yield Problem("member-twin", Spot(PORTAL, ("members", index, "name")), values, severity)


def _address(portal: Portal, member: PortalMember) -> str:
    """The address of a member in full, or nothing where that of the portal is not known."""
    if is_full(member.address):
        return member.address
    return urljoin(portal.site_url, member.address) if portal.site_url else ""


def _place(address: str) -> str:
    """The form in which two addresses lead to one site: without the scheme, ``www.`` and the slash at the end."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{port}{unquote(parts.path).rstrip('/')}" if host else ""
