"""Markdown as it stands on a page: links turned to addresses, tables that can be moved sideways."""

from __future__ import annotations

from collections.abc import Iterable

from generator import urls
from generator.markdown import is_external, to_html


def text_html(text: str, links: Iterable[tuple[str, str]], root: str) -> str:
    """The HTML of a text. ``links`` gives for each link as written its address, or nothing where it is to be text only."""
    addresses = {written: _way(root, address) for written, address in links}

    def address(target: str) -> str:
        known = addresses.get(target)
        if known is not None:
            return known
        return target if is_external(target) or target.startswith("#") else ""

    return to_html(text, address)


def framed_tables(html: str, label: str) -> str:
    """A text whose tables can be moved sideways, by keyboard too, where the screen is narrower than they are."""
    frame = f'<div class="gk-table" role="group" tabindex="0" aria-label="{label}">'
    return html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")


def _way(root: str, address: str) -> str:
    """The way to an address that may name a place in its page, or nothing where there is none."""
    path, mark, fragment = address.partition("#")
    return urls.href(root, path) + mark + fragment if address else ""
