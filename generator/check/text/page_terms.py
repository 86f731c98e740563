"""Rules on the terms that a page says in figures: they are those of the profile, by which answers are judged.

Only a clause that names the step is held against its term: 自收到申请之日起…答复, 延长, 告知补正, 第三方…意见, 变更之日起…公开.
What a body promises of itself to do sooner, and what is answered beside requests (complaints, letters, reviews), is let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.rule import rule
from generator.late import late
from generator.markdown import without_remarks
from generator.model.page import Page
from generator.model.profile import AUTHORED_PAGES, Profile
from generator.model.term import Deadline
from generator.problems import Problem, Severity, Spot

TERM_OTHER = "term-other"
_ORDER = "一二三四五六七八九"
_N = r"(?P<number>\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SENTENCE = late(r"[^。；;\n]+")
_DAYS = rf"(?P<written>{_N} ?个?工作日)\*{{0,2}}"
# The words of each step beside its term, by the name of the term in the profile.
_STEPS = {
    "answer": late(rf"(?:申请|当场)[^|]*?{_DAYS}(?:之?内|以内)[^，|]{{0,6}}(?:答复|回复)"),
    "extension": late(
        rf"(?:延长|延期)[^，|]{{0,14}}?(?:[^，|]{{0,4}}，?(?:最[长多]|不(?:得)?超过|不多于))?[^，|\d]{{0,6}}?{_DAYS}"
    ),
    "correction": late(rf"{_DAYS}(?:之?内|以内)[^，|]{{0,10}}告知[^，|]{{0,8}}补正"),
    "third_party": late(rf"第三方[^|]*?{_DAYS}(?:之?内|以内)[^，|]{{0,8}}意见"),
    "publish": late(rf"(?:形成|变更)[^，|]{{0,8}}(?:之日)?起[^，|]{{0,4}}?{_DAYS}(?:之?内|以内)[^，|]{{0,6}}公开"),
}
_ENGLISH = late(
    r"\b(?:answer|reply|respond|response)\w*\b[^.;\n]{0,40}?\bwithin "
    r"(?P<written>(?P<number>\d{1,3}) (?P<unit>working |business |calendar )?days)"
)
# What is no answer to a request, or sooner than must be.
_ASIDE = late(
    r"申请人(?:应|须|要|在)|承诺|提前|提速|压缩|争取|力争|信箱|来信|投诉|信访|咨询|复议|诉讼|举报|建议|热线|留言|缴费|更正|简易|转|原|旧|曾|以前|从前|法定|科室|部门内"
)
_ASIDE_ENGLISH = late(
    r"review|complain|appeal|acknowledg|clarif|fee|charg|exten|personal|data protection|subject access|environmental|aim|usually"
    r"|normally|try|further|simple|large print|Commissioner|urgent",
    re.IGNORECASE,
)


@rule(TERM_OTHER, severity=Severity.NOTICE)
def check_page_terms(pages: tuple[Page, ...], profile: Profile) -> Iterator[Problem]:
    """Each term that a written page says in figures beside the name of its step is that of the profile."""
    terms = profile.deadlines
    for page in pages:
        if page.id in AUTHORED_PAGES:
            text = without_remarks(page.body)
            if "工作日" in text:
                yield from _chinese(text, terms, page.body_spot)
            answer = terms.get("answer")
            if answer and "within " in text:
                yield from _english(text, answer, page.body_spot)


def _chinese(text: str, terms: Mapping[str, Deadline], spot: Spot) -> Iterator[Problem]:
    """The problems of sentences in Chinese that name a step with another term than its own."""
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0]
        if "工作日" not in said or _ASIDE.search(said):
            continue
        for name, pattern in _STEPS.items():
            term, match = terms.get(name), pattern.search(said)
            if term is None or not term.is_of_working_days or match is None:
                continue
            more = terms.get("extension") if name in ("answer", "extension") else None
            answer = terms.get("answer")
            longest = answer.number + more.number if answer and more and more.is_of_working_days else term.number
            number = _read(match["number"])
            if number not in (term.number, longest):
                yield _problem(spot, match["written"], f"{term.number} 个工作日", term, said)


def _english(text: str, answer: Deadline, spot: Spot) -> Iterator[Problem]:
    """The problems of sentences in English that promise an answer within another term than that of the law."""
    for match in _ENGLISH.finditer(text):
        begin = max(text.rfind(stop, 0, match.start()) for stop in (". ", "\n", ";"))
        sentence = re.split(r"[.;\n]", text[begin + 1 : match.end() + 80].strip(". "))[0]
        working = (match["unit"] or "").strip() in ("working", "business")
        if _ASIDE_ENGLISH.search(sentence) or answer.unit not in ("days", "calendar_days"):
            continue
        if int(match["number"]) != answer.number or working != answer.is_of_working_days:
            unit = "working days" if answer.is_of_working_days else "days"
            if match["unit"] or not answer.is_of_working_days:
                yield _problem(spot, match["written"], f"{answer.number} {unit}", answer, match[0])


def _problem(spot: Spot, written: str, expected: str, term: Deadline, said: str) -> Problem:
    where = replace(spot, needle=said.strip())
    return Problem(TERM_OTHER, where, {"value": written, "expected": expected}, cites=term.cites)


def _read(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    one = _ORDER.index(ones) + 1 if ones else 0
    return one + ((_ORDER.index(tens) + 1 if tens else 1) * 10 if ten else 0)
