"""The measurements as Markdown: what each step took, the ratios to Hugo with their bars, and the growth."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .measure import Run, Series

COLD, UNCHANGED, EDIT, CHECK = "Gongkai cold", "Gongkai unchanged", "Gongkai one edit", "Gongkai check"
CHECK_ALL = "Gongkai check, all read anew"  # every item and every attachment is opened
HUGO_COLD, HUGO_EDIT = "Hugo cold", "Hugo one edit"
STEPS = (COLD, HUGO_COLD, UNCHANGED, EDIT, HUGO_EDIT, CHECK, CHECK_ALL)

GROWTH_BAR = 1.2  # time per item at the larger size, to that at the main size

Results = dict[str, Series]


@dataclass(frozen=True)
class Ratio:
    """A value of one of our steps to the same value of one of the peer's, and what it must not exceed."""

    name: str
    ours: str
    theirs: str
    memory: bool
    bar: float | None


RATIOS = (
    Ratio("clean build", COLD, HUGO_COLD, memory=False, bar=0.6),
    Ratio("one edit", EDIT, HUGO_EDIT, memory=False, bar=0.1),
    Ratio("nothing changed", UNCHANGED, HUGO_EDIT, memory=False, bar=0.08),
    Ratio("check only", CHECK, HUGO_COLD, memory=False, bar=None),
    Ratio("check, all read anew", CHECK_ALL, HUGO_COLD, memory=False, bar=None),
    Ratio("memory, all processes", COLD, HUGO_COLD, memory=True, bar=0.25),
)


def growth_step(items: int) -> str:
    """The name of the step that builds a site of so many items."""
    return f"Gongkai cold, {items:,} items"


def render_report(results: Results, items: int, growth: Sequence[int], runs: int, machine: str) -> str:
    """The whole report. A step without a successful run shows as failed and enters no ratio."""
    parts = [f"# Benchmark: {items:,} items, {runs} {'run' if runs == 1 else 'runs'} of each step, taking turns", machine + "."]
    parts.append(_steps(results))
    parts += ["## Ratios of medians, of the same run", _ratios(results)]
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


def _ratios(results: Results) -> str:
    rows = []
    for ratio in RATIOS:
        value = _memory if ratio.memory else _wall
        measured = _quotient(results, ratio.ours, ratio.theirs, value)
        rows.append([ratio.name, f"{ratio.ours} / {ratio.theirs}", _ratio(measured), *_verdict(measured, ratio.bar)])
    return _table(["ratio", "of", "value", "bar", ""], rows)


def _growth(results: Results, items: int, growth: Sequence[int]) -> str:
    """Time per item against the main size. A smaller size has no bar: the fixed cost of a build weighs more there."""
    rows = []
    for size in sorted({items, *growth}):
        step = COLD if size == items else growth_step(size)
        series = results.get(step, Series())
        if not series.runs:
            rows.append([f"{size:,}", _absent(series)] + [""] * 6)
            continue
        wall = series.median(_wall)
        slower = _quotient(results, step, COLD, _wall)
        slower = slower and slower * items / size
        more = _quotient(results, step, COLD, _memory)
        rows.append([f"{size:,}", _seconds(wall), f"{wall / size * 1000:.3f}", _ratio(slower)])
        rows[-1] += [_megabytes(series.median(_memory)), _ratio(more)]
        rows[-1] += _verdict(slower, GROWTH_BAR if size > items else None)
    return _table(["items", "wall s", "ms an item", "ratio", "all processes MB", "ratio", "bar on time", ""], rows)


def _quotient(results: Results, ours: str, theirs: str, value: Callable[[Run], float]) -> float | None:
    """The ratio of two medians; None where one of the steps was not measured."""
    over, under = results.get(ours, Series()), results.get(theirs, Series())
    if not over.runs or not under.runs or not under.median(value):
        return None
    return over.median(value) / under.median(value)


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
