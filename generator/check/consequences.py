"""Problems that follow from another and are gone when that one is mended: told below it, and not for themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from generator.check.catalog.deadlines import entries
from generator.load.items.list_files import common_of
from generator.load.matter_tables.files import MATTERS
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.report.period import period_within
from generator.model.report.report import report_path
from generator.problems import Problem, Severity, Spot

_EMPTY = ("category-empty", "requirement-empty")
# Why a field is not there, or a figure that the text of a report takes from its tables.
_NO_FIELD = ("key-unknown", "key-marked", "field-missing")
_NO_FIGURE = ("figure-not-number", "figure-blank", "key-unknown")
_OF_COPIES = ("index-number-duplicate", "item-repeated")
_IN_COMMON = ("field-missing", "key-of-kind", "review-missing")
_UNPUBLISHED = ("publication-overdue", "report-unpublished")
# Of a file that cannot be read these say that it is not there.
_ELSEWHERE = ("report-name", "source-misplaced", "source-ending", "report-as-file", "report-among-others")
_ABSENT = ("column-missing", "report-overdue", "report-font-missing")


def with_causes(problems: list[Problem], catalog: Catalog, profile: Profile, labels: Labels) -> list[Problem]:
    """The problems, with its cause at each that follows from another."""
    found = list(problems)
    causes = [
        *_causes(problems, catalog, profile, labels),
        *_causes_in_files(problems),
        *_causes_in_lists(problems, profile, labels),
    ]
    for effect, cause in causes:
        if problems[effect].follows is None and cause is not problems[effect]:
            found[effect] = replace(problems[effect], follows=cause)
    return found


def _causes(problems: list[Problem], catalog: Catalog, profile: Profile, labels: Labels) -> Iterator[tuple[int, Problem]]:
    """The index of each problem that follows from another, with that one."""
    unknown: dict[object, list[Problem]] = {}
    for problem in problems:
        if problem.code == "key-unknown":
            unknown.setdefault(_record_of(problem, above=1), []).append(problem)
    kinds = {
        _record_of(problem, above=1): problem
        for problem in problems
        if problem.code == "value-not-listed" and problem.values["field"] == "kind"
    }
    hidden = {_record_of(problem, above=1): problem for problem in problems if problem.code == "address-hidden"}
    undated = {
        _record_of(problem): problem
        for problem in problems
        if problem.code == "field-missing" and problem.values["field"] == "published"
    }
    meant = {place: problem for problem in problems if problem.code in _ELSEWHERE and (place := _place_meant(problem))}
    reused = {problem.values["address"]: problem for problem in problems if problem.code == "index-number-reused"}
    lost = [problem for problem in problems if problem.code == "category-unknown"]
    # Of a category that answers what must be published, that is what is told.
    asked = {problem.where: problem for problem in reversed(problems) if problem.code == "requirement-empty"}
    broken: dict[str, Problem] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.code not in _ABSENT:
            broken.setdefault(problem.where.file, problem)
    # A table that cannot be read may have just the matter.
    tables = next((broken[file] for file in broken if file.startswith(MATTERS)), None)
    for index, problem in enumerate(problems):
        cause: Problem | None = tables if problem.code == "matter-unknown" else None
        if problem.code == "field-missing":
            ways = (*labels.spellings(problem.values["field"]), *profile.own_labels(problem.values["field"]))
            # Of the same record, and called nearly so; in a small one, the only other name in it.
            others = unknown.get(_record_of(problem), [])
            near = (other for other in others if other.values.get("suggestion", "") in ways)
            small = isinstance(problem.where, Spot) and bool(problem.where.path) and len(others) == 1
            cause = next(near, others[0] if small else None)
        elif problem.code == "key-of-kind":
            cause = kinds.get(_record_of(problem, above=1))
        elif problem.code in _UNPUBLISHED:
            cause = hidden.get(_record_of(problem)) or undated.get(_record_of(problem))
        elif problem.code == "address-vanished":
            cause = reused.get(problem.values["address"])
        elif problem.code in _EMPTY:
            cause = _misspelt(problem, lost, catalog) or (asked.get(problem.where) if problem.code == "category-empty" else None)
        elif problem.code in _ABSENT:
            cause = broken.get(problem.where.file) or meant.get(problem.where.file)
        if cause:
            yield index, cause


def _causes_in_files(problems: list[Problem]) -> Iterator[tuple[int, Problem]]:
    """The index of each problem that follows from another: a copy, another path, a name, a figure that is not filled in."""
    copied = {frozenset((one.where.file, one.values["other"])): one for one in problems if one.code == "item-copied"}
    meant = {
        posixpath.join(posixpath.dirname(one.where.file), one.values["right"]): one
        for one in problems
        if one.code == "path-backslash"
    }
    meant |= {one.where.file: one for one in problems if one.code == "source-misplaced"}
    unfilled: dict[str, Problem] = {}
    unnamed: dict[str, Problem] = {}
    for problem in problems:
        if problem.code in _NO_FIELD:
            unnamed.setdefault(problem.where.file, problem)
        if problem.code in _NO_FIGURE:
            unfilled.setdefault(problem.where.file, problem)
    misnamed = {
        name: one
        for one in problems
        if one.code == "requirement-unknown"
        for name in (one.values["suggestion"], *one.values["several"].split(", "))
    }
    previews = [one for one in problems if one.code == "link-preview"]
    if not (copied or meant or previews or unfilled or unnamed or misnamed):
        return
    for index, problem in enumerate(problems):
        cause: Problem | None = None
        if problem.code in _OF_COPIES:
            cause = copied.get(frozenset((problem.where.file, problem.values["other"])))
        elif problem.code == "link-intranet":
            cause = next(
                (
                    one
                    for one in previews
                    if one.where.file == problem.where.file and problem.values["excerpt"] in one.values["link"]
                ),
                None,
            )
        elif problem.code == "attachment-orphan":
            cause = meant.get(problem.where.file)
        elif problem.code == "link-unpublished":  # which has no day on which it is published
            cause = unnamed.get(problem.values["path"])
        elif problem.code == "requirement-unanswered":
            cause = misnamed.get(problem.values["requirement"])
        elif problem.code == "report-figure-not-known":
            cause = unfilled.get(problem.where.file)
        if cause:
            yield index, cause


def _causes_in_lists(problems: list[Problem], profile: Profile, labels: Labels) -> Iterator[tuple[int, Problem]]:
    """The index of each problem of rows that follows from another: a heading, or the name of what they have in common."""
    columns = [one for one in problems if one.code == "column-unknown"]
    alone = {one.values["suggestion"]: one for one in problems if one.code == "list-without-rows"}
    if not (columns or alone):
        return
    for index, problem in enumerate(problems):
        cause = alone.get(common_of(problem.where.file)) if problem.code in _IN_COMMON else None
        if problem.code == "field-missing":
            ways = (*labels.spellings(problem.values["field"]), *profile.own_labels(problem.values["field"]))
            heads = (one for one in columns if one.where.file == problem.where.file and one.values["suggestion"] in ways)
            cause = next(heads, cause)
        if cause:
            yield index, cause


def _place_meant(problem: Problem) -> str:
    """The place at which a report was meant to be that lies elsewhere or is called otherwise; nothing of other files."""
    if problem.code != "report-as-file":
        return problem.values.get("suggestion", "")
    period = period_within(posixpath.basename(problem.where.file).partition(".")[0])
    return report_path("", period) if period else ""


def _record_of(problem: Problem, above: int = 0) -> object:
    """The key of the record that a problem is in: some steps above its place, or the place where there are none."""
    where = problem.where
    return (where.file, where.path[: len(where.path) - above]) if isinstance(where, Spot) else where


def _misspelt(empty: Problem, unknown: list[Problem], catalog: Catalog) -> Problem | None:
    """The misspelt category that an empty one may have been meant by: that of nearly its name, or any where none is near."""
    if not unknown:
        return None
    names = {name for spot, name, _ in entries(catalog) if spot == empty.where}
    titles = {name: entry.name for _, name, entry in entries(catalog)}
    for problem in unknown:
        meant = problem.values.get("suggestion", "")
        ids = [name for name, title in titles.items() if meant in (name, title)]
        # What is near the top may have been meant by what lies below it, and the other way round.
        if not meant or any(name.startswith(other) or other.startswith(name) for other in ids for name in names):
            return problem
    return None
