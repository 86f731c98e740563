"""Rules on what was published once: it does not vanish or change without a word.

There are three honest ways out: a redirect to where it is now, a withdrawal that keeps the address, a correction that says
what was wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator import urls
from generator.check.rule import rule
from generator.model.item import WITHHELD, Item
from generator.model.page import Page
from generator.model.published_files import Text
from generator.model.published_lock import Register, RegisteredFile, RegisteredItem
from generator.model.redirect import Redirect
from generator.model.shown import Shown
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

ADDRESS_VANISHED = "address-vanished"
ADDRESS_MOVED = "address-moved"
ADDRESS_HIDDEN = "address-hidden"
INDEX_NUMBER_CHANGED = "index-number-changed"
INDEX_NUMBER_REUSED = "index-number-reused"
PUBLICATION_DATE_CHANGED = "publication-date-changed"
PUBLICATION_BACKDATED = "publication-backdated"
PAGE_FILE_VANISHED = "page-file-vanished"
PAGE_FILE_CHANGED = "page-file-changed"
WITHDRAWAL_UNDONE = "withdrawal-undone"
ATTACHMENT_CHANGED = "attachment-changed"
ATTACHMENT_VANISHED = "attachment-vanished"

_FEW = 5


@rule(ADDRESS_VANISHED, ADDRESS_MOVED, ADDRESS_HIDDEN, severity=Severity.ERROR)
def check_vanished(
    shown: Shown, items_by_address: Mapping[str, Item], register: Register, redirects: tuple[Redirect, ...], today: dt.date
) -> Iterator[Problem]:
    """Every address that was published is still shown, or leads on."""
    led, moved = _led(redirects), _moved(shown, register, redirects)
    gone = [address for address in register.items if address not in shown.addresses and address not in led]
    for address in gone:
        if address in moved:
            item, number = moved[address], register.items[address].index_number
            values = {
                "address": address,
                "to": item.address,
                "number": number,
                "title": item.authored.title,
                "date": today.isoformat(),
            }
            yield Problem(ADDRESS_MOVED, item.spot, values)
            continue
        if hidden := items_by_address.get(address):
            yield _hidden(hidden, today)
            continue
        # To look for what was meant takes its time; of many that vanish at once, none was renamed.
        meant = nearest(address, (item.address for item in shown.items)) if len(gone) <= _FEW else ""
        number = register.items[address].index_number
        values = {"address": f"/{address}", "number": number, "suggestion": meant}
        yield Problem(ADDRESS_VANISHED, Spot(register.path, needle=address), values)


def _hidden(item: Item, today: dt.date) -> Problem:
    """The problem of an item that is there, and is public no longer: at the field that hides it."""
    authored = item.authored
    later = authored.published is not None and authored.published > today
    field = "draft" if authored.draft else "openness" if authored.openness == WITHHELD else "published" if later else "audience"
    values = {"title": authored.title, "address": item.address, "field": field}
    return Problem(ADDRESS_HIDDEN, item.spot.at(field), values)


@rule(INDEX_NUMBER_CHANGED, INDEX_NUMBER_REUSED, severity=Severity.ERROR)
def check_numbers_kept(
    items: tuple[Item, ...], shown: Shown, register: Register, redirects: tuple[Redirect, ...]
) -> Iterator[Problem]:
    """An index number stays with its item, and is never given to another."""
    if not register.items:
        return
    owners = {entry.index_number: address for address, entry in register.items.items() if entry.index_number}
    led, moved = _led(redirects), _moved(shown, register, redirects)
    for item in items:
        number = item.authored.index_number
        entry = register.items.get(item.address)
        if entry and entry.index_number and number != entry.index_number and not _corrected(shown, item, entry.recorded):
            values = {"value": number, "before": entry.index_number, "date": entry.recorded.isoformat()}
            yield Problem(INDEX_NUMBER_CHANGED, item.spot.at("index_number"), values)
        owner = owners.get(number)
        if owner and owner != item.address and led.get(owner) != item.address and moved.get(owner) is not item:
            values = {"value": number, "address": f"/{owner}"}
            yield Problem(INDEX_NUMBER_REUSED, item.spot.at("index_number"), values)


@rule(PUBLICATION_DATE_CHANGED, PUBLICATION_BACKDATED, severity=Severity.WARNING)
def check_dates_kept(shown: Shown, register: Register, redirects: tuple[Redirect, ...]) -> Iterator[Problem]:
    """The day of publication stays, and nothing is published on a day before it was there."""
    if not register.items:
        return
    last = register.last_recorded
    known = {item.id for item in _moved(shown, register, redirects).values()}
    # What a redirect leads to from where it was recorded is no newer than that.
    led = {to: register.items[from_] for from_, to in _led(redirects).items() if from_ in register.items}
    known |= {item.id for item in shown.items if item.address in led and item.authored.published == led[item.address].published}
    for item in shown.items:
        entry, published = register.items.get(item.address), item.authored.published
        if entry and published != entry.published:
            values = {"date": str(published), "before": entry.published.isoformat()}
            yield Problem(PUBLICATION_DATE_CHANGED, item.spot.at("published"), values)
        elif entry is None and published and published < last and item.id not in known:
            values = {"date": published.isoformat(), "recorded": last.isoformat()}
            yield Problem(PUBLICATION_BACKDATED, item.spot.at("published"), values)


@rule(PAGE_FILE_VANISHED, PAGE_FILE_CHANGED)
def check_linked_files_kept(shown: Shown, register: Register, redirects: tuple[Redirect, ...]) -> Iterator[Problem]:
    """Problems of recorded files of pages, reports and the introduction that changed or went without a word.

    A page says that it changed by its ``updated``; an address that goes leads on.
    """
    published = {use.address: use for use in shown.files.published}
    led = _led(redirects)
    for address, entry in register.files.items():
        if not address.startswith(urls.LINKED_FILES) or address in led:
            continue
        name, use = address.rpartition("/")[2], published.get(address)
        values = {"name": name, "address": f"/{address}", "date": entry.recorded.isoformat()}
        if use is None:
            yield Problem(PAGE_FILE_VANISHED, Spot(register.path, needle=address), values)
        elif use.file.sha256 != entry.sha256 and not _says_updated(use.text, entry.recorded):
            yield Problem(PAGE_FILE_CHANGED, use.spot, values, Severity.WARNING)


@rule(WITHDRAWAL_UNDONE, severity=Severity.ERROR)
def check_withdrawals_kept(
    items_by_address: Mapping[str, Item], shown: Shown, register: Register, redirects: tuple[Redirect, ...]
) -> Iterator[Problem]:
    """An item that was withdrawn stays so, unless something published since says why it is back."""
    led = _led(redirects)
    for address, entry in register.items.items():
        if entry.withdrawn is None:
            continue
        item = items_by_address.get(address)
        if item is None:  # it may be back at another address
            moved = items_by_address.get(led.get(address, ""))
            item = moved if moved and moved.authored.index_number == entry.index_number else None
        if item is None or item.authored.withdrawn or item.id not in shown.items_by_id:
            continue
        if not _corrected(shown, item, entry.withdrawn):
            values = {"title": item.authored.title, "date": entry.withdrawn.isoformat()}
            yield Problem(WITHDRAWAL_UNDONE, item.spot, values)


@rule(ATTACHMENT_CHANGED, ATTACHMENT_VANISHED, severity=Severity.ERROR)
def check_files_kept(shown: Shown, register: Register, redirects: tuple[Redirect, ...]) -> Iterator[Problem]:
    """Problems of the recorded files of items that changed or went without a correction."""
    if not register.files:
        return
    items = {item.address: item for item in shown.items}
    led = _led(redirects)
    for address, entry in register.files.items():
        folder, _, name = address.rpartition("/")
        item = items.get(f"{folder}/")
        if item is None or item.authored.withdrawn or address in led or _corrected(shown, item, entry.recorded):
            continue
        file = next((file for file in item.files if file.name == name), None)
        values = {"name": name, "date": entry.recorded.isoformat()}
        if file is None:
            yield Problem(ATTACHMENT_VANISHED, item.spot, values)
        elif file.sha256 != entry.sha256:
            yield Problem(ATTACHMENT_CHANGED, Spot(register.path, needle=address), values)


def recorded(old: Register, shown: Shown, today: dt.date) -> Register:
    """The register with all that is published now; what it held before and has changed in an honest way is as it is now."""
    items, files = dict(old.items), dict(old.files)
    kept = {use.address: use.file.sha256 for use in shown.files.published}
    standing = {item.address for item in shown.items if not item.authored.withdrawn}
    for name in old.files:
        if name not in kept and (name.startswith(urls.LINKED_FILES) or f"{name.rpartition('/')[0]}/" in standing):
            del files[name]
    for item in shown.items:
        published = item.authored.published
        assert published is not None
        withdrawn = item.authored.withdrawn.date if item.authored.withdrawn else None
        entry = RegisteredItem(item.authored.index_number, published, today, withdrawn)
        before = items.get(item.address)
        if before is None or replace(before, recorded=today) != entry:
            items[item.address] = entry
    for name, sha256 in kept.items():
        if name not in files or files[name].sha256 != sha256:
            files[name] = RegisteredFile(sha256, today)
    return Register(items, files, old.path)


def _moved(shown: Shown, register: Register, redirects: tuple[Redirect, ...]) -> dict[str, Item]:
    """The items that stand at another address than is recorded, by that one: they have its index number and its day."""
    led = _led(redirects)
    gone = {
        entry.index_number: address
        for address, entry in register.items.items()
        if entry.index_number and address not in shown.addresses and address not in led
    }
    if not gone:
        return {}
    found: dict[str, list[Item]] = {}
    for item in shown.items:
        address = gone.get(item.authored.index_number)
        # A number that was given to something new comes with another day.
        if address and item.address not in register.items and item.authored.published == register.items[address].published:
            found.setdefault(address, []).append(item)
    return {address: items[0] for address, items in found.items() if len(items) == 1}


def _led(redirects: tuple[Redirect, ...]) -> dict[str, str]:
    return {redirect.from_: redirect.to for redirect in redirects}


def _says_updated(text: Text, since: dt.date) -> bool:
    return isinstance(text, Page) and text.updated is not None and text.updated >= since


def _corrected(shown: Shown, item: Item, since: dt.date) -> bool:
    """True if a public item corrects, supplements or clarifies this one since a day."""
    day = shown.corrections.get(item.id)
    return day is not None and day >= since
