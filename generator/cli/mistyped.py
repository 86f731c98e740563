"""Words of a command line that are no command and no option: wide hyphens, commands in other words, values left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

import click

from generator.cli.language import commands_in_words, said
from generator.late import late
from generator.load.items.choices import called
from generator.model.kind import Kind
from generator.model.report.period import years_over
from generator.model.settings import Settings
from generator.problems import Problem

# A word that begins with what a Chinese keyboard, or Word, makes of hyphens.
_DASHED = late(r"-?[－—–−‐‑﹣─]+-?(?P<name>[a-zA-Z\uff21-\uff3a\uff41-\uff5a][a-zA-Z\uff21-\uff3a\uff41-\uff5a-]*(?:=.*)?)")
# Asked of other programs as a command, of this one as an option.
_OPTIONS = {"help": "--help", "version": "--version"}
_IS_DASHED = "'{word}' has other signs than hyphens in it. Write {right}"
_IS_OTHER = "'{word}' is no command. Write {right}"
_IS_OVER = (
    "'{value}' begins in one year and ends in the next; write {second}, and in the new file "
    "period: {{from: {first}-09-01, to: {second}-08-31}} with its own days."
)
_IS_MISSING = "A value is missing. Write it, such as: {example}"
# What stands behind a command that needs something behind it.
_EXAMPLES: Mapping[str, str] = {
    "import": "items.xlsx",
    "export": "--xlsx items.xlsx",
    "verify": "site",
    "ci": "github",
    "item": "2026/notice",
    "page": "contact",
    "profile": "our-county",
    "report": "2025",
    "site": "our-site",
}


def check_hyphens(words: Sequence[str], ctx: click.Context) -> None:
    """Ends the program where an option begins with other signs than hyphens."""
    for word in words:
        if found := _DASHED.fullmatch(word):
            name = unicodedata.normalize("NFKC", found["name"])
            right = f"-{name}" if len(name) == 1 else f"--{name}"
            raise click.UsageError(said(_IS_DASHED).format(word=word, right=right), ctx=ctx)


def refuse_command(word: str, commands: Collection[str], ctx: click.Context) -> NoReturn:
    """Ends the program over a command that there is not; the one that is meant is named."""
    in_words = commands_in_words()
    plain = word.strip("。.,，、；;：: ")
    meant = _OPTIONS.get(word) or in_words.get(plain) or next((right for name, right in in_words.items() if name in plain), "")
    if meant:
        raise click.UsageError(said(_IS_OTHER).format(word=word, right=f"{ctx.command_path} {meant}"), ctx=ctx)
    raise click.exceptions.NoSuchCommand(word, possibilities=get_close_matches(word, commands, n=1), ctx=ctx)


def refuse_missing(error: click.MissingParameter) -> NoReturn:
    """Ends the program over a value that is not there; where one can be shown, it is."""
    example = _EXAMPLES.get(error.ctx.info_name or "") if error.ctx else None
    if error.ctx is None or example is None:
        raise error
    raise click.UsageError(said(_IS_MISSING).format(example=f"{error.ctx.command_path} {example}"), ctx=error.ctx) from error


def no_kind(written: str, kinds: Mapping[str, Kind], words: Mapping[str, str]) -> str:
    """The text about a kind that there is not: which was most likely meant, and which there are."""
    shown = {key: key if written.isascii() else f"{kind.label}（{key}）" for key, kind in kinds.items()}
    meant = called(written, shown, {key: (kind.label, *kind.also) for key, kind in kinds.items()})
    known = ", ".join(shown.values())
    return words["cli_kind_meant" if meant else "cli_no_kind"].format(kind=written, meant=meant, known=known)


def no_category(written: str, problems: Sequence[Problem], settings: Settings) -> str:
    """The text about a category that there is not, or that may be two: which there are."""
    known = problems[0].values["known"].split(", ") if problems else list(settings.categories)
    if not problems and not written.isascii():
        known = [entry.name for entry in settings.categories.values()]
    return settings.labels.text["cli_no_category"].format(category=written, known=", ".join(known))


def year_over(text: str) -> str:
    """The words on what to write instead of a year that begins in one and ends in the next; nothing for any other text."""
    over = years_over(text)
    return said(_IS_OVER).format(value=text, first=over[0], second=over[1]) if over else ""
