"""The next index number: of the numbers there are the counter goes on, wherever in them it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from generator.frozen import frozen
from generator.late import late
from generator.model.catalog import Publisher
from generator.model.placeholder import NO_CODE
from generator.model.profile import Profile
from generator.model.project import Project

_RUNS = late(r"(\d+)")
_YEAR = late(r"(?:19|20)\d\d")
_MONTH = late(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_INITIAL = late(r"\b[A-Z](?=[a-z])")
_OWN_CODE = (NO_CODE, "REF")  # of a body that has none yet


@frozen
class _Number:
    """A number in pieces, texts and digits by turns; where its year stands, if it has one, and its counter."""

    pieces: tuple[str, ...]
    year: int | None
    counter: int

    @property
    def front(self) -> str:
        """All that stands before the year, or before the counter where there is none."""
        return "".join(self.pieces[: self.year if self.year is not None else self.counter])

    @property
    def count(self) -> int:
        """Where the counter stands now."""
        return int(self.pieces[self.counter])

    def is_of(self, day: dt.date) -> bool:
        """True for a number of the year of a day, and of its month where months are counted."""
        return self.year is None or self.pieces[self.year] == self._dated(day)

    def counted(self, count: int, day: dt.date, pattern: str = "") -> str:
        """The number of a day with another count, with as many digits as this one where it sets noughts before them."""
        own = self.pieces[self.counter]
        padded = f"{count:0{len(own)}d}"
        plain = self._with(str(count), day)
        bare = not own.startswith("0") and (not pattern or re.fullmatch(pattern, plain))
        return plain if bare else self._with(padded, day)

    def _with(self, count: str, day: dt.date) -> str:
        dated = {self.counter: count} | ({self.year: self._dated(day)} if self.year is not None else {})
        return "".join(dated.get(at, piece) for at, piece in enumerate(self.pieces))

    def _dated(self, day: dt.date) -> str:
        assert self.year is not None
        return f"{day:%Y%m}" if _MONTH.fullmatch(self.pieces[self.year]) else f"{day.year}"


def _read(number: str) -> _Number | None:
    """The pieces of a number: its counter is the first run of digits behind its year, else the last before it."""
    pieces = tuple(_RUNS.split(number))
    runs = range(1, len(pieces), 2)
    years = [at for at in runs if _YEAR.fullmatch(pieces[at]) or _MONTH.fullmatch(pieces[at])]
    year = years[-1] if years else None
    others = [at for at in runs if at != year]
    if year is None:
        return _Number(pieces, None, others[-1]) if others else None
    behind, before = [at for at in others if at > year], [at for at in others if at < year]
    if not behind and len(years) > 1:  # the last run looks like a year, and is the counter
        return _Number(pieces, years[-2], year)
    counter = behind[0] if behind else before[-1] if before else None
    return None if counter is None else _Number(pieces, year, counter)


def next_index_number(project: Project) -> str:
    """The next number of this year, in the form of the numbers there are (or of the profile's example); nothing without one."""
    written = [item.authored.index_number for item in project.content.items]
    return next_number(written, project.edition.today, project.settings.profile, codes_of(project.settings.catalog.publisher))


def codes_of(publisher: Publisher) -> tuple[str, ...]:
    """The names of a body in its numbers: its code, the initials of its name (``PC`` of Pine County)."""
    initials = "".join(_INITIAL.findall(publisher.name))
    return tuple(filter(None, (publisher.code, initials)))


def next_number(there: Sequence[str], day: dt.date, profile: Profile, codes: Sequence[str]) -> str:
    """The number of a day after those that are there, in their form; nothing where no form is known. ``codes`` are the body's."""
    form = profile.index_number
    pattern = form.pattern if form else ""
    # What came in from elsewhere under numbers of its own is not counted on, where there are others in the form prescribed.
    fitting = [number for number in there if pattern and re.fullmatch(pattern, number)]
    written = fitting or list(there) or [form.example if form else ""]
    numbers = list(_all(written))
    now = [number for number in numbers if number.is_of(day)]
    if now and there:
        latest = max(now, key=lambda number: number.count)
        return _with_code(latest.counted(latest.count + 1, day, pattern), codes, pattern)
    if not numbers:
        return ""
    # The first of a year: the form of the numbers there are, or of the profile's example with the body's own code.
    first = numbers[-1].counted(1, day, pattern)
    front = numbers[-1].front
    tries = (f"{code}{front[-1:]}{first.removeprefix(front)}" for code in codes) if front and pattern and not there else ()
    own = next((number for number in tries if re.fullmatch(pattern, number)), "")
    return own or _with_code(first, codes, pattern)


def _with_code(number: str, codes: Sequence[str], pattern: str) -> str:
    """The number with the body's code in the place of the one that stood for it."""
    tries = (f"{code}{number.removeprefix(NO_CODE)}" for code in codes) if number.startswith(NO_CODE) and pattern else ()
    return next((own for own in tries if re.fullmatch(pattern, own)), number)


def first_number(profile: Profile, today: dt.date) -> str:
    """The first number of a year in the form of a profile, of a body that has no code yet."""
    form = profile.index_number
    example = _read(form.example) if form else None
    if form is None or example is None:
        return f"{_OWN_CODE[0]}/{today.year}-00001"
    first = example.counted(1, today, form.pattern)
    rest = first.removeprefix(example.front)
    own = (f"{code}{example.front[-1:]}{rest}" for code in _OWN_CODE)
    return next((number for number in own if example.front and re.fullmatch(form.pattern, number)), first)


def _all(written: Iterable[str]) -> Iterable[_Number]:
    return (number for text in written if (number := _read(text)))
