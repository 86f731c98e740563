"""The engines: how each makes its index of the same texts, and how a page asks it.

A page of an engine defines ``window.run(query)``: it gives the ids of all results once the first ten could be shown, and
``window.all`` what it takes to know all of them.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.engine.assets import reduced
from generator.engine.scripts import join_scripts, lunr_module
from tests.bench import corpus
from tests.bench_search.queries import Text
from tests.bench_search.sites import ROOT


@dataclass
class Built:
    """An index: where its page is, how long it took to make, what it weighs."""

    folder: Path
    seconds: float
    memory: float  # MB
    index: str  # the folder of the index, below
    whole: bool = False  # every query needs all of it

    @property
    def size(self) -> int:
        """The bytes of its files as they lie on the disk."""
        place = self.folder / self.index
        return sum(file.stat().st_size for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file())


def _timed(folder: Path, index: str, *command: str, whole: bool = False) -> Built:
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Built(folder, time.monotonic() - start, usage.ru_maxrss / 1000, index, whole)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def build_ours(folder: Path, count: int, seed: int) -> Built:
    """Our index alone, of the whole site, attachments included."""
    corpus.write_site(folder / "site", count, seed)
    command = (sys.executable, "-m", "tests.bench_search.sites", str(folder / "site"), str(folder / "web"))
    built = _timed(folder / "web", "search/index", *command)
    for name, data in _scripts().items():
        (folder / "web" / name).write_bytes(data)
    _page(
        folder / "web",
        """import { SearchIndex } from "./engine.js";
        await fetch("page.js").then((answer) => answer.text());
        const index = new SearchIndex("search/index/");
        let results;
        const id = ({ address }) => address.slice("items/".length, -1);
        window.run = async (query) => { results = await index.search(query); return (await results.page(0, 10)).map(id); };
        window.all = async () => { await results.readUntil(Infinity); return results.found.map(id); };""",
    )
    return built


def _scripts() -> dict[str, bytes]:
    """The scripts of the search page as they go out, by name."""
    folder = ROOT / "theme/assets/search"
    assets = {f"assets/search/{file.name}": reduced(file.name, file.read_bytes()) for file in folder.glob("*.js")}
    joined = join_scripts(assets, ['"assets/search/page.js" "assets/search/engine.js"'])
    return {name: joined[f"assets/search/{name}"] for name in ("page.js", "engine.js")} | {"lunr.js": lunr_module()}


def build_pagefind(folder: Path, texts: Sequence[Text]) -> Built:
    """Pagefind, extended, of plain pages."""
    for text in texts:
        page = folder / "items" / text.id / "index.html"
        page.parent.mkdir(parents=True)
        rows = "".join(f"<p>{html.escape(line)}</p>" for line in (*text.numbers, text.summary, text.keywords, text.body))
        page.write_text(
            f"<!doctype html><html lang=zh><title>{html.escape(text.title)}</title>"
            f"<main data-pagefind-body><h1>{html.escape(text.title)}</h1>{rows}</main></html>"
        )
    built = _timed(folder, "pagefind", sys.executable, "-m", "pagefind", "--site", str(folder))
    _page(
        folder,
        """import * as pagefind from "./pagefind/pagefind.js";
        let results;
        const id = ({ url }) => url.replace(/^.*items\\//, "").replace(/\\/$/, "");
        window.run = async (query) => {
            results = (await pagefind.search(query)).results;
            return (await Promise.all(results.slice(0, 10).map((result) => result.data()))).map(id);
        };
        window.all = async () => (await Promise.all(results.map((result) => result.data()))).map(id);""",
    )
    return built


def build_material(folder: Path, texts: Sequence[Text]) -> Built:
    """Material's search with jieba: the index its plugin writes, asked through its own worker."""
    folder.mkdir()
    (folder / "texts.json").write_text(json.dumps([[t.id, t.title, *t.numbers, t.summary, t.keywords, t.body] for t in texts]))
    command = (sys.executable, "-m", "tests.bench_search.material_index", str(folder))
    built = _timed(folder, "search_index.json", *command, whole=True)
    _page(
        folder,
        """const docs = await (await fetch("search_index.json")).json();
        const worker = new Worker("workers/worker.js");
        let answered;
        const ask = (message) => new Promise((answer) => { answered = answer; worker.postMessage(message); });
        worker.onmessage = ({ data }) => answered(data);
        const ready = ask({ type: 0, data: { ...docs, options: { suggest: false } } });
        let found;
        window.run = async (query) => {
            await ready;
            const { data } = await ask({ type: 2, data: `${query}* ` });
            found = [...new Set(data.items.flat().map(({ location }) => location.replace(/\\/?(#.*)?$/, "")))];
            return found.slice(0, 10);
        };
        window.all = async () => found;""",
    )
    return built


def build_lunr(folder: Path, texts: Sequence[Text]) -> Built:
    """One complete lunr index of Han bigrams, made by lunr.py, loaded by lunr.js."""
    folder.mkdir()
    (folder / "texts.json").write_text(json.dumps([[t.id, *t.forms] for t in texts]))
    built = _timed(folder, "lunr.json", sys.executable, "-m", "tests.bench_search.lunr_index", str(folder), whole=True)
    _run("npm", "install", "--silent", "--no-save", "--prefix", str(folder), "lunr@2.3.9")
    shutil.copy(folder / "node_modules/lunr/lunr.min.js", folder)
    shutil.copy(ROOT / "theme/assets/search/text.js", folder)
    _page(
        folder,
        """import { searchForm } from "./text.js";
        await new Promise((ready) => { const script = document.createElement("script"); script.src = "lunr.min.js";
            script.onload = ready; document.head.append(script); });
        const index = lunr.Index.load(await (await fetch("lunr.json")).json());
        let found;
        window.run = async (query) => {
            const form = [...searchForm(query)];
            const bigrams = form.slice(1).map((sign, at) => form[at] + sign);
            const how = { presence: lunr.Query.presence.REQUIRED, usePipeline: false };
            found = index.query((built) => bigrams.forEach((gram) => built.term(gram, { ...how }))).map(({ ref }) => ref);
            return found.slice(0, 10);
        };
        window.all = async () => found;""",
    )
    return built


def _page(folder: Path, script: str) -> None:
    (folder / "run.js").write_text(f"{script}\nwindow.ready = true;\n")
    (folder / "run.html").write_text('<!doctype html><meta charset="utf-8"><script type="module" src="run.js"></script>')
