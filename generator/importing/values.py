"""The values of fields as their cells give them: taken as they stand, brought into the form of the sources, or not understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.importing.dates import day_of_cell, why_no_day
from generator.importing.formats import is_cut, plain_number
from generator.importing.grid import Cell
from generator.importing.words import Words
from generator.late import late
from generator.load.items.named import CatalogNames
from generator.model.profile import Profile
from generator.problems import Problem, Spot
from generator.text import nearest

Outcome = Literal["taken", "changed", "refused"]

DATES = ("created", "published", "modified", "effective", "expires", "next_review", "review_date")
FLAGS = ("draft", "explanation_promised")
NUMBERS = ("publish_within",)
LISTS = ("keywords", "related", "supersedes", "explains", "attachments")
FOREVER = "9999-12-31"
_PARTS = late(r"[\n\r、，,;；|｜]+")
_BLANK_PARTS = late(r"[\s\u3000]+")
_LINES = late(r"[\n\r;；|｜]+")
_HAN = late(r"[\u3400-\u9fff]")
_TICKED = late(r"[☑■✓√✔☒●◉]\s*([^\s☑■✓√✔☒●◉□☐○◯、，,;；]+)")
_EMPTY_BOX = late(r"[□☐○◯]")
_GROUPED = late(r"(?<=\d)[,，\s](?=\d{3}\b)")
_AND = late(r"\band\b")
_UNITS = late(r"[¥￥£$€]|(?:元|整|人民币|RMB|GBP|USD)")


@dataclass(frozen=True, slots=True)
class Taken:
    """The value of a field and what became of the cell on the way; ``reason`` is a label, filled with ``about``.

    A value of None leaves the field out.
    """

    value: str | tuple[str, ...] | None
    outcome: Outcome = "taken"
    reason: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Reads cells into fields by a profile, the names of a catalog, and the values that a map gives for others, by field."""

    profile: Profile
    names: CatalogNames
    words: Words
    values: Mapping[str, Mapping[str, str]]
    fields_known: tuple[str, ...] = ()

    def read(self, name: str, kind: str, cell: Cell) -> Taken:
        """The value of a field of an item of a kind, as a cell gives it."""
        said = cell.text.strip()
        mapped = self.values.get(name, {}).get(" ".join(said.split()))
        if mapped is not None:
            cell = Cell(row=cell.row, column=cell.column, text=mapped, value=mapped)
            if not mapped:
                return Taken(None, "changed", "import_mapped_away")
        own = self.profile.kinds[kind].fields.get(name)
        if self.words.says("blanks", said) and mapped is None:
            return Taken(None, "changed", "import_blank")
        type = own.type if own else ""
        if chosen := self._ticked(name, said):
            cell = Cell(row=cell.row, column=cell.column, text=chosen, value=chosen)
        found = self._read(name, type, cell)
        if chosen and found.outcome != "refused":
            return Taken(found.value, "changed", "import_ticked")
        return Taken(found.value, "changed", "import_mapped") if mapped is not None and found.outcome == "taken" else found

    def _ticked(self, name: str, said: str) -> str:
        """Those of several boxes that are ticked, where a field takes one of a list; nothing where there are no boxes."""
        listed = name in (*FLAGS, "category", "department", "kind") or name in self.profile.lists
        return "、".join(_TICKED.findall(said)) if listed and _EMPTY_BOX.search(said) else ""

    def _read(  # noqa: PLR0911  a sort of field a line
        self, name: str, type: str, cell: Cell
    ) -> Taken:
        """The value of a field by what sort of field it is; ``type`` is that of a field of a kind."""
        if name in DATES or type == "date":
            return self._date(name, cell)
        if name in FLAGS:
            answer = self.words.flag(cell.text)
            return Taken(None, "refused", "import_no_flag") if answer is None else Taken("true" if answer else "false")
        if name in NUMBERS or type in ("number", "money"):
            return _number(cell, type)
        if name == "category":
            return self._categories(cell)
        if name == "department":
            return self._department(cell)
        if name == "kind" or name in self.profile.lists:
            return self._choice(name, type, cell)
        if name in LISTS or type == "list":
            return _list(name, cell)
        return _text(cell, lines=bool(type))

    def _date(self, name: str, cell: Cell) -> Taken:
        """The day in a cell; why there is none where no one day can be read in it."""
        if self.words.says("forever", cell.text):
            # What has no end has no last day; a field of a kind that asks for a day has the last there is.
            return Taken(None if name == "expires" else FOREVER, "changed", "import_forever")
        day = day_of_cell(cell)
        if day is None:
            reason, about = why_no_day(cell.text)
            return Taken(None, "refused", reason or "import_no_date", about)
        written = day.isoformat()
        return Taken(written) if cell.text.strip() == written else Taken(written, "changed", "import_date")

    def _categories(self, cell: Cell) -> Taken:
        """The categories that a cell names: by id, by name, by names on the way; one that is not there is not understood."""
        whole = self._category(cell.text)
        parts = [cell.text] if whole else [part for part in _PARTS.split(cell.text) if part.strip()]
        tries = [self._category(part) for part in parts]
        found = [one for one in tries if one]
        if len(found) == len(parts):
            value = tuple(dict.fromkeys(name for name, _ in found))
            return Taken(value) if all(exact for _, exact in found) else Taken(value, "changed", "import_name")
        # What is not there in any of its parts may be one name with a comma in it.
        whole_name = not found and not _LINES.search(cell.text.strip())
        missing = cell.text if whole_name else next(part for part, one in zip(parts, tries, strict=True) if not one)
        near = nearest(missing.strip(), self.names.categories)
        about = {"value": " ".join(missing.split()), "near": near}
        return Taken(None, "refused", "import_no_category_near" if near else "import_no_category", about)

    def _category(self, text: str) -> tuple[str, bool] | None:
        """The name of a category as the sources write it, and whether it is so written here; None where there is none such."""
        problems: list[Problem] = []
        found = self.names.category(text.strip(), Spot(""), problems)
        if not problems and found in self.names.ways:
            return text.strip(), True
        if problems:
            return None
        alike = {name for known, ids in self.names.categories.items() if folded(known) == folded(text) for name in ids}
        return (self.names.ways[next(iter(alike))], False) if len(alike) == 1 else None

    def _department(self, cell: Cell) -> Taken:
        """The department that a cell names; one that is not there is not understood."""
        text, known = cell.text.strip(), self.names.departments
        ids = {department.id for department in self.names.catalog.departments}
        if text in known or text in ids:
            return Taken(text)
        alike = [name for name in known if folded(name) == folded(text)]
        if len(alike) == 1:
            return Taken(alike[0], "changed", "import_name")
        near = nearest(text, known)
        reason = "import_no_department_near" if near else "import_no_department"
        return Taken(None, "refused", reason, {"value": text, "near": near})

    def _choices(self, name: str, cell: Cell) -> Taken:
        """The values of a list that a cell names; one that is none of it is not understood."""
        cells = [
            Cell(row=cell.row, column=cell.column, text=part, value=part) for part in _PARTS.split(cell.text) if part.strip()
        ]
        found = [self._choice(name, "", one) for one in cells]
        refused = next((one for one in found if one.outcome == "refused"), None)
        return refused or Taken(tuple(str(one.value) for one in found), "changed", "import_list")

    def _choice(self, name: str, type: str, cell: Cell) -> Taken:
        """The value of a closed list that a cell names by its label, however that is spaced."""
        if type == "list" and len(_PARTS.split(cell.text.strip())) > 1:
            return self._choices(name, cell)
        labels = {key: kind.label for key, kind in self.profile.kinds.items()} if name == "kind" else self.profile.lists[name]
        text = cell.text.strip()
        if text in labels or text in labels.values():
            return Taken(text)
        alike = [label for key, label in labels.items() if folded(text) in (folded(label), folded(key))]
        if len(alike) == 1:
            return Taken(alike[0], "changed", "import_name")
        # Of a value with several names (财政、金融、审计) one says which it is, where no other value has it.
        parted = [label for label in labels.values() if folded(text) in {folded(part) for part in _PARTS.split(label)}]
        if len(parted) == 1:
            return Taken(parted[0], "changed", "import_name")
        if said := self.words.meant(name, text, labels):
            return Taken(labels[said], "changed", "import_name")
        # A column that asks whether it is so (是否公开) means one value by yes; what no means it does not say.
        meant = labels.get(self.words.yes_means.get(name, "")) if self.words.flag(text) else None
        if meant:
            return Taken(meant, "changed", "import_name")
        return Taken(None, "refused", "import_no_choice", {"value": text, "known": ", ".join(labels.values())})


def folded(name: str) -> str:
    """A name without blanks, marks, the width of its signs and words for "and"."""
    plain = _AND.sub("", unicodedata.normalize("NFKC", name).lower())
    return re.sub(r"[\s·・、，,.\-—_/()《》“”\"'&及和与]", "", plain).removesuffix("类")


def _text(cell: Cell, *, lines: bool) -> Taken:
    """A text; without ``lines`` of one line, what stood in several being joined. A number is what its cell shows."""
    text = cell.text.strip()
    if isinstance(cell.value, float) and is_cut(cell.value):
        return Taken(text, "changed", "import_digits")
    parts = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if lines and len(parts) > 1:
        joined = "\n".join(parts)
        return Taken(joined) if joined == text else Taken(joined, "changed", "import_blanks")
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        joined += part if _HAN.match(part) or _HAN.match(joined[-1:]) else f" {part}"
    if joined == text:
        return Taken(text)
    return Taken(joined, "changed", "import_joined" if len(parts) > 1 else "import_blanks")


def _number(cell: Cell, type: str) -> Taken:
    """A number without what groups its digits and without a unit; another than the one behind the cell is said."""
    plain = unicodedata.normalize("NFKC", cell.text).strip()
    bare = _UNITS.sub("", _GROUPED.sub("", plain)).strip()
    bare = f"-{bare[1:-1]}" if bare.startswith("(") and bare.endswith(")") else bare.replace("−", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare) or (type != "money" and "." in bare.rstrip("0").rstrip(".")):
        return Taken(None, "refused", "import_no_number")
    if isinstance(cell.value, float) and not isinstance(cell.value, bool) and float(bare) != cell.value:
        return Taken(bare, "changed", "import_rounded", {"exact": plain_number(cell.value)})
    return Taken(bare) if bare == plain else Taken(bare, "changed", "import_number")


def _list(name: str, cell: Cell) -> Taken:
    """The parts of a list, whatever stands between them; of names of files and titles only what never stands inside one."""
    text = cell.text.strip()
    if name == "keywords":
        # Between Han a blank parts words; in English it stands inside them.
        parts = [one for part in _PARTS.split(text) for one in (_BLANK_PARTS.split(part) if _HAN.search(part) else [part])]
    else:
        parts = _LINES.split(text)
    found = tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    return Taken(found) if len(found) == 1 and found[0] == text else Taken(found, "changed", "import_list")
