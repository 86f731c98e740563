"""A run of which nothing has changed: what was said is said again, before the rest of the program is even loaded."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.clock import now, span_of
from generator.load.inputs import Inputs, name_inputs, name_outside
from generator.presence import is_file
from generator.publish.answer import Answer, read_answer, write_answer
from generator.publish.known_files import MANIFEST, find_identity
from generator.publish.output import OutputFolder
from generator.store import FILE, Store, StoreFault

if TYPE_CHECKING:  # what is not needed to recall is not loaded for it
    from generator.run.options import Result

BUILD, CHECK, MEMBER = "build", "check", "member"  # the commands whose answers are kept; the last builds a site for a portal


def recall_build(
    site: Path,
    folder: OutputFolder,
    asked: dt.date | None,
    audiences: Sequence[str],
    question: str,
    command: str = BUILD,
) -> tuple[Answer | None, Inputs | None]:
    """The last answer of a build, if all it was made from and all that was published is still the same; and the inputs.

    These are of use to the build where there is no answer. The day is the one that was ``asked`` for, or the one it is where
    the site is. Whatever stands in the way of knowing is left to the build to tell.
    """
    with contextlib.suppress(OSError, StoreFault):
        store = _kept(folder)
        answer = read_answer(store, command) if store else None
        if store and answer and answer.seal == find_identity(folder.live, MANIFEST):
            same, inputs = _compare(answer, site, asked, audiences, question)
            # The folder is not held: that all is as it was is as true while another build prepares the next site beside it.
            return (answer if same and folder.is_intact(store) else None), inputs
    return None, None


def recall_check(
    site: Path, folder: OutputFolder, asked: dt.date | None, audiences: Sequence[str], question: str
) -> tuple[Answer | None, Inputs | None]:
    """The last answer of a check, if all that was judged is still the same, and the inputs; as `recall_build` gives them."""
    with contextlib.suppress(OSError, StoreFault):
        store = _kept(folder)
        if store and (answer := read_answer(store, CHECK)):
            same, inputs = _compare(answer, site, asked, audiences, question)
            return (answer if same else None), inputs
    return None, None


def _kept(folder: OutputFolder) -> Store | None:
    """The store of an output folder, where it has one. Raises StoreFault where it is of another version."""
    return Store.open(folder.work) if is_file(folder.work / FILE) else None


def _compare(
    answer: Answer, site: Path, asked: dt.date | None, audiences: Sequence[str], question: str
) -> tuple[bool, Inputs | None]:
    """True if an answer was given to this question for inputs as they are now; and the inputs, if they were looked for.

    While the catalog is the same, so is the zone of the site, and with it when a day begins and ends.
    """
    start, end = answer.span
    today = asked or (dt.date.fromisoformat(answer.day) if start <= now() < end else None)
    if today is None or answer.question != question or answer.outside_name != name_outside(site, answer.outside):
        return False, None
    inputs = name_inputs(site, today, audiences)
    return answer.inputs == inputs.name, inputs


def remember(command: str, site: Path, folder: OutputFolder, question: str, result: Result, findings: str, code: int) -> None:
    """Notes the answer of a command that judged a site, where its inputs have a name."""
    if not (result.project and result.inputs):
        return
    extensions = result.project.settings.catalog.extensions
    if extensions.rules or extensions.exports:  # what they look at has no name
        return
    day, zone = result.project.edition.today, result.project.settings.timezone
    outside = result.project.settings.report_fonts.looked_for
    answer = Answer(
        question=question,
        inputs=result.inputs,
        outside=outside,
        outside_name=name_outside(site, outside),
        findings=findings,
        code=code,
        day=day.isoformat(),
        span=span_of(day, zone),
        seal=result.published.seal if result.published else None,
        unchanged=result.labels.text["cli_unchanged"],
        files=result.published.files if result.published else 0,
    )
    with contextlib.suppress(OSError, StoreFault):  # without it the next run only takes longer
        write_answer(Store.open(folder.work), command, answer)
