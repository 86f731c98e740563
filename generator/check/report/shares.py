"""Whether a share that a sentence names is that of its part in a whole that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.faults import Fault
from generator.check.report.numbers import Quantity
from generator.check.report.vocabulary import Token
from generator.model.report import shown_number
from generator.model.report_language import Language

_ABOUT_SHARE = Decimal(3)  # percentage points that a share said to be about may be off


def check_shares(text: str, tokens: Sequence[Token], language: Language) -> Iterator[Fault]:
    """Every share of a sentence is that of its part in a whole that the sentence names."""
    numbers: list[Quantity] = []
    label: list[Token] = []
    for token in tokens:
        number = token.number
        if number is None:
            if token.kind == "stop" and token.text not in "()":
                label = []
            elif token.kind != "stop":
                label.append(token)
            continue
        if number.unit == "%":
            if any(t.kind == "share" for t in label) and _is_of_all(label, language) and numbers:
                yield from _share(text, number, numbers)
        else:
            numbers.append(number)
        label = []


def _is_of_all(label: Sequence[Token], language: Language) -> bool:
    """Whether a share is of all, and of what was counted just before: nothing else is named in between."""
    at = max(at for at, token in enumerate(label) if token.kind == "share")
    before, after = label[:at], label[at + 1 :]
    return all(token.kind == "skip" for token in before) and all(
        token.text in language.of_all or token.word == "申请" or token.kind in ("skip", "time") for token in after
    )


def _share(text: str, share: Quantity, numbers: Sequence[Quantity]) -> Iterator[Fault]:
    part = numbers[-1]
    wholes = [q for q in numbers[:-1] if q.unit == part.unit and q.value >= part.value and q.value]
    if not wholes or part.bound or any(whole.bound for whole in wholes):
        return
    slack = _ABOUT_SHARE if share.bound else share.step
    shares = [100 * part.value / whole.value for whole in wholes]
    if not any(abs(found - share.value) <= slack for found in shares) and share.bound in ("", "about"):
        working = f"{shown_number(part.value)} / {shown_number(wholes[0].value)} = {shown_number(round(shares[0], 2))}%"
        yield Fault(
            "report-share-wrong", share.start, text[share.start : share.end], working, f"{shown_number(round(shares[0], 2))}%"
        )
