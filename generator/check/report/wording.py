"""Rules on slips in the words of a report: said twice, of another body, of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule import rule
from generator.late import late
from generator.model.report.language import Prose
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.problems import Problem, Severity

REPORT_WORD_DOUBLED = "report-word-doubled"
REPORT_SELF_NAME = "report-self-name"

_DOUBLED = late(r"(?=(([\u4e00-\u9fff]{2,8})\2))")
_PARTICLE = late(r"(?<![目标])的的|(?<!为)了了(?!解)|和和(?!平|谐|睦|气|解)|及及(?!时)|与与")
_COUNTED = late(r"^[一二三四五六七八九十每逐]|^(.)\1*$")
_SENTENCE = late(r"[。！？\n]")
_QUOTED = late(r"《[^》]*》|“[^”]*”")
# A year that opens a section as the time it speaks of; not a month of it, nor what was issued then.
_OPENING_YEAR = late(r"^\s*(?:\d+[.、]\s*|[-*]\s*)?(\d{4})\s*年度?(?!\s*\d{1,2}\s*月)(?=[，,、]|[\u4e00-\u9fff])")
_COUNT = late(r"[^，。；、\d]{0,16}?\s*\d[\d,.]*\s*[\u4e00-\u9fff%％]")


@rule(REPORT_WORD_DOUBLED, severity=Severity.NOTICE)
def check_doubled_words(reports: tuple[Report, ...], prose: Prose) -> Iterator[Problem]:
    """No word stands twice in a row, but where one ends with what the next begins with, or verbs that may."""
    for report in reports:
        for matches in _doubled(report.body):
            # 政务服务服务事项 holds 务服务服 too: one way to part it that is right is enough.
            if not any(_may_double(report.body, match, prose) for match in matches):
                values = {"value": matches[0][1], "suggestion": matches[0][2]}
                yield Problem(REPORT_WORD_DOUBLED, report.position(matches[0].start()), values)
        for match in _PARTICLE.finditer(report.body):
            yield Problem(REPORT_WORD_DOUBLED, report.position(match.start()), {"value": match[0], "suggestion": match[0][0]})


def _doubled(body: str) -> Iterator[list[re.Match[str]]]:
    """The places where something stands twice in a row, those together that overlap."""
    group: list[re.Match[str]] = []
    for match in _DOUBLED.finditer(body):
        if group and match.start() >= group[-1].start() + len(group[-1][2]):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _may_double(body: str, match: re.Match[str], prose: Prose) -> bool:
    """True if a word may stand twice in a row here: it counts, it is known to, or two compounds meet."""
    word = match[2]
    if _COUNTED.match(word) or word in prose.doubled:
        return True
    before, after = (
        body[max(0, match.start() - 3) : match.start()],
        body[match.start() + len(match[1]) : match.start() + len(match[1]) + 1],
    )
    # 社会救助 + 救助标准: the end of one compound and the beginning of the next.
    return (
        len(word) == 2 and before.endswith(prose.joints) and bool(re.match(r"[\u4e00-\u9fff]", after)) and after not in "的地得了"
    )


def copied_years(report: Report, prose: Prose) -> Iterator[tuple[int, str]]:
    """The years of another report that sections open with, each with its offset in the body."""
    if report.covers[0].year != report.covers[1].year:
        return
    for start in (0, *(heading.end for heading in report.headings())):
        text = report.body[start:].lstrip("\n")
        match = _OPENING_YEAR.match(text)
        if match is None or match[1] == str(report.year):
            continue
        sentence = _SENTENCE.split(text, maxsplit=1)[0]
        # 2022年为41件。2023年为60件，2024年为75件: years that are told one after the other.
        if re.search(rf"(?<!\d){report.year}\s*年[^。！？\n]*\d", text.partition("\n")[0]):
            continue
        if _is_copied(sentence, int(match[1]), report, prose):
            yield len(report.body) - len(text) + match.start(1), match[1]


def _is_copied(sentence: str, year: int, report: Report, prose: Prose) -> bool:
    """True if a sentence counts as if its year were the report's: it says a number, and nothing of this year or of plans."""
    if year == report.year + 1 and any(word in sentence for word in prose.to_come):
        return False
    if str(report.year) in sentence or any(word in sentence for word in ("今年", "本年", "report.year", "同期", "至", "以来")):
        return False
    return any(_COUNT.match(sentence, at.end()) for word in prose.counting for at in re.finditer(word, sentence))


@rule(REPORT_SELF_NAME, severity=Severity.WARNING)
def check_self_names(reports: tuple[Report, ...], prose: Prose, settings: Settings) -> Iterator[Problem]:
    """The body does not call itself by what another kind of body is called: 我镇 in a 局."""
    for report in reports:
        name = settings.publisher_of(report.series).name
        body = prose.body_of(name)
        own = {*body.called, *(called for called in prose.called if called in name)} if body else set()
        others = [called for called in prose.called if called not in own] if body else []
        if not body or not others:
            continue
        text = _QUOTED.sub(lambda m: "\u3000" * len(m[0]), report.body)
        if match := re.search(rf"(?<![自由大])(?:我)({'|'.join(others)})(?![属派内长员会外主党镇])", text):
            values = {"found": match[0], "expected": "、".join(f"我{called}" for called in body.called[:2]), "name": name}
            yield Problem(REPORT_SELF_NAME, report.position(match.start()), values)
