"""The numbers in the prose of reports, as they were held against the tables."""

from __future__ import annotations

from generator.check.text.patterns import Hider
from generator.run.judge import load
from generator.run.options import Options


def tell_claims(options: Options, year: int | None) -> str:
    """The numbers typed in the prose of reports: how many agree, and each that contradicts the tables or could not be judged."""
    project = load(options).project
    if project is None:
        return ""
    from generator.check.report.prose_reading.reading import VERDICTS
    from generator.check.report.read_prose import read_reports

    words, hide = project.settings.labels.text, Hider(project.settings.patterns.patterns).hide
    lines: list[str] = []
    for read in read_reports(project.filed_reports, project.settings):
        report = read.filed.report
        told = [reading for reading in read.readings if reading.number and reading.number.start not in reading.sentence.named]
        if (year and report.year != year) or not told:
            continue
        counts = {verdict: sum(reading.verdict == verdict for reading in told) for verdict in VERDICTS}
        lines.append(words["claims_counts"].format(path=report.source, **counts))
        for reading in told:
            if reading.verdict != "agrees":
                line = report.position(reading.sentence.place(reading.start)).line
                text = hide(reading.said_in(report.body))
                lines.append(f"  {line}: {words[f'claims_{reading.verdict}']}{words['colon']}{text}")
    return "".join(f"{line}\n" for line in lines or [words["claims_none"]])
