"""YAML as people write it who do not know YAML: the slips of a Chinese keyboard and of Word, each with the line that is right.

Only what is suspected is looked at: a file that the parser refuses, and one in which a sign stands that a clerk takes for
another. A slip is told where the line as it should be reads otherwise than the line as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from generator.late import late
from generator.load.source.slip_keys import by_plain_name, is_list_of_fields, name_in, plain_name, without_marks
from generator.load.source.slip_signs import SUSPECT, SUSPECT_LIST, SUSPECT_QUOTES, SUSPECT_REMARK, WORD_ALONE, begins_bare_list
from generator.load.source.slip_values import LIST_SIGNS, WIDE_QUOTES, Slip, mend_entry, mend_value, reads_as
from generator.problems import Mend
from generator.signs import name_of
from generator.text import excerpt

Shape = Literal["text", "list", "record", "value"]

_BLANK = " \t\u3000\xa0\u2000-\u200a\u202f\u205f"
# What is typed for the hyphen before an entry of a list.
_MARKS = "\\-\uff0d\u2010-\u2015\u2212\u2022\u25cf\u25aa\xb7\u30fb*+"
_FIELD = late(
    rf"(?P<key>[^\s:：#\"'\[\]{{}},，。；;|>&*!%@`?-][^:：\n\"。；;]*?)(?P<gap>[{_BLANK}]*)(?P<colon>[:：])"
    rf"(?P<space>[{_BLANK}]*)(?P<value>.*)"
)
# What people type for a colon: signs that look like it, marks of a sentence, a blank alone.
_OTHER = late(
    rf"(?P<key>[^\s:：]{{1,14}}?)(?P<sign>[{_BLANK}]*[∶﹕︰꞉˸;；=＝、，,。—–→>]+[{_BLANK}]*|[{_BLANK}]+)(?P<value>[^\s:：].*)"
)
_BARE = " \t\u3000\xa0"
_LEAD = late(rf"[{_BLANK}]*")
_NUMBER = r"(?:\d{1,2}[.、．)）]|[①-⑳])"  # what numbers an entry
_MARK = late(rf"(?P<mark>[{_MARKS}]|{_NUMBER})(?P<space>[{_BLANK}]*)(?=[^\s{_MARKS}])")
_BLOCK = late(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_WIDTH = {"\t": 2, "\u3000": 2}
_LONGEST_KEY = 14
_MOST_LINES = 60  # of a list in brackets, or a text in quotes
_SHOWN = 60


@dataclass(frozen=True, eq=False)
class Fields:
    """The fields that may stand in a file: by every spelling the field's name and the shape of its value.

    ``split`` are fields that hold a list of words, each of which is short.
    """

    shapes: Mapping[str, tuple[str, Shape]]
    split: Collection[str] = ("keywords",)

    def is_suspect(self, text: str) -> bool:
        """False for a text in which there is no slip, if the parser reads it."""
        if self._lines.search(f"\n{text}") or SUSPECT_LIST.search(text):
            return True
        for sign in WIDE_QUOTES:  # a plain loop: any() costs more
            if sign in text:
                if SUSPECT_QUOTES.search(text):
                    return True
                break
        return ("#" in text) and SUSPECT_REMARK.search(text) is not None

    def has_marked_names(self, tree: object, *, front: bool) -> bool:
        """True if a name in a file that the parser reads is a known one with something about it.

        Of the ``front`` matter of a text, a list is none: its fields have marks of entries before them.
        """
        if isinstance(tree, dict):
            return any(plain_name(name) in self.plain for name in tree.keys() - self.shapes.keys())
        if not isinstance(tree, list):
            return False
        return front or is_list_of_fields(tree, self.shapes) or any(self.has_marked_names(entry, front=False) for entry in tree)

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """The spellings of all fields by what is left of them without signs."""
        return by_plain_name(self.shapes)

    @cached_property
    def _lines(self) -> re.Pattern[str]:
        names = [re.escape(spelling) for spelling, (name, _) in self.shapes.items() if name in self.split]
        return re.compile(SUSPECT.format(split="|".join(names) or "(?!)"))


def find_slips(text: str, fields: Fields, *, one: bool = False) -> tuple[list[Slip], str]:
    """The slips of a text, in order, and the text without them; it has as many lines. ``one`` where it is of one record."""
    reader = _Reader(text.split("\n"), fields, one=one)
    reader.read()
    return reader.slips, "\n".join(reader.lines)


class _Reader:
    """Reads a file line by line, and writes anew the lines that have a slip which can only be meant in one way."""

    def __init__(self, lines: list[str], fields: Fields, *, one: bool) -> None:
        self.lines, self.slips = lines, list[Slip]()
        self._one = one
        self._fields = fields
        self._open: list[int] = []  # the columns at which the fields of each open record stand, from the outside in
        self._waiting: tuple[int, str] | None = None  # the column and name of a field whose value is to come below it
        self._block = -1  # the column of the field whose text runs on below it
        self._in_list = -1  # the column of the marks of the list that is open
        self._lists: dict[int, str] = {}  # by that column, the field that the list is the value of
        self._called: dict[int, str] = {}  # and how that is written
        self._last = ""  # the field of the last line that had one, as it is written

    def read(self) -> None:
        """Takes in the lines of a file, and notes the slips in them."""
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            bare = line.lstrip()
            if bare and not bare.startswith("#"):
                if self._block >= 0 and len(line) - len(bare) > self._block:
                    at += 1
                    continue
                self._block = -1
                at += self._line(at)
            else:
                at += 1

    def _line(self, at: int) -> int:
        """The number of lines that belong to a line, which is read."""
        line = self.lines[at]
        lead = _LEAD.match(line)
        assert lead
        indent = sum(_WIDTH.get(sign, 1) for sign in lead[0])
        indent = max(indent, self._waiting[0] + 2) if self._waiting and "\t" in lead[0] else indent
        found: list[Slip] = []
        if lead[0].strip(" "):
            code = "yaml-tab" if "\t" in lead[0] else "indentation-blank"
            found.append(Slip(code, at, 0))
        rest = line[lead.end() :]
        marks, rest = self._marks(at, indent, lead.end(), rest, found)
        inner = indent + len(marks)
        column = len(line) - len(rest)
        rest = self._without_marks(at, column, inner, bool(marks), rest, found)
        rest = self._with_colon(at, column, inner, rest, found)
        field = _FIELD.match(rest)
        if field is None or not self._is_field(field, inner, bool(marks)):
            if not marks and self._is_value_below(indent):
                values = {"field": self._last, "right": f"{self._last}: {rest}"}
                self.slips.append(Slip("value-below", at, column, values, mend=Mend(line, f"  {line}")))
                self.lines[at], self._waiting = f"  {line}", None
                return 1
            right, more = mend_entry(rest) if marks else (rest, [])
            found += [slip.at(at, column, field=self._called.get(self._in_list, excerpt(rest, _SHOWN))) for slip in more]
            self._keep(at, " " * indent + marks + right if found else line, found)
            return 1
        key = self._last = field["key"]
        indent, inner = self._indented(at, indent, inner, marks, key, found)
        name, shape = self._fields.shapes.get(key, (key, "text"))
        shown = excerpt(key, _SHOWN)
        if field["colon"] == "：":
            found.append(Slip("colon-wide", at, column + field.start("colon"), {"field": shown}))
        elif field["value"] and not field["space"].startswith((" ", "\t")):
            sign = field["space"][:1]
            values = {"sign": f"U+{ord(sign):04X}", "name": name_of(sign)} if sign else {}
            found.append(
                Slip("blank-wide" if sign else "blank-missing", at, column + field.end("colon"), {"field": shown, **values})
            )
        value, lines = field["value"], 1
        self._waiting = (inner, name) if not value or value.startswith("#") else None
        if _BLOCK.match(value):
            self._block = inner
        elif value and (lines := self._whole(at, inner, value)) == 1:
            value, more = mend_value(value, name, shape, split=name in self._fields.split)
            start = column + field.start("value")
            found += [slip.at(at, start, field=shown) for slip in more]
        if found:
            gap = field["gap"] if field["gap"].strip(" \t") == "" else ""
            line = f"{' ' * indent}{marks}{key}{gap}:{' ' * bool(value)}{value}"
        self._keep(at, line, found)
        return lines

    def _keep(self, at: int, line: str, found: list[Slip]) -> None:
        self.slips += [slip.mended(self.lines[at], line) for slip in found]
        self.lines[at] = line

    def _marks(self, at: int, indent: int, column: int, rest: str, found: list[Slip]) -> tuple[str, str]:
        """The marks of entries of a list before a line, as they should be, and what comes after them."""
        marks = ""
        if self._is_entry_of_none(indent, rest):
            bare = rest[1:].lstrip(_BARE)
            found.append(
                Slip("key-marked", at, column, {"written": excerpt(f"- {name_in(bare)}", _SHOWN), "field": name_in(bare)})
            )
            return "", bare
        while rest.startswith("- "):
            bare = rest[1:].lstrip(" ")
            marks += rest[: len(rest) - len(bare)]
            rest = bare
        wrong = None if marks or rest.startswith(("---", "**")) else _MARK.match(rest)
        if wrong and self._list_may_stand(indent):
            found.append(Slip("list-mark", at, column, {"sign": wrong[0].strip()}))
            marks, rest = "- ", rest[wrong.end() :]
        elif not marks and wrong is None and self._is_bare_list(at, indent):
            found.append(Slip("list-mark", at, column, {"sign": excerpt(rest, _SHOWN)}))
            marks = "- "
        if marks:
            if self._waiting or indent > self._in_list:
                self._lists[indent] = self._waiting[1] if self._waiting else ""
                if self._waiting:
                    self._called[indent] = self._last
            self._in_list = indent
            self._waiting = None if self._waiting and self._waiting[0] > indent else self._waiting
        elif indent <= self._in_list:
            self._in_list = -1
        return marks, rest

    def _is_bare_list(self, at: int, indent: int) -> bool:
        """True for a word alone in its line that stands, with another such below or above it, where a list is to come."""
        if self._in_list == indent and indent > 0:
            return self._lists.get(indent) in self._fields.split and WORD_ALONE.fullmatch(self.lines[at]) is not None
        to_come = self._waiting is not None and indent > self._waiting[0] and self._waiting[1] in self._fields.split
        return to_come and begins_bare_list(self.lines[at : at + 2])

    def _is_entry_of_none(self, indent: int, rest: str) -> bool:
        """True for a field of the one record that is marked as an entry of a list, where no list can stand."""
        if not self._one or indent or not rest.startswith("- ") or self._in_list == 0:
            return False
        if self._waiting and self._shape_of(self._waiting[1]) in ("list", "record", "value"):
            return False
        return plain_name(name_in(rest[1:])) in self._fields.plain

    def _is_value_below(self, indent: int) -> bool:
        """True for a text right below the name of a field that has nothing behind it, and no further in."""
        return self._waiting is not None and indent == self._waiting[0] and self._shape_of(self._waiting[1]) != "record"

    def _without_marks(self, at: int, column: int, inner: int, in_list: bool, rest: str, found: list[Slip]) -> str:
        """A line whose field is called as it should be, where something stands about its name."""
        if not (inner in self._open or not self._open) or (in_list and not self._has_records()):
            return rest
        meant = without_marks(rest, self._fields.plain)
        if meant is None:
            return rest
        written, name, value = meant
        found.append(Slip("key-marked", at, column, {"written": excerpt(written, _SHOWN), "field": name}))
        return f"{name}: {value}".rstrip()

    def _list_may_stand(self, indent: int) -> bool:
        if self._in_list == indent:
            return True
        if self._waiting is None or indent < self._waiting[0]:
            return False
        return self._shape_of(self._waiting[1]) in ("list", "record")

    def _has_records(self) -> bool:
        """True if the entries of the open list are records, as those of a file that is a list are."""
        name = self._lists.get(self._in_list, "")
        return not name or self._shape_of(name) == "record"

    def _shape_of(self, name: str) -> str:
        return next((shape for known, shape in self._fields.shapes.values() if known == name), "text")

    def _is_field(self, field: re.Match[str], inner: int, in_list: bool) -> bool:
        """True if a line is meant to be a field, rather than a piece of the text above it or an entry of a list."""
        key, value = field["key"], field["value"]
        known = key in self._fields.shapes
        if field["colon"] == ":" and (field["space"][:1] in (" ", "\t") or not value):
            return known or not self._goes_on(inner) or in_list
        if value.startswith("//") or (in_list and not self._has_records()):
            return False
        if known:
            return not self._goes_on(inner) or inner in self._open
        short = len(key) <= _LONGEST_KEY and key.replace("_", "a").replace("（", "a").replace("）", "a").isalnum()
        return short and not in_list and (inner in self._open or not self._open) and self._waiting is None

    def _with_colon(self, at: int, column: int, inner: int, rest: str, found: list[Slip]) -> str:
        """A line with its colon, where a known field begins it and another sign, or a blank, stands in its place."""
        other = _OTHER.match(rest)
        if other is None or other["key"] not in self._fields.shapes or not (inner in self._open or not self._open):
            return rest
        values = {"field": other["key"], "sign": other["sign"].strip() or "SPACE"}
        found.append(Slip("colon-other", at, column + other.start("sign"), values))
        return f"{other['key']}: {other['value']}"

    def _goes_on(self, inner: int) -> bool:
        """True if what stands so far in goes on with the value above it."""
        return bool(self._open) and self._waiting is None and inner > self._open[-1] and self._in_list < 0

    def _indented(self, at: int, indent: int, inner: int, marks: str, key: str, found: list[Slip]) -> tuple[int, int]:
        """The columns at which a field's line and its name stand, when they stand right."""
        if marks:
            self._open = [column for column in self._open if column < inner or column <= indent]
            self._open.append(inner)
            return indent, inner
        if not self._open or inner in self._open:
            self._open = [column for column in self._open if column <= inner] or [inner]
            return indent, inner
        if self._waiting and inner > self._waiting[0]:
            self._open.append(inner)
            return indent, inner
        if inner > self._open[-1] and key in self._fields.shapes:
            right = self._open[-1]
            values = {"field": excerpt(key, _SHOWN), "count": str(inner - right)}
            if found and found[0].code == "yaml-tab":  # of which nobody can say how far in it stands
                found[0] = replace(found[0], values=values)
            else:
                found.append(Slip("indentation", at, 0, values))
            return right, right
        return indent, inner

    def _whole(self, at: int, inner: int, value: str) -> int:
        """The number of lines that a value takes that begins with a bracket or a quote and goes on below."""
        if value[0] not in "[{\"'" or reads_as(value) is not None:
            return 1
        for count in range(2, min(_MOST_LINES, len(self.lines) - at) + 1):
            last = self.lines[at + count - 1]
            bare = last.lstrip()
            if bare and len(last) - len(bare) <= inner and bare[0] not in LIST_SIGNS:
                break
            if reads_as("\n".join((value, *(f" {line}" for line in self.lines[at + 1 : at + count])))) is not None:
                return count
        return 1
