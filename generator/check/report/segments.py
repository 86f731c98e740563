"""The pieces of a sentence: between stops, in brackets and out of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.report.vocabulary import Token


def segments(tokens: list[Token]) -> list[tuple[list[Token], bool]]:
    """The pieces of a sentence between stops, each with whether it stands in brackets. What goes on behind those comes first."""
    outside = [token for kept, inside in _brackets(tokens) if not inside for token in kept]
    pieces = [(piece, False) for piece in _pieces(outside)]
    pieces += [(piece, True) for kept, inside in _brackets(tokens) if inside for piece in _pieces(kept)]
    return sorted(pieces, key=lambda entry: entry[0][0].start)


def _brackets(tokens: list[Token]) -> Iterator[tuple[list[Token], bool]]:
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
    piece: list[Token] = []
    for token in tokens:
        if token.kind != "stop":
            piece.append(token)
        elif piece and (token.text != "、" or any(kept.number for kept in piece)):  # what is listed before a number shares it
            yield piece
            piece = []
    if piece:
        yield piece
