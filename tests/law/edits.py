"""Edits of a site: any value of any YAML, any text, any template, any file, the day, what is previewed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import NamedTuple

import yaml

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"\d{2}-\d{2}")
# Words of a closed list, each with another of its list.
_OTHERS = dict(
    pair
    for words in (
        *("true false", "in-force amended repealed expired", "on-change monthly quarterly half-yearly yearly"),
        *("mon tue wed thu fri sat sun", "correction supplement clarification", "public staff", "text long", "list text"),
        *(
            "line stack",
            "count money",
            "printed derived",
            "row column figure",
            "= >=",
            "error warning notice",
            "active upon-request",
        ),
        *(
            "thousands indian none",
            "identity identity-old card plate",
            "title text",
            "document guide penalty",
            "signed second",
            "decision consultation",
            "office law",
            "Asia/Shanghai Asia/Tokyo",
        ),
        *("small other", "active request", "policy finance", "disclosure archive", "china none", "material material"),
        "post online",
    )
    for pair in pairwise([*words.split(), words.split()[0]])
)
# Edits of what is no value of YAML, or of a value that must be one of few: a file, a piece of it, what stands there then.
_PIECES = (
    ("catalog.yml", "language: zh-CN", "language: zh-TW"),
    ("catalog.yml", "id: plans", "id: plan"),
    ("catalog.yml", "{id: spare,", "{id: spared,"),
    ("content/items/2023/form/index.md", "title: 申请表\n", "title: 申请表\nkind: service\n"),
    ("site_config/report_forms/small.yml", "{id: spare,", "{id: spared,"),
    ("site_config/report_forms/small.yml", "previous.left + 0", "previous.left + 1"),
    ("site_config/report_forms/small.yml", "previous.left + 0", "left + 0"),
    ("site_config/report_forms/small.yml", "right: natural + legal", "right: natural - legal"),
    ("site_config/report_forms/small.yml", "right: natural + legal", "right: legal + legal"),
    ("site_config/report_forms/small.yml", "left: carried_in,", "left: received..carried_in,"),
    ("site_config/labels/zh-CN.yml", "based_on: zh-CN\n", ""),
    ("content/pages/rules.md", "../items/2023/notice.md", "../items/2022/rule.md"),
    ("content/pages/guide.md", "{{ offices }}", "{{ remedies }}"),
    ("content/items/2023/notice.md", "![图]", "[图]"),
    ("content/items/2023/notice.md", "<u>线</u>", "<b>线</b>"),
    ("content/items/2023/notice.md", "[^9]", "[^8]"),
    ("content/items/2023/notice.md", "[^9]", "\n\n[^9]: 注"),
    ("content/pages/rules.md", "[^9]", "[^8]"),
    ("content/reports/2023.md", "<u>线</u>", "<b>线</b>"),
    ("content/reports/2023.md", "[^9]", "[^8]"),
    ("content/reports/2023.md", 'legal: "-"', "legal: 不适用"),
    ("content/reports/2025.md", "notice.md", "form/index.md"),
    ("content/reports/2024.md", "asked: 是", "asked: 否"),
    ("content/matters/sheet.csv", "老年人", "老人"),
    ("content/matters/sheet.csv", "养老领域", "养老服务领域"),
    ("content/matters/sheet.csv", "注：三", "注：四"),
    ("content/matters/sheet.csv", "1,养老", "3,养老"),
    ("content/lists/fines.csv", "处罚第7号", "处罚第七号"),
    ("content/lists/fines.csv", "3,处罚第3号,办公室", "3,处罚第3号,政策法规科"),
    ("content/items/2023/notice.md", "matter: [救助/1,", "matter: [救助/2,"),
    ("content/items/2023/more.yml", "follows: 2023/form", "follows: 2022/rule"),
    ("site_config/profiles/cn-government.yml", "deadline: answer, cites: 规定", "deadline: extension, cites: 规定"),
    ("content/items/2023/table.csv", "各项\n", "各类\n"),
    ("content/items/2023/table.csv", "项目,数量", "类别,数量"),
    ("content/items/2023/table.csv", "丙,3\n", "丙,3\n丁,4\n"),
    ("site_config/privacy/own.yml", "code: attachment-author", "code: attachment-company"),
    ("site_config/privacy/own.yml", "code: id-number-exposed", "code: bank-card-exposed"),
    ("site_config/profiles/cn-government.yml", "  number: 序号", "  number: 序 号"),  # one heading with two looks
    ("site_config/profiles/cn-government.yml", "政务公开(?:标准|事项)?目录.*'", "政务公开(?:标准|事项)?目录'"),
    ("site_config/profiles/cn-government.yml", "{id: name, fills", "{id: full_name, fills"),
    ("site_config/profiles/cn-government.yml", "{day: adjusted, type", "{day: adjusted_again, type"),
    ("site_config/profiles/cn-government.yml", "type: adjustment, reason", "type: adjustment_reason, reason"),
    ("site_config/profiles/cn-government.yml", "share: 1/2, of: legal_days", "share: 1/3, of: legal_days"),
    ("site_config/profiles/cn-government.yml", "share: 1/2, of: legal_days", "share: 1/2, of: promised_days"),
    ("site_config/profiles/cn-government.yml", "deadline: correction", "deadline: third_party"),
    ("site_config/profiles/cn-government.yml", "from: created, to: register_until", "from: published, to: register_until"),
    ("site_config/profiles/cn-government.yml", "from: created, to: register_until", "from: created, to: published"),
    ("site_config/profiles/cn-government.yml", "deadline: answer, least", "deadline: extension, least"),
    ("site_config/profiles/cn-government.yml", "|[0-9A-Z]{18})[/-]", "|[0-9A-Z]{18})[/]"),
    (
        "content/reports/2026.md",
        "form: small\npublished: 2026-12-20\ndraft: true\nfigures: {complaints: 1}",
        "form: prose-only\ndraft: true",
    ),
    ("content/published.lock", "2023-00001\t2023-06-01\t2023-06-02", "2023-00002\t2023-06-02\t2023-06-03"),
    ("content/published.lock", "withdrawn:2023-07-01", "withdrawn:2023-07-02"),
    ("content/published.lock", "sha256:00ab\t2023-06-02", "sha256:00ac\t2023-06-03"),
)


class World(NamedTuple):
    """All that a build reads: the files of a site by path, the day, and whether what is not yet public is shown."""

    files: dict[str, str]
    today: dt.date
    drafts: bool = False

    def put(self, name: str, text: str) -> World:
        """The world with another text in a file."""
        return self._replace(files=self.files | {name: text})

    def without(self, name: str) -> World:
        """The world without a file."""
        return self._replace(files={other: text for other, text in self.files.items() if other != name})


class Edit(NamedTuple):
    """An edit: what was done, and the world after it."""

    what: str
    world: World


def random_edit(world: World, random: Random) -> Edit:
    """An edit at random."""
    kinds = {"scalar": 55, "entry": 8, "text": 10, "comment": 3, "remove": 5, "copy": 5, "day": 6, "preview": 1, "asset": 9}
    kind = random.choices(list(kinds), list(kinds.values()))[0]
    names = sorted(world.files)
    if kind == "day":
        return _day(world, random.choice((-300, -20, -1, 1, 2, 30, 400)))
    if kind == "preview":
        return _preview(world)
    if kind == "asset":
        return _appended(world, random.choice([name for name in names if name.startswith("theme/")]), str(random.random()))
    if kind == "comment":
        name = random.choice([name for name in names if name.endswith(".yml")])
        return Edit(f"comment {name}", world.put(name, f"# 注 {random.random()}\n{world.files[name]}"))
    content = [name for name in names if name.startswith("content/")]
    if kind == "remove":
        return _removed(world, random.choice([name for name in content if _may_go(name)]))
    if kind == "copy":
        return _copied(world, random.choice([name for name in content if name.endswith(".md")]))
    if kind == "text":
        return _appended(world, random.choice([name for name in content if name.endswith((".md", ".txt"))]), str(random.random()))
    weights = [6 if name.startswith(("content/", "catalog")) else 1 for name in names]
    name = random.choices(names, weights)[0]
    places = list((_scalars if kind == "scalar" else _entries)(name, world.files[name]))
    return _at(world, name, random.choice(places), random) if places else _preview(world)


def every_edit(world: World, random: Random) -> Iterator[Edit]:
    """An edit of every kind of value: two of those that stand at places alike, and of each file, template and day."""
    for name in sorted(world.files):
        for find in (_scalars, _entries):
            alike: dict[tuple[str, ...], list[_Place]] = {}
            for place in find(name, world.files[name]):
                alike.setdefault(place.path, []).append(place)
            for places in alike.values():
                for place in random.sample(places, min(2, len(places))):
                    yield _at(world, name, place, random)
        if name.startswith("theme/") or (name.startswith("content/") and name.endswith((".md", ".txt"))):
            yield _appended(world, name, "0")
        if _may_go(name):
            yield _removed(world, name)
        if name.startswith("content/") and name.endswith(".md"):
            yield _copied(world, name)
    for name, old, new in _PIECES:
        assert old in world.files[name], (name, old)
        yield Edit(f"piece {name}: {old} → {new}", world.put(name, world.files[name].replace(old, new)))
    for days in (-300, -20, -1, 1, 2, 30, 400):
        yield _day(world, days)
    yield _preview(world)


def _may_go(name: str) -> bool:
    return name.startswith("content/") and ("/items/" in name or "/reports/" in name or "help" in name or "lock" in name)


def _day(world: World, days: int) -> Edit:
    day = world.today + dt.timedelta(days=days)
    return Edit(f"day {day}", world._replace(today=day))


def _preview(world: World) -> Edit:
    return Edit("preview", world._replace(drafts=not world.drafts))


def _appended(world: World, name: str, sign: str) -> Edit:
    """The file with more at its end, which no reader sees in a template and every reader in a text."""
    text = world.files[name]
    more = {"html": f"<!-- {sign} -->\n", "css": f"/* {sign} */\n", "js": f"// {sign}\n"}.get(name.rpartition(".")[2])
    return Edit(f"text {name}", world.put(name, text + (more or f"\n又一段{sign[-2:]}。\n")))


def _removed(world: World, name: str) -> Edit:
    return Edit(f"remove {name}", world.without(name))


def _copied(world: World, name: str) -> Edit:
    other = name.replace(".md", "-2.md") if "/reports/" not in name else name.replace("202", "201")
    text = world.files[name].replace("/2023-0", "/2023-1").replace("/2022-0", "/2022-1")
    return Edit(f"copy {name}", world.put(other, text))


class _Place(NamedTuple):
    """A piece of a file that can be another: where, what it is, and the keys that lead there, without the numbers of lists."""

    start: int
    end: int
    value: str
    path: tuple[str, ...]
    gone: bool = False


def _at(world: World, name: str, place: _Place, random: Random) -> Edit:
    text = world.files[name]
    if place.gone:
        return Edit(f"without {name}: {place.value[:40]}", world.put(name, text[: place.start] + text[place.end :]))
    now = _other(place.value, random)
    return Edit(f"scalar {name}: {place.value[:30]} → {now[:30]}", world.put(name, text[: place.start] + now + text[place.end :]))


def _root(name: str, text: str) -> tuple[int, yaml.Node | None]:
    """The YAML of a file, and where in it that begins."""
    offset = 0
    if name.endswith(".md"):
        if not text.startswith("---\n"):
            return 0, None
        offset, text = 4, text[4 : text.index("\n---", 3) + 1]
    elif not name.endswith(".yml"):
        return 0, None
    return offset, yaml.compose(text, Loader=yaml.CSafeLoader)


# A mapping of more entries than this is a list of names.
_MANY = 100


def _nodes(node: yaml.Node, path: tuple[str, ...] = ()) -> Iterator[tuple[yaml.Node, tuple[str, ...]]]:
    """Each node with the keys that lead to it."""
    yield node, path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, (*path, key.value if len(node.value) < _MANY else "*"))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _nodes(value, path)


def _scalars(name: str, text: str) -> Iterator[_Place]:
    """The values of the YAML of a file."""
    offset, root = _root(name, text)
    for node, path in _nodes(root) if root else ():
        if isinstance(node, yaml.ScalarNode):
            yield _Place(offset + node.start_mark.index, offset + node.end_mark.index, node.value, path)


def _entries(name: str, text: str) -> Iterator[_Place]:
    """The entries of the mappings and lists of the YAML of a file, which can go."""
    offset, root = _root(name, text)
    for node, path in _nodes(root) if root else ():
        if not isinstance(node, yaml.CollectionNode) or not node.value:
            continue
        mapping = isinstance(node, yaml.MappingNode)
        spans = (
            [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
            if mapping
            else [(value.start_mark.index, value.end_mark.index) for value in node.value]
        )
        for number, (start, end) in enumerate(spans):
            own = (*path, node.value[number][0].value) if mapping and len(spans) < _MANY else path
            if number + 1 < len(spans):
                first, last = start, spans[number + 1][0]
            else:
                first, last = spans[number - 1][1] if number else start, end
            yield _Place(offset + first, offset + last, text[offset + start : offset + end], own, gone=True)


def _other(value: str, random: Random) -> str:
    """Another value of the same look."""
    if value in _OTHERS:
        return _OTHERS[value]
    if _DATE.fullmatch(value):
        try:
            return (dt.date.fromisoformat(value) + dt.timedelta(days=random.choice((-1, 1, 40)))).isoformat()
        except ValueError:
            return value
    if _MONTH_DAY.fullmatch(value):
        return f'"{value[:3]}{int(value[3:]) % 28 + 1:02}"'
    if value.isdecimal():
        return str(int(value) + 1)
    if value.startswith(("http://", "https://")):
        return json.dumps(f"{value}x/")
    return json.dumps(f"{value}甲", ensure_ascii=False)
