"""Long texts of attachments, packed. Tables of figures, which hardly pack, are written in ten bits for three figures.

Such a file is the length of its packed part (4 bytes), the check sum of the figures, the text with a sign for each run of
figures that says how long it is, packed, and the figures. Any other is the packed text, which begins with another byte.
``theme/assets/search/figures.js`` reads both.
"""

from __future__ import annotations

import zlib

from generator.late import late

_LEVEL = 9
_MOST = 9  # figures of a run; a longer one is several
_SIGN = 0xE000  # of private use; this and the length of a run
_SIGN_OF = [chr(_SIGN + length) for length in range(_MOST + 1)]
_RUN = late(f"([0-9]{{1,{_MOST}}})")
_SIGNS = late(f"[{_SIGN_OF[0]}-{_SIGN_OF[-1]}]")
_BITS = {tuple(f"{number:03}"): f"{number:010b}" for number in range(1000)}


def pack_text(text: str) -> bytes:
    """The packed text; by its figures where most of it is figures."""
    parts = _RUN.split(text)  # every other one is a run
    figures = "".join(parts[1::2])
    if 2 * len(figures) <= len(text) or (not text.isascii() and _SIGNS.search(text)):
        return zlib.compress(text.encode(), _LEVEL)
    parts[1::2] = map(_SIGN_OF.__getitem__, map(len, parts[1::2]))
    rest = zlib.compress("".join(parts).encode())
    figures += "0" * (-len(figures) % 3)
    bits = "".join(map(_BITS.__getitem__, zip(figures[0::3], figures[1::3], figures[2::3], strict=True)))
    data = int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8, "big")
    return len(rest).to_bytes(4, "big") + zlib.adler32(data).to_bytes(4, "big") + rest + data
