"""Pairs of sites an edit apart, and what the law asks of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.load.shipped import SHIPPED
from generator.model.kind_tables import ROWS
from generator.view.report_records import ReportDocumentView
from tests.law.edits import World
from tests.law.made import Made, make
from tests.sites import TODAY, unpack

# What a site may bring of its own is edited too.
_BROUGHT = (
    *(f"site_config/{name}.yml" for name in ("labels/zh-CN", "profiles/cn-government", "language", "report_prose")),
    *("theme/overrides/main.html", "theme/assets/gongkai.css"),
    *(f"theme/templates/{path.name}" for path in sorted((SHIPPED / "theme/templates").glob("*.html"))),
)


# Fields that nothing shipped makes use of.
_MORE = (
    ("labels/zh-CN", "name: 中文\n", "name: 中文\nbased_on: zh-CN\n"),
    ("profiles/cn-government", "review: {required: false,", "review: {required: true,"),
    ("profiles/cn-government", "authority: {label: 实施机关,", "authority: {label: 实施机关, cites: 条例第二十条,"),
    ("profiles/cn-government", "calendar: china\n", "calendar: china\nmoney: {form: '{amount}元', grouping: none}\n"),
    (
        "profiles/cn-government",
        "deadlines:\n",
        "deadlines:\n  a: {calendar_days: 30}\n  b: {weeks: 2}\n  c: {months: 1}\n  d: {hours: 48}\n",
    ),
    (
        "profiles/cn-government",
        "  personnel:\n    label: 人事信息\n",
        "  personnel:\n    label: 人事信息\n    terms: [{from: created, to: register_until, deadline: answer, least: true, clear: true, "
        "unless: positions, cites: 规定}]\n",
    ),
    ("profiles/cn-government", "kinds:\n  document:\n    label:", "kinds:\n  document:\n    table_rows: 2\n    label:"),
    (
        "profiles/cn-government",
        "lists:\n",
        "exports: [dcat-us]\nlicence_addresses: {free: 'https://licence.example/'}\nlists:\n  licence: {free: 自由使用, none: 保留}\n"
        "  penalty_type: {罚款: 罚款, 警告: 警告, 没收违法所得: 没收违法所得}\n",
    ),
    (
        "profiles/cn-government",
        "      online: {label: 在线办理, type: text}\n",
        "      online: {label: 在线办理, type: text}\n"
        "      all_days: {label: 合计, type: number, sum_of: [legal_days, promised_days], "
        "at_least: [{share: 1/2, of: legal_days, where: {result: [证书]}, cites: 规定}]}\n",
    ),
    ("profiles/cn-government", "genre: {label: 体裁分类}", "genre: {label: 体裁分类, pages: true}"),
    (
        "profiles/cn-government",
        "      adjusted: {label: 调整日期, type: date}\n",
        "      adjusted: {label: 调整日期, type: date}\n      adjusted_again: {label: 再次调整日期, type: date}\n",
    ),
    (
        "profiles/cn-government",
        "type: list, required: true, filter: true}",
        "type: list, required: true, filter: true, pages: true}",
    ),
    (
        "profiles/cn-government",
        "fields:\n  index_number",
        "procedures:\n  signed:\n    {label: 程序, people: 2, shown: true, cites: 规定, steps: [{id: draft, label: 拟稿}, {id: sign, label: 签发},\n"
        "      {id: feedback, label: 反馈, after: true, deadline: answer, cites: 规定}]}\n  second: {label: 另一程序, steps: []}\n"
        "procedure: signed\nfields:\n  licence: {label: 使用许可}\n  responsible: {label: 责任人, type: list, filter: true}\n  index_number",
    ),
    (
        "profiles/cn-government",
        "支出合计（万元）, type: money}",
        "支出合计（万元）, type: money, sum_of: [hospitality], at_least: [{share: 1/2, of: income, where: {fiscal_year: ['2023']}, cites: 规定}]}",
    ),
    ("profiles/cn-government", "{label: 公开主体,", "{label: 公开主体, cites: 规定,"),
    ("profiles/cn-government", "attachment_megabytes: 20", "attachment_megabytes: 20\ntext_megabytes: 60\nfile_megabytes: 1900"),
)


# A list of more rows than its table has on a page, of two departments and two types.
_FINES = "编号,标题,责任科室,处罚种类,有效性\n" + "".join(
    f"{number},处罚第{number}号,{'办公室' if number % 2 else '政策法规科'},{'罚款' if number % 3 else '警告'},"
    f"{'已修改' if number == 5 else '有效'}\n"
    for number in range(1, ROWS + 2)
)
_COMMON = """\
信息种类: 行政处罚
信息分类: 财政信息
成文日期: 2020-03-02
发布日期: 2020-03-03
索引号: "11379900MB28399186/2020-1000{编号}"
内容概述: "{标题}"
行政相对人名称: 某诊所
违法事实: 超范围
处罚依据: 条例
处罚决定日期: 2020-03-01
"""


def world_of_the_law() -> World:
    """The world that is edited: a site that uses every field of every record."""
    own = unpack((Path(__file__).parent / "site.txt").read_text("utf-8"))
    files = {name: (SHIPPED / name).read_text("utf-8") for name in _BROUGHT} | own
    files |= {"content/lists/fines.csv": _FINES, "content/lists/fines.yml": _COMMON}
    for part, old, new in _MORE:
        name = f"site_config/{part}.yml"
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    return World(files, TODAY)


@dataclass
class Law:
    """A site in a folder, edited again and again. ``base`` is what it comes to before every edit."""

    site: Path
    world: World
    base: Made

    @contextmanager
    def after(self, world: World) -> Iterator[Made | None]:
        """What the site comes to in another world, or nothing where it cannot be loaded there; it is in that world meanwhile."""
        lay(self.site, self.world.files, world.files)
        try:
            yield make(self.site, world.today, drafts=world.drafts)
        finally:
            lay(self.site, world.files, self.world.files)

    @contextmanager
    def again(self) -> Iterator[Made]:
        """The site before every edit with keys made anew, as they are where something is left out of digests."""
        with self.after(self.world) as base:
            assert base
            base.make_all(self.base)
            yield base


def begin(site: Path) -> Law:
    """The law's site in a folder."""
    world = world_of_the_law()
    lay(site, {}, world.files)
    base = make(site, world.today)
    assert base
    base.make_all()
    return Law(site, world, base)


def lay(site: Path, before: dict[str, str], files: dict[str, str]) -> None:
    """Makes the files of a site be others than before."""
    for name in before.keys() - files.keys():
        (site / name).unlink()
    for name, text in files.items():
        if before.get(name) != text:
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")


def shared(one: Made, other: Made) -> list[str]:
    """The files whose keys are equal."""
    return [file for file, key in one.keys.items() if other.keys.get(file) == key]


def broken(one: Made, other: Made) -> list[str]:
    """The files whose keys are equal and whose bytes are not."""
    return [file for file in shared(one, other) if not _is_same(one, other, file) and one.bytes_of(file) != other.bytes_of(file)]


def _is_same(one: Made, other: Made, file: str) -> bool:
    """True for a report to download whose views are equal in every field: to set it in type twice takes most of the time."""
    mine, theirs = one.views.get(file), other.views.get(file)
    return bool(mine and isinstance(mine[0], ReportDocumentView) and mine == theirs and one.frame == other.frame)


def broken_slices(one: Made, other: Made) -> list[str]:
    """The slices whose keys are equal and whose pages' keys are not; likewise months and documents of the index."""
    kept = [name for name, key in one.assembly.slices.items() if other.assembly.slices.get(name) == key]
    slices = [name for name in kept if _keys(one, name) != _keys(other, name)]
    months = [f"month {month.json}" for key, month in one.months.items() if other.months.get(key, month) != month]
    both = [(name, document, other.documents.get(name, document)) for name, document in one.documents.items()]
    documents = [f"document {name}" for name, mine, theirs in both if mine[0] == theirs[0] and mine != theirs]
    return [*slices, *months, *documents]


def _keys(made: Made, name: str) -> dict[str, str]:
    return {file: made.keys[file] for file in made.assembly.files[name]}
