"""The architecture, held: who may import whom, how long a module may be, who may print."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import generator

ROOT = Path(generator.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
# From above to below: a module imports only from layers above its own (and from its own folder).
LAYERS = (
    {
        "clock",
        "colour",
        "problems",
        "digests",
        "extension",
        "frozen",
        "hosts",
        "late",
        "signs",
        "text",
        "names",
        "copies",
        "machine",
        "leftovers",
        "phones",
        "presence",
        "urls",
        "markdown",
        "shell",
        "words",
        "written_together",
        "work",
        "search_text",
        "store",
        "whole_files",
    },
    {"model"},
    {"view"},
    {"load"},
    {"check", "render", "engine", "publish"},
    {"run", "portal", "scaffold", "findings", "importing", "schema", "exchange"},
    {"cli", "__main__"},
)
LONGEST = 320
ONE_SCREEN = 50


def layer_of(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def own_name(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


class Module(NamedTuple):
    """What a module takes from others: anywhere, and as it is loaded; and what it calls, by its name or as a part of something."""

    taken: set[str]
    loaded: set[str]
    names: set[str]
    parts: set[str]


@cache
def read(path: Path) -> Module:
    """What several tests ask of a module, which is parsed once for all."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return Module(
        {name for node in ast.walk(tree) for name in taken_by(node)},
        {name.split(".")[0] for node in tree.body for name in taken_by(node)},
        {called.id for called in calls if isinstance(called, ast.Name)},
        {called.attr for called in calls if isinstance(called, ast.Attribute)},
    )


def taken_by(node: ast.AST) -> set[str]:
    """The full names of the modules that a statement imports, and of what it takes from them."""
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()


def imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in read(path).taken if name.startswith("generator.")} - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_layers_above_it(path: Path) -> None:
    own = own_name(path)
    if own == "__init__":
        assert not imports(path)
        return
    wrong = {name for name in imports(path) if name != own and not (layer_of(name) < layer_of(own) or _base(name, own))}
    assert not wrong


def _base(name: str, own: str) -> bool:
    """Inside the first layer, and among what sits on the pipeline, modules may use each other."""
    return layer_of(name) == layer_of(own) and layer_of(own) in (0, 5, 6)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_only_the_engine_knows_mkdocs() -> None:
    knowing = {own for path in MODULES if "mkdocs" in path.read_text("utf-8") for own in [str(path.relative_to(ROOT))]}
    # The process starts it, the settings are named by it, a script of it goes out.
    assert knowing == {
        "engine/mkdocs.py",
        "engine/process.py",
        "engine/interface.py",
        "engine/scripts.py",
        "model/engine_settings.py",
        "load/shipped.py",
        "load/settings/engine.py",
    }


def test_nothing_of_the_engine_is_imported_but_where_it_runs() -> None:
    importing = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(name.split(".")[0] in ("mkdocs", "material") for name in read(path).taken)
        or "generator.engine.mkdocs" in read(path).taken
    }
    assert importing == {"engine/mkdocs.py"}


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if own_name(path) not in ("cli", "__main__"):
            assert not read(path).names & {"print", "exit"}, path


# What a renderer could open something with, or be handed more than it shows.
OPENING = ("sqlite3", "pathlib", "os", "shutil", "tempfile", "glob", "subprocess", "socket", "mmap", "urllib.request")
NOT_FOR_RENDERING = (*OPENING, "generator.store", "generator.load")
READING = (
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "fdopen",
    "connect",
    "exists",
    "stat",
    "iterdir",
    "find_spec",
)
RENDERERS = sorted((ROOT / "render").rglob("*.py"))


@pytest.mark.parametrize("path", RENDERERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_rendering_opens_nothing(path: Path) -> None:
    module = read(path)
    wrong = {name for name in module.taken if any(name == no or name.startswith(f"{no}.") for no in NOT_FOR_RENDERING)}
    assert not wrong
    assert not (module.names | module.parts) & set(READING)


def test_nothing_that_renders_is_given_the_project() -> None:
    whole = ("generator.model.project", "generator.model.content", "generator.model.shown", "generator.model.records")
    assert not [path for path in RENDERERS if read(path).taken & set(whole)]


# Modules of the standard library that only some systems have.
ONLY_POSIX = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_loaded_on_any_system(path: Path) -> None:
    assert not read(path).loaded & ONLY_POSIX


def test_the_map_names_every_room_and_nothing_that_is_not_there() -> None:
    text = (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8")
    named = {
        name for piece in re.findall(r"`([^`\n]+)`", text) for name in piece.split() if re.fullmatch(r"[\w/]+(?:/|\.py)", name)
    }
    places = [folder for folder in (ROOT.parent, ROOT, *ROOT.rglob("*")) if folder.is_dir()]
    assert [name for name in sorted(named) if not any((folder / name).exists() for folder in places)] == []
    assert {f"{path.name}/" for path in ROOT.iterdir() if (path / "__init__.py").is_file()} <= named
    assert len(text.splitlines()) <= ONE_SCREEN


def test_no_regulation_stands_in_the_code() -> None:
    """What a regulation asks is data: no module names a profile, a form of reports or a calendar that comes with the program."""
    data = ROOT.parent / "site_config"
    found_names = {path.stem for folder in ("profiles", "report_forms", "calendars") for path in (data / folder).iterdir()}
    names = {name for name in found_names if "-" in name}  # a word alone is also a word of ours
    assert len(names) > 10
    found = {
        (path.name, name) for path in MODULES for name in names if re.search(rf"""["'/`]{name}\b""", path.read_text("utf-8"))
    }
    assert found == set()
