"""The boards of a site: a sheet to print and hang up, and a view for a screen that turns by its style alone, without a script.

A letter is a page to copy from, and plain text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
from generator.view.items import notice_lines
from generator.view.site_facts import banner_of

_TEMPLATE, _STYLE, _SCREEN = (f"theme/sheets/{name}" for name in ("board.html", "board.css", "screen.css"))
_MARGINS = {"board": 15, "poster": 25, "leaflet": 10, "letter": 20}  # in mm
# The least and the most that type is large, in points: less cannot be read where the sheet hangs, more cries.
_SIZES = {
    ("board", "A4"): (10.5, 15.0),
    ("board", "A3"): (13.0, 22.0),
    ("poster", "A4"): (14.0, 26.0),
    ("poster", "A3"): (17.0, 38.0),
    ("leaflet", "A4"): (9.5, 13.0),
    ("leaflet", "A3"): (12.0, 18.0),
    ("letter", "A4"): (11.0, 12.0),
    ("letter", "A3"): (13.0, 14.0),
}
_PAPERS = {"A4": (210, 297), "A3": (297, 420)}  # mm
_HEAD = {"board": 13, "poster": 16, "leaflet": 12, "letter": 12}  # lines of the head and the foot together
_LEFT = 0.25  # of a sheet, where an entry that does not fit begins the next
_POINT, _CODE, _AROUND = 0.3528, 34, 5  # mm of a point, mm of a code with its words, lines of an entry beside its text
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
    """An item on a board: its title, who and when, what may be objected to where, its words, its address and code."""

    title: str
    facts: tuple[str, ...]
    notice: tuple[str, ...]
    summary: str
    html: str
    blocks: tuple[int, ...]
    address: str
    qr: str

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
        entries = [_entry(item, project, texts) for item in items]
        sheet, screen = urls.board_address(board.id), urls.board_address(board.id, "screen/")
        paper = f"@page {{ size: {board.paper}; margin: {_MARGINS[board.layout]}mm; }}\n"
        size, columns = fitting(board, [entry.blocks or (len(entry.summary),) for entry in entries])
        own = f"body.{board.layout}"
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

    ``entries`` are how many signs each paragraph of each has. Where nothing fits it is the least that can be read there.
    """
    least, most = _SIZES[board.layout, board.paper]
    own = 2 if board.layout == "leaflet" else 1
    # On two sheets it stands as large as fills both.
    for sheets in (1, 2):
        for columns in (1, 2) if board.layout == "board" else (own,):
            size = most
            while size >= least:
                room = _PAPERS[board.paper][1] - 2 * _MARGINS[board.layout]
                if _height(board, entries, size * _POINT, columns) <= (sheets - _LEFT * (sheets - 1)) * room:
                    return size, columns
                size -= 0.5
    return least, own


def _height(board: Board, entries: Sequence[Sequence[int]], sign: float, columns: int) -> float:
    """The height of a board in mm, where a sign is so wide; a column may end above an entry that does not fit into it."""
    coded = board.layout in ("board", "leaflet")
    room = (_PAPERS[board.paper][0] - 2 * _MARGINS[board.layout]) / columns - (_CODE if coded else 0)
    lines = [sum(1.6 * math.ceil(signs * sign / room) + 0.8 for signs in blocks) for blocks in entries]
    tall = [max((_AROUND + one) * sign, _CODE if coded else 0) for one in lines]
    return (sum(tall) / columns + (max(tall, default=0) if columns > 1 else 0)) + _HEAD[board.layout] * sign


def turning(slides: int, seconds: int) -> str:
    """The style that shows slides one after the other, each for so many seconds; nothing where there is but one."""
    if slides <= 1:
        return ""
    delays = "".join(f"article:nth-child({number + 1}) {{ animation-delay: {number * seconds}s; }}\n" for number in range(slides))
    return _TURNING.format(whole=slides * seconds, share=f"{100 / slides:.3f}", delays=delays)


def _entry(item: Item, project: Project, texts: ItemTexts) -> _Entry:
    """An item as a board shows it; its links are words, for nobody follows one on paper."""
    settings, authored = project.settings, item.authored
    department = settings.departments.get(settings.department_of(item))
    person = item.fields.get(settings.profile.responsible, "")
    people = person if isinstance(person, str) else settings.labels.text["list_join"].join(person)
    address = urls.absolute(settings.site_url, item.address) if settings.site_url else ""
    code = qr_code(address) if address else None
    html = markup_html(to_markup(item.body) if item.body else texts(item.id), (), "")
    facts = (department.name if department else "", people, settings.dates.shown(authored.published or ""))
    return _Entry(
        title=authored.title,
        facts=tuple(filter(None, facts)),
        notice=notice_lines(item, settings),
        summary=authored.summary,
        html=html,
        blocks=tuple(filter(None, (len(_TAG.sub("", part).strip()) for part in _LINE.split(html)))),
        address=address,
        qr=code.data_address if code else "",
    )


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
