"""Reading of what rose or fell from one quarter to another: requests fell from 140 in the second quarter to 119 in the third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.clauses import before, figures, meaning_of, said_before
from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG, minus
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_QUARTER = r"(?:first|second|third|fourth|final|last|q[1-4])"
_FROM_TO = late(
    rf"from (?P<one>\d[\d,]*) (?:in|during) (?:the )?(?P<of_one>{_QUARTER})(?: quarter)?"
    rf" to (?P<other>\d[\d,]*) (?:in|during) (?:the )?(?P<of_other>{_QUARTER})(?: quarter)?\b"
)
_MORE = late(
    rf"\b(?P<way>more|fewer) [^,;:\d]*?\b(?:in|during) (?:the )?(?P<of_one>{_QUARTER})(?: quarter)?"
    rf" than (?:in|during) (?:the )?(?P<of_other>{_QUARTER})(?: quarter)?\b"
)
_BY_QUARTER = late(r" by quarter(?: (?:was|were))?:? | in (?:each of )?the four quarters(?: (?:was|were))?:? ")
_SAME = late(
    r"(?:\b\w[\w-]*%? (?:requests |applications )?(?P<way>more|fewer|less|higher|lower) than"
    r"|\b(?:up from|down from|against|compared (?:with|to)) \w[\w-]*)"
    r" (?:in |during )?the same quarter (?:of|in) (?:\d{4}|last year|the (?:previous year|year before))"
)
_ORDER = ("first", "second", "third", "fourth")
_COLUMNS = {"q1": "first", "q2": "second", "q3": "third", "q4": "fourth", "final": "fourth", "last": "fourth"}


def check_between_quarters(
    text: str, tokens: Sequence[Token], meanings: Meanings, stems: Stems, filed: FiledReport, readings: Sequence[Reading]
) -> Iterator[Fault]:
    """The fault of a number of a quarter that something rose or fell from, or to, which the table has otherwise."""
    yield from _in_order(text, tokens, meanings, stems, filed)
    yield from _more_than(text, tokens, meanings, stems, filed)
    yield from _than_the_same(text, tokens, filed, readings)
    match = _FROM_TO.search(text)
    if match is None or ("quarter" not in text and "q" not in match["of_one"]):
        return
    subject = [t for t in tokens if t.end <= match.start() and t.kind not in ("up", "down", "stop") and t.text.strip() != "from"]
    meaning = _subject(subject, meanings, stems)
    for name in ("one", "other") if meaning else ():
        number = next((token.number for token in tokens if token.number and token.start == match.start(name)), None)
        values = _values(meaning, match[f"of_{name}"], meanings, filed)
        if number and values and not any(number.agrees(value) for value in values):
            shown = shown_number(values[0])
            yield Fault(REPORT_COMPARISON_WRONG, number.start, match[name], shown, shown)
            return


def _than_the_same(text: str, tokens: Sequence[Token], filed: FiledReport, readings: Sequence[Reading]) -> Iterator[Fault]:
    """The fault of a quarter that had so many more, or fewer, than the same one of the year before, or so many after those."""
    match = _SAME.search(text) if "same " in text else None
    previous = before(filed)
    said = said_before(readings, match.start()) if match and previous else None
    number = next((t.number for t in tokens if t.number and match and match.start() <= t.start < match.end() and t.number), None)
    if match is None or previous is None or said is None or number is None or number.bound or not said.formulas:
        return
    now, then = filed.evaluate(said.formulas[0]), previous.evaluate(said.formulas[0])
    if now is None or then is None or number.unit not in ("", "%") or (number.unit and not then):
        return
    if match["way"]:
        sign = 1 if match["way"] in ("more", "higher") else -1
        actual = (100 * (now - then) / then if number.unit else now - then) * sign
    else:
        actual = then
    wrong = abs(actual - number.value) > number.step if number.unit else actual != number.value
    if wrong and text[number.start : number.end].strip():
        shown = shown_number(round(actual, 2))
        yield Fault(REPORT_COMPARISON_WRONG, number.start, text[number.start : number.end], minus(now, then), shown)


def _subject(tokens: Sequence[Token], meanings: Meanings, stems: Stems) -> Meaning | None:
    """The meaning of what is told by quarters."""
    asks = any(meanings.headings.asks(token.text) for token in tokens)
    return meaning_of(tokens, meanings, "requests" if asks else "") or stems.find(tokens)


def _values(meaning: Meaning | None, said: str, meanings: Meanings, filed: FiledReport) -> list[Decimal]:
    """The values of a row in a quarter; none where it has none."""
    column = meanings.headings.says.get(f"{_COLUMNS.get(said, said)} quarter")
    own = meanings.find(meaning.words | {column}, frozenset(), frozenset()) if meaning and column else None
    return figures(own, filed) if own else []


def _more_than(text: str, tokens: Sequence[Token], meanings: Meanings, stems: Stems, filed: FiledReport) -> Iterator[Fault]:
    """The fault of more, or fewer, in one quarter than in another: more requests in the third quarter than in the second."""
    match = _MORE.search(text)
    if match is None or "q" not in match[0]:
        return
    start = max(text.rfind(stop, 0, match.start()) for stop in ",;:(") + 1
    said = [
        token for token in tokens if start <= token.start < match.start("of_one") and token.kind not in ("up", "down", "stop")
    ]
    if any(token.number for token in said):
        return
    meaning = _subject([token for token in said if token.text.strip() not in ("in", "during")], meanings, stems)
    one, other = (_values(meaning, match[name], meanings, filed) for name in ("of_one", "of_other"))
    sign = 1 if match["way"] == "more" else -1
    if one and other and all((a - b) * sign <= 0 for a in one for b in other):
        difference = shown_number(one[0] - other[0])
        yield Fault(REPORT_COMPARISON_WRONG, match.start("way"), match["way"], minus(one[0], other[0]), difference)


def _in_order(text: str, tokens: Sequence[Token], meanings: Meanings, stems: Stems, filed: FiledReport) -> Iterator[Fault]:
    """The fault of four numbers that tell of the quarters in their order: requests received by quarter: 81, 92, 79 and 88."""
    match = _BY_QUARTER.search(text)
    numbers = [token for token in tokens if token.number and match and token.start >= match.end() and not token.number.unit]
    if (
        match is None
        or len(numbers) != len(_ORDER)
        or any(token.kind == "unknown" for token in tokens if token.start > match.end())
    ):
        return
    meaning = _subject([token for token in tokens if token.end <= match.start()], meanings, stems)
    for token, quarter in zip(numbers, _ORDER, strict=True):
        values = _values(meaning, quarter, meanings, filed)
        if values and token.number and not any(token.number.agrees(value) for value in values):
            shown = shown_number(values[0])
            yield Fault(REPORT_COMPARISON_WRONG, token.start, token.text, shown, shown)
            return
