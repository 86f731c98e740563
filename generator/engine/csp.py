"""The policy that keeps a page from asking any other host or running anything but our scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


def policy(scripts: Sequence[str] = (), *, base: bool = False, header: bool = False) -> str:
    """The Content-Security-Policy of a page with these inline scripts.

    ``base`` lets a page set its own base address, as the page for unknown addresses does. ``header`` adds what only a
    header can say (https://www.w3.org/TR/CSP3/#meta-element): that no other site may show ours in a frame.
    """
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        # The codes of addresses are pictures inside the page.
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'" if base else "'none'"],
    }
    if header:
        rules["frame-ancestors"] = ["'self'"]
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())
