"""``gongkai audit``: what can be told of a site that is not ours."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.cli.options import USAGE, Day, today_option
from generator.cli.terminal import fail
from generator.clock import day_in
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import languages, system_language
from generator.load.settings.profile import FOLDER as PROFILES
from generator.load.settings.profile import load_profile
from generator.load.shipped import SHIPPED, list_data
from generator.model.language import spoken
from generator.presence import is_folder
from generator.scaffold.site import own_profile


@click.command("audit")
@click.argument("target", metavar="ADDRESS|FOLDER")
@click.option("--profile", "name", default="", help="The regulation to judge by; default: the usual one of its language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is told.")
@today_option
def audit_command(target: str, name: str, form: str, today: Day) -> None:
    """Tell of a site that need not be ours what its home page, sitemap, feeds and catalogs show, and what cannot be judged."""
    from generator.hosts import is_own_machine, is_site
    from generator.portal.audit import audit, audit_as_json, audit_as_text
    from generator.portal.audit_source import Nothing, folder_getter, look, web_getter
    from generator.portal.fetch import Fetcher
    from generator.portal.web_faults import WebFault

    labels = load_labels(SHIPPED, system_language())
    words, on_web = labels.text, is_site(target)
    parts = urlsplit(target if on_web else "")
    if name and load_profile(SHIPPED, name, labels, []) is None:
        known = ", ".join(file.removesuffix(".yml") for file in list_data(SHIPPED, PROFILES))
        fail(USAGE, words["cli_no_profile"].format(profile=name, known=known))
    if on_web and parts.scheme == "http" and not is_own_machine(parts.hostname or ""):
        fail(USAGE, words["audit_not_secure"].format(address=target))
    if not on_web and not is_folder(Path(target)):
        fail(USAGE, words["audit_nowhere"].format(target=target))
    address = target if not on_web or parts.path.endswith("/") else f"{target.partition('?')[0].partition('#')[0]}/"
    try:
        get = web_getter(address, Fetcher((parts.hostname or "",))) if on_web else folder_getter(Path(target))
        shown = look(get, address if on_web else "")
    except WebFault as fault:
        fail(
            USAGE, words["audit_unread"].format(target=fault.address or target, reason=words[fault.words].format(**fault.values))
        )
    except Nothing:
        fail(USAGE, words["audit_no_home"].format(target=target))
    language = spoken(shown.language, languages(SHIPPED)) or labels.language
    profile = load_profile(SHIPPED, name or own_profile(language), labels, [])
    assert profile is not None  # as was seen, or our own
    figures = audit(shown, profile, labels, today.date() if today else day_in(profile.timezone))
    click.echo(audit_as_json(figures) if form == "json" else audit_as_text(figures, labels), nl=False)
    sys.exit(0)
