"""Edits of a site at random: any scalar of any YAML, any text, any template, any file, the day."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from random import Random

import yaml

Files = dict[str, str]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FLAGS = {"true": "false", "false": "true"}


def edited(files: Files, today: dt.date, random: Random) -> tuple[str, Files, dt.date]:
    """What was edited, and the files and the day after it."""
    kind = random.choices(("scalar", "text", "comment", "remove", "copy", "day", "template"), (60, 12, 3, 5, 5, 6, 9))[0]
    names = sorted(files)
    if kind == "day":
        later = today + dt.timedelta(days=random.choice((-300, -20, -1, 1, 2, 30, 400)))
        return f"day {later}", files, later
    if kind == "template":
        name = random.choice([name for name in names if name.startswith("theme/")])
        return f"template {name}", files | {name: files[name] + f"<!-- {random.random()} -->\n"}, today
    if kind == "comment":
        name = random.choice([name for name in names if name.endswith(".yml")])
        return f"comment {name}", files | {name: f"# 注 {random.random()}\n{files[name]}"}, today
    content = [name for name in names if name.startswith("content/")]
    if kind == "remove":
        name = random.choice([name for name in content if "/items/" in name or "/reports/" in name or "help" in name])
        return f"remove {name}", {other: text for other, text in files.items() if other != name}, today
    if kind == "copy":
        name = random.choice([name for name in content if name.endswith(".md")])
        other = name.replace(".md", "-2.md") if "/reports/" not in name else name.replace("202", "201")
        return f"copy {name}", files | {other: files[name].replace("/2023-0", "/2023-1").replace("/2022-0", "/2022-1")}, today
    if kind == "text":
        name = random.choice([name for name in content if name.endswith((".md", ".txt"))])
        return f"text {name}", files | {name: f"{files[name]}\n又一段{random.randrange(9)}。\n"}, today
    weights = [6 if name.startswith(("content/", "catalog")) else 1 for name in names]
    name = random.choices(names, weights)[0]
    places = list(_scalars(name, files[name]))
    if not places:
        return "nothing", files, today
    start, end, value = random.choice(places)
    text = files[name]
    return f"scalar {name}: {value[:30]}", files | {name: text[:start] + _other(value, random) + text[end:]}, today


def _scalars(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """The places of the values of YAML in a file, with what they are."""
    offset = 0
    if name.endswith(".md"):
        if not text.startswith("---\n"):
            return
        end = text.index("\n---", 3)
        offset, text = 4, text[4 : end + 1]
    elif not name.endswith(".yml"):
        return
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    pending = [root] if root else []
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.ScalarNode):
            yield offset + node.start_mark.index, offset + node.end_mark.index, node.value
        elif isinstance(node, yaml.MappingNode):
            pending += [value for _, value in node.value]
        else:
            pending += node.value


def _other(value: str, random: Random) -> str:
    """Another value of the same look."""
    if value in _FLAGS:
        return _FLAGS[value]
    if _DATE.fullmatch(value):
        try:
            return (dt.date.fromisoformat(value) + dt.timedelta(days=random.choice((-1, 1, 40)))).isoformat()
        except ValueError:
            return value
    if value.isdecimal():
        return str(int(value) + 1)
    return json.dumps(f"{value}甲", ensure_ascii=False)
