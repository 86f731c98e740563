"""The pieces of a sentence: between stops, in brackets and out of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.report.vocabulary import Token, Vocabulary


def segments(tokens: list[Token]) -> list[tuple[list[Token], bool]]:
    """The pieces of a sentence between stops, each with whether it stands in brackets. What goes on behind those comes first."""
    outside = [token for kept, inside in _brackets(tokens) if not inside for token in kept]
    pieces = [(piece, False) for piece in _pieces(outside)]
    pieces += [(piece, True) for kept, inside in _brackets(tokens) if inside for piece in _pieces(kept)]
    return sorted(pieces, key=lambda entry: entry[0][0].start)


def _brackets(tokens: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """The stretches of tokens outside brackets and inside them, each with whether it is inside."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.kind == "stop" and token.text == "(":
            if kept and not depth:
                yield kept, False
                kept = []
            depth += 1
        elif token.kind == "stop" and token.text == ")" and depth:
            depth -= 1
            if kept and not depth:
                yield kept, True
                kept = []
        else:
            kept.append(token)
    if kept:
        yield kept, depth > 0


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens between stops; what is enumerated before a number stays together with it."""
    piece: list[Token] = []
    for token in tokens:
        if token.kind != "stop":
            piece.append(token)
        elif piece and (token.text != "、" or any(kept.number for kept in piece)):  # what is listed before a number shares it
            yield piece
            piece = []
    if piece:
        yield piece


def is_partitive(left: list[Token]) -> bool:
    """True if a number is one among those before it: 行政复议中有 1 件被纠正."""
    return next((t.text in ("中", "其中", "有") for t in reversed(left) if t.word or t.text in ("中", "其中", "有")), False)


def is_each(left: list[Token], vocabulary: Vocabulary) -> bool:
    """True if each of the things before a number has a number of its own: 分别为 24 件、5 件."""
    return any(token.kind in ("each", "parts") or token.text in vocabulary.language.apiece for token in left)


def denials(segment: list[Token], denied: list[Token]) -> list[list[Token]]:
    """The tokens that each word of denial denies; one alone denies all of its piece: 行政强制为零."""
    if len(denied) == 1:
        return [segment]
    starts = [segment.index(token) for token in denied]
    return [segment[start:end] for start, end in zip(starts, [*starts[1:], len(segment)], strict=True)]
