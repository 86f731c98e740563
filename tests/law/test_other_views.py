"""Files that are no pages depend on their views, and on every field of them.

For each field of each record there are two views that differ in it alone and whose files differ: so none can be left out of
a digest, and no view has what its file does not show. The key of a slice (a month, an archive, a document) comes from the
digests of its items instead: tests/law/test_in_memory.py asks of each whether two of one key are the same.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from generator.render.export.catalog import render_catalog_csv, render_catalog_json, render_index_csv, render_month
from generator.render.export.dcat import render_dcat
from generator.render.export.feeds import render_atom, render_json_feed
from generator.render.export.sitemap import render_robots, render_sitemap
from generator.render.head.site_facts import render_site_facts
from generator.render.search.columns import index_names
from generator.render.search.records import LONG, Texts, make_record
from generator.view.documents import DocumentView, IndexNames, searched
from generator.view.export.catalog import CatalogHead, MonthView
from generator.view.export.dcat import DcatView
from generator.view.export.exports import export_views
from generator.view.export.feeds import FeedView, feed_archives, listing_feeds
from generator.view.export.sitemap import RobotsView, SitemapView
from generator.view.frame import Frame
from generator.view.record import view_key
from generator.view.records import View
from generator.view.site_facts import SiteFacts, site_facts
from tests.law.fields import Field, in_no_digest, reachable
from tests.law.made import Made
from tests.law.pairs import begin
from tests.law.variants import values_in, variants

ROOTS = (SiteFacts, CatalogHead, MonthView, DcatView, FeedView, SitemapView, RobotsView, IndexNames)
FIELDS = reachable(*ROOTS, *typing.get_args(DocumentView))
# Values for fields that cannot be anything.
CLOSED: dict[Field, tuple[str, ...]] = {
    ("dcat.Dataset", "part"): ("2024",),
    ("dcat.DcatView", "parts"): (),
    ("dcat.ContactPoint", "phone"): ("010-1",),
    ("dcat.Dataset", "rhythm"): ("monthly", "yearly"),
    ("dcat.DcatView", "language"): ("en",),
    ("site_facts.SiteFacts", "language"): ("en",),
}

# Fields that are in no digest, with what they follow from.
IN_NO_DIGEST: dict[Field, str] = {
    ("parts.Text", "source"): "the place of the text, whose digest stands beside it",
    ("report_records.FontFile", "path"): "the place of the font, whose name and size are in its signature",
    ("report_records.FontFile", "index"): "a part of the signature",
    ("report_records.ReportDocumentView", "source"): "the file of the report, which its address tells",
    ("documents.ItemDocument", "item"): "the id of an item, which its address tells",
    ("documents.PageDocument", "page"): "the id of a page, which its address tells",
}


class Rendered(NamedTuple):
    """A view, and how files are made of it."""

    view: Any
    render: Callable[[Any], object]

    def text(self, view: Any) -> object:
        """Its files with another view, or None where there can be no such view."""
        try:
            return self.render(view)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError):
            return None


class _Files(dict[str, str]):
    """Texts of files, some so long that they are kept apart; any file has one."""

    def get(self, key: str, default: object = None) -> str:
        return key * (LONG if key[0] in "02468ace" else 1)


_TEXTS = Texts("正文".__add__, "<p>{}</p>".format, _Files(), {})


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[Rendered]:
    """The views of the law's site as the public sees it and as its editors do."""
    law = begin(tmp_path_factory.mktemp("law") / "site")
    found = list(_rendered(law.base))
    with law.after(law.world._replace(drafts=True)) as preview:
        assert preview
        return [*found, *_rendered(preview)]


def _rendered(made: Made) -> Iterator[Rendered]:
    exports, documents = export_views(made.project, ""), searched(made.project)
    yield Rendered(site_facts(made.project), lambda view: repr(render_site_facts(view)))
    yield Rendered(exports.head, lambda view: (render_catalog_json(view, ()), render_catalog_csv(view, ())))
    yield from (Rendered(month.view(), render_month) for month in exports.months)
    yield Rendered(exports.head, lambda view: render_index_csv(view, {}))
    yield Rendered(exports.dcat, render_dcat)
    in_parts = tuple(replace(item, part="2023") for item in exports.dcat.items)
    yield Rendered(replace(exports.dcat, items=in_parts, parts=("2023", "2024")), render_dcat)
    slices = (*feed_archives(made.project, ""), *listing_feeds(made.project, ""))
    for feed in (exports.feed, *(part.view() for part in slices)):
        yield Rendered(feed, lambda view: (render_atom(view), render_json_feed(view)))
    yield Rendered(exports.sitemap, lambda view: render_sitemap(view, {}))
    yield Rendered(exports.robots, render_robots)
    yield Rendered(documents.names, lambda view: repr(index_names(view)))
    for document in documents.documents:
        yield Rendered(documents.view_of(document.id), lambda view: make_record(view, _TEXTS).to_json())


@pytest.mark.parametrize("field", sorted(FIELDS), ids=".".join)
def test_every_field_of_a_view_matters(field: Field, rendered: list[Rendered]) -> None:
    having = [(one, [value for name, value in values_in(one.view) if name == field]) for one in rendered]
    known = {repr(value): value for _, values in having for value in values}
    some = [*CLOSED.get(field, ()), *list(known.values())[:5]]
    for one, values in having:
        if values:
            before = one.text(one.view)
            for other in variants(one.view, field, some):
                now = one.text(other)
                if now is not None and now != before:
                    assert view_key(other) != view_key(one.view)
                    return
    pytest.fail("no file shows it")


def test_every_field_that_is_in_no_digest_is_listed() -> None:
    assert in_no_digest(Frame, *typing.get_args(View), *ROOTS, *typing.get_args(DocumentView)) == IN_NO_DIGEST.keys()
