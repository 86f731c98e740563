"""A loss: a piece of a text that is not shown as it was meant."""

from __future__ import annotations

from generator.frozen import frozen


@frozen
class Loss:
    """A piece of a text that is not shown as it was meant: its kind, its words, and the piece of the source to point at."""

    kind: str
    words: str
    needle: str
