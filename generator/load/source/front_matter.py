"""The fields at the head of a Markdown file: between two lines of three hyphens, and what people write in their place."""

from __future__ import annotations

import re
from collections.abc import Container

from generator.late import late
from generator.problems import Mend, Position, Problem, SourceError

_FENCE = "---\n"
# What Word, an input method or a careless hand makes of three hyphens.
_OTHER_FENCE = late(r"[\s\ufeff]*[-\uff0d\u2010-\u2015\u2212\u2500\u2501_\uff3f=~*＊—]{2,}[ \t\u3000]*$", re.MULTILINE)
# A fence of code, which those put around a source who were shown one so, or had it made by a program that writes texts.
_CODE_FENCE = late(r"[ \t]*(`{3,}|~{3,})[ \t]*(?:ya?ml|markdown|md|text|front-?matter)?[ \t]*$")
_FIELD = late(r"[^\W\d_][\w（）()]{0,19}[ \t]*[:：]", re.MULTILINE)
# A line that can stand among fields: one itself, an entry of a list, what belongs to the line above, a remark, a bracket.
_AMONG = late(r"\s|-[ \t]|-[^\W\d]|#|[\]}】］]|[^\s:：#。，；！？]{1,24}[ \t]*[:：]|$")
# A field with its value that is a remark, which no heading looks like.
_REMARK = late(r"#+[ \t\u3000]*[^\W\d_][\w（）()]{0,19}[ \t]*[:：][ \t]*\S")
# Fields below the end of the fields: below a first line that stands there twice, or a whole head in front of another.
_LINE = r"(?:[^\W\d_][\w（）()]{0,19}:(?:[ \t][^\n]*)?\n(?:(?:[ \t]+|- )[^\n]*\n)*)"
_BELOW = late(rf"(?P<at>){_LINE}+---[ \t]*(?:\n|\Z)")
_AGAIN = late(rf"\s*(?P<at>)---[ \t]*\n{_LINE}{{2,}}---[ \t]*(?:\n|\Z)")
# The same with known names anywhere: below a line of hyphens that ends the fields too early, or as a second head in a text.
_FIELDS_BELOW = late(rf"(?P<at>)(?P<fields>{_LINE}{{2,}})---[ \t]*(?:\n|\Z)")
_HEAD_BELOW = late(rf"^(?P<at>)---[ \t]*\n(?P<fields>{_LINE}{{2,}})---[ \t]*(?:\n|\Z)", re.MULTILINE)
_NAME = late(r"^([^\W\d_][\w（）()]{0,19}):", re.MULTILINE)
_KNOWN = 2  # fields below of which this many have known names are no text
_SHOWN = 20
_LONGEST_FIELD = 60


def split_front_matter(path: str, text: str) -> tuple[str, int]:
    """The YAML between the two ``---`` lines at the start of a Markdown file, and where the body starts."""
    front, body = _split(path, text)
    if again := (_AGAIN if front.strip() else _BELOW).match(text, body):
        raise SourceError(Problem("front-matter-repeated", Position(path, text.count("\n", 0, again.start("at")) + 1, 1)))
    return front, body


def refuse_second_head(path: str, text: str, body: int, names: Container[str]) -> None:
    """Raises the problem of fields with known names that stand again in a text, where they would be shown as it."""
    if "\n---" not in text[body - 1 :]:
        return
    again = _FIELDS_BELOW.match(text, body) or _HEAD_BELOW.search(text, body)
    if again is None or sum(name in names for name in _NAME.findall(again["fields"])) < _KNOWN:
        return
    # The head of an example in code is shown on purpose.
    if text.count("\n```", body - 1, again.start()) % 2 == 0 and text.count("\n~~~", body - 1, again.start()) % 2 == 0:
        raise SourceError(Problem("front-matter-repeated", Position(path, text.count("\n", 0, again.start("at")) + 1, 1)))


def _split(path: str, text: str) -> tuple[str, int]:
    """The YAML and where the body starts, by the first two lines of hyphens."""
    start = len(_FENCE) if text.startswith(_FENCE) else _opened(path, text)
    if text.startswith("---", start):
        return "", _after_line(text, start)
    end = text.find("\n---", start - 1)
    while end != -1:
        rest = text[end + 4 : end + 5]
        if rest in ("", "\n") or text[end + 4 : _after_line(text, end + 4)].isspace():
            return text[start : end + 1], _after_line(text, end + 4)
        end = text.find("\n---", end + 4)
    raise SourceError(_unclosed(path, text, start))


def _opened(path: str, text: str) -> int:
    """The offset at which the fields begin, below a first line of hyphens and blanks; anything else before them is told."""
    first = text.split("\n", 1)[0]
    if first.rstrip() == "---":
        return len(first) + 1
    lines = text.split("\n")
    number = next(index for index, line in enumerate(lines) if line.strip("\ufeff \t\u3000\xa0"))
    line = lines[number]
    if number == 0 and _FIELD.match(line) and "---" in text:
        raise SourceError(Problem("front-matter-unopened", Position(path, 1, 1), {}, mend=Mend(line, f"---\n{line}")))
    if _OTHER_FENCE.match(line):
        if number or line.strip("\ufeff \t\u3000\xa0") == "---":
            written = "\n".join(lines[: number + 1])
            raise SourceError(Problem("front-matter-late", Position(path, 1, 1), {}, mend=Mend(written, "---")))
        raise SourceError(_fence(path, 0, line))
    if (fence := _CODE_FENCE.match(line)) and any(
        one.strip() == "---" or _FIELD.match(one) for one in lines[number + 1 : number + 3]
    ):
        raise SourceError(_fenced(path, lines, number, fence[1]))
    raise SourceError(Problem("front-matter-missing", Position(path, 1, 1)))


def _fenced(path: str, lines: list[str], number: int, fence: str) -> Problem:
    """The problem of fields, and often the whole source, inside a fence of code; mended where one other line can be its end."""
    others = [index for index, line in enumerate(lines) if index > number and line.strip().startswith(fence)]
    mend = None
    if len(others) == 1 and lines[others[0]].strip() == fence:
        inside = [*lines[number + 1 : others[0]]]
        mend = Mend("\n".join(lines[number : others[0] + 1]), "\n".join(inside))
    return Problem("front-matter-fenced", Position(path, number + 1, 1), {"found": lines[number].strip()[:_SHOWN]}, mend=mend)


def _unclosed(path: str, text: str, start: int) -> Problem:
    """The problem of fields that do not end: another line in the place of the last, or the place where it is missing."""
    lines = text.split("\n")
    for index, line in enumerate(lines[1:], 1):
        if line.strip() and _OTHER_FENCE.match(line) and not line.startswith(("  ", "\t")):
            return _fence(path, index, line)
        if not _AMONG.match(line):
            break
    else:
        return Problem("front-matter-unclosed", Position(path, 1, 1))
    index = _text_begins(lines, index)
    where = Position(path, index + 1, 1)
    written = lines[index]
    mend = Mend(written, f"---\n{written}" if written else "---\n")
    return Problem("front-matter-unclosed", where, {"line": str(index + 1)}, mend=mend)


def _text_begins(lines: list[str], index: int) -> int:
    """The line at which a text begins whose first plain line is this one: blank lines and headings before it belong to it."""
    while index > 1 and (
        not lines[index - 1].strip() or (lines[index - 1].startswith("#") and not _REMARK.match(lines[index - 1]))
    ):
        index -= 1
    return index


def text_among(path: str, front: str) -> Problem | None:
    """The problem of fields with a text among them, whose end was taken for a later line of hyphens; None where there is none."""
    lines = front.split("\n")
    number = next((index for index, line in enumerate(lines) if not _AMONG.match(line)), 0)
    # Below a text that runs over several lines of a field there are fields again.
    if not number or any(_FIELD.match(line) for line in lines[number + 1 :]):
        return None
    # A short last line right below a field is one without its colon, rather than a text of one line with a rule below it.
    last = not any(line.strip() for line in lines[number + 1 :])
    if last and lines[number - 1].strip() and len(lines[number]) <= _LONGEST_FIELD:
        return None
    number = _text_begins(lines, number)
    mend = Mend(lines[number], f"---\n{lines[number]}" if lines[number] else "---\n")
    return Problem("front-matter-unclosed", Position(path, number + 2, 1), {"line": str(number + 2)}, mend=mend)


def _fence(path: str, index: int, line: str) -> Problem:
    values = {"found": line.strip()[:_SHOWN]}
    return Problem("front-matter-fence", Position(path, index + 1, 1), values, mend=Mend(line, "---"))


def _after_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end == -1 else end + 1
