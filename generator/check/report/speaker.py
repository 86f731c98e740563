"""The speaker of a report: what a body calls itself, and of which time it speaks."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.report.language import Body
from generator.model.report.period import Period


class Speaker(NamedTuple):
    """Who speaks, and of which time: what a body is called, its kind, and the period of its report."""

    names: tuple[str, ...]
    body: Body | None
    period: Period

    def written(self, text: str) -> list[str]:
        """A word of the data as this body writes it in this year, in each of its spellings."""
        if "{" not in text:
            return [text.lower()]
        year = self.period.year
        number = self.period.number
        facts = {"year": str(year), "previous": str(year - 1), "next": str(year + 1), "next2": f"{(year + 1) % 100:02d}"}
        facts |= {
            "number": str(number),
            "ordinal": "一二三四"[number - 1 : number],
            "half": "上下"[number - 1 : number],
        }
        called = (self.body.called if self.body else ()) if "{body}" in text else ("",)
        for name, fact in facts.items():
            text = text.replace(f"{{{name}}}", fact)
        return [text.replace("{body}", name).lower() for name in called]
