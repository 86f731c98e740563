"""Rules over attachments: their problems, told at the items that they go out with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.file.attachment_text import CODES, UNJUDGED_CODES
from generator.check.rule import rule
from generator.check.text import texts
from generator.check.text.texts import lowered
from generator.model.attachment import runs_of
from generator.model.item import File, Item
from generator.model.labels import Labels
from generator.model.published_files import FileUse, Text
from generator.model.report.report import Report
from generator.model.shown import Shown
from generator.model.text_pattern import TextPatterns
from generator.problems import Position, Problem, Severity

DRAFT_TEXT_PUBLISHED = "draft-text-published"

# Pictures and recordings that could not be looked into have no text that anybody misses.
_TEXTLESS = ("jpg", "jpeg", "png", "gif", "webp", "mp3", "mp4")
# Texts whose places are lines.
_PAGES = ("html", "htm", "xhtml", "svg")  # of what they do not show the line of the file is known
_LINES = (
    *("csv", "txt", "md", "json", "geojson", "xml", "kml", "log", "ini", "conf", "cfg", "yaml", "yml", "sql", "srt", "vtt"),
    *("ics", "vcf", "url"),
)
# Parts of office files that no program shows, by what stands in their names, and what people call them.
_INSIDE = {
    "pivot": "pivot",
    "sharedstrings": "strings",
    "externallink": "links",
    "chart": "charts",
    "bookmarks": "bookmarks",
    "part names": "names",
    "signature": "signature",
    "signs/": "signature",
    "annots/": "annotations",
    "activex": "words",
    "words": "words",
    "ctrlprop": "words",
    "_rels/": "targets",
    "glossary": "blocks",
    "customxml": "data",
    "summaryinformation": "metadata",
    "workbook.xml": "book",
    "worddocument": "quick",
    "looks": "looks",
    "head": "head",
    "remark": "picture",
    "code": "code",
    **dict.fromkeys(("iptc", "xmp", "id3", "imagedescription", "usercomment", "xpcomment", "xptitle", "xpsubject"), "picture"),
}
# What says itself, in its message, where something stands.
_PLACED = tuple(code for code in CODES if code.startswith("attachment-"))

_SHOWN_FILES = 5
_TABLE = "csv"  # a table that other programs save than those of texts


def find_in_files(
    shown: Shown,
    own_assets: tuple[File, ...],
    attachment_findings: Mapping[str, tuple[Problem, ...]],
    patterns: TextPatterns,
    labels: Labels,
    audiences: frozenset[str],
) -> Iterator[Problem]:
    """The problems inside files, at the place of each text that lists or links to the file."""
    for use in shown.files.uses:
        text, file = use.text, use.file
        if isinstance(text, Item) and (text.authored.withdrawn or text.authored.audience not in audiences):
            continue
        for problem in _inside(file, attachment_findings):
            if problem.code == DRAFT_TEXT_PUBLISHED and _says_draft(use, patterns):
                continue
            values = {**problem.values, **told_values(labels, file.name, file.type, problem)}
            told = replace(problem, where=use.spot, values=values)
            yield lowered(told) if _is_draft(text) else told
    for file in own_assets:
        for problem in _inside(file, attachment_findings):
            values = {**problem.values, **told_values(labels, file.name, file.type, problem)}
            yield replace(problem, where=Position(file.source), values=values)


def _inside(file: File, attachment_findings: Mapping[str, tuple[Problem, ...]]) -> Iterator[Problem]:
    """The problems inside a file, without the one that nothing can be read where there is nothing to read."""
    for problem in attachment_findings.get(file.key, ()):
        state = problem.values.get("state")
        # Of a file without a byte ``attachment-empty`` tells.
        if not (state == "unsupported" and file.type in _TEXTLESS) and not (state == "void" and not file.size):
            yield problem


@rule(*UNJUDGED_CODES, severity=Severity.NOTICE)
def check_judged(file_findings: tuple[Problem, ...]) -> Iterator[Problem]:
    """Problems of files that could not be looked into, so that nobody thinks that nothing is in them."""
    yield from (problem for problem in file_findings if problem.code in UNJUDGED_CODES)


@rule(*texts.CODES, *CODES)
def check_contents(file_findings: tuple[Problem, ...]) -> Iterator[Problem]:
    """Personal data and traces in attachments."""
    yield from (problem for problem in file_findings if problem.code not in UNJUDGED_CODES)


def _is_draft(text: Text) -> bool:
    return (isinstance(text, Item) and text.authored.draft) or (isinstance(text, Report) and text.head.draft)


def _says_draft(use: FileUse, patterns: TextPatterns) -> bool:
    title = f"{use.text.authored.title} {use.file.title}" if isinstance(use.text, Item) else use.file.title
    drafts = (pattern for pattern in patterns.patterns if pattern.code == DRAFT_TEXT_PUBLISHED)
    words = {word for pattern in drafts for word in pattern.unless_title}
    return any(word in title for word in words)


def told_values(labels: Labels, name: str, type: str, problem: Problem) -> dict[str, str]:
    """The values for the message of a problem in a file, by name: the file, and in words where in it something stands."""
    words, values = labels.text, problem.values
    inner = values.get("file", "")
    if "files" in values:
        files = json.loads(values["files"])
        inner = words["list_join"].join(files[:_SHOWN_FILES]) + (f" {words['places_more']}" if len(files) > _SHOWN_FILES else "")
        type = _type_of({"file": files[0]}, type)
    type = _type_of(values, type)
    told = {"name": name, "type": type.upper(), "table": (inner or name) if type == _TABLE else "", "at_places": ""}
    if "places" in values:
        listed = (_steps(words, _type_of(place, type), place, unseen=True) for place in json.loads(values["places"]))
        places = [steps or words["attachment_somewhere"] for steps in listed]
        told["places"] = words["places_join"].join(places)
        told["at_places"] = words["attachment_at_places"].format(places=told["places"])
    if "pages" in values:
        numbers = [int(number) for number in values["pages"].split(",")]
        runs = [str(first) if first == last else f"{first}–{last}" for first, last in runs_of(numbers)]
        told["pages"] = words["list_join"].join(runs)
    if "kind" in values:
        told["kind"] = words[f"attachment_kind_{values['kind'].replace('-', '_')}"]
    if "state" in values:
        told["state"] = words[f"attachment_state_{values['state']}"].format(**values)
    if inner:
        told["name"] = words["attachment_inner"].format(name=name, file=inner)
    steps = "" if problem.code in _PLACED else _steps(words, type, {key: value for key, value in values.items() if key != "file"})
    told["place"] = words["attachment_where"].format(name=told["name"], steps=steps)
    if not steps:
        told["place"] = words["attachment_whole"].format(name=told["name"])
    return told


def _type_of(place: Mapping[str, str], type: str) -> str:
    """The type of the innermost file that a place is in."""
    inner = place.get("file", "")
    return inner.rpartition(".")[2].lower() if inner else type


def _steps(words: Mapping[str, str], type: str, place: Mapping[str, str], *, unseen: bool = False) -> str:
    """A place in words, from the outside in; ``unseen``: of something that its reader does not see."""
    if "more" in place:
        return words["places_more"]
    steps = [words["attachment_file"].format(value=place["file"])] if "file" in place else []
    if "sheet" in place:
        steps.append(
            words["attachment_whole_sheet" if place.get("cell") == "*" else "attachment_sheet"].format(value=place["sheet"])
        )
    if place.get("cell", "*") != "*":
        steps.append(_cells(words, place["cell"]))
    steps += [
        words[f"attachment_{name}"].format(value=place[name]) for name in ("page", "picture", "table", "row") if name in place
    ]
    if "at" in place:
        steps.append(words[f"attachment_at_{place['at']}"])
    if "paragraph" in place and not any(name in place for name in ("sheet", "page", "table")):
        name = "attachment_line" if type in _LINES else "attachment_paragraph"
        if type in _PAGES and (unseen or "part" in place):
            name = "attachment_source_line"
        steps.append(words[name].format(value=place["paragraph"]))
    if "part" in place:
        steps.append(_part(words, place))
    told = words["list_join"].join(steps)
    return words["attachment_by"].format(place=told, who=place["who"]) if "who" in place else told


def _part(words: Mapping[str, str], place: Mapping[str, str]) -> str:
    """The words for the kind of thing that something unseen stands in."""
    inside = place.get("inside", "")
    if place["part"] == "inside":
        low = inside.lower()
        known = next((name for mark, name in _INSIDE.items() if mark in low), "" if inside else "embedded")
        if known:
            return words[f"attachment_in_{known}"]
    return words[f"attachment_in_{place['part']}"].format(part=inside)


def _cells(words: Mapping[str, str], cell: str) -> str:
    """Cells as spreadsheets name them, whole columns and rows in words."""
    first, colon, last = cell.partition(":")
    if not colon:
        return words["attachment_cell"].format(value=cell)
    name = "attachment_row" if first.isdecimal() else "attachment_column"
    return words[name].format(value=first if first == last else f"{first}–{last}")
