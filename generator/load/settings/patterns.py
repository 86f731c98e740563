"""Loading what must not stand in texts: the packs of personal data and marks that a site has chosen, slips of language."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from generator.late import late
from generator.load.settings.catalog import load_data
from generator.load.shipped import SHIPPED, is_brought, list_data
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.language import spoken
from generator.model.profile import Profile
from generator.model.text_pattern import ChosenPack, OwnPattern, Pack, PropertyRule, TableColumn, TextPattern, TextPatterns
from generator.presence import CATALOG, is_file
from generator.problems import Position, Problem, Spot
from generator.text import nearest

FOLDER = "site_config/privacy"
_LANGUAGE = "site_config/language.yml"
_ONE_FILE = "site_config/privacy.yml"  # where all of them stood before there were packs
_NAMED = late(r"\{(\w+)\}")
T = TypeVar("T", TextPattern, TableColumn, PropertyRule)


def load_patterns(site: Path, catalog: Catalog, profile: Profile, labels: Labels, problems: list[Problem]) -> TextPatterns:
    """The patterns of the packs of a site: those its profile and its catalog name, those of its language where none is named.

    A pack in the site's own folder is always of it.
    """
    known = [file.removesuffix(".yml") for file in list_data(site, FOLDER)]
    own = [name for name in known if is_brought(site, f"{FOLDER}/{name}.yml")]
    if is_file(site / _ONE_FILE):
        values = {"path": _ONE_FILE, "suggestion": f"{FOLDER}/own.yml"}
        problems.append(Problem("source-misplaced", Position(_ONE_FILE), values))
    named: list[str] = []
    for names, file in ((profile.privacy, f"site_config/profiles/{catalog.profile}.yml"), (catalog.privacy, CATALOG)):
        for index, name in enumerate(names):
            if name in known:
                named.append(name)
            else:
                values = {"field": "privacy", "value": name, "known": ", ".join(known), "suggestion": nearest(name, known)}
                problems.append(Problem("value-not-listed", Spot(file, ("privacy", index)), values))
    packs = Packs(site, known, problems, labels.problems)
    if not profile.privacy and not catalog.privacy:
        # A pack is for a language in all its forms; where none is, what can be found at all is looked for.
        of = {name: pack.languages for name in known if (pack := packs.load(name))}
        named = [name for name, languages in of.items() if languages and spoken(catalog.language, languages)] or list(of)
    return packs.joined((*named, *own))


def load_all_patterns() -> TextPatterns:
    """The patterns of every pack that comes with the program."""
    problems: list[Problem] = []
    names = [file.removesuffix(".yml") for file in list_data(SHIPPED, FOLDER)]
    found = Packs(SHIPPED, names, problems).joined(names)
    if problems:
        raise RuntimeError(f"the shipped patterns are broken: {problems}")
    return found


class Packs:
    """The packs that a site may choose from, each read when it is wanted."""

    def __init__(self, site: Path, known: Iterable[str], problems: list[Problem], codes: Collection[str] = ()) -> None:
        self._site = site
        self._known = tuple(known)
        self._codes = codes
        self._problems = problems
        self._read: dict[str, Pack | None] = {}

    def load(self, name: str) -> Pack | None:
        """A pack by name; None where it cannot be read, which is then a problem."""
        if name not in self._read:
            pack = load_data(self._site, f"{FOLDER}/{name}.yml", Pack, None, self._problems)
            wrong = list(self._unknown_codes(pack, Spot(f"{FOLDER}/{name}.yml"))) if pack and self._codes else []
            self._problems += wrong
            self._read[name] = None if wrong else pack
        return self._read[name]

    def _unknown_codes(self, pack: Pack, spot: Spot) -> Iterator[Problem]:
        """The codes of a pack that nobody is told anything of."""
        for place in ("patterns", "columns", "properties", "names"):
            for index, entry in enumerate(getattr(pack, place)):
                if entry.code not in self._codes:
                    yield _unknown_code(entry.code, self._codes, spot.at(place, index, "code"))

    def joined(self, names: Iterable[str]) -> TextPatterns:
        """The patterns of packs and of what they include, each with its law and its words, and those of slips of language."""
        chosen = {name: pack for name in dict.fromkeys(names) if (pack := self.load(name))}
        included: dict[str, Pack] = {}
        for name, pack in chosen.items():
            for index, other in enumerate(pack.includes):
                if other not in self._known:
                    known = ", ".join(self._known)
                    values = {"field": "includes", "value": other, "known": known, "suggestion": nearest(other, self._known)}
                    self._problems.append(Problem("value-not-listed", Spot(f"{FOLDER}/{name}.yml", ("includes", index)), values))
                elif found := self.load(other):
                    included[other] = found
        used = {**included, **chosen}
        language = load_data(self._site, _LANGUAGE, Pack, None, self._problems)
        own = frozenset(name for name in used if is_brought(self._site, f"{FOLDER}/{name}.yml"))
        key, read = (tuple(chosen), own), (*used.values(), language)
        last = _joined.get(key)
        if last and len(last[0]) == len(read) and all(map(operator.is_, last[0], read)):
            return last[1]
        before = len(self._problems)
        phrases = {name: words for pack in used.values() for name, words in pack.phrases.items()}
        # What is included is looked for by the law of the pack that was named first.
        laws = {name: law for pack in reversed(chosen.values()) for name, law in pack.laws.items()}
        filled = {name: _filled(name, pack, {**laws, **pack.laws}, phrases, self._problems) for name, pack in used.items()}
        everything = (*filled.values(), *([language] if language else ()))
        whole = TextPatterns(
            own=tuple(one for name, pack in filled.items() if name in own for one in _own(name, pack)),
            packs=tuple(_chosen(name, pack, included) for name, pack in chosen.items()),
            patterns=tuple(pattern for pack in everything for pattern in pack.patterns),
            columns=tuple(column for pack in everything for column in pack.columns),
            properties=tuple(found for pack in everything for found in pack.properties),
            names=tuple(found for pack in everything for found in pack.names),
            quoting=tuple(language for pack in everything for language in pack.quoting),
        )
        if len(self._problems) == before:
            _joined[key] = read, whole
        return whole


# The patterns of the packs that were chosen last, by their names and those of the site's own among them: the same record as
# long as what they were read from is, so that its digest is not taken again.
_joined: dict[tuple[tuple[str, ...], frozenset[str]], tuple[tuple[Pack | None, ...], TextPatterns]] = {}


def _own(name: str, filled: Pack) -> Iterator[OwnPattern]:
    """The patterns of a pack that lies in the site's own folder."""
    file = f"{FOLDER}/{name}.yml"
    return (OwnPattern(file=file, index=index, pattern=one) for index, one in enumerate(filled.patterns))


def _chosen(name: str, pack: Pack, included: Mapping[str, Pack]) -> ChosenPack:
    """A pack by what it looks for, with what it includes."""
    parts = (pack, *(included[other] for other in pack.includes if other in included))
    entries: list[TextPattern | TableColumn] = []
    for part in parts:
        entries += (*part.patterns, *part.columns)
    return ChosenPack(
        title=f"{pack.name} ({name})" if pack.name else name,
        kinds=tuple(dict.fromkeys(entry.kind for entry in entries if entry.kind)),
        codes=tuple(dict.fromkeys(entry.code for entry in entries)),
    )


def _filled(
    name: str, pack: Pack, laws: Mapping[str, str], phrases: Mapping[str, tuple[str, ...]], problems: list[Problem]
) -> Pack:
    """A pack whose patterns have their laws and their words instead of the names of them; a name that is none is a problem."""
    spot = Spot(f"{FOLDER}/{name}.yml")

    def worded(words: tuple[str, ...], place: Spot) -> tuple[str, ...]:
        found: list[str] = []
        for index, word in enumerate(words):
            named = _NAMED.fullmatch(word)
            if named and named[1] not in phrases:
                problems.append(_unknown(named[1], phrases, place.at(index)))
            found += phrases.get(named[1], ()) if named else [word]
        return tuple(dict.fromkeys(found))

    def cited(found: T, place: Spot) -> T:
        for law in _NAMED.findall(found.source):
            if law not in laws:
                problems.append(_unknown(law, laws, place.at("source")))
        source = _NAMED.sub(lambda law: laws.get(law[1], ""), found.source)
        return found if source == found.source else replace(found, source=source)

    def made(pattern: TextPattern, place: Spot) -> TextPattern:
        """A pattern with the words and the law in the place of their names."""
        full = replace(
            pattern,
            label=worded(pattern.label, place.at("label")),
            needs=worded(pattern.needs, place.at("needs")),
            near=worded(pattern.near, place.at("near")),
            not_near=worded(pattern.not_near, place.at("not_near")),
            not_after=worded(pattern.not_after, place.at("not_after")),
            not_in=worded(pattern.not_in, place.at("not_in")),
            told_in=worded(pattern.told_in, place.at("told_in")),
        )
        return cited(full, place)

    def headed(column: TableColumn, place: Spot) -> TableColumn:
        return cited(replace(column, not_beside=worded(column.not_beside, place.at("not_beside"))), place)

    return replace(
        pack,
        patterns=tuple(made(one, spot.at("patterns", at)) for at, one in enumerate(pack.patterns)),
        columns=tuple(headed(one, spot.at("columns", at)) for at, one in enumerate(pack.columns)),
        properties=tuple(cited(one, spot.at("properties", at)) for at, one in enumerate(pack.properties)),
    )


def _unknown_code(code: str, known: Collection[str], spot: Spot) -> Problem:
    """The problem of a code that there is not."""
    nearby = nearest(code, known)
    alike = [name for name in known if name.endswith(("-exposed", "-mark"))]
    values = {"field": "code", "value": code, "known": ", ".join(alike), "suggestion": nearby}
    return Problem("value-not-listed", spot, values)


def _unknown(name: str, known: Iterable[str], spot: Spot) -> Problem:
    names = list(known)
    values = {"placeholder": name, "suggestion": nearest(name, names), "known": ", ".join(names)}
    return Problem("placeholder-unknown", spot, values)
