"""Rules on what must not stand in a text: in fields, bodies, file names, pages and reports.

The texts of items are looked at once, when they are loaded, and what is found is kept with them; ``check_texts`` tells it,
as far as the item goes out at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.check.rule import rule
from generator.check.text.bodies import BODY_CODES, find_in_body
from generator.check.text.brackets import ALONE, MIXED, find_in_fields, find_mixed
from generator.check.text.columns import Columns
from generator.check.text.corrected import MISNAMED, without_shown
from generator.check.text.field_amounts import AMOUNT_OTHER
from generator.check.text.fields import Part, part_at, parts_of
from generator.check.text.habits import HABITS, as_habits
from generator.check.text.link_titles import LINK_TITLE, check_title, find_named_links
from generator.check.text.names import OTHER_NAME, find_names
from generator.check.text.patterns import SHOWN_WHOLE, Find, Patterns, outermost, without_code
from generator.check.text.personal import dialled, masked
from generator.check.text.signed import CODES as SIGNED
from generator.check.text.signed import find_signed
from generator.check.text.unfinished import CODES as UNFINISHED
from generator.check.text.unfinished import find_unfinished
from generator.check.text.validity import EXPIRED
from generator.late import late
from generator.load.source.signs import SIGNS, check_signs
from generator.markdown import without_remarks
from generator.markdown.typed import find_garbled
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.language import spoken
from generator.model.page import Page
from generator.model.report.report import Report
from generator.model.shown import Shown
from generator.model.text_pattern import TextPattern, TextPatterns
from generator.problems import Position, Problem, Severity, Spot

ID_NUMBER_EXPOSED, GARBLED, DRAFT = "id-number-exposed", "text-garbled", "draft-text-published"

_TITLE_FIELDS = ("title",)
_DIGITS = late(r"\D")
# Marks inside a number, or around one: of code, emphasis and what is struck out, a backslash, entities, the end of a line.
# Each begins with a set of signs and looks back from there: so a text is passed over four times as fast.
_IN_LINE = r"(?<=\d[*_~])[*_~]{0,2}\d|(?<=\d\\)\d|(?<=&)#|(?<=`)[^`\n]*\d{4}"
_MARKED_IN_LINE = late(rf"[*_~\\&`](?:{_IN_LINE})")
_MARKED = late(rf"[*_~\\&`\n](?:{_IN_LINE}|(?<=\d\n)\d)")
_MARKS = late(r"(?<=[0-9A-Za-z])(?:[*_~]{1,3}|\\)(?=[0-9A-Za-z])")
# Only numbers with a check of their own are looked for over the end of a line: others may stand there by chance.
_LINE_END = late(r"(?<=[0-9])\n(?=[0-9])")
_LOWERED = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTICE, Severity.NOTICE: Severity.NOTICE}
_TOLD_ELSEWHERE = (*UNFINISHED, EXPIRED, MISNAMED, AMOUNT_OTHER)  # by rules that ask more than what the text says
_BARE = "title-bare"
_TITLES = ("title-file-name", "title-marks", "title-spaced", _BARE)
CODES = (
    ID_NUMBER_EXPOSED,
    "bank-card-exposed",
    "bank-account-exposed",
    "mobile-exposed",
    "passport-exposed",
    "permit-exposed",
    "birth-date-exposed",
    "account-exposed",
    "mail-exposed",
    "medical-record-exposed",
    "plate-exposed",
    "home-address-exposed",
    "secrecy-mark",
    "internal-mark",
    DRAFT,
    "punctuation-half-width",
    "doc-number-brackets",
    "doc-number-form",
    "path-local",
    "link-intranet",
    "contact-mistyped",
    "time-backwards",
    "password-shown",
    "amount-grouping",
    MIXED,
    ALONE,
    "emphasis-open",
    "note-to-colleague",
    *_TITLES,
    *BODY_CODES,
    "unfinished-text",
    *HABITS,
    "word-doubled",
    "publisher-name-mixed",
    GARBLED,
    *SIGNS,
    OTHER_NAME,
    *SIGNED,
    LINK_TITLE,
)


@dataclass(frozen=True)
class TextCheck:
    """Looks at the texts of one item. It is a value, so that work can be spread over processes."""

    catalog: Catalog
    patterns: TextPatterns

    def __call__(self, item: Item, body: str) -> list[Problem]:
        """The problems found in an item, each at its place, told once."""
        parts = list(parts_of(item))
        fields = "\n".join(text for _, text in parts)
        problems: dict[tuple[str, str], Problem] = {}
        titles = [part for part in parts if part[0] == _TITLE_FIELDS]
        self._look_at(item, titles, "title", problems)
        self._look_at(item, [part for part in parts if part[0] != _TITLE_FIELDS], "field", problems)
        if any(code == _BARE for code, _ in problems):  # then nothing of the title is one
            problems = {key: problem for key, problem in problems.items() if key[0] == _BARE or key[0] not in _TITLES}
        for start, garbled in find_garbled(fields):
            steps = part_at(parts, start)
            if steps != _TITLE_FIELDS or start <= len(item.authored.title):
                spot = replace(item.spot.at(*steps), needle=garbled)
                problems[GARBLED, garbled] = Problem(GARBLED, spot, {"text": garbled}, Severity.WARNING)
        if body:  # most rows of a list have none
            self._look_into(item, body, problems)
        paired = find_in_fields(item, parts, fields, self.catalog.language, self.patterns.quoting)
        others = (*find_in_body(item, body), *find_unfinished(item, parts, fields, body), *paired)
        return without_shown(item, body, (*as_habits(problems.values()), *others))

    def _look_at(self, item: Item, parts: Sequence[Part], where: str, problems: dict[tuple[str, str], Problem]) -> None:
        """Adds the problems found in some fields of an item: its titles, or others."""
        text = "\n".join(text for _, text in parts)
        # Where one field ends and the next begins, no number goes on.
        parted = text.count("\n") > len(parts) - 1 + (item.id.count("/") if where == "title" else 0)
        for find in self.find(text, item.authored.title, (where,), lines=parted):
            # The name of a file is an address, and no wording.
            named = where == "title" and find.start > len(item.authored.title) and find.pattern.head >= SHOWN_WHOLE
            if (find.code, find.text) not in problems and not named:
                spot = replace(item.spot.at(*part_at(parts, find.start)), needle=find.text)
                problems[find.code, find.text] = find.problem(spot, {"place": ""})

    def _look_into(self, item: Item, body: str, problems: dict[tuple[str, str], Problem]) -> None:
        """Adds the problems found in the text of an item."""
        at = item.body_spot
        for find in self.find(body, item.authored.title, ("text",)):
            spot = at.within(body, find.start, find.start + len(find.text))
            problems.setdefault((find.code, find.text), find.problem(spot, {"place": ""}))
        for mixed in find_mixed(body, self.catalog.language, self.patterns.quoting):
            where = at.within(body, mixed.start, mixed.start + len(mixed.written))
            problems.setdefault((MIXED, mixed.written), mixed.problem(where))
        for entry, found in find_names(self.patterns.names, self.catalog, item.authored.created, body):
            values = {"excerpt": found, "expected": self.catalog.publisher.short_name or self.catalog.publisher.name}
            problem = Problem(entry.code, replace(at, needle=found), values, entry.severity, entry.source)
            problems.setdefault((entry.code, found), problem)
        for problem in find_signed(self.catalog, item, body):
            problems[problem.code, problem.values["value"]] = problem
        if item.body is None:  # a text in YAML is looked at with the rest of it
            for number, problem in enumerate(_signs(body, at)):
                problems[problem.code, str(number)] = problem
        for problem in find_named_links(body, at):
            problems.setdefault((LINK_TITLE, problem.values["link"]), problem)

    def find(self, text: str, title: str, where: Sequence[str], *, lines: bool = True) -> Iterator[Find]:
        """Every find of the patterns in a text below a title, but for what the body publishes of itself.

        With ``lines``, a number may go on in the next line.
        """
        if not text:
            return
        # A remark is in no file of the site.
        text = without_remarks(text) if "text" in where else text
        plain = without_code(text)
        finds = [*self._at(tuple(where)).find(plain), *self.columns.find_in_text(plain)]
        if "attachment" not in where and (_MARKED if lines else _MARKED_IN_LINE).search(text):
            finds += self._find_marked(text, where, finds)
        for find in outermost(finds) if len(finds) > 1 else finds:
            if find.code != ID_NUMBER_EXPOSED and dialled(_DIGITS.sub("", find.text)) in self._own_numbers:
                continue
            if isinstance(find.pattern, TextPattern) and any(word in title for word in find.pattern.unless_title):
                continue
            yield find

    def _find_marked(self, text: str, where: Sequence[str], known: Sequence[Find]) -> Iterator[Find]:
        """The private data that is not found for the marks of Markdown or HTML in it, which a reader does not see."""
        private, verified = self._private_at(tuple(where))
        seen = {(find.code, _bare(find.text)) for find in known}
        # The marks that stand between signs of a number are taken out; where it begins is then looked for in the text.
        read = _MARKS.sub("", html.unescape(text)).replace("`", " ")
        for find in (*private.find(read), *verified.find(_LINE_END.sub("", read))):
            if (find.code, _bare(find.text)) not in seen:
                piece = _written_piece(find.text, text)
                shown = masked(piece, find.pattern.head, find.pattern.tail)
                yield Find(find.code, piece, max(text.find(piece), 0), shown, find.suggestion, find.pattern)

    @cached_property
    def columns(self) -> Columns:
        """The columns that must not stand open in any table."""
        return Columns(self.patterns.columns)

    def _at(self, where: tuple[str, ...]) -> Patterns:
        if where not in self._by_place:
            self._by_place[where] = Patterns(
                pattern
                for pattern in self.patterns.patterns
                if set(where) & set(pattern.where) and (not pattern.languages or spoken(self.catalog.language, pattern.languages))
            )
        return self._by_place[where]

    def _private_at(self, where: tuple[str, ...]) -> tuple[Patterns, Patterns]:
        """The patterns of what is private, and those of them that have a check of their own."""
        if where not in self._private:
            private = self._at(where).only(lambda pattern: pattern.head < SHOWN_WHOLE)
            self._private[where] = private, private.only(lambda pattern: pattern.verify)
        return self._private[where]

    @cached_property
    def _by_place(self) -> dict[tuple[str, ...], Patterns]:
        return {}

    @cached_property
    def _private(self) -> dict[tuple[str, ...], tuple[Patterns, Patterns]]:
        return {}

    @cached_property
    def _own_numbers(self) -> frozenset[str]:
        """The phones the body publishes, as the digits that are dialled within the country."""
        phones = [*(office.phone for office in self.catalog.offices), *(office.fax for office in self.catalog.offices)]
        phones += [department.phone for department in self.catalog.departments]
        numbers = (_DIGITS.sub("", part) for phone in phones for part in re.split(r"[,，、;；/]|\bor\b", phone))
        return frozenset(dialled(number) for number in numbers if number)


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _written_piece(found: str, text: str) -> str:
    """The longest piece of a find that stands in the text as it is written, to point at."""
    pieces = (found[at : at + size] for size in range(len(found), 0, -1) for at in range(len(found) - size + 1))
    return next((piece for piece in pieces if piece in text), "")


@rule(*CODES)
def check_texts(
    items_by_id: Mapping[str, Item], text_findings: Mapping[str, tuple[Problem, ...]], shown: Shown, audiences: frozenset[str]
) -> Iterator[Problem]:
    """The problems found in the texts of items. A draft is seen by nobody yet, so that what is in it weighs less."""
    for item_id, problems in text_findings.items():
        item = items_by_id.get(item_id)
        if item is None or item.authored.audience not in audiences:
            continue
        for problem in problems:
            if (item.authored.withdrawn and _in_text(problem, item)) or problem.code in _TOLD_ELSEWHERE:
                continue
            if item.authored.draft and problem.code == DRAFT:  # as it says of itself
                continue
            if problem.code == LINK_TITLE:
                yield from check_title(problem, item.links, shown)
            else:
                yield lowered(problem) if item.authored.draft else problem


@rule(*CODES)
def check_page_texts(
    pages: tuple[Page, ...], reports: tuple[Report, ...], shown: Shown, catalog: Catalog, patterns: TextPatterns
) -> Iterator[Problem]:
    """The problems found in the authored pages and in the reports."""
    look = TextCheck(catalog, patterns)
    for page in pages:
        yield from as_habits(_in_body(look, page.body, page.head.title, page.body_spot))
        for problem in find_named_links(page.body, page.body_spot):
            yield from check_title(problem, page.links, shown)
    for report, (spot, text) in ((one, found) for one in reports for found in one.texts()):
        yield from as_habits(_in_body(look, text, report.head.title, spot))


def lowered(problem: Problem) -> Problem:
    """The problem as it is in what nobody sees yet."""
    return replace(problem, severity=_LOWERED[problem.severity])


def _in_text(problem: Problem, item: Item) -> bool:
    """True if a problem is in the text of an item rather than in its fields."""
    return isinstance(problem.where, Spot) and problem.where.path == item.body_spot.path


def _signs(body: str, spot: Spot) -> Iterator[Problem]:
    """The signs of a text that must not be in it, each once a line."""
    found: list[Problem] = []
    check_signs(body, spot.file, found)
    lines = body.split("\n") if found else []
    for problem in found:
        assert isinstance(problem.where, Position)
        needle = lines[problem.where.line - 1][problem.where.column - 1 :]
        yield replace(problem, where=replace(spot, needle=needle))


def _in_body(look: TextCheck, body: str, title: str, spot: Spot) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for find in look.find(body, title, ("text",)):
        if (find.code, find.text) not in seen:
            seen.add((find.code, find.text))
            yield find.problem(spot.within(body, find.start, find.start + len(find.text)), {"place": ""})
    for mixed in find_mixed(body, look.catalog.language, look.patterns.quoting):
        yield mixed.problem(spot.within(body, mixed.start, mixed.start + len(mixed.written)))
