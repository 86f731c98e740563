"""Rules on redirects: they lead from where nothing is to where something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.model.item import Item
from generator.model.output.table import OutputTable
from generator.model.published_lock import Register
from generator.model.redirect import REDIRECTS, Redirect
from generator.model.shown import Shown
from generator.problems import Problem, Severity
from generator.text import nearest

REDIRECT_DEAD = "redirect-dead"
REDIRECT_CHAIN = "redirect-chain"
REDIRECT_CIRCLE = "redirect-circle"
REDIRECT_WAITS = "redirect-waits"


@rule(REDIRECT_DEAD, REDIRECT_CHAIN, REDIRECT_CIRCLE, severity=Severity.ERROR)
def check_targets(
    shown: Shown, table: OutputTable, redirects: tuple[Redirect, ...], items_by_address: Mapping[str, Item], register: Register
) -> Iterator[Problem]:
    """Problems of redirects whose target shows nothing, leads on itself, or leads back."""
    by_start = {redirect.address: redirect for redirect in redirects}
    for redirect in redirects:
        spot = redirect.spot.at("to")
        if redirect.leaves or _waits(redirect, shown, items_by_address, register):
            continue
        ring = _ring(redirect, by_start)
        if ring and min(by_start[name].from_ for name in ring) == redirect.from_:
            yield Problem(REDIRECT_CIRCLE, spot, {"ring": " → ".join(f"/{name}" for name in (*ring, ring[0]))})
        claim = None if ring else table.find(redirect.to)
        if ring or (claim and claim.shown and claim.spot.file != REDIRECTS):
            continue
        if end := _end(redirect, by_start):
            yield Problem(REDIRECT_CHAIN, spot, {"address": redirect.to, "end": end})
        else:
            near = nearest(redirect.to, shown.addresses)
            yield Problem(REDIRECT_DEAD, spot, {"address": redirect.to, "suggestion": near})


@rule(REDIRECT_WAITS, severity=Severity.NOTICE)
def check_waiting(
    shown: Shown, redirects: tuple[Redirect, ...], items_by_address: Mapping[str, Item], register: Register
) -> Iterator[Problem]:
    """Redirects that are not published yet, for they lead to a draft."""
    for redirect in redirects:
        if _waits(redirect, shown, items_by_address, register):
            title = items_by_address[redirect.target_path].authored.title
            yield Problem(REDIRECT_WAITS, redirect.spot.at("to"), {"address": redirect.to, "title": title})


def _waits(redirect: Redirect, shown: Shown, items_by_address: Mapping[str, Item], register: Register) -> bool:
    """True for a redirect to a draft from where this site never published anything: nobody misses it until the draft is out."""
    item = items_by_address.get(redirect.target_path)
    return item is not None and redirect.waits(item, shown.addresses) and redirect.from_ not in register.items


def _next(redirect: Redirect, by_start: dict[str, Redirect]) -> Redirect | None:
    to = redirect.to.partition("#")[0]
    return by_start.get(to) or by_start.get(f"{to}/")


def _ring(start: Redirect, by_start: dict[str, Redirect]) -> list[str]:
    """The addresses of the ring that a redirect is part of, from itself on; nothing where it is in none."""
    way, at = [start.address], _next(start, by_start)
    while at and at.address not in way:
        way.append(at.address)
        at = _next(at, by_start)
    return way if at and at.address == start.address else []


def _end(redirect: Redirect, by_start: dict[str, Redirect]) -> str:
    """The address that a redirect to another redirect leads to in the end, or nothing where it is no such redirect."""
    seen: set[str] = set()
    end, at = "", _next(redirect, by_start)
    while at and at.address not in seen:
        seen.add(at.address)
        end, at = at.to, _next(at, by_start)
    return "" if at else end
