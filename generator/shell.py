"""A shell: a page of the engine with slots, into which items and listings are stamped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from generator.late import late

# A slot mark as the theme writes it: whether its value is text (escaped) or HTML, and its name.
_SLOT = late(r"⟦(text|html) (\w+)⟧")


class Shell:
    """A page split once at its slots. ``root``, the way from the page to the site's root, is a slot of every shell."""

    def __init__(self, page: str) -> None:
        self.text = page
        pieces = _SLOT.split(page)
        self._texts = pieces[0::3]
        self._slots = list(zip(pieces[1::3], pieces[2::3], strict=True))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with every slot filled, each escaped for where it stands."""
        out = [self._texts[0]]
        for (kind, name), text in zip(self._slots, self._texts[1:], strict=True):
            out.append(escape(values[name]) if kind == "text" else values[name])
            out.append(text)
        return "".join(out)


def slot(kind: str, name: str) -> str:
    """The mark of a slot."""
    return f"⟦{kind} {name}⟧"
