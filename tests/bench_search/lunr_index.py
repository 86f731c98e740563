"""Makes one complete lunr index of Han bigrams: ``python -m tests.bench_search.lunr_index FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lunr.builder import Builder


def bigrams(text: str) -> list[str]:
    """Every two characters that stand side by side."""
    return list(map(str.__add__, text, text[1:]))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    builder = Builder()
    builder.ref("id")
    builder.field("title", 10)
    builder.field("text")
    for name, title, *texts in json.loads((folder / "texts.json").read_text()):
        builder.add({"id": name, "title": bigrams(title), "text": [gram for text in texts for gram in bigrams(text)]})
    (folder / "lunr.json").write_text(json.dumps(builder.build().serialize(), ensure_ascii=False, separators=(",", ":")))
