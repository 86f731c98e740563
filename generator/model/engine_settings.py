"""The settings of the page engine that a site may bring in ``mkdocs.yml``: a closed list of plain values.

Whoever may send a file to a site is not trusted with the machine that builds it. So there is nothing here that runs code
(``hooks``, ``plugins``, extensions of Markdown) or reads files (``INHERIT``, ``theme.custom_dir``, ``docs_dir``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from generator.model.record import record


@record
class EngineTheme:
    """The theme. Fonts of other hosts are never asked for."""

    name: Literal["material"] = "material"
    font: Literal["false"] = "false"


@record
class EngineSettings:
    """The values that the templates in ``theme/overrides`` see as ``config``, beside what comes from the catalog.

    Name and address of the site come from the catalog, whatever is written here.
    """

    site_name: str = ""
    site_description: str = ""
    site_author: str = ""
    copyright: str = ""
    use_directory_urls: Literal["true"] = "true"
    theme: EngineTheme = EngineTheme()
    extra: Mapping[str, Any] = field(default_factory=dict)
