"""The self-inspection sheet: what was judged, by which rule and article, and what was found; one file, to print and file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import __version__
from generator.check.rules import all_rules
from generator.findings import count, tell
from generator.findings.cites import cited
from generator.frozen import frozen
from generator.load.shipped import find_data
from generator.load.source.places import Places
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.project import Project
from generator.presence import real_path
from generator.problems import Severity
from generator.whole_files import write_whole

if TYPE_CHECKING:
    from generator.findings import Finding
    from generator.run.options import Result

_TEMPLATE = "theme/sheets/self-inspection.html"


@frozen
class _Line:
    """A line of the sheet: a kind of problem, how often it was found, what it stands on."""

    code: str
    why: str
    severity: str
    count: int
    cites: str


def write_sheet(site: Path, result: Result, file: Path) -> bool:
    """Writes the self-inspection sheet of a run; a site that could not be read has none."""
    page = sheet_of(site, result)
    if page:
        write_whole(Path(real_path(file)), page.encode())
    return bool(page)


def sheet_of(site: Path, result: Result) -> str:
    """The self-inspection sheet of a run as one HTML file; nothing of a site that could not be read."""
    template = find_data(site, _TEMPLATE)
    if result.project is None or template is None:
        return ""
    places = Places(site, result.labels, result.profile)
    findings, waived = (tell(found, result.labels, places, result.patterns) for found in (result.problems, result.waived))
    counts = count(findings, result.items, result.reports)
    return render_sheet(template, result.project, findings, waived, counts)


def render_sheet(
    template: Path, project: Project, findings: Sequence[Finding], waived: Sequence[Finding], counts: Mapping[str, int]
) -> str:
    """The sheet as one HTML file."""
    labels = project.settings.labels
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(template.read_text("utf-8"))
    found = Counter(finding.problem.code for finding in findings)
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.problem.code, []).append(finding)
    return page.render(
        t=labels.text,
        severities=labels.severities,
        settings=project.settings,
        public=len(project.shown.items),
        pages=len(project.content.pages),
        counts=counts,
        lines=[_line(code, found, by_code, labels, _sources(project), project.settings.profile) for code in _codes(found)],
        findings=by_code,
        waived=waived,
        waivers=[waiver for waiver in project.records.waivers if waiver.until >= project.edition.today],
        today=project.edition.today.isoformat(),
        span=_span(project),
        calendar=_calendar(project),
        packs=project.settings.patterns.packs,
        files=len({file.sha256 for item in project.content.items for file in item.files}),
        version=__version__,
    )


def _codes(found: Mapping[str, int]) -> list[str]:
    """All kinds of problems that were looked for, those found first."""
    known = list(dict.fromkeys((*(code for rule in all_rules() for code in rule.codes), *found)))
    return sorted(known, key=lambda code: not found.get(code))


def _sources(project: Project) -> dict[str, list[str]]:
    """The basis of each kind of problem, where the profile or the patterns say it."""
    profile, patterns = project.settings.profile, project.settings.patterns
    due = profile.reports_due.cites if profile.reports_due else ""
    limit = profile.deadlines["publish"].cites if "publish" in profile.deadlines else ""
    number = profile.index_number.cites if profile.index_number else ""
    requirements = profile.requirements_cite.partition("（")[0].partition(" (")[0]
    sources = {
        **{code: [limit] for code in ("publication-late", "publication-overdue", "deadline-unknown")},
        **{code: [due] for code in ("report-late", "report-overdue")},
        **{code: [requirements] for code in ("requirement-unanswered", "requirement-empty")},
        **{code: [profile.office_facts_cite] for code in ("office-missing", "office-fact-missing")},
        "index-number-malformed": [number],
        "topic-missing": [topic.cites for topics in profile.page_topics.values() for topic in topics],
    }
    found = [(pattern.code, pattern.source) for pattern in patterns.patterns]
    found += [(column.code, column.source) for column in patterns.columns]
    for code, source in (*found, *((rule.code, rule.source) for rule in patterns.properties)):
        sources.setdefault(code, []).append(source)
    return sources


def _line(
    code: str,
    found: Counter[str],
    by_code: Mapping[str, Sequence[Finding]],
    labels: Labels,
    sources: Mapping[str, Sequence[str]],
    profile: Profile,
) -> _Line:
    """The line of a code: what it looks for, how severe it is, how often it was found, and on what it stands."""
    own = [rule for rule in all_rules() if code in rule.codes]
    found_on = (finding.problem.cites for finding in by_code.get(code, ()))
    named = (*found_on, *(rule.cites for rule in own), *sources.get(code, ()))
    cites = dict.fromkeys(filter(None, (cited(source, profile) for source in named)))
    severity = by_code[code][0].problem.severity if code in by_code else own[0].severity if own else Severity.ERROR
    shown = labels.severities[severity] if severity else ""
    why, join = labels.problems[code].why or labels.problems[code].message, "；" if labels.forms.script == "han" else "; "
    return _Line(code, why, shown, found[code], join.join(cites))


def _span(project: Project) -> tuple[str, str]:
    days: list[dt.date] = [item.authored.published for item in project.shown.items if item.authored.published]
    return (min(days).isoformat(), max(days).isoformat()) if days else ("", "")


def _calendar(project: Project) -> str:
    years = sorted(project.settings.calendar.years)
    return f"{project.settings.calendar.source} {years[0]}–{years[-1]}".strip() if years else ""
