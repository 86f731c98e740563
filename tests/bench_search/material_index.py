"""Writes the index of Material's search plugin, cut by jieba: ``python -m tests.bench_search.material_index FOLDER``."""

from __future__ import annotations

import html
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

if __name__ == "__main__":
    import jieba
    import material
    from material.plugins.search.plugin import SearchIndex

    folder = Path(sys.argv[1])
    jieba.setLogLevel("ERROR")
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1e0}, "tags": {"boost": 1e6}}
    separator = "[\\s\\u200b\\u3000\\-、。，．？！；]+"
    config: dict[str, Any] = {
        "lang": ["zh"],
        "separator": separator,
        "pipeline": ["stemmer"],
        "fields": fields,
    }
    index = SearchIndex(**config)
    for name, title, *texts in json.loads((folder / "texts.json").read_text()):
        body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        page = SimpleNamespace(
            meta={}, url=f"{name}/", title=title, content=f"<h1>{html.escape(title)}</h1>{body}",
            toc=[], markdown="",
        )  # fmt: skip
        index.add_entry_from_context(page)
    (folder / "search_index.json").write_text(index.generate_search_index({}))
    theme = Path(material.__file__).parent / "templates/assets/javascripts"
    (folder / "workers").mkdir()
    shutil.copy(next((theme / "workers").glob("search.*.min.js")), folder / "workers/worker.js")
    shutil.copytree(theme / "lunr", folder / "lunr", dirs_exist_ok=True)
