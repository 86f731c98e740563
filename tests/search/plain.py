"""What stands in the files of an index, as text: for tests of what must not be there."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from generator.render.search.index import FOLDER
from generator.render.search.postings import varint


def plain_text_of(files: Mapping[str, bytes]) -> str:
    """All that is written in the files of an index, the grams of its shards among it, each in a line."""
    parts = []
    for name, data in files.items():
        if name.startswith(f"{FOLDER}words/"):
            parts.append(_shard(data))
        else:
            parts.append((zlib.decompress(data) if name.endswith(".bin") else data).decode("utf-8", "replace"))
    return "\n".join(parts)


def _shard(data: bytes) -> str:
    """The grams of a shard, and its packed part as text (generator/render/search/shards.py)."""
    end = int.from_bytes(data[:4], "big") + 4
    body, raw = zlib.decompress(data[4:end]), data[end:]
    place = 8
    counts = []
    for _ in range(2):
        size = next(size for size in range(1, 6) if body[place + size - 1] < 128)
        counts.append(sum((byte & 127) << 7 * at for at, byte in enumerate(body[place : place + size])))
        assert varint(counts[-1]) == body[place : place + size]
        place += size
    kinds = body[place : place + counts[0]]
    place += counts[0]
    units = iter(zip(body[place:], raw, strict=False))
    grams = [bytes(byte for _ in range(kind & 7) for byte in next(units)).decode("utf-16-be", "replace") for kind in kinds]
    return "\n".join([*grams, body.decode("utf-8", "replace")])
