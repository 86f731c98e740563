"""The boards of a site: a sheet to print and hang up, and a view for a screen that turns by its style alone, without a script.

A letter is a page to copy from, and plain text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.digests import digest
from generator.frozen import frozen
from generator.late import late
from generator.load.items.item import ItemLoader
from generator.load.loading import Loading
from generator.load.shipped import find_data
from generator.markdown import to_markup
from generator.model.board import Board, items_of
from generator.model.item import Item
from generator.model.output.output import Output
from generator.model.project import Project
from generator.model.settings import Settings
from generator.render.item_document import ABOVE
from generator.render.page.flow import parts_of_step
from generator.render.page.qr import qr_code
from generator.render.page.text import markup_html
from generator.run.board_sizes import MARGINS, POINT, fitting, goes_on, height_of, length_of
from generator.run.texts import ItemTexts
from generator.view.items import kind_rows, notice_lines
from generator.view.parts import Row
from generator.view.site_facts import banner_of

_TEMPLATE, _STYLE, _SCREEN = (f"theme/sheets/{name}" for name in ("board.html", "board.css", "screen.css"))
_WIDE = 5  # columns of a table that has no room in half of a sheet
_TITLE = 1.25  # the size of a title beside that of the text
_LAST_NARROW, _NARROW = "\u2e7f", 0.6
_SHORT = 140  # signs that are read in some ten seconds
_LINES = 3  # paragraphs and entries that a screen has room for beside a title of three lines
_TAG = late("<[^>]*>")
_ROW, _CELL = late("<tr[ >]"), late("<t[hd][ >]")
_LINE = late(r"<(?:p|li|h\d|tr|dt|dd|blockquote|pre)\b")
# The slides lie on each other and are seen one after the other; where nothing is to move they stand below each other.
_TURNING = """
@media (min-width: 40.01rem) and (prefers-reduced-motion: no-preference) {{
article {{ grid-area: 1 / 1; visibility: hidden; animation: turn {whole}s step-end infinite; }}
main:hover article {{ animation-play-state: paused; }}
{delays}}}
@keyframes turn {{ 0% {{ visibility: visible; }} {share}% {{ visibility: hidden; }} 100% {{ visibility: hidden; }} }}
"""


class _Line(NamedTuple):
    """A line of a field; one that tells where a step may turn off stands further in."""

    text: str
    inner: bool


class _Field(NamedTuple):
    """A field of an item as a leaflet has it: its label, and its value behind that or its lines below it."""

    label: str
    value: str
    lines: tuple[_Line, ...]


@frozen
class _Entry:
    """An item on a board: its title, who and when, what may be objected to where, its words, its address and code.

    ``mark`` says what a reader must know before relying on it: that it was corrected, and by what. ``rows`` are the fields of
    its kind, which a leaflet has, each with its lines: what to bring, how long it takes, what it costs.
    """

    title: str
    mark: str
    facts: tuple[str, ...]
    notice: tuple[str, ...]
    summary: str
    html: str
    rows: tuple[_Field, ...]
    blocks: tuple[int, ...]
    address: str
    qr: str

    @property
    def lines(self) -> tuple[int, ...]:
        """The signs of its title, as many as its size takes the room of, and of each paragraph."""
        words = self.blocks or (_width(self.summary),)
        return (round(_width(self.title) * _TITLE), *filter(None, map(_width, (self.mark, *self.notice))), *words)

    @property
    def is_wide(self) -> bool:
        """True for a table of so many columns that it needs the whole width."""
        return any(len(_CELL.split(row)) > _WIDE for row in _ROW.split(self.html)[1:])

    @property
    def is_short(self) -> bool:
        """True for words that can be read while they are on a screen."""
        return 0 < sum(self.blocks) <= _SHORT and "<table" not in self.html and len(self.blocks) <= _LINES


def board_outputs(project: Project, loading: Loading) -> Iterator[Output]:
    """The files of the boards of a project."""
    settings = project.settings
    loader = ItemLoader(loading.site, settings.profile, settings.labels, loading.files)
    texts = ItemTexts(project, loader, loading.markup)
    for board in project.shown.boards:
        items = items_of(board, project.shown.items, project.shown.items_by_category, project.edition.today)
        entries = [_entry(item, project, texts, board) for item in items]
        sheet, screen = urls.board_address(board.id), urls.board_address(board.id, "screen/")
        paper = f"@page {{ size: {board.paper}; margin: {MARGINS[board.layout]}mm; }}\n"
        lines = [entry.lines for entry in entries]
        size, columns = fitting(board, lines, is_wide=any(entry.is_wide for entry in entries))
        own = f"body.{board.layout}"
        if any(goes_on(board, one) for one in lines):
            paper += f"{own} article {{ break-inside: auto; }}\n"
        for number, one in enumerate(lines, 1):
            if height_of(board, one, size * POINT, columns) > length_of(board):
                paper += f"{own} article:nth-of-type({number}) {{ break-inside: auto; }}\n"
        paper += f"@media print {{ {own} {{ font-size: {size}pt; }} {own} main {{ columns: {columns}; }} }}\n"
        files = {
            urls.file_of(sheet): _page(project, loading.site, board, entries, "board.css", screen=False),
            f"{sheet}board.css": _text(loading.site, _STYLE) + paper,
        }
        if board.layout == "letter":
            files[f"{sheet}letter.txt"] = _letter(project, board, entries)
        else:
            files[urls.file_of(screen)] = _page(project, loading.site, board, entries, "screen.css", screen=True)
            files[f"{screen}screen.css"] = _text(loading.site, _SCREEN) + turning(len(entries), board.seconds)
        for file, text in files.items():
            yield Output(file, digest(text.encode()), partial(str.encode, text))


def turning(slides: int, seconds: int) -> str:
    """The style that shows slides one after the other, each for so many seconds; nothing where there is but one."""
    if slides <= 1:
        return ""
    delays = "".join(f"article:nth-child({number + 1}) {{ animation-delay: {number * seconds}s; }}\n" for number in range(slides))
    return _TURNING.format(whole=slides * seconds, share=f"{100 / slides:.3f}", delays=delays)


def _entry(item: Item, project: Project, texts: ItemTexts, board: Board) -> _Entry:
    """An item as a board shows it; its links are words, for nobody follows one on paper."""
    settings, authored = project.settings, item.authored
    department = settings.departments.get(settings.department_of(item))
    person = item.fields.get(settings.profile.responsible, "")
    people = person if isinstance(person, str) else settings.labels.text["list_join"].join(person)
    address = urls.absolute(settings.site_url, item.address) if settings.site_url else ""
    code = qr_code(address) if address else None
    html = markup_html(to_markup(item.body) if item.body else texts(item.id), (), "")
    fields = settings.profile.kinds[authored.kind].fields
    # What all of a board have in common it need not say of each.
    common = {fields[name].label for name in board.where if name in fields}
    of_kind = kind_rows(item, settings) if board.layout == "leaflet" else ()
    rows = tuple(_field(row, settings.labels.text["list_join"]) for row in of_kind if row.label not in common)
    facts = (department.name if department else "", people, settings.dates.shown(authored.published or ""))
    return _Entry(
        title=authored.title,
        mark=_mark(item, project),
        facts=tuple(filter(None, facts)),
        notice=notice_lines(item, settings),
        summary=authored.summary,
        html=html,
        rows=rows,
        blocks=(*filter(None, map(_signs, _LINE.split(html))), *_of_rows(rows)),
        address=address,
        qr=code.data_address if code else "",
    )


def _mark(item: Item, project: Project) -> str:
    """The line that a reader must know before relying on an item: its state, and the titles of what corrected or replaced it."""
    text, relations = project.settings.labels.text, project.relations
    state, related = relations.state(item), relations.of(item)
    titles = [one.title for kind in ABOVE for one in related if one.kind == kind]
    return text["colon"].join(filter(None, (text[f"state_{state}"], text["list_join"].join(titles)))) if state else ""


def _field(row: Row, comma: str) -> _Field:
    """A field as a leaflet has it: a step stands above where it may turn off, for nothing is drawn there."""
    if not row.listed:
        return _Field(row.label, comma.join(cell.text for cell in row.cells), ())
    split = [parts_of_step(cell.text) if row.drawn else (cell.text,) for cell in row.cells]
    return _Field(row.label, "", tuple(_Line(part, bool(number)) for parts in split for number, part in enumerate(parts)))


def _width(text: str) -> int:
    """How wide a text is, in signs as wide as they are high; letters and figures are about half of that."""
    high = sum(sign > _LAST_NARROW for sign in text)
    return high + math.ceil((len(text) - high) * _NARROW)


def _signs(part: str) -> int:
    """The signs of a paragraph; of a row of many cells as many as those take that are as wide as the widest."""
    cells = [_width(_TAG.sub("", cell).strip()) for cell in _CELL.split(part)]
    return max(cells) * (len(cells) - 1) if len(cells) > _WIDE else sum(cells)


def _of_rows(rows: Iterable[_Field]) -> Iterator[int]:
    """The signs of each line of some fields."""
    for row in rows:
        yield _width(row.label + row.value) + 1
        yield from (_width(line.text) for line in row.lines)


def _letter(project: Project, board: Board, entries: list[_Entry]) -> str:
    """The text of a letter, for mail, messages and wherever markup is not kept."""
    settings, text = project.settings, project.settings.labels.text
    day = text["board_as_of"].format(day=settings.dates.shown(project.edition.today))
    sample = text["sample"] if settings.catalog.sample else ""
    head = (banner_of(project), sample, board.name, settings.catalog.publisher.name, day)
    parts = ["\n".join(filter(None, head))]
    for number, entry in enumerate(entries, 1):
        lines = (f"{number}. {entry.title}", entry.mark, "  ".join(entry.facts), *entry.notice, entry.summary, entry.address)
        parts.append("\n".join(filter(None, lines)))
    parts += [] if entries else [text["board_none"]]
    last = "\n".join(filter(None, (board.note, _contact(settings), settings.site_url)))
    return "\n\n".join(filter(None, (*parts, last))) + "\n"


def _contact(settings: Settings) -> str:
    """The first office, with its phone."""
    office = settings.catalog.offices[0] if settings.catalog.offices else None
    return " ".join((office.name, office.phone)) if office else ""


def _page(project: Project, site: Path, board: Board, entries: list[_Entry], style: str, *, screen: bool) -> str:
    """The HTML of a board."""
    settings = project.settings
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_text(site, _TEMPLATE)).render(
        t=settings.labels.text,
        settings=settings,
        banner=banner_of(project),
        sample=settings.catalog.sample,
        board=board,
        day=project.edition.today,
        entries=entries,
        contact=_contact(settings),
        style=style,
        screen=screen,
    )


def _text(site: Path, name: str) -> str:
    """The text of a file of the theme: the site's own, or the shipped one."""
    found = find_data(site, name)
    assert found
    return found.read_text("utf-8")
