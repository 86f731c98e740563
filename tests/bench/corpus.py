"""A disclosure site of any size, made up but like a real one, as sources for Gongkai and for Hugo.

The same count and seed always give the same files, and both sites hold the same items: an item is fixed by its number.
"""

import posixpath
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .attachments import attachment
from .words import draw

FIRST_YEAR, YEARS = 2011, 15
BODY_CHARACTERS = 200, 1500
TEMPLATES = Path(__file__).parent  # gongkai/ and hugo/: what a site has beside its items

PUBLISHER = "澜溪市卫生健康局"
PUBLISHER_CODE = "11379900MB1902647P"

# The categories that hold items, as catalog.yml has them: path, name, department.
CATEGORIES = (
    ("policy/normative", "行政规范性文件", "law"),
    ("policy/other", "其他文件", "office"),
    ("functions", "机构职能", "personnel"),
    ("interpretation", "政策解读", "law"),
    ("plans", "规划计划", "planning"),
    ("statistics", "统计信息", "planning"),
    ("services/guides", "办事指南", "supervision"),
    ("services/fees", "行政事业性收费", "finance"),
    ("enforcement/penalties", "行政处罚", "supervision"),
    ("enforcement/inspections", "监督抽查", "supervision"),
    ("finance/budget", "部门预算", "finance"),
    ("finance/accounts", "部门决算", "finance"),
    ("procurement", "政府采购", "finance"),
    ("projects", "重大建设项目", "planning"),
    ("primary", "基层卫生", "primary"),
    ("ageing", "老龄健康", "ageing"),
    ("maternal", "妇幼健康", "maternal"),
    ("emergency", "卫生应急", "emergency"),
    ("immunisation", "预防接种", "disease-control"),
    ("medical", "医疗服务", "medical"),
    ("personnel", "人事信息", "personnel"),
    ("proposals", "建议提案办理", "office"),
    ("meetings", "政府会议", "office"),
    ("disclosure", "信息公开组织保障", "office"),
)

SUBJECTS = {  # with the frequency of each
    "卫生": 60,
    "医药管理": 10,
    "综合政务": 8,
    "财政、金融、审计": 8,
    "人口与计划生育、妇女儿童工作": 6,
    "劳动、人事、监察": 6,
    "其他": 2,
}
VALIDITY = {"in-force": 85, "amended": 5, "expired": 5, "repealed": 5}


@dataclass(frozen=True)
class Item:
    """One synthetic item: front matter in its order, and a body that names the place of its link `LINK`."""

    place: str  # year and number, "2014/00123"
    fields: dict[str, str]  # each value as YAML writes it
    body: str
    linked: int  # the number of the item that the body links to
    attachment: str | None  # file name
    attachment_title: str


def write_site(folder: Path, count: int, seed: int) -> None:
    """Write a Gongkai site of `count` items into the new folder `folder`."""
    shutil.copytree(TEMPLATES / "gongkai", folder)
    for number in range(1, count + 1):
        item = make_item(number, count, seed)
        source = source_path(number, count)
        lines = [f"{key}: {value}" for key, value in item.fields.items()]
        if item.attachment:
            lines += ["attachments:", f"  - {{file: {item.attachment}, title: {item.attachment_title}}}"]
            _write_bytes(folder / "content/items" / item.place / item.attachment, attachment(number, seed))
        link = posixpath.relpath(source_path(item.linked, count), posixpath.dirname(source))
        _write(folder / "content/items" / source, _front_matter(lines) + item.body.replace("(LINK)", f"({link})"))


def write_hugo_site(folder: Path, count: int, seed: int) -> None:
    """Write a Hugo site of the same items, with the plain layouts beside this file, into the new folder `folder`.

    Its links are addresses worked out here, so that Hugo has none to resolve.
    """
    shutil.copytree(TEMPLATES / "hugo", folder)
    for path, name, _ in CATEGORIES:
        _write(folder / "content/categories" / _term(path) / "_index.md", f"---\ntitle: {name}\n---\n")
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        _write(folder / f"content/items/{year}/_index.md", f"---\ntitle: {year} 年\n---\n")
    for number in range(1, count + 1):
        item = make_item(number, count, seed)
        lines = [f"title: {item.fields['title']}", f"date: {item.fields['published']}"]
        lines += [f"categories: [{_term(item.fields['category'])}]", "params:"]
        lines += [f"  {key}: {value}" for key, value in item.fields.items() if key != "title"]
        if item.attachment:
            _write_bytes(folder / "content/items" / item.place / item.attachment, attachment(number, seed))
        link = posixpath.relpath(place_of(item.linked, count), item.place) + "/"
        source = folder / "content/items" / source_path(number, count)
        _write(source, _front_matter(lines) + item.body.replace("(LINK)", f"({link})"))


def edit_item(source: Path, mark: str) -> str:
    """Change title and body of the item at `source`, in either site; give its new title, which contains `mark`."""
    head, body = source.read_text("utf-8").split("\n---\n", 1)
    old = next(line for line in head.splitlines() if line.startswith("title: "))
    new = f"{old}（{mark}）"
    _write(source, f"{head.replace(old, new)}\n---\n{body}\n本件已更正个别文字（{mark}）。\n")
    return new.removeprefix("title: ")


def add_item(folder: Path, count: int, seed: int, name: str, day: str) -> Path:
    """Write one more item into the site, published on `day`, with the text of another; its source."""
    year = day[:4]
    item = make_item(count // 2, count, seed)
    own = {"title": f"关于新增事项的通告{name}", "index_number": f"{PUBLISHER_CODE}/{year}-9{name:0>4}"}
    fields = item.fields | own | {"created": day, "published": day, "doc_number": f"澜卫发〔{year}〕9{name}号"}
    source = folder / "content/items" / year / f"added-{name}.md"
    body = item.body.replace(_signed(date.fromisoformat(item.fields["created"])), _signed(date.fromisoformat(day)))
    _write(
        source,
        _front_matter([f"{key}: {value}" for key, value in fields.items()]) + body.replace("(LINK)", "(../../pages/guide.md)"),
    )
    return source


def edit_telephone(folder: Path, number: str) -> None:
    """Change the telephone of the office, which stands at the foot of every page."""
    catalog = folder / "catalog.yml"
    _write(catalog, re.sub(r"(?m)^    phone: .*$", f"    phone: {number}", catalog.read_text("utf-8")))


def make_item(number: int, count: int, seed: int) -> Item:
    """The item of this number (1 to `count`) in a catalog of `count` items."""
    random = Random(f"{seed} {number}")
    year = _year(number, count)
    created = date(year, 1, 4) + timedelta(days=random.randrange(340))
    published = created + timedelta(days=random.randrange(15))
    category, _, department = CATEGORIES[int(len(CATEGORIES) * random.random() ** 1.5)]
    fields = {
        "title": draw(random, "title"),
        "index_number": f"{PUBLISHER_CODE}/{year}-{number:05}",
        "category": category,
        "created": created.isoformat(),
        "published": published.isoformat(),
        "doc_number": f"澜卫{random.choice('发办函字')}〔{year}〕{number}号",
        "department": department,
        "summary": draw(random, "sentence"),
        "keywords": f"[{', '.join(dict.fromkeys(draw(random, 'keyword') for _ in range(4)))}]",
        "validity": _weighted(random, VALIDITY),
        "subject": _weighted(random, SUBJECTS),
        "genre": draw(random, "genre"),
    }
    return Item(
        place=place_of(number, count),
        fields=fields,
        body=_body(random, created),
        linked=random.randint(1, count),
        attachment=f"{number:05}.{'pdf' if number % 3 else 'xlsx'}" if _has_attachment(number) else None,
        attachment_title=f"附件：{draw(random, 'topic')}{draw(random, 'paper')}",
    )


def place_of(number: int, count: int) -> str:
    """Year and number of the item: the end of its address in both sites, below items/."""
    return f"{_year(number, count)}/{number:05}"


def source_path(number: int, count: int) -> str:
    """Where the item stands below content/items: a file, or a folder if it has an attachment to keep beside it."""
    return f"{place_of(number, count)}{'/index' if _has_attachment(number) else ''}.md"


def _year(number: int, count: int) -> int:
    return FIRST_YEAR + (number - 1) * YEARS // count


def _weighted(random: Random, frequencies: dict[str, int]) -> str:
    return random.choices(list(frequencies), list(frequencies.values()))[0]


def _has_attachment(number: int) -> bool:
    return number % 10 == 0


def _term(category: str) -> str:
    return category.replace("/", "-")


def _front_matter(lines: list[str]) -> str:
    return "\n".join(["---", *lines, "---", "", ""])


def _signed(day: date) -> str:
    """The day as it stands below a text."""
    return f"{day.year}年{day.month}月{day.day}日"


def _body(random: Random, created: date) -> str:
    """Blocks of Markdown until the length drawn for this item is reached, then the signature."""
    low, high = BODY_CHARACTERS
    wanted = random.triangular(low, high - 100, low + 150)  # the last block and the signature go beyond it
    blocks = [f"{draw(random, 'who')}：", _paragraph(random)]
    if random.random() < 0.6:
        link = f"[{draw(random, 'topic')}{draw(random, 'paper')}](LINK)"
        blocks.append(f"此前的有关规定见{link}。{draw(random, 'sentence')}")
    numerals = iter("一二三四五六七八九")
    while sum(map(len, blocks)) < wanted:
        if wanted > 500 and random.random() < 0.3 and (numeral := next(numerals, "")):
            blocks.append(f"## {numeral}、{draw(random, 'heading')}")
        blocks.append(random.choices(BLOCKS, (70, 12, 12, 6))[0](random))
    blocks.append(f"{PUBLISHER}\n\n{_signed(created)}")
    return "\n\n".join(blocks) + "\n"


def _paragraph(random: Random) -> str:
    sentences = [draw(random, "sentence") for _ in range(random.choice((1, 2, 2, 3)))]
    if random.random() < 0.2:
        sentences[0] = f"**{draw(random, 'verb')}{draw(random, 'object')}。**{sentences[0]}"
    return "".join(sentences)


def _bullets(random: Random) -> str:
    return "\n".join(f"- {draw(random, 'verb')}{draw(random, 'object')}，{draw(random, 'goal')}；" for _ in range(3))


def _steps(random: Random) -> str:
    return "\n".join(f"{step}. {draw(random, 'sentence')}" for step in range(1, random.choice((3, 4))))


def _table(random: Random) -> str:
    columns = random.choice((3, 4))
    rows = [[draw(random, "column") for _ in range(columns)], ["---"] * columns]
    rows += [[draw(random, "cell") for _ in range(columns)] for _ in range(random.randint(3, 8))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


BLOCKS: tuple[Callable[[Random], str], ...] = (_paragraph, _bullets, _steps, _table)


def _write(path: Path, text: str) -> None:
    _write_bytes(path, text.encode("utf-8"))


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
