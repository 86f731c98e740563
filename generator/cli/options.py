"""The options that commands share, and what they mean; nothing here needs the rest of the program."""

from __future__ import annotations

import datetime as dt
import errno
import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.cli.language import said
from generator.clock import day_in
from generator.late import late
from generator.text import Count
from generator.work import default_jobs

CLEAN, PROBLEMS, USAGE, ENGINE = 0, 1, 2, 3

FORMS = ("text", "json", "github", "sarif", "gitlab")

SOURCES = (".md", ".yml", ".yaml", ".lock")  # of a site: they mean something only together
_IS_NO_NAME = "'-' is standard input or output; name a file or folder, or write ./- for one that is called so."
_IS_NO_DAY = "'{value}' is no day. Write it as {right}, the year first"
_DAY = late(r"(\d{4})[^\d\s]{1,3}(\d{1,2})[^\d\s]{1,3}(\d{1,2})日?")
_IS_EMPTY = "Nothing is named."
_IS_FOLDER = "'{name}' is a folder; name a file in it, such as {name}/check{ending}."
_IS_NO_SHEET = "'{name}' is something else and would be overwritten; name a file that ends with {ending}."
_IS_BELOW_FILE = "'{name}' would lie below a file; name another place."
_IS_TOO_LONG = "'{name}' is too long a name; write a shorter one."


class Place(click.Path):
    """A file or folder by its name; a hyphen names none. ``made``: it may be there or be made, but not below a file."""

    def __init__(self, *, made: bool = False, **about: Any) -> None:
        super().__init__(**about)
        self._made = made

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path; a name that is none ends the command."""
        if str(value) in ("-", ""):
            self.fail(said(_IS_NO_NAME if value else _IS_EMPTY), param, ctx)
        if self._made:
            self.require_possible(Path(value), str(value), param, ctx)
        return super().convert(value, param, ctx)

    def require_possible(self, path: Path, name: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        """Ends the command where nothing can ever be at a path."""
        try:
            os.lstat(path)
        except NotADirectoryError:
            self.fail(said(_IS_BELOW_FILE).format(name=name), param, ctx)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                self.fail(said(_IS_TOO_LONG).format(name=name), param, ctx)


class NewFolder(Place):
    """A folder to be written, made where there is none."""

    def __init__(self) -> None:
        super().__init__(made=True, path_type=Path, file_okay=False, readable=False)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path; a name that no folder can have ends the command."""
        path = Path(value)
        if path.name:  # beside it lies the folder of what is kept
            self.require_possible(path.with_name(f".{path.name}.build"), str(value), param, ctx)
        return super().convert(value, param, ctx)


class NewFile(Place):
    """A file to be written, which ends with one of some ``endings``; a source of the site, or another file, is none.

    Where it may be ``piped``, a hyphen is standard output.
    """

    def __init__(self, *endings: str, piped: bool = False) -> None:
        super().__init__(path_type=Path, readable=False)
        self._endings, self._piped = endings, piped

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path; a name of what must not be overwritten ends the command."""
        if str(value) == "-" and self._piped:
            return Path("-")
        path, name = Path(value), str(value).rstrip("/\\") or str(value)
        self.require_possible(path, str(value), param, ctx)
        if name and path.is_dir():
            self.fail(said(_IS_FOLDER).format(name=name, ending=self._endings[0]), param, ctx)
        ending = path.suffix.lower()
        if ending in SOURCES or (path.is_file() and ending not in self._endings):
            self.fail(said(_IS_NO_SHEET).format(name=name, ending=self._endings[0]), param, ctx)
        return super().convert(value, param, ctx)


class DayType(click.DateTime):
    """A day as year, month and day."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """The day; what is none ends the command, with the day it may be meant for."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            numbers = _DAY.fullmatch(unicodedata.normalize("NFKC", str(value)))
            right = "-".join(number.zfill(2) for number in numbers.groups()) if numbers else "2026-06-01"
            self.fail(said(_IS_NO_DAY).format(value=value, right=right), param, ctx)


Command = Callable[..., object]
Day = dt.datetime | None
Names = tuple[str, ...]
site_argument = click.argument("site", type=Place(path_type=Path, readable=False), default=".")
paths_argument = click.argument("paths", type=Place(path_type=Path, readable=False), nargs=-1, metavar="[SITE | FILE…]")
today_option = click.option("--today", type=DayType(), help="The day to judge by; default: now, where the site is.")
audience_option = click.option(
    "--audience", "audiences", multiple=True, help="Include items for this audience; default: those of the catalog."
)
edition_option = click.option(
    "--edition", "editions", multiple=True, help="Only this edition of the site, by its id or name; default: all it has."
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How findings are written."
)
strict_option = click.option("--strict", is_flag=True, help="Warnings count as errors.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=default_jobs, show_default="processors", help="How many processes to use."
)
cache_option = click.option("--no-cache", "cache", flag_value=False, default=True, help="Read and make everything anew.")
output_option = click.option("--output", type=NewFolder(), help="Where the site goes; default: SITE/site.")


def run_options(command: Command) -> Command:
    """The options of every run over a whole site: format, strict, day, audiences, editions, processes, cache."""
    for option in (cache_option, jobs_option, edition_option, audience_option, today_option, strict_option, format_option):
        command = option(command)
    return command


def day_of(today: Day, site: Path) -> dt.date:
    """The day to judge by: the one that was asked for, or the one it is where the site is."""
    if today is not None:
        return today.date()
    from generator.load.settings.catalog import peek_zone

    return day_in(peek_zone(site))


def shown(path: Path | None) -> str:
    """A path as people see it from where they are."""
    if path is None:
        return ""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def built_sentence(words: str, output: Path, files: int, changed: int, started: float) -> str:
    """The sentence of what was built; ``started`` is a time of ``time.monotonic``."""
    seconds = f"{time.monotonic() - started:.1f}"
    return words.format(output=shown(output), files=Count(files), written=changed, seconds=seconds)
