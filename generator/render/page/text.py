"""Texts as they stand on a page: links turned to addresses, tables that can be moved sideways."""

from __future__ import annotations

from collections.abc import Iterable

from generator import urls
from generator.markdown import resolve_links, to_markup


def text_html(text: str, links: Iterable[tuple[str, str]], root: str) -> str:
    """The HTML of a text on the page whose way to the root is ``root``; ``links`` as `markup_html` has them."""
    return markup_html(to_markup(text), links, root)


def markup_html(markup: str, links: Iterable[tuple[str, str]], root: str) -> str:
    """The HTML of markup on such a page.

    ``links`` gives for each link as written its address, or nothing where it is to be text only.
    """
    return resolve_links(markup, {written: _way(root, address) for written, address in links})


def framed_tables(html: str, label: str) -> str:
    """A text whose tables can be moved sideways, by keyboard too, where the screen is narrower than they are."""
    frame = f'<div class="gk-table" role="group" tabindex="0" aria-label="{label}">'
    return html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")


def _way(root: str, address: str) -> str:
    """The way to an address that may name a place in its page, or nothing where there is none."""
    path, mark, fragment = address.partition("#")
    return urls.href(root, path) + mark + fragment if address else ""
