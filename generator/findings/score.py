"""An assessment as people and programs read it: in lines, as data, as a sheet of HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.check.assessment import Assessment, Mark, ToMend, shown_points
from generator.check.text.patterns import Hider
from generator.frozen import frozen
from generator.load.shipped import find_data
from generator.load.source.places import Places
from generator.model.labels import Labels
from generator.model.project import Project
from generator.problems import Position
from generator.view.site_facts import banner_of

TEMPLATE, STYLE = "theme/sheets/score.html", "theme/sheets/score.css"


@frozen
class MendLine:
    """A problem that cost points as it is told: who mends it, where it is, what is wrong and what to do."""

    department: str
    person: str
    place: str
    message: str
    hint: str


def mend_lines(assessment: Assessment, project: Project, site: Path) -> list[MendLine]:
    """The problems to be mended, with places and words; what looks like personal data is hidden."""
    return told_mends(assessment.mends, project, site)


def told_mends(mends: Sequence[ToMend], project: Project, site: Path) -> list[MendLine]:
    """Problems with who is to mend them, with places and words; what looks like personal data is hidden."""
    labels = project.settings.labels
    places = Places(site, labels, project.settings.profile)
    hide = Hider(project.settings.patterns.patterns).hide
    return [_line(mend, labels, places.position(mend.problem.where), hide) for mend in mends]


def _line(mend: ToMend, labels: Labels, position: Position, hide: Callable[[str], str]) -> MendLine:
    message, hint = labels.tell(mend.problem)
    place = f"{position.file}:{position.line}" if position.line else position.file
    return MendLine(mend.department, mend.person, hide(place), hide(message), hide(hint))


def basis_of(mark: Mark, labels: Labels) -> str:
    """The basis of a mark, in words; why there is none where it could not be judged."""
    words = labels.text
    if mark.given:
        said = {"who": mark.given.who, "day": mark.given.date.isoformat(), "reason": mark.given.reason}
        name = "score_given_old" if mark.got is None else "score_given_reason" if mark.given.reason else "score_given"
        return words[name].format(**said)
    if mark.indicator.by_people:
        return words["score_by_people"]
    if mark.got is None:
        return words["score_nothing"]
    parts = []
    if mark.of:
        parts.append(words["score_share"].format(good=mark.good, of=mark.of))
    if mark.indicator.codes:
        parts.append(words["score_found"].format(count=len(mark.found)))
    return words["sentence_join"].join(parts)


def summary_of(assessment: Assessment, labels: Labels) -> str:
    """The sentence of what a site got, and of what could not be judged."""
    said = {
        "got": shown_points(assessment.got),
        "judged": shown_points(assessment.judged),
        "open": shown_points(assessment.unjudged),
    }
    return labels.text["score_summary_open" if assessment.unjudged else "score_summary"].format(**said)


def score_as_text(assessment: Assessment, mends: Sequence[MendLine], labels: Labels) -> str:
    """The assessment for a terminal."""
    words = labels.text
    lines = [f"{assessment.day} {summary_of(assessment, labels)}"]
    for mark in assessment.marks:
        got = "—" if mark.got is None else shown_points(mark.got)
        lines.append(
            f"  {mark.indicator.label} {got}/{shown_points(mark.indicator.points)}{words['colon']}{basis_of(mark, labels)}"
        )
    for one in assessment.departments:
        values = {"name": one.name, "published": one.published, "in_time": one.in_time, "with_term": one.with_term}
        lines.append(words["score_department"].format(**values, mend=one.to_mend))
    for mend in mends:
        who = " ".join(filter(None, (mend.department, mend.person))) or words["score_nobody"]
        lines.append(f"[{who}] {mend.place} {mend.message}")
    return "".join(f"{line}\n" for line in lines)


def score_as_json(assessment: Assessment, mends: Sequence[MendLine], labels: Labels) -> str:
    """The assessment for programs; a mark that could not be given is null."""
    told = {
        "day": assessment.day.isoformat(),
        "got": float(assessment.got),
        "judged": float(assessment.judged),
        "unjudged": float(assessment.unjudged),
        "marks": [
            {
                "id": mark.indicator.id,
                "label": mark.indicator.label,
                "points": float(mark.indicator.points),
                "got": None if mark.got is None else float(mark.got),
                "basis": basis_of(mark, labels),
                "cites": mark.indicator.cites,
                "by": mark.given.who if mark.given and mark.got is not None else "",
                "date": mark.given.date.isoformat() if mark.given and mark.got is not None else "",
            }
            for mark in assessment.marks
        ],
        "departments": [
            {
                "name": one.name,
                "published": one.published,
                "in_time": one.in_time,
                "with_term": one.with_term,
                "to_mend": one.to_mend,
            }
            for one in assessment.departments
        ],
        "to_mend": [
            {"department": one.department, "person": one.person, "place": one.place, "message": one.message} for one in mends
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def score_sheet(assessment: Assessment, project: Project, site: Path, stylesheet: str = "") -> str:
    """The assessment as a page; with the address of a ``stylesheet`` it has no style of its own, as pages of a site have none."""
    labels = project.settings.labels
    template, style = (find_data(site, name) for name in (TEMPLATE, STYLE))
    if template is None or style is None:
        return ""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template.read_text("utf-8")).render(
        t=labels.text,
        settings=project.settings,
        banner=banner_of(project),
        assessment=assessment,
        summary=summary_of(assessment, labels),
        marks=[
            (
                mark.indicator,
                "—" if mark.got is None else shown_points(mark.got),
                shown_points(mark.indicator.points),
                basis_of(mark, labels),
            )
            for mark in assessment.marks
        ],
        mends=mend_lines(assessment, project, site),
        stylesheet=stylesheet,
        style="" if stylesheet else style.read_text("utf-8"),
    )
