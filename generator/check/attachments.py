"""What must not go out inside an attachment: personal data in its text and beside it, traces of its making."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter

from generator.check.patterns import Find, find_in_rows
from generator.check.texts import TextCheck, lowered
from generator.model.attachment import AttachmentText, Part, Piece, Sheet
from generator.model.item import File, Item
from generator.model.project import Project
from generator.model.text_pattern import TextPattern
from generator.problems import Problem, Severity, Spot

_NOWHERE = Spot("")
_TRACES: Mapping[Part, str] = {"comment": "attachment-comments", "deleted": "attachment-changes", "hidden": "attachment-hidden"}
# Pictures and recordings have no text to read; what they say of themselves is read another way.
_TEXTLESS = ("jpg", "jpeg", "png", "gif", "webp", "mp3", "mp4")
_UNJUDGED = ("encrypted", "broken", "too-large", "unsupported", "cut")
UNJUDGED_CODES = ("attachment-unjudged", "attachment-no-text")
CODES = (*_TRACES.values(), "attachment-author", "attachment-company", "attachment-place")


@dataclass(frozen=True)
class AttachmentCheck:
    """Looks at what was read in one attachment. It is a value, so that work can be spread over processes."""

    texts: TextCheck

    def __call__(self, text: AttachmentText) -> list[Problem]:
        """What is found, each with where in the file it stands; which item it goes out with is said later."""
        found = [*self._personal(text), *_traces(text), *self._properties(text.pieces)]
        if text.state in _UNJUDGED:
            found.append(Problem("attachment-unjudged", _NOWHERE, {"state": text.state}))
        elif text.state == "empty":
            found.append(Problem("attachment-no-text", _NOWHERE))
        return found

    def _personal(self, text: AttachmentText) -> Iterator[Problem]:
        seen: set[tuple[str, str]] = set()
        for find, piece in (*self._in_text(text), *self._in_sheets(text.sheets), *self._in_lines(text.pieces)):
            if (find.code, find.text) not in seen:
                seen.add((find.code, find.text))
                yield find.problem(_NOWHERE, _place(piece))

    def _in_text(self, text: AttachmentText) -> Iterator[tuple[Find, Piece]]:
        parts: tuple[Piece | Sheet, ...] = (*text.pieces, *text.sheets)
        texts = [part.text for part in parts]
        starts = list(accumulate((len(one) + 1 for one in texts), initial=0))
        places: dict[int, list[tuple[int, int, int]]] = {}  # of the cells of a sheet in which something was found
        for find in self.texts.find("\n".join(texts), "", ("attachment",)):
            at = bisect_right(starts, find.start) - 1
            part = parts[at]
            if isinstance(part, Piece):
                yield find, part
            # A cell of a sheet is no heading.
            elif not (isinstance(find.pattern, TextPattern) and find.pattern.heading):
                if at not in places:
                    places[at] = part.places()
                inside = bisect_right(places[at], find.start - starts[at], key=itemgetter(0)) - 1
                _, row, column = places[at][inside]
                yield find, part.cell(row, column)

    def _in_sheets(self, sheets: Iterable[Sheet]) -> Iterator[tuple[Find, Piece]]:
        for sheet in sheets:
            filled = [number for number, row in enumerate(sheet.rows) if any(row)]
            for find in find_in_rows(self.texts.patterns.columns, [sheet.rows[number] for number in filled]):
                row = filled[find.start]
                yield find, sheet.cell(row, sheet.rows[row].index(find.text))

    def _in_lines(self, pieces: Sequence[Piece]) -> Iterator[tuple[Find, Piece]]:
        """Lines of a CSV file, which come without a sheet."""
        lines = [piece for piece in pieces if piece.part == "text" and piece.paragraph and not piece.page]
        if sum("," in piece.text for piece in lines) > 1:
            rows = list(csv.reader(piece.text for piece in lines))
            for find in find_in_rows(self.texts.patterns.columns, rows):
                yield find, next(piece for piece in lines if find.text in piece.text)

    def _properties(self, pieces: Iterable[Piece]) -> Iterator[Problem]:
        catalog = self.texts.catalog
        ours = {*catalog.publisher.all_names}
        ours |= {unit.name for unit in catalog.departments} | {office.name for office in catalog.offices}
        seen: set[tuple[str, str]] = set()
        for piece in pieces:
            if piece.part != "metadata":
                continue
            if piece.name == "place":
                yield Problem("attachment-place", _NOWHERE, {"value": piece.text}, Severity.WARNING)
            for rule in self.texts.patterns.properties:
                harmless = piece.text in ours or piece.text.strip().lower() in rule.harmless
                if piece.name in rule.names and not harmless and (rule.code, piece.text) not in seen:
                    seen.add((rule.code, piece.text))
                    yield Problem(rule.code, _NOWHERE, {"value": piece.text}, rule.severity, rule.source)


def _traces(text: AttachmentText) -> Iterator[Problem]:
    for part, code in _TRACES.items():
        cells = [cell for sheet in text.sheets if sheet.part == part for cell in sheet.cells()]
        if part == "hidden":
            cells += [place for sheet in text.sheets for place in sheet.hidden_places()]
        if found := [*cells, *(piece for piece in text.pieces if piece.part == part)]:
            yield Problem(code, _NOWHERE, {"count": str(len(found)), **_place(found[0])}, Severity.WARNING)


def _place(piece: Piece) -> dict[str, str]:
    found = {
        "page": str(piece.page) if piece.page else "",
        "paragraph": str(piece.paragraph) if piece.paragraph else "",
        "sheet": piece.sheet,
        "cell": piece.cell,
        "part": "" if piece.part == "text" else piece.part,
    }
    return {name: value for name, value in found.items() if value}


def _found(project: Project) -> Iterator[Problem]:
    """What was found in attachments, at the place of the item that they go out with."""
    if not project.attachment_problems:
        return
    for item in project.items:
        if item.authored.withdrawn or item.authored.audience not in project.audiences:
            continue
        for file in item.files:
            for problem in project.attachment_problems.get(file.sha256, ()):
                if problem.code == "attachment-unjudged" and file.type in _TEXTLESS:
                    continue
                if problem.code == "draft-text-published" and _says_draft(project, item, file):
                    continue
                told = replace(problem, where=_spot(item, file), values={**problem.values, **_told(project, file, problem)})
                yield lowered(told) if item.authored.draft else told


def check_judged(project: Project) -> Iterator[Problem]:
    """What could not be looked into is said, for nobody to think that nothing is in it."""
    yield from (problem for problem in _found(project) if problem.code in UNJUDGED_CODES)


def check_contents(project: Project) -> Iterator[Problem]:
    """Personal data and traces in attachments."""
    yield from (problem for problem in _found(project) if problem.code not in UNJUDGED_CODES)


def _says_draft(project: Project, item: Item, file: File) -> bool:
    title = f"{item.authored.title} {file.title}"
    words = next(pattern.unless_title for pattern in project.patterns.patterns if pattern.code == "draft-text-published")
    return any(word in title for word in words)


def _spot(item: Item, file: File) -> Spot:
    for index, entry in enumerate(item.authored.attachments):
        if entry.file.rpartition("/")[2] == file.name:
            return item.spot.at("attachments", index, "file")
    return replace(item.body_spot, needle=file.name)


def _told(project: Project, file: File, problem: Problem) -> dict[str, str]:
    """Where in a file something stands, in words."""
    words, values = project.labels.text, problem.values
    steps = [words[f"attachment_{name}"].format(value=values[name]) for name in ("sheet", "cell", "page") if name in values]
    if "paragraph" in values and not steps:
        name = "attachment_line" if file.type in ("csv", "txt") else "attachment_paragraph"
        steps.append(words[name].format(value=values["paragraph"]))
    if "part" in values and problem.code not in _TRACES.values():
        steps.append(words[f"attachment_in_{values['part']}"])
    where = words["attachment_where"].format(name=file.name, steps=words["list_join"].join(steps))
    if not steps:
        where = words["attachment_whole"].format(name=file.name)
    more = {"state": words[f"attachment_state_{values['state']}"]} if "state" in values else {}
    return {"place": where, "name": file.name, **more}
