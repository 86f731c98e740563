"""Finding what a correction says of the text that was wrong: its name, its number, and the words that were put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.item import Item
from generator.problems import Problem, Severity, Spot

MISNAMED, SAME = "correction-misnamed", "correction-same"
# Slips that a correction shows as it found them. What is private stays so between any marks.
_SHOWN = frozenset(
    (
        *("word-doubled", "doc-number-brackets", "doc-number-form", "punctuation-half-width", "publisher-name-mixed"),
        *("publisher-name-other", "brackets-mixed", "day-impossible", "weekday-other", "days-reversed", "time-backwards"),
        *("contact-mistyped", "amount-grouping", "count-other", "text-sum-wrong", "table-sum-wrong", "text-numbering"),
        *("unfinished-text", "signature-other", "signature-day-other"),
    )
)
WORDS = ("更正", "勘误", "澄清", "orrection", "larification", "rratum")
_RIGHT = r"(?:应为|应是|应当为|应当是|应改为|更正为|改为|修改为|修正为| should read | should be | is corrected to )"
_QUOTE = r"[“\"「『](?P<{}>[^“”\"「」『』\n]{{1,80}})[”\"」』]"
# “A”…应为“B”; what stands between them says no more than that.
_PAIR = late(_QUOTE.format("wrong") + r"(?P<between>[^“”\"「」『』。\n]{0,12}?)" + _RIGHT + r"[：:]?\s?" + _QUOTE.format("right"))
_WRONG = late(
    _QUOTE.format("before") + rf"(?=[^“”\"「」『』。\n]{{0,8}}?(?:{_RIGHT}|有误|错误|删去|删除| (?:is|was) wrong))"
    r"|(?:误(?:写|印|登|排|作|录)?[为成作]?|原文|原为|instead of )[：:]?\s?" + _QUOTE.format("after")
)
_LINE = late(r"^[ \t>*+-]*(?:更正前|原文|原内容|误|Wrong|Before)[：:][ \t]*(?P<line>.+)$", 8)
_BEFORE = ("更正前", "原内容", "原文", "误")
_NAMED = late(r"《(?P<name>[^《》\n]{4,80})》(?P<rest>[^《》。\n]{0,60})")
_NUMBER = r"(?P<{}>[\u4e00-\u9fff]{{1,12}}[〔\[［【（(](?:19|20)\d\d[〕\]］】）)] ?第?\d{{1,4}}号)"
NUMBER = late(_NUMBER.format("number"))
_NUMBER_BEHIND = late(r"\A[（(]" + _NUMBER.format("number"))
_NUMBER_ALONE = late(_NUMBER.format("number") + '(?:文件?)?[里中内](?=[的“"，第]|附)')
_SAYS_WRONG = late(rf"有误|{_RIGHT}")


@finder()
def find_said(text: Text) -> Iterator[Problem]:
    """The names and numbers in a correction, as problems that the rules on corrections tell where it is not what is corrected."""
    title = text.item.authored.title
    if text.item.authored.corrects is None and not any(word in title for word in WORDS):
        return
    for pair in _PAIR.finditer(text.body):
        if "".join(pair["wrong"].split()) == "".join(pair["right"].split()):
            yield Problem(SAME, text.at(*pair.span()), {"excerpt": pair["right"]}, Severity.WARNING)
    for named in _NAMED.finditer(text.body):
        behind = _NUMBER_BEHIND.match(named["rest"])
        number = behind["number"] if behind else ""
        values = {"name": named["name"], "number": number, "wrong": "1" if _SAYS_WRONG.search(named["rest"]) else ""}
        yield Problem(MISNAMED, text.at(*named.span("name")), values, Severity.WARNING)
    for alone in _NUMBER_ALONE.finditer(text.body):
        values = {"name": "", "number": alone["number"], "wrong": "1"}
        yield Problem(MISNAMED, text.at(*alone.span("number")), values, Severity.WARNING)


def without_shown(item: Item, body: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of an item, but for slips that a correction only shows: “云卫发[2026]5号”应为“云卫发〔2026〕5号”."""
    found = list(problems)
    if item.authored.corrects is None or not any(problem.code in _SHOWN for problem in found):
        return found
    shown = "\n".join(_wrong_parts(body))
    rest = body
    for part in shown.split("\n"):
        rest = rest.replace(part, "", 1) if part else rest
    return [one for one in found if one.code not in _SHOWN or not _only_in(one, shown, rest)]


def _only_in(problem: Problem, shown: str, rest: str) -> bool:
    needle = problem.where.needle if isinstance(problem.where, Spot) else ""
    return bool(needle) and needle in shown and needle not in rest


def _wrong_parts(body: str) -> Iterator[str]:
    """The parts of a text that show what was wrong: between marks of quotation, behind a word for it, in a column of a table."""
    for match in _WRONG.finditer(body):
        yield match["before"] or match["after"]
    yield from (match["line"] for match in _LINE.finditer(body))
    column = -1
    for line in body.split("\n"):
        if "|" not in line:
            column = -1
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if column < 0:
            column = next((at for at, cell in enumerate(cells) if cell.startswith(_BEFORE)), -1)
        elif column < len(cells):
            yield cells[column]
