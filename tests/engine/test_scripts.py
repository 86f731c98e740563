"""Small modules stand inside the scripts that pages ask for."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.engine.scripts import join_scripts

PAGE = '<script type="module" src="../assets/a/page.js"></script>'
ASSETS = {
    "assets/a/page.js": b'import { open } from "./engine.js";\nimport { shown as seen } from "./parts.js";\nseen(open());\n',
    "assets/a/engine.js": b'import { twice } from "./sums.js";\nconst open = () => twice(21);\nexport { open };\n',
    "assets/a/parts.js": b'import { twice } from "./sums.js";\nexport function shown(value) {\n  console.log(twice(value));\n}\n',
    "assets/a/sums.js": b"export const twice = (value) => value * 2;\n",
    "assets/a/suggest.js": b'const later = () => import("./engine.js");\n',
    "assets/b.css": b"a{}",
}


def test_a_module_stands_inside_what_imports_it() -> None:
    made = join_scripts(ASSETS, [PAGE, '<script src="../assets/a/suggest.js">'])
    # What is asked for by itself stays apart; what only others import is inside them.
    assert made.keys() == {"assets/a/page.js", "assets/a/engine.js", "assets/a/suggest.js", "assets/b.css"}
    assert made["assets/a/page.js"].decode() == (
        "const $m0 = (() => {\nconst twice = (value) => value * 2;\nreturn { twice };\n})();\n"
        "const $m1 = (() => {\nconst { twice } = $m0;\nfunction shown(value) {\nconsole.log(twice(value));\n}\n"
        "return { shown };\n})();\n"
        'const { shown: seen } = $m1;\nimport { open } from "./engine.js";\nseen(open());\n'
    )
    assert b"export { open };" in made["assets/a/engine.js"]


def test_what_is_joined_does_what_it_did(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    for name, data in join_scripts(ASSETS, [PAGE, '"assets/a/suggest.js"']).items():
        (tmp_path / Path(name).name).write_bytes(data)
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}))
    run = subprocess.run([node, tmp_path / "page.js"], capture_output=True, text=True, check=True)
    assert run.stdout == "84\n"


def test_a_module_of_another_form_is_imported_as_before() -> None:
    given = ASSETS | {"assets/a/sums.js": b"export default 1;\nexport const twice = (value) => value * 2;\n"}
    made = join_scripts(given, [PAGE])
    assert made["assets/a/sums.js"] == given["assets/a/sums.js"]
    assert b'import { twice } from "./sums.js";' in made["assets/a/engine.js"]


def test_modules_that_import_each_other_are_refused() -> None:
    given = ASSETS | {"assets/a/sums.js": b'import { shown } from "./parts.js";\nexport const twice = (value) => value * 2;\n'}
    with pytest.raises(ValueError, match="imports itself"):
        join_scripts(given, [PAGE])
