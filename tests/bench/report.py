"""The measurements as Markdown: what each step took, the ratios to Hugo with their bars, and the growth."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .measure import Run, Series

COLD, UNCHANGED, EDIT, CHECK = "Gongkai cold", "Gongkai unchanged", "Gongkai one edit", "Gongkai check"
EDIT_QUICK, EDIT_SERVED = "Gongkai one edit, --quick", "Gongkai one edit, beside serve"
CHECK_ALL = "Gongkai check, all read anew"  # every item and every attachment is opened
NEWEST, DATED_BACK, TELEPHONE = "Gongkai newest item added", "Gongkai item dated back added", "Gongkai telephone of the office"
HUGO_COLD, HUGO_EDIT = "Hugo cold", "Hugo one edit"
PAGEFIND, SUMS = "Pagefind over Hugo's pages", "sha256sum of Hugo's files"
PAIR = (HUGO_COLD, PAGEFIND, SUMS)  # what a user of Hugo needs for what we do
STEPS = (COLD, *PAIR, UNCHANGED, EDIT, EDIT_QUICK, EDIT_SERVED, NEWEST, DATED_BACK, TELEPHONE, HUGO_EDIT, CHECK, CHECK_ALL)

GROWTH_BAR = 1.2  # time per item at the larger size, to that at the main size
EDIT_BAR, SERVED_BAR = 2.5, 1.3  # one edit at the larger size, to that at the main size: with --quick, and beside serve
MEMORY_BARS = {10_000: 300, 100_000: 450, 1_000_000: 600}  # MB of all processes, by the number of items

Results = dict[str, Series]


@dataclass(frozen=True)
class Bar:
    """A value of the runs, which is None where a step of it was not measured, and what it must not exceed."""

    name: str
    value: Callable[[Results, int], float | None]
    bar: float | None


def _to(ours: str, *theirs: str) -> Callable[[Results, int], float | None]:
    """The time of one of our steps to that of some of the peers', one after the other."""
    return lambda results, items: _over(_median(results, ours, _wall), _sum(_median(results, step, _wall) for step in theirs))


def _cpu_an_item(results: Results, items: int) -> float | None:
    return _over(_median(results, COLD, lambda run: run.cpu * 1000), items)


def _files_an_item(results: Results, items: int) -> float | None:
    return _over(_median(results, COLD, lambda run: run.files), items)


BARS = (
    Bar("cold ÷ (Hugo + Pagefind + `sha256sum`)", _to(COLD, *PAIR), 0.28),
    Bar("cold ÷ Hugo's bare pages", _to(COLD, HUGO_COLD), 1.35),
    Bar("processor time an item, ms", _cpu_an_item, 1.3),
    Bar("one edit (text, title) ÷ Hugo's", _to(EDIT, HUGO_EDIT), 0.15),
    Bar("one edit, `--quick` ÷ Hugo's", _to(EDIT_QUICK, HUGO_EDIT), None),
    Bar("one edit, beside `serve` ÷ Hugo's", _to(EDIT_SERVED, HUGO_EDIT), 0.03),
    Bar("newest item added ÷ Hugo's edit", _to(NEWEST, HUGO_EDIT), 0.2),
    Bar("item dated years back added ÷ Hugo's edit", _to(DATED_BACK, HUGO_EDIT), 0.2),
    Bar("telephone of the office ÷ Hugo's edit", _to(TELEPHONE, HUGO_EDIT), 1.5),
    Bar("nothing changed ÷ Hugo's edit", _to(UNCHANGED, HUGO_EDIT), 0.08),
    Bar("check ÷ Hugo's bare pages", _to(CHECK, HUGO_COLD), None),
    Bar("check, all read anew ÷ Hugo's bare pages", _to(CHECK_ALL, HUGO_COLD), None),
    Bar("files an item", _files_an_item, 1.5),
)


def growth_step(items: int) -> str:
    """The name of the step that builds a site of so many items."""
    return f"Gongkai cold, {items:,} items"


def growth_edit(items: int) -> str:
    """The name of the step that edits an item of a site of so many, with ``--quick``."""
    return f"{EDIT_QUICK}, {items:,} items"


def growth_served(items: int) -> str:
    """The name of the step that edits an item of a site of so many, beside ``serve``."""
    return f"{EDIT_SERVED}, {items:,} items"


def render_report(results: Results, items: int, growth: Sequence[int], runs: int, machine: str) -> str:
    """The whole report. A step without a successful run shows as failed and enters no ratio."""
    parts = [f"# Benchmark: {items:,} items, {runs} {'run' if runs == 1 else 'runs'} of each step, taking turns", machine + "."]
    parts.append(_steps(results))
    parts += ["## Ratios of medians, of the same run", _bars(results, items)]
    if growth:
        parts += [f"## Growth, to {items:,} items", _growth(results, items, growth)]
    failures = [(name, said) for name, series in results.items() for said in series.failures]
    if failures:
        parts += ["## Failed runs, not counted", *(f"{name}:\n\n{_indented(said)}" for name, said in failures)]
    return "\n\n".join(parts) + "\n"


def _steps(results: Results) -> str:
    head = [
        "step",
        "runs",
        "wall s",
        "min – max",
        "CPU s",
        "largest process MB",
        "all processes MB",
        "files",
        "output MB",
    ]
    rows = []
    for name in STEPS:
        series = results.get(name, Series())
        if not series.runs:
            rows.append([name, "0", _absent(series)] + [""] * (len(head) - 3))
            continue
        walls = [run.wall for run in series.runs]
        rows.append([name, f"{len(walls)}", _seconds(series.median(_wall))])
        rows[-1] += [f"{_seconds(min(walls))} – {_seconds(max(walls))}"]
        rows[-1] += [_seconds(series.median(lambda run: run.cpu))]
        rows[-1] += [_megabytes(series.median(lambda run: run.largest_process)), _megabytes(series.median(_memory))]
        written = series.runs[-1]
        rows[-1] += [f"{written.files:,}", _megabytes(written.output_bytes)] if written.files else ["–", "–"]
    return _table(head, rows)


def _bars(results: Results, items: int) -> str:
    rows = []
    for bar in BARS:
        measured = bar.value(results, items)
        rows.append([bar.name, _ratio(measured), *_verdict(measured, bar.bar)])
    return _table(["what", "value", "bar", ""], rows)


def _growth(results: Results, items: int, growth: Sequence[int]) -> str:
    """Time per item against the main size. A smaller size has no bar: the fixed cost of a build weighs more there."""
    rows = []
    for size in sorted({items, *growth}):
        larger = growth_step(size), growth_edit(size), growth_served(size)
        cold, edit, served = (COLD, EDIT_QUICK, EDIT_SERVED) if size == items else larger
        wall = _median(results, cold, _wall)
        if wall is None:
            rows.append([f"{size:,}", _absent(results.get(cold, Series()))] + [""] * 13)
            continue
        slower, memory = _over(wall * items / size, _median(results, COLD, _wall)), _median(results, cold, _memory)
        edited = _over(_median(results, edit, _wall), _median(results, EDIT_QUICK, _wall))
        seen = _over(_median(results, served, _wall), _median(results, EDIT_SERVED, _wall))
        rows.append([f"{size:,}", _seconds(wall), f"{wall / size * 1000:.3f}", _ratio(slower)])
        rows[-1] += _verdict(slower, GROWTH_BAR if size > items else None)
        rows[-1] += [_megabytes(memory or 0), *_verdict(memory and memory / 1e6, MEMORY_BARS.get(size))]
        rows[-1] += [_ratio(edited), *_verdict(edited, EDIT_BAR if size > items else None)]
        rows[-1] += [_ratio(seen), *_verdict(seen, SERVED_BAR if size > items else None)]
    head = ["items", "wall s", "ms an item", "ratio", "bar", "", "all processes MB", "bar", ""]
    head += ["one edit, `--quick`, ratio", "bar", "", "beside `serve`, ratio", "bar", ""]
    return _table(head, rows)


def _median(results: Results, step: str, value: Callable[[Run], float]) -> float | None:
    series = results.get(step, Series())
    return series.median(value) if series.runs else None


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum of some values; None where one of them is not known."""
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)


def _over(over: float | None, under: float | None) -> float | None:
    return over / under if over is not None and under else None


def _verdict(measured: float | None, bar: float | None) -> list[str]:
    if bar is None:
        return ["–", ""]
    return [f"≤ {bar:g}", "not measured" if measured is None else "met" if measured <= bar else "**missed**"]


def _absent(series: Series) -> str:
    return "**failed**" if series.failures else "not run"


def _wall(run: Run) -> float:
    return run.wall


def _memory(run: Run) -> float:
    return run.all_processes


def _seconds(value: float) -> str:
    return f"{value:.2f}"


def _megabytes(value: float) -> str:
    return f"{value / 1e6:,.0f}" if value else "–"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
