"""Our own style and scripts as they go out: without comments, under a name that changes with their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(r"\s*\n\s*")
_JS_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def reduced(name: str, data: bytes) -> bytes:
    """A style sheet or script without what only its writers need: comments, and the indentation of a style sheet."""
    if name.endswith(".css"):
        return _CSS_SPACE.sub("\n", _CSS_COMMENT.sub("", data.decode())).strip().encode() + b"\n"
    if name.endswith(".js"):
        return _JS_COMMENT.sub("", data.decode()).encode()
    return data


def hashed_names(assets: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, str]:
    """The new names of the style sheets and scripts that pages ask for, each with a hash of what it holds.

    A script that a script asks for keeps its name: nobody would tell it the new one.
    """
    asked = set(re.findall(r"assets/[\w./-]+\.(?:css|js)(?=\")", "\n".join(pages)))
    names = {}
    for name in sorted(asked & assets.keys()):
        stem, _, ending = name.rpartition(".")
        names[name] = f"{stem}.{hashlib.sha256(assets[name]).hexdigest()[:10]}.{ending}"
    return names
