"""Names of fields with something about them: marks of Word or Markdown, numbers, blanks inside, a remark behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping

from generator.late import late

_ORDINAL = late(r"[^\w]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）:：]")
_REMARK = late(r"\s*\([^()]*\)\W*$")
_NO_NAME = late(r"[\W]+")
_LONGEST = 30
_FEWEST_FIELDS = 3  # of a record whose fields are written as entries of a list
_BLANKS = " \t\u3000\xa0"
# The name ends with a colon, or a bracket or bar that goes round it; what stands before it is no text of a sentence.
_COLON = late(rf"(?P<name>[^\n:：，。；！？,;!?]{{1,{_LONGEST}}}?)\s*[:：](?P<value>.*)")
_BRACKETS = late(rf"[【［\[〔《<「『](?P<name>[^\n]{{1,{_LONGEST}}}?)[】］\]〕》>」』][ \t\u3000]*(?P<value>[^\s:：].*)")
_BARS = late(rf"[|｜][ \t]*(?P<name>[^\n|｜]{{1,{_LONGEST}}}?)[ \t]*[|｜][ \t]*(?P<value>[^|｜\n]*?)[ \t]*[|｜]?")
_MARKS = "*_`~"
_YAML = "{[\"'&!%@"  # what a name begins with that YAML has a use for


def by_plain_name(known: Iterable[str]) -> Mapping[str, str]:
    """The known names by what is left of them when nothing is about them; those of which two are alike are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name in known:
        bare = plain_name(name)
        twice |= {bare} & found.keys()
        found[bare] = name
    return {bare: name for bare, name in found.items() if bare not in twice}


def plain_name(written: str) -> str:
    """A name without what is about it: letters, figures and low lines in small letters of one width."""
    text = unicodedata.normalize("NFKC", written).lower()
    ordinal = _ORDINAL.match(text)
    text = text[ordinal.end() :] if ordinal else text
    remark = _REMARK.search(text)
    return _NO_NAME.sub("", text[: remark.start()] if remark and remark.start() else text)


def name_in(line: str) -> str:
    """The text before the first colon of a line."""
    return re.split("[:：]", line, maxsplit=1)[0].strip(_BLANKS)


def is_list_of_fields(tree: object, known: Container[str]) -> bool:
    """True for a list whose entries are the fields of one record: one each, and none twice."""
    if not isinstance(tree, list) or len(tree) < _FEWEST_FIELDS:
        return False
    names = [name for entry in tree if isinstance(entry, dict) and len(entry) == 1 for name in entry]
    return len(set(names)) == len(tree) and all(name in known for name in names)


def _is_quoted(name: str) -> bool:
    """True for a name that begins with a sign YAML has a use for; quotes around its first words alone are the clerk's own."""
    return name[0] in _YAML and not (name[0] in "\"'" and name.count(name[0]) > 1 and not name.rstrip().endswith(name[0]))


def without_marks(line: str, known: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The name as it is written, the known field it means, and the value; None where it is no such field with marks about it."""
    for form in (_COLON, _BRACKETS, _BARS):
        match = form.fullmatch(line)
        name = known.get(plain_name(match["name"])) if match else None
        if match is None or name is None or (form is _COLON and (match["name"].strip() == name or _is_quoted(match["name"]))):
            continue
        value = match["value"].strip(_BLANKS)
        # Marks that were opened before the name, and closed behind the colon.
        opened = match["name"][: len(match["name"]) - len(match["name"].lstrip(_MARKS))]
        if opened and not match["name"].rstrip().endswith(opened[-1]) and value.startswith(opened):
            value = value[len(opened) :].lstrip()
        return line[: match.start("value")].rstrip(" \t\u3000:："), name, value
    return None
