"""Authored pages: HTML with facts filled in and links turned to addresses, for the engine to put in its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator import urls
from generator.markdown import Facts, Heading, escape_markdown, to_html, to_page_html
from generator.model.catalog import Channel, Office, office_of, place_of
from generator.model.facts import channel_name, hours_text, name_parties, office_blocks, text_facts
from generator.model.link import leads_to, link_from
from generator.model.page import Page
from generator.model.settings import Settings
from generator.shell import slot
from generator.view.authored import BLOCKS

_FORM_NAME = "application-form"  # by which the form is linked, from other sites too


def render_page(page: Page, settings: Settings, elsewhere: Mapping[str, str]) -> tuple[str, list[Heading]]:
    """The HTML of a page, with its facts and addresses, and its headings; ``elsewhere`` as in `leads_to`."""
    root = urls.root_from(page.address)
    texts = text_facts(settings)
    texts["hours"] = texts.get("office.hours", "")
    blocks = {name: _unmarked(to_html(make(settings, root), str)) for name, make in _BLOCKS.items() if name in page.facts}
    offices = office_blocks(settings.catalog)
    blocks |= {name: _unmarked(to_html(_office(office, settings), str)) for name, office in offices.items() if name in page.facts}
    blocks |= {name: slot("html", f"block_{name}") for name in BLOCKS}

    def address(target: str) -> str:
        link = link_from(page.source, target)
        return (
            urls.href(root, leads_to(link, elsewhere) or urls.linked_file_address(link.path)) + link.anchor
            if link.path
            else target
        )

    names = {_FORM_NAME} if "application_form" in page.facts else ()
    return to_page_html(page.body, address, Facts(texts, blocks, frozenset(names)))


def _unmarked(markup: str) -> str:
    """HTML in which what looks like the mark of a slot is none."""
    return markup.replace("⟦", "&#x27E6;")


def _plain(text: str) -> str:
    return escape_markdown(text)


def _offices(settings: Settings, _: str) -> str:
    """The Markdown of the offices: a table for each."""
    return "\n".join(_office(office, settings) for office in settings.catalog.offices)


def _office(office: Office, settings: Settings) -> str:
    """The Markdown of an office: its name and a table; empty where nothing of it is known."""
    words = settings.labels.text
    rows = [
        (words["office_role"], _plain(office.role)),
        (words["office_address"], _plain(office.address)),
        (words["office_postcode"], _plain(office.postcode)),
        (words["office_phone"], _phone(office.phone)),
        (words["office_fax"], _plain(office.fax)),
        (words["office_email"], _plain(office.email)),
        (words["office_hours"], _plain(hours_text(office, words))),
    ]
    written = [f"| {label} | {value} |" for label, value in rows if value]
    return "\n".join([f"**{_plain(office.name)}**", "", written[0], "| --- | --- |", *written[1:], ""]) if written else ""


def _departments(settings: Settings, root: str) -> str:
    words = settings.labels.text
    lines = [f"| {words['department']} | {words['office_phone']} |", "| --- | --- |"]
    for department in settings.departments.values():
        address = urls.href(root, urls.department_address(department.id))
        lines.append(f"| [{_plain(department.name)}]({address}) | {_phone(department.phone)} |")
    return "\n".join(lines)


def _phone(written: str) -> str:
    """The Markdown of a telephone number: a link by which a phone dials it, where one is clear."""
    address = urls.phone_address(written)
    return f"[{_plain(written)}](<{address}>)" if address else _plain(written)


def _categories(settings: Settings, root: str) -> str:
    """The Markdown of the tree of categories: a table with number, department and rhythm, as far as they are said."""
    words, categories = settings.labels.text, settings.categories.values()
    names, departments, rhythms = [], [], []
    for category in categories:
        department = settings.departments.get(category.department)
        number = f"{_plain(category.number)} " if category.number else ""
        address = urls.href(root, urls.category_address(category.id))
        names.append(f"{'　' * category.depth}{number}[{_plain(category.name)}]({address})")
        departments.append(_plain(department.name) if department else "")
        rhythms.append(words[f"rhythm_{category.rhythm}"] if category.rhythm else "")
    columns = [(words["responsible"], departments), (words["rhythm"], rhythms)]
    shown = [(words["category"], names), *(column for column in columns if any(column[1]))]
    rows = [[head for head, _ in shown], ["---"] * len(shown), *zip(*(values for _, values in shown), strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _fees(settings: Settings, _: str) -> str:
    """The Markdown of the fees: a table for each, with the note before them and the regulation behind."""
    words, application = settings.labels.text, settings.profile.application
    parts = [application.fees_note]
    for fee in application.fees:
        lines = [f"| {_plain(fee.unit)} | {words['fee_price']} |", "| --- | --- |"]
        lines += [f"| {_plain(band)} | {_plain(price)} |" for band, price in fee.bands.items()]
        parts += [f"**{_plain(fee.title)}**", "\n".join(lines)]
    if application.fees_cites:
        parts.append(words["basis_label"] + application.fees_cites)
    return "\n\n".join(part for part in parts if part)


def _channels(settings: Settings, _: str) -> str:
    """A table of two columns: more would not stand beside each other on a phone."""
    words, lines = settings.labels.text, []
    for channel in settings.catalog.channels:
        told = [(words["channel_note"], channel.note), (words["channel_received"], channel.received)]
        parts = [_way(channel, settings), *(f"{head}{words['colon']}{_plain(text)}" for head, text in told if text)]
        lines.append(f"| {_plain(channel_name(channel, words))} | {'<br>'.join(part for part in parts if part)} |")
    return "\n".join([f"| {words['channel_way']} | {words['channel_place']} |", "| --- | --- |", *lines]) if lines else ""


def _way(channel: Channel, settings: Settings) -> str:
    """The Markdown of where a channel leads."""
    place, office = place_of(settings.catalog, channel), office_of(settings.catalog, channel)
    if channel.by == "online":
        return f"<{place}>" if place else ""
    if channel.address or office is None:
        return _plain(place)
    if channel.by == "in-person":
        return _plain(settings.labels.text["channel_at"].format(place=place, name=office.name))
    if channel.by == "post":
        words = settings.labels.text["channel_post_to" if office.postcode else "channel_post_plain"]
        return _plain(words.format(place=place, postcode=office.postcode, name=office.name))
    return _plain(place)


def _accounts(settings: Settings, _: str) -> str:
    """The Markdown of the official accounts: a table; empty where there are none."""
    words = settings.labels.text
    lines = [f"| {words['account_platform']} | {words['account_name']} |", "| --- | --- |"]
    for account in settings.catalog.accounts:
        name = f"[{_plain(account.name)}](<{account.address}>)" if account.address else _plain(account.name)
        lines.append(f"| {_plain(account.platform)} | {name} |")
    return "\n".join(lines) if settings.catalog.accounts else ""


def _remedies(settings: Settings, _: str) -> str:
    lines = (name_parties(line, settings) for line in settings.profile.application.remedies)
    return "\n".join(f"{number}. {_plain(line)}" for number, line in enumerate(lines, start=1))


def _help(settings: Settings, _: str) -> str:
    return "\n".join(f"- {_plain(line)}" for line in settings.profile.application.help)


_BLOCKS: dict[str, Callable[[Settings, str], str]] = {
    "offices": _offices,
    "departments": _departments,
    "categories": _categories,
    "fees": _fees,
    "channels": _channels,
    "accounts": _accounts,
    "remedies": _remedies,
    "help": _help,
}
