"""Rules on addresses: each belongs to one source, on every file system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import urls
from generator.check.rule import rule
from generator.markdown import is_safe
from generator.model.catalog import FORMAT, Catalog, CategoryEntry, Department
from generator.model.output.table import OURS, Clash, OutputTable
from generator.model.page import Page
from generator.model.profile import Profile
from generator.model.redirect import REDIRECTS
from generator.names import folded_path, name_fault
from generator.presence import CATALOG
from generator.problems import Position, Problem, Severity, Spot
from generator.text import nearest

ADDRESS_DUPLICATE = "address-duplicate"
ADDRESS_LETTER_CASE = "address-letter-case"
ADDRESS_UNICODE_FORM = "address-unicode-form"
ADDRESS_RESERVED = "address-reserved"
ADDRESS_INSIDE_FILE = "address-inside-file"
REDIRECT_SHADOWED = "redirect-shadowed"
NAME_RESERVED = "name-reserved"
FORMAT_NEWER = "format-newer"
ADDRESS_UNSAFE = "address-unsafe"
COLUMN_MISSING = "column-missing"

# The columns that are written by hand.
_WRITTEN = ("guide", "rules", "apply")
# What a footer links to.
_FOOTER = ("icp_address", "police_address", "badge_address", "find_errors", "report_error")
# A page of this name is for those who look at the sources.
_NO_PAGES = ("README", "readme", "Readme")


@rule(
    ADDRESS_DUPLICATE,
    ADDRESS_LETTER_CASE,
    ADDRESS_UNICODE_FORM,
    ADDRESS_RESERVED,
    ADDRESS_INSIDE_FILE,
    REDIRECT_SHADOWED,
    severity=Severity.ERROR,
)
def check_addresses(pages: tuple[Page, ...], table: OutputTable) -> Iterator[Problem]:
    """Problems of paths that two ask for, on any file system, and of pages that take an address of ours."""
    for page in pages:
        if page.address.partition("/")[0] in urls.RESERVED or page.id.rpartition("/")[2] in _NO_PAGES:
            yield Problem(ADDRESS_RESERVED, page.spot, {"address": f"/{page.address}"})
    told = set()  # two that meet at their page meet at the files beside it, too: one slip
    for clash in table.clashes:
        pair = (clash.claim.spot, clash.other.spot)
        hidden = clash.claim.spot.file == REDIRECTS and not clash.other.shown
        if not hidden and pair not in told:
            told.add(pair)
            yield _clash_problem(clash)


@rule(NAME_RESERVED, severity=Severity.ERROR)
def check_names(catalog: Catalog) -> Iterator[Problem]:
    """Problems of ids of the catalog that cannot be the name of a folder everywhere."""
    for name, entries in (("departments", catalog.departments), ("categories", catalog.categories)):
        yield from _reserved_ids(entries, Spot(CATALOG, (name,)))


@rule(FORMAT_NEWER, severity=Severity.ERROR, waivable=False)
def check_format(catalog: Catalog) -> Iterator[Problem]:
    """The problem of sources that were written for a newer program than this one, which would misread them."""
    if catalog.format > FORMAT:
        values = {"value": str(catalog.format), "known": str(FORMAT)}
        yield Problem(FORMAT_NEWER, Spot(CATALOG, ("format",)), values)


@rule(ADDRESS_UNSAFE, severity=Severity.ERROR)
def check_footer(catalog: Catalog) -> Iterator[Problem]:
    """Problems of addresses in the footer of every page and of official accounts, by the rule for links in texts."""
    for name in _FOOTER:
        address = getattr(catalog.website, name)
        if address and not is_safe(address):
            yield Problem(ADDRESS_UNSAFE, Spot(CATALOG, ("website", name)), {"address": address})
    for index, account in enumerate(catalog.accounts):
        if account.address and not is_safe(account.address):
            yield Problem(ADDRESS_UNSAFE, Spot(CATALOG, ("accounts", index, "address")), {"address": account.address})


def _reserved_ids(entries: Iterable[Department | CategoryEntry], spot: Spot) -> Iterator[Problem]:
    for index, entry in enumerate(entries):
        if name_fault(entry.id) == "reserved":
            yield Problem(NAME_RESERVED, spot.at(index, "id"), {"name": entry.id})
        if isinstance(entry, CategoryEntry):
            yield from _reserved_ids(entry.children, spot.at(index, "children"))


@rule(COLUMN_MISSING, severity=Severity.WARNING)
def check_columns(pages: tuple[Page, ...], profile: Profile) -> Iterator[Problem]:
    """The columns that are written by hand have their page."""
    written = {page.id for page in pages}
    for name in _WRITTEN:
        if name not in written and getattr(profile.columns, name):
            path, called = f"content/pages/{name}.md", getattr(profile.columns, name)
            others = {page.id: page for page in pages if page.id not in _WRITTEN}
            meant = next((page for page in others.values() if page.head.title == called), others.get(nearest(name, others)))
            values = {"name": called, "suggestion": meant.source if meant else "", "path": path}
            yield Problem(COLUMN_MISSING, Position(path), values)


def _clash_problem(clash: Clash) -> Problem:
    """The problem of two claims on a path, told at the one of them that can be changed."""
    claim, other = (clash.other, clash.claim) if clash.claim.spot == OURS else (clash.claim, clash.other)
    address, taken = f"/{claim.path.removesuffix('index.html')}", f"/{other.path.removesuffix('index.html')}"
    by = {"address": address, "other": other.spot.file}
    if clash.inside:
        return Problem(ADDRESS_INSIDE_FILE, claim.spot, {"address": address, "other": taken})
    if claim.spot.file == REDIRECTS != other.spot.file:
        return Problem(REDIRECT_SHADOWED, claim.spot, {"address": taken})
    if other.spot == OURS:
        return Problem(ADDRESS_RESERVED, claim.spot, {"address": address})
    if claim.path != other.path:
        return Problem(ADDRESS_LETTER_CASE, claim.spot, by)
    if claim.spot.file != other.spot.file and folded_path(claim.spot.file) == folded_path(other.spot.file):
        return Problem(ADDRESS_UNICODE_FORM, claim.spot, by)
    return Problem(ADDRESS_DUPLICATE, claim.spot, by)
