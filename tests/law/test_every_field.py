"""The law is about everything: each field of what is read, and each field of what is shown.

That the law's site uses every field of every record is held in each run of the tests. The rest takes a quarter of an hour and
belongs to `make law`: every field of the sources was edited, the law held after each edit, and it would not have held had any
field of any view been left out of the digest of its view.
"""

from __future__ import annotations

import os
import typing
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from generator.digests import digest
from generator.model.engine_settings import EngineSettings
from generator.model.project import Project
from generator.view.frame import Frame
from generator.view.records import View
from tests.law.edits import Edit, every_edit, random_edit
from tests.law.fields import Field, differences, reachable, repr_without, written
from tests.law.made import Made
from tests.law.pairs import Law, begin, broken, broken_slices

PAIRS = int(os.environ.get("LAW_PAIRS", "0"))
SEED = int(os.environ.get("LAW_SEED", "7"))
# More than this many pairs of one field are not tried.
_TRIES = 6

# Fields of what is read that are no part of what is shown.
NOT_READ: dict[Field, str] = {
    **{("problems.Spot", name): "a place in a source" for name in ("file", "path", "key", "needle")},
    **{("problems.Position", name): "a place in a source" for name in ("file", "line", "column")},
}
SOURCES = reachable(Project, EngineSettings) - NOT_READ.keys()
VIEWS = reachable(*typing.get_args(View), Frame)

# Fields of views that cannot differ alone, because they follow from others or from the name of the file.
FOLLOWS: dict[Field, str] = {}


@dataclass
class Survey:
    """What many pairs came to: the fields of sources that differed, and edits after which a page shows a field of its view."""

    law: Law
    pairs: int = 0
    broken: list[str] = field(default_factory=list)
    touched: set[Field] = field(default_factory=set)
    shown: defaultdict[Field, list[tuple[Edit, str]]] = field(default_factory=lambda: defaultdict(list))

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
        for found, file in fields_that_matter(base, other):
            if len(self.shown[found]) < _TRIES and all(edit != known for known, _ in self.shown[found]):
                self.shown[found].append((edit, file))


def fields_that_matter(one: Made, other: Made) -> Iterator[tuple[Field, str]]:
    """Each field without which the keys of a file would be equal though its bytes are not, and the file."""
    for file, shown in one.views.items():
        if file in other.views and one.keys[file] != other.keys[file]:
            ways = [frozenset(way) for way in differences(shown, other.views[file])]
            if ways and (alone := frozenset.intersection(*ways)) and one.bytes_of(file) != other.bytes_of(file):
                yield from ((found, file) for found in alone)


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


@pytest.mark.parametrize("left_out", sorted(VIEWS - FOLLOWS.keys()), ids=".".join)
def test_the_law_would_not_hold_without_a_field(left_out: Field, survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    def view_key(shown: object) -> str:
        return digest(repr_without(shown, left_out).encode("utf-8", "surrogatepass"))

    monkeypatch.setattr("generator.render.page.page.view_key", view_key)
    monkeypatch.setattr("generator.view.site.view_key", view_key)
    law = survey.law
    with law.after(law.world) as base:
        assert base
        assert any(law_breaks(law, base, edit) for edit, _ in survey.shown[left_out])


def law_breaks(law: Law, base: Made, edit: Edit) -> bool:
    """True if some file of a pair has the same key twice and not the same bytes."""
    with law.after(edit.world) as other:
        return other is not None and bool(broken(base, other))


@pytest.mark.parametrize("exempt", sorted(FOLLOWS), ids=".".join)
def test_no_field_is_exempt_that_matters(exempt: Field, survey: Survey) -> None:
    assert exempt in VIEWS
    assert not survey.shown[exempt]
