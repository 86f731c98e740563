"""The boards of a site: a sheet to print and hang up, and a view for a screen that turns by its style alone, without a script.

A letter is a page to copy from, and plain text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.digests import digest
from generator.frozen import frozen
from generator.late import late
from generator.load.items.item import ItemLoader
from generator.load.shipped import find_data
from generator.load.site import Loading
from generator.markdown import to_markup
from generator.model.board import Board, items_of
from generator.model.item import Item
from generator.model.output.output import Output
from generator.model.project import Project
from generator.model.settings import Settings
from generator.render.page.qr import qr_code
from generator.render.page.text import markup_html
from generator.run.texts import ItemTexts
from generator.view.items import kind_rows, notice_lines
from generator.view.parts import Row
from generator.view.site_facts import banner_of

_TEMPLATE, _STYLE, _SCREEN = (f"theme/sheets/{name}" for name in ("board.html", "board.css", "screen.css"))
_MARGINS = {"board": 15, "poster": 25, "leaflet": 10, "letter": 20}  # in mm
# The least and the most that type is large, in points: less cannot be read where the sheet hangs, more cries.
_SIZES = {
    ("board", "A4"): (10.5, 15.0),
    ("board", "A3"): (13.0, 22.0),
    ("poster", "A4"): (14.0, 26.0),
    ("poster", "A3"): (17.0, 38.0),
    ("leaflet", "A4"): (9.5, 21.0),
    ("leaflet", "A3"): (12.0, 30.0),
    ("letter", "A4"): (11.0, 12.0),
    ("letter", "A3"): (13.0, 14.0),
}
_PAPERS = {"A4": (210, 297), "A3": (297, 420)}  # mm
_HEAD = {"board": 13, "poster": 16, "leaflet": 11, "letter": 12}  # lines of the head and the foot together
_COLUMNS = {"board": (1, 2), "leaflet": (2, 1)}  # of those with which the type is as large the first
_MANY = 8  # paragraphs and fields of an entry
# Of a sheet, for lines break where a count does not see it; less where whole entries stand in columns, which are filled evenly.
_SAFE, _SAFE_IN_COLUMNS = 0.95, {"board": 0.88, "leaflet": 0.8}
_POINT, _CODE, _AROUND = 0.3528, 34, 2.6  # mm of a point, mm of a code with its words, lines of an entry beside its words
_TITLE = 1.25  # the size of a title beside that of the text
_SHORT = 140  # signs that are read in some ten seconds
_LINES = 3  # paragraphs and entries that a screen has room for beside a title of three lines
_TAG = late("<[^>]*>")
_LINE = late(r"<(?:p|li|h\d|tr|dt|dd|blockquote|pre)\b")
# The slides lie on each other and are seen one after the other; where nothing is to move they stand below each other.
_TURNING = """
@media (min-width: 40.01rem) and (prefers-reduced-motion: no-preference) {{
article {{ grid-area: 1 / 1; visibility: hidden; animation: turn {whole}s step-end infinite; }}
main:hover article {{ animation-play-state: paused; }}
{delays}}}
@keyframes turn {{ 0% {{ visibility: visible; }} {share}% {{ visibility: hidden; }} 100% {{ visibility: hidden; }} }}
"""


@frozen
class _Entry:
    """An item on a board: its title, who and when, what may be objected to where, its words, its address and code.

    ``rows`` are the fields of its kind, which a leaflet has: what to bring, how long it takes, what it costs.
    """

    title: str
    facts: tuple[str, ...]
    notice: tuple[str, ...]
    summary: str
    html: str
    rows: tuple[Row, ...]
    blocks: tuple[int, ...]
    address: str
    qr: str

    @property
    def lines(self) -> tuple[int, ...]:
        """The signs of its title, as many as its size takes the room of, and of each paragraph."""
        return (round(len(self.title) * _TITLE), *(self.blocks or (len(self.summary),)))

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
        paper = f"@page {{ size: {board.paper}; margin: {_MARGINS[board.layout]}mm; }}\n"
        size, columns = fitting(board, [entry.lines for entry in entries])
        own = f"body.{board.layout}"
        if any(_goes_on(board, entry.lines) for entry in entries):
            paper += f"{own} article {{ break-inside: auto; }}\n"
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


def fitting(board: Board, entries: Sequence[Sequence[int]]) -> tuple[float, int]:
    """The size of the type on paper, in points, and the columns: the largest with which all stands on one sheet, or on two.

    ``entries`` are how many signs the title and each paragraph of each have. Where nothing fits it is the least that can be
    read there.
    """
    least, _ = _SIZES[board.layout, board.paper]
    own, *others = _COLUMNS.get(board.layout, (1,))
    for sheets in (1, 2):
        found = {columns: _largest(board, entries, columns, sheets) for columns in (own, *others)}
        size = max(found.values())
        if size:
            return size, next(columns for columns, one in found.items() if one == size)
    return least, own


def _largest(board: Board, entries: Sequence[Sequence[int]], columns: int, sheets: int) -> float:
    """The size of the largest type with which a board stands on so many sheets; nothing where none can be read."""
    least, size = _SIZES[board.layout, board.paper]
    while size >= least:
        if _sheets(board, entries, size * _POINT, columns) <= sheets:
            return size
        size -= 0.5
    return 0


def _goes_on(board: Board, blocks: Sequence[int]) -> bool:
    """True for an entry that may go on in the next column: a long list of fields on a leaflet."""
    return board.layout == "leaflet" and len(blocks) > _MANY


def _sheets(board: Board, entries: Sequence[Sequence[int]], sign: float, columns: int) -> int:
    """The number of sheets that a board takes, where a sign is so wide; an entry that does not fit begins the next column."""
    width, length = (side - 2 * _MARGINS[board.layout] for side in _PAPERS[board.paper])
    whole = columns > 1 and not any(_goes_on(board, blocks) for blocks in entries)
    safe = _SAFE_IN_COLUMNS[board.layout] if whole else _SAFE
    # On a leaflet words stand below the code too.
    beside, below = (_CODE if board.layout == "board" else 0), (_CODE if board.layout == "leaflet" else 0)
    room, height = width / columns - beside, length * safe
    begun, left = 1, height - _HEAD[board.layout] * sign
    line, gap, around = (1.45, 0.15, 1.2) if board.layout == "leaflet" else (1.6, 0.8, _AROUND)
    for blocks in entries:
        rooms = (room - below, *[room] * len(blocks))  # the title stands beside the code
        lines = sum(line * math.ceil(signs * sign / wide) + gap for signs, wide in zip(blocks, rooms, strict=False))
        tall = max((around + lines) * sign + below**2 / room, beside)
        while tall > left:
            # What is taller than a sheet goes on over its end in any case.
            tall -= left if tall > height or _goes_on(board, blocks) else 0
            begun, left = begun + 1, height - (_HEAD[board.layout] * sign if begun < columns else 0)
        left -= tall
    return math.ceil(begun / columns)


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
    rows = tuple(row for row in of_kind if row.label not in common)
    facts = (department.name if department else "", people, settings.dates.shown(authored.published or ""))
    return _Entry(
        title=authored.title,
        facts=tuple(filter(None, facts)),
        notice=notice_lines(item, settings),
        summary=authored.summary,
        html=html,
        rows=rows,
        blocks=(*filter(None, (len(_TAG.sub("", part).strip()) for part in _LINE.split(html))), *_of_rows(rows)),
        address=address,
        qr=code.data_address if code else "",
    )


def _of_rows(rows: Iterable[Row]) -> Iterator[int]:
    """The signs of each line of some fields."""
    for row in rows:
        texts = [len(cell.text) for cell in row.cells]
        yield from (len(row.label), *texts) if row.listed else (len(row.label) + sum(texts) + len(texts),)


def _letter(project: Project, board: Board, entries: list[_Entry]) -> str:
    """The text of a letter, for mail, messages and wherever markup is not kept."""
    settings, text = project.settings, project.settings.labels.text
    day = text["board_as_of"].format(day=settings.dates.shown(project.edition.today))
    sample = text["sample"] if settings.catalog.sample else ""
    head = (banner_of(project), sample, board.name, settings.catalog.publisher.name, day)
    parts = ["\n".join(filter(None, head))]
    for number, entry in enumerate(entries, 1):
        lines = (f"{number}. {entry.title}", "  ".join(entry.facts), *entry.notice, entry.summary, entry.address)
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
