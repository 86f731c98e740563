"""Signs typed for Markdown that are none: wide brackets, a heading without its blank, rows without a table around them.

Nothing of it is lost, but a reader sees the signs, or runs of words, where the author meant a link, a heading or a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.late import late
from generator.markdown.lines import SPACED, find_line_losses, find_spaced, may_lose_lines
from generator.markdown.loss import Loss
from generator.markdown.source import FENCE, without_remarks
from generator.text import excerpt
from generator.words import Words

HEADING, EMPHASIS, WIDE_LINK, LIST, ROWS, TABS, INDENTED = "heading", "emphasis", "wide-link", "list", "rows", "tabs", "indented"
UNDESCRIBED, GARBLED, SECTION, REPEATED, WIDE_ROWS = "undescribed", "garbled", "section", "repeated", "wide-rows"
FENCED, WIDE_HEADING, APART, COLUMNS = "fenced", "wide-heading", "apart", "columns"

_LONGEST = 40
_MOST = 20  # are told of one text
_HAN = "\u3400-\u9fff"
_HEADING = rf"^ {{0,3}}(?:#{{2,6}}[^\s#!{{]|#(?=[{_HAN}])[^#\n。；]{{1,40}}$)"
_EMPHASIS = r"＊{1,3}[^＊\n]+＊{1,3}"
# The target of a link has an ending, a slash or a scheme in it.
_TARGET = r"[^()（）\n]*(?:\.[A-Za-z][A-Za-z0-9]{1,4}|/|#)[^()（）\n]*"
_WIDE_LINK = rf"!?(?:\[[^\[\]\n]+\]（{_TARGET}[）)]|\[[^\[\]\n]+\]\({_TARGET}）|[【［][^【】［］\n]+[】］][（(]{_TARGET}[）)])"
# Brackets with a blank between them, or in the other order.
_TURNED = r"[^\[\]\n]*(?:\.[A-Za-z][A-Za-z0-9]{1,4}|/|#)[^\[\]\n]*"
_APART = rf"\[[^\[\]\n]+\][ \u3000]+[(（]{_TARGET}[)）]|[(（][^()（）\[\]\n]+[)）]\[{_TURNED}\]"
_UNDESCRIBED = r"!\[[ \t]*\]\([ \t]*<?[^\s)<>#][^)\n]*\)"
# Signs that no text of today has, and which the commonest signs (，。的同公) become where UTF-8 is read as GBK; its mark at the
# beginning of a file so, too. Signs that could not be written became question marks, in the midst of words.
_GARBLED = (
    "锟斤拷|烫烫烫|屯屯屯|锘[縃裤夸垮挎跨胯块]|(?P<as_gbk>[\u4e00-\u9fff]*(?:[锛銆鐨鍚鍏][\u4e00-\u9fff\ue000-\uf8ff€]){1,3})"
    r"|(?<=[\u4e00-\u9fff])\?{2,}(?=[\u4e00-\u9fff])"
    # Words of which nothing is left, and in English an apostrophe or a pound in the midst of words.
    r"|(?<![?!\S])\?{4,}(?= [\w?])|(?<= )\?{4,}(?=[ ,.;])"
    r"|(?<=[a-z])\?(?:s|t|re|ve|ll|d)(?= [a-z])|(?<=[\w:,] )\?(?=\d[\d,.]*\b)"
    # UTF-8 read as Windows-1252: quotes and dashes, the pound, letters with accents.
    '|â€[™œ˜“”\x9d\u009c\u0099"]|Â[£§©®°·\xa0]|Ã[©¨±¼¶¤³ª§¡]'
    # The same of words in Chinese: each sign became three.
    "|(?:[äåæçèéãï][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}){2,}"
)
# Entries of a list that bear one number, with what stands further in below each.
_REPEATED = (
    r"^(?P<lead>[ \t]*)(?P<mark>\d{1,9}[.)])[ \t]+\S[^\n]*"
    r"(?:\n++(?:(?P=lead)[ \t]++[^\n]*+\n++)*(?P=lead)(?P=mark)[ \t]++\S[^\n]*+)+"
)
# Each begins with the end of a line, by which a text is passed over in one go.
_SUSPECT = late(
    rf"\n(?:#{{2,6}}[^\s#!{{]|#(?=[{_HAN}])|#{{1,6}}[ \t][^\n]*\n\s*(?:#|\Z)| {{1,3}}#"
    # A row with none of a table above it, and no rule below it.
    r"|[ \t]*\n {0,3}\|[^\n]*\n(?![ \t>]*\|?[ \t]*:?-)"
    rf"|[-–—－•●·＊](?=[{_HAN}A-Za-z“《（])[^\n]+\n[-–—－•●·＊][{_HAN}A-Za-z“《（]"
    r"|[–—－＊](?=[ \t\u3000])[^\n]+\n[–—－＊][ \t\u3000])"
)
_HALF_WIDE = late(r"\]\([^()（）\n]*）")
# Signs with which what is asked may begin; few texts have any.
_SUSPECT_PIECES = Words(
    [
        *("＊", "＃", "\t", "\n｜", "】（", "】(", "］（", "］(", "│", "┃"),
        *("![", "]（", "] (", "]\u3000(", ")[", "）[", "```", "~~~", "\n    "),
        *("锟斤拷", "烫烫烫", "屯屯屯", "锘", "锛", "銆", "鐨", "鍚", "鍏", "â€", "Â", "Ã", "å", "æ", "ç", "è"),
        *("??", "?s ", "?t ", " ?", "?re ", "?ve ", "?ll "),
    ]
)
_OF_GARBLED = frozenset("锟烫屯锘锛銆鐨鍚鍏?âÂÃåæçè")
_GARBLED_WORDS = late(_GARBLED)
_AGAIN = late(r"\n([ \t]*\d{1,9}[.)][ \t])[^\n]*+\n++(?:[ \t]++[^\n]*+\n++)*?\1")
_KINDS = (
    (HEADING, late(_HEADING, re.MULTILINE)),
    (EMPHASIS, late(_EMPHASIS)),
    (WIDE_LINK, late(_WIDE_LINK)),
    (UNDESCRIBED, late(_UNDESCRIBED)),
    (GARBLED, _GARBLED_WORDS),
    (WIDE_HEADING, late(r"^ {0,3}＃{1,6}[ \t\u3000]*[^\s＃][^\n]*", re.MULTILINE)),
    (APART, late(_APART)),
    (REPEATED, late(_REPEATED, re.MULTILINE)),
)
_CODE = late(rf"{FENCE}|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL)
_INSIDE = late(r"[^ \t\n][^\n]*")  # of a line, without what sets it in
_RULE = late(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_ITEM = late(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:|!!!|\?\?\?)")
_ATX = late(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_BLANKS = " \t\u3000\xa0"
_NARROW = str.maketrans("【】［］（）", "[][]()")
# Columns as a sheet, a page or a typewriter has them: apart by blanks, by commas, by lines that are drawn.
_GAP = late(r"(?<=\S)(?: {2,}| ?\u3000[ \u3000]*)(?=\S)")
_CELLS = late(r"[^,，。；;！？\n]{0,24}(?:,[^,，。；;！？\n]{0,24}){2,}")
_DRAWN = late(r"[─━│┃┌┐└┘├┤┬┴┼╔╗╚╝═║]")
# Each begins with a plain sign, by which a text is passed over in one go.
_MAY_BE_COLUMNS = {
    "  ": late(r"  (?<=\S  ) *[^\s\\]"),
    "\u3000": late(r"\u3000(?<=\S\u3000)[ \u3000]*\S"),
    ",": late(r",(?<=[^\W_],)[^\n,，。]{1,24},[^\n。]*\n[^\n,，。]{1,24},[^\n,，。]{1,24},"),
}
_SHORT = 30  # a line of a table of two columns
_NUMBERED = late(r"([ \t]*)(\d{1,9})(?=[.)][ \t])")
_MARK = late(r"[-–—－•●·＊]")
_WIDE_MARK = late(r"[–—－＊][ \t\u3000]+\S")
_NUMBERED_LINE = late(r"第[\d一二三四五六七八九十百零]+[条章节款项]")


def find_typed(source: str) -> Iterator[Loss]:
    """The losses of a text that was typed for Markdown and is shown as signs, or as something else than was meant."""
    if "*" in source:
        for spaced in find_spaced(source):
            yield Loss(SPACED, excerpt(spaced, _LONGEST), spaced)
    if not _is_suspect(source):
        return
    text = written = without_remarks(source)
    found: list[tuple[int, Loss]] = []
    if "`" in text or "~~~" in text:
        found += _unclosed(text)
        text = _CODE.sub(lambda code: _INSIDE.sub(lambda line: "\x00" * len(line[0]), code[0]), text)
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            if (kind != REPEATED and "\x00" in match[0]) or _escaped(text, match.start()):
                continue
            line = _line(text, match.start()).strip() if kind in (HEADING, WIDE_HEADING) else match[0].lstrip()
            # What is code in it is not told: then the mark is enough to point at.
            needle = line.partition("\x00")[0]
            found.append((match.start(), Loss(kind, excerpt(" ".join(needle.split()), _LONGEST), needle)))
    found += _blocks(text, written)
    found += ((at, Loss(kind, excerpt(" ".join(line.split()), _LONGEST), line)) for at, kind, line in find_line_losses(text))
    told: set[str] = set()
    for _, loss in sorted(found, key=lambda pair: pair[0]):
        if loss.needle not in told and len(told) < _MOST:
            told.add(loss.needle)
            yield loss


def find_garbled(text: str) -> Iterator[tuple[int, str]]:
    """Where a text is what a wrong encoding left of other words, and what stands there."""
    if any(sign in text for sign in _OF_GARBLED):
        yield from ((match.start(), match[0]) for match in _GARBLED_WORDS.finditer(text))


def _is_suspect(source: str) -> bool:
    """False for a text in which nothing was typed otherwise than Markdown has it; most have none of these signs."""
    if _SUSPECT_PIECES.any_in(source):
        return True
    if "）" in source and _HALF_WIDE.search(source):
        return True
    if _AGAIN.search(f"\n{source}"):
        return True
    for sign, pattern in _MAY_BE_COLUMNS.items():
        if sign in source and pattern.search(source):
            return True
    # Before the first line is an empty one, as it were.
    padded = f"\n\n{source}"
    return source.startswith(("    ", "｜")) or _SUSPECT.search(padded) is not None or may_lose_lines(padded)


def _escaped(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] == "\\"


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at:] if end < 0 else text[at:end]


def _unclosed(text: str) -> Iterator[tuple[int, Loss]]:
    """The first line of each piece of code that has no last one, and so takes all that comes after it."""
    for match in _CODE.finditer(text):
        if (fence := match["fence"]) and not _closes(match[0], fence):
            line = match[0].partition("\n")[0].strip()
            yield match.start(), Loss(FENCED, excerpt(line, _LONGEST), line)


def _closes(code: str, fence: str) -> bool:
    last = code.partition("\n")[2].rpartition("\n")[2].strip(" \t>")
    return last.startswith(fence) and not last.strip(fence[0])


def _blocks(text: str, written: str) -> Iterator[tuple[int, Loss]]:
    """The losses that are seen of several lines together: lists, tables, text taken for code, headings with nothing below.

    ``written`` is the text with its code, as long as it is without.
    """
    lines, shown = text.split("\n"), written.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def loss(kind: str, number: int) -> tuple[int, Loss]:
        return starts[number], Loss(kind, excerpt(" ".join(shown[number].split()), _LONGEST), shown[number].strip(" "))

    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
        block = lines[at:end]
        if kind := _kind_of(block, lines[:at]):
            yield loss(kind, at)
        elif (number := _list_from(block)) is not None:
            yield loss(LIST, at + number)
        at = end
    heads = [(n, len(m[1])) for n, line in enumerate(lines) if (m := _ATX.match(line))]
    for (number, level), (after, below) in zip(heads, [*heads[1:], (len(lines), 0)], strict=False):
        if below <= level and not "".join(lines[number + 1 : after]).strip():
            yield loss(SECTION, number)


def _kind_of(block: list[str], above: list[str]) -> str:
    """The kind of loss of a paragraph that was meant for a table, or is taken for code; nothing where it is as it should be."""
    first = block[0]
    if first.startswith(("    ", "\t")):
        outer = (line for line in reversed(above) if line.strip() and not line.startswith(("    ", "\t")) and "\x00" not in line)
        before = next(outer, "")
        han = re.search(f"[{_HAN}]", first)
        return INDENTED if han and not _ITEM.match(before) and not before.startswith("  ") else ""
    if len(block) > 1:
        tabs = [line.strip().count("\t") for line in block]
        if all(tabs) and tabs[0] == tabs[1]:
            return TABS
        rows = [line.strip() for line in block]
        if all(line.startswith("｜") and line.endswith(("｜", "|")) and line.count("｜") > 1 for line in rows):
            return WIDE_ROWS
        if all(line.startswith("|") and line.endswith("|") and len(line) > 1 for line in rows[:2]) and not any(
            _RULE.match(line) for line in rows
        ):
            return ROWS
        if _are_columns(rows, block):
            return COLUMNS
    return ""


def _are_columns(rows: list[str], block: list[str]) -> bool:
    """True for lines that stand in columns without being a table, unless they end as lines do that are to be below each other."""
    if any(line.endswith(("  ", "\\")) for line in block[:-1]) or any(row[0] in "-*+#>|\x00" for row in rows):
        return False
    if sum(1 for row in rows if _DRAWN.match(row) and len(_DRAWN.findall(row)) > 1) > 1:
        return True
    gaps = {len(_GAP.findall(row)) for row in rows}
    if len(gaps) == 1 and (count := gaps.pop()):
        # A blank after the number of an article, or within a name of two signs, is none between columns.
        several = count > 1 or (len(rows) > 2 and all(len(row) <= _SHORT and row[-1] not in "。；：，！？.;:,!?" for row in rows))
        return several and not any(_NUMBERED_LINE.match(row) for row in rows)
    commas = {row.count(",") for row in rows}
    return len(rows) > 2 and len(commas) == 1 and all(_CELLS.fullmatch(row) for row in rows)


def _list_from(block: list[str]) -> int | None:
    """The first of two lines of a paragraph or more that begin with the mark of a list and no blank, or None."""
    for number, (line, after) in enumerate(pairwise(block)):
        if (
            _MARK.match(line)
            and line[0] == after[:1]
            and line[1:2].strip("-–—－•●·＊ \x00")
            and after[1:2].strip("-–—－•●·＊ \x00")
        ) or (_WIDE_MARK.match(line) and _WIDE_MARK.match(after)):
            return number
    return None


def right_form(loss: Loss) -> str:
    """The needle of a loss as it was meant, where it can have been meant in one way only; else nothing."""
    written = loss.needle
    if (loss.kind == HEADING and written.startswith("##")) or loss.kind == WIDE_HEADING:
        marks = len(written) - len(written.lstrip("#＃"))
        return f"{'#' * marks} {written[marks:].lstrip(_BLANKS)}"
    if loss.kind == EMPHASIS:
        return written.replace("＊", "*")
    if loss.kind == WIDE_LINK:
        words, _, target = written.translate(_NARROW).partition("](")
        # A name with a blank in it is told as that.
        return f"{words}]({target}" if " " not in target else ""
    if loss.kind == REPEATED:
        # Nothing but the entries, one a line.
        lines = written.split("\n")
        entries = [entry for line in lines if (entry := _NUMBERED.match(line))]
        if len(entries) == len(lines) and len({entry[2] for entry in entries}) == 1:
            counted = enumerate(zip(entries, lines, strict=True), int(entries[0][2]))
            return "\n".join(f"{entry[1]}{number}{line[entry.end() :]}" for number, (entry, line) in counted)
    if loss.kind == "link" and "](" in written:
        target = written.removeprefix("](").removesuffix(")")
        return f"](<{target}>)" if not set("<>") & set(target) and '"' not in target else ""
    return ""
