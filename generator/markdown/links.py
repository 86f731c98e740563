"""Links of a text's HTML: a mark for each that leads to a place in the site, filled where the page stands; the dead ones."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import quote

from generator.late import late
from generator.markdown.line_ends import join_lines
from generator.markdown.targets import is_external, is_safe

# A link that leads to a place in the site, as it stands in markup until its page is made.
_LINK_MARK = late(r'="gk:([0-9a-f]+)"')
_UNLINKED = late(r'<a href=""(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
_UNSHOWN = late(r'<img src="" alt="([^"]*)"[^>]*>')
_SAFE_IN_ADDRESS = "-_.+!*'(),%#@?=;:/$~&"  # what the parser lets stand in an address


def mark(target: str) -> str:
    """A target as it stands in markup: a mark where it is a place in the site, else the target itself."""
    if not target or is_external(target) or target.startswith("#"):
        return target if is_safe(target) else ""
    return f"gk:{target.encode('utf-8', 'surrogatepass').hex()}"


def resolve_links(markup: str, addresses: Mapping[str, str]) -> str:
    """Markup with the addresses of its links by their targets as written; a link of which none is known is text only."""
    if "gk:" not in markup:
        return markup

    def address(mark: re.Match[str]) -> str:
        found = addresses.get(bytes.fromhex(mark[1]).decode("utf-8", "surrogatepass"), "")
        return f'="{html.escape(quote(found, _SAFE_IN_ADDRESS))}"'

    resolved = _LINK_MARK.sub(address, markup)
    return join_lines(without_dead_links(resolved)) if '=""' in resolved else resolved


def without_dead_links(markup: str) -> str:
    """HTML in which a link that leads nowhere is the text of it, and a picture of nothing its description."""
    return _UNSHOWN.sub(r"\1", _UNLINKED.sub(r"\1", markup)) if '=""' in markup else markup
