"""Targets of links and pictures: those that leave the site, those that may stand on a page, those that name nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from generator.late import late
from generator.markdown.loss import Loss
from generator.markdown.source import FENCE
from generator.text import excerpt

EMPTY_LINK, EMPTY_PICTURE = "empty-link", "empty-picture"

_SCHEME = late(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = ("http:", "https:", "mailto:", "tel:")
# Browsers leave these out of an address, or before it (https://url.spec.whatwg.org/#concept-basic-url-parser).
_NOT_READ = late(r"[\x00-\x20\x7f-\x9f]+")
_LONGEST = 40
_REMARK = late(r"<!--.*?-->", re.DOTALL)
_ALONE = late(r"(?i)(?:(?:https?|mailto|tel|file):[/\\\\]*)?#?")
# Nothing that is seen: blanks of all widths, signs without width.
_UNSEEN = late(r"[\s\u200b-\u200f\u2028-\u202f\u2060-\u2064\u3164\ufeff]+")
_WORDS = r"(?:\\.|!?\[(?:\\.|[^\[\]\\]){0,300}\](?:\([^()\n]{0,300}\))?|[^\[\]\\]){0,300}"
_TITLE = r"""(?:[ \t\n]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
_TARGET = r"(?:<!--[^\n]*?-->|<[^<>\n]*>|[^\s()<>]*)"
_LINK = late(
    rf"{FENCE}|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    rf"|(?<!\\)(?P<picture>!?)\[(?P<words>{_WORDS})\]\([ \t\n\u3000\xa0]*(?P<target>{_TARGET}){_TITLE}[ \t\n\u3000\xa0]*\)"
    rf"|^[ \t>]*(?P<defined>\[(?!\^)(?P<label>(?:\\.|[^\[\]\\\n])+)\]:)[ \t]*(?P<to>{_TARGET}){_TITLE}[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_UNDEFINED = late(r"\][^\S\n]*:[^\S\n]*\n")
_USED = late(r"\]\[((?:\\.|[^\[\]\\]){1,300})\]")
_USED_ALONE = late(r"(?<!\])\[((?:\\.|[^\[\]\\]){1,300})\](?![:(\[])")
# A link that leads to the beginning of its page says so.
_TO_TOP = late(r"(?i)[顶首]|开头|最上|\b(?:top|start|beginning|up)\b|↑|⇧|▲")


def is_external(target: str) -> bool:
    """True if a link leaves the site (or names another program, such as the mailer)."""
    target = _NOT_READ.sub("", target)
    return bool(_SCHEME.match(target)) or target.startswith("//")


def is_safe(target: str) -> bool:
    """True if a link may stand on a page: a relative one, or one of the few schemes that only show or send."""
    return not is_external(target) or _NOT_READ.sub("", target).lower().startswith(_SAFE)


def is_empty(target: str) -> bool:
    """True for a target that names no place: none at all, a scheme with nothing behind it, a ``#``."""
    if target[-1:].isalnum() and "%" not in target:  # as nearly all of them
        return False
    seen = _UNSEEN.sub("", unquote(_REMARK.sub("", target)))
    return _ALONE.fullmatch(seen) is not None


def find_empty(source: str, targets: Iterable[str], markup: str) -> tuple[Loss, ...]:
    """The links and pictures of a source that have no target, and the definitions of targets that give none.

    The parser found ``targets``; a definition that was none to it stands in its ``markup``.
    """
    empty = [target for target in targets if is_empty(target)]
    if not empty and not ("]:" in source and _UNDEFINED.search(f"{source}\n")):
        return ()
    used, alone = ({_label(label) for label in form.findall(source)} for form in (_USED, _USED_ALONE))
    found = tuple(_find(source, used, alone, html.unescape(markup)))
    if not found and any("#" not in target for target in empty):
        # Written so oddly that only the parser finds it.
        return (Loss(EMPTY_LINK, "[](…)", "]("),)
    return found


def without_causes(losses: tuple[Loss, ...], empty: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """Losses without those of the words that stand in a link's place for its target."""
    return tuple(loss for loss in losses if not any(loss.words in one.needle for one in empty)) if empty else losses


def _find(source: str, used: Collection[str], alone: Collection[str], markup: str) -> Iterator[Loss]:
    """The losses of what has no target, in order. Definitions are ``used`` with words of a link, or ``alone``."""
    for match in _LINK.finditer(source):
        if match["defined"]:
            label = _label(match["label"])
            meant = label in used or label in alone if match["to"] else label in used and match["defined"] in markup
            if meant and is_empty(_bare(match["to"])):
                yield Loss(EMPTY_LINK, excerpt(" ".join(match[0].split()), _LONGEST), match[0].strip(" \t>"))
        elif match["target"] is not None and is_empty(_bare(match["target"])):
            if "#" in match["target"] and _TO_TOP.search(match["words"]):
                continue
            kind = EMPTY_PICTURE if match["picture"] else EMPTY_LINK
            yield Loss(kind, excerpt(" ".join(match[0].split()), _LONGEST), match[0].partition("\n")[0])
        elif match["words"]:
            # A picture may stand within a link.
            yield from _find(match["words"], used, alone, markup)


def _bare(written: str) -> str:
    return html.unescape(written if written.startswith("<!--") else written.strip("<>"))


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()
