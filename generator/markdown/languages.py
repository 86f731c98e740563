"""Words in another language within a text: ``[Bonjour]{lang=fr}``."""

from __future__ import annotations

import re

from generator.late import late
from generator.markdown.loss import Loss
from generator.markdown.source import CLOSE, LANGUAGE, MARK, OPEN, Prepared

SPOKEN = "spoken"  # a loss where the tag is that of no language

_CODE = late("<code[^>]*>.*?</code>", re.DOTALL)
_ANY_TAG = late(r"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>")


def with_languages(markup: str, prepared: Prepared) -> str:
    """HTML in which words in another language are marked as such, but where the mark would cut what holds them in two."""
    for number, piece in enumerate(prepared.stash):
        if piece.kind == LANGUAGE:
            before, first, rest = markup.partition(f"{OPEN}{number}{CLOSE}")
            words, last, after = rest.partition(f"{OPEN}{number + 1}{CLOSE}")
            if first and last and _is_whole(words):
                markup = f'{before}<span lang="{piece.name}">{words}</span>{after}'
    return markup


def _is_whole(markup: str) -> bool:
    """True for HTML in which every tag has its other one."""
    inside: list[str] = []
    for closes, name, alone in _ANY_TAG.findall(markup):
        if closes:
            if not inside or inside.pop() != name:
                return False
        elif not alone:
            inside.append(name)
    return not inside


def find_spoken(markup: str, prepared: Prepared) -> tuple[Loss, ...]:
    """The tags of languages that words of a text are marked with, but for those in code."""
    if not any(piece.kind == LANGUAGE for piece in prepared.stash):
        return ()
    pieces = [prepared.stash[int(number)] for number in MARK.findall(_CODE.sub("", markup))]
    return tuple(Loss(SPOKEN, piece.name, f"lang={piece.name}") for piece in pieces if piece.kind == LANGUAGE)
