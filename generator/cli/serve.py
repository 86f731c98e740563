"""``gongkai serve``: the preview."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import click

from generator.cli.options import USAGE, Day, Names, audience_option, day_of, jobs_option, site_argument, today_option
from generator.cli.terminal import fail, findings_of, labels_of, quiet_progress_of, run, tell_built, tell_result
from generator.run.build import build
from generator.run.options import Options, drafts_of, output_of
from generator.run.preview import Preview, watch


@click.command("serve")
@site_argument
@click.option("--addr", default="127.0.0.1:8000", show_default=True, help="Host and port of the preview.")
@click.option("--drafts", is_flag=True, help="Also show drafts and what is to appear on a later day, marked as such.")
@today_option
@audience_option
@jobs_option
def serve_command(site: Path, addr: str, drafts: bool, today: Day, audiences: Names, jobs: int) -> None:
    """Preview a site: build it, watch its files, build again, reload."""
    public = output_of(site, None)
    folder = drafts_of(site) if drafts else public
    labels = run(site, lambda: labels_of(site))

    def rebuild() -> str:
        started = time.monotonic()
        options = Options(site, day_of(today, site), audiences, jobs, drafts=drafts)
        result = run(site, lambda: build(options, folder, quiet_progress_of(site)), folder.asked)
        if result.problems:
            tell_result(site, result, "text")
        tell_built(result, folder.asked, started)
        return "" if result.published else findings_of(site, result, "text")

    def again() -> str:
        try:
            return rebuild()
        except SystemExit:  # what failed has been said; the next save may do
            return labels.text["cli_not_built"]

    host, port = _listen(addr)
    try:
        preview = Preview(folder.live, host, port)
    except (OSError, OverflowError) as error:
        fail(USAGE, labels.text["cli_no_address"].format(address=addr, reason=getattr(error, "strerror", None) or error))
    rebuild()
    with preview.running():
        if drafts:
            click.echo(labels.text["cli_serving_drafts"], err=True)
        click.echo(labels.text["cli_serving"].format(address=preview.address), err=True)
        with contextlib.suppress(KeyboardInterrupt):
            watch(site, (public.live, public.work), lambda: preview.tell(again()))


def _listen(address: str) -> tuple[str, int]:
    """Host and port of ``HOST:PORT``, ``:PORT`` or ``[HOST]:PORT``."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isascii() or not port.isdecimal():
        raise click.BadParameter("HOST:PORT", param_hint="--addr")
    return host.strip("[]") or "127.0.0.1", int(port)
