"""The answers of commands, kept so that they can be given again while all is as it was."""

from __future__ import annotations

import json
from dataclasses import asdict

from generator.frozen import frozen
from generator.publish.known_files import FileIdentity
from generator.store import Kept, Store


@frozen
class Answer:
    """The answer of a command to a question, with the inputs it worked from: what it found, and its exit code.

    ``outside`` are patterns of files of the machine it looked for, and ``outside_name`` a name for what they found. ``day`` is
    the day it was judged by, ``span`` when that begins and ends where the site is, in seconds since 1970. Of a command that
    published, ``seal`` is the identity of the manifest, ``unchanged`` the sentence to say while all is as it was, of so many
    ``files``.
    """

    question: str
    inputs: str
    outside: tuple[str, ...]
    outside_name: str
    findings: str
    code: int
    day: str
    span: tuple[float, float]
    seal: FileIdentity | None = None
    unchanged: str = ""
    files: int = 0


def write_answer(store: Store, command: str, answer: Answer) -> None:
    """Notes the last answer of a command."""
    _answers(store).replace([], [(command, "", json.dumps(asdict(answer)).encode())])


def read_answer(store: Store, command: str) -> Answer | None:
    """The last answer of a command, or None."""
    try:
        answer = json.loads(dict(_answers(store).get([command]))[command])
        seal = answer["seal"]
        lists = {"outside": tuple(answer["outside"]), "span": tuple(answer["span"]), "seal": seal and tuple(seal)}
        return Answer(**answer | lists)
    except (ValueError, TypeError, KeyError):
        return None


def _answers(store: Store) -> Kept:
    return store.table("answers", "")
