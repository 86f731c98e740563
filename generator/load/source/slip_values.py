"""Values of YAML as a clerk writes them: wide brackets and commas, signs that mean something to YAML, lists as one word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

import yaml
from yaml._yaml import CParser

from generator.frozen import frozen
from generator.late import late
from generator.load.source.slip_entries import entries_within
from generator.problems import Mend, Severity
from generator.text import excerpt

LIST_SIGNS = "]}［］【】｛｝"
_NARROW = {"［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}"}
_OPENING, _CLOSING = "[{［【｛", "]}］】｝"
_SHOWN = 60
# The rest of a line that YAML takes for a remark; one that people mean as such begins with a blank.
_PLAIN = late(r"[^\W_](?:[\w（）《》，。；、.-]| (?=\w))*")  # what no parser takes for anything else than it is
_REMARK = late(r"[ \t]+#(?:[ \t].*)?$")
_CUT = late(r"(?<=\S)[ \t]+#(?=[^\s#])")
_CUT_NUMBER = late(r"(?<=\d) #(?= \S)")
# A value that is nothing but a remark to YAML, though not written as one.
_HASHED = late(r"(?:#[^\s#,，、:\[\]{}\"']{1,20}#?[ \t\u3000]*)+")
_COMMENTED = late(r"#[^\s#]")
# A number or a day behind a remark that a new file has for what is to be written before it: ``# 数字 5``.
_IN_REMARK = late(
    r"#[ \t]*(?:[^\d#\n]{0,16}?[\s:：、，,]+)?(?P<value>\d+(?:[.．]\d+)?|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)[ \t]*"
)
# Fields of running text, where a number before a blank, a sign ``#`` and a blank is that of a building or a lot.
_PROSE = ("title", "summary")
_BETWEEN = late(r"[ \t\u3000]*[、；，;,][ \t\u3000]*|\t+")
_LONGEST_WORD = 12
# Words of Chinese parted by blanks alone; with letters among them they may be one name.
_WORDS = late(r"[\u4e00-\u9fff]{2,6}(?:[ \u3000]+[\u4e00-\u9fff]{2,6})+")
# By a stroke; where letters are among them it may be one name.
_STROKE = late(r"[ \t]*[/／|｜][ \t]*")
_STROKED = late(r"[\u4e00-\u9fff]{2,6}(?:[ \t]*[/／|｜][ \t]*[\u4e00-\u9fff]{2,6})+")
# Quotes of a Chinese keyboard or of Word, which are no quotes to YAML.
WIDE_QUOTES = "“”‘’「」『』＂＇"
_QUOTED = late(rf"[“‘「『＂＇]([^\n{WIDE_QUOTES}]+)[”’」』＂＇\"']")
_COLON = late(r":(?:[ \t]|$)")


@frozen
class Slip:
    """A slip: its code, the line and column it is in (from 0), the facts of the case, the line as it is and as it should be."""

    code: str
    line: int = 0
    column: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    mend: Mend | None = None

    def at(self, line: int, column: int, **values: str) -> Slip:
        """The slip at a line, in a value that begins at a column."""
        return replace(self, line=line, column=column + self.column, values={**self.values, **values})

    def mended(self, written: str, right: str) -> Slip:
        """The slip with its line as it is and as it should be; what a person must decide is shown, and not mended for them."""
        mend = (
            None
            if self.code in ("list-as-one", "list-in-one", "quotes-wide", "value-cut", "value-commented", "value-in-remark")
            else Mend(written, right)
        )
        return replace(self, values={**self.values, "right": excerpt(right.strip(), _SHOWN * 2)}, mend=mend)


def reads_as(value: str) -> Any:
    """The value as the parser reads it: a text, the texts of a list, the keys of a mapping; None where it refuses it."""
    return value if _PLAIN.fullmatch(value) else _parsed(value)


def _parsed(value: str) -> Any:
    """The value by the events of the parser; None where it refuses it."""
    try:
        parser = CParser(f"k: {value}\n")
        events: list[Any] = []
        while (event := parser.get_event()) is not None:
            events.append(event)
    except yaml.YAMLError:
        return None
    names = [type(event).__name__.removesuffix("Event") for event in events]
    if names[2:4] != ["MappingStart", "Scalar"] or names[-3:] != ["MappingEnd", "DocumentEnd", "StreamEnd"]:
        return None
    inside, texts = names[4:-3], [getattr(event, "value", "") for event in events[4:-3]]
    if inside == ["Scalar"]:
        return texts[0]
    if inside[:1] == ["SequenceStart"] and inside[-1] == "SequenceEnd":
        return texts[1:-1]
    if inside[:1] == ["MappingStart"] and inside[-1] == "MappingEnd":
        return dict.fromkeys(texts[1:-1:2])
    return None


def mend_value(value: str, name: str, shape: str, *, split: bool) -> tuple[str, list[Slip]]:
    """A value as it should be, and the slips in it; ``split`` where it is a list of words."""
    if value[0] == "#":
        return _behind(value, shape, split=split)
    remark = _REMARK.search(value) if value[0] not in "\"'" else None
    bare, tail = (value[: remark.start()], remark[0]) if remark else (value, "")
    if shape == "text" and (quoted := _QUOTED.fullmatch(bare)):
        inner = quoted[1] if reads_as(quoted[1]) == quoted[1] else _quoted(quoted[1])
        return inner + tail, [Slip("quotes-wide", values={"value": excerpt(bare, _SHOWN)}, severity=Severity.WARNING)]
    read = reads_as(value)
    if shape in ("list", "record") and (right := _narrowed(bare, shape, read, split=split)) != bare:
        meant = reads_as(right)
        if isinstance(meant, list if shape == "list" else list | dict):
            changed = (sign for sign in bare if sign in "［］【】｛｝，：、；“”" and bare.count(sign) > right.count(sign))
            signs = " ".join(dict.fromkeys(changed))
            return right + tail, [Slip("brackets-wide", values={"signs": signs})]
    if read is None:
        right, slips = _refused(bare, shape) if bare else (bare, [])
        return right + tail if slips else value, slips
    # Where entries are parted as they should be, a sign in one of them is its own.
    alone = read[0] if isinstance(read, list) and len(read) == 1 and not set("\"'") & set(bare) else bare
    if found := _as_one(alone, bare, shape, split=split):
        return found[0] + tail, [found[1]]
    return _cut(value, name, shape)


def _behind(value: str, shape: str, *, split: bool) -> tuple[str, list[Slip]]:
    """A value that is nothing but a remark to the parser as it should be, and the slip in it."""
    if split and _HASHED.fullmatch(value):  # as words are marked where people write to each other
        return f"[{', '.join(value.replace('#', ' ').split())}]", [
            Slip("value-commented", values={"lost": excerpt(value, _SHOWN)})
        ]
    if _COMMENTED.match(value) and shape == "text":
        return _quoted(value), [Slip("value-commented", values={"lost": excerpt(value, _SHOWN)})]
    if shape in ("text", "value") and (found := _IN_REMARK.fullmatch(value)):
        remark = value[: found.start("value")].rstrip(" \t:：、，,")
        right = f"{found['value']}  {remark}" if remark != "#" else found["value"]
        return right, [Slip("value-in-remark", values={"value": found["value"]}, severity=Severity.WARNING)]
    return value, []


def _as_one(alone: str, bare: str, shape: str, *, split: bool) -> tuple[str, Slip] | None:
    """The list that a value should be which is written as one entry, and the slip in it; None of one that is one."""
    values = {"value": excerpt(alone, _SHOWN)}
    several = _words(alone) if split and bare[:1] not in ("", '"', "'", "|", ">") else []
    if len(several) > 1:
        return f"[{', '.join(several)}]", Slip("list-as-one", values=values, severity=Severity.WARNING)
    if shape == "list" and not split and alone is not bare and (entries := entries_within(alone, in_brackets=True)):
        parted = f"[{', '.join(entry if reads_as(entry) == entry else _quoted(entry) for entry in entries)}]"
        return parted, Slip("list-in-one", values={**values, "parted": parted}, severity=Severity.WARNING)
    return None


def _words(text: str) -> list[str]:
    """The words of a text that is none but a list of them; else nothing."""
    words = [word.strip("“”") for word in _BETWEEN.split(text) if word]
    if len(words) == 1:
        words = text.split() if _WORDS.fullmatch(text) else _STROKE.split(text) if _STROKED.fullmatch(text) else words
    return words if all(len(word) <= _LONGEST_WORD and word.isalnum() for word in words) else []


def _refused(bare: str, shape: str) -> tuple[str, list[Slip]]:
    """A value that the parser refuses as it should be, and the slip in it, if one form is right."""
    if bare[0] in "[{" and shape != "text":
        closed = bare + ("]" if bare[0] == "[" else "}")
        if reads_as(closed) is not None:
            return closed, [Slip("brackets-open", values={"sign": bare[0]})]
    if bare[0] in "\"'" and bare.count(bare[0]) == 1:
        return _quoted(bare[1:].rstrip("“”‘’")), [Slip("quotes-open", values={"sign": bare[0]})]
    # Quotes around a value in which there are others are those of the value, and not of what it says.
    around = bare[0] in "\"'" and len(bare) > 2 and bare[0] == bare[-1]
    quoted = _quoted(bare[1:-1] if around else bare)
    if reads_as(quoted) is None:
        return bare, []
    colon = _COLON.search(bare)
    if colon and bare[0] not in "[{\"'&*!%@`|>":
        return quoted, [Slip("colon-in-value", column=colon.start())]
    return quoted, [Slip("value-sign", values={"sign": bare[0]})]


def mend_entry(value: str) -> tuple[str, list[Slip]]:
    """An entry of a list as it should be, and the slips in it: a text, or a record in brackets."""
    if not value or value[0] in "\"'|>":
        return value, []
    return mend_value(value, "", "record" if value[0] in _OPENING else "text", split=False)


def _cut(value: str, name: str, shape: str) -> tuple[str, list[Slip]]:
    """A value of which the parser takes the end for a remark."""
    if value[0] in "\"'[{|>#" or shape != "text":
        return value, []
    cut = _CUT.search(value) or (_CUT_NUMBER.search(value) if name in _PROSE else None)
    if cut is None:
        return value, []
    values = {"lost": excerpt(value[cut.start() :].strip(), _SHOWN), "kept": excerpt(value[: cut.start()], _SHOWN)}
    return _quoted(value), [Slip("value-cut", column=cut.start() + 1, values=values)]


def _narrowed(value: str, shape: str, read: Any, *, split: bool) -> str:
    """A list or mapping in brackets with its signs narrow; what stands in quotes is left, and what reads well as it is."""
    if not value or value[0] not in _OPENING or value[-1] not in _CLOSING:
        return value
    wide = value[0] in _NARROW or value[-1] in _NARROW
    if shape == "record" and not wide and read is not None and not any("：" in key for key in read):
        return value
    # Where entries are parted as they should be, a wide comma is a sign in one of them.
    split = split and not (isinstance(read, list) and len(read) > 1)
    right: list[str] = []
    quote = ""
    for sign in value:
        if quote:
            right.append(sign)
            quote = "" if sign == quote else quote
            continue
        if sign in "\"'" and (not right or right[-1][-1] in " [{,"):
            quote = sign
        # Inside plain brackets wide ones are signs of a text.
        if sign in _NARROW and wide:
            right.append(_NARROW[sign])
        elif (sign in "，；" and (wide or split or shape == "record")) or (sign == "、" and (wide or split)):
            right.append(", ")
        elif sign == "：" and shape == "record":
            right.append(": ")
        elif sign in "“”" and shape == "list":
            right.append('"')
        else:
            right.append(sign)
    return re.sub(r"([,:]) +", r"\1 ", "".join(right))


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
