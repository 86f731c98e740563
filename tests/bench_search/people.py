"""Ask the questions in people's own words (tests/search/questions.json) of our search and of Pagefind, on the same sites.

    python -m tests.bench_search.people

Pagefind indexes the built pages as they are, with its defaults; it is asked in headless Chromium. Ours is asked as the search
page asks it, with its synonyms and without. What counts is a right document among the first three.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import sync_playwright

from generator.render.search.index import FOLDER
from tests.browser.chromium import FLAGS, TODAY, find_chromium, served
from tests.search.engine import ask
from tests.search.test_questions import QUESTIONS, SITES
from tests.sites import build_site

ASK = """async (questions) => {
    const pagefind = await import(new URL("pagefind/pagefind.js", location.href).href);
    const first = async (question) => {
        const { results } = await pagefind.search(question);
        return (await Promise.all(results.slice(0, 3).map((result) => result.data()))).map(({ url }) => url);
    };
    const found = [];
    for (const question of questions) found.push(await first(question));
    return found;
}"""


def main() -> int:
    """Run the comparison; the exit code."""
    rows: dict[str, dict[str, list[bool | None]]] = {}
    with tempfile.TemporaryDirectory(prefix="gongkai-people-") as temporary:
        for name, site in SITES.items():
            output = Path(temporary) / name
            assert build_site(site, output=output, today=TODAY).published
            asked = [question for question in QUESTIONS if question["site"] == name]
            answers = {"ours": _ours(output, asked), "Pagefind": _pagefind(output, asked)}
            _without_synonyms(output)
            answers["ours without synonyms"] = _ours(output, asked)
            for engine, shown in answers.items():
                for question, addresses in zip(asked, shown, strict=True):
                    right = {unquote(address) for address in question["right"]}
                    good = any(address in right for address in addresses) if addresses else None
                    rows.setdefault(engine, {}).setdefault("held back" if question["held"] else "known", []).append(good)
    print("| engine | questions | a right one in three | nothing |\n| --- | --- | --- | --- |")
    for engine, kinds in rows.items():
        for kind, found in sorted(kinds.items()):
            print(
                f"| {engine} | {len(found)} {kind} | {found.count(True)} ({found.count(True) / len(found):.0%}) | {found.count(None)} |"
            )
    return 0


def _ours(output: Path, asked: list[dict[str, Any]]) -> list[list[str]]:
    calls = ({"kind": "find", "query": one["question"], "folder": FOLDER.rstrip("/"), "fresh": True} for one in asked)
    answers = ask(*calls, serve=output)
    shown = ([*answer["numbered"], *answer["exact"], *answer["partial"]] for answer in answers)
    return [[unquote(address) for address in addresses[:3]] for addresses in shown]


def _without_synonyms(output: Path) -> None:
    file = output / FOLDER / "question.json"
    question = json.loads(file.read_text("utf-8"))
    file.unlink()  # it shares its bytes with the spare tree
    file.write_text(json.dumps(question | {"said": ""}), "utf-8")


def _pagefind(output: Path, asked: list[dict[str, Any]]) -> list[list[str]]:
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(output)], check=True, stdout=subprocess.DEVNULL)
    (output / "run.html").write_text("<!doctype html>")
    with served(output) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"{address}run.html")
        found = page.evaluate(ASK, [question["question"] for question in asked])
        browser.close()
    return [[unquote(re.sub(r"(index\.html)?$", "", url).lstrip("/")) for url in urls] for urls in found]


if __name__ == "__main__":
    sys.exit(main())
