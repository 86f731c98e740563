"""Whether every address belongs to one source, on every file system."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator import urls
from generator.model.project import Project
from generator.problems import Position, Problem, Spot
from generator.text import same_name


def check_addresses(project: Project) -> Iterator[Problem]:
    """No two sources have one address, nor two that differ only in letter case or Unicode form; none takes one of ours."""
    seen: dict[str, tuple[str, str]] = {}
    for address, spot in _addresses(project):
        top = address.partition("/")[0]
        if spot.file.startswith("content/pages/") and top in urls.RESERVED:
            yield Problem("address-reserved", spot, {"address": f"/{address}"})
        name = same_name(address)
        if name in seen:
            other, source = seen[name]
            if other != address:
                code = "address-letter-case"
            elif unicodedata.normalize("NFC", spot.file) == unicodedata.normalize("NFC", source) and spot.file != source:
                code = "address-unicode-form"
            else:
                code = "address-duplicate"
            yield Problem(code, spot, {"address": f"/{address}", "other": source})
        else:
            seen[name] = (address, spot.file)


def check_columns(project: Project) -> Iterator[Problem]:
    """The columns that are written by hand have their page."""
    written = {page.id for page in project.pages}
    for name in ("guide", "rules", "apply"):
        if name not in written:
            path = f"content/pages/{name}.md"
            yield Problem("column-missing", Position(path), {"name": getattr(project.profile.columns, name)})


def _addresses(project: Project) -> Iterator[tuple[str, Spot]]:
    for item in project.items:
        yield item.address, item.spot
    for page in project.pages:
        yield page.address, page.spot
    for report in project.reports:
        yield report.address, report.spot
