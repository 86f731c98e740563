"""Style and scripts go out under names that change with what they hold, and with what they import."""

from __future__ import annotations

import re

from generator.engine.assets import named_by_content, reduced

PAGE = '<link href="../assets/a.css"><script src="../assets/one.js"></script>'


def named(**changed: bytes) -> dict[str, tuple[str, bytes]]:
    assets = {
        "assets/a.css": b"a{}",
        "assets/one.js": b'import { two } from "./two.js";\ntwo();\n',
        "assets/two.js": b"export const two = () => {};\n",
        "assets/worker.js": b"onmessage = null;\n",
    }
    return named_by_content(assets | {f"assets/{name}.js": data for name, data in changed.items()}, [PAGE])


def test_names_hold_a_hash_and_imports_follow() -> None:
    made = named()
    assert made.keys() == {"assets/a.css", "assets/one.js", "assets/two.js"}
    assert all(re.fullmatch(r"assets/\w+\.[0-9a-f]{10}\.(css|js)", name) for name, _ in made.values())
    two = made["assets/two.js"][0].removeprefix("assets/")
    assert made["assets/one.js"][1] == f'import {{ two }} from "./{two}";\ntwo();\n'.encode()


def test_a_change_below_changes_the_name_above() -> None:
    before, after = named(), named(two=b"export const two = () => 2;\n")
    assert before["assets/two.js"][0] != after["assets/two.js"][0]
    assert before["assets/one.js"][0] != after["assets/one.js"][0]
    assert before["assets/a.css"] == after["assets/a.css"]


def test_what_only_writers_need_is_left_out() -> None:
    assert reduced("a.css", b"/* why */\na {\n  color: red; /* so */\n}\n") == b"a {\ncolor: red;\n}\n"
    assert reduced("a.js", b"// why\nconst a = 'http://x'; // kept\n  // so\n") == b"const a = 'http://x'; // kept\n"
    assert reduced("a.svg", b"<svg/>") == b"<svg/>"
