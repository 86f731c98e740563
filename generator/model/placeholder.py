"""The marks that stand in new files for what a person must write, in whatever language the file was made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.late import late

MARKS = ("【待填】", "[to fill in]")
# What earlier versions wrote without a mark: each is told where it is all that a field or a line says.
_WORDS = (
    "标题",
    "正文",
    "页面标题",
    "一两句话说明内容",
    "第一条公开的信息",
    "单位全称",
    "单位简称",
    "统一社会信用代码",
    "政府信息公开工作机构名称",
    "办公地址",
    "联系电话",
    "传真号码",
    "电子邮箱",
    "title",
    "text",
    "page title",
    "the first thing published",
    "what it is about, in a sentence or two",
    "name of the body",
    "short name",
    "office address",
    "telephone",
    "email",
)
_MARK = "|".join(re.escape(mark) for mark in MARKS)
_WORD = "|".join(re.escape(word) for word in _WORDS)
# What stands in a number for the code of a body that has told none yet.
NO_CODE = "00000000X"
# In a field dots alone stand for nothing; in a running text they may be an omission. Crosses and stars may hide a name.
# Words of new files that nobody would write of their own, where only the mark before them was taken out.
_OF_NEW_FILES = (
    "一两句话说明内容|第一条公开的信息|单位全称|单位简称|政府信息公开工作机构名称"
    "|the first thing published|what it is about, in a sentence or two|name of the body"
)
_ALONE = rf"(?:[（(](?:{_WORD})[）)]|(?:{_OF_NEW_FILES})|{NO_CODE}/[^\n]*|…+|\.{{3,}}|。{{3,}})(?=\n|\Z)"
_FIELD = late(rf".*(?:{_MARK})|{_ALONE}")
_FIELDS = late(rf"\n{_ALONE}")
_LINE = late(rf"\n[ \t]*[（(](?:{_WORD})[）)][ \t]*(?=\n|\Z)")
_MARKED = late(rf"(?:{_MARK})[^\n]*")


def is_placeholder(value: str) -> bool:
    """True for the value of a field that nobody has written yet."""
    return _FIELD.match(value) is not None


def has_placeholder(values: str) -> bool:
    """True where any of some values, one a line, is a placeholder."""
    return _has_mark(values) or _FIELDS.search(f"\n{values}") is not None


def placeholders_in(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of the parts of a running text that nobody has written yet."""
    if _has_mark(text):
        yield from (match.span() for match in _MARKED.finditer(text))
    yield from ((max(match.start() - 1, 0), match.end() - 1) for match in _LINE.finditer(f"\n{text}"))


def _has_mark(text: str) -> bool:
    return any(mark in text for mark in MARKS)


def without_mark(text: str) -> str:
    """The words of the mark: what is to be written there."""
    for mark in MARKS:
        text = text.removeprefix(mark)
    return text.strip()
