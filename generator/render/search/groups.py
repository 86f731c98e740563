"""The texts of documents in small groups, written by the pieces that are common in them (byte_pairs) and packed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from generator.render.search.byte_pairs import Pieces
from generator.view.documents import Document

if TYPE_CHECKING:
    from generator.render.search.byte_pairs_numpy import Encoder

LEVEL = 6  # of packing; more takes longer and saves a hundredth
FEW = 1024  # up to this many documents the texts are written as they are
_SAMPLES = 192
_AT_ONCE = 8  # groups, or shards, that are quicker written together
_ALONE = 6  # so many groups, or shards, are written one by one; when more are asked for, many will be


def samples_of(documents: Sequence[Document]) -> list[Document]:
    """The documents of which pieces are learnt: by chance, but the same ones when a few are added; of few documents none."""
    if len(documents) <= FEW:
        return []
    known = documents[: 1 << (len(documents).bit_length() - 1)]
    names = {hashlib.blake2b(document.id.encode(), digest_size=8).digest(): document for document in known}
    return [names[name] for name in sorted(names)[:_SAMPLES]]


class Batches:
    """Says which files are made with the one that is asked for: none of others, or, once many are asked for, the next ones."""

    def __init__(self, many: bool) -> None:
        self._asked = _ALONE if many else 0

    def ask(self, number: int, count: int) -> range:
        """The numbers of the files to be made now, of ``count``."""
        self._asked += 1
        return range(number, min(number + _AT_ONCE, count) if self._asked > _ALONE else number + 1)


class GroupPacker:
    """Packs texts by pieces; without pieces as they are. ``many`` says whether most groups are about to be packed."""

    def __init__(self, pieces: bytes, many: bool) -> None:
        self.pieces = pieces
        self._batches = Batches(many)
        self._written: dict[int, bytes] = {}

    def pack(self, number: int, texts: Mapping[int, str]) -> bytes:
        """The packed text of a group; ``texts`` has those that are asked for next as well."""
        if not self.pieces:
            return zlib.compress(texts[number].encode(), LEVEL)
        if len(texts) == 1 and number not in self._written:
            return self._packed(self._known.encode(texts[number]))
        if number not in self._written:
            self._written = dict(zip(texts, self._encoder.encode(list(texts.values())), strict=True))
        return self._packed(self._written[number])

    def wanted(self, number: int, groups: int) -> Sequence[int]:
        """The groups whose texts are to be given when one is packed."""
        if number in self._written or not self.pieces:
            return [number]
        return self._batches.ask(number, groups)

    def write(self, text: str) -> bytes:
        """A text of any lines as it is written inside a file that is packed as a whole."""
        return self._known.encode(text) if self.pieces else text.encode()

    def _packed(self, data: bytes) -> bytes:
        # The dictionary is nothing but a name of the pieces: by it a file is known that was written by others.
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 15, 9, 0, self._known.check)
        return packer.compress(data) + packer.flush()

    @cached_property
    def _known(self) -> Pieces:
        return Pieces(self.pieces)

    @cached_property
    def _encoder(self) -> Encoder:
        from generator.render.search.byte_pairs_numpy import Encoder  # numpy is loaded only where it pays

        return Encoder(self._known)
