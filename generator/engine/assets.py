"""Our own style and scripts as they go out: without comments, under a name that changes with their content."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping

from generator.late import late

_CSS_COMMENT = late(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = late(r"\s*\n\s*")
_ASKED = late(r"assets/[\w./-]+\.(?:css|js)(?=\")")
_IMPORT = late(r"((?:from|import)\s*\(?\s*[\"']\./)([\w./-]+\.js)(?=[\"'])")
_JS_COMMENT = late(r"^[ \t]*//.*\n", re.MULTILINE)


def reduced(name: str, data: bytes) -> bytes:
    """A style sheet or script without what only its writers need: comments, and the indentation of a style sheet."""
    return _reduced(name.rpartition(".")[2], data) if name.endswith((".css", ".js")) else data


@functools.lru_cache(maxsize=256)  # a preview asks for the same ones at each edit
def _reduced(ending: str, data: bytes) -> bytes:
    if ending == "css":
        return _CSS_SPACE.sub("\n", _CSS_COMMENT.sub("", data.decode())).strip().encode() + b"\n"
    return _JS_COMMENT.sub("", data.decode()).encode()


def named_by_content(assets: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """The style sheets and scripts that pages ask for, by their name: the one they get, with a hash, and what they hold.

    A script names the scripts it imports by the names they get, so that its own changes with theirs.
    """
    done: dict[str, tuple[str, bytes]] = {}

    def settle(name: str) -> str:
        if name not in done:
            data = assets[name]
            if name.endswith(".js"):
                data = _IMPORT.sub(lambda match: imported(name, match), data.decode()).encode()
            stem, _, ending = name.rpartition(".")
            done[name] = f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}", data
        return done[name][0]

    def imported(name: str, match: re.Match[str]) -> str:
        folder = name.rpartition("/")[0]
        asked = f"{folder}/{match[2]}"
        return f"{match[1]}{settle(asked).removeprefix(f'{folder}/')}" if asked in assets else match[0]

    for name in sorted(set(_ASKED.findall("\n".join(pages))) & assets.keys()):
        settle(name)
    return done
