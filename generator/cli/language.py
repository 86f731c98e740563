"""The language in which the command line speaks of itself: the site's, else the system's."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click import core, decorators, exceptions, formatting, parser, types

_MODULES = (core, decorators, exceptions, formatting, parser, types)
_HELP = ("-h", "--help")
# Asked for whenever a command is loaded or a command line read, without being said: the help of an option, which is translated
# with those of the others, and names of parameters, which our sentences do without.
_UNSAID = ("Show this message and exit.", "path", "directory", "file")


class _Asked:
    """The words of the command line that is being read."""

    words: Sequence[str] = ()


def speak(words: Sequence[str]) -> None:
    """From now on what click says of a command line is in the language of its reader.

    Click asks ``gettext`` for each text, by a name in its modules. Its catalogs would be compiled files, of whoever last used a
    domain in this process; so the name is ours, and the table is read when there is something to say.
    """
    _Asked.words = words
    _texts.cache_clear()
    for module in _MODULES:
        for name, ours in (("_", said), ("ngettext", _said_of)):
            if hasattr(module, name):
                setattr(module, name, ours)


def asks_for_help(words: Sequence[str], groups: Sequence[str]) -> bool:
    """True for a command line that is answered with help."""
    return not words or words[-1] in groups or any(word in _HELP for word in words)


def translate(command: click.Command) -> click.Command:
    """The command with its help in the reader's language, those of its group too."""
    texts = _texts().get("help", {})
    own_help = command.get_help_option(click.Context(command, help_option_names=list(_HELP)))
    told: list[click.Command | click.Option] = [command, *([own_help] if own_help else [])]
    told += [option for option in command.params if isinstance(option, click.Option)]
    for part in told:
        english = vars(part).setdefault("english", part.help)  # a process may be asked in one language after the other
        part.help = texts.get(english, english) if english else english
    command.short_help = command.help if command.help != vars(command)["english"] else None
    if isinstance(command, click.Group):
        for name in command.commands:
            translate(command.commands[name])
    return command


def said(text: str) -> str:
    """A text of the command line in the reader's language."""
    return text if text in _UNSAID else _texts().get("click", {}).get(text, text)


def commands_in_words() -> Mapping[str, str]:
    """The commands by what people call them in the reader's language."""
    return _texts().get("commands", {})


def _said_of(one: str, many: str, count: int) -> str:
    return said(one if count == 1 else many)


@functools.cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    """The texts of the reader's language by their English ones; none where that is what is read."""
    from generator.load.settings.catalog import load_command_line
    from generator.load.settings.languages import peek_language, system_language
    from generator.presence import CATALOG

    # One that may not be looked into is told by the command; its language is not known.
    site = next((Path(word) for word in (*_Asked.words, ".") if os.path.isfile(Path(word) / CATALOG)), None)
    return load_command_line(peek_language(site) if site else system_language())
