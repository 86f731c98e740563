"""Where the pages of a portal lie that a site has none of."""

from __future__ import annotations

from generator import urls

BODIES = f"{urls.CATALOG}bodies/"
ROOMS = f"{urls.APPLY}rooms/"
CIRCULARS = "circular/"
