"""The bar of reports: sentences and tables in the grammar of many offices, true and wrong, each in a report whose figures are known.

``python -m tests.check.bar_cases`` prints what is missed or accused, and the table that stands in docs/reports.md; with a kind or a file, of that alone.
"""

from __future__ import annotations

import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from generator.check.rules import apply, rules_of_reports
from generator.load.read import Read
from generator.load.site import load_settings
from generator.model.project import Project
from generator.presence import CATALOG
from generator.problems import Position, Problem
from tests.sites import TODAY, unpack, write_site

FOLDER = Path(__file__).parent / "bar"
CATALOGS = {"city": ("云泽市水务局", "云泽市人民政府", "市水务局", "市政府")}
ALONE = ("说自己是谁", "别的年份")  # what is said of these depends on what else is in the report
QUIET = "全年工作平稳有序。"


@dataclass(frozen=True)
class Case:
    """A sentence, whether it is true, and where it stands."""

    kind: str
    base: str
    true: bool
    file: str
    text: str
    number: int


def cases() -> Iterator[Case]:
    """All of them."""
    kind = base = ""
    number = 0
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("= "):
                kind = line[2:]
            elif line.startswith("@ "):
                base = line[2:]
            elif line[:2] in ("T ", "W "):
                number += 1
                yield Case(
                    kind, base, line[0] == "T", path.stem, line[2:].replace("|||", "\n|").replace("\n|", "\n\n|", 1), number
                )


class Bases:
    """The sites that sentences are put into, each loaded once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = unpack((FOLDER / "bases.sites").read_text("utf-8"))
        self._loaded: dict[str, Project] = {}

    def told(self, cases: Sequence[Case]) -> list[list[Problem]]:
        """What is told of each of some cases of one base, and is not told without them.

        They stand in one report, each as a paragraph; those of a kind that is about the whole of it, and openings, one by one.
        """
        name = cases[0].base
        project = self._project("bureau" if name == "opening" else name)
        known = {key(problem) for problem in _problems(_with(project, name, ""))}
        if name == "opening" or cases[0].kind in ALONE:
            return [[found for found in _problems(_with(project, name, case.text)) if key(found) not in known] for case in cases]
        report = _with(project, name, "\n\n".join(case.text for case in cases))
        last = max(report.content.reports, key=lambda report: report.year)
        first = last.position(last.body.index(cases[0].text)).line or 0
        starts = list(accumulate((case.text.count("\n") + 2 for case in cases), initial=first))
        told: list[list[Problem]] = [[] for _ in cases]
        for problem in _problems(report):
            line = problem.where.line if isinstance(problem.where, Position) else None
            at = bisect_right(starts, line or 0) - 1
            if 0 <= at < len(cases) and key(problem) not in known:
                told[at].append(problem)
        return told

    def _project(self, base: str) -> Project:
        if base not in self._loaded:
            own = base if any(path.startswith(base + "/") for path in self._files) else "bureau"
            files = {path[len(own) + 1 :]: text for path, text in self._files.items() if path.startswith(own + "/")}
            catalog = self._files["bureau/catalog.yml"]
            if base in CATALOGS:
                name, new, short, new_short = CATALOGS[base]
                catalog = catalog.replace(f"name: {name},", f"name: {new},").replace(short, new_short)
            files[CATALOG] = catalog if own == "bureau" else files.get(CATALOG, catalog)
            site = write_site(self._folder / base, "".join(f"-- {path} --\n{text}" for path, text in files.items()))
            loading = load_settings(site, TODAY, ())
            assert loading.project, loading.problems
            self._loaded[base] = loading.project
            wrong = [problem for problem in loading.problems if "reports" in problem.where.file]
            assert not wrong, wrong
        return self._loaded[base]


def _group(case: Case) -> tuple[str, str]:
    """What cases that may stand in one report have alike."""
    return case.base, case.kind if case.kind in ALONE else ""


def _with(project: Project, base: str, text: str) -> Project:
    *earlier, last = sorted(project.content.reports, key=lambda report: report.year)
    chosen = {"opening": (text or QUIET, QUIET)}.get(base, (QUIET, text or QUIET))
    body = last.body.replace("«opening»", chosen[0]).replace("«sentence»", chosen[1])
    return replace(project, content=replace(project.content, reports=(*earlier, replace(last, body=body))))


def key(problem: Problem) -> tuple[str, str]:
    """What tells a problem from others wherever it stands."""
    return problem.code, str(sorted(problem.values.items()))


def _problems(project: Project) -> list[Problem]:
    year = max(report.year for report in project.content.reports)
    found = apply(rules_of_reports(), project, Read())
    return [problem for problem in found if problem.where.file.endswith(f"{year}.md")]


def run(wanted: str = "", *, loud: bool = False) -> dict[str, list[int]]:
    """By kind: the wrong told, the wrong, the true accused, the true."""
    chosen = [case for case in cases() if wanted in ("", case.kind, case.file)]
    told: dict[Case, list[Problem]] = {}
    with tempfile.TemporaryDirectory() as folder:
        bases = Bases(Path(folder))
        for group in dict.fromkeys(map(_group, chosen)):
            together = [case for case in chosen if _group(case) == group]
            told.update(zip(together, bases.told(together), strict=True))
    counts: dict[str, list[int]] = {}
    for case in chosen:
        count = counts.setdefault(case.kind, [0, 0, 0, 0])
        count[3 if case.true else 1] += 1
        count[2 if case.true else 0] += bool(told[case])
        if loud and bool(told[case]) == case.true:
            print("T" if case.true else "W", case.base, case.text.strip(), [(p.code, dict(p.values)) for p in told[case]])
    return counts


def table(counts: dict[str, list[int]]) -> str:
    """The counts as a table in Markdown, with what they come to."""
    rows = [*counts.items(), ("all", [sum(count[at] for count in counts.values()) for at in range(4)])]
    lines = [f"| {kind} | {told} of {wrong} | {accused} of {true} |\n" for kind, (told, wrong, accused, true) in rows]
    return "".join(("| kind | wrong told | true accused |\n", "| --- | --- | --- |\n", *lines))


if __name__ == "__main__":
    print(table(run(sys.argv[1] if len(sys.argv) > 1 else "", loud=True)), end="")
