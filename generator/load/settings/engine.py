"""Loading the settings of the page engine (``mkdocs.yml``), and nothing from them but plain values of a closed list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.load.shipped import ENGINE_CONFIG, find_data
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import fields_of, read_record
from generator.load.source.source import decode, read_bytes
from generator.model.engine_settings import EngineSettings
from generator.presence import is_folder
from generator.problems import Position, Problem, Severity, SourceError, Spot

# Pages are not parsed by the engine.
_IDLE = ("markdown_extensions", "plugins")


def load_engine_settings(site: Path, problems: list[Problem]) -> EngineSettings:
    """The settings of a site's own file or of the shipped one; what is wrong with them joins ``problems``."""
    path = find_data(site, ENGINE_CONFIG)
    if path is None:
        return EngineSettings()
    try:
        text = decode(ENGINE_CONFIG, read_bytes(path.parent, path.name))
        read = read_as_written(text, ENGINE_CONFIG, problems, fields_of(EngineSettings, None))
        problems += _tags(text)
    except SourceError as error:
        problems.append(error.problem)
        return EngineSettings()
    tree = read.tree
    if isinstance(tree, dict):
        for name in _IDLE:
            if tree.pop(name, None) is not None:
                where = Spot(ENGINE_CONFIG, (name,), key=True)
                problems.append(Problem("setting-without-effect", where, {"setting": name}, Severity.WARNING))
        if tree.get("extra") and not is_folder(site / "theme/overrides"):
            where = Spot(ENGINE_CONFIG, ("extra",), key=True)
            values = {"setting": "extra", "templates": "theme/overrides"}
            problems.append(Problem("setting-without-effect", where, values, Severity.WARNING))
    since = len(problems)
    settings = read_record(EngineSettings, tree, Spot(ENGINE_CONFIG), None, problems)
    read.place(problems, since, lambda key: (key,))
    return settings or EngineSettings()


def _tags(text: str) -> Iterator[Problem]:
    """Each tag: it makes something else of a value than is written, such as what a program gives."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        tag, mark = getattr(event, "tag", None), event.start_mark
        if tag is not None and mark is not None:
            yield Problem("yaml-tag", Position(ENGINE_CONFIG, mark.line + 1, mark.column + 1), {"tag": tag})
