"""All schemas of a site, by the name of their file, and the settings with which an editor finds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.importing.column_map import ColumnMap
from generator.importing.words import Words
from generator.load.settings.catalog import load_data
from generator.load.settings.languages import FALLBACK
from generator.load.shipped import find_data
from generator.model.calendar import YearCalendar
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.marks import GivenMark
from generator.model.page import PageHead
from generator.model.portal import Portal
from generator.model.profile import Profile
from generator.model.record import Text, record
from generator.model.redirect import RedirectEntry
from generator.model.report.form import Form
from generator.model.report.report import ReportHead
from generator.model.settings import Settings
from generator.model.text_pattern import Pack
from generator.model.vocabulary import SynonymFile
from generator.model.waiver import Waiver
from generator.problems import Problem
from generator.schema.items import item_schema
from generator.schema.types import Describe, Schema, Writer, choice

FOLDER = ".vscode/schemas"
SETTINGS, EXTENSIONS = ".vscode/settings.json", ".vscode/extensions.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The files that each schema is for, below the folder of a site. Those of Markdown have their fields between two lines of hyphens,
# which the YAML extension of editors does not look into.
GLOBS: Mapping[str, tuple[str, ...]] = {
    "catalog": ("/catalog.yml",),
    "portal": ("/portal.yml",),
    "item": ("/content/items/**/*.yml", "/content/items/**/*.yaml"),
    "redirects": ("/content/redirects.yml",),
    "waivers": ("/content/waivers.yml",),
    "marks": ("/content/marks.yml",),
    "profile": ("/site_config/profiles/*.yml",),
    "labels": ("/site_config/labels/*.yml",),
    "report-form": ("/site_config/report_forms/*.yml",),
    "calendar": ("/site_config/calendars/**/*.yml",),
    "patterns": ("/site_config/privacy/*.yml",),
    "synonyms": ("/site_config/synonyms/*/*.yml",),
    "import-words": ("/site_config/import/*.yml",),
    "import-map": ("*.map.yml",),
    "page": (),
    "report": (),
}


@record
class Descriptions:
    """``site_config/schema/LANGUAGE.yml``: what a field is for, by its name, or by record and name where that says more."""

    fields: Mapping[str, Text]
    files: Mapping[str, Text]


def load_descriptions(site: Path, labels: Labels, problems: list[Problem]) -> Descriptions:
    """The descriptions of fields in the language of a site, or in English where there are none."""
    names = (f"site_config/schema/{language}.yml" for language in (labels.language, FALLBACK))
    name = next(name for name in names if find_data(site, name))
    return load_data(site, name, Descriptions, None, problems) or Descriptions(fields={}, files={})


def describer(settings: Settings, descriptions: Descriptions) -> Describe:
    """The titles and descriptions of the fields of records, by their names."""

    def describe(record: str, name: str) -> tuple[str, str]:
        own = settings.profile.fields.get(name) if record == "Authored" else None
        spelled = own.label if own else next((way for way in settings.labels.keys.get(name, ())), "")
        text = descriptions.fields.get(f"{record}.{name}") or descriptions.fields.get(name, "")
        return spelled, text

    return describe


def make_schemas(settings: Settings, descriptions: Descriptions) -> dict[str, Schema]:
    """The schemas of all files of a site, by name."""
    labels = settings.labels
    describe = describer(settings, descriptions)

    def one(kind: type, words: Labels | None, *, listed: bool = False, more: Mapping[str, Schema] | None = None) -> Schema:
        writer = Writer(words, describe)
        found = writer.record(kind, more)
        return {**({"type": "array", "items": found} if listed else found), "$defs": writer.defs}

    items = Writer(labels, describe)
    shown = item_schema(settings, items)
    forms = choice(settings.forms)
    found: dict[str, Schema] = {
        "catalog": one(Catalog, labels),
        "portal": one(Portal, labels),
        "item": {**shown, "$defs": items.defs},
        "redirects": one(RedirectEntry, None, listed=True),
        "waivers": one(Waiver, None, listed=True),
        "marks": one(GivenMark, None, listed=True),
        "profile": one(Profile, labels),
        "labels": one(Labels, None),
        "report-form": one(Form, labels),
        "calendar": one(YearCalendar, None),
        "patterns": one(Pack, None),
        "synonyms": one(SynonymFile, labels),
        "import-words": one(Words, labels),
        "import-map": one(ColumnMap, None),
        "page": one(PageHead, labels),
        "report": _with_figures(one(ReportHead, labels, more={"form": forms}), labels),
    }
    return {
        name: {
            "$schema": _DIALECT,
            "$id": f"gongkai-{name}.json",
            "title": descriptions.files.get(name, name),
            **schema,
        }
        for name, schema in found.items()
    }


def _with_figures(schema: Schema, labels: Labels) -> Schema:
    """The schema of the head of a report with its figures, whose rows and columns are those of its form."""
    return {**schema, "properties": {**schema["properties"], **{way: {} for way in labels.spellings("figures")}}}


def schema_text(schema: object) -> str:
    """A schema or settings as a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def editor_files(folder: str = FOLDER) -> dict[str, str]:
    """The files that tell VS Code which schema is for which file, and which extension reads them, by path in the site."""
    schemas = {f"./{folder}/{name}.json": list(globs) for name, globs in GLOBS.items() if globs}
    settings = {
        "yaml.schemas": schemas,
        "yaml.schemaStore.enable": False,
        "files.associations": {"*.map.yml": "yaml"},
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    }
    return {SETTINGS: schema_text(settings), EXTENSIONS: schema_text({"recommendations": ["redhat.vscode-yaml"]})}
