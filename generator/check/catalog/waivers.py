"""Problems that somebody answers for, and waivers that nobody needs."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.project import Project
from generator.model.waiver import WAIVERS
from generator.problems import Problem, Severity, Spot, fingerprint
from generator.text import nearest


def waive(project: Project, problems: Iterable[Problem], codes: Iterable[str]) -> tuple[list[Problem], list[Problem]]:
    """The problems that stand, waivers out of order among them, and those that are waived. ``codes`` may be waived at all."""
    known = set(codes)
    used: set[int] = set()
    standing: list[Problem] = []
    waived: list[Problem] = []
    for problem in problems:
        matches = [index for index, _ in enumerate(project.waivers) if _covers(project, index, problem)]
        used.update(matches)
        valid = any(project.waivers[index].until >= project.today for index in matches)
        (waived if valid and problem.code in known else standing).append(problem)
    for index, waiver in enumerate(project.waivers):
        spot = Spot(WAIVERS, (index,))
        values = {"code": waiver.code, "path": waiver.path, "until": waiver.until.isoformat()}
        if waiver.code not in known:
            values["suggestion"] = nearest(waiver.code, known)
            standing.append(Problem("waiver-code-unknown", spot.at("code"), values))
        elif index not in used:
            standing.append(Problem("waiver-unused", spot, values, Severity.WARNING))
        elif waiver.until < project.today:
            standing.append(Problem("waiver-expired", spot.at("until"), values, Severity.WARNING))
    return standing, waived


def _covers(project: Project, index: int, problem: Problem) -> bool:
    waiver = project.waivers[index]
    if waiver.code != problem.code or waiver.path != problem.where.file:
        return False
    if waiver.fingerprint:
        told = fingerprint(problem.code, problem.where.file, project.labels.tell(problem)[0])
        if not told.startswith(waiver.fingerprint.lower()):
            return False
    return not waiver.match or any(waiver.match in text for text in project.labels.tell(problem))
