"""A page depends on nothing but its key: of two views that show another page none has the key of the other.

For each field of each view, and of each record in one, there are two views that differ in it alone and whose pages differ.
So a field that is left out of the digest is found out here: the two have one key then. A field that no page shows is found
out as well, for it has no such two views; it would only make pages for nothing.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import pytest
from xlsxwriter.exceptions import XlsxWriterException

from generator.digests import digest
from generator.render.page.page import Pages
from generator.render.templates import TemplateFault
from generator.run.assemble import make_page
from generator.view.frame import Frame, frame_of
from generator.view.records import View
from generator.view.report_records import ReportsView
from tests.law.edits import World
from tests.law.fields import Field, reachable, repr_without
from tests.law.made import Made
from tests.law.pairs import Law, begin, broken
from tests.law.variants import values_in, variants

_FONTS = "site_config/report_fonts.yml"
VIEWS = reachable(*typing.get_args(View))
# Digests of what a view names and does not hold. A view with another digest and the old text is no other page; a site is.
NAMED: dict[Field, Callable[[World], World]] = {
    ("parts.Text", "digest"): lambda world: world.put(
        "content/items/2022/rule.md", f"{world.files['content/items/2022/rule.md']}甲"
    ),
    ("records.PageView", "text"): lambda world: world.put("content/pages/help.md", f"{world.files['content/pages/help.md']}甲"),
    ("report_records.FontFile", "signature"): lambda world: world.put(
        _FONTS, world.files[_FONTS].replace("arphic-gbsn00lp/gbsn00lp.ttf", "wqy/wqy-zenhei.ttc")
    ),
}
# Fields that pages do not show, with the reason why views have them.
NOT_SHOWN: dict[Field, str] = {
    ("report_records.ReportDocumentView", "address"): "the name of the file, which is where it is told apart from others",
    ("matter_records.MatterSheetView", "address"): "the name of the file",
    ("kind_records.KindCsvView", "address"): "the name of the file",
    ("records.NotFoundView", "head"): "the name of the file; the head of the page for unknown addresses says nothing",
    ("trend.Series", "measure"): "chooses the points of a chart, which stand beside it",
}


@dataclass
class Shown:
    """A page of the law's site: its view, and how it is rendered."""

    view: Any
    pages: Pages
    fetch: Any

    @cached_property
    def values(self) -> dict[Field, list[Any]]:
        """What each field of each record in the view holds."""
        found: dict[Field, list[Any]] = {}
        for name, value in values_in(self.view):
            found.setdefault(name, []).append(value)
        return found

    @cached_property
    def own_bytes(self) -> bytes | None:
        """The page as it is."""
        return self.bytes_of(self.view)

    def bytes_of(self, view: Any) -> bytes | None:
        """The page as it is with another view, or nothing where there can be no such view."""
        try:
            return make_page(view, self.pages, self.fetch, {})
        except (TemplateFault, XlsxWriterException, KeyError, IndexError, ValueError, AttributeError, TypeError, StopIteration):
            return None


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return begin(tmp_path_factory.mktemp("law") / "site")


@pytest.fixture(scope="module")
def shown(law: Law) -> list[Shown]:
    """The pages of the law's site as the public sees it and as its editors do."""
    found = list(_shown(law.base))
    with law.after(law.world._replace(drafts=True)) as preview:
        assert preview
        found += [page for page in _shown(preview) if getattr(page.view, "state", "") or isinstance(page.view, ReportsView)]
    return found


def _shown(made: Made) -> Iterator[Shown]:
    for output in made.assembly.outputs:
        match output.make:
            case partial(args=(views, str() as address, Pages() as pages, fetch, _)):
                yield Shown(views.find(address), pages, fetch)


def without(left_out: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves a field out of the digests of views."""

    def view_key(value: object) -> str:
        return digest(repr_without(value, left_out).encode("utf-8", "surrogatepass"))

    monkeypatch.setattr("generator.render.page.page.view_key", view_key)
    monkeypatch.setattr("generator.view.site.view_key", view_key)


@pytest.mark.parametrize("left_out", sorted(VIEWS - NAMED.keys() - NOT_SHOWN.keys()), ids=".".join)
def test_no_field_can_be_left_out_of_the_digest(left_out: Field, shown: list[Shown], monkeypatch: pytest.MonkeyPatch) -> None:
    found = two_pages(left_out, shown)
    assert found, "no page shows it"
    page, other = found
    assert page.pages.key(page.view) != page.pages.key(other)
    without(left_out, monkeypatch)
    assert page.pages.key(page.view) == page.pages.key(other)


def two_pages(field: Field, shown: list[Shown]) -> tuple[Shown, Any] | None:
    """A page, and a view that differs from its own in a field alone and whose page is another; nothing where there is none."""
    having = [(page, values) for page in shown if (values := page.values.get(field))]
    known = {repr(value): value for _, values in having for value in values}
    some = list(known.values())[:5]
    for page, _ in having:
        for other in variants(page.view, field, some):
            now = page.bytes_of(other)
            if now is not None and now != page.own_bytes:
                return page, other
    return None


@pytest.mark.parametrize("left_out", sorted(reachable(Frame) - NOT_SHOWN.keys()), ids=".".join)
def test_no_field_can_be_left_out_of_the_digest_of_the_frame(
    left_out: Field, shown: list[Shown], law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = frame_of(law.base.project.settings)
    found = in_two_frames(left_out, frame, shown, law.base)
    assert found, "no page shows it"
    page, other = found
    assert law.base.in_frame(frame).key(page.view) != law.base.in_frame(other).key(page.view)
    without(left_out, monkeypatch)
    assert law.base.in_frame(frame).key(page.view) == law.base.in_frame(other).key(page.view)


def in_two_frames(field: Field, frame: Frame, shown: list[Shown], made: Made) -> tuple[Shown, Frame] | None:
    """A page, and a frame that differs from that of the site in a field alone and whose page is another."""
    framed = [(page, page.own_bytes) for page in shown if hasattr(page.view, "head")]
    for other in variants(frame, field, ()):
        try:
            pages = made.in_frame(other)
        except KeyError:  # a frame without a word
            continue
        for page, before in framed:
            now = replace(page, pages=pages).bytes_of(page.view)
            if now is not None and now != before:
                return page, other
    return None


@pytest.mark.parametrize("left_out", sorted(NAMED), ids=".".join)
def test_no_digest_of_what_is_named_can_be_left_out(left_out: Field, law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    if left_out[1] == "signature" and not law.base.views.get("reports/2024/annual-report-2024.pdf"):
        pytest.skip("no font")
    without(left_out, monkeypatch)
    with law.again() as base, law.after(NAMED[left_out](law.world)) as other:
        assert other
        assert broken(base, other)


@pytest.mark.parametrize("field", sorted(NOT_SHOWN), ids=".".join)
def test_no_field_is_exempt_that_a_page_shows(field: Field, shown: list[Shown]) -> None:
    assert field in VIEWS
    assert two_pages(field, shown) is None


def test_the_digest_that_leaves_something_out_is_the_digest_but_for_that(shown: list[Shown]) -> None:
    for page in shown:
        assert repr_without(page.view, ("", "")) == repr(page.view)
