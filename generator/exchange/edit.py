"""Edits of YAML that leave everything else as it is written: comments, order, quotes, blank lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from generator.load.source.yaml_tree import Tree, parse
from generator.problems import SourceError
from generator.scaffold.site import written_value

Steps = Sequence[str | int]


class NotEdited(Exception):
    """An edit cannot be made without touching more than what it is about."""


def set_value(text: str, steps: Steps, value: Tree | None) -> str:
    """A text of YAML with another value at the end of some steps; None takes the field out.

    A field that is not there is put behind the last one, the records on the way to it with it. Raises NotEdited where the text
    would then say anything else than it did but for that value.
    """
    before = parse(text, "", [])
    edited = _edited(text, steps, value)
    try:
        after = parse(edited, "", [])
    except SourceError as error:
        raise NotEdited from error
    if after != with_value(before, steps, value):
        raise NotEdited
    return edited


def with_value(tree: Tree, steps: Steps, value: Tree | None) -> Tree:
    """A tree with another value at the end of some steps, itself left as it is."""
    first, rest = steps[0], steps[1:]
    if isinstance(tree, list) and isinstance(first, int):
        inner = with_value(tree[first], rest, value) if rest else value
        return [inner if number == first else entry for number, entry in enumerate(tree)]
    held: dict[str, Any] = dict(tree) if isinstance(tree, dict) else {}
    key = str(first)
    if rest:
        held[key] = with_value(held.get(key, {}), rest, value)
    elif value is None:
        held.pop(key, None)
    else:
        held[key] = value
    return held


def _edited(text: str, steps: Steps, value: Tree | None) -> str:
    """The text with the edit made where it belongs, unproved."""
    node: Any = yaml.compose(text, yaml.CSafeLoader)
    way = list(steps)
    while True:
        step = way.pop(0)
        if isinstance(step, int):
            if not isinstance(node, yaml.SequenceNode):
                raise NotEdited
            node = node.value[step]
            continue
        if not isinstance(node, yaml.MappingNode):
            raise NotEdited
        pair = next((pair for pair in node.value if pair[0].value == step), None)
        if pair is None:
            inner = value
            for outer in reversed(way):
                inner = {str(outer): inner} if inner is not None else None
            return text if inner is None else _inserted(text, node, str(step), inner)
        if way:
            node = pair[1]
            continue
        return _removed(text, node, pair) if value is None else _replaced(text, pair, value)


def _replaced(text: str, pair: tuple[Any, Any], value: Tree) -> str:
    """The text with another value in the place of one, written in the manner of the old."""
    key, old = pair
    start, end = old.start_mark.index, _end(old)
    if isinstance(old, yaml.ScalarNode):
        if start == end:  # nothing stands behind the colon
            colon = text.index(":", key.end_mark.index) + 1
            return f"{text[:colon]} {_scalar(value)}{text[colon:]}"
        if old.style in ("|", ">"):
            return text[:start] + _instead_of_lines(text[start:end], old.style, key.start_mark.column, value) + text[end:]
        return text[:start] + _in_style(value, old.style) + text[end:]
    if isinstance(old, yaml.SequenceNode) and not old.flow_style and isinstance(value, list) and value:
        return _listed(text, old, value)
    if not old.flow_style:
        # A list in lines of its own gives way to a value behind the colon.
        colon = text.index(":", key.end_mark.index) + 1
        return f"{text[:colon]} {_scalar(value)}{text[end:]}"
    return text[:start] + _scalar(value) + text[end:]


def _in_style(value: Tree, style: str | None) -> str:
    """A value in the quotes that another one had."""
    if isinstance(value, str) and style == '"':
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return _scalar(value)


def _instead_of_lines(old: str, style: str, column: int, value: Tree) -> str:
    """A value in the place of a text in lines of its own, the blank lines behind it kept."""
    blank = "\n" * (len(old) - len(old.rstrip("\n")) - 1)
    if isinstance(value, str) and style == "|" and _fits_block(value):
        return _block(value, " " * (column + 2)) + blank
    return _scalar(value) + ("\n" if old.endswith("\n") else "") + blank


def _listed(text: str, old: Any, value: list[Any]) -> str:
    """The text with another list in the place of one in lines of its own; entries that stay keep their lines and remarks."""
    starts = [text.rfind("\n", 0, node.start_mark.index) + 1 for node in old.value]
    line = text.find("\n", _end(old))
    stop = len(text) if line < 0 else line + 1
    there = [node.value if isinstance(node, yaml.ScalarNode) else None for node in old.value]
    indent = " " * old.start_mark.column
    pieces: list[str] = []
    matcher = SequenceMatcher(None, [repr(one) for one in there], [repr(one) for one in value], autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        regions = [text[start:end] for start, end in zip(starts, [*starts[1:], stop], strict=True)][first:last]
        if kind == "equal":
            pieces += regions
        elif kind == "replace" and last - first == new_last - new_first:
            for start, region, node, entry in zip(
                starts[first:last], regions, old.value[first:last], value[new_first:new_last], strict=True
            ):
                at, end = node.start_mark.index - start, _end(node) - start
                style = node.style if isinstance(node, yaml.ScalarNode) else None
                pieces.append(region[:at] + _in_style(entry, style) + region[end:])
        else:
            pieces += (f"{indent}- {_scalar(entry)}\n" for entry in value[new_first:new_last])
    whole = [piece if piece.endswith("\n") else f"{piece}\n" for piece in pieces[:-1]] + pieces[-1:]
    return text[: starts[0]] + "".join(whole) + text[stop:]


def _removed(text: str, parent: Any, pair: tuple[Any, Any]) -> str:
    """The text without a field: its lines, or its piece of what stands between braces."""
    if parent.flow_style:
        kept = [other for other in parent.value if other is not pair]
        inner = ", ".join(text[key.start_mark.index : _end(value)] for key, value in kept)
        return f"{text[: parent.start_mark.index]}{{{inner}}}{text[parent.end_mark.index :]}"
    key, value = pair
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    if text[start : key.start_mark.index].strip():  # the first field of an entry stands behind its hyphen
        raise NotEdited
    end = max(_end(value), key.end_mark.index)
    if text[end - 1 : end] != "\n":
        line = text.find("\n", end)
        end = len(text) if line < 0 else line + 1
    return text[:start] + text[end:]


def _inserted(text: str, parent: Any, name: str, value: Tree) -> str:
    """The text with a field behind the last one of a record."""
    written = f"{_scalar(name)}: {_scalar(value)}"
    if not parent.value:
        raise NotEdited
    key, last = parent.value[-1]
    end = max(_end(last), key.end_mark.index)
    if parent.flow_style:
        return f"{text[:end]}, {written}{text[end:]}"
    indent = " " * parent.value[0][0].start_mark.column
    if text[end - 1 : end] != "\n":
        line = text.find("\n", end)
        if line < 0:
            return f"{text}\n{indent}{written}"
        end = line + 1
    return f"{text[:end]}{indent}{written}\n{text[end:]}"


def _end(node: Any) -> int:
    """Where a value ends; what comes behind a list or a record in lines of its own is not its."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        index: int = node.end_mark.index
        return index
    last = node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]
    start: int = node.start_mark.index
    return max(_end(last), start)


def _scalar(value: Tree) -> str:
    return written_value(value)


def _fits_block(value: str) -> bool:
    """True for a text that lines of its own can hold as it is."""
    lines = value.rstrip("\n").split("\n")
    return bool(lines[0]) and not lines[0].startswith((" ", "\t")) and all(line.isprintable() or "\t" in line for line in lines)


def _block(value: str, indent: str) -> str:
    """A text in lines of its own."""
    lines = value.rstrip("\n").split("\n")
    mark = "|" if value.endswith("\n") else "|-"
    return mark + "\n" + "".join(f"{indent}{line}\n" if line else "\n" for line in lines)
