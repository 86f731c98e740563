"""Scripts as they go out: what a page asks for holds the modules it imports, so that small modules cost no requests."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from generator.engine.assets import reduced
from generator.late import late

_ASKED = late(r"assets/[\w./-]+\.js(?=\")")
_LATER = late(r"\bimport\(\"\./([\w./-]+\.js)\"\)")
_IMPORT = late(r"^import \{([^}]*)\} from \"\./([\w./-]+\.js)\";\n", re.MULTILINE)
_EXPORTED = late(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_EXPORT = late(r"^export (?=(?:async )?(?:function|class|const|let) )", re.MULTILINE)
_INDENTED = late(r"^[ \t]+", re.MULTILINE)
# A module of any other form is left as it is.
_OTHER = late(r"^(?:import\b(?!\()|export\b)", re.MULTILINE)
# What of lunr makes an index, writes one, or reads texts and queries: an index and queries are made of parts here.
_LUNR_UNUSED = late(
    r"^lunr\.Builder = .*?(?=^lunr\.MatchData = )"
    r"|^lunr\.QueryParseError = .*?(?=^ *;\(function \(root, factory\))"
    r"|^lunr\.(?:utils\.clone|tokenizer|tokenizer\.separator|trimmer|Index\.load|Index\.prototype\.(?:search|toJSON)|Pipeline\.load"
    r"|Pipeline\.prototype\.(?:after|before|remove|reset|runString|toJSON)|Vector\.prototype\.(?:insert|toArray|toJSON)"
    r"|Token\.prototype\.clone) = .*?(?=^lunr\.)"
    r"|^lunr\.Pipeline\.registerFunction\(lunr\.trimmer, .*?$",
    re.MULTILINE | re.DOTALL,
)
_BLOCK_COMMENT = late(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class _Module:
    """A script that can stand inside another: its code, what it makes known, and what it takes from which other."""

    code: str
    exported: tuple[str, ...]
    imported: tuple[tuple[str, str], ...]  # the names as they are written, the file


def join_scripts(assets: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, bytes]:
    """The assets by their paths, each script that is asked for by itself with the modules it imports inside it.

    Asked for by themselves are those that a page names or a script imports later (``import("./x.js")``). A module that
    stands inside others is left out; one that is written in a form we do not read is imported as before.
    """
    scripts = {name: data.decode() for name, data in assets.items() if name.endswith(".js")}
    entries = _entries(scripts, "\n".join(pages))
    modules = {name: module for name, text in scripts.items() if (module := _module(text)) and name not in entries}
    joined = {name: _joined(name, scripts, modules) for name in entries}
    inside = {name for _, used in joined.values() for name in used}
    return {name: joined[name][0].encode() if name in joined else data for name, data in assets.items() if name not in inside}


def _entries(scripts: Mapping[str, str], pages: str) -> set[str]:
    """The scripts that are loaded for their own sake."""
    found = set(_ASKED.findall(pages)) & scripts.keys()
    later = {_beside(name, other) for name, text in scripts.items() for other in _LATER.findall(text)}
    return found | later & scripts.keys()


def _beside(name: str, other: str) -> str:
    """The path of a script that another names relative to itself."""
    return f"{name.rpartition('/')[0]}/{other}"


@functools.lru_cache(maxsize=256)  # a preview joins the same ones at each edit
def _module(text: str) -> _Module | None:
    """A script that others can hold, or None where it is not written for that."""
    code = _EXPORT.sub("", _IMPORT.sub("", text))
    if _OTHER.search(code):
        return None
    imported = tuple((names.strip(), file) for names, file in _IMPORT.findall(text))
    return _Module(_plain(code), tuple(_EXPORTED.findall(text)), imported)


def _plain(code: str) -> str:
    """Code without its indentation, unless a text in it may go over several lines."""
    return code if any(line.count("`") % 2 for line in code.splitlines()) else _INDENTED.sub("", code)


def _joined(entry: str, scripts: Mapping[str, str], modules: Mapping[str, _Module]) -> tuple[str, list[str]]:
    """The text of a script with all it imports before it, and the modules that are inside."""
    order: list[str] = []

    def visit(name: str, imported: Iterable[tuple[str, str]], above: tuple[str, ...]) -> None:
        for _, file in imported:
            other = _beside(name, file)
            if other in above:
                raise ValueError(f"{other} imports itself by way of {name}")
            if other in modules and other not in order:
                visit(other, modules[other].imported, (*above, other))
                order.append(other)

    text = _plain(scripts[entry])
    visit(entry, _IMPORT.findall(text), (entry,))
    places = {name: f"$m{number}" for number, name in enumerate(order)}
    parts = [_IMPORT.sub(lambda match: match[0] if _beside(entry, match[2]) not in places else "", text)]
    first = "".join(_taking(names, entry, file, places) for names, file in _IMPORT.findall(text))
    inside = [
        f"const {places[name]} = (() => {{\n{''.join(_taking(names, name, file, places) for names, file in module.imported)}"
        f"{module.code}return {{ {', '.join(module.exported)} }};\n}})();\n"
        for name in order
        for module in [modules[name]]
    ]
    return "".join((*inside, first, *parts)), order


def _taking(names: str, name: str, file: str, places: Mapping[str, str]) -> str:
    """The line by which a script takes names from a module that stands before it."""
    place = places.get(_beside(name, file))
    return f"const {{ {names.strip().replace(' as ', ': ')} }} = {place};\n" if place else ""


def lunr_module() -> bytes:
    """The library lunr as MkDocs brings it, as a module that gives ``lunr``.

    What is not used here is left out, and of its comments all but the licence. Its file is found without loading
    MkDocs. Raises RuntimeError where MkDocs is not installed.
    """
    found = find_spec("mkdocs")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("mkdocs is not installed")
    path = Path(found.submodule_search_locations[0]) / "contrib/search/templates/search/lunr.js"
    licence, _, code = path.read_text("utf-8").partition("*/\n")
    code = _LUNR_UNUSED.sub("", _BLOCK_COMMENT.sub("", code)).replace("}(this, function () {", "}(place, function () {")
    return reduced("lunr.js", f"{licence}*/\nconst place = {{}};{code}\nexport const lunr = place.lunr;\n".encode())
