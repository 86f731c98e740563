"""The languages that can be spoken, one a file of labels, and the one that a reader is answered in."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from generator.load.shipped import find_data, list_data
from generator.load.source.encodings import UnknownEncoding, decode_any
from generator.load.source.source import read_bytes
from generator.load.source.yaml_tree import parse
from generator.model.language import spoken
from generator.presence import CATALOG
from generator.problems import SourceError

# What is spoken where nothing says another language, or one that nobody wrote labels for.
FALLBACK = "en"
LABELS = "site_config/labels"
# Settings of a POSIX system that name the language of messages, the strongest first.
_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")


def languages(site: Path) -> tuple[str, ...]:
    """The tags of all languages that there are labels of, shipped or the site's own."""
    return tuple(file.removesuffix(".yml") for file in list_data(site, LABELS))


def system_language(site: Path = Path()) -> str:
    """The reader's language where no catalog says one: that of the system, as far as it can be spoken."""
    known = languages(site)
    asked = (spoken(setting, known) for setting in _system_settings())
    return next(filter(None, asked), FALLBACK)


def _system_settings() -> list[str]:
    """The names the system gives its language, such as ``cy_GB.UTF-8``, the strongest first."""
    said = next(filter(None, map(os.environ.get, _SETTINGS)), "")
    if said.partition(".")[0] in ("C", "POSIX"):
        return []
    if said:  # a list of preferences goes before it, and counts only beside it (GNU gettext)
        return [*os.environ.get("LANGUAGE", "").split(":"), said]
    if sys.platform == "win32":  # a setting of the user, which no variable names
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    return []


def peek_language(site: Path) -> str:
    """The language in which a site's people are answered, read before anything can be said about the rest of its catalog.

    It is the one that the catalog names; of a catalog that cannot be parsed its lines are looked at, then the language of its
    profile, then the script it is written in.
    """
    known = languages(site)
    named = peek(site, CATALOG, "language", "profile")
    text = "" if any(named) else catalog_text(site)
    language, profile = named if any(named) else (_line(text, "language"), _line(text, "profile"))
    if found := spoken(language, known):
        return found
    (of_profile,) = peek(site, f"site_config/profiles/{profile}.yml", "language") if _is_name(profile) else ("",)
    return spoken(of_profile, known) or _by_script(text or catalog_text(site), site, known) or system_language(site)


def peek(site: Path, name: str, *keys: str) -> list[str]:
    """The texts of some keys of a file of settings, each nothing where it cannot be read."""
    path = find_data(site, name) if name != CATALOG else site / name
    try:
        tree = parse(_text(path.parents[name.count("/")], name), name, []) if path else None
    except SourceError:
        tree = None
    values = [tree.get(key) if isinstance(tree, dict) else None for key in keys]
    return [value.strip() if isinstance(value, str) else "" for value in values]


def catalog_text(site: Path) -> str:
    """The text of the catalog of a site, of which nothing is asked but to be read; nothing where it cannot be."""
    return _text(site, CATALOG)


def _text(folder: Path, name: str) -> str:
    """The text of a file in whatever encoding, for keys can be read all the same; nothing of one that is none."""
    try:
        return decode_any(read_bytes(folder, name))[0]
    except (SourceError, UnknownEncoding):
        return ""


def _line(text: str, key: str) -> str:
    found = re.search(rf"""^[ \t]*{key}[ \t]*[:：][ \t]*["']?([\w-]+)""", text, re.MULTILINE)
    return found[1] if found else ""


def _is_name(profile: str) -> bool:
    return re.fullmatch(r"[\w-]+", profile) is not None


def _by_script(text: str, site: Path, known: Iterable[str]) -> str:
    """The language that is called by a name in the script of a text, if that is another than that of the keys."""
    scripts = _scripts(text)
    for language in known:
        name = find_data(site, f"{LABELS}/{language}.yml")
        called = re.search(r"^name:(.*)$", name.read_text("utf-8", "replace"), re.MULTILINE) if name else None
        if called and scripts & _scripts(called[1]):
            return language
    return ""


def _scripts(text: str) -> set[str]:
    """The names of the scripts that letters of a text beyond Latin ones are of."""
    letters = {sign for sign in text if sign > "\u024f" and sign.isalpha()}
    return {unicodedata.name(sign, "?").split()[0] for sign in letters} - {"LATIN", "FULLWIDTH"}
