"""The newest documents as they are: the browser reads them whole, so that a new document changes no list (docs/search.md)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence

from generator.render.search.records import Record
from generator.render.search.terms import place_of
from generator.search_text import grams, search_form

# Of a long text of an attachment, which is kept apart, only a Bloom filter of its grams comes along: that no document is
# left out costs some that are read in vain.
_BITS_PER_GRAM = 5
_MOST_BITS = 1 << 14


def newest_json(records: Sequence[str], long_texts: Mapping[str, str]) -> str:
    """These records, given as they are kept, behind what is known of the texts of their attachments that are kept apart."""
    apart = {name for record in records for name in Record.from_json(record).apart}
    filters = {name: gram_filter(long_texts[name]) for name in sorted(apart) if name in long_texts}
    return f"[{json.dumps(filters, separators=(',', ':'))},[{','.join(records)}]]"


def gram_filter(text: str) -> tuple[int, str]:
    """The number of bits of a Bloom filter of the grams of a text, and the filter in Base64. Each gram sets two bits."""
    found = set(grams(search_form(text)))
    size = max(8, min(_MOST_BITS, len(found) * _BITS_PER_GRAM))
    data = bytearray((size + 7) // 8)
    for gram in found:
        place = place_of(gram)
        for bit in (place % size, place // size % size):
            data[bit >> 3] |= 1 << (bit & 7)
    return size, base64.b64encode(data).decode()
