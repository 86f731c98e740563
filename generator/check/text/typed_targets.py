"""Targets of links as people copy them from a window: places on their own disk, web addresses that are not whole."""

from __future__ import annotations

import re

from generator.phones import dialled

# A disk with a colon, a share of the office, a home folder.
_LOCAL = re.compile(r"(?i)(?:file:|[a-z][:：][\\/]|\\{1,4}[^\\/]+\\|~[\\/]|/(?:home|users|mnt/[a-z]|media)/)")
_SCHEME = r"(?P<scheme>h{0,2}t{1,3}p{1,2}(?P<secure>s?))"
_HOST = r"(?P<host>[a-z0-9-]+(?:[.。．][a-z0-9-]+)*[.。．][a-z]{2,})"
_REST = r"(?P<rest>(?:[:/?#].*)?)"
_MISTYPED = re.compile(rf"(?i){_SCHEME}(?P<between>[:：∶;；.。,，]?[ /\\]*[:：]?[ /\\]*)(?<=[^a-z]){_HOST}{_REST}")
_TWICE = re.compile(r"(?i)(?:https?:/*)+(?=https?://)")
_BARE = re.compile(rf"(?i)(?=www[.。．]|[^/]*[.。．](?:com|cn|org|net|gov|edu|uk|us|in|info|eu)(?:[:/?#]|$)){_HOST}{_REST}")
_MAIL = re.compile(r"(?i)(?:mail(?:to)?[:：; ]*)?(?P<mail>[a-z0-9][a-z0-9._+-]*[@＠][a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_PHONE = re.compile(
    r"(?i)(?:tel[:： ]*)?(?P<phone>(?=[+＋0０]|[1１][3-9３-９]|[48４８][0０][0０])"
    r"(?:[+＋]?[\d０-９][\d０-９ ()（）－-]{5,18}[\d０-９]))"
)
_WIDE = str.maketrans("。．＠", "..@")
_RIGHT = re.compile(r"(?i)(?:https?://[^/\\\s]|mailto:[^\s：]|tel:[^\s：])")


def local_name(target: str) -> str:
    """The name of the file that a place on somebody's own disk names, or of the place; nothing for another target."""
    if target.startswith("http"):  # as nearly all that leave the site
        return ""
    return re.split(r"[\\/]", target.rstrip("\\/"))[-1] if _LOCAL.match(target) else ""


def address_meant(target: str) -> str:
    """The address that was meant where one is typed without its scheme or with signs that are none of it; else nothing."""
    if "//http" in target and (twice := _TWICE.match(target)):
        return target[twice.end() :]
    if _RIGHT.match(target):
        return ""
    if match := _MISTYPED.fullmatch(target) or _BARE.fullmatch(target):
        secure = match.groupdict().get("secure", "s")
        return f"http{secure.lower()}://{match['host'].translate(_WIDE)}{match['rest']}"
    if match := _MAIL.fullmatch(target):
        return f"mailto:{match['mail'].translate(_WIDE)}"
    if match := _PHONE.fullmatch(target):
        return f"tel:{dialled(match['phone'])}"
    return ""
