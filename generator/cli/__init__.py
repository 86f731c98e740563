"""The command line: the only place that prints or exits."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Mapping
from typing import NoReturn

import click

from generator import __version__

# Where each command stands: it is loaded when it is asked for, for starting is part of every edit.
_COMMANDS: Mapping[str, str] = {
    "archive": "generator.cli.archive:archive_command",
    "build": "generator.cli.build:build_command",
    "check": "generator.cli.check:check_command",
    "claims": "generator.cli.checker:claims_command",
    "due": "generator.cli.checker:due_command",
    "export": "generator.cli.export:export_command",
    "fix": "generator.cli.fix:fix_command",
    "import": "generator.cli.importing:import_command",
    "lock": "generator.cli.checker:lock_command",
    "migrate": "generator.cli.migrate:migrate_command",
    "new": "generator.cli.new:new_group",
    "portal": "generator.cli.portal:portal_group",
    "schema": "generator.cli.schema:schema_command",
    "score": "generator.cli.checker:score_command",
    "audit": "generator.cli.audit:audit_command",
    "serve": "generator.cli.serve:serve_command",
    "verify": "generator.cli.verify:verify_command",
}


# Further commands of a group, each in a module of its own that puts them there.
_FURTHER: Mapping[str, tuple[str, ...]] = {
    "new": ("generator.cli.new_theme", "generator.cli.new_editor", "generator.cli.new_letter")
}

_GROUPS = ("new", "portal")
_UNHEARD = 128 + 13  # as shells tell of a program that SIGPIPE ended


class _Commands(click.Group):
    """The group of all commands; each is imported when it is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the command line; what is said of it is in the reader's language."""
        from generator.cli.language import asks_for_help, speak, translate

        self._helps = asks_for_help(args, _GROUPS)
        speak(args)
        if self._helps:
            translate(self)
        if not all(map(str.isascii, args)):
            from generator.cli.mistyped import check_hyphens

            check_hyphens(args, ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        for further in _FURTHER.get(cmd_name, ()):
            importlib.import_module(further)
        if getattr(self, "_helps", False):
            from generator.cli.language import translate

            return translate(command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; of one that there is not, the nearest is named."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            from generator.cli.mistyped import refuse_command

            refuse_command(args[0], _COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command; what the machine does not let it do or say, and no command told, is the machine's fault."""
        try:
            return super().invoke(ctx)
        except click.MissingParameter as error:
            from generator.cli.mistyped import refuse_missing

            refuse_missing(error)
        except EOFError as error:  # a bug, or modules that were cut short; click would say that somebody broke the command off
            raise RuntimeError(str(error)) from error
        except (OSError, MemoryError) as error:
            _end_of_machine(error)


def _end_of_machine(error: OSError | MemoryError) -> NoReturn:
    """Ends the program over what the machine did not let it do or say; it has said nothing of a site with that."""
    if isinstance(error, BrokenPipeError):  # whoever read what was said has gone: as programs end that nobody listens to
        _let_go()
        sys.exit(_UNHEARD)
    with contextlib.suppress(OSError):
        click.echo(_told(error), err=True)
    sys.exit(3)


def _told(error: OSError | MemoryError) -> str:
    """The message of what the machine did not let a command do, in the reader's words; bare where even they cannot be had."""
    from pathlib import Path

    try:
        from generator.cli.terminal import fault_of

        return fault_of(Path(), error)[1]
    except (OSError, MemoryError, ImportError):
        return f"{type(error).__name__}: {error}"


def run() -> None:
    """Runs the program. Names of files are UTF-8, whatever the locale says; what is said is in the signs of the terminal."""
    _open_closed_streams()
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        environment = os.environ | {"PYTHONUTF8": "1", "PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
        os.execve(sys.executable, [sys.executable, "-m", "generator", *sys.argv[1:]], environment)  # noqa: S606  this program
    # numpy's library of matrices, of which we use nothing, starts a thread a processor, and interrupts us where it may not.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # No part of another package is to take part in reading records, and looking for one would take time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from generator.cli.stream import make_plain

    make_plain()
    gc.disable()  # what a command imports lives to its end
    try:
        main()
    except (OSError, MemoryError) as error:  # of the command line itself, such as what --help says
        _end_of_machine(error)
    finally:
        _let_go()


def _open_closed_streams() -> None:
    """Opens nothing in the place of a standard stream that is closed: the next file would be it, and be written over."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # which has the lowest number that is free
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  to the end of the program
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # what is put in its place writes to it, and does not hold it


def _let_go() -> None:
    """Drops what could not be said: said once more when Python ends, it would take the place of the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # full, or closed
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
def main() -> None:
    """Gongkai: from a folder of text files to the disclosure site of a public body."""
