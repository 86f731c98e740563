"""The text that a link which leads nowhere was meant for: it names a title, or an address as browsers show it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from generator import urls
from generator.hosts import is_own_machine
from generator.model.item import Item
from generator.model.page import Page
from generator.model.published_files import Text

_MARKS = str.maketrans("", "", "《》“”\"' \u3000\t")  # around and between the words of a title
_LOCAL = "localhost"
_BREAKING = frozenset(" ()<>")  # signs that end a target which stands without brackets of its own


class MeantTargets:
    """The texts of a site by what people call them. Nothing is read before something is looked for."""

    def __init__(self, texts: Iterable[Text], site_url: str = "") -> None:
        self._texts = tuple(texts)
        self._site_url = site_url

    def by_name(self, written: str, source: str) -> str:
        """The way from a source to the one text that is called as a link says, or that has its address; nothing where none is."""
        text = unquote(written).partition("#")[0]
        found = self._names.get(_plain(text)) or self._addresses.get(self._address(written))
        return _way(found, source) if found else ""

    def by_preview(self, written: str, source: str) -> str:
        """The way from a source to the text whose page in a preview a link leads to; nothing where it leads elsewhere."""
        if not is_preview(written):
            return ""
        parts = urlsplit(written)
        found = self._addresses.get(self._address(parts.path))
        return _way(found, source) + (f"#{parts.fragment}" if parts.fragment else "") if found else ""

    def _address(self, written: str) -> str:
        """An address as the site has it, from what an address bar or a list of files shows of it."""
        address, fault = urls.read_address(written, self._site_url)
        return address.partition("#")[0].removesuffix("index.html").strip("/") if not fault else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """The sources by titles and numbers that no other has."""
        found: dict[str, str] = {}
        for text in self._texts:
            own = _source(text)
            for name in filter(None, map(_plain, _called(text))):
                found[name] = own if found.get(name, own) == own else ""
        return found

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {text.address.strip("/"): _source(text) for text in self._texts if text.address.strip("/")}


def is_preview(written: str) -> bool:
    """True for an address of the web on this very computer."""
    if not written.startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(written).hostname or ""
    except ValueError:
        return False
    return host == _LOCAL or is_own_machine(host)


def own_file(written: str, files: frozenset[str], source: str) -> str:
    """The way from a source to a file of the site that is named by its place on somebody's disk; nothing where there is none."""
    path = unquote(written).replace("\\", "/")
    below = f"content/{path.rpartition('/content/')[2]}" if "/content/" in path else ""
    return _way(below, source) if below in files else ""


def _called(text: Text) -> tuple[str, ...]:
    """The names that people have for a text."""
    if isinstance(text, Item):
        return text.authored.title, text.authored.doc_number
    return (text.head.title,) if isinstance(text, Page) else ()


def _plain(text: str) -> str:
    return text.translate(_MARKS).strip("。")


def _source(text: Text) -> str:
    """The file of a text; of a row or an entry of a list with its name."""
    return f"{text.source}#{text.id.rpartition('/')[2]}" if isinstance(text, Item) and text.entry is not None else text.source


def _way(path: str, source: str) -> str:
    """A path as a text in a source links to it."""
    way = posixpath.relpath(path, posixpath.dirname(source))
    return f"<{way}>" if _BREAKING & set(way) else way
