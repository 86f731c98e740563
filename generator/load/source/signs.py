"""Signs that must not stand in a source, each told where it is written."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml import ScalarEvent
from yaml._yaml import CParser

from generator.late import late
from generator.problems import Position, Problem, Severity
from generator.signs import CLOSING, Sign, find_signs, is_blank

_LOWER = dict.fromkeys(("sign-invisible", "sign-lost", "sign-private"), Severity.WARNING)
SIGNS = ("sign-control", "sign-direction", *_LOWER)
# What a double-quoted scalar may write for a sign (YAML 1.1, 5.6); a written blank, tab or line feed is none.
_ESCAPE = late(r'"[^"\n]*\\(?:[0abefvrNLP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})')


def check_signs(text: str, file: str, problems: list[Problem], first_line: int = 1) -> None:
    """Tells the signs of a running text that must not be in it, each once a line."""
    problems.extend(_told(find_signs(text, body=True), text, file, first_line))


def check_yaml_signs(text: str, file: str, problems: list[Problem], first_line: int = 1) -> None:
    """Tells the signs of YAML that must not be in it, each once a line, written as they are or escaped.

    What steers the breaking of lines is told in values alone: a comment is read by nobody but its author.
    """
    found = list(find_signs(text, body=False))
    if not found and not _ESCAPE.search(text):
        return
    scalars = _scalars(text)
    kept = [sign for sign in found if not _does_no_harm(sign, text, scalars)]
    for start, end, style, value in scalars:
        if style == '"' and not is_blank(value):
            raw = text[start:end]
            kept += [Sign(sign.code, start, "", sign.sign) for sign in find_signs(value, body=False) if sign.sign not in raw]
    problems.extend(_told(sorted(kept, key=lambda sign: sign.start), text, file, first_line))


def _does_no_harm(sign: Sign, text: str, scalars: list[tuple[int, int, str, str]]) -> bool:
    """True if a sign that is told for how it stands in a value stands in none, or does no harm in a running text.

    A value of such signs alone is told by who reads values.
    """
    if sign.code not in _LOWER:
        return False
    for start, end, style, value in scalars:
        if start <= sign.start < end:
            if is_blank(value):
                return True
            running = style in ("|", ">") and sign.code == "sign-invisible"
            return running and not any(other.start == sign.start for other in find_signs(text[:end], body=True))
    return True


def _scalars(text: str) -> list[tuple[int, int, str, str]]:
    """The scalars of YAML as far as it can be read: start, end, style, value."""
    found: list[tuple[int, int, str, str]] = []
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            if event.__class__ is ScalarEvent:
                start, end = event.start_mark, event.end_mark
                assert start
                assert end
                found.append((start.index, end.index, event.style or "", event.value))
    except yaml.YAMLError:
        pass  # what is wrong with it is told by who reads it
    return found


def _told(signs: Iterator[Sign] | list[Sign], text: str, file: str, first_line: int) -> Iterator[Problem]:
    """The problems of signs in a text, each sign once a line."""
    seen: set[tuple[int, str]] = set()
    turned = -1
    for sign in signs:
        line = text.count("\n", 0, sign.start)
        # What closes is told by what it closes.
        closes = line == turned and sign.sign in CLOSING
        turned = line if sign.code == "sign-direction" else turned
        if (line, sign.sign) not in seen and not closes:
            seen.add((line, sign.sign))
            column = sign.start - (text.rfind("\n", 0, sign.start) + 1)
            where = Position(file, line + first_line, column + 1)
            yield Problem(sign.code, where, sign.values, _LOWER.get(sign.code, Severity.ERROR))
