"""Sources that were saved in the folder of another sort: items among pages and reports, pages among items, reports among both."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

from generator.load.source.fields import key_names
from generator.load.source.yaml_tree import Tree
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.page import PageHead
from generator.model.report.period import period_within
from generator.model.report.report import ReportHead, report_path
from generator.problems import Problem, Spot

_REPORTS = "content/reports/"
_FIELDS = 2  # of a sort that make a file in another folder one of it


def find_item_among(tree: Tree, path: str, folder: str, own: Collection[str], labels: Labels, code: str) -> Problem | None:
    """The problem of a file in another folder that has fields of an item which none has there; ``own`` are those it may have."""
    items = key_names(Authored, labels)
    fields = [key for key in tree if key in items and key not in own] if isinstance(tree, dict) else []
    if len(fields) < _FIELDS:
        return None
    return _belongs(code, path, fields, f"content/items/{path[len(folder) :]}", labels)


def find_report_among(tree: Tree, path: str, labels: Labels) -> Problem | None:
    """The problem of a file in another folder that names a form, and has figures or nothing that only items have."""
    if not isinstance(tree, dict):
        return None
    names = [way for name in ("form", "figures") for way in labels.spellings(name) if way in tree]
    reports, items = key_names(ReportHead, labels), key_names(Authored, labels)
    if not names or names[0] not in labels.spellings("form"):
        return None
    if len(names) < _FIELDS and any(key in items and key not in reports for key in tree):
        return None
    name = posixpath.splitext(posixpath.basename(path))[0]
    meant = period_within(name)
    return _belongs("report-among-others", path, names, report_path("", meant) if meant else f"{_REPORTS}{name}.md", labels)


def find_page_among(tree: Tree, path: str, labels: Labels) -> Problem | None:
    """The problem of a file among the items that has no field but those of a page, one of which is a page's alone."""
    pages, items = key_names(PageHead, labels), key_names(Authored, labels)
    if not isinstance(tree, dict) or len(tree) < _FIELDS or not all(key in pages for key in tree):
        return None
    fields = [key for key in tree if key not in items]
    name = posixpath.basename(path.removesuffix("/index.md").removesuffix(".md"))
    return _belongs("page-among-items", path, fields, f"content/pages/{name}.md", labels) if fields else None


def _belongs(code: str, path: str, fields: Collection[str], right: str, labels: Labels) -> Problem:
    shown = list(fields)[:_FIELDS]
    values = {"fields": labels.text["list_join"].join(shown), "suggestion": right}
    return Problem(code, Spot(path, (shown[0],), key=True), values)
