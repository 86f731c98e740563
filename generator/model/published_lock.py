"""The register of what has been published: addresses, index numbers and files that may not change without a word.

``content/published.lock``: a line for each, its parts between tabs, sorted by address, so that git merges it line by line.
Each further edition has one of its own, ``content/published.ID.lock``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from generator.frozen import frozen
from generator.model.edition import Edition

REGISTER = "content/published.lock"
_HEAD = (
    "# What has been published. Written by `gongkai lock`; commit it, do not edit it.",
    "# page: address, index number, published, recorded, withdrawn:… · file: address, sha256:…, recorded",
)
MALFORMED = "register-malformed"  # the code of the problem of a line that is not of it
_DIGEST = "sha256:"
_WITHDRAWN = "withdrawn:"


@frozen
class RegisteredItem:
    """An item as it was when it was recorded; ``withdrawn`` is the day it was withdrawn, where it was."""

    index_number: str
    published: dt.date
    recorded: dt.date
    withdrawn: dt.date | None = None

    @property
    def line(self) -> str:
        """Its parts, as they stand behind its address."""
        parts = [self.index_number, str(self.published), str(self.recorded)]
        return "\t".join([*parts, f"{_WITHDRAWN}{self.withdrawn}"] if self.withdrawn else parts)


@frozen
class RegisteredFile:
    """A file of an item as it was when it was recorded."""

    sha256: str
    recorded: dt.date


@frozen
class Register:
    """The items and files that have been published, by address; ``path`` is the file that says so."""

    items: Mapping[str, RegisteredItem] = field(default_factory=dict)
    files: Mapping[str, RegisteredFile] = field(default_factory=dict)
    path: str = REGISTER

    @property
    def last_recorded(self) -> dt.date:
        """The day up to which the register is complete."""
        return max((entry.recorded for entry in self.items.values()), default=dt.date.min)

    def to_text(self) -> str:
        """The register as a file."""
        lines = {address: f"{address}\t{entry.line}" for address, entry in self.items.items()}
        lines |= {address: f"{address}\t{_DIGEST}{entry.sha256}\t{entry.recorded}" for address, entry in self.files.items()}
        return "".join(f"{line}\n" for line in (*_HEAD, *(lines[address] for address in sorted(lines))))


def register_path(edition: Edition) -> str:
    """The path of the register of an edition."""
    return REGISTER if edition.default else f"content/published.{edition.id}.lock"


def register_from(text: str, path: str = REGISTER) -> tuple[Register, list[int]]:
    """The register in a file, and the numbers of the lines that are not of it."""
    items: dict[str, RegisteredItem] = {}
    files: dict[str, RegisteredFile] = {}
    wrong: list[int] = []
    day = dt.date.fromisoformat
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        address, *rest = line.split("\t")
        try:
            if len(rest) == 2 and rest[0].startswith(_DIGEST):
                files[address] = RegisteredFile(rest[0][len(_DIGEST) :], day(rest[1]))
            else:
                index_number, published, recorded, *state = rest
                items[address] = RegisteredItem(index_number, day(published), day(recorded), _withdrawn(state))
        except ValueError:
            wrong.append(number)
    return Register(items, files, path), wrong


def _withdrawn(state: list[str]) -> dt.date | None:
    """The day of withdrawal in what follows the three parts of an item that there always are; ValueError where it is no such."""
    if not state:
        return None
    (written,) = state
    if not written.startswith(_WITHDRAWN):
        raise ValueError(written)
    return dt.date.fromisoformat(written[len(_WITHDRAWN) :])
