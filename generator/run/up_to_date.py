"""A build of which nothing has changed: what was said is said again, before the rest of the program is even loaded."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.clock import now, span_of
from generator.load.inputs import Inputs, name_inputs, name_outside
from generator.publish.answer import Answer, read_answer, write_answer
from generator.publish.output import OutputFolder
from generator.store import FILE, Store, StoreFault
from generator.work import Work

if TYPE_CHECKING:  # what is not needed to recall is not loaded for it
    from generator.run.options import Result


def recall(
    site: Path, folder: OutputFolder, asked: dt.date | None, audiences: Sequence[str], question: str, work: Work
) -> tuple[Answer | None, Inputs | None]:
    """The last answer to a question, if all it was made from and all that was published is still the same.

    The day is the one that was ``asked`` for, or the one it is where the site is; while its catalog is the same, so is its zone.
    Where it is not, the inputs that were looked for on the way are of use to the build. Whatever stands in the way of knowing
    is left to the build to tell.
    """
    inputs = None
    # The folder is not held: that all is as it was is as true while another build prepares the next site beside it.
    with contextlib.suppress(OSError, StoreFault):
        store = Store(folder.work / FILE)
        answer = read_answer(store, folder.live)
        today = asked or (_day_of(answer) if answer else None)
        if answer and today and answer.question == question and answer.outside_name == name_outside(site, answer.outside):
            intact = folder.start_looking(store, work)
            try:
                inputs = name_inputs(site, today, audiences)
                if answer.inputs == inputs.name and intact.result():
                    return answer, inputs
            finally:
                intact.stop()
    return None, inputs


def _day_of(answer: Answer) -> dt.date | None:
    """The day an answer was judged by, if it is still that day where the site is."""
    start, end = answer.span
    return dt.date.fromisoformat(answer.day) if start <= now() < end else None


def remember(site: Path, folder: OutputFolder, question: str, result: Result, findings: str) -> None:
    """Notes what a build that published was asked and what was said of it, where its inputs have a name."""
    if not (result.published and result.project and result.inputs):
        return
    with contextlib.suppress(OSError, StoreFault):  # without it the next build only takes longer
        outside = result.project.settings.report_fonts.looked_for
        unchanged = result.labels.text["cli_unchanged"]
        files = result.published.files
        day, span = result.project.edition.today, span_of(result.project.edition.today, result.project.settings.timezone)
        name = name_outside(site, outside)
        answer = Answer(question, result.inputs, outside, name, findings, unchanged, files, day.isoformat(), span)
        write_answer(Store.open(folder.work), result.published.seal, answer)
