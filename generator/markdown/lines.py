"""Lines that a reader would see run together, and lines that Markdown takes for a heading or for no table.

Who types a text in an editor ends a line where one is to end; Markdown ends it at an empty line.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.late import late

RUN_TOGETHER, RULED, BARE_ROWS, SPACED = "run-together", "ruled", "bare-rows", "spaced"

_HAN = "\u3400-\u9fff"
_COUNTED = "[一二三四五六七八九十]{1,3}"
# What begins an entry: 1、 一、 （1） ① • (a) a)
_ENTRY = (
    rf"(?:\d{{1,2}}|{_COUNTED})[、．](?!\d)|[（(](?:\d{{1,2}}|{_COUNTED})[）)](?=[{_HAN}])|[①-⑳]"
    rf"|[•●▪◆■○◇□➢✓·][ \t\u3000]*(?=[{_HAN}A-Za-z0-9£$€₹])|o[ \t]+(?=[A-Z])|\(?(?:[a-z]|[ivx]{{2,4}})\)[ \t]+(?=[A-Za-z£])"
)
_LABEL = rf"[{_HAN}][{_HAN} \u3000（）()]{{0,9}}[：:](?=[^\s/])"
_FIGURE = r"[\d一二三四五六七八九十]{1,3}"
_DATE = rf"(?:(?:19|20)\d{{2}}|[二〇○零一三四五六七八九]{{4}})年{_FIGURE}月{_FIGURE}日[ \t]*(?=\n|\Z)"
# A line that is not the last of its paragraph, and ends neither with two blanks nor with a backslash.
_REST = r"[^\n]*(?<![ \t\\>|])\n"
# Set in as far as what belongs to an entry of a list is; farther in stands what is shown as it is.
_TOGETHER = late(
    rf"\n[ ]{{0,3}}(?P<first>(?:{_ENTRY}){_REST})(?=[ ]{{0,3}}(?:{_ENTRY}))|\n(?P<label>(?:{_LABEL}){_REST})(?={_LABEL})"
)
# Three lines or more that are short and end as no sentence does: those of an address, a signature, a list of names.
_SHORT_LINE = (
    rf"(?!\d{{1,9}}[.)][ \t])(?:[A-Z0-9][^\n|。；]{{0,38}}(?<![ \t\\>.;:!?，：！？、])"
    rf"|[{_HAN}][^\n|。；，：！？、]{{0,17}}(?<![ \t\\>.;:!?]))"
)
_SHORT_LINES = late(rf"\n(?P<lines>{_SHORT_LINE}\n(?:{_SHORT_LINE}\n)+{_SHORT_LINE})[.,。]?[ \t]*(?=\n[ \t]*\n|\s*\Z)")
# What stands below a line, and is part of its paragraph: a date that was to be below a signature, hyphens that were to be a rule.
_BELOW = late(rf"\n(?<![\n\\ \t>|]\n)(?:(?P<date>{_DATE})| {{0,3}}(?:-{{3,}}|={{3,}})[ \t]*(?=\n|\Z))")
_SHORT, _SHORT_RUN = 40, 3
_NO_SHORT = frozenset(" \t|-*+#>\\.;:!?。；：，！？、")  # at either end of a line
_ENDS = "。；！？，："  # of a paragraph, and never of a heading
_LONGEST_SIGNATURE = 40
_RULE = late(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SET_IN = " \t>|-*+#\x00"  # what begins a line that is none of a plain paragraph
_ROWS = late(r"\n[^\n|]+\|[^\n]*\n[^\n|]+\|")
# Stars that are to make bold, with a blank inside them: such stay as they are (https://spec.commonmark.org/0.31.2/#delimiter-run).
_SPACED = late(r"\*\*(?:(?<=[^\s*][ \u3000]\*\*)[^\s*]|(?<=\n\*\*)[ \u3000])")
_LEAST = 2  # lines that make a table


def may_lose_lines(padded: str) -> bool:
    """False for a text, with the end of a line before it, in which every line is shown as one."""
    return bool(
        _TOGETHER.search(padded) or _BELOW.search(padded) or _may_be_short(padded) or ("|" in padded and _ROWS.search(padded))
    )


def _may_be_short(padded: str) -> bool:
    """False where there are no three short lines one after the other, of which a pattern would make more work."""
    run = 0
    for line in padded.split("\n"):
        run = run + 1 if 0 < len(line) <= _SHORT and line[0] not in _NO_SHORT and line[-1] not in _NO_SHORT else 0
        if run == _SHORT_RUN:
            return _SHORT_LINES.search(padded) is not None
    return False


def find_line_losses(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each run of lines that is not shown as lines: its place, the kind of loss, the line."""
    padded = f"\n{text}"
    together = list(_runs(padded))
    yield from together
    told = {line for _, _, line in together}
    for match in _SHORT_LINES.finditer(padded):
        line = match["lines"].partition("\n")[0]
        if "\x00" not in match["lines"] and not told & set(match["lines"].split("\n")):
            told.add(line)
            yield match.start(), RUN_TOGETHER, line
    for match in _BELOW.finditer(padded):
        start = padded.rfind("\n", 0, match.start()) + 1
        line = padded[start : match.start()]
        if not line.strip() or line[0] in _SET_IN:
            continue
        if match["date"]:
            if len(line) <= _LONGEST_SIGNATURE:
                yield start - 1, RUN_TOGETHER, line
        elif line.rstrip().endswith(tuple(_ENDS)):
            yield start - 1, RULED, line.rstrip()
    if "|" in text:
        yield from _bare_rows(text)


def _runs(padded: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each run of entries or labels."""
    end = 0
    for match in _TOGETHER.finditer(padded):
        if match.start() > end or not end:
            yield match.start(), RUN_TOGETHER, (match["first"] or match["label"]).rstrip("\n")
        end = match.end()


def _bare_rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Runs of lines with bars between their cells, and no line of hyphens that would make a table of them."""
    at, run, start = 0, list[str](), 0
    for line in (*text.split("\n"), ""):
        bars = line.count("|")
        inside = bars and line[0] not in _SET_IN and "`" not in line and "\x00" not in line
        if inside and (not run or run[0].count("|") == bars):
            start = at if not run else start
            run.append(line)
        else:
            if len(run) >= _LEAST and not any(map(_RULE.match, (*run, line))):
                yield start, BARE_ROWS, run[0].strip()
            run = []
        at += len(line) + 1


def find_spaced(text: str) -> Iterator[str]:
    """The pieces between stars that have a blank inside them: at the end, or at the beginning of a line."""
    if "**" not in text or not _SPACED.search(f"\n{text}"):
        return
    for line in text.split("\n"):
        pieces = line.split("**")
        for number in range(1, len(pieces) - 1, 2):
            inside, after = pieces[number], pieces[number + 1]
            blank = inside.endswith((" ", "\u3000")) and after[:1].strip() and not inside.startswith((" ", "\u3000"))
            if inside.strip() and (blank or (not line[: line.find("**")].strip() and number == 1 and inside[0] in " \u3000")):
                yield f"**{inside}**"
