"""Problems of what an attachment holds that its reader does not see, and of what else it tells of itself, each kind once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from generator.model.attachment import BY_MACHINE, AttachmentText, Part, Piece
from generator.problems import Problem, Severity, Spot

_NOWHERE = Spot("")
# What a reader of the file does not see, by its part; how bad it is that it goes out.
UNSEEN: Mapping[Part, str] = {
    "comment": "attachment-comments",
    "deleted": "attachment-changes",
    "hidden": "attachment-hidden",
    "earlier": "attachment-earlier-save",
}
# What a trace says, by its name.
TRACES: Mapping[str, tuple[str, Severity]] = {
    "pages-pictures": ("attachment-pages-no-text", Severity.NOTICE),
    "pages-unreadable": ("attachment-pages-unreadable", Severity.NOTICE),
    "pictures-read": ("attachment-pictures-read", Severity.NOTICE),
    "pages-read": ("attachment-read-by-machine", Severity.NOTICE),
    "picture-page": ("attachment-picture-pages", Severity.NOTICE),
    "picture-cropped": ("attachment-cropped", Severity.NOTICE),
    "macros": ("attachment-macros", Severity.WARNING),
    "other-kind": ("attachment-other-kind", Severity.WARNING),
    "cut-off": ("attachment-cut-off", Severity.WARNING),
    "encoding-other": ("attachment-encoding", Severity.NOTICE),
    "bad-bytes": ("attachment-bytes", Severity.NOTICE),
    "unjudged": ("attachment-unjudged", Severity.NOTICE),
    "no-text": ("attachment-no-text", Severity.NOTICE),
}
_PAGES = ("pages-pictures", "pages-unreadable", "pages-read", "bad-bytes")
_PROGRAM = "exe"
_WORD_OPENS = ("doc", "docx", "rtf")  # under each other's endings without a word
# Texts of their own, at whose beginning a mark may stand: of the head of a page, of all slides, across a page.
OWN = ("header", "layout", "watermark")
# Names of pieces that say where on a page or beside it they stand.
_AT = (*OWN, "names", "note", "box", "notes", "layer", "covered", "white", "off", BY_MACHINE)
_SIGNED: tuple[Part, ...] = ("comment", "deleted")
_WHOLE = "*"  # the cells of a sheet, all of them
_SHOWN_PLACES = 5


def unseen_problems(text: AttachmentText) -> Iterator[Problem]:
    """Problems of what a reader does not see and that goes out, one a kind, each place in it once."""
    for part, code in UNSEEN.items():
        found: list[Piece] = []
        for sheet in text.sheets:
            if sheet.part == part and any(map(any, sheet.rows)):
                found.append(Piece("", part, sheet=sheet.name, cell=_WHOLE, file=sheet.file))
            elif part == "hidden":
                found += sheet.hidden_places()
        found += [piece for piece in text.pieces if piece.part == part and piece.text]
        if found:
            yield Problem(code, _NOWHERE, {"count": str(len(found)), "places": _places(found)}, Severity.WARNING)


def trace_problems(text: AttachmentText) -> Iterator[Problem]:
    """Problems of what else a file tells of itself: traces of its making, pages that are only pictures and the like."""
    told: dict[tuple[str, Severity, str, tuple[tuple[str, str], ...]], list[str]] = {}
    for problem in _traces(text):
        file = problem.values.get("file", "")
        rest = tuple((name, value) for name, value in problem.values.items() if name != "file")
        told.setdefault((problem.code, problem.severity, file and file.rpartition(".")[2].lower(), rest), []).append(file)
    for (code, severity, _, rest), files in told.items():
        # The same of many files of one kind in an archive is said once.
        inner = {"files": json.dumps(files, ensure_ascii=False)} if len(files) > 1 else {"file": files[0]} if files[0] else {}
        yield Problem(code, _NOWHERE, dict(rest) | inner, severity)


def _traces(text: AttachmentText) -> Iterator[Problem]:
    """The same, each file inside the file by itself."""
    traces = [piece for piece in text.pieces if piece.part == "trace"]
    scan = text.state == "empty"
    kind = attrgetter("name", "file")
    for (name, file), group in groupby(sorted(traces, key=kind), key=kind):
        found = list(group)
        if name == "picture-page" and any(
            trace.paragraph or trace.name == "pages-pictures" for trace in traces if trace.file == file
        ):
            found = [trace for trace in found if trace.paragraph]  # that of the picture file says it again
        if not found:
            continue
        code, severity = TRACES[name]
        if scan and not file and name in ("pages-pictures", "picture-page"):
            continue  # that it is nothing but pictures is said of the file as a whole
        first = found[0]
        values = {"count": str(len(found)), "file": file, "places": _places(found) if first.paragraph or first.sheet else ""}
        if name in _PAGES:
            values["pages"] = first.text
        elif first.text:
            values["kind" if name == "other-kind" else "state" if name == "unjudged" else "value"] = first.text
        if first.text == _PROGRAM:
            severity = Severity.ERROR
        elif first.text in _WORD_OPENS and name == "other-kind":
            severity = Severity.NOTICE
        yield Problem(code, _NOWHERE, {key: value for key, value in values.items() if value}, severity)


def _places(pieces: Sequence[Piece]) -> str:
    """The first places of something, for words to be made of them; a place where several are, once."""
    steps = [{name: value for name, value in place_of(piece).items() if name != "part"} for piece in pieces]
    steps = [
        step | ({"who": piece.name} if piece.part in _SIGNED and piece.name else {})
        for step, piece in zip(steps, pieces, strict=True)
    ]
    unique = list({json.dumps(step, sort_keys=True): step for step in steps}.values())
    return json.dumps(unique[:_SHOWN_PLACES] + [{"more": "1"}] * (len(unique) > _SHOWN_PLACES), ensure_ascii=False)


def place_of(piece: Piece) -> dict[str, str]:
    """The place of a piece in its file, as values of a message; what is not known is left out."""
    found = {
        "file": piece.file,
        "sheet": piece.sheet,
        "cell": piece.cell,
        "page": str(piece.page) if piece.page else "",
        "table": str(piece.table) if piece.table else "",
        "row": str(piece.row) if piece.row else "",
        "at": piece.name if piece.name in _AT and piece.part in ("text", "hidden") else "",
        "picture": str(piece.picture) if piece.picture else "",
        "paragraph": str(piece.paragraph) if piece.paragraph and not piece.table else "",
        "part": "" if piece.part in ("text", "trace") else piece.part,
        "inside": piece.name if piece.part == "inside" else "",
    }
    return {name: value for name, value in found.items() if value}
