"""Asking other sites whether an address still leads somewhere: only on request, one question at a time for each of them."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from generator import __version__

MOST = 500  # addresses in one run
_TIMEOUT = 10.0  # seconds for one answer
_PAUSE = 0.5  # seconds between two questions to one site
_SITES_AT_ONCE = 8
# These say that somebody is there and does not talk to programs.
_GUARDED = (401, 403, 405, 406, 429, 451, 999)


def read_failures(addresses: Iterable[str]) -> dict[str, str]:
    """The addresses that lead nowhere, each with what was answered."""
    by_site: dict[str, list[str]] = {}
    for address in list(dict.fromkeys(addresses))[:MOST]:
        by_site.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(_SITES_AT_ONCE) as pool:
        answers = [answer for part in pool.map(_ask_site, by_site.values()) for answer in part]
    return {address: reason for address, reason in answers if reason}


def _ask_site(addresses: list[str]) -> list[tuple[str, str]]:
    answers = []
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        answers.append((address, _ask(address, "HEAD")))
    return answers


def _ask(address: str, method: str) -> str:
    """The reason why an address does not open, or ``''``; a server that guards itself against programs is not accused."""
    agent = {"User-Agent": f"gongkai/{__version__} (link check)"}
    request = urllib.request.Request(address, method=method, headers=agent)  # noqa: S310  callers give http and https only
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310  callers give http and https only
            return ""
    except urllib.error.HTTPError as error:
        if error.code in _GUARDED:
            return ""
        # Some sites know only the question that browsers ask.
        return _ask(address, "GET") if method == "HEAD" else str(error.code)
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", "") or error)
