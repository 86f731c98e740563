"""The law is about everything: each field of what is read, and each field of what is shown.

That the law's site uses every field of every record is held in each run of the tests. The rest takes a quarter of an hour and
belongs to `make law`: every field of the sources was edited, the law held after each edit, and it would not have held had any
field of any view been left out of the digest of its view.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

import pytest

from generator.model.engine_settings import EngineSettings
from generator.model.project import Project
from tests.law.edits import Edit, every_edit, random_edit
from tests.law.fields import Field, differences, reachable, written
from tests.law.made import Made
from tests.law.pairs import Law, begin, broken, broken_slices
from tests.law.test_views import without

PAIRS = int(os.environ.get("LAW_PAIRS", "0"))
SEED = int(os.environ.get("LAW_SEED", "7"))
# More than this many pairs of one field are not tried.
_TRIES = 6

# Fields of what is read that are no part of what is shown.
NOT_READ: dict[Field, str] = {
    ("catalog.Catalog", "profile"): "another profile is another file, whose every field is edited",
    ("project.Project", "assets"): "the names of the theme's files",
    ("project.Project", "unread"): "items with broken sources, beside which nothing is published",
    **dict.fromkeys(
        (
            *(("applications.ApplicationRegister", name) for name in ("source", "year")),
            *(("item.File", name) for name in ("name", "source")),
            *(("page.Page", name) for name in ("id", "source")),
            *(("report.Report", name) for name in ("source", "period", "series")),
            *(
                ("item.Item", "source"),
                ("introduction.Introduction", "source"),
                ("item.AttachmentEntry", "file"),
                ("font.Font", "path"),
            ),
        ),
        "the name of a file, which is another file under another name",
    ),
    **dict.fromkeys(
        (("applications.Entry", "where"), ("item.Item", "entry"), ("redirect.Redirect", "entry")), "a place in a source"
    ),
    **dict.fromkeys(
        (
            *(("engine_settings.EngineSettings", name) for name in ("theme", "use_directory_urls")),
            *(("engine_settings.EngineTheme", name) for name in ("font", "name")),
        ),
        "has one value only",
    ),
    **{("problems.Spot", name): "a place in a source" for name in ("file", "path", "key", "needle")},
    **{("problems.Position", name): "a place in a source" for name in ("file", "line", "column")},
}
SOURCES = reachable(Project, EngineSettings) - NOT_READ.keys()


@dataclass
class Survey:
    """What many pairs came to: the fields of sources that differed, and edits after which one alone made a page differ."""

    law: Law
    pairs: int = 0
    broken: list[str] = field(default_factory=list)
    touched: set[Field] = field(default_factory=set)
    shown: defaultdict[Field, list[Edit]] = field(default_factory=lambda: defaultdict(list))

    def add(self, edit: Edit) -> None:
        """Looks at the pair that an edit makes."""
        if edit.world != self.law.world:
            with self.law.after(edit.world) as other:
                if other is not None:
                    self._compare(edit, self.law.base, other)

    def _compare(self, edit: Edit, base: Made, other: Made) -> None:
        self.pairs += 1
        self.broken += [f"{edit.what}: {name}" for name in (*broken(base, other), *broken_slices(base, other))]
        self.touched |= {found for way in differences(base.sources, other.sources) for found in way}
        for file, (view, kind) in base.views.items():
            # What stands on every page of a kind is in none of their views.
            if file in other.views and base.keys[file] != other.keys[file] and other.views[file][1] == kind:
                ways = [frozenset(way) for way in differences(view, other.views[file][0])]
                alone = frozenset.intersection(*ways) if ways else frozenset()
                wanted = {found for found in alone if len(self.shown.get(found, ())) < _TRIES}
                if wanted and base.bytes_of(file) != other.bytes_of(file):
                    for found in wanted:
                        if edit not in self.shown[found]:
                            self.shown[found].append(edit)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    if not PAIRS:
        pytest.skip("make law")
    random, found = Random(SEED), Survey(begin(tmp_path_factory.mktemp("law") / "site"))
    for edit in every_edit(found.law.world, random):
        found.add(edit)
    while found.pairs < PAIRS:
        found.add(random_edit(found.law.world, random))
    return found


def test_the_site_of_the_law_uses_every_field(tmp_path_factory: pytest.TempPathFactory) -> None:
    law = begin(tmp_path_factory.mktemp("law") / "site")
    shown = ("preview", "previewed", "previewed_reports")  # an edit of its own
    assert SOURCES - set(written(law.base.sources)) == {("edition.Edition", name) for name in shown}


def test_the_law_holds_after_every_edit(survey: Survey) -> None:
    assert survey.broken == []


def test_every_field_of_the_sources_was_edited(survey: Survey) -> None:
    assert sorted(SOURCES - survey.touched) == []


def test_the_law_does_not_hold_where_a_field_is_left_out(survey: Survey) -> None:
    """For each field that some edit changes alone; for the others tests/law/test_views.py has pairs of views."""
    law, unbroken = survey.law, []
    for left_out, edits in sorted(survey.shown.items()):
        with pytest.MonkeyPatch.context() as patch:
            without(left_out, patch)
            with law.again() as base:
                if not any(law_breaks(law, base, edit) for edit in edits):
                    unbroken.append(left_out)
    assert unbroken == []


def law_breaks(law: Law, base: Made, edit: Edit) -> bool:
    """True if some file of a pair has the same key twice and not the same bytes."""
    with law.after(edit.world) as other:
        return other is not None and bool(broken(base, other))
