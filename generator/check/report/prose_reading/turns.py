"""The clauses of an English comparison, which words part where no stop does: processed 46 more, but refusals fell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

_GOES_ON = late(
    r"(?:that|this|it|which) (?:is|was|represents|represented|compares|compared|marks|marked)\b"
    r"|(?:an? )?(?:increase|rise|decrease|fall|reduction|drop)\b|(?:up|down)\b"
)
_CURRENCY = late(r"\b(?:rs\.?|inr|eur|gbp|usd)(?= ?$)|[£$€₹]")
_BEGINNING = 3  # tokens: compared with, the year, a comma
_TURNS = ("but", "so", "while", "whereas", "although", "though")  # a clause of its own begins with these


def turned(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with a stop where a clause of its own begins: but processed 46 more, while refusals fell."""
    moved = False
    plain = (token._replace(text=_CURRENCY.sub("", token.text)) if token.kind == "unknown" else token for token in tokens)
    kept = [token for token in plain if token.text.strip()]  # from Rs 980 to Rs 1,264
    for at, token in enumerate(kept):
        bare = token.text.lstrip()
        turn = next((word for word in _TURNS if token.kind == "unknown" and f"{bare} ".startswith(f"{word} ")), "")
        moved = token.kind in ("up", "down") or (moved and token.kind != "stop")
        if bare == "and" and moved and _moves(kept[at + 1 :]):  # requests received rose 7% and requests processed rose 6%
            turn, moved = bare, False
        start = token.start + len(token.text) - len(bare) + len(turn)
        if turn:
            yield Token("stop", ",", start - len(turn), start)
        if bare.rstrip() != turn:
            yield token._replace(text=bare.removeprefix(turn), start=start) if turn else token


def last_against(tokens: list[Token]) -> list[Token]:
    """The tokens, with what a sentence begins by comparing with behind it: compared with 2023, 27 more requests were received."""
    begins = len(tokens) > _BEGINNING and tokens[0].kind == "against" and tokens[1].word == "上年" and tokens[2].kind == "stop"
    end = len(tokens) - 1 if tokens and tokens[-1].kind == "stop" else len(tokens)
    return [*tokens[_BEGINNING:end], *tokens[:2], *tokens[end:]] if begins else tokens


def _moves(tokens: Iterable[Token]) -> bool:
    """True if a thing that is named grew or fell before the next stop or number."""
    named = False
    for token in tokens:
        if token.kind == "stop" or token.number:
            return False
        if token.kind in ("up", "down"):
            return named
        named = named or bool(token.word and token.word != "上年") or token.kind == "unknown"
    return False


def carried_over(before: Sequence[Reading], sentence: Sentence) -> list[Reading]:
    """The readings of the sentence before one that only compares what that counted: 520 requests. That is 5.5% up on 2023."""
    goes_on = not sentence.chinese and _GOES_ON.match(sentence.text.lstrip())
    same = goes_on and before and before[0].sentence.paragraph == sentence.paragraph
    return [reading._replace(start=-1) for reading in before] if same else []
