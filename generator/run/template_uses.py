"""The uses of templates, which take long to find and follow from their texts alone, kept from run to run."""

from __future__ import annotations

import json

from generator.digests import digest
from generator.load.shipped import runtime_digest
from generator.render.templates import Uses, uses_of
from generator.store import Store


class KeptUses:
    """The uses of a template by its text: those found before are not looked for again."""

    def __init__(self, store: Store) -> None:
        self._table = store.table("templates", runtime_digest())
        self._known = {name: _from_json(data) for name, data in self._table.get(self._table.keys())}
        self._asked: dict[str, Uses] = {}

    def __call__(self, text: str) -> Uses:
        """The uses of a template."""
        name = digest(text.encode())
        if name not in self._asked:
            self._asked[name] = self._known.get(name) or uses_of(text)
        return self._asked[name]

    def keep(self) -> None:
        """Keeps what was asked for, and that alone."""
        fresh = self._asked.keys() - self._known.keys()
        rows = [(name, "", json.dumps(self._asked[name], ensure_ascii=False).encode()) for name in sorted(fresh)]
        self._table.replace(sorted(self._known.keys() - self._asked.keys()), rows)


def _from_json(data: bytes) -> Uses:
    templates, words = json.loads(data)
    return Uses(tuple(templates), tuple(words))
