"""The ground of all commands: how their work is run, and how they speak."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from generator.cli.options import ENGINE, USAGE, built_sentence, shown
from generator.cli.progress import is_watched, terminal_progress
from generator.engine.interface import EngineError
from generator.findings import FORMATS, count, tell
from generator.late import late
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import peek_language, system_language
from generator.load.shipped import SHIPPED, OutsideSite
from generator.load.source.places import Places
from generator.model.labels import Labels
from generator.model.portal import PORTAL, NotAPortal
from generator.presence import CATALOG, exists, is_folder
from generator.publish.belonging import OtherEdition
from generator.publish.output import Busy, NotOurs
from generator.publish.put import PutInPart
from generator.publish.verify import NoManifest
from generator.run.editions import EditionMisuse
from generator.run.options import ClusterFault, NotASite, Progress, Result
from generator.run.repository import FROM_ROOT, placed_from_root
from generator.store import StoreFault

T = TypeVar("T")
# Quotes of a Chinese keyboard, of Word and of a path that was copied with them.
_QUOTES = "\"'“”‘’「」《》 \u3000"
# What a catalog is called when an ending is hidden, added or changed by whoever saved it.
_LIKE_CATALOG = late(r"catalog(?:ue)?[ _-]*(?:\(\d\)|副本)?\.(?:ya?ml|txt)(?:\.(?:txt|ya?ml))?", re.IGNORECASE)


def once(work: Callable[[], T]) -> T:
    """The result of work that is done without the garbage collector: nearly all it allocates lives to its end."""
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()
        gc.freeze()  # nor is it worth looking at them all when the program ends


def run(site: Path, work: Callable[[], T], output: Path | None = None) -> T:
    """Does the work of a command, and says what kept it from being done."""
    try:
        return work()
    except FAULTS as error:
        fail(*fault_of(site, error, output))


# What keeps the work of a command from being done, and is no bug.
_MISUSE = (NotASite, NotAPortal, Busy, NotOurs, OtherEdition, EditionMisuse, NoManifest, OutsideSite)
FAULTS = (*_MISUSE, ClusterFault, EngineError, PutInPart, StoreFault, OSError, MemoryError)


def fault_of(  # noqa: PLR0911, PLR0912  a branch a fault
    site: Path, error: BaseException, output: Path | None = None
) -> tuple[int, str]:
    """The exit code for one of the faults, and what it is in words."""
    words = _words(site)
    match error:
        case NotASite():
            return USAGE, _no_site(site, words)
        case NotAPortal():
            return USAGE, words["cli_not_a_portal"].format(folder=site)
        case Busy():
            return USAGE, words["cli_busy"].format(output=shown(output))
        case NotOurs():
            why = "cli_output_refused" if output is None or is_folder(output) else "cli_output_no_folder"
            return USAGE, words[why].format(output=shown(output))
        case OtherEdition():
            return USAGE, words["cli_other_edition"].format(output=shown(output))
        case EditionMisuse():
            return USAGE, words[error.words].format(**error.values)
        case OutsideSite():
            return USAGE, words["cli_outside"].format(path=shown(Path(str(error))))
        case NoManifest():
            return USAGE, words["cli_no_manifest"].format(folder=shown(site))
        case ClusterFault():
            reason = words[f"cli_cluster_{error.kind}"].format(address=error.address, reason=error.reason)
            return ENGINE if error.kind != "missing" else USAGE, reason + _untouched(site, output)
        case EngineError():
            return ENGINE, f"{words['cli_engine_failed']}\n{error}{_untouched(site, output)}"
        case PutInPart():
            return ENGINE, words["cli_in_part"].format(reason=error)
        case StoreFault():  # nor could a fresh file be written
            return ENGINE, words["cli_machine"].format(reason=_about(error, words)) + _untouched(site, output)
        case PermissionError(filename=str() as path):
            return ENGINE, words["cli_denied"].format(path=shown(Path(path))) + _untouched(site, output)
        case OSError() | MemoryError():
            # Sources that cannot be read are problems with a place; what is left is the disk, and whose it is.
            return ENGINE, words["cli_machine"].format(reason=_reason(error, words)) + _untouched(site, output)
        case _:
            raise error


def _no_site(site: Path, words: Mapping[str, str]) -> str:
    """The sentence that a folder is no site, with the folder that was meant or the file that is its catalog but for the name."""
    if not exists(site):
        meant = Path(str(site).strip(_QUOTES).replace("\\", "/"))
        if meant != site and exists(meant):
            return words["cli_no_folder_called"].format(site=site, meant=meant)
    names = os.listdir(site) if is_folder(site) else ()
    if near := next((name for name in sorted(names) if name != CATALOG and _LIKE_CATALOG.fullmatch(name)), ""):
        return words["cli_catalog_called"].format(site=site, near=near)
    return words["cli_not_a_site"].format(site=site)


def _untouched(site: Path, output: Path | None) -> str:
    """The sentence that a command which publishes has not done so, where there is something that it left as it was."""
    return "\n" + _words(site)["cli_untouched"] if output is not None and exists(output) else ""


def _reason(error: OSError | MemoryError, words: Mapping[str, str]) -> str:
    """The message of the machine, and what can be done about it where that is known."""
    number = getattr(error, "errno", errno.ENOMEM) or 0
    name = errno.errorcode.get(number, "")
    advice = words.get(f"cli_advice_{name.lower()}", "")
    file = getattr(error, "filename", None)
    said = (getattr(error, "strerror", None) or str(error) or os.strerror(number)) + (f": {shown(Path(file))}" if file else "")
    return f"{said} ({advice})" if advice else said


def _about(fault: StoreFault, words: Mapping[str, str]) -> str:
    return f"{shown(fault.file)} ({words[f'cli_store_{fault.kind}']})"


def _words(site: Path) -> Mapping[str, str]:
    """The words of a site or a portal, or of ours where the machine cannot even read those."""
    try:
        if (site / PORTAL).is_file() and not (site / CATALOG).is_file():
            from generator.portal.settings import labels_of_portal

            return labels_of_portal(site).text
        return load_labels(site, peek_language(site) if (site / CATALOG).is_file() else system_language()).text
    except OSError:
        return load_labels(SHIPPED, system_language()).text


def fail(code: int, message: str) -> NoReturn:
    """Ends the command with a message and an exit code."""
    click.echo(message, err=True)
    sys.exit(code)


def fail_about(path: Path, words: str, site: Path) -> NoReturn:
    """Ends the command over a path that it cannot be about, in the words of that name."""
    fail(USAGE, _words(site)[words].format(path=shown(path), site=shown(site)))


def tell_result(site: Path, result: Result, form: str) -> None:
    """Writes the findings of a run to standard output."""
    click.echo(findings_of(site, result, form), nl=False)


def tell_built(result: Result, output: Path, started: float) -> None:
    """Says whether a site was built, and how many of its files changed."""
    words, published = result.labels.text, result.published
    if published is None:
        click.echo(words["cli_not_built_anew" if exists(output) else "cli_not_built"], err=True)
        return
    sentence = words["cli_built" if published.changed else "cli_unchanged"]
    click.echo(built_sentence(sentence, output, published.files, published.changed, started), err=True)
    if published.changed and result.project and not (result.project.settings.site_url or result.project.edition.internal):
        click.echo(words["cli_no_sitemap"], err=True)
    if published.late:
        click.echo(words["cli_late"].format(reason=published.late), err=True)


def findings_of(site: Path, result: Result, form: str) -> str:
    """The findings of a run in one of the formats."""
    findings = tell(result.problems, result.labels, Places(site, result.labels, result.profile), result.patterns)
    findings = placed_from_root(findings, site) if form in FROM_ROOT else findings
    return FORMATS[form](findings, count(findings, result.items, result.reports), result.labels)


def labels_of(site: Path) -> Labels:
    """The words of a site's language."""
    return load_labels(site, peek_language(site))


def progress_of(site: Path) -> Progress:
    """Shows what is being done on a terminal, quiet elsewhere; that what was kept cannot be used is told anywhere."""
    quiet = quiet_progress_of(site)
    return terminal_progress(quiet, labels_of(site).text) if is_watched() and site.is_dir() else quiet


def quiet_progress_of(site: Path) -> Progress:
    """Names no stage."""

    def tell_fault(fault: StoreFault) -> None:
        words = _words(site)
        reason = words[f"cli_store_{fault.kind}"]
        click.echo(words["cli_store"].format(reason=reason, path=shown(fault.file)), err=True)

    return Progress(store_fault=tell_fault)
