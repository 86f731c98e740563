"""The JSON of a member, as RFC 7493 asks it to be: in UTF-8, no name twice in an object, no number that JSON has not.

A reader that takes the last of two names, or guesses an encoding, may show something else than who looked at the file saw.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from generator.late import late
from generator.portal.member_fault import MemberFault

# Signs that hide what stands there or turn its order round: as bytes, which may be a part of others, and as signs.
_HIDING_BYTES = late(rb"\\u00[01]|\\[bf]|\\u202[deDE]|\xe2\x80[\xad\xae]")
_HIDING = late("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e]")
_FIRST = 4  # bytes, among which another encoding of Unicode has a nought
_SHOWN = 80


class _NotJson(ValueError):
    """Something that most readers take, and no JSON has: the words for it, and what was found."""

    def __init__(self, words: str, value: str) -> None:
        super().__init__(words, value)
        self.words = words
        self.value = value


def read_object(name: str, data: bytes, number: Callable[[str], Any] = float) -> dict[str, Any]:
    """The object in a file of a member; ``number`` reads one with a point or an exponent. Raises MemberFault."""
    plain = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in plain[:_FIRST]:
        raise MemberFault("member-broken", name, words="member_utf8")
    try:
        text = plain.decode()
        found = json.loads(text, parse_float=number, parse_constant=_no_number, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise MemberFault("member-broken", name, words="member_utf8") from error
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "column": str(error.colno)}
        raise MemberFault("member-broken", name, words="member_json" if plain.strip() else "member_empty", **values) from error
    except _NotJson as error:
        raise MemberFault("member-broken", name, words=error.words, value=error.value[:_SHOWN]) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise MemberFault("member-broken", name, words="member_deep") from error
    if not isinstance(found, dict):
        raise MemberFault("member-broken", name, words="member_no_object")
    _refuse_halves(name, data, found)
    if sign := _hiding(data, found):
        raise MemberFault("member-untrue", name, words="member_hiding", value=sign)
    return found


def objects_in(name: str, found: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """The objects in a list of a file. Raises MemberFault."""
    if field not in found:
        raise MemberFault("member-broken", name, words="member_no_field", field=field)
    values = found[field]
    wrong = values if not isinstance(values, list) else next((one for one in values if not isinstance(one, dict)), None)
    if not isinstance(values, list) or any(not isinstance(one, dict) for one in values):
        raise MemberFault("member-broken", name, words="member_value", field=field, value=shown(wrong))
    return values


def shown(value: object) -> str:
    """A value as JSON writes it, cut short."""
    return json.dumps(value, ensure_ascii=False, default=str)[:_SHOWN]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _NotJson("member_name_twice", next(name for name in names if names.count(name) > 1))
    return found


def _no_number(value: str) -> NoReturn:
    raise _NotJson("member_no_number", value)


def _refuse_halves(name: str, data: bytes, found: Any) -> None:
    """Refuses half a character, a surrogate alone, which no file can hold. Raises MemberFault."""
    if b"\\ud" in data or b"\\uD" in data:
        try:
            json.dumps(found, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError as error:
            value = f"\\u{ord(error.object[error.start]):x}"
            raise MemberFault("member-broken", name, words="member_half", value=value) from error


def _hiding(data: bytes, found: Any) -> str:
    """The first sign in a file that hides what stands there or turns it round, as U+202E, or nothing."""
    if not _HIDING_BYTES.search(data):
        return ""
    match = next((match for text in _texts(found) if (match := _HIDING.search(text))), None)
    return f"U+{ord(match[0]):04X}" if match else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
