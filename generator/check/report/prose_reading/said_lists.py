"""The parts that a sentence names of a total: where their list begins, where it ends, and whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.language import Language

_AMONG = ("中", "里", "之中")
_BY = "分类看"  # with which what a list goes by ends
_BESIDES = ("另有", "另外", "此外")
_REST = ("其他", "其它", "其余")
_ALIKE = 2  # characters at which labels of one list begin or end alike


@dataclass
class PartsList:
    """Parts of a total. ``closed`` lists are whole by what they say, ``opened`` ones are not, others may be either.

    One that a ``colon_alone`` begins is whole as a rule. One that is ``introduced`` begins with a word or a colon, one that
    is ``enclosed`` with a bracket or a colon; the parts of an ``overlap`` may come to more than the total.
    """

    total: Quantity
    closed: bool = False
    colon_alone: bool = False
    opened: bool = False
    introduced: bool = True
    enclosed: bool = False
    overlap: bool = False
    labels: list[str] = field(default_factory=list)
    parts: list[Quantity] = field(default_factory=list)


def parts_after(tokens: Sequence[Token], index: int, language: Language) -> PartsList | None:
    """The parts of the total at a place; None where nothing after it begins a list of parts."""
    total = tokens[index].number
    assert total
    found = PartsList(total)
    at, colon = _begin(tokens, index, found, language)
    if at < 0:
        return _pair_after(tokens, index, language)
    _Gathering(tokens, found, language, colon=colon).read(at)
    found.overlap = sum(any(word in label for word in language.overlapping) for label in found.labels) > 1
    if len(found.parts) == len(found.labels) == 2 and _are_complements(found.labels, language):
        end = next(at for at, token in enumerate(tokens) if token.number == found.parts[-1])
        stop = next((at for at in range(end, len(tokens)) if tokens[at].kind == "stop"), len(tokens))
        found.closed = not any(token.kind == "unknown" for token in tokens[end:stop])  # 专职 2 名、兼职 5 名从事……
    return found


def _pair_after(tokens: Sequence[Token], index: int, language: Language) -> PartsList | None:
    """The two parts that nothing introduces, where they are all that there is: 活动 12 场，线上 5 场，线下 7 场."""
    total = tokens[index].number
    stop = next((at for at in range(index + 1, len(tokens)) if tokens[at].kind == "stop"), -1)
    if total is None or stop < 0 or tokens[stop].text != ",":
        return None
    found = PartsList(total)
    _Gathering(tokens, found, language, colon=False).read(stop + 1)
    whole = len(found.parts) == len(found.labels) == 2 and _are_complements(found.labels, language)
    whole = whole and all(part.value <= total.value for part in found.parts)
    found.closed = whole
    # 新收 178 件，结转上年度 11 件，共办结 178 件
    apart = any(token.kind in ("time", "own") or "上年" in token.word for token in tokens[stop:])
    return found if whole and not apart else None


def _begin(tokens: Sequence[Token], index: int, found: PartsList, language: Language) -> tuple[int, bool]:
    """The index at which the parts begin, below nought where they do not, and whether that is after a colon."""
    at = index + 1
    while at < len(tokens) and tokens[at].kind not in ("stop", "parts") and not tokens[at].number:
        at += 1  # what is counted may be said after the number
    tail = at = _past_other(tokens, at, found.total)
    while at < len(tokens) and tokens[at].kind == "stop" and tokens[at].text in ",:(":
        at += 1
    stops = "".join(token.text for token in tokens[tail:at])
    by = next((place for place in range(at, len(tokens)) if tokens[place].kind != "skip"), at)
    if by > at and "," in stops and by < len(tokens) and tokens[by].text == ":" and tokens[by - 1].text[-1] in _BY:
        stops, at = stops + ":", by + 1  # 公开信息 1264 条，按类别分：机构职能类 34 条……
    if at == len(tokens):
        return -1, False
    if tokens[at].kind == "parts":
        found.opened = tokens[at].text in language.open
        first = at
        while at < len(tokens) and (tokens[at].kind == "parts" or (tokens[at].kind == "stop" and tokens[at].text in ":,")):
            stops += tokens[at].text if tokens[at].kind == "stop" else ""
            at += 1
        said = [token.text for token in tokens[first:at] if token.kind == "parts"]
        found.closed = said[0] in language.closed
    elif ":" in stops:
        found.closed = found.colon_alone = True
    elif at > tail and "(" not in stops and tail > index + 1 and tokens[tail - 1].text in _AMONG:
        pass  # 75 件申请中，网络提交 51 件……
    elif tokens[at].number and at > tail and "(" not in stops:
        found.introduced = False
    elif "(" not in stops:
        return -1, False
    found.enclosed = ":" in stops or "(" in stops
    return at, ":" in stops


def _past_other(tokens: Sequence[Token], at: int, total: Quantity) -> int:
    """The place behind a clause that counts something else before the list begins: 培训 4 次，参训 186 人次，其中线上 2 次."""
    if at >= len(tokens) or tokens[at].text != ",":
        return at
    end = next((place for place in range(at + 1, len(tokens)) if tokens[place].kind == "stop"), len(tokens))
    counted = [token.number for token in tokens[at:end] if token.number]
    begins = end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].kind == "parts"
    if not begins or len(counted) != 1 or counted[0].unit == total.unit:
        return at
    first = next((token.number for token in tokens[end:] if token.number), None)
    return end if first and first.unit == total.unit else at


def _are_complements(labels: Sequence[str], language: Language) -> bool:
    first, second = labels
    pairs = [pair.split() for pair in language.complements]
    return any((a in first and b in second) or (b in first and a in second) for a, b in pairs)


def _is_parallel(first: str, other: str) -> bool:
    """True if two labels begin or end alike, as parts of one list do: 网络申请, 信函申请."""
    return first[:_ALIKE] == other[:_ALIKE] or first[-_ALIKE:] == other[-_ALIKE:]


class _Gathering:
    """Gathers parts from tokens, until something else is counted."""

    def __init__(self, tokens: Sequence[Token], found: PartsList, language: Language, *, colon: bool) -> None:
        self._tokens, self._found, self._language, self._colon = tokens, found, language, colon
        self._label: list[Token] = []
        self._bare: list[Quantity] = []  # numbers of a list that says its unit once, at its end
        self._separator = ""

    def read(self, at: int) -> None:
        """Reads on from a token."""
        depth = 0
        for place in range(at, len(self._tokens)):
            token = self._tokens[place]
            if token.kind == "stop" and token.text in "()":
                depth += 1 if token.text == "(" else -1
                if depth < 0:
                    break
            elif not depth and not self._take(token, place):
                break
        if self._found.total.unit == "":
            self._found.parts += self._bare

    def _take(self, token: Token, place: int) -> bool:
        """Takes a token up; False where the list has ended."""
        found = self._found
        if token.text in self._language.open:
            found.opened = True
        if token.kind == "stop":
            return self._stop(token, place)
        if token.number is None:
            self._label.append(token)
            if token.kind == "parts" and found.parts:
                found.opened = found.opened or len(found.parts) < 2
                return False
            return True
        if token.number.unit == "" and found.total.unit != "":
            self._bare.append(token.number)
            self._label = []
            return True
        return self._part(token.number, place)

    def _stop(self, token: Token, place: int) -> bool:
        """False where a stop ends the list; another one only ends the label of a part."""
        if (
            token.text in "。!?"
            or (token.text == ";" and not self._colon and not self._may_go_on)
            or (token.text == "," and self._separator == "、" and not self._rest_follows(place))
        ):
            return False
        if self._found.parts and token.text in ",、;":
            self._separator = token.text
        self._label = []
        return True

    def _rest_follows(self, place: int) -> bool:
        """True if behind a stop comes whatever else there is, with which the list is whole: 政策文件 47 条，其他信息 98 条."""
        end = next((at for at in range(place + 1, len(self._tokens)) if self._tokens[at].kind in ("stop", "number")), place)
        follows = "".join(token.text for token in self._tokens[place + 1 : end]).startswith(_REST)
        number = self._tokens[end].number
        rest = follows and number is not None and number.unit == self._found.total.unit
        self._found.closed = self._found.closed or rest
        return rest

    @property
    def _may_go_on(self) -> bool:
        """True if parts may be parted by semicolons: they are from the first one on, and a word introduced them."""
        return self._found.introduced and bool(self._found.parts) and self._separator in ("", ";")

    def _part(self, number: Quantity, place: int) -> bool:
        """Takes a number in as a part; False where it is none and the list has ended."""
        found = self._found
        if self._is_other(number):
            return False
        found.labels.append("".join(token.text for token in self._label))
        found.parts += [*self._bare, number]
        found.opened = found.opened or bool(number.bound) or found.labels[-1].endswith("各")  # of how many is not said
        self._bare, self._label = [], []
        follows = place + 1 < len(self._tokens) and self._tokens[place + 1].kind != "stop"
        if not found.introduced and not follows:  # only a list whose numbers come first needs no word before it
            found.parts.clear()
            return False
        return True

    def _is_other(self, number: Quantity) -> bool:
        """True if a number is none of the parts but of another statement."""
        found, label = self._found, self._label
        if number.unit != found.total.unit or any(token.kind in ("up", "down", "against", "share", "same") for token in label):
            return True
        text = "".join(token.text for token in label)
        if self._separator == ";" and not self._colon and not (found.labels and _is_parallel(found.labels[0], text)):
            return True
        if found.parts and text.startswith(_BESIDES):  # 其中 13 件已答复，另有 2 件（含上年结转）在办理中
            return True
        if len(found.parts) > 1 and text in self._language.totals:
            return True
        return (
            bool(found.parts)
            and not found.enclosed
            and self._separator in (",", ";")
            and any(text.startswith(word) for word in self._language.began)
        )
