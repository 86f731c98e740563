"""Word documents as items: their facts, their text as Markdown, their pictures beside it; the original goes with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from generator.importing.dates import day_of_text
from generator.importing.document import Document, read_document
from generator.importing.document_form import read_document_form
from generator.importing.files import copy_name
from generator.importing.item import RowItem
from generator.importing.limits import read_limited
from generator.importing.plan import Plan, place_items, project_names
from generator.importing.red_head import Facts, read_facts
from generator.importing.report import Line, Place
from generator.importing.targets import PLAIN, Targets
from generator.importing.values import DATES, Reader
from generator.importing.words import plain_head
from generator.importing.workbook import SHEETS, kind_of_file, why_unread
from generator.late import late
from generator.load.attachment.events import Refused
from generator.model.project import Project
from generator.presence import is_file

_KINDS = ("docx",)
# Other forms of texts, which a program for texts saves as DOCX.
_OTHERS = ("doc", "rtf", "odt", "wps")
_ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")
_TEXTS = ("txt", "csv")
_PAGES = ("html",)  # which old systems call a Word document


def find_documents(paths: Sequence[Path]) -> tuple[list[tuple[Path, bytes]], dict[str, str]]:
    """Those of some files that are Word documents, each with its bytes; and of those that are meant for such, why they are none.

    Raises OSError.
    """
    found: list[tuple[Path, bytes]] = []
    refused: dict[str, str] = {}
    for path in filter(is_file, paths):
        named = path.suffix.lower() in _ENDINGS
        try:
            kind, data = read_limited(kind_of_file, path)
        except Refused as error:
            if named:
                refused[path.name] = error.why
            continue
        if kind in _KINDS:
            found.append((path, data))
        elif kind in _OTHERS or (named and kind in _PAGES):
            refused[path.name] = "word"
        elif named and (kind in _TEXTS or kind not in SHEETS):
            refused[path.name] = why_unread(kind)
    return found, refused


def plan_documents(
    project: Project, site: Path, books: Sequence[tuple[Path, bytes]], targets: Targets
) -> tuple[Plan, dict[str, str]]:
    """The plan for some documents, and of each that cannot be read why."""
    plan, unread = Plan(), dict[str, str]()
    items: list[RowItem] = []
    reader = Reader(targets.profile, project_names(project), targets.words, {})
    for path, data in books:
        try:
            document = read_limited(read_document, data, targets.labels.text["import_picture"])
        except Refused as error:
            unread[path.name] = error.why
            continue
        form = read_document_form(reader, path, document, targets)
        items.append(_of_form(project, form, path, document, targets) if form else _item(project, path, document, targets))
    place_items(plan, project, site, items)
    return plan, unread


def _item(project: Project, path: Path, document: Document, targets: Targets) -> RowItem:
    """The item of a document, with a line for each fact and for all that was left out."""
    facts = read_facts(document, lambda text: targets.words.says("bodies", text))
    labelled = _labelled(document, facts, targets)
    place = Place(path.name)
    item = RowItem(place, PLAIN, supposed=frozenset(("published", "category")))
    today = project.edition.today.isoformat()
    title_at, number_at, masthead_at, day_at = facts.places
    _take(item, targets, "title", facts.title or path.stem, title_at, "" if facts.title else "import_title_of_file")
    if facts.doc_number:
        _take(item, targets, "doc_number", facts.doc_number, number_at)
    for other in facts.others:
        item.lines.append(
            Line(_at(place, number_at), "left", targets.label("doc_number", PLAIN), other, "", "import_other_number")
        )
    if facts.created:
        _take(item, targets, "created", facts.created.isoformat(), day_at, "import_date", document)
    for name, (value, at) in labelled.items():
        if name not in item.values:
            _take(item, targets, name, value, at, "import_named", document)
    if "published" not in item.values:
        _take(item, targets, "published", today, -1, "import_published_today")
    _take_publisher(project, item, targets, facts, masthead_at)
    _suppose_category(project, item, targets)
    item.body = document.markdown(facts.start)
    item.blobs = document.pictures
    body = targets.label("body", PLAIN)
    shown = sum(bool(one.text) for one in document.paragraphs[facts.start :])
    item.lines.append(Line(place, "changed", body, path.name, item.body, "import_paragraphs", {"count": str(shown)}))
    for index, one in enumerate(document.paragraphs[: facts.start]):
        used = index in (number_at, masthead_at, day_at, *(at for _, at in labelled.values()))
        below = 0 <= title_at <= index and not facts.is_letter
        if not used and index != title_at and not below:
            item.lines.append(Line(place, "left", "", " ".join(one.text.split()), "", "import_above_title"))
    _keep_original(item, path, targets, document)
    return item


def _of_form(project: Project, item: RowItem, path: Path, document: Document, targets: Targets) -> RowItem:
    """The item of a form, with what every document gives: the original, its pictures, suppositions where nothing is said."""
    item.supposed = frozenset(name for name in ("published", "category") if name not in item.values)
    if "published" in item.supposed:
        _take(item, targets, "published", project.edition.today.isoformat(), -1, "import_published_today")
    _suppose_category(project, item, targets)
    item.blobs = document.pictures if item.body else {}
    _keep_original(item, path, targets, document)
    return item


def _suppose_category(project: Project, item: RowItem, targets: Targets) -> None:
    """Puts an item that names no category into the first."""
    categories = list(project.settings.categories)
    if categories and "category" not in item.values:
        way = project.settings.categories[categories[0]]
        named = "/".join(project.settings.categories[step].name for step in (*way.parents, categories[0]))
        _take(item, targets, "category", named, -1, "import_first_category")


def _keep_original(item: RowItem, path: Path, targets: Targets, document: Document) -> None:
    """Lists the document itself as a file of its item, and says what of it was left out."""
    name = copy_name(path, (*item.files, *document.pictures, "index.md"))
    item.files[name] = path
    item.listed[name] = path.stem
    body, words = targets.label("body", PLAIN), targets.labels.text
    for reason, value in dict.fromkeys(document.left):
        item.lines.append(
            Line(item.place, "left", body, value, "", "import_left_in_document", {"value": words[reason].format(value=value)})
        )


def _labelled(document: Document, facts: Facts, targets: Targets) -> dict[str, tuple[str, int]]:
    """The facts that stand behind their names and a colon around the title, by field: each with its paragraph."""
    found: dict[str, tuple[str, int]] = {}
    for index, one in enumerate(document.paragraphs):
        label, colon, said = unicodedata.normalize("NFKC", one.text).strip().partition(":")
        name = "created" if targets.words.says("days", label) else targets.find(label, PLAIN)
        if name == "index_number" and plain_head(label)[0] not in targets.common:
            name = "doc_number"  # a reference is that of the document
        if one.is_table or not colon or name not in _NAMED:
            beside = one.align == "center" or targets.words.says("bodies", one.text)  # between a title and its facts
            if index >= facts.start + (_BESIDE if beside and not one.is_table else 0):
                break
            continue
        said = _FAR.split(said.strip())[0]  # behind it may stand another
        day = day_of_text(said) if name in DATES else None
        value = (day.isoformat() if day else "") if name in DATES else said.strip()
        if value:
            found.setdefault(name, (value, index))
    return found


_BESIDE = 3  # lines between a title and its facts
_FAR = late(r"\s{2,}")
_NAMED = ("index_number", "doc_number", "created", "published", "effective", "expires")


def _take(
    item: RowItem, targets: Targets, name: str, value: str, at: int, reason: str = "", document: Document | None = None
) -> None:
    """Puts down a value that stands in a paragraph; with the ``document``, as it is written there."""
    item.values[name] = value
    outcome = "changed" if reason else "taken"
    found = "" if at < 0 else document.paragraphs[at].text if document else value
    item.lines.append(Line(_at(item.place, at), outcome, targets.label(name, PLAIN), found, value, reason))


def _take_publisher(project: Project, item: RowItem, targets: Targets, facts: Facts, at: int) -> None:
    """Puts down who issued a document, where that is not the body of the site."""
    if not facts.publisher:
        return
    if facts.publisher in project.settings.catalog.publisher.all_names:
        label = targets.label("publisher", PLAIN)
        item.lines.append(Line(_at(item.place, at), "changed", label, facts.publisher, "", "import_own_publisher"))
    else:
        _take(item, targets, "publisher", facts.publisher, max(at, 0))


def _at(place: Place, index: int) -> Place:
    return Place(place.file, "", 0, f"¶{index + 1}") if index >= 0 else place
