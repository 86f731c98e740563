"""The kinds of parts that readers give, and the reader of a file inside a file that they are handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.model.attachment import Piece, Sheet, Table

Found = Piece | Sheet | Table
Nested = Callable[[str, bytes], Iterator[Found]]  # by the name and the bytes of the inner file
