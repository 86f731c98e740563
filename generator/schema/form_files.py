"""Files in the form in the browser: annual reports, and items in YAML, each as it is written, so that saving keeps it so.

A file of which the form would not keep something is left to who writes it by hand, and named.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.exchange.sources import Source, read_plain
from generator.load.source.fields import key_names
from generator.load.source.front_matter import split_front_matter
from generator.load.source.yaml_tree import Tree, parse
from generator.model.project import Project
from generator.model.report.form import Block, Form, Row
from generator.model.report.report import Report, ReportHead
from generator.problems import SourceError
from generator.scaffold.site import Keys
from generator.schema.form import NUMBER, FormWriter, Widget
from generator.schema.types import Describe
from generator.schema.usage import Usage, numbers_at_risk, usage_of

_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?|")
_NAMES = re.compile(r"[^a-z0-9]+")


def file_collections(
    project: Project, site: Path, sources: Iterable[Source], describe: Describe
) -> tuple[list[dict[str, Any]], list[str]]:
    """The collections of reports and of items in YAML, those that have any, and the files that are left out of the form."""
    words, left_out = project.settings.labels.text, list[str]()
    found = []
    for name, files in (
        ("reports", _reports(project, site, describe, left_out)),
        ("records", _records(project, sources, describe, left_out)),
    ):
        listed = list(files)
        if listed:
            found.append({"name": name, "label": words[f"form_{name}"], "files": listed})
    return found, left_out


def _file(path: str, label: str, inside: Iterable[Widget], **about: Any) -> dict[str, Any]:
    """A file of a collection."""
    name = _NAMES.sub("-", path.lower().removeprefix("content/")).strip("-")
    return {"name": name, "label": label, "file": path, "media_folder": "", "public_folder": "", **about, "fields": list(inside)}


def _reports(project: Project, site: Path, describe: Describe, left_out: list[str]) -> Iterator[dict[str, Any]]:
    """The annual reports, newest first."""
    settings = project.settings
    for report in sorted(project.content.reports, key=lambda one: one.id, reverse=True):
        plain = read_plain(site, report.source)
        try:
            front = split_front_matter(report.source, plain[0])[0] if plain else ""
            tree = parse(front, report.source, [])
        except SourceError:
            plain = None
        if plain is None:
            left_out.append(report.source)
            continue
        inside = list(_report(project, report, tree if isinstance(tree, dict) else {}, describe))
        if _fits(inside, tree) and not numbers_at_risk(front):
            label = settings.report_name(report.series, report.period)
            yield _file(report.source, label, [*inside, _body()], format="yaml-frontmatter")
        else:
            left_out.append(report.source)


def _report(project: Project, report: Report, tree: Mapping[str, Tree], describe: Describe) -> Iterator[Widget]:
    """The fields of a report, under the keys that its file has them under."""
    settings = project.settings
    writer = FormWriter(settings, describe, Usage())
    names = key_names(ReportHead, settings.labels)
    written = {names[key]: key for key in tree if key in names}
    hints = typing.get_type_hints(ReportHead, include_extras=True)
    for field in fields(ReportHead):
        name = field.name.rstrip("_")
        # The day of a report may be a month, and other values have ways of their own: each as it stands.
        value = writer.draft() if hints[field.name] is bool else {"widget": "string"}
        if isinstance(tree.get(written.get(name, ""), ""), list):
            value = {"widget": "list"}
        needed = field.default is MISSING and field.default_factory is MISSING
        yield writer.named("ReportHead", name, written.get(name, name), value, required=needed)
    form, key = settings.forms[report.head.form], next((key for key in settings.labels.spellings("figures") if key in tree), "")
    held = tree.get(key, {})
    inside = list(_rows(form, report, held if isinstance(held, dict) else {}, settings.labels.spellings("rest")))
    if inside:
        yield writer.named("Report", "figures", key or "figures", {"widget": "object", "fields": inside}, required=False)


def _rows(form: Form, report: Report, held: Mapping[str, Tree], rest: tuple[str, ...]) -> Iterator[Widget]:
    """The rows of a form, each as the report has it; what it says of the rest of them where it says so."""
    for name, (_, block, row) in form.rows().items():
        key = report.keys.get(name, name)
        label = " · ".join(filter(None, (*row.under, row.label or block.title or name)))
        yield {"name": key, "label": label, **_row(block, row, held.get(key), report, rest), "required": False}
    yield from _rest(held, report.keys.values(), rest)


def _row(block: Block, row: Row, held: Tree | None, report: Report, rest: tuple[str, ...]) -> Widget:
    """The widget of a row: its columns by name, or a list in their order, or one value for all, as it stands."""
    columns = block.columns
    if isinstance(held, list):
        numbers = all(isinstance(value, str) and _FIGURE.fullmatch(value) for value in held)
        return {"widget": "list", **({"field": {"name": "value", "label": "-", **NUMBER}} if numbers else {})}
    if isinstance(held, str) or (held is None and len(columns) == 1):
        return _cell(block, row, 0, held or "")
    steps = report.steps.get(row.id, {})
    inside: list[Widget] = [
        {"name": str(steps.get(column.id, column.id)), "label": " · ".join((*column.under, column.label))}
        | {**_cell(block, row, index, _held(held, str(steps.get(column.id, column.id)))), "required": False}
        for index, column in enumerate(columns)
    ]
    known = {one["name"] for one in inside}
    return {"widget": "object", "fields": [*inside, *_rest(held or {}, known, rest)]}


def _rest(held: Mapping[str, Tree], known: Container[str], rest: Container[str]) -> Iterator[Widget]:
    """The widgets of what is said of all that is not named, where it is said."""
    for key, value in held.items():
        if key in rest and key not in known:
            yield {"name": key, "label": key, **_number(value), "required": False}


def _cell(block: Block, row: Row, column: int, value: Tree) -> Widget:
    kind = block.kind(row, block.columns[column])
    return _number(value) if kind in ("count", "money") else {"widget": "string"}


def _number(value: Tree) -> Widget:
    """The widget of a figure; of a sign that there is none, that of a text."""
    return dict(NUMBER) if isinstance(value, str) and _FIGURE.fullmatch(value.strip()) else {"widget": "string"}


def _held(row: Tree | None, key: str) -> Tree:
    return row.get(key, "") if isinstance(row, dict) else ""


def _records(project: Project, sources: Iterable[Source], describe: Describe, left_out: list[str]) -> Iterator[dict[str, Any]]:
    """The files of items in YAML: one item each, or a list of items of one kind."""
    kinds = {(item.source, item.entry): item.authored.kind for item in project.content.items}
    for path, some in groupby((source for source in sources if not source.is_markdown), lambda source: source.path):
        listed = list(some)
        own = {kinds[path, source.entry] for source in listed}
        whole = parse(listed[0].text, path, [])
        inside = _record(project, own.pop(), listed, describe) if len(own) == 1 else []
        in_list = isinstance(whole, list)
        if in_list:
            inside = [{"name": "entries", "label": path.rpartition("/")[2], "widget": "list", "root": True, "fields": inside}]
        fits = _fits(inside, {"entries": whole} if in_list else whole) and not numbers_at_risk(listed[0].text)
        if fits and (not in_list or len(whole) == len(listed)):
            yield _file(path, path.removeprefix("content/items/"), inside, format="yaml")
        else:
            left_out.append(path)


def _record(project: Project, kind: str, sources: list[Source], describe: Describe) -> list[Widget]:
    """The fields of the items of a file, under the keys that it has them under."""
    settings, usage = project.settings, usage_of(sources)
    writer = FormWriter(settings, describe, usage)
    about = settings.profile.kinds[kind]
    inside = list(writer.item(about, Keys(settings.labels, settings.profile, about)))
    if "kind" in usage.keys:
        key, value = usage.key("kind", "kind"), next(iter(usage.values["kind"]))
        inside.insert(0, {"name": key, "widget": "hidden", "default": value})
    if "id" in usage.keys:
        inside.insert(0, writer.named("Entry", "id", usage.key("id", "id"), {"widget": "string"}, required=True))
        # To ask it of all entries when one is edited would be to ask too much.
        inside = [one | {"required": False} if one["name"] == usage.key("draft", "draft") else one for one in inside]
    body = _body() | {"name": usage.key("body", "body"), "widget": "text"}
    body.pop("modes")
    return [*inside, body]


def _body() -> Widget:
    return {"name": "body", "label": "Markdown", "widget": "markdown", "required": False, "modes": ["raw", "rich_text"]}


def _fits(inside: Iterable[Widget], tree: Tree) -> bool:
    """True if a form with these fields shows all of a mapping, and writes it as it stands."""
    known = {one["name"]: one for one in inside}
    return isinstance(tree, dict) and all(
        key in known and " " not in key and "." not in key and _fits_one(known[key], value) for key, value in tree.items()
    )


def _fits_one(shown: Widget, value: Tree) -> bool:
    """True if a widget shows all of a value."""
    if "fields" in shown and shown["widget"] == "list":
        return isinstance(value, list) and all(_fits(shown["fields"], one) for one in value)
    if "fields" in shown:
        return _fits(shown["fields"], value)
    if shown["widget"] == "list" or shown.get("multiple"):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)
