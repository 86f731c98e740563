"""Counts and shares that an English sentence puts between commas behind the things that it names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.check.report.prose_reading.english_segments import COUNTED, is_of
from generator.check.report.prose_reading.vocabulary import Token

_OR = frozenset(("or", "that is", "some", "about"))
_STATES = ("was", "were", "is", "are", "had", "have", "has", "came", "led", "went", "gave", "resulted", "met", "missed")


def with_counts_aside(tokens: list[Token]) -> list[Token]:
    """The tokens of an English sentence, a share between commas that says how many those before are put into brackets.

    Ten requests, or 1.9% of those received, remained open.
    """
    stops = [at for at, token in enumerate(tokens) if token.kind == "stop" and token.text == ","]
    for first, last in pairwise(stops):
        before = tokens[next((at for at in reversed(range(first)) if tokens[at].kind == "stop"), -1) + 1 : first]
        inside = [token for token in tokens[first + 1 : last] if token.kind != "skip" and token.text.strip() not in _OR]
        counted = [at for at, token in enumerate(before) if token.number]
        one = len(counted) == 1 or (len(counted) == 2 and is_of(before[counted[0] + 1 : counted[1]]))
        counts = one and not any(t.word or (t.kind == "unknown" and t.text.strip() not in COUNTED) for t in before)
        share = inside and inside[0].number is not None and inside[0].number.unit == "%"
        if number := _counting(tokens, before, inside, last):  # most requests, 435, were answered in time
            if not counted:
                return [*tokens[:first], number, *tokens[last + 1 :]]
            end = next((at for at in range(last + 1, len(tokens)) if tokens[at].kind == "stop"), len(tokens))
            said = tokens[last + 1 : end]  # half of our answers, 243, gave it in full: what is said is so of both
            return [*tokens[:first], *said, tokens[first], number, *said, *tokens[end:]]
        if counts and share and last + 1 < len(tokens) and tokens[last + 1].kind in ("unknown", "word", "skip"):
            opens, closes = tokens[first]._replace(text="("), tokens[last]._replace(text=")")
            begins = tokens.index(inside[0])
            return [*tokens[:first], opens, *tokens[begins:last], closes, *tokens[last + 1 :]]
    return tokens


def _counting(tokens: Sequence[Token], before: Sequence[Token], inside: Sequence[Token], last: int) -> Token | None:
    """The number between commas that counts what a clause began to name, and of which it goes on to tell; None for others."""
    number = inside[0].number if len(inside) == 1 else None
    if number is None or number.unit or any(token.number and token.number.unit != "%" for token in before):
        return None
    named = bool(before) and before[-1].text.strip().endswith(COUNTED)
    known = all(token.kind in ("skip", "word", "own") or token.number or token is before[-1] for token in before)
    follows = tokens[last + 1].text.strip().split(" ")[0] if last + 1 < len(tokens) else ""
    return inside[0] if named and known and follows in _STATES else None
