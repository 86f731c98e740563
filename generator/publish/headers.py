"""Configuration for the server of a site: its policy, compression, caching; for nginx, Caddy and Apache.

The texts are data (``site_config/web``); the policy is put into them. They are written beside the build, never into the
public site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.publish.csp import policy

_POLICY, _POLICY_NOT_FOUND = "@POLICY@", "@POLICY_NOT_FOUND@"


def server_files(templates: Mapping[str, Path], find_root: str) -> dict[str, str]:
    """The configuration files by name. ``find_root`` is the one inline script, that of the page for unknown addresses."""
    here = policy(header=True)
    not_found = policy([find_root], base=True, header=True)
    return {
        name: path.read_text("utf-8").replace(_POLICY_NOT_FOUND, not_found).replace(_POLICY, here)
        for name, path in sorted(templates.items())
    }
