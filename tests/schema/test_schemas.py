"""A schema refuses only what ``check`` refuses, in every case there is; and it refuses what an editor should be told of at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.load.site import load_settings
from generator.load.source.source import decode
from generator.model.settings import Settings
from generator.problems import SourceError
from generator.schema.write import GLOBS, load_descriptions, make_schemas
from tests.check.test_cases import CASES, EXPECTED
from tests.portal.members import PORTAL
from tests.sites import BASE, TODAY, WHOLE_LANGUAGES, unpack, write_site

ROOT = Path(__file__).parents[2]
FRONT = re.compile(r"^---\n(.*?)^---$", re.DOTALL | re.MULTILINE)


class Core(yaml.CSafeLoader):
    """YAML as editors read it: the core schema of 1.2, in which a day is a text."""


setattr(Core, "yaml_implicit_resolvers", {})  # noqa: B010  of the class, where the type has it as a value's
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), list("-+0123456789.")
)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(str(node.value)))


def schemas_of(settings: Settings, site: Path) -> dict[str, Any]:
    return make_schemas(settings, load_descriptions(site, settings.labels, []))


def name_of(path: str) -> str:
    """The schema that a source is for; nothing where it is for none."""
    if path.endswith(".md"):
        folders = {"content/items/": "item", "content/pages/": "page", "content/reports/": "report"}
        return next((name for folder, name in folders.items() if path.startswith(folder)), "")
    for name, globs in GLOBS.items():
        for glob in globs:
            # In the pattern of an editor two stars stand for any folders, none of them too, and one for a name.
            whole = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
            if re.fullmatch(whole if glob.startswith("/") else f".*/{whole}", f"/{path}"):
                return name
    return ""


def content_of(path: str, text: str) -> Any:
    """What an editor reads in a source. Raises where it can read nothing."""
    plain = decode(path, text.encode())
    if path.endswith(".md"):
        found = FRONT.match(plain)
        if found is None:
            raise yaml.YAMLError
        plain = found[1]
    return yaml.load(plain, Core)


def refusals(schema: Any, content: Any) -> Iterator[str]:
    for error in jsonschema.Draft202012Validator(schema).iter_errors(content):
        yield f"{list(error.absolute_path)}: {error.message[:200]}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_a_schema_refuses_check_refuses(case: Path, tmp_path: Path) -> None:
    files = unpack(case.read_text("utf-8"))
    site = write_site(tmp_path, BASE, case.read_text("utf-8"))
    loading = load_settings(site, TODAY, (), reports=True)
    # Of a site with a profile of its own that cannot be read nobody knows the fields and categories of its items.
    strange = loading.project is None and any(path.startswith("site_config/profiles/") for path in files)
    if loading.project is None:
        # The words and the lists of a site that cannot be read are those of the one it was made of.
        loading = load_settings(write_site(tmp_path / "base", BASE), TODAY, (), reports=True)
    assert loading.project is not None
    schemas = schemas_of(loading.project.settings, site)
    told = set(re.findall(r"^([^\s:]+?)(?::\d+)*: (?:错误|error)", files[EXPECTED], re.MULTILINE))
    for path in (*files, *(path for path in unpack(BASE) if path not in files)):
        name = name_of(path)
        if not name or (strange and path.startswith("content/items/")):
            continue
        text = files.get(path) or unpack(BASE).get(path, "")
        try:
            content = content_of(path, text)
        except (SourceError, yaml.YAMLError, ValueError, RecursionError):
            continue
        found = list(refusals(schemas[name], content))
        assert not found or path in told, (path, found)


@pytest.fixture(scope="module", params=WHOLE_LANGUAGES)
def schemas(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    site = write_site(
        tmp_path_factory.mktemp("site"), BASE if request.param == "zh-CN" else BASE.replace("language: zh-CN", "language: en")
    )
    project = load_settings(site, TODAY, ()).project
    assert project is not None
    return schemas_of(project.settings, site)


GOOD = {"title": "通知", "category": "policy/normative", "published": "2026-03-05", "department": "law", "draft": True}


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"category": "没有的分类"},
        {"department": "没有的科室"},
        {"published": "2026年3月5日"},
        {"draft": "maybe"},
        {"kind": "nothing"},
        {"kind": "penalty", "power_type": "x"},
        {"attachments": [{"name": "a.pdf"}]},
        {"publish_within": "ten"},
        {"review": {"who": "x"}},
    ],
    ids="-".join,
)
def test_an_editor_is_told_at_once(schemas: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert not list(refusals(schemas["item"], GOOD))
    assert list(refusals(schemas["item"], GOOD | wrong))
    assert list(refusals(schemas["item"], [GOOD | {"id": "a"} | wrong]))


def test_a_portal_has_the_schema_of_its_settings(tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text(PORTAL, "utf-8")
    done = CliRunner().invoke(main, ["schema", str(tmp_path / "schemas"), "--site", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert [file.name for file in (tmp_path / "schemas").iterdir()] == ["portal.json"]
    schema = json.loads((tmp_path / "schemas/portal.json").read_text("utf-8"))
    content = yaml.load(PORTAL, Core)
    assert not list(refusals(schema, content))
    assert not list(refusals(schema, yaml.load((ROOT / "examples/city/portal.yml").read_text("utf-8"), Core)))
    for wrong in ({"site_ulr": "x"}, {"members": [{"id": "A B"}]}, {"members": [{**content["members"][0], "address": "x"}]}):
        assert list(refusals(schema, content | wrong))


def test_they_are_schemas(schemas: dict[str, Any]) -> None:
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_labels_are_keys_and_are_completed_with_what_they_mean(schemas: dict[str, Any]) -> None:
    about = schemas["item"]["$defs"]["document-item"]["properties"]
    assert about["created"]["title"]
    assert about["created"]["description"]
    if "标题" in about:
        assert not list(refusals(schemas["item"], {"标题": "甲", "信息分类": "行政规范性文件", "责任科室": "政策法规科"}))
        assert about["标题"]["description"] == "标题，必须写"


def test_the_shipped_data_and_the_samples_are_what_the_schemas_say() -> None:
    for site in (ROOT, *sorted((ROOT / "examples").iterdir())):
        project = load_settings(site, TODAY, (), reports=True).project
        assert project is not None
        schemas = schemas_of(project.settings, site)
        for path in sorted(path for folder in ("content", "site_config", "catalog.yml") for path in _files(site / folder)):
            name = name_of(path.relative_to(site).as_posix())
            if name:
                content = content_of(str(path), path.read_text("utf-8"))
                assert not list(refusals(schemas[name], content)), path


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file() and one.suffix in (".md", ".yml")]


def test_they_are_written_with_what_an_editor_needs_to_find_them(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    result = CliRunner().invoke(main, ["schema", "--site", str(site)])
    assert result.exit_code == 0, result.output
    settings = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    for schema, globs in settings["yaml.schemas"].items():
        assert globs
        assert json.loads((site / schema).read_text("utf-8"))["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    (site / ".vscode/settings.json").write_text("{}", "utf-8")
    assert "已经存在" in CliRunner().invoke(main, ["schema", "--site", str(site)]).output
    assert (site / ".vscode/settings.json").read_text("utf-8") == "{}"
    assert CliRunner().invoke(main, ["check", str(site), "--today", TODAY.isoformat()]).exit_code == 0


def test_each_field_is_described_in_both_languages() -> None:
    from dataclasses import fields

    from generator.load.settings.catalog import load_labels
    from generator.load.shipped import SHIPPED
    from generator.model.catalog import Catalog, CategoryEntry, Department, Office, Publisher
    from generator.model.item import Authored, Correction, Review, Withdrawal

    for language in WHOLE_LANGUAGES:
        known = load_descriptions(SHIPPED, load_labels(SHIPPED, language), [])
        kinds = (Catalog, CategoryEntry, Department, Office, Publisher, Authored, Correction, Review, Withdrawal)
        bare = [(kind.__name__, one.name) for kind in kinds for one in fields(kind) if one.name.rstrip("_") not in known.fields]
        assert bare == []
        assert set(known.files) == set(GLOBS)
