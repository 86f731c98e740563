"""Configuration for the server of a site: its policy, compression, caching; for nginx, Caddy and Apache.

The texts are data (``site_config/web``); the policy is put into them. They are written beside the build, never into the
public site.
"""

from __future__ import annotations

from collections.abc import Mapping

_POLICY, _POLICY_NOT_FOUND = "@POLICY@", "@POLICY_NOT_FOUND@"
# Before a line for what search engines may read nothing of: an inner edition, whose files have no other way to say so.
_CLOSED = "@CLOSED@"


def server_files(templates: Mapping[str, str], policy: str, policy_not_found: str, *, closed: bool = False) -> dict[str, str]:
    """The configuration files by name, with the policy of pages and that of the page for unknown addresses.

    ``closed``: search engines are told to read nothing of the site.
    """
    return {
        name: _lines(text, closed=closed).replace(_POLICY_NOT_FOUND, policy_not_found).replace(_POLICY, policy)
        for name, text in sorted(templates.items())
    }


def _lines(text: str, *, closed: bool) -> str:
    """A text with its lines for what is closed, or without them."""
    kept = (line for line in text.splitlines(keepends=True) if closed or not line.startswith(_CLOSED))
    return "".join(line.removeprefix(_CLOSED) for line in kept)
