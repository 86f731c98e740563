"""How the elements of a web page look as far as it says so itself: hidden, in white, with a ground of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.late import late

_HIDING = late(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|opacity)\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_INK = late(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = late(r"(?<![\w-])background(?:-color|-image)?\s*:\s*([^;!]+)|text-shadow|text-stroke", re.IGNORECASE)
_WHITE = late(r"(?:white|snow|#fff(?:f{3})?|#fefefe|#fdfdfd|rgba?\((?:\s*25[0-5]\s*,?){3}(?:\s*1\s*)?\))", re.IGNORECASE)
_NO_GROUND = ("", "none", "transparent", "inherit", "initial", "unset")
_STYLE = late(r"<style[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_REMARK = late(r"/\*.*?\*/", re.DOTALL)
_RULE = late(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = late(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
# What may change how an element looks once the page is open, or before: scripts, pointers, styles that lie elsewhere.
_MOVING = late(r"<script|<link\b[^>]*stylesheet|@import|:hover|:target|:checked|:focus|@media", re.IGNORECASE)


class Looks:
    """The looks that a page gives its elements by its own styles; of one that may change them, by those of each element alone."""

    def __init__(self, text: str) -> None:
        rules = _REMARK.sub("", "\n".join(_STYLE.findall(text)))
        self.moves = _MOVING.search(text) is not None
        self._rules: dict[str, str] = {}
        self._grounded = False  # something that is not known has a ground
        for selectors, said in _RULE.findall(rules):
            for selector in selectors.split(","):
                name = selector.strip().lower()
                if _SIMPLE.fullmatch(name):
                    self._rules[name] = f"{self._rules.get(name, '')};{said}"
                else:
                    self._grounded = self._grounded or _GROUND.search(said) is not None

    def hides(self, tag: str, named: Mapping[str, str]) -> bool:
        """True for an element that is not shown."""
        if "hidden" in named or named.get("display") == "none" or named.get("visibility") == "hidden":
            return True
        return _HIDING.search(named.get("style", "") if self.moves else self._said(tag, named)) is not None

    def ink(self, tag: str, named: Mapping[str, str]) -> str:
        """The colour of its letters that an element says: ``white``, ``other``, or nothing."""
        said = [*_INK.findall(self._said(tag, named)), *filter(None, [named.get("color", "") if tag == "font" else ""])]
        return "" if not said else "white" if _WHITE.fullmatch(said[-1].strip()) else "other"

    def has_ground(self, tag: str, named: Mapping[str, str]) -> bool:
        """True for an element on which white letters may be seen: one with a colour or a picture behind it."""
        said = self._said(tag, named)
        grounds = [found[1] or "x" for found in _GROUND.finditer(said)] + [
            named.get(name, "") for name in ("bgcolor", "background")
        ]
        return any(not _WHITE.fullmatch(bare) and bare not in _NO_GROUND for bare in (one.strip().lower() for one in grounds))

    @property
    def may_be_pale(self) -> bool:
        """True where white letters are on paper unless an element around them says otherwise."""
        return not self.moves and not self._grounded

    def _said(self, tag: str, named: Mapping[str, str]) -> str:
        """All that is said of an element, its own word last."""
        if not self._rules:
            return named.get("style", "")
        return ";".join([*(self._rules[name] for name in _names(tag, named) if name in self._rules), named.get("style", "")])


def _names(tag: str, named: Mapping[str, str]) -> Iterator[str]:
    """The selectors of one element that name it, the weakest first."""
    yield tag
    for mark, attribute in ((".", "class"), ("#", "id")):
        for name in named.get(attribute, "").lower().split():
            yield f"{mark}{name}"
            yield f"{tag}{mark}{name}"
