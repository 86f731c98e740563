"""Ask four engines the same about the same items, in headless Chromium, and print what each took as a Markdown table.

    python -m tests.bench_search [--items 10000] [--only ours,pagefind,material,lunr] [--out FILE]

Needs, beside the test extras: pagefind[extended] and jieba from PyPI, npm (for lunr.js), Chromium. Everything happens in a
temporary folder. Bytes are those of all files an answer loads, packed by gzip where that makes them smaller; recall and
precision are of whole result lists against plain substring search over the normalised text, averaged over the queries.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench import tools
from tests.bench_search import engines
from tests.bench_search.queries import draw_queries, read_texts, truth
from tests.bench_search.served import metered
from tests.browser.chromium import FLAGS, find_chromium

SEED = 1
# A slow mobile connection: 1.6 Mbit/s down, 150 ms for every question (the "slow 4G" of browsers' own tools).
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
HEAD = (
    "engine | recall | precision | first query, kB | next query, kB | files of the next query"
    " | first results, ms | next results, ms | slow line: first, ms | slow line: next, ms | index, MB | to build, s | peak, MB"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_search", description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=10_000, help="items (default: 10000)")
    parser.add_argument("--only", default="ours,pagefind,material,lunr", help="which engines")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table to FILE too")
    options = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium on this machine.", file=sys.stderr)
        return 2
    texts = read_texts(options.items, SEED)
    queries = draw_queries(texts, SEED)
    forms = [(text.id, text.forms) for text in texts]
    expected = {query: truth(query, forms) for query in queries}
    rows = [HEAD, " | ".join(["---"] * (HEAD.count("|") + 1))]
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-search-") as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name in options.only.split(","):
            folder = Path(temporary) / name
            print(f"{name}: making the index", file=sys.stderr)
            try:
                match name:
                    case "ours":
                        built = engines.build_ours(folder, options.items, SEED)
                    case "pagefind":
                        built = engines.build_pagefind(folder, texts)
                    case "material":
                        built = engines.build_material(folder, texts)
                    case _:
                        built = engines.build_lunr(folder, texts)
                print(f"{name}: {built.seconds:.1f} s; asking", file=sys.stderr)
                rows.append(f"{name} | {_measure(browser, built, queries, expected)}")
            except Exception as error:  # one engine that fails must not hide the others
                rows.append(f"{name} | failed: {type(error).__name__}: {str(error).splitlines()[0]}")
            print(rows[-1], file=sys.stderr)
    table = "\n".join(f"| {row} |" for row in rows) + f"\n\n{options.items:,} items, {len(queries)} queries, medians. "
    table += tools.describe_machine(None).replace(", no Hugo", "") + ".\n"
    print(table, end="")
    if options.out:
        options.out.write_text(table, encoding="utf-8")
    return 0


def _measure(browser: Browser, built: engines.Built, queries: list[str], expected: dict[str, set[str]]) -> str:
    """A row of the table. Where every query needs the whole index, loading it a few times says enough."""
    recalls, precisions = [], []
    first: list[tuple[float, float, int]] = []
    following: list[tuple[float, float, int]] = []
    with metered(built.folder) as (address, meter):
        rounds = 2 if built.whole else 12
        for start in range(rounds):
            page = browser.new_page()
            page.set_default_timeout(300_000)
            for place, query in enumerate(queries[start::rounds]):
                meter.take()
                began = time.monotonic()
                if place == 0:
                    page.goto(address + "run.html")
                    page.wait_for_function("window.ready === true", timeout=300_000)
                page.evaluate("(query) => window.run(query)", query)
                took = (time.monotonic() - began) * 1000
                weight, answers = meter.take()
                (following if place else first).append((weight / 1000, took, answers))
                found = set(page.evaluate("() => window.all()"))
                true = expected[query]
                recalls.append(len(found & true) / len(true) if true else 1.0)
                precisions.append(len(found & true) / len(found) if found else 1.0)
            page.close()
        slow = _slowly(browser, address, queries) if not built.whole else None
    middle = statistics.median
    cells = [
        f"{statistics.mean(recalls):.3f}",
        f"{statistics.mean(precisions):.3f}",
        f"{middle(weight for weight, *_ in first):,.0f}",
        f"{middle(weight for weight, *_ in following):,.0f}",
        f"{middle(answers for *_, answers in following):.0f}",
        f"{middle(took for _, took, _ in first):,.0f}",
        f"{middle(took for _, took, _ in following):,.0f}",
        f"{slow[0]:,.0f}" if slow else "–",
        f"{slow[1]:,.0f}" if slow else "–",
        f"{built.size / 1e6:.1f}",
        f"{built.seconds:.1f}",
        f"{built.memory:,.0f}",
    ]
    return " | ".join(cells)


def _slowly(browser: Browser, address: str, queries: list[str]) -> tuple[float, float]:
    """The first and the next query on a slow line, in milliseconds; the page itself is there already."""
    first: list[float] = []
    following: list[float] = []
    for start in range(5):
        page = browser.new_page()
        page.goto(address + "run.html")
        page.wait_for_function("window.ready === true")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        for place, query in enumerate(queries[start::8][:3]):
            began = time.monotonic()
            page.evaluate("(query) => window.run(query)", query)
            (following if place else first).append((time.monotonic() - began) * 1000)
        page.close()
    return statistics.median(first), statistics.median(following)


if __name__ == "__main__":
    sys.exit(main())
