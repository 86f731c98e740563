"""``gongkai serve``: the preview."""

from __future__ import annotations

import contextlib
import gc
import ipaddress
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

import click

from generator.cli.options import USAGE, Day, Names, audience_option, day_of, jobs_option, site_argument, today_option
from generator.cli.terminal import (
    FAULTS,
    fail,
    fault_of,
    findings_of,
    labels_of,
    quiet_progress_of,
    run,
    tell_built,
)
from generator.publish.output import Busy, NotOurs, OutputFolder
from generator.run.build import build
from generator.run.editions import edition_runs
from generator.run.judge import require_site
from generator.run.options import Options, Result, drafts_of, output_of
from generator.run.preview import Preview
from generator.run.preview_address import AddressTaken, AddressUnusable
from generator.run.watch import SourceWatch

_HOST, _PORT = "127.0.0.1", 8000
_BUSY_SECONDS = 0.2  # until a build that somebody else runs is looked for again


@click.command("serve")
@site_argument
@click.option("--addr", default=f"{_HOST}:{_PORT}", show_default=True, help="Host and port of the preview.")
@click.option("--drafts", is_flag=True, help="Also show drafts and what is to appear on a later day, marked as such.")
@today_option
@audience_option
@click.option("--edition", default="", help="The edition to show, by its id or name; default: the first.")
@jobs_option
def serve_command(site: Path, addr: str, drafts: bool, today: Day, audiences: Names, edition: str, jobs: int) -> None:
    """Preview a site: build it, watch its files, build again, reload."""
    run(site, lambda: require_site(site))
    asked = Options(site, day_of(today, site), audiences)
    runs = run(site, lambda: edition_runs(asked, [edition] if edition else ()))
    meant = runs[0].options.edition if runs else ""
    folder = drafts_of(site, meant) if drafts else runs[0].folder if runs else output_of(site, None)
    words = labels_of(site).text
    preview = _preview_at(addr, folder.live, words)

    def rebuild(*, quick: bool) -> bool:
        """True where there is a new site."""
        options = Options(site, day_of(today, site), audiences, jobs, drafts=drafts, edition=meant, quick=quick)
        note = _build_again(options, folder)
        if note:
            preview.show_note(note)
        else:
            preview.show_site()
        gc.collect()  # nobody waits now; the collector is off while a command runs (cli.run), and this one runs for hours
        return not note

    with preview.running(), SourceWatch(site) as watch, contextlib.suppress(KeyboardInterrupt):
        published = rebuild(quick=False)
        if drafts:
            click.echo(words["cli_serving_drafts"], err=True)
        click.echo(words["cli_serving"].format(address=preview.address), err=True)
        while True:
            watch.wait()
            # All that lies in the folder was looked at by the first build that gave a site.
            published = rebuild(quick=published) or published


def _preview_at(address: str, folder: Path, words: Mapping[str, str]) -> Preview:
    """The preview of a folder at an address; one that cannot be had ends the command with a sentence."""
    try:
        host, port = read_address(address)
        return Preview(folder, host, port, words)
    except AddressTaken:
        other = f"{host}:{port + 1 if port < 65535 else 0}" if ":" not in host else f"[{host}]:{port + 1}"
        fail(USAGE, words["cli_addr_taken"].format(address=address, other=other))
    except AddressUnusable:
        fail(USAGE, words["cli_addr_unusable"].format(address=address))
    except ValueError:
        fail(USAGE, words["cli_addr_wrong"].format(address=address))


def read_address(text: str) -> tuple[str, int]:
    """Host and port of ``HOST:PORT``, ``[IPV6]:PORT``, a host or a port alone. Raises ValueError."""
    if text.isascii() and text.isdigit():
        text = f":{text}"
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(bare)), _PORT
    host, colon, port = text.rpartition(":")
    if not colon:
        host, port = text, str(_PORT)
    if host.startswith("[") and host.endswith("]"):
        host = str(ipaddress.IPv6Address(host[1:-1]))
    elif any(sign in ":/@[] " or sign.isspace() for sign in host):
        raise ValueError(text)
    if not (port.isascii() and port.isdigit() and int(port) <= 65535):
        raise ValueError(text)
    return host or _HOST, int(port)


def _build_again(options: Options, folder: OutputFolder) -> str:
    """Builds a site and says on the terminal how it went; what pages have to say: nothing where the site was published.

    No fault and no bug ends a preview, for the next edit may mend it; only a folder of somebody else's does.
    """
    started = time.monotonic()
    site = options.site
    try:
        result = _build_in_turn(options, folder)
        findings = findings_of(site, result, "text") if result.problems else ""
    except FAULTS as error:
        code, sentence = fault_of(site, error, folder.asked)
        if isinstance(error, NotOurs):  # nothing that is edited mends it
            fail(code, sentence)
        click.echo(sentence, err=True)
        return _note(site, folder, sentence)
    except Exception as error:
        traceback.print_exc()
        return _note(site, folder, labels_of(site).text["cli_preview_bug"].format(error=f"{type(error).__name__}: {error}"))
    click.echo(findings, nl=False)
    tell_built(result, folder.asked, started)
    return "" if result.published else _note(site, folder, findings)


def _build_in_turn(options: Options, folder: OutputFolder) -> Result:
    """Builds a site, after whoever else is building it."""
    waits = False
    while True:
        try:
            return build(options, folder, quiet_progress_of(options.site))
        except Busy:
            if not waits:
                click.echo(labels_of(options.site).text["cli_preview_waits"], err=True)
            waits = True
            time.sleep(_BUSY_SECONDS)


def _note(site: Path, folder: OutputFolder, found: str) -> str:
    """The notice that pages show of a build that gave no new site, and of which site they are."""
    words = labels_of(site).text
    return f"{words['cli_preview_old' if folder.live.is_dir() else 'cli_preview_none']}\n\n{found}"
