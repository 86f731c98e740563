"""Configuration for the server of a site: its policy, compression, caching; for nginx, Caddy and Apache.

The texts are data (``site_config/web``); the policy is put into them. They are written beside the build, never into the
public site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_POLICY, _POLICY_NOT_FOUND = "@POLICY@", "@POLICY_NOT_FOUND@"


def server_files(templates: Mapping[str, Path], policy: str, policy_not_found: str) -> dict[str, str]:
    """The configuration files by name, with the policy of pages and that of the page for unknown addresses."""
    return {
        name: path.read_text("utf-8").replace(_POLICY_NOT_FOUND, policy_not_found).replace(_POLICY, policy)
        for name, path in sorted(templates.items())
    }
