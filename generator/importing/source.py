"""The source of an item that a row or document makes: a Markdown file in the words of the site, a draft until it is reviewed."""

from __future__ import annotations

from generator.importing.item import RowItem
from generator.load.source.fields import key_names
from generator.model.item import Authored
from generator.model.project import Project
from generator.scaffold.site import Keys, markdown_source

_FIRST = ("title", "kind", "index_number", "category", "created", "published", "doc_number", "department", "publisher", "summary")
_PLAIN = Authored(title="").kind
_DONE = ("by", "approved_by", "date")


def item_source(project: Project, item: RowItem, index_number: str) -> str:
    """The text of the source of an item."""
    settings = project.settings
    labels, kind = settings.labels, settings.profile.kinds[item.kind]
    keys = Keys(labels, settings.profile, kind)
    values: dict[str, object] = {name: list(value) if isinstance(value, tuple) else value for name, value in item.values.items()}
    if len(item.values.get("category", ())) == 1:
        values["category"] = item.values["category"][0]
    values["kind"] = keys.value(kind.label, item.kind) if item.kind != _PLAIN else None
    values["index_number"] = values.get("index_number") or index_number or None
    if not values.get("summary") and "summary" in settings.profile.fields and settings.profile.fields["summary"].required:
        values["summary"] = labels.marked(labels.text["new_summary"])
    reviewed = all(item.review.get(name) for name in ("by", "approved_by", "review_date"))
    draft = values.pop("draft", "" if reviewed else "true")
    common = [name for name in key_names(Authored, None) if name not in _FIRST]
    order = [*_FIRST, *common, *kind.fields]
    head = {keys.of(name): values[name] for name in order if values.get(name) not in (None, "", [])}
    if item.listed:
        entries = [_entry(keys, name, title) for name, title in item.listed.items()]
        head[keys.of("attachments")] = entries
    if item.review:
        by_key = {"by": "by", "approved_by": "approved_by", "review_date": "date"}
        head[keys.of("review")] = {keys.of(by_key[name]): value for name, value in item.review.items()}
    if draft == "true" or not reviewed:
        head[keys.of("draft")] = "true"
    body = item.body
    if not body and not item.listed and not kind.fields:
        body = labels.marked(labels.text["new_body"])
    return markdown_source(head, body).rstrip("\n") + "\n"


def _entry(keys: Keys, name: str, title: str) -> dict[str, object]:
    stem = name.rpartition(".")[0]
    return {keys.of("file"): name, **({keys.of("title"): title} if title != stem else {})}
