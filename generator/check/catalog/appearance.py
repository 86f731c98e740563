"""Rules on the face of a site: colours that all can read, links that lead somewhere, files that are there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.colour import TEXT
from generator.markdown import is_safe
from generator.model.appearance import unreadable_of
from generator.model.catalog import Catalog
from generator.model.item import File
from generator.model.output.table import OutputTable
from generator.model.shown import Shown
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

COLOUR_CONTRAST = "colour-contrast"
ASSET_MISSING = "asset-missing"
LOGO_TYPE = "logo-type"
ADDRESS_UNSAFE = "address-unsafe"
OWN_LINK_DEAD = "own-link-dead"

_AT = Spot(CATALOG, ("appearance",))
_PICTURES = ("svg", "png", "webp", "jpg", "jpeg", "gif")
_ASSETS = "theme/assets"


@rule(COLOUR_CONTRAST, severity=Severity.ERROR, cites="WCAG 2.2 SC 1.4.3")
def check_colours(catalog: Catalog) -> Iterator[Problem]:
    """Problems of colours that are not read well on what they stand on, by the contrast that text needs."""
    for found in unreadable_of(catalog.appearance):
        # Cut, not rounded: 4.49 is not 4.5.
        ratio = f"{int(found.contrast * 100) / 100:.2f}"
        values = {"field": found.field, "value": found.colour, "ground": found.ground, "ratio": ratio, "least": f"{TEXT:.1f}"}
        yield Problem(COLOUR_CONTRAST, _AT.at(found.scheme, found.field), {**values, "suggestion": found.better})


@rule(ASSET_MISSING, LOGO_TYPE, severity=Severity.ERROR)
def check_files(catalog: Catalog, own_assets: tuple[File, ...]) -> Iterator[Problem]:
    """Problems of a logo or style sheet that is not in the theme of the site, or no such file."""
    known = [file.name for file in own_assets]
    for field, kinds in (("logo", _PICTURES), ("style", ("css",))):
        name: str = getattr(catalog.appearance, field)
        if not name:
            continue
        near = nearest(name, known) or next((other for other in known if other.rpartition("/")[2] == name.rpartition("/")[2]), "")
        if name not in known:
            yield Problem(ASSET_MISSING, _AT.at(field), {"path": f"{_ASSETS}/{name}", "suggestion": near})
        elif name.rpartition(".")[2].lower() not in kinds:
            yield Problem(LOGO_TYPE, _AT.at(field), {"field": field, "value": name, "known": ", ".join(kinds)})


@rule(ADDRESS_UNSAFE, OWN_LINK_DEAD, severity=Severity.ERROR)
def check_links(catalog: Catalog, table: OutputTable, shown: Shown) -> Iterator[Problem]:
    """Problems of links of the menu and the home page that are unsafe, or lead to where nothing is shown."""
    for field in ("menu", "home_links"):
        for index, link in enumerate(getattr(catalog.appearance, field)):
            spot = _AT.at(field, index, "address")
            if not is_safe(link.address):
                yield Problem(ADDRESS_UNSAFE, spot, {"address": link.address})
            elif not link.leaves:
                claim = table.find(link.path)
                if link.path and not (claim and claim.shown):
                    values = {"address": link.address, "suggestion": nearest(link.path, shown.addresses)}
                    yield Problem(OWN_LINK_DEAD, spot, values)
