"""Reading of lists that share their numbers out: 微博、微信分别公开 310 条和 260 条."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import TRANSPARENT
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary

_AND = frozenset(["、", "和", "与", "及", "以及"])


class Share(NamedTuple):
    """One of a list: its words, and its number."""

    said: tuple[Token, ...]
    number: Token


def shared_out(tokens: Sequence[Token], vocabulary: Vocabulary, *, told: bool = False) -> list[Share]:
    """The things of a list that have each a number behind 分别; none where they are not as many, or a word is not known.

    What was ``told`` before may hold words that are not known.
    """
    at = next(
        (
            at
            for at, token in enumerate(tokens)
            if token.text.startswith(vocabulary.language.apiece) and not token.text.startswith("各")
        ),
        -1,
    )
    same = at < 0  # 制发、废止数量均为 0: each has that number
    if same:
        at = next((at for at, token in enumerate(tokens) if token.kind == "each"), -1)
    if at < 1:
        return []
    groups, start = _groups(tokens, at)
    verbs, numbers = _numbers(tokens, at)
    if same:
        numbers = numbers * len(groups) if len(numbers) == 1 and not verbs[1:] else []
    known = all(token.kind in (*TRANSPARENT, "whole_time") for token in (*(t for group in groups for t in group), *verbs))
    if (
        len(groups) < 2
        or len(groups) != len(numbers)
        or not known
        or (any(t.kind == "unknown" for t in tokens[:start]) and not told)
    ):
        return []
    return [Share((*group, *verbs), number) for group, number in zip(groups, numbers, strict=True)]


def _groups(tokens: Sequence[Token], at: int) -> tuple[list[list[Token]], int]:
    """The things that are listed before a place, and where they begin."""
    groups: list[list[Token]] = [[]]
    while at and not tokens[at - 1].number and (tokens[at - 1].kind != "stop" or tokens[at - 1].text in _AND):
        at -= 1
        if tokens[at].text in _AND:
            groups.append([])
        else:
            groups[-1].append(tokens[at])
    return [group[::-1] for group in groups if any(token.word or token.kind == "time" for token in group)][::-1], at


def _numbers(tokens: Sequence[Token], at: int) -> tuple[list[Token], list[Token]]:
    """The words behind a place up to the first number, and the numbers that follow one another."""
    verbs: list[Token] = []
    numbers: list[Token] = []
    for token in tokens[at:]:
        if token.number:
            numbers.append(token)
        elif numbers and token.text not in _AND and token.text != ",":
            break
        elif not numbers:
            if token.kind == "stop":
                break
            verbs.append(token)
    return verbs, numbers


def run_of(tokens: Sequence[Token], at: int) -> list[tuple[int, list[Token], Quantity]]:
    """The numbers of one list from a place on: where each stands, the words before it, and what it is."""
    found: list[tuple[int, list[Token], Quantity]] = []
    label: list[Token] = []
    for place in range(at, len(tokens)):
        token = tokens[place]
        if token.number:
            found.append((place, label, token.number))
            label = []
        elif token.kind == "stop" and token.text not in "、,":
            break
        elif token.kind != "stop":
            label.append(token)
    return found
