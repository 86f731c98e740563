"""Pages that are lists of other pages, as every system has them: nothing of them is an item, for each page is one itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from generator.importing.pages import Node, body_of, is_sure, page_tree
from generator.load.attachment.plain import decode

_HEADINGS = ("h1", "h2", "h3", "h4")
_FEWEST = 2  # pages that a list leads to


def listed_pages(data: bytes, address: str, pages: Collection[str]) -> tuple[str, ...]:
    """The addresses of the pages of a folder that a page lists; none where it is no list, but says something itself.

    It is one where the words that lead to those pages are half of all, or where each of its articles has a heading that does.
    """
    text, _ = decode(data)
    try:
        top = page_tree(text)
        articles = [node for node in top.walk() if node.tag == "article"]
        headed = [page for node in articles if (page := _headed(node, address, pages))]
        if len(articles) >= _FEWEST and len(headed) == len(articles):
            return tuple(dict.fromkeys(headed))
        body = body_of(top) or top
        if is_sure(body):
            return ()
        found: dict[str, int] = {}
        for page, words in _links(body, address, pages):
            found[page] = max(found.get(page, 0), words)
        is_list = len(found) >= _FEWEST and sum(found.values()) * 2 >= _letters(body.text)
    except RecursionError:  # told where the page is read
        return ()
    return tuple(found) if is_list else ()


def _headed(article: Node, address: str, pages: Collection[str]) -> str:
    """The page that the heading of an article leads to, or nothing."""
    for node in article.walk():
        inner = node.walk() if node.tag in _HEADINGS else ()
        for one in (*inner, *([node] if node.tag == "a" and any(part.tag in _HEADINGS for part in node.walk()) else [])):
            if one.tag == "a" and (page := _page(one.about.get("href", ""), address, pages)):
                return page
    return ""


def _links(body: Node, address: str, pages: Collection[str]) -> Iterator[tuple[str, int]]:
    """The pages that a text leads to, each with the letters of the words that do."""
    for node in body.walk():
        if node.tag == "a" and (page := _page(node.about.get("href", ""), address, pages)):
            yield page, _letters(node.text)


def _page(href: str, address: str, pages: Collection[str]) -> str:
    """The page of the folder that a link leads to, or nothing where it leads to none, or to where it stands."""
    try:
        path = unquote(urlsplit(urljoin(f"http://site{address}", href.strip())).path) if href.strip() else ""
    except ValueError:
        return ""
    tries = (path, f"{path.rstrip('/')}/index.html", f"{path.rstrip('/')}/index.htm")
    return next((one for one in tries if one in pages and one != address), "")


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def without_listings(pages: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, int]]:
    """The pages of a folder by address without those that list others, and of each of these how many it lists."""
    lists = {address: len(found) for address, data in pages.items() if (found := listed_pages(data, address, pages.keys()))}
    if len(lists) == len(pages):  # they list each other, and nothing else is there
        return dict(pages), {}
    return {address: data for address, data in pages.items() if address not in lists}, lists
