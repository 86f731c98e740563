"""Pages: each kind of view with the shell it stands in, the templates it is filled into, and how that is done.

A renderer is given the frame of the site and a view, and opens nothing. So the key of a page is the digest of its view, of
the frame and of the templates of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from generator import urls
from generator.digests import key_of
from generator.render.head.schema_org import Heads, Thing
from generator.render.page.kind_table import KindRows
from generator.render.page.qr import qr_code
from generator.render.page.row_html import Fragments
from generator.render.templates import Templates
from generator.shell import Shell
from generator.view.frame import Frame
from generator.view.parts import Document, Head
from generator.view.record import view_key
from generator.view.records import PageView, View
from generator.view.report_records import PdfFonts


class PageKind(NamedTuple):
    """A kind of page: its shell, its templates, and the function that makes it of a view and a text."""

    shell: str
    templates: tuple[str, ...]
    render: Callable[[Pages, Any, str], str | bytes]


class Pages:
    """Makes pages from views. ``shells`` are the engine's by kind of column, ``authored`` its pages by id.

    ``program`` names the code that does it, ``typeset`` makes a PDF.
    """

    def __init__(
        self,
        frame: Frame,
        templates: Templates,
        shells: Mapping[str, Shell],
        authored: Mapping[str, Shell],
        kinds: Mapping[type[View], PageKind],
        program: str,
        typeset: Callable[[str, PdfFonts, str, str], bytes],
    ) -> None:
        self.typeset = typeset
        self.frame = frame
        self.words = dict(frame.words)
        self.templates = templates
        self.heads = Heads(frame)
        self.fragments = Fragments(frame)
        self.kind_rows = KindRows(self.words)
        self.authored = authored
        self._shells = shells
        self._kinds = kinds
        base = key_of(program, view_key(frame))
        self._keys = {
            kind: key_of(base, templates.key(*page.templates), shells[page.shell].text if page.shell else "")
            for kind, page in kinds.items()
        }

    def key_of_kind(self, kind: type[View]) -> str:
        """The digest of all that goes into every page of a kind."""
        return self._keys[kind]

    def key(self, view: View) -> str:
        """The key of a page: equal keys, equal bytes."""
        return key_of(self._keys[type(view)], view_key(view))

    def render(self, view: View, text: str = "") -> bytes:
        """The bytes of a page. ``text`` is the markup that the view names, if it names one."""
        made = self._kinds[type(view)].render(self, view, text)
        return made if isinstance(made, bytes) else made.encode()

    def fill(
        self,
        head: Head,
        title: str,
        template: str,
        *,
        into: str,
        description: str,
        state: str = "",
        document: Document | None = None,
        things: Sequence[Thing] = (),
        **values: Any,
    ) -> str:
        """A page: a template, filled with values, in the shell ``into``.

        ``document`` is what it shows to machines as a document, ``things`` what else it tells them it is about.
        """
        root = urls.root_from(head.address)
        body = self.templates.render(
            template, root=root, address=head.address, title=title, fragments=self.fragments, state=state, **values
        )
        full = self.words["title_with_state"].format(title=title, state=self.words[f"state_{state}"]) if state else title
        return self._shells[into].fill(
            {
                "title": f"{full} - {self.frame.title}" if full else self.frame.title,
                "description": description,
                "head": self.heads.head(head, title or self.frame.title, document, things) if into != "notfound" else "",
                "qr": self.qr(head.address) if into not in ("notfound", "search") else "",
                "root": root,
                "body": body,
            }
        )

    def authored_page(self, view: PageView, values: Mapping[str, str]) -> str:
        """An authored page of the engine with its slots filled."""
        head = self.heads.head(view.head, view.title)
        return self.authored[view.id].fill({"head": head, "qr": self.qr(view.head.address), **values})

    def qr(self, address: str) -> str:
        """The code of a page's address and the address, behind a line that opens them; nothing where the site knows none."""
        if not self.frame.site_url:
            return ""
        shown = urls.absolute(self.frame.site_url, address)
        code = qr_code(shown)
        if code is None:
            return ""
        size = f'width="{code.side * 4}" height="{code.side * 4}"'
        return (
            f'<details class="gk-scan"><summary>{escape(self.words["scan"])}</summary>'
            f'<img src="{code.data_address}" {size} alt="{escape(self.words["scan_label"])}"><p>{escape(shown)}</p></details>'
        )
