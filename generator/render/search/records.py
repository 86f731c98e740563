"""The records of documents: the texts of several fields in which each is found, and what a result shows of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator import urls
from generator.frozen import frozen
from generator.late import late
from generator.markdown import to_text
from generator.search_text import search_form
from generator.shell import Shell
from generator.text import plain_text
from generator.view.authored import BLOCKS
from generator.view.documents import DocumentFile, DocumentView, PageDocument, ReportDocument, TitleDocument

# The fields of the index with the weight of a match in each, in the order of their numbers.
FIELDS: Mapping[str, float] = {"title": 10, "number": 10, "keywords": 4, "text": 1, "files": 0.5}
TITLE, TEXT = 0, 3

# A text of a file that is longer than this is kept apart, so that whoever looks at the rest need not load it.
LONG = 2000
_RADICAL = late("[\u2e80-\u2fdf]")

FileTexts = Mapping[str, str]  # by the keys of the files


@dataclass(frozen=True)
class Texts:
    """The texts of documents: the markup of an item and the HTML of a page by id, those of files by their keys.

    ``variants`` is a table for ``str.translate``: characters that are looked for in another form.
    """

    markup_of: Callable[[str], str]
    page_of: Callable[[str], str]
    files: FileTexts
    variants: Mapping[int, str]


@frozen
class Record:
    """A document as the browser is given it: everything in which it is found, and what a result shows of it."""

    address: str
    title: str
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # the summary, the text
    files: tuple[tuple[str, str, str, str], ...] = ()  # title, address, text, or where a long text is kept
    state: str = ""
    language: str = ""  # if it is not the site's

    def to_json(self) -> str:
        """The form in which it is kept and sent."""
        values = [self.address, self.title, self.numbers, self.keywords, self.texts, self.files, self.state]
        values += [self.language] if self.language else []
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, data: str) -> Record:
        """The record that was kept."""
        address, title, numbers, keywords, texts, files, *last = json.loads(data)
        return cls(address, title, tuple(numbers), tuple(keywords), tuple(texts), tuple(map(tuple, files)), *last)

    @property
    def apart(self) -> list[str]:
        """The files whose text is kept apart, by their short names."""
        return [apart for *_, apart in self.files if apart]

    def forms(self, long_texts: Mapping[str, str] = {}) -> list[list[str]]:
        """The texts of each field in their search form. Nothing is found across the end of one."""
        file_texts = (text for title, _, text, apart in self.files for text in (title, long_texts.get(apart, text)))
        fields = ([self.title], self.numbers, self.keywords, self.texts, file_texts)
        return [[form for text in texts if (form := search_form(text))] for texts in fields]


def make_record(view: DocumentView, sources: Texts) -> Record:
    """The record of a document. Of a withdrawn item nothing is found but its title and its number.

    Radicals, which PDFs give for the characters they look like, stand there as these.
    """
    record = _record(view, sources)
    data = record.to_json()
    if not _RADICAL.search(data):
        return record
    return Record.from_json(_RADICAL.sub(lambda found: sources.variants.get(ord(found[0]), found[0]), data))


def _record(view: DocumentView, sources: Texts) -> Record:
    """The record of a document as its text says it, radicals and all."""
    address = view.address if urls.is_full(view.address) else urls.href("", view.address)
    if isinstance(view, ReportDocument):
        return Record(address, view.title, texts=(to_text(view.prose),))
    if isinstance(view, PageDocument):
        # What is filled in when all is read is no part of what was written.
        written = Shell(sources.page_of(view.page)).fill({f"block_{name}": "" for name in BLOCKS})
        return Record(address, view.title, texts=(view.description, plain_text(written)))
    if isinstance(view, TitleDocument):
        return Record(address, view.title, view.numbers, texts=view.texts, state=view.state, language=view.language)
    body = plain_text(sources.markup_of(view.item))
    return Record(
        address=address,
        title=view.title,
        numbers=view.numbers,
        keywords=view.keywords,
        texts=(view.summary, "\n".join((*view.rows, body)) if view.rows else body),
        files=tuple(_file(file, sources.files.get(file.key, "")) for file in view.files),
        state=view.state,
        language=view.language,
    )


def short_name(key: str) -> str:
    """The name under which the text of a file is kept apart."""
    return key[:16]


def _file(file: DocumentFile, text: str) -> tuple[str, str, str, str]:
    address = urls.href("", file.address)
    return (file.title, address, "", short_name(file.key)) if len(text) > LONG else (file.title, address, text, "")
