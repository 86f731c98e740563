"""Expressions: what stands in a text of YAML in which there may be a slip, so that others need not be read line by line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.late import late
from generator.load.source.slip_values import WIDE_QUOTES

# A word in a line of its own, further in than the name of a field.
WORD_ALONE = late(r"(?P<lead>[ \t]+)[^\W_]{2,16}[ \t]*")
# Each begins with a letter of its own, by which the text is passed over in one go.
SUSPECT = (
    r"\n[ \t]*(?:-[ \t]+)*(?:[^\s:：#\"'\[{{-][^:：\n]{{0,24}}(?:：|:[^ \t\n/])|-[^\s-]|\{{(?:[^\n]*[,，])?[^\n:,，]*："
    r"|[\uff0d\u2010-\u2015\u2022\u25cf\xb7][^\S\n]*[^\s-]|[\u3000\xa0]|(?:\d{{1,2}}[.、．)）]|[①-⑳]))"
    r"|\n(?:{split})[ \t]*:[ \t]*[^\s\"'\[#][^\n]*(?:[、；，;,\t]|[\u4e00-\u9fff][ \u3000/／|｜])"
    r"|\n(?:{split})[ \t]*:[ \t]*\n[ \t]+[^\s:：#-][^\s:：]*[ \t]*\n[ \t]+[^\s:：#-]"
)
SUSPECT_LIST = late(
    r":[^\S\n]*(?:[\[{【［｛][^\n]*[，：【】［］｛｝、“]|\[[^\n,\]]*[\u4e00-\u9fff][ \u3000;；/／|｜][^\n,\]]*\])"
)
SUSPECT_QUOTES = late(rf":[^\S\n]*[{WIDE_QUOTES}][^\n]*[{WIDE_QUOTES}\"'][^\S\n]*(?:\n|\Z)")
SUSPECT_REMARK = late(r"[ \t]#(?=[^\s#])|\d #[ \t]|:[ \t]*#[ \t][^\n]*\d日?[ \t]*(?:\n|\Z)")


def begins_bare_list(lines: Sequence[str]) -> bool:
    """True for two lines that are a word each and stand equally far in."""
    words = [WORD_ALONE.fullmatch(line) for line in lines]
    return len(words) == 2 and all(words) and len({found["lead"] for found in words if found}) == 1
