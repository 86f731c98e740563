"""Names that programs write as one word, as people would read them."""

from __future__ import annotations

import functools

from generator.late import late

_SEAM = late(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@functools.lru_cache(maxsize=4096)
def words_apart(name: str) -> str:
    """A name with its words apart: patientNHSNumber, nhs_number. Any other text as it is."""
    return _SEAM.sub(" ", name).replace("_", " ") if name.isascii() and name.isidentifier() else name
