"""Addresses typed in a page are held against those of the offices: one that changes is then changed in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.check.text.phones import is_of_another
from generator.late import late
from generator.markdown import without_remarks
from generator.model.catalog import Catalog
from generator.model.page import Page
from generator.problems import Problem, Severity

ADDRESS_OTHER = "address-other"
_STREET = late(
    r"(?:[一-龥]*[省市县区镇])?(?P<road>[一-龥]{1,6}(?:路|街|大道|巷)) ?(?P<number>\d{1,5}) ?号"
    r"|\b(?P<english>\d{1,4}[A-Z]?),? (?P<street>(?:[A-Z][\w’']+ ){1,3}"
    r"(?:Road|Street|Lane|Avenue|Way|Square|Drive|Close|Place|Quay|Hill|Row|Terrace))\b"
)
_POSTCODE = late(
    r"(?:邮编|邮政编码)[：:为是]? ?(?P<figures>\d{6})(?!\d)|\b(?P<outward>[A-Z]{1,2}\d[A-Z\d]?) (?P<inward>\d[A-Z]{2})\b"
)
_BEFORE = 120  # characters before a postcode in which it is said whose it is


@rule(ADDRESS_OTHER, severity=Severity.NOTICE)
def check_addresses(pages: tuple[Page, ...], catalog: Catalog) -> Iterator[Problem]:
    """Each address in a page that is in a street of ours has the number of ours, and each postcode of ours is ours."""
    numbers: dict[str, set[str]] = {}
    for office in catalog.offices:
        for road, number in _streets(office.address):
            numbers.setdefault(road, set()).add(number)
    codes = {office.postcode for office in catalog.offices if office.postcode}
    if not numbers and not codes:
        return
    office = catalog.offices[0]
    known = " ".join(filter(None, (office.address, office.postcode)))
    for page in pages:
        for start, end in _find_others(without_remarks(page.body), numbers, codes, catalog):
            found = page.body[start:end]
            values = {"value": found, "known": known, "name": office.name}
            yield Problem(ADDRESS_OTHER, page.body_spot.within(page.body, start, end), values)


def _streets(text: str) -> Iterator[tuple[str, str]]:
    for match in _STREET.finditer(text):
        yield match["road"] or match["street"], match["number"] or match["english"]


def _find_others(text: str, numbers: Mapping[str, set[str]], codes: set[str], catalog: Catalog) -> Iterator[tuple[int, int]]:
    """Where in a text addresses in a street of ours have another number, and where postcodes beside ours are others."""
    for match in _STREET.finditer(text):
        road, number = match["road"] or match["street"], match["number"] or match["english"]
        if road in numbers and number not in numbers[road] and not is_of_another(text, match.start(), match.end(), catalog):
            begin = match.start("road") if match["road"] else match.start()
            yield begin, match.end()
    areas = {code.split(" ", maxsplit=1)[0] for code in codes}
    for match in _POSTCODE.finditer(text) if codes else ():
        written = match["figures"] or f"{match['outward']} {match['inward']}"
        if written in codes or (match["outward"] and match["outward"] not in areas):
            continue
        beside = text[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]
        # A postcode is ours behind our name or our street.
        ours = "{{ office" in beside or any(road in beside for road in numbers) or catalog.publisher.name in beside
        if ours and not (match["figures"] and is_of_another(text, match.start(), match.end(), catalog)):
            yield match.span("figures") if match["figures"] else (match.start("outward"), match.end("inward"))
