"""The files by which every index is read: how each is cut, the names in it, and what questions mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from generator.digests import key_of
from generator.model.output.output import Output
from generator.model.search_index import IndexPart
from generator.render.search import heads
from generator.render.search.columns import index_names, to_json
from generator.render.search.question import Meanings, question_data
from generator.render.search.read import SearchSources
from generator.view.documents import Document, IndexNames


@dataclass(frozen=True)
class SharedFiles:
    """The files that all indexes share, made with the first of them."""

    names: IndexNames
    sources: SearchSources
    meanings: Meanings
    part: IndexPart

    def outputs(
        self,
        folder: str,
        cut: Mapping[str, Any],
        documents: Sequence[Document],
        shard_keys: Mapping[int, str],
        of_tip: Sequence[str],
    ) -> Iterator[Output]:
        """The files. ``cut`` is how the first is cut; ``of_tip`` are the meant terms that its newest documents have."""
        of_heads = [key for number, key in sorted(shard_keys.items()) if number >= heads.FIRST]
        titles: Sequence[str] | None = self.part.titles
        known: Set[str] = self.meanings.terms
        if titles is None:
            titles = tuple(document.title for document in documents)
            known = {*heads.meant_in(of_heads), *of_tip}
        found = question_data(self.sources.vocabulary, self.meanings, known, self.sources.variants, titles)
        for name, data in zip(("question", "variants"), map(to_json, found), strict=True):
            yield Output(f"{folder}{name}.json", key_of(data), data.encode)
        whole = dict(cut) | {"heads": {"counts": heads.counts_in(of_heads), **cut["heads"]}} | index_names(self.names)
        if self.part.others:
            whole["others"] = self.part.others
        manifest = to_json(whole)
        yield Output(f"{folder}manifest.json", key_of(manifest), manifest.encode)
