"""The prose of a report as sentences: figures it names written out, marks and white space gone, each character with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.prose import named_text

_NAMED = late(r"\{\{\s*([^{}]*?)\s*\}\}")
_LINK = late(r"!?\[([^\]]*)\]\([^)]*\)")
_ITEM = late(r"^\s*(?:[-*+]|\d+[.)])\s+")
_HEADING = late(r"^(#{1,6})\s+(.*?)\s*#*$")
_MARKS = frozenset('*_`>“”「」『』"')
_END = late(r"[。！？!?]|(?<=[a-z0-9)%])(?<!\b[Rr]s)(?<!\bNo)(?<!\bNos)(?<!\bi\.e)(?<!\be\.g)\.(?=\s|$)")
_DASH = late(r"(?<= )[–—-](?= [\d.,]+(?: ?%)?(?: ?\([^()]*\))?\.?\s*$)")  # requests granted in full – 189
_ASIDE = late(r"(?<= )[–—-](?P<aside> [^–—,;:.()]*\d[^–—,;:()]*? )[–—-](?= [a-z])")  # 42 requests – 8% of all – were
_PAUSE = late(r"(?<= )[–—](?= [a-z])")
_CJK = late("[一-鿿]")
# What a paragraph that counts something, or denies it, holds; figures that it only names are right by themselves.
_COUNTS = late(
    r"\d|[无未没零]|不存在|[一二两三四五六七八九十百千][余多]?[件宗起条份部次人名位万元场回期篇例]|百分之|全部|[均都皆]|一半|半数|过半|多数|分之|[一二两三四五六七八九]成|倍|番|持平|相同|不变|[上去]年|连续|同比|[多高大少低小]于|最[高低多少大小]|新[高低]|为主|居多|首位|次之|[主首]要"
    r"|\b(?i:no|nobody|none|all|every|both|most|half|thirds?|quarters?|fifths?|tenths?|twice|doubled?|halved|trebled|tripled|(?:un)?changed|majority|busiest|quietest|largest|biggest|commonest|peak(?:ed)?|highest|lowest|outnumber\w*|exceed\w*|saw|fewer|more|less|rose|fell|increased?|decreased?|declined?|dropped|grew|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?)\b"
)
_FOLDED = {ord(letter): unicodedata.normalize("NFKC", letter) for letter in map(chr, range(0xFF01, 0xFF5F))}
_LONGEST = 2000  # characters; what is longer is no sentence, and is not judged
_LOST = "\u25a1"  # stands for a figure that is named and not known


class Sentence(NamedTuple):
    """A sentence. ``places`` are the offsets of its characters in the body, ``named`` those that a ``{{ name }}`` wrote.

    ``headings`` are those it stands below, outermost first; ``paragraph`` counts the paragraphs.
    """

    text: str
    places: tuple[int, ...]
    named: frozenset[int]
    headings: tuple[str, ...]
    paragraph: int
    chinese: bool

    def place(self, at: int) -> int:
        """The offset in the body of a character of the sentence, of its end where it has no such character."""
        return self.places[min(at, len(self.places) - 1)]


class Line(NamedTuple):
    """A row of a table that stands in prose: its cells, each with its offset in the body."""

    cells: tuple[tuple[str, int], ...]


class Prose(NamedTuple):
    """The prose of a report as it is read: its sentences, and the tables in it."""

    sentences: tuple[Sentence, ...]
    tables: tuple[tuple[Line, ...], ...]


def read_prose(filed: FiledReport, facts: Mapping[str, str]) -> Prose:
    """The sentences and tables of a report's body; of paragraphs that count nothing there are none."""
    sentences: list[Sentence] = []
    tables: list[list[Line]] = []
    headings: list[tuple[int, str]] = []
    paragraph = 0
    pending: list[tuple[str, int]] = []
    fenced = in_table = False

    def flush() -> None:
        nonlocal paragraph
        paragraph += 1
        if pending and any(_COUNTS.search(line) for line, _ in pending):
            pieces = [piece for line, start in pending for piece in _characters(line, start, filed, facts)]
            sentences.extend(_sentences(pieces, tuple(text for _, text in headings), paragraph))
        pending.clear()

    at = 0
    for line in filed.report.body.splitlines(keepends=True):
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fenced = not fenced
            flush()
        elif fenced:
            pass
        elif match := _HEADING.match(bare):
            flush()
            level = len(match[1])
            headings = [kept for kept in headings if kept[0] < level]
            headings.append((level, match[2]))
        elif bare.startswith("|"):
            flush()
            if not in_table:
                tables.append([])
            tables[-1].append(_line(line, at))
        elif not bare:
            flush()
        else:
            item = _ITEM.match(line)
            if item:
                flush()
            start = item.end() if item else 0
            pending.append((line[start:], at + start))
        in_table = bare.startswith("|") and not fenced
        at += len(line)
    flush()
    return Prose(tuple(sentences), tuple(tuple(table) for table in tables))


def _line(line: str, at: int) -> Line:
    cells, start = [], line.index("|") + 1
    for cell in line.strip().strip("|").split("|"):
        cells.append((cell.strip(), at + start))
        start += len(cell) + 1
    return Line(tuple(cells))


def _characters(line: str, at: int, filed: FiledReport, facts: Mapping[str, str]) -> list[tuple[str, int, bool]]:
    """The characters of a line as compared, each with its offset and whether a name wrote it."""
    if "{" not in line and "[" not in line:
        return _folded(line, at)
    found: list[tuple[str, int, bool]] = []
    done = 0
    for match in sorted([*_NAMED.finditer(line), *_LINK.finditer(line)], key=lambda match: match.start()):
        if match.start() < done:
            continue
        found += _folded(line[done : match.start()], at + done)
        if match[0].startswith("{"):
            known = named_text(match[1], filed, facts)
            found += ((letter, at + match.start(), True) for letter in (known or _LOST))
        else:
            found += _folded(match[1], at + match.start(1))
        done = match.end()
    return found + _folded(line[done:], at + done)


def _folded(text: str, at: int) -> list[tuple[str, int, bool]]:
    return [(letter, at + place, False) for place, letter in enumerate(text.translate(_FOLDED)) if letter not in _MARKS]


def _sentences(pieces: list[tuple[str, int, bool]], headings: tuple[str, ...], paragraph: int) -> Iterator[Sentence]:
    """The sentences of a paragraph, from its characters with their offsets; one in Chinese without white space."""
    text = "".join([letter for letter, _, _ in pieces])
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        part, said = pieces[start:end], text[start:end]
        if not said or said.isspace() or len(said) > _LONGEST:
            start = end
            continue
        chinese = bool(_CJK.search(said))
        if chinese and any(space in said for space in " \n\t\u3000\xa0"):
            part = [piece for piece in part if not piece[0].isspace()]
            said = "".join([letter for letter, _, _ in part])
        named = frozenset([at for at, piece in enumerate(part) if piece[2]])
        places = tuple([place for _, place, _ in part])
        said = (
            said
            if chinese
            else _PAUSE.sub(",", _ASIDE.sub(r"(\g<aside>)", _DASH.sub(":", said.lower().replace("-quarter", " quarter"))))
        )
        yield Sentence(said, places, named, headings, paragraph, chinese)
        start = end
