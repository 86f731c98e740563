"""The sources of a finding that hold under the law of a site."""

from __future__ import annotations

from generator.late import late
from generator.model.profile import Profile

_HAN = late("[\u4e00-\u9fff]")
_JOIN = "；"


def cited(cites: str, profile: Profile | None) -> str:
    """The sources of a citation that hold under a profile: to a body of another country a Chinese law is none.

    Rules that hold anywhere name the Chinese law they come from beside international standards; a profile that names a Chinese
    law of its own is under it.
    """
    if profile is None or not _HAN.search(cites) or _HAN.search(profile.name + profile.cites):
        return cites
    return _JOIN.join(source for source in cites.split(_JOIN) if not _HAN.search(source))
