"""Issuing a circular: bodies are looked at, their figures written down. What was issued stays, unless it is asked for anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from generator.model.circular import Circular
from generator.model.portal import Portal
from generator.model.settings import Settings
from generator.portal.check import counting_members, read_member
from generator.portal.circular_files import circular_docx, circular_sheet, docx_fonts
from generator.portal.circular_pages import CircularText
from generator.portal.circulars import before, write_circular
from generator.portal.collect import Body
from generator.portal.figures import circular_of
from generator.portal.gather import gather
from generator.portal.settings import load_portal
from generator.portal.web import Web
from generator.problems import Severity, has_errors
from generator.run.options import Result


@dataclass(frozen=True)
class Issued:
    """A circular that was issued, with the one before it. ``file`` is where it was written, None where it had been before."""

    circular: Circular
    before: Circular | None
    file: Path | None
    portal: Portal
    settings: Settings


def issue_circular(folder: Path, today: dt.date, month: str, *, again: bool) -> tuple[Result, int, Issued | None]:
    """The problems met, how many members were looked at, and the circular on a month; None where settings are wrong.

    One that was issued before is given as it is, unless it is to be issued ``again``. Raises NotAPortal, OSError.
    """
    loading = load_portal(folder, today)
    result = Result(counting_members(loading.labels), loading.problems)
    portal, project = loading.portal, loading.project
    if portal is None or project is None or has_errors(loading.problems):
        return result, 0, None
    settings, last = project.settings, before(loading.circulars, month)
    known = next((one for one in loading.circulars if one.month == month), None)
    if known and not again:
        return result, 0, Issued(known, last, None, portal, settings)
    bodies = []
    web = Web(folder, portal, None)
    # A month long gone is counted by what its bodies are now.
    for one in gather(folder, portal, loading.labels, read_member, web, dt.date.max, keep=False):
        result.problems.extend(problem for problem in one.problems if problem.severity is not Severity.NOTICE)
        bodies.append(Body(one.state, one.data.status if one.data else None))
    circular = circular_of(bodies, month, today, portal.indicators or settings.profile.indicators)
    return result, len(bodies), Issued(circular, last, write_circular(folder, circular), portal, settings)


def circular_file(folder: Path, issued: Issued, ending: str, *, internal: bool) -> bytes:
    """The bytes of a circular as ``.docx`` or ``.html``; the ``internal`` one has persons and findings."""
    text = CircularText(issued.circular, issued.before, issued.portal, issued.settings, internal=internal)
    if ending == ".docx":
        return circular_docx(issued.circular, text, issued.settings, docx_fonts(folder, issued.settings))
    return circular_sheet(folder, text, issued.settings)
