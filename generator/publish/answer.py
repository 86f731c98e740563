"""The answer of a build, kept so that it can be given again while all is as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.publish.known_files import MANIFEST, Identity, find_identity
from generator.store import Kept, Store


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a command that published, with what it was asked and the inputs it worked from.

    ``outside`` are patterns of files of the machine it looked for, and ``outside_name`` a name for what they found.
    ``unchanged`` is the sentence to say when all of this is still so. ``day`` is the day it was judged by, ``span`` when that
    begins and ends where the site is, in seconds since 1970.
    """

    question: str
    inputs: str
    outside: tuple[str, ...]
    outside_name: str
    findings: str
    unchanged: str
    files: int
    day: str
    span: tuple[float, float]


def write_answer(store: Store, seal: Identity, answer: Answer) -> None:
    """Notes what was said of the publication whose manifest is this one."""
    _answers(store).replace([], [("last", "", json.dumps([seal, asdict(answer)]).encode())])


def read_answer(store: Store, live: Path) -> Answer | None:
    """The last answer about what is published now, or None."""
    try:
        seal, answer = json.loads(dict(_answers(store).get(["last"]))["last"])
        found = Answer(**answer | {"outside": tuple(answer["outside"]), "span": tuple(answer["span"])})
    except (ValueError, TypeError, KeyError):
        return None
    return found if find_identity(live, MANIFEST) == tuple(seal) else None


def _answers(store: Store) -> Kept:
    return store.table("answers", "")
