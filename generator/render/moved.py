"""Pages at addresses that were published and now lead to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from generator import urls
from generator.digests import key_of
from generator.model.output import Output
from generator.model.project import Project
from generator.model.redirect import Redirect


def moved_outputs(project: Project, stamp: Callable[..., str], base_key: str) -> Iterator[Output]:
    """A page for each redirect: it leads on at once, and says where to for those whose browser does not."""
    for redirect in project.redirects:
        title = project.shown_titles.get(redirect.to.partition("#")[0], redirect.to)
        key = key_of(base_key, repr(redirect), title)
        page = _Moved(project, stamp, redirect, title)
        yield Output(urls.file_of(redirect.address), key, page)


class _Moved:
    """One such page."""

    def __init__(self, project: Project, stamp: Callable[..., str], redirect: Redirect, title: str) -> None:
        self._project, self._stamp, self._redirect, self._title = project, stamp, redirect, title

    def __call__(self) -> bytes:
        redirect, words = self._redirect, self._project.labels.text
        path, mark, fragment = redirect.to.partition("#")
        root = urls.root_from(redirect.address)
        way = redirect.to if redirect.leaves else urls.href(root, path) + mark + quote(fragment)
        page = self._stamp(
            "catalog",
            redirect.address,
            words["moved"],
            f"{words['moved']} · {self._title}",
            "moved.html",
            redirect=redirect,
            target=way,
            target_title=self._title,
        )
        # No other page leaves by itself, so that the head of no other page has a place for this.
        head = f'<meta http-equiv="refresh" content="0; url={escape(way)}"><meta name="robots" content="noindex"></head>'
        return page.replace("</head>", head, 1).encode()
