"""Loading annual reports: their head, their figures, their prose."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from generator.load.fields import key_names, key_problem, read_record, resolve_keys
from generator.load.source import decode, read_bytes, split_front_matter
from generator.load.yaml_tree import Tree, parse
from generator.model.labels import Labels
from generator.model.report import Form, Report, ReportHead, Row, Table
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest

REPORTS = "content/reports/"


def is_report_source(path: str) -> bool:
    """Whether a file of the site is an annual report."""
    return path.startswith(REPORTS) and path.endswith(".md")


def load_report(site: Path, path: str, forms: Mapping[str, Form], labels: Labels, problems: list[Problem]) -> Report | None:
    """The report in a Markdown file named by its year, or None and its problems."""
    stem = posixpath.splitext(path[len(REPORTS) :])[0]
    if not (stem.isascii() and stem.isdecimal() and len(stem) == 4):
        problems.append(Problem("report-name", Position(path), {"name": stem}))
        return None
    try:
        text = decode(path, read_bytes(site, path))
        front, start = split_front_matter(path, text)
        tree = parse(front, path, problems, first_line=2)
    except SourceError as error:
        problems.append(error.problem)
        return None
    spot = Spot(path)
    if not isinstance(tree, dict):
        problems.append(Problem("value-type", spot, {"field": "", "expected": "mapping", "found": "text"}))
        return None
    names = key_names(ReportHead, labels) | dict.fromkeys(labels.spellings("figures"), "figures")
    data = resolve_keys(tree, names, spot, problems)
    figures = data.pop("figures", {})
    head = read_record(ReportHead, data, spot, labels, problems)
    if head is None:
        return None
    form = forms.get(head.form)
    if form is None:
        values = {"field": "form", "value": head.form, "known": ", ".join(forms), "suggestion": nearest(head.form, forms)}
        problems.append(Problem("value-not-listed", spot.at("form"), values))
        return None
    cells = _figures(form, figures, spot.at("figures"), problems)
    return Report(year=int(stem), source=path, head=head, figures=cells, body=text[start:])


def _figures(form: Form, tree: Tree, spot: Spot, problems: list[Problem]) -> dict[str, dict[str, str]]:
    rows: dict[str, tuple[Table, Row]] = {row.id: (table, row) for table in form.tables for row in table.rows}
    if not isinstance(tree, dict):
        problems.append(Problem("value-type", spot, {"field": "figures", "expected": "mapping", "found": "text"}))
        return {}
    figures: dict[str, dict[str, str]] = {}
    for name, cells in tree.items():
        if name not in rows:
            problems.append(key_problem(name, rows, spot))
            continue
        figures[name] = _row(rows[name][0], cells, spot.at(name), problems)
    return figures


def _row(table: Table, cells: Tree, spot: Spot, problems: list[Problem]) -> dict[str, str]:
    """A row written by column, as a list in the columns' order, or as the one number that every cell of it holds."""
    columns = [column.id for column in table.columns]
    if isinstance(cells, str):
        return (
            dict.fromkeys(columns, cells)
            if cells and (cells == "0" or len(columns) == 1)
            else _one_cell(columns, cells, spot, problems)
        )
    if isinstance(cells, list):
        if len(cells) != len(columns):
            problems.append(
                Problem(
                    "cells-count", spot, {"found": str(len(cells)), "expected": str(len(columns)), "known": ", ".join(columns)}
                )
            )
        return {column: cell for column, cell in zip(columns, cells, strict=False) if isinstance(cell, str) and cell}
    row: dict[str, str] = {}
    for column, cell in cells.items():
        if column not in columns:
            problems.append(key_problem(column, columns, spot))
        elif isinstance(cell, str) and cell:
            row[column] = cell
    return row


def _one_cell(columns: list[str], cells: str, spot: Spot, problems: list[Problem]) -> dict[str, str]:
    if cells:
        problems.append(Problem("cells-count", spot, {"found": "1", "expected": str(len(columns)), "known": ", ".join(columns)}))
    return {}
