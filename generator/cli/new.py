"""``gongkai new``: new files, ready to be filled in."""

from __future__ import annotations

import datetime as dt
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator.check.catalog.deadlines import report_due
from generator.cli.completion import complete_category, complete_kind, complete_profile
from generator.cli.drafts import write_drafts
from generator.cli.language import said
from generator.cli.mistyped import no_category, no_kind, year_over
from generator.cli.options import PROBLEMS, USAGE, Place, day_of, today_option
from generator.cli.schema import write_schemas
from generator.cli.terminal import fail, run, tell_result
from generator.clock import day_in
from generator.late import late
from generator.load.items.named import CatalogNames
from generator.load.settings.catalog import load_catalog, load_labels
from generator.load.settings.languages import languages, peek_language, system_language
from generator.load.settings.profile import FOLDER as PROFILES
from generator.load.settings.profile import load_profile
from generator.load.shipped import find_data, list_data
from generator.load.site import load_settings
from generator.model.labels import Labels
from generator.model.language import is_tag, spoken, written_tag
from generator.model.project import Project
from generator.model.report.form import Form
from generator.model.report.period import Period, read_period
from generator.model.report.report import report_path
from generator.names import path_fault
from generator.presence import CATALOG, exists, is_site
from generator.problems import Problem, Spot
from generator.run.judge import load, require_site
from generator.run.options import Options, Result
from generator.run.repository import root_of
from generator.run.scope import find_site
from generator.scaffold.report import known_forms, report_draft
from generator.scaffold.site import AUTOMATIC, Draft, automatic_draft, item_draft, own_profile, page_draft, site_drafts

_FORMS = "site_config/report_forms"
_NO_NAME = "'{name}' cannot be the name of a file: write letters, digits and hyphens, such as {example}."
_YEARS = range(2008, 2101)
_NO_YEAR = "'{value}' is no year; write all four figures, such as 2025."
_NO_PERIOD = "'{name}' is no part of that year; write q1 to q4, h1, h2, or a month such as 03."
_NO_PROFILE_NAME = "'{name}' cannot be the name of a profile: write small letters a to z, digits, - and _, such as {example}."
_ENDING = late(r"(?i)\.(?:md|markdown|ya?ml)$")
_PROFILE_NAME = late(r"[a-z0-9][a-z0-9_-]*")
# Folders of a site in which no other may lie.
_ITEMS = "content/items/"
_SOURCES = ("content", "theme", "site_config")


@click.group("new")
def new_group() -> None:
    """Make a new item, page, report, site or profile, ready to be filled in."""


@new_group.command("site")
@click.argument("folder", type=Place(path_type=Path, readable=False))
@click.option(
    "--language",
    default="",
    help="The language of the site, such as en, en-GB or zh-CN; default: yours, as it is where the profile is.",
)
@click.option(
    "--profile",
    default="",
    shell_complete=complete_profile,
    help="The regulation it follows, by its name; default: that of the language.",
)
@today_option
def new_site_command(folder: Path, language: str, profile: str, today: dt.datetime | None) -> None:
    """Make a whole site in FOLDER."""
    known = languages(folder)
    tag = written_tag(language or system_language())
    served = spoken(tag, known) if is_tag(tag) else ""
    labels = load_labels(folder, served or system_language())
    if not served:
        fail(USAGE, labels.text["cli_no_language"].format(language=language, known=", ".join(known)))
    _refuse_inside(folder, labels)
    profile = profile or own_profile(served)
    rules = load_profile(folder, profile, labels, [])
    if rules is None:
        names = ", ".join(file.removesuffix(".yml") for file in list_data(folder, "site_config/profiles"))
        fail(USAGE, labels.text["cli_no_profile"].format(profile=profile, known=names))
    day = today.date() if today else day_in(rules.timezone)  # what it is where the body is
    if not language and spoken(rules.language, known) == served:  # as it is written where the body is, dates and all
        tag = written_tag(rules.language)
    drafts = site_drafts(labels, tag, profile, rules, day)
    begun = is_site(folder)  # a first item is for a site that has none
    write_drafts(folder, [draft for draft in drafts if not (begun and draft.path.startswith(_ITEMS))], labels, _editor_told(day))


def _editor_told(day: dt.date) -> Callable[[Path, list[str]], None]:
    """A function that writes what an editor needs into a site whose settings can be read, and adds what is to be told of it."""

    def write(site: Path, told: list[str]) -> None:
        loading = run(site, lambda: load_settings(site, day, (), reports=True))
        if loading.project:
            write_schemas(site, loading.project.settings, told)

    return write


def _refuse_inside(folder: Path, labels: Labels) -> None:
    """Ends the command where a new site would lie among the sources of another, or a file stands in its place."""
    words, whole = labels.text, folder.resolve()
    if whole.is_file():
        fail(USAGE, words["cli_no_folder"].format(path=folder))
    site = find_site(whole)
    if site and site != whole and whole.relative_to(site).parts[0] in _SOURCES:
        fail(USAGE, words["cli_inside_site"].format(folder=folder, site=site))


@new_group.command("ci")
@click.argument("name", type=click.Choice(list(AUTOMATIC)), metavar="github|gitlab|gitee|hook")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def new_ci_command(name: str, site: Path) -> None:
    """Make the file by which a forge (GitHub, GitLab, Gitee) checks and builds a site on each push, or git before each commit."""
    site = find_site(site) or site
    labels = run(site, lambda: load_labels(site, peek_language(site)))
    run(site, lambda: require_site(site))
    folder, root = site.resolve(), root_of(site)
    # Outside a repository the folder of the site is what will be one.
    root = root if exists(root / ".git") and folder.is_relative_to(root) else folder
    draft = automatic_draft(name, labels.language, folder.relative_to(root).as_posix())
    write_drafts(root, [draft], labels, _as_program(draft))


def _as_program(draft: Draft) -> Callable[[Path, list[str]], None]:
    """A function that lets a new file be run where it is a program."""

    def allow(root: Path, told: list[str]) -> None:
        path = root / draft.path
        if draft.text.startswith("#!"):
            run(root, lambda: path.chmod(path.stat().st_mode | 0o111))

    return allow


@new_group.command("item")
@click.argument("name")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
@click.option(
    "--kind",
    default="document",
    show_default=True,
    shell_complete=complete_kind,
    help="A kind of the profile, such as service, or its name.",
)
@click.option("--title", default="", help="Its title.")
@click.option(
    "--category",
    default="",
    shell_complete=complete_category,
    help="A category of the catalog, such as policy/normative, or its name.",
)
@today_option
def new_item_command(name: str, site: Path, kind: str, title: str, category: str, today: dt.datetime | None) -> None:
    """Make an item at content/items/NAME.md, such as 2026/notice, with the next index number; it starts as a draft."""
    site = find_site(site) or site
    project = project_of(site, today)
    words, kinds = project.settings.labels.text, project.settings.profile.kinds
    key = next((key for key, known in kinds.items() if kind in (key, known.label)), None)
    if key is None:
        fail(USAGE, no_kind(kind, kinds, words))
    problems: list[Problem] = []
    category = CatalogNames(project.settings.catalog).category(category, Spot(CATALOG), problems)
    if problems or (category and category not in project.settings.categories):
        fail(USAGE, no_category(category, problems, project.settings))
    write_drafts(site, [item_draft(project, _name(name, "items/"), key, title, category)], project.settings.labels)


@new_group.command("page")
@click.argument("name")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def new_page_command(name: str, site: Path) -> None:
    """Make a page at content/pages/NAME.md; guide, rules, apply and accessibility come with a text to start from."""
    site = find_site(site) or site
    language = peek_language(site)
    labels = run(site, lambda: load_labels(site, language))
    catalog = load_catalog(site, labels, [])
    profile = load_profile(site, catalog.profile, labels, []) if catalog else None
    write_drafts(site, [page_draft(site, _name(name, "pages/"), labels, catalog.profile if catalog else "", profile)], labels)


@new_group.command("profile")
@click.argument("name")
@click.option(
    "--from",
    "source",
    default="",
    shell_complete=complete_profile,
    help="The profile to begin with; default: the one of the site.",
)
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def new_profile_command(name: str, source: str, site: Path) -> None:
    """Make a profile at site_config/profiles/NAME.yml, such as our-county: a copy of another, to be changed."""
    site = find_site(site) or site
    language = peek_language(site)
    labels = run(site, lambda: load_labels(site, language))
    if not _PROFILE_NAME.fullmatch(name):
        raise click.BadParameter(said(_NO_PROFILE_NAME).format(name=name, example="our-county"))
    catalog = run(site, lambda: load_catalog(site, labels, []))
    source = source or (catalog.profile if catalog else own_profile(labels.language))
    found = find_data(site, f"{PROFILES}/{source}.yml")
    if found is None:
        known = ", ".join(file.removesuffix(".yml") for file in list_data(site, PROFILES))
        fail(USAGE, labels.text["cli_no_profile"].format(profile=source, known=known))
    head = "".join(f"# {line}\n" for line in labels.text["new_profile_head"].format(name=name, source=source).split("\n"))
    text = head + found.read_text("utf-8")
    write_drafts(site, [Draft(f"{PROFILES}/{name}.yml", text)], labels)


@new_group.command("report")
@click.argument("year", required=False)
@click.option("--period", "name", default="", help="A part of the year: q1 to q4, h1, h2, a month such as 03; or 2026-q1.")
@click.option("--series", default="", help="A series of the profile beside the main reports, by its id or its name.")
@click.option("--form", default="", help="The form, of those in site_config/report_forms; default: that of the profile.")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
@today_option
def new_report_command(year: str | None, name: str, series: str, form: str, site: Path, today: dt.datetime | None) -> None:
    """Make a report with every row of its form, and what the one before it carried over."""
    period = _period(year, name)
    site = find_site(site) or site
    project = project_of(site, today)
    settings = project.settings
    if period.days[0] > project.edition.today:
        fail(USAGE, settings.labels.text["cli_report_future"].format(period=period.name(settings.labels.text)))
    known = {one: key for key, found in settings.series.items() for one in (key, found.name)}
    if series and series not in known:
        fail(USAGE, settings.labels.text["cli_no_series"].format(series=series, known=", ".join(known) or "—"))
    series = known.get(series, "")
    due = report_due(settings, series, period)
    draft = report_draft(project, series, period, due.day if due else None, _forms(project, series, site, form))
    write_drafts(site, [Draft(report_path(series, period), draft)], settings.labels)


def _forms(project: Project, series: str, site: Path, name: str) -> Mapping[str, Form]:
    """The forms that a new report may have: the one of a name, else those of the profile, else the site's own.

    Where there is none the command ends: a form of another law is none.
    """
    settings, words = project.settings, project.settings.labels.text
    if name and name not in settings.forms:
        fail(USAGE, words["cli_unknown_form"].format(form=name, known=", ".join(settings.forms)))
    brought = [file.removesuffix(".yml") for file in list_data(site, _FORMS) if (site / _FORMS / file).is_file()]
    forms = {name: settings.forms[name]} if name else known_forms(settings, series, brought)
    if not forms:
        fail(USAGE, words["cli_no_form"].format(profile=settings.catalog.profile, known=", ".join(settings.forms)))
    return forms


def _period(text: str | None, name: str) -> Period:
    """The period of a year and the part of it that is named; another name is wrong usage."""
    if text is None and not name:
        raise click.MissingParameter(param_type="argument", param_hint="YEAR")
    year = read_period(unicodedata.normalize("NFKC", text)) if text else None
    if text and (year is None or year.year not in _YEARS):
        raise click.BadParameter(year_over(text) or said(_NO_YEAR).format(value=text), param_hint="YEAR")
    if year and not name:
        return year
    plain = unicodedata.normalize("NFKC", name)
    ways = [plain]
    if year:
        ways += [f"{year.year}-{plain}", *(f"{year.year}年{piece}" for piece in (plain, f"第{plain}", f"{plain}月"))]
    period = next(filter(None, map(read_period, ways)), None)
    if period is None or (year and period.year != year.year):
        raise click.BadParameter(said(_NO_PERIOD).format(name=name), param_hint="--period")
    return period


def _name(name: str, folder: str) -> str:
    """The name of a new file below its ``folder`` of the content, without ending, however much of its path is written.

    One that leads elsewhere, or that no disk keeps, is wrong usage.
    """
    stem = _ENDING.sub("", name.replace("\\", "/")).strip("/").removeprefix("content/").removeprefix(folder)
    if path_fault(stem) or not all(any(map(str.isalnum, part)) for part in stem.split("/")):
        raise click.BadParameter(said(_NO_NAME).format(name=name, example="2026/notice"))
    return stem


def project_of(site: Path, today: dt.datetime | None) -> Project:
    """The project of a site that is about to grow; a catalog that cannot be read ends the command."""
    options = Options(site, day_of(today, site))
    loaded = run(site, lambda: load(options))
    if loaded.project is None:
        tell_result(site, Result(loaded.labels, loaded.problems), "text")
        sys.exit(PROBLEMS)
    return loaded.project
