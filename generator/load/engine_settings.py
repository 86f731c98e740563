"""Loading the settings of the page engine (``mkdocs.yml``), and nothing from them but plain values of a closed list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.load.shipped import ENGINE_CONFIG, find_data
from generator.load.source.fields import read_record
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import parse
from generator.model.engine_settings import EngineSettings
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
        tree = parse(text, ENGINE_CONFIG, problems)
        problems += _tags(text)
    except SourceError as error:
        problems.append(error.problem)
        return EngineSettings()
    if isinstance(tree, dict):
        for name in _IDLE:
            if tree.pop(name, None) is not None:
                where = Spot(ENGINE_CONFIG, (name,), key=True)
                problems.append(Problem("setting-without-effect", where, {"setting": name}, Severity.WARNING))
    return read_record(EngineSettings, tree, Spot(ENGINE_CONFIG), None, problems) or EngineSettings()


def _tags(text: str) -> Iterator[Problem]:
    """Each tag: it makes something else of a value than is written, such as what a program gives."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        tag, mark = getattr(event, "tag", None), event.start_mark
        if tag is not None and mark is not None:
            yield Problem("yaml-tag", Position(ENGINE_CONFIG, mark.line + 1, mark.column + 1), {"tag": tag})
