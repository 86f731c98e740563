"""The search index: static files of which a query loads only what it needs (docs/search.md).

Documents are numbered by their day. All but the last few make the base, whose lists are cut by gram and term into shards; the
last few, the tip, lie in one file as they are, so that a new document changes little. The texts lie in small groups, written
by the pieces that are common in them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from generator import urls
from generator.digests import key_of
from generator.model.item import File
from generator.model.output.output import Output
from generator.model.search_index import IndexCache, IndexPart, KeptIndex
from generator.render.search import heads
from generator.render.search.columns import check_of, document_columns, name_of
from generator.render.search.figures import pack_text
from generator.render.search.groups import FEW, Batches, GroupPacker, samples_of
from generator.render.search.newest import newest_json
from generator.render.search.postings import Uses, decode, encode, field_grams, pack_lists, unpack_lists
from generator.render.search.question import meanings_of
from generator.render.search.read import ReadDocuments, SearchSources, by_short_name, read_documents
from generator.render.search.records import FileTexts, Record, Texts, make_record, short_name
from generator.render.search.shards import pack_shards
from generator.render.search.shared_files import SharedFiles
from generator.search_text import shard_of
from generator.view.documents import Document, Searched

VERSION = 2

FOLDER = f"{urls.SEARCH}index/"
TIP = 16  # the tip has fewer documents than this; on a small site, whose texts lie there as they are, than half of it
PER_SHARD = 5.5  # documents for each shard: a shard is then about as long as the list of a common gram
PER_WHOLE_SHARD = 4  # the same where questions look into texts too
_GROUP = 8  # documents whose texts lie in one file
_CHUNK = 300  # documents whose grams are sorted at once; 600 take 60 MB more a process
_PATCHED = 200  # more changed documents than this are quicker made all anew
_SHARDS = 80  # more changed shards than this are quicker packed by numpy


def render_search(
    searched: Searched,
    sources: SearchSources,
    cache: IndexCache,
    key: str,
    program: str,
    code: str,
    part: IndexPart | None = None,
) -> Generator[Output, None, dict[str, Any]]:
    """Every file of the index; returns how it is cut.

    ``key`` names what all records depend on (settings, program, what it runs on).
    ``program`` names the settings and the program alone: names and stamps that readers are given are the same on every machine.
    ``code`` names the program and what it runs on: all that lists depend on beside what they hold.
    """
    index = _Index(searched, sources, cache, program, part or IndexPart())
    index.update()
    return (yield from index.outputs(key, program, code))


class _Index:
    """The index of a site that is brought up to date: which records and shards are made anew, which are kept."""

    def __init__(self, searched: Searched, sources: SearchSources, cache: IndexCache, program: str, part: IndexPart) -> None:
        self._names = searched.names
        self._view_of = searched.view_of
        self._sources = sources
        self._cache = cache
        self._documents = found = searched.documents
        tip = TIP // 2 if TIP <= len(found) <= FEW else TIP
        # Of older years nothing is new: without a tip, lists alone tell whether there is anything.
        self._base = len(found) if part.folder else len(found) // tip * tip
        self._part = part
        self._whole = heads.holds_text(self._base)
        self._count = self._base and max(1, int(self._base / (PER_WHOLE_SHARD if self._whole else PER_SHARD)))  # of shards
        self._numbering = key_of(str(self._count), *(document.id for document in found[: self._base]))
        self._tip_stamp = key_of(str(self._base), *(f"{document.id} {document.key}" for document in found[self._base :]))
        self._before = KeptIndex()
        self._variants = str.maketrans(dict(sources.variants))
        self._records: dict[str, str] = {}  # made in this run, as are the shards; the rest is in the cache
        self._shards: dict[int, bytes] = {}
        self._shard_keys: dict[int, str] = {}
        self._packed: dict[int, bytes] = {}  # shards that were made with the one asked for last
        self._long: dict[str, Sequence[str]] = {}  # by document, the files whose text is kept apart
        self._pieces = (key_of(program, *(f"{document.id} {document.key}" for document in self._samples)), b"")
        self._meanings = meanings_of(sources.vocabulary, self._variants)
        self._of_tip: Sequence[str] = ()  # of the terms that are meant, those in the tip

    def update(self) -> None:
        """Brings the index up to date with the documents."""
        before = self._before = self._cache.load()
        stale = [place for place, document in enumerate(self._documents) if before.documents.get(document.id) != document.key]
        same_tip = before.tip == self._tip_stamp and before.meant[0] == self._meanings.name
        if same_tip:
            self._of_tip = before.meant[1]
        if not stale and same_tip and before.numbering == self._numbering:
            self._shard_keys = dict(before.shards)
            self._long = dict(before.long)
            self._pieces = before.pieces
            return
        if before.numbering == self._numbering and len(stale) <= _PATCHED:
            self._patch(stale)
        else:
            self._make_all(stale)
        if not same_tip:
            tip = map(Record.from_json, self._stored(self._documents[self._base :]).values())
            self._of_tip = sorted(self._meanings.terms & heads.terms_of_all(tip, self._variants, self._whole))
        keys = {document.id: document.key for document in self._documents}
        self._long = {name: apart for name, apart in before.long.items() if name in keys and name not in self._records}
        self._long |= {name: record.apart for name, data in self._records.items() if (record := Record.from_json(data)).apart}
        if before.pieces[0] == self._pieces[0]:
            self._pieces = before.pieces
        elif self._samples:
            from generator.render.search.byte_pairs_numpy import learn

            stored = self._stored(self._samples)
            self._pieces = self._pieces[0], learn([stored[document.id] for document in self._samples], self._base)
        state = (self._numbering, keys, self._shard_keys, self._tip_stamp, self._long, self._pieces)
        self._cache.keep(before, KeptIndex(*state, (self._meanings.name, self._of_tip)), self._records, self._shards)

    def _make_all(self, stale: list[int]) -> None:
        """Makes every shard anew; records are made of ``stale`` documents alone."""
        from generator.render.search.heads_numpy import shards_of
        from generator.render.search.merge_numpy import merge

        fresh = set(stale)
        old = self._cache.records(document.id for place, document in enumerate(self._documents) if place not in fresh)
        files = self._files(range(len(self._documents)))
        known = ReadDocuments(self._view_of, self._texts_with(files), old, self._whole)
        parts = self._sources.work.run(read_documents, known, list(enumerate(self._documents[: self._base])), _CHUNK)
        for records, _, _ in parts:
            self._records |= records
        for number, data in enumerate(merge([lists for _, lists, _ in parts], self._count)):
            self._put(number, data)
        for number, shard in enumerate(shards_of([of_heads for _, _, of_heads in parts], self._count)):
            self._put_heads(number, shard)
        for document in self._documents[self._base :]:
            self._records[document.id] = old.get(document.id) or self._record(document, files).to_json()

    def _put(self, number: int, data: bytes) -> None:
        self._shards[number] = data
        self._shard_keys[number] = hashlib.blake2b(data, digest_size=16).hexdigest()

    def _put_heads(self, number: int, lists: heads.Shard) -> None:
        data = pack_lists(lists)
        self._shards[heads.FIRST + number] = data
        self._shard_keys[heads.FIRST + number] = heads.key_of_shard(lists, data, self._count, self._meanings.terms)

    def _files(self, places: Iterable[int]) -> FileTexts:
        files = [file for place in places for file in self._documents[place].files]
        return self._sources.files_of(files) if files else {}

    def _record(self, document: Document, files: FileTexts) -> Record:
        return make_record(self._view_of(document.id), self._texts_with(files))

    def _texts_with(self, files: FileTexts) -> Texts:
        return Texts(self._sources.markup_of, self._sources.page_of, files, self._variants)

    def _patch(self, stale: list[int]) -> None:
        """Changes the shards that changed documents stand in, or makes all anew where that cannot be told."""
        files = self._files(stale)
        records = {place: self._record(self._documents[place], files) for place in stale}
        self._records |= {self._documents[place].id: record.to_json() for place, record in records.items()}
        self._shard_keys = dict(self._before.shards)
        if self._before.meant[0] != self._meanings.name:
            self._name_anew()
        in_base = [place for place in stale if place < self._base]
        kept = self._cache.records(self._documents[place].id for place in in_base)
        old = {place: Record.from_json(data) for place in in_base if (data := kept.get(self._documents[place].id))}
        if len(old) < len(in_base) or any(old[place].apart != records[place].apart for place in in_base):
            # A record does not have the long texts, so the old grams of one that is gone or changed are not known.
            self._make_all(stale)
            return
        changes: defaultdict[int, defaultdict[str, dict[int, Uses | None]]] = defaultdict(lambda: defaultdict(dict))
        for place in in_base:
            was = field_grams(old[place].forms(by_short_name(files, old[place].apart)))
            now = field_grams(records[place].forms(by_short_name(files, records[place].apart)))
            for gram in was.keys() | now.keys():
                if was.get(gram) != now.get(gram):
                    changes[shard_of(gram, self._count)][gram][place] = now.get(gram)
        of_heads = heads.changes_of(old, records, self._variants, self._whole, self._count)
        shards = self._cache.shards([*changes, *of_heads])
        if len(shards) < len(changes) + len(of_heads):
            self._make_all(stale)
            return
        for number, changed_terms in of_heads.items():
            self._put_heads(number - heads.FIRST, heads.patched(shards[number], changed_terms))
        for number in changes:
            lists = unpack_lists(shards[number])
            for gram, changed in changes[number].items():
                found: dict[int, Uses] = decode(*lists.pop(gram, (b"", b"")))
                found = {place: uses for place, uses in found.items() if place not in changed}
                found |= {place: uses for place, uses in changed.items() if uses is not None}
                if found:
                    lists[gram] = encode(found)
            self._put(number, pack_lists(lists))

    def _name_anew(self) -> None:
        """Looks in every shard of heads for the terms that are meant now; the shards stay as they are."""
        numbers = [number for number in self._shard_keys if number >= heads.FIRST]
        for number, data in self._cache.shards(numbers).items():
            self._put_heads(number - heads.FIRST, unpack_lists(data))

    def outputs(self, key: str, program: str, code: str) -> Generator[Output, None, dict[str, Any]]:
        """Every file of the index; returns how it is cut."""
        folder = FOLDER + self._part.folder
        pieces_key = self._pieces[0]
        columns = document_columns(self._documents, self._groups, self._names)
        made: dict[str, tuple[str, Callable[[], bytes]]] = {}
        # What all queries share is named by what it holds, so that none of another build is taken for it.
        depends = columns + pieces_key + self._tip_stamp
        shared = name_of("documents", depends)
        made[shared] = (depends, partial(self._shared, columns))
        for number in range(self._count):
            digest = heads.digest_of(self._shard_keys[heads.FIRST + number])
            shard_key = key_of(self._numbering, self._shard_keys[number], digest)
            made[f"words/{number:x}.bin"] = (shard_key, partial(self._words, number))
        for number, group in enumerate(self._groups):
            name = f"texts/{number >> 8:x}/{number & 255:x}.bin"
            made[name] = (key_of(pieces_key, *(document.key for document in group)), partial(self._texts, number))
        # Lists are named by what they hold, which most edits of the settings leave as it is.
        keys = {
            name: key_of(str(VERSION), code if name.startswith("words/") else key, of_file) for name, (of_file, _) in made.items()
        }
        yield from (Output(folder + name, keys[name], make) for name, (_, make) in made.items())
        for name, file in sorted(self._long_files()):
            yield Output(f"{folder}files/{name}.bin", file.key, partial(self._long_file, file))
        cut: dict[str, Any] = {
            "version": VERSION,
            "stamp": key_of(str(VERSION), program, *(of_file for of_file, _ in made.values()))[:12],
            "documents": len(self._documents),
            "base": self._base,
            "shards": self._count,
            "stamp_of_shards": self._numbering[:8],
            "group": _GROUP,
            "shared": shared,
            "heads": {"text": self._whole},
        }
        if not self._part.folder:
            found = SharedFiles(self._names, self._sources, self._meanings, self._part)
            yield from found.outputs(folder, cut, self._documents, self._shard_keys, self._of_tip)
        return cut

    def _shared(self, columns: str) -> bytes:
        """The columns, the pieces and the newest documents, each behind its length (4 bytes)."""
        parts = (columns.encode(), self._pieces[1], self._packer.write(self._newest()))
        return zlib.compress(b"".join(len(part).to_bytes(4, "big") + part for part in parts), 9)

    @cached_property
    def _groups(self) -> list[list[Document]]:
        return [self._documents[start : start + _GROUP] for start in range(0, self._base, _GROUP)]

    @cached_property
    def _samples(self) -> list[Document]:
        """The documents of which pieces are learnt."""
        return samples_of(self._documents[: self._base])

    @cached_property
    def _packer(self) -> GroupPacker:
        return GroupPacker(self._pieces[1], self._before.pieces != self._pieces or len(self._records) > _PATCHED)

    @cached_property
    def _batches(self) -> Batches:
        return Batches(len(self._shards) > _SHARDS)

    def _stored(self, wanted: Sequence[Document]) -> dict[str, str]:
        found = {document.id: self._records[document.id] for document in wanted if document.id in self._records}
        return found | self._cache.records(document.id for document in wanted if document.id not in found)

    def _words(self, number: int) -> bytes:
        """The bytes of a shard of lists, from those made in this run or kept from another."""
        if number not in self._packed:
            numbers = self._batches.ask(number, self._count)
            wanted = [*numbers, *(heads.FIRST + one for one in numbers)]
            found = {one: self._shards[one] for one in wanted if one in self._shards}
            found |= self._cache.shards(one for one in wanted if one not in found)
            lists = [(unpack_lists(found[one]), heads.best_of(unpack_lists(found[heads.FIRST + one]))) for one in numbers]
            name = bytes.fromhex(self._numbering[:8])
            self._packed = dict(zip(numbers, pack_shards(name, lists, self._base, len(numbers) > 1), strict=True))
        return self._packed[number]

    def _newest(self) -> str:
        tip = self._documents[self._base :]
        stored = self._stored(tip)
        files = self._files(self._base + place for place, document in enumerate(tip) if document.id in self._long)
        apart = [name for document in tip for name in self._long.get(document.id, ())]
        return newest_json([stored[document.id] for document in tip], by_short_name(files, apart))

    def _texts(self, number: int) -> bytes:
        wanted = self._packer.wanted(number, len(self._groups))
        records = self._stored([document for one in wanted for document in self._groups[one]])
        texts = {}
        for one in wanted:
            group = self._groups[one]
            texts[one] = f"[{check_of(group, len(self._groups))},{','.join(records[document.id] for document in group)}]"
        return self._packer.pack(number, texts)

    def _long_files(self) -> Iterator[tuple[str, File]]:
        """The files whose text is kept apart."""
        names = {name for document in self._documents for name in self._long.get(document.id, ())}
        for document in self._documents:
            if document.id in self._long:
                for file in document.files:
                    if (name := short_name(file.key)) in names:
                        names.remove(name)
                        yield name, file

    def _long_file(self, file: File) -> bytes:
        return pack_text(self._sources.files_of([file])[file.key])
