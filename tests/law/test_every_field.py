"""The law is about everything: each field of what is read, and each field of what is shown.

That the law's site uses every field of every record is held in each run of the tests. The rest takes a quarter of an hour and
belongs to `make law`: every field of the sources was edited, the law held after each edit, and it would not have held had any
field of any view been left out of the digest of its view.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from generator.model.engine_settings import EngineSettings
from generator.model.project import Project
from generator.work import Work, default_jobs
from tests.law.edits import Edit, every_edit, random_edit
from tests.law.fields import Field, differences, reachable, written
from tests.law.made import Made
from tests.law.pairs import Law, begin, broken, broken_slices, world_of_the_law
from tests.law.test_views import without

PAIRS = int(os.environ.get("LAW_PAIRS", "0"))
SEED = int(os.environ.get("LAW_SEED", "7"))
# More than this many pairs of one field are not tried.
_TRIES = 6
_AT_ONCE = 60  # edits that are looked at over one site
_WORK = Work(jobs=default_jobs())

# Fields of what is read that are no part of what is shown.
NOT_READ: dict[Field, str] = {
    ("catalog.Catalog", "profile"): "another profile is another file, whose every field is edited",
    ("catalog.Catalog", "audiences"): "says nothing where there are editions, whose own are edited",
    ("edition.Edition", "default"): "another edition is another site, with a register of its own",
    ("published_lock.Register", "path"): "the name of that register",
    ("catalog.Catalog", "format"): "a number that is held against the program's own, and not shown",
    ("content.Content", "assets"): "the names of the theme's files",
    ("font.ReportFonts", "has_maker"): "a part of the machine, which a site does not change",
    ("calendar.Calendar", "source"): "the name of the last of its files",
    ("calendar.Calendar", "years"): "the names of its files",
    **dict.fromkeys(
        (
            *(("profile.Profile", name) for name in ("indicators", "responsible")),
            ("catalog.Catalog", "boards"),
            *(
                ("board.Board", name)
                for name in ("id", "name", "categories", "days", "most", "paper", "seconds", "note", "where", "layout")
            ),
            ("records.Records", "marks"),
            *(("marks.GivenMark", name) for name in ("indicator", "points", "who", "date", "reason")),
            *(("indicator.Indicator", name) for name in ("id", "label", "points", "codes", "each", "figure", "cites")),
        ),
        "boards, and what an inner edition is marked by: they are made anew by each build, and kept by what is in them",
    ),
    ("project.Project", "unread"): "items with broken sources, beside which nothing is published",
    **dict.fromkeys(
        (
            *(("applications.ApplicationRegister", name) for name in ("source", "year")),
            *(("item.File", name) for name in ("name", "source")),
            *(("page.Page", name) for name in ("id", "source")),
            *(("report.Report", name) for name in ("source", "period", "series")),
            *(("period.Period", name) for name in ("last", "months", "year")),
            ("item.FileTable", "file"),
            ("catalog.ReportBody", "id"),
            *(("matter.MatterTable", name) for name in ("id", "source")),
            ("text_pattern.OwnPattern", "file"),
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
        (
            ("applications.Entry", "where"),
            ("item.Item", "entry"),
            ("matter.Matter", "where"),
            ("redirect.Redirect", "entry"),
            ("text_pattern.OwnPattern", "index"),
        ),
        "a place in a source",
    ),
    **dict.fromkeys(
        (
            *(("engine_settings.EngineSettings", name) for name in ("theme", "use_directory_urls")),
            *(("engine_settings.EngineTheme", name) for name in ("font", "name")),
        ),
        "has one value only",
    ),
    **{("problems.Spot", name): "a place in a source" for name in ("file", "path", "key", "needle", "nth")},
    **{("problems.Position", name): "a place in a source" for name in ("file", "line", "column")},
}
SOURCES = reachable(Project, EngineSettings) - NOT_READ.keys()
# Held elsewhere: what is previewed is an edit of its own, and extensions name packages that are installed, of which there are
# none here (tests/test_extensions.py).
ELSEWHERE = {
    *(("edition.Edition", name) for name in ("preview", "previewed", "previewed_reports", "internal")),
    ("edition.EditionEntry", "internal"),
    *(("extensions.Extensions", name) for name in ("rules", "exports")),
}


@dataclass(repr=False)
class Survey:
    """What many pairs came to: the fields of sources that differed, and edits after which one alone made a page differ."""

    pairs: int = 0
    broken: list[str] = field(default_factory=list)
    touched: set[Field] = field(default_factory=set)
    shown: defaultdict[Field, list[int]] = field(default_factory=lambda: defaultdict(list))  # the numbers of edits

    def add(self, law: Law, number: int, edit: Edit) -> None:
        """Looks at the pair that an edit makes."""
        if edit.world != law.world:
            with law.after(edit.world) as other:
                if other is not None:
                    self._compare(number, edit, law.base, other)

    def _compare(self, number: int, edit: Edit, base: Made, other: Made) -> None:
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
                        if number not in self.shown[found]:
                            self.shown[found].append(number)

    def join(self, other: Survey) -> None:
        """Adds what other pairs came to."""
        self.pairs += other.pairs
        self.broken += other.broken
        self.touched |= other.touched
        for found, numbers in other.shown.items():
            self.shown[found] = [*self.shown[found], *numbers][:_TRIES]


@dataclass(repr=False)  # a failed test would write out every site
class Surveyed:
    """A survey with the edits it was made of, and where another law may be laid out."""

    survey: Survey
    edits: list[Edit]
    folder: Path


def look_at(folder: Path, edits: Sequence[tuple[int, Edit]]) -> list[Survey]:
    """The survey of some edits with their numbers, over a site of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        law, survey = begin(Path(own) / "site"), Survey()
        for number, edit in edits:
            survey.add(law, number, edit)
    return [survey]


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Surveyed:
    if not PAIRS:
        pytest.skip("make law")
    random, world = Random(SEED), world_of_the_law()
    found = Surveyed(Survey(), [], tmp_path_factory.mktemp("law"))
    fresh = list(every_edit(world, random))
    while fresh:
        numbered = list(enumerate(fresh, len(found.edits)))
        found.edits += fresh
        for part in _WORK.share(look_at, found.folder, numbered, _AT_ONCE):
            found.survey.join(part)
        # Of some edits nothing can be loaded; chance makes up for them.
        fresh = [random_edit(world, random) for _ in range(max(0, PAIRS - found.survey.pairs))]
    return found


def test_the_site_of_the_law_uses_every_field(tmp_path_factory: pytest.TempPathFactory) -> None:
    law = begin(tmp_path_factory.mktemp("law") / "site")
    assert SOURCES - set(written(law.base.sources)) == ELSEWHERE


def test_the_law_holds_after_every_edit(surveyed: Surveyed) -> None:
    assert surveyed.survey.pairs >= PAIRS
    assert surveyed.survey.broken == []


def test_every_field_of_the_sources_was_edited(surveyed: Surveyed) -> None:
    assert sorted(SOURCES - surveyed.survey.touched - ELSEWHERE - {("catalog.Catalog", "extensions")}) == []


def test_the_law_does_not_hold_where_a_field_is_left_out(surveyed: Surveyed) -> None:
    """For each field that some edit changes alone; for the others tests/law/test_views.py has pairs of views."""
    found = [(left_out, [surveyed.edits[one] for one in numbers]) for left_out, numbers in sorted(surveyed.survey.shown.items())]
    assert found
    assert _WORK.share(unbroken, surveyed.folder, found, _AT_ONCE // 4) == []


def unbroken(folder: Path, found: Sequence[tuple[Field, list[Edit]]]) -> list[Field]:
    """Those of some fields that can be left out of digests without breaking the law by an edit that changes them."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        law = begin(Path(own) / "site")
        return [left_out for left_out, edits in found if not _breaks_without(law, left_out, edits)]


def _breaks_without(law: Law, left_out: Field, edits: list[Edit]) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        without(left_out, patch)
        with law.again() as base:
            return any(law_breaks(law, base, edit) for edit in edits)


def law_breaks(law: Law, base: Made, edit: Edit) -> bool:
    """True if some file of a pair has the same key twice and not the same bytes."""
    with law.after(edit.world) as other:
        return other is not None and bool(broken(base, other))
