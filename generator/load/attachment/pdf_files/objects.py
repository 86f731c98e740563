"""The objects of a PDF as they lie in its file: what stands between its streams, and the streams (ISO 32000-1, 7.3.8, 7.5.7)."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from functools import cached_property

from generator.frozen import frozen
from generator.late import late

_MOST_STREAMS, _LARGEST = 20_000, 20_000_000  # streams; bytes of all that is unpacked
_HEAD = 262_144  # bytes of a picture in which what it says of itself stands
_BEGINNING = 512  # bytes of a stream by which it is told what it is
_NUMBER = late(rb"(\d+)\s+\d+\s*$")
_MARK, _END = b"stream", b"endstream"


@frozen
class Stream:
    """A stream: the number of its object, what is said of it, and where in the file it begins and ends."""

    number: int
    about: bytes
    start: int
    end: int


class Objects:
    """The objects of a file, told apart without reading its table of them: those that an earlier save left are among them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _LARGEST
        self.whole = data.count(_MARK) <= 2 * _MOST_STREAMS  # of what was asked for, all was read
        outside: list[bytes] = []
        self.streams = list(_streams(data, outside))
        self.outside = b"\n".join(outside)

    @cached_property
    def packed(self) -> list[tuple[bytes, bytes]]:
        """The objects that stand packed in streams, behind what is said of each stream."""
        return [(one.about, self.unpack(one)) for one in self.streams if b"/ObjStm" in one.about]

    def unpack(self, stream: Stream) -> bytes:
        """The bytes of a stream; none of one that is packed otherwise than by Flate, or broken from its beginning on."""
        body = self._data[stream.start : stream.end]
        if b"Decode" not in stream.about:
            self.whole &= len(body) <= self._left
            return body[: self._left]
        out = b""
        if b"FlateDecode" in stream.about and stream.about.count(b"Decode") - stream.about.count(b"/DecodeParms") == 1:
            with contextlib.suppress(zlib.error):
                out = self._inflated(body, self._left)
        self._left = max(self._left - len(out), 0)
        return out

    def _inflated(self, packed: bytes, most: int) -> bytes:
        squeezed = zlib.decompressobj()
        out = squeezed.decompress(packed, max(most, 1))
        self.whole &= not squeezed.unconsumed_tail
        return out

    def begin(self, stream: Stream) -> bytes:
        """The first bytes of a stream, as ``unpack`` gives them."""
        packed = self._data[stream.start : min(stream.end, stream.start + _BEGINNING)]
        if b"FlateDecode" not in stream.about:
            return packed
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj().decompress(packed, _BEGINNING)
        return b""

    def unwrap(self, stream: Stream) -> bytes:
        """The first bytes of a picture as it came that is packed by Flate once more; none of any other stream."""
        out = b""
        if b"DCTDecode" in stream.about and b"FlateDecode" in stream.about:
            with contextlib.suppress(zlib.error):
                out = zlib.decompressobj().decompress(self._data[stream.start : stream.end], _HEAD)
        return out

    def find(self, number: int) -> bytes:
        """The beginning of an object by its number, in the file itself or packed; nothing where there is none."""
        if found := re.search(rb"(?<!\d)%d\s+0\s+obj(.{0,400}?)endobj" % number, self.outside, re.DOTALL):
            return found[1]
        for about, objects in self.packed:
            first = re.search(rb"/First\s+(\d+)", about)
            numbers = [int(one) for one in objects[: int(first[1])].split() if one.isdigit()] if first else []
            places = dict(zip(numbers[::2], numbers[1::2], strict=False))
            if first and number in places:
                start = int(first[1]) + places[number]
                end = min((start - places[number] + place for place in places.values() if place > places[number]), default=None)
                return objects[start:end]
        return b""


def _streams(data: bytes, outside: list[bytes]) -> Iterator[Stream]:
    """The streams of a file; what stands between them is put into ``outside``."""
    last = at = 0
    for _ in range(_MOST_STREAMS):
        at = data.find(_MARK, at)
        if at < 0:
            break
        start = at + len(_MARK)
        line = data[start : start + 2]
        if line[:1] not in (b"\r", b"\n") or data[at - 3 : at] == b"end":
            at = start
            continue
        start += 2 if line == b"\r\n" else 1
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        before = data[last:at]
        outside.append(before)
        named = before.rfind(b"obj")
        number = _NUMBER.search(before[max(named - 20, 0) : named]) if named >= 0 else None
        yield Stream(int(number[1]) if number else 0, before[max(named, 0) :], start, end)
        last = at = end + len(_END)
    outside.append(data[last:])
