"""What a portal costs: ``python -m tests.bench_portal [BODIES] [ITEMS]`` makes so many bodies of so many items, builds and measures.

With ``catalogs`` behind them two bodies are built, and of the others there is what a portal reads alone: what it costs is the same.

Times are of this machine at this hour; bytes are those of any. What a query loads is counted in Chromium: the files of the
index, packed where a server packs them.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Request, sync_playwright

from generator.portal.build import PortalOptions, build_portal
from generator.publish.output import OutputFolder
from generator.run.options import Progress
from generator.work import default_jobs
from tests.bench import corpus
from tests.browser.chromium import FLAGS, find_chromium, served

TODAY = dt.date(2026, 11, 21)
QUERIES = ("预防接种", "〔2011〕20号", "传染病防治", "在哪里打疫苗", "项目建设")
# Further ones: of one sign, two, four, of two words, what nothing or little holds, with a year, in English, numbers.
OTHERS = ("疫", "体检", "行政处罚", "疫苗 接种", "寺洗", "没有的东西", "2023年预算", "hospital", "2018-00720", "〔2019〕7号")
_ROUNDS = 80  # of a tenth of a second, in which a page is read to its end
_BUILT = 2  # bodies that are built where of the others there are catalogs alone
_HEAD = """\
language: zh-CN
profile: cn-government
title: 某市政府信息公开
site_url: https://portal.example/
publisher: {name: 某市人民政府办公室}
groups:
  - {id: departments, name: 部门}
  - {id: counties, name: 县市区}
members:
"""


def main(bodies: int, items: int, *, catalogs: bool = False) -> None:
    """Measures and prints a line a step."""
    with tempfile.TemporaryDirectory() as temporary:
        city = Path(temporary)
        lines = [_HEAD]
        for number in range(1, bodies + 1):
            name = f"b{number:02}"
            is_built = number <= _BUILT or not catalogs
            if is_built:
                corpus.write_site(city / name, items, number)
            group = "departments" if number % 2 else "counties"
            source = f"source: {name}, " if is_built else ""
            lines.append(
                f"  - {{id: {name}, name: 第{number}机关, group: {group}, {source}folder: {name}/site, address: {name}/}}\n"
            )
        print(f"{bodies} bodies × {items} items")
        if catalogs:
            (city / "portal.yml").write_text("".join(lines[: _BUILT + 1]), "utf-8")
            build(city, members=True)
            for number in range(_BUILT + 1, bodies + 1):
                write_catalog(city / "b01/site", city / f"b{number:02}/site", items, number)
        (city / "portal.yml").write_text("".join(lines), "utf-8")
        if not catalogs:
            tell("members and portal, cold", lambda: build(city, members=True))
        shutil.rmtree(city / "site", ignore_errors=True)
        shutil.rmtree(city / ".site.build", ignore_errors=True)
        tell("portal alone, cold", lambda: build(city))
        tell("portal, nothing changed", lambda: build(city))
        edited = next(path for path in sorted((city / "b01/content/items").rglob("*.md")))
        corpus.edit_item(edited, "BENCH")
        tell("members and portal after an edit of one", lambda: build(city, members=True))
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"largest process: {peak / 1024:.0f} MB")
        files = [path for path in (city / "site").rglob("*") if path.is_file()]
        index = [path for path in files if "search/index" in path.as_posix()]
        sizes = sum(path.stat().st_size for path in files), sum(path.stat().st_size for path in index)
        print(f"files: {len(files)}, {sizes[0] / 1e6:.1f} MB; of the index {len(index)}, {sizes[1] / 1e6:.1f} MB")
        count_queries("portal", city / "site")
        manifest = json.loads((city / "site/search/index/manifest.json").read_text("utf-8"))
        if others := manifest.get("others"):
            largest = max(others, key=lambda folder: others[folder]["documents"])
            documents = others[largest]["documents"]
            count_queries(f"portal, the largest index ({documents} items)", city / "site", f"&year={largest[:4]}")
        count_queries("one body", city / "b02/site")


def write_catalog(like: Path, site: Path, items: int, seed: int) -> None:
    """Writes what a portal reads of a body: the status and the catalog of a built one, with items of another seed."""
    shown = ("title", "published", "created", "doc_number", "summary")
    files = {name: (like / name).read_bytes() for name in ("status.json", "catalog.json")}
    files |= {path.name: path.read_bytes() for path in like.glob("catalog-*.json")}
    months = Counter[str]()
    for name, data in files.items():
        found = json.loads(data)
        for one in found.get("items", ()) if name != "status.json" else ():
            other = corpus.make_item(int(one["id"].rpartition("/")[2]), items, seed).fields
            one.update({key: other[key] for key in shown} | {"keywords": other["keywords"].strip("[]").split(", ")})
            months[one["published"][:7]] += 1
        files[name] = json.dumps(found, ensure_ascii=False).encode()
    status = json.loads(files["status.json"])
    status |= {"judged": 0, "late": 0}
    status["months"] = [
        {"month": month, "items": months[month], "judged": 0, "late": 0} for month in sorted(months, reverse=True)
    ]
    files["status.json"] = json.dumps(status, ensure_ascii=False).encode()
    site.mkdir(parents=True)
    for name, data in files.items():
        (site / name).write_bytes(data)
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    (site / "manifest-sha256.txt").write_text("".join(lines), "utf-8")


def tell(what: str, work: Callable[[], None]) -> None:
    """Does a step and prints its seconds."""
    started = time.monotonic()
    work()
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


def build(city: Path, *, members: bool = False) -> None:
    """Builds the portal."""
    options = PortalOptions(city, TODAY, jobs=default_jobs(), members=members)
    result, _ = build_portal(options, OutputFolder(city / "site"), Progress())
    assert result.published, result.problems


def _note(asked: list[str], request: Request) -> None:
    asked.append(unquote(urlsplit(request.url).path))


def count_queries(name: str, folder: Path, narrowed: str = "") -> None:
    """Prints what each query loads of the index of a site, from nothing known; ``narrowed`` ends its address.

    That is what the first results take, and what a page takes that is read to its end.
    """
    with served(folder) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for query in (*QUERIES, *OTHERS):
            page = browser.new_context(viewport={"width": 360, "height": 500}).new_page()
            asked: list[str] = []
            page.on("request", partial(_note, asked))
            page.goto(f"{base}search/?q={query}{narrowed}")
            page.wait_for_selector("#search-status:not(:empty)")
            page.wait_for_selector("#results:not([aria-busy])")
            found, first = page.locator("#search-status").inner_text(), weigh(asked, folder)
            for _ in range(_ROUNDS):  # of what is nowhere the button may stay
                if not page.locator(".gk-later").count():
                    break
                page.evaluate("document.querySelector('.gk-later')?.scrollIntoView()")
                page.wait_for_timeout(100)
            shown = page.locator(".gk-hits li").count()
            print(f"{name}, {query}: {found}; {first}; {weigh(asked, folder)} for {shown}", flush=True)
        browser.close()


def weigh(asked: list[str], folder: Path) -> str:
    """The number of files of the index among those asked for, and what they weigh."""
    loaded = {path for path in asked if "/search/index/" in path}
    size = sum(len(gzip.compress((folder / path.lstrip("/")).read_bytes())) for path in loaded)
    return f"{len(loaded)} files, {size / 1000:.0f} kB"


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    main(*(given or [40, 250]), catalogs="catalogs" in sys.argv)
