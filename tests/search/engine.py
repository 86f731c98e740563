"""The browser's part of searching, called from a test: by node where there is one, else in Chromium."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from generator.engine.scripts import lunr_module
from generator.load.items.item import ItemLoader
from generator.load.items.kept import load_items
from generator.load.search_cache import SearchCache
from generator.load.settings.variants import read_variants
from generator.load.settings.vocabulary import load_vocabulary
from generator.load.site import load_settings
from generator.model.project import Project
from generator.render.search.index import FOLDER, render_search
from generator.render.search.records import Record, Texts, make_record
from generator.run.texts import ItemTexts, search_sources
from generator.store import Store
from generator.view.documents import searched
from generator.work import Work
from tests.browser.chromium import FLAGS, find_chromium, served
from tests.sites import TODAY

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "theme" / "assets"
CALLS = Path(__file__).parent / "calls.mjs"


def ask(*calls: dict[str, Any], serve: Path | None = None) -> list[Any]:
    """The answers to calls; ``folder`` in one is where an index lies, below ``serve`` if that is given."""
    node = shutil.which("node")
    if node:
        with tempfile.TemporaryDirectory() as temporary:
            scripts = Path(temporary) / "search"
            shutil.copytree(ASSETS / "search", scripts)
            (scripts / "lunr.js").write_bytes(lunr_module())
            given = {"assets": Path(temporary).as_uri(), "calls": [_absolute(call, serve) for call in calls]}
            # Of a hundred pages that are opened anew most is thrown away at once: with room for it an eighth of the time is saved.
            run = subprocess.run(
                [node, "--max-semi-space-size=128", str(CALLS)],
                input=json.dumps(given).encode(),
                capture_output=True,
                check=False,
            )
        assert run.returncode == 0, run.stderr.decode()
        return json.loads(run.stdout)  # type: ignore[no-any-return]  # JSON
    return _ask_browser(list(calls), serve)


def _absolute(call: dict[str, Any], serve: Path | None) -> dict[str, Any]:
    return call | {"folder": f"{serve / call['folder']}/"} if serve and "folder" in call else call


def _ask_browser(calls: list[dict[str, Any]], serve: Path | None) -> list[Any]:
    path = find_chromium()
    if path is None:
        pytest.skip("neither node nor Chromium is on this machine: the browser's part of searching is not tested")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in (*(ASSETS / "search").glob("*.js"), CALLS):
            shutil.copy(file, folder)
        (folder / "lunr.js").write_bytes(lunr_module())
        (folder / "index.html").write_text("<!doctype html>")
        if serve:
            (folder / "served").symlink_to(serve)
        calls = [call | {"folder": f"served/{call['folder']}/"} if "folder" in call else call for call in calls]
        with served(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page()
            page.goto(address)
            script = """async (calls) => {
                const [text, terms, question, numerals, engine, { inflate }, pieces, postings, figures, { answer }] = await Promise.all(["text.js", "terms.js", "question.js", "numerals.js", "engine.js", "inflate.js", "byte-pairs.js", "postings.js", "figures.js", "calls.mjs"]
                    .map((name) => import(new URL(name, location.href).href)));
                const load = async (name) => {
                    load.asked?.push(name.split("?")[0]);
                    return new Uint8Array(await (await fetch(name)).arrayBuffer());
                };
                return answer({ text, terms, question, numerals, index: { ...engine, ...pieces, ...postings, ...figures, inflate } }, calls, load);
            }"""
            answers: list[Any] = page.evaluate(script, calls)
            browser.close()
            return answers


class Indexed:
    """A site read and indexed as a build does it, without its pages."""

    def __init__(self, site: Path, output: Path, work: Path | None = None, today: dt.date = TODAY) -> None:
        loading = load_settings(site, today, ())
        project = load_items(loading, Store(None), Work())
        assert project is not None
        self.project: Project = project
        self.output = output
        store = Store.open(work)
        fetch = ItemTexts(project, ItemLoader(site, project.settings.profile, project.settings.labels, loading.files))
        vocabulary = load_vocabulary(site, project.settings.labels.language, project.settings.labels, [])
        sources = search_sources(project, site, fetch, vocabulary, store, Work())
        found = searched(project)
        made = render_search(found, sources, SearchCache(store, loading.settings), loading.settings, loading.settings, "")
        self.keys: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        for file in made:
            data = file.make()
            assert isinstance(data, bytes)
            assert file.file not in self.files
            self.keys[file.file], self.files[file.file] = file.key, data
            target = output / file.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        texts = sources.files_of([file for document in found.documents for file in document.files])
        about = Texts(sources.markup_of, sources.page_of, texts, str.maketrans(read_variants()))
        self.records: list[Record] = [make_record(found.view_of(document.id), about) for document in found.documents]
        self.long_texts = {sha256[:16]: text for sha256, text in texts.items()}
        # What a person could look for in each document, by its address, oldest document first.
        self.forms = {
            record.address: [form for field in record.forms(self.long_texts) for form in field] for record in self.records
        }

    def holding(self, form: str) -> list[str]:
        """The addresses of all documents that hold a piece: plain substring search."""
        return sorted(address for address, forms in self.forms.items() if any(form in text for text in forms))

    def ask(self, *calls: dict[str, Any]) -> list[Any]:
        """The answers of its index to calls."""
        return ask(*(call | {"folder": FOLDER.rstrip("/")} for call in calls), serve=self.output)
