"""A rule on the short name that a text gives a document: it is of the same genre, 《…办法》（以下简称《办法》）.

What has both words in its name may be called by either, and a notice is often called by what it makes known.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

SHORT_OTHER = "short-genre-other"
_SHOWN = 40
_GENRES = r"办法|意见|方案|规定|条例|细则|规划|标准|规程|章程|措施|预案"
_SHORT = late(
    rf"《(?P<name>[^《》〈〉\n]{{2,60}}(?:{_GENRES})(?:[（(][^（）()\n]{{1,12}}[)）])?)》(?:[〔（(][^《》（）()\n]{{2,20}}号[)）〕])?[（(，]"
    rf"(?:以下)?(?:统一)?(?:简称|统称)(?:为)?[：:]?《(?P<short>[^《》\n]{{0,12}}?(?P<genre>{_GENRES}))》"
)


@finder("简称《", "统称《", "称为《", "简称：《", "简称:《")
def find_short_names(text: Text) -> Iterator[Problem]:
    """The problems of documents that are called short by another genre than their own."""
    for match in _SHORT.finditer(text.plain):
        if match["genre"] not in match["name"]:
            values = {"found": match["short"], "expected": excerpt(match["name"], _SHOWN)}
            yield Problem(SHORT_OTHER, text.at(*match.span()), values, Severity.WARNING)
