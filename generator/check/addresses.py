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
    exact: dict[str, str] = {}
    similar: dict[str, str] = {}
    for address, spot in _addresses(project):
        if spot.file.startswith("content/pages/") and address.partition("/")[0] in urls.RESERVED:
            yield Problem("address-reserved", spot, {"address": f"/{address}"})
        name = same_name(address)
        if address in exact:
            alike = unicodedata.normalize("NFC", spot.file) == unicodedata.normalize("NFC", exact[address]) != exact[address]
            code = "address-unicode-form" if alike and spot.file != exact[address] else "address-duplicate"
            yield Problem(code, spot, {"address": f"/{address}", "other": exact[address]})
        elif name in similar:
            yield Problem("address-letter-case", spot, {"address": f"/{address}", "other": similar[name]})
        exact.setdefault(address, spot.file)
        similar.setdefault(name, spot.file)


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
