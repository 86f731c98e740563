"""Targets of links as people copy them from a window: web addresses that are not whole."""

from __future__ import annotations

from generator.late import late
from generator.phones import dialled

_SCHEME = r"(?P<scheme>h{0,2}t{1,3}p{1,2}(?P<secure>s?))"
_HOST = r"(?P<host>[a-z0-9-]+(?:[.。．][a-z0-9-]+)*[.。．][a-z]{2,})"
_REST = r"(?P<rest>(?:[:/?#].*)?)"
_MISTYPED = late(rf"(?i){_SCHEME}(?P<between>[:：∶;；.。,，]?[ /\\]*[:：]?[ /\\]*)(?<=[^a-z]){_HOST}{_REST}")
_TWICE = late(r"(?i)(?:https?:/*)+(?=https?://)")
_BARE = late(rf"(?i)(?=www[.。．]|[^/]*[.。．](?:com|cn|org|net|gov|edu|uk|us|in|info|eu)(?:[:/?#]|$)){_HOST}{_REST}")
_MAIL = late(r"(?i)(?:mail(?:to)?[:：; ]*)?(?P<mail>[a-z0-9][a-z0-9._+-]*[@＠][a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_PHONE = late(
    r"(?i)(?:tel[:： ]*)?(?P<phone>(?=[+＋0０]|[1１][3-9３-９]|[48４８][0０][0０])"
    r"(?:[+＋]?[\d０-９][\d０-９ ()（）－-]{5,18}[\d０-９]))"
)
# Quotes of a word processor or of a Chinese keyboard about the whole of it.
_IN_QUOTES = late("[“”„‘’＂＇「『]([^“”„‘’＂＇「」『』]+)[“”‘’＂＇」』]")
_WIDE = str.maketrans("。．＠", "..@")
_RIGHT = late(r"(?i)(?:https?://[^/\\\s]|mailto:[^\s：]|tel:[^\s：])")


def address_meant(target: str) -> str:
    """The address that was meant where one is typed without its scheme or with signs that are none of it; else nothing."""
    if (quoted := _IN_QUOTES.fullmatch(target)) and "." in quoted[1]:
        return address_meant(quoted[1]) or quoted[1]
    if "//http" in target and (twice := _TWICE.match(target)):
        return target[twice.end() :]
    if _RIGHT.match(target):
        return ""
    if match := _MISTYPED.fullmatch(target) or _BARE.fullmatch(target):
        secure = match.groupdict().get("secure", "s")
        return f"http{secure.lower()}://{match['host'].translate(_WIDE)}{match['rest']}"
    if match := _MAIL.fullmatch(target):
        return f"mailto:{match['mail'].translate(_WIDE)}"
    match = _PHONE.fullmatch(target)
    return f"tel:{dialled(match['phone'])}" if match else ""
