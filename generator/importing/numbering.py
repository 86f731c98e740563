"""The numbers that Word itself sets before paragraphs (ECMA-376 part 1, 17.9): they stand in no text of the file."""

from __future__ import annotations

import re
from typing import Any

from generator.late import late

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting")
_DEEPER = late(r"(?:[Bb]ullet|项目符号)\s*([2-5])$")  # List Bullet 2, 列表项目符号 2
_PLACE = late(r"%(\d)")


class Numbering:
    """The counters of a document's lists, which go on paragraph by paragraph."""

    def __init__(self, opened: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # by list: of each level form, text, first number
        self._counts: dict[str, dict[int, int]] = {}
        part = next((one for one in opened.part.rels.values() if one.reltype.endswith("/numbering")), None)
        if part is None:
            return
        root = part.target_part.element
        kinds = {one.get(f"{_W}abstractNumId"): one for one in root.findall(f"{_W}abstractNum")}
        for one in root.findall(f"{_W}num"):
            kind = kinds.get(one.find(f"{_W}abstractNumId").get(f"{_W}val"))
            if kind is not None:
                self._levels[one.get(f"{_W}numId")] = {
                    int(level.get(f"{_W}ilvl")): (
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                        int(_value(level, "start") or 1),
                    )
                    for level in kind.findall(f"{_W}lvl")
                }

    def label(self, paragraph: Any, style: Any) -> tuple[str, str]:
        """The number before a paragraph, and the mark of a list in Markdown where it has a bullet instead."""
        about, further = paragraph.find(f"{_W}pPr/{_W}numPr"), 0
        if about is None and style is not None and (match := _DEEPER.search(style.name or "")):
            further = int(match[1]) - 1  # such a style has a list of its own, and nothing but a wider margin
        while about is None and style is not None:
            about = style.element.find(f"{_W}pPr/{_W}numPr")
            style = style.base_style
        name = _value(about, "numId") if about is not None else ""
        levels = self._levels.get(name)
        if not levels:
            return "", ""
        depth = int(_value(about, "ilvl") or 0)
        form, text, first = levels.get(depth, ("decimal", "%1.", 1))
        if form == "bullet":
            return "", "   " * (depth + further) + "- "
        counts = self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, first - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if form == "none":
            return "", ""

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            return _written(counts.get(level, levels.get(level, ("", "", 1))[2]), levels.get(level, ("decimal", "", 1))[0])

        found = _PLACE.sub(number, text)
        return (found if not found or found[-1] in "、．。）)" else f"{found} "), ""


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _written(number: int, form: str) -> str:
    """A number in a form of Word's."""
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        if not tens:
            return _DIGITS[ones]
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)
