"""Mending what has one right form: the lines that problems say how to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.load.shipped import stays_inside
from generator.load.source.places import Places
from generator.load.source.source import read_bytes
from generator.presence import is_file, real_path
from generator.problems import Problem, SourceError
from generator.run.options import Result
from generator.whole_files import write_whole

_MOST_ROUNDS = 20  # a mended line may show another slip; more than this never happened, and something would be wrong
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A piece of a file as it is and as it will be: the file, the line it begins in (from 1), the whole lines."""

    file: str
    line: int
    written: str
    right: str


def fix(site: Path, check: Callable[[], Result], files: tuple[str, ...], *, write: bool) -> tuple[list[Change], Result]:
    """The mends in the files of a site, made or only shown, and what was found last.

    With ``write`` it is written and all is checked again, until nothing is left that can be mended.
    """
    done: list[Change] = []
    result = check()
    for _ in range(_MOST_ROUNDS):
        found = _mended(site, result, files)
        done += [change for changes, _ in found.values() for change in changes]
        if not write or not found:
            break
        for file, (_, data) in found.items():
            write_whole(Path(real_path(site / file)), data)
        result = check()
    return done, result


def _mended(site: Path, result: Result, files: tuple[str, ...]) -> dict[str, tuple[list[Change], bytes]]:
    """The changes to each file, and its bytes with them."""
    places = Places(site, result.labels, result.profile)
    by_file: dict[str, list[Problem]] = {}
    for problem in (one for found in result.problems for one in (found, *found.also)):
        file = problem.where.file
        if problem.mend and (not files or file in files) and stays_inside(site, file) and is_file(site / file):
            by_file.setdefault(file, []).append(problem)
    found = {}
    for file, problems in by_file.items():
        try:
            data = read_bytes(site, file)
            text = data.decode("utf-8-sig")
        except (SourceError, UnicodeDecodeError):  # it is another by now than what was judged
            continue
        ends = "\r\n" if "\r\n" in text else "\n"
        plain = text.replace("\r\n", "\n")
        right = _apply(plain, places, problems)
        if right != plain:
            whole = right.replace("\n", ends).encode()
            found[file] = (list(_changes(file, plain, right)), (_BOM if data.startswith(_BOM) else b"") + whole)
    return found


def _apply(text: str, places: Places, problems: Iterable[Problem]) -> str:
    """A text with what is to be mended in it; of two pieces that overlap the first is mended."""
    edits: dict[int, tuple[str, str]] = {}
    for problem in problems:
        position, mend = places.position(problem.where), problem.mend
        assert mend
        start = _line_start(text, position.line)
        at = start + max(position.column - 1, 0)
        if not text.startswith(mend.written, at):
            line_end = text.find("\n", start)
            at = text.find(mend.written, start, None if line_end < 0 or "\n" in mend.written else line_end)
        if at >= 0 and mend.written:
            edits.setdefault(at, (mend.written, mend.right))
        elif at >= 0:
            edits.setdefault(start, ("", mend.right))
    end = len(text)
    for at in sorted(edits, reverse=True):
        written, right = edits[at]
        if "\n" not in written:  # more lines in the place of one stand where it stood
            before = text[text.rfind("\n", 0, at) + 1 : at]
            lead = before if before.isspace() else ""
            right = re.sub(r"\n(?=.)", f"\n{lead}", right)
        if at + len(written) <= end:
            text = text[:at] + right + text[at + len(written) :]
            end = at
    return text


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def _changes(file: str, before: str, after: str) -> Iterable[Change]:
    """Each run of lines that is another."""
    # Loaded where it is needed: most runs of the program mend nothing.
    from difflib import SequenceMatcher

    old, new = before.split("\n"), after.split("\n")
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(file, first + 1, "\n".join(old[first:last]), "\n".join(new[new_first:new_last]))
