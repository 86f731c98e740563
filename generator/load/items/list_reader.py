"""Reading lists: a sheet, and beside it perhaps what its rows have in common."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args, get_type_hints

from generator.load.files import FileReader
from generator.load.items.list_files import common_of
from generator.load.items.list_rows import RowReader
from generator.load.source.as_written import read_as_written
from generator.load.source.sheet import read_sheet
from generator.load.source.slips import Fields, Shape
from generator.load.source.source import decode
from generator.load.source.yaml_tree import Tree
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.problems import Problem, Spot


@dataclass(frozen=True)
class ListReader:
    """Reads the rows of lists as records of ``fields``."""

    reader: FileReader
    fields: Fields
    profile: Profile
    labels: Labels

    def read(self, path: str, problems: list[Problem]) -> list[dict[str, Any] | None]:
        """The rows of a list as records, with what all have in common. Raises SourceError."""
        sheet = self._rows.sheet(read_sheet(self.reader.site, path, self.reader.most_text), path, problems)
        beside, common = common_of(path), dict[str, Tree]()
        if beside in self.reader.files:
            text = decode(beside, self.reader.read_text(beside))
            tree = read_as_written(text, beside, problems, self.fields).tree
            if isinstance(tree, dict):
                common = tree
            else:
                problems.append(Problem("fields-expected", Spot(beside)))
        return self._rows.records(sheet, common, beside, problems)

    @cached_property
    def _rows(self) -> RowReader:
        kinds = (pair for kind in self.profile.kinds.values() for pair in kind.fields.items())
        days = {name for name, field in kinds if field.type == "date"} | {"date"}
        days |= {name for name, hint in get_type_hints(Authored).items() if dt.date in get_args(hint)}
        ids: dict[str, tuple[str, Shape]] = dict.fromkeys(self.labels.spellings("id"), ("id", "text"))
        steps = tuple(dict.fromkeys(name for procedure in self.profile.procedures.values() for name in procedure.ids()))
        return RowReader({**self.fields.shapes, **ids}, days, self.fields.split, steps)
