"""The form in the browser offers what the loader reads, asks for what is demanded, and leads nowhere but to its forge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.exchange.sources import read_sources
from generator.load.items.item import ItemLoader
from generator.model.item import Authored
from generator.model.project import Project
from generator.run.judge import load
from generator.run.options import Options
from generator.schema.form import form_config
from generator.schema.form_files import file_collections
from generator.schema.usage import numbers_at_risk, usage_of
from generator.schema.write import describer, load_descriptions
from tests.sites import BASE, TODAY, check_site, unpack, write_site

ROOT = Path(__file__).parents[2]
SITES = [ROOT, *sorted(path.parent for path in (ROOT / "examples").glob("*/catalog.yml"))]
BACKEND = {"name": "github", "repo": "office/disclosure"}
DRAFT = ("draft", "草稿")
# A value for each kind of widget.
VALUES = {"string": "甲", "text": "乙", "list": ["丙"], "number": 12, "boolean": True, "datetime": "2026-03-05", "file": "a.txt"}


def read(site: Path) -> Project:
    project = load(Options(site, TODAY)).project
    assert project is not None
    return project


def config_of(project: Project, site: Path, *, files: bool = False) -> dict[str, Any]:
    settings = project.settings
    everything = [source for _, source in read_sources(project, site) if source]
    sources = [source for source in everything if source.is_markdown]
    describe = describer(settings, load_descriptions(site, settings.labels, []))
    single = file_collections(project, site, everything, describe)[0] if files else []
    return form_config(settings, describe, usage_of(sources), BACKEND, files=single)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_the_form_offers_the_fields_that_the_loader_reads(site: Path) -> None:
    project = read(site)
    settings = project.settings
    loader = ItemLoader(site, settings.profile, settings.labels, {})
    collections = {one["name"]: one for one in config_of(project, site)["collections"]}
    assert list(collections) == [*settings.profile.kinds, "pages"]
    known = {field.name.rstrip("_"): field for field in fields(Authored)}
    for name, kind in settings.profile.kinds.items():
        names = loader.maker.keys(kind, in_yaml=False, in_list=False)
        offered = {names[field["name"]]: field for field in collections[name]["fields"] if field["name"] != "body"}
        left_out = set() if settings.profile.procedures else {"steps"}
        assert offered.keys() == (known.keys() | kind.fields.keys() | own_fields(project, names)) - left_out
        for field, shown in offered.items():
            by_loader = field in known and known[field].default is MISSING and known[field].default_factory is MISSING
            by_profile = field in settings.profile.fields and settings.profile.fields[field].required
            by_kind = field in kind.fields and kind.fields[field].required
            if shown["widget"] != "hidden":
                # Of each item the form asks whether it is a draft, for no answer is right for all.
                by_loader = by_loader or field == "draft"
                assert shown["required"] == (by_kind if field in kind.fields else by_loader or by_profile), field


def own_fields(project: Project, names: dict[str, str]) -> set[str]:
    return {name for name in project.settings.profile.fields if name in names.values()}


def filled(shown: dict[str, Any]) -> Any:
    """A value as the form writes one."""
    if shown["widget"] == "select":
        value = shown["options"][0]["value"] if shown["options"] else None
        return [value] if shown.get("multiple") else value
    if "fields" in shown:
        record = {inner["name"]: filled(inner) for inner in shown["fields"]}
        return [record] if shown["widget"] == "list" else record
    return shown.get("default") if shown["widget"] == "hidden" else VALUES[shown["widget"]]


@pytest.mark.parametrize("profile", ["cn-government", "cn-hospital", "in-rti", "uk-publication-scheme", "us-wa-public-records"])
def test_a_field_filled_in_as_the_form_does_is_read(profile: str, tmp_path: Path) -> None:
    catalog = unpack(BASE)["catalog.yml"].replace("profile: cn-government", f"profile: {profile}")
    site = write_site(tmp_path, BASE, f"-- catalog.yml --\n{catalog}")
    for kind in config_of(read(site), site)["collections"][:-1]:
        values = {field["name"]: filled(field) for field in kind["fields"] if field["name"] != "body"}
        head = yaml.safe_dump({name: value for name, value in values.items() if value}, allow_unicode=True, sort_keys=False)
        (site / f"content/items/2026-{kind['name']}.md").parent.mkdir(exist_ok=True)
        (site / f"content/items/2026-{kind['name']}.md").write_text(f"---\n{head}---\n正文。\n", "utf-8")
    told = set(re.findall(r"\[([a-z-]+)\]$", check_site(site), re.MULTILINE))
    wrong = {"key-unknown", "value-type", "value-not-listed", "value-malformed", "date-notation", "number-invalid", "key-outside"}
    assert told & wrong == set(), check_site(site)


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_every_value_in_use_can_be_chosen(site: Path) -> None:
    project = read(site)
    written = usage_of(source for _, source in read_sources(project, site) if source and source.is_markdown)
    for kind in config_of(project, site)["collections"][:-1]:
        for field in walk(kind["fields"]):
            if field.get("widget") == "select" and field["name"] not in DRAFT and (used := written.values.get(field["name"])):
                assert set(used) <= {option["value"] for option in field["options"]}


def paths(tree: Any, way: str = "") -> set[str]:
    """The ways to all values of a source, the places in lists left out."""
    if isinstance(tree, dict):
        return {path for key, value in tree.items() for path in paths(value, f"{way}/{key}")}
    if isinstance(tree, list) and any(isinstance(one, dict) for one in tree):
        return {path for one in tree for path in paths(one, way)}
    return {way}


def offered(shown: list[dict[str, Any]], way: str = "") -> set[str]:
    """The ways to all values that widgets show."""
    found = set()
    for one in shown:
        here = way if one.get("root") else f"{way}/{one['name']}"
        found |= offered(one["fields"], here) if "fields" in one else {here}
    return found


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_of_a_report_or_a_file_of_yaml_the_form_shows_every_value_or_the_file_is_named(site: Path) -> None:
    project = read(site)
    settings = project.settings
    describe = describer(settings, load_descriptions(site, settings.labels, []))
    sources = [source for _, source in read_sources(project, site) if source]
    collections, left_out = file_collections(project, site, sources, describe)
    files = {file["file"]: file for one in collections for file in one["files"]}
    reports = {report.source for report in project.content.reports}
    assert files.keys() | set(left_out) == reports | {source.path for source in sources if not source.is_markdown}
    assert files.keys() & set(left_out) == set()
    assert len({file["name"] for file in files.values()}) == len(files)
    for path, file in files.items():
        text = (site / path).read_text("utf-8")
        tree = yaml.safe_load(text.split("---\n")[1] if path in reports else text)
        assert paths(tree) <= offered(file["fields"]), path
        # A number that a program would write otherwise is in none of them.
        assert numbers_at_risk(text.split("---\n")[1] if path in reports else text) == []


def test_a_number_that_a_program_would_write_otherwise_is_told() -> None:
    assert numbers_at_risk("a: 012\nb: '012'\nc: 1.50\nd: 2026\ne: 1e3\nf: x012\ng: 0\nh: 12.5\ni: [007]\n") == [
        "012",
        "1.50",
        "1e3",
        "007",
    ]


@pytest.mark.parametrize(
    ("options", "asked", "backend"),
    [
        ([], "", {"name": "github", "repo": "local/site", "branch": "main", "auth_methods": ["token"]}),
        (
            ["--backend", "github", "--repo", "office/disclosure", "--branch", "trunk"],
            " https://api.github.com",
            {"name": "github", "repo": "office/disclosure", "branch": "trunk", "auth_methods": ["token"]},
        ),
        (
            ["--backend", "gitlab", "--repo", "a/b/c", "--host", "https://git.example.org/"],
            " https://git.example.org",
            {
                **{"name": "gitlab", "repo": "a/b/c", "branch": "main", "auth_methods": ["token"]},
                **{"base_url": "https://git.example.org", "api_root": "https://git.example.org/api/v4"},
            },
        ),
    ],
)
def test_the_page_of_the_form_asks_no_host_but_the_forge(
    options: list[str], asked: str, backend: dict[str, Any], tmp_path: Path
) -> None:
    site = write_site(tmp_path / "site", BASE)
    (site / ".git").mkdir()
    said = CliRunner().invoke(main, ["new", "editor", "--site", str(site), *options])
    assert said.exit_code == 0, said.output
    page = (site / "editor/index.html").read_text("utf-8")
    assert f"connect-src 'self' data: blob:{asked};" in page
    assert "default-src 'none'" in page
    assert yaml.safe_load((site / "editor/config.yml").read_text("utf-8"))["backend"] == backend
    assert check_site(site).startswith("没有发现问题\n")


def test_a_form_for_a_forge_needs_a_repository(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    assert CliRunner().invoke(main, ["new", "editor", "--site", str(site), "--backend", "gitlab"]).exit_code == 2
    assert CliRunner().invoke(main, ["new", "editor", "--site", str(site), "--program", str(tmp_path)]).exit_code == 2


def test_a_site_below_the_root_of_its_repository_is_written_there(tmp_path: Path) -> None:
    site = write_site(tmp_path / "sites/one", BASE)
    (tmp_path / ".git").mkdir()
    assert CliRunner().invoke(main, ["new", "editor", "--site", str(site)]).exit_code == 0
    config = yaml.safe_load((site / "editor/config.yml").read_text("utf-8"))
    assert {one["folder"] for one in config["collections"]} == {"sites/one/content/items", "sites/one/content/pages"}
