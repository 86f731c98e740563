"""QR codes of addresses (ISO/IEC 18004, byte mode, error correction level M), fast enough for every page of a large site.

A code is drawn as a picture of one bit a pixel. The bytes of correction are sums, without carry, of what each byte of the
message adds to them: so the picture of a message is that of an empty one, and on it what each byte turns over. Both are
kept, for the addresses of a site are made of the same bytes at the same places; a code then takes some ten microseconds.
The mask is always the same one: the standard lets a reader find out.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter

from generator.frozen import frozen

_FOLDERS = 1024  # beginnings of addresses that are kept: the pages of a folder are made one after another
QUIET = 4  # the light margin a reader needs, in modules

# Per version (size) at level M: correction bytes a block, and how many data bytes each block has.
_BLOCKS: dict[int, tuple[int, tuple[int, ...]]] = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32, 32)),
    5: (24, (43, 43)),
    6: (16, (27, 27, 27, 27)),
    7: (18, (31, 31, 31, 31)),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
    11: (30, (50, 51, 51, 51, 51)),
    12: (22, (36, 36, 36, 36, 36, 36, 37, 37)),
    13: (22, (37,) * 8 + (38,)),
    14: (24, (40,) * 4 + (41,) * 5),
    15: (24, (41,) * 5 + (42,) * 5),
}
# The centres of the small squares that help a reader to stay on the grid.
_ALIGNMENT: dict[int, tuple[int, ...]] = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
    11: (6, 30, 54),
    12: (6, 32, 58),
    13: (6, 34, 62),
    14: (6, 26, 46, 66),
    15: (6, 26, 48, 70),
}
_MASK = 3  # (row + column) mod 3 = 0 is turned over
_FORMAT_GENERATOR, _FORMAT_MASK = 0b10100110111, 0b101010000010010
_VERSION_GENERATOR = 0b1111100100101


@frozen
class Code:
    """A code as a PNG: its modules on a side with the margin, and the file."""

    side: int
    png: bytes

    @property
    def data_address(self) -> str:
        """The picture as an address that holds all of it."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


def qr_code(text: str) -> Code | None:
    """The code of a text, or None where it is too long for a code one would like to scan (above 400 bytes)."""
    data = text.encode()
    version = next((version for version in _BLOCKS if _capacity(version) >= len(data)), None)
    if version is None:
        return None
    start = data.rfind(b"/", 0, -1) + 1
    picture = _begun(version, len(data), data[:start])
    for place, byte in enumerate(data[start:], start):
        picture ^= _turned_over(version, place, byte)
    side = version * 4 + 17 + 2 * QUIET
    return Code(side, _png(side, picture.to_bytes((side + 15) // 8 * side, "big")))


def _capacity(version: int) -> int:
    return _room(version) - 1 - _width(version) // 8


def _room(version: int) -> int:
    return sum(_BLOCKS[version][1])


def _width(version: int) -> int:
    """The bits in which the length of the data is written."""
    return 8 if version < 10 else 16


@lru_cache(_FOLDERS)
def _begun(version: int, length: int, start: bytes) -> int:
    """The scan lines of a code of ``length`` bytes of which those of ``start`` are known, the rest being nought."""
    picture = _empty_picture(version, length)
    for place, byte in enumerate(start):
        picture ^= _turned_over(version, place, byte)
    return picture


@cache
def _empty_picture(version: int, length: int) -> int:
    """The scan lines of a code of ``length`` bytes of nought, as one number."""
    number = (0b0100 << _width(version) | length) << length * 8
    # The end mark of four bits also brings the whole to full bytes.
    filled = (number << 4).to_bytes(length + 1 + _width(version) // 8, "big")[: _room(version)]
    filled += (b"\xec\x11" * _room(version))[: _room(version) - len(filled)]
    return _drawn(version, filled)


@cache
def _turned_over(version: int, place: int, byte: int) -> int:
    """The bits of a code's scan lines that a byte of the data turns over."""
    behind = _room(version) * 8 - 4 - _width(version) - (place + 1) * 8
    return _drawn(version, (byte << behind).to_bytes(_room(version), "big")) ^ _drawn(version, bytes(_room(version)))


def _drawn(version: int, filled: bytes) -> int:
    """The scan lines of a code, as one number, of its data bytes with all that stands around the data."""
    grid = _grid(version)
    # Every bit of the scan lines, taken from the message or, by the last two places, from the fixed light and dark.
    return int(bytes(grid.pick(_message(version, filled) + b"01")), 2) ^ grid.turn


def _message(version: int, filled: bytes) -> bytes:
    """The data and correction bytes in the order they are drawn, as bits."""
    correction, blocks = _BLOCKS[version]
    pieces, start = [], 0
    for size in blocks:
        pieces.append(filled[start : start + size])
        start += size
    parities = [_correction(piece, correction) for piece in pieces]
    longest = blocks[-1]
    mixed = [piece[index] for index in range(longest) for piece in pieces if index < len(piece)]
    mixed += [parity[index] for index in range(correction) for parity in parities]
    return f"{int.from_bytes(bytes(mixed), 'big'):0{len(mixed) * 8}b}".encode()


def _correction(data: bytes, size: int) -> bytes:
    """The Reed-Solomon remainder of some data, kept as one number that is shifted byte by byte."""
    table, shift, keep = _remainders(size), (size - 1) * 8, (1 << (size - 1) * 8) - 1
    rest = 0
    for byte in data:
        rest = (rest & keep) << 8 ^ table[rest >> shift ^ byte]
    return rest.to_bytes(size, "big")


@cache
def _remainders(size: int) -> tuple[int, ...]:
    """The bytes that each leading byte adds to the remainder: the generator polynomial times it."""
    powers, logs = _field()
    generator = [1]
    for root in range(size):
        generator = [
            left ^ (powers[(logs[right] + root) % 255] if right else 0)
            for left, right in zip([*generator, 0], [0, *generator], strict=True)
        ]
    rows = []
    for byte in range(256):
        terms = bytes(powers[(logs[byte] + logs[term]) % 255] if byte and term else 0 for term in generator[1:])
        rows.append(int.from_bytes(terms, "big"))
    return tuple(rows)


@cache
def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms of the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1."""
    powers, logs, value = [0] * 255, [0] * 256, 1
    for power in range(255):
        powers[power], logs[value] = value, power
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, logs


@frozen
class _Grid:
    """The picture of a version: which bit goes where, and which are turned over."""

    pick: Callable[[bytes], tuple[int, ...]]
    turn: int


@cache
def _grid(version: int) -> _Grid:
    """The modules of a version by where each is drawn, those that never change among them."""
    size = version * 4 + 17
    fixed = _fixed_modules(version)
    correction, blocks = _BLOCKS[version]
    count = (sum(blocks) + correction * len(blocks)) * 8
    places = {place: index for index, place in enumerate(_path(size, fixed))}
    light, dark = count, count + 1
    picks, turns = [], []
    for row in range(-QUIET, size + QUIET):
        # A scan line begins with the number of its filter, none, and ends with a full byte.
        line, turned = [light] * 8, [0] * 8
        for column in range(-QUIET, size + QUIET):
            place = (row, column)
            if place in fixed:
                line.append(dark if fixed[place] else light)
                turned.append(1)
            elif place in places:
                index = places[place]
                line.append(index if index < count else light)
                turned.append(1 ^ ((row + column) % 3 == 0))
            else:
                line.append(light)
                turned.append(1)
        padding = -len(line) % 8
        picks += line + [light] * padding
        turns += turned + [0] * padding
    # In the picture 1 is light, so all is turned over once.
    pick: Callable[[bytes], tuple[int, ...]] = itemgetter(*picks)
    return _Grid(pick, int("".join(map(str, turns)), 2))


def _path(size: int, fixed: dict[tuple[int, int], bool]) -> list[tuple[int, int]]:
    """The modules of the message in order: pairs of columns from the right, up and down, past the vertical timing line."""
    places = []
    upwards = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            places += [(row, column) for column in (right, right - 1) if (row, column) not in fixed]
        upwards = not upwards
    return places


def _fixed_modules(version: int) -> dict[tuple[int, int], bool]:
    """Everything that does not depend on the message, dark or not."""
    size = version * 4 + 17
    fixed: dict[tuple[int, int], bool] = {}
    for index in range(size):
        fixed[6, index] = fixed[index, 6] = index % 2 == 0
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(max(0, top - 1), min(size, top + 8)):
            for column in range(max(0, left - 1), min(size, left + 8)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                fixed[row, column] = ring in (0, 1, 3)
    centres = _ALIGNMENT[version]
    corners = {(6, 6), (6, centres[-1]), (centres[-1], 6)} if centres else set()
    for middle in ((row, column) for row in centres for column in centres if (row, column) not in corners):
        for row in range(-2, 3):
            for column in range(-2, 3):
                fixed[middle[0] + row, middle[1] + column] = max(abs(row), abs(column)) != 1
    fixed |= _format(size)
    if version >= 7:
        word = _with_remainder(version, _VERSION_GENERATOR, 12)
        for bit in range(18):
            fixed[bit // 3, size - 11 + bit % 3] = fixed[size - 11 + bit % 3, bit // 3] = bool(word >> bit & 1)
    return fixed


def _format(size: int) -> dict[tuple[int, int], bool]:
    """The two copies of the level (M is 00) and the mask, and the module that is always dark."""
    word = _with_remainder(_MASK, _FORMAT_GENERATOR, 10) ^ _FORMAT_MASK
    modules: dict[tuple[int, int], bool] = {(size - 8, 8): True}
    upper = [*((row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)), *((8, column) for column in (7, 5, 4, 3, 2, 1, 0))]
    other = [*((8, size - 1 - index) for index in range(8)), *((size - 7 + index, 8) for index in range(7))]
    for bit in range(15):
        modules[upper[bit]] = modules[other[bit]] = bool(word >> bit & 1)
    return modules


def _with_remainder(value: int, generator: int, bits: int) -> int:
    rest = value << bits
    while rest.bit_length() > bits:
        rest ^= generator << rest.bit_length() - bits - 1
    return value << bits | rest


def _deflated(data: bytes) -> bytes:
    """Compressed with a window no larger than a picture of this size needs: to set up a larger one takes longer than all else."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 9, 1)
    return deflate.compress(data) + deflate.flush()


def _png(side: int, lines: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, data in ((b"IHDR", head), (b"IDAT", _deflated(lines)), (b"IEND", b"")):
        parts.append(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
    return b"".join(parts)
