"""``python -m tests.faults [EVERY [CALL…]] [--first K] [--after K] [--turn N]``: lets the k-th call of each kind fail, for every k
or each EVERY-th.

It prints what was not taken well, and how many faults were tried. With ``--turn`` every call fails in one of its ways alone, in
another in each turn: the turns from 0 to 5 are together what is tried without.

A build runs in a process that is forked here, with all its modules loaded, so that no fault hits an import. It stops itself,
Debian's ``strace`` is attached (``-e inject=CALL:error=E:when=K``), and it goes on. The pages of the engine are kept from before.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from click.testing import CliRunner

import generator.cli.build
import generator.cli.terminal
import generator.engine.process
import generator.run.build  # noqa: F401  loaded before, so that no fault hits an import
from generator.cli import main
from generator.load.shipped import runtime_digest
from generator.publish.survey import manifest_of
from generator.work import default_jobs
from tests.publish.test_output import tree
from tests.sites import BASE, write_site

TODAY = "2026-06-30"
ERRORS: dict[str, tuple[str, ...]] = {
    "openat": ("EIO", "EMFILE", "EACCES", "ENOSPC", "EINTR", "KILL"),
    "read": ("EIO", "EINTR", "KILL"),
    "pread64": ("EIO", "EINTR", "KILL"),
    "write": ("EIO", "ENOSPC", "EINTR", "KILL"),
    "pwrite64": ("EIO", "ENOSPC", "EINTR", "KILL"),
    "link": ("EIO", "ENOSPC", "EACCES", "KILL"),
    "mkdir": ("EIO", "ENOSPC", "EACCES", "KILL"),
    "rename": ("EIO", "ENOSPC", "EACCES", "KILL"),
    "renameat2": ("EIO", "ENOSPC", "EACCES", "EINTR", "EXDEV", "KILL"),
    "unlink": ("EIO", "EACCES", "KILL"),
    "rmdir": ("EIO", "KILL"),
    "ftruncate": ("EIO", "KILL"),
    "fsync": ("EIO", "ENOSPC", "EINTR", "KILL"),
    "flock": ("ENOLCK", "EIO", "EINTR", "KILL"),
    "clone3": ("EMFILE", "ENOMEM"),
    "clone": ("EMFILE", "ENOMEM"),
    "newfstatat": ("EIO", "EACCES"),
    "statx": ("EIO", "EACCES"),
    "getdents64": ("EIO", "EMFILE", "EINTR", "KILL"),
    "fcntl": ("ENOLCK", "EIO"),
}
_AT_ONCE = 8  # faults that are handed to a process
_TOLD = 500
_UNTOUCHED = "已经发布的站点没有改动"
_CODES = re.compile(r"\[(\S+)\]$", re.MULTILINE)


class NoStrace(Exception):
    """The machine has no strace, or does not let it look at a process."""


@dataclass(frozen=True)
class Fault:
    """The call that fails, how, and which of its kind."""

    call: str
    error: str
    when: int

    def __str__(self) -> str:
        return f"{self.call}:{self.error}:{self.when}"


@dataclass(frozen=True)
class Asked:
    """Which faults are tried: of some kinds of calls each ``every``-th, of the ``first`` of a kind, of none up to the ``after``-th.

    In a ``turn`` each call fails in one way, in another in each turn.
    """

    calls: Collection[str] = tuple(ERRORS)
    every: int = 1
    first: int | None = None
    after: int = 0
    turn: int | None = None


@dataclass(frozen=True)
class Stage:
    """A site before a build: what is published, and what a clean build publishes."""

    name: str
    site: Path
    old: dict[str, bytes]
    new: dict[str, bytes]


def run(site: Path, traced: list[str]) -> tuple[int, str]:
    """The exit code (below nought: the signal) and all that is said by a build, with strace attached where it is ``traced``."""
    log = site.parent / "said"
    child = os.fork()
    if child == 0:
        _live(site, log, stop=bool(traced))
    if traced:
        _, stopped = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(stopped):  # it ended before anything was asked of it
            return os.waitstatus_to_exitcode(stopped), log.read_text("utf-8", "replace") if log.exists() else ""
        tracer = subprocess.Popen(
            ["strace", "-qq", "-p", str(child), *traced], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        status = Path(f"/proc/{child}/status")
        while "TracerPid:\t0" in status.read_text() and tracer.poll() is None:
            time.sleep(0.002)
        os.kill(child, signal.SIGCONT)
        _, ended = os.waitpid(child, 0)
        _, complaint = tracer.communicate()
        if "attach" in complaint or "ptrace" in complaint:
            raise NoStrace(complaint.strip())
    else:
        _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended), log.read_text("utf-8", "replace")


def _live(site: Path, log: Path, *, stop: bool) -> None:
    code = 1
    try:
        said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        os.chdir(site.parent)
        if stop:
            os.kill(os.getpid(), signal.SIGSTOP)
        main(["build", site.name, "--today", TODAY, "--jobs", "1"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def calls_of(stage: Stage) -> Counter[str]:
    """How often each call is made in a build."""
    with _fresh(stage) as site:
        log = site.parent / "calls"
        run(site, ["-c", "-o", str(log), "-e", f"trace={','.join(ERRORS)}"])
        rows = [line.split() for line in log.read_text().splitlines()]
    return Counter({row[-1]: int(row[3]) for row in rows if row and row[-1] in ERRORS})


def faults_of(calls: Counter[str], asked: Asked) -> Iterator[Fault]:
    """Every fault that is asked for; each ``every``-th begins elsewhere for each call and error."""
    for number, (call, made) in enumerate(sorted(calls.items())):
        times = min(made, asked.first or made)
        errors = ERRORS[call]
        if asked.turn is not None and asked.turn >= len(errors):
            continue
        for shift, error in enumerate(errors):
            if asked.turn is None:
                start, step = (number + 3 * shift) % min(asked.every, times), asked.every
            else:
                start, step = (asked.turn + shift) % len(errors), len(errors)
            yield from (Fault(call, error, when) for when in range(1 + start, times + 1, step) if when > asked.after)


@contextlib.contextmanager
def _fresh(stage: Stage) -> Iterator[Path]:
    """A copy of a site as it is before the build, with files shared as they are between its trees."""
    folder = Path(tempfile.mkdtemp(prefix="fault-"))
    subprocess.run(["cp", "-a", f"{stage.site}/.", folder / "demo"], check=True)
    try:
        yield folder / "demo"
    finally:
        shutil.rmtree(folder)


def judge(stage: Stage, fault: Fault) -> list[str]:
    """What is wrong with how a build took a fault."""
    wrong: list[str] = []
    injected = f"signal={fault.error}" if fault.error == "KILL" else f"error={fault.error}"
    with _fresh(stage) as site:
        # strace traces what it injects into, and nothing else.
        code, said = run(
            site, ["-o", "/dev/null", "-e", f"trace={fault.call}", "-e", f"inject={fault.call}:{injected}:when={fault.when}"]
        )
        live = tree(site / "site")
        if "Traceback" in said:
            wrong.append("a traceback")
        # What a source may not be read for is told of the source.
        denied = fault.error == "EACCES" and {"file-unreadable", "content-missing"} & set(_CODES.findall(said))
        if code not in (0, 3, 1 if denied else 0, -signal.SIGKILL if fault.error == "KILL" else 0):
            wrong.append(f"exit code {code}")
        if live not in (stage.old, stage.new):
            wrong.append("a site neither old nor new")
        if live and manifest_of(site / "site").keys() != live.keys() - {"manifest-sha256.txt"}:
            wrong.append("a manifest that is not true")
        if code == 0 and live != stage.new:
            wrong.append("said to be published, and is not")
        if code == 3 and (_UNTOUCHED in said) != (bool(live) and live == stage.old):
            wrong.append("a false sentence")
        code, again = run(site, [])
        if code != 0 or tree(site / "site") != stage.new:
            wrong.append(f"the next build is not clean ({code}: {again[-200:]})")
        if wrong and os.environ.get("FAULTS_SAID"):
            wrong.append(said)
    return wrong


def stages(folder: Path) -> Iterator[Stage]:
    """A site of which nothing was published yet, and one that was edited."""
    site = write_site(folder / "cold/demo", BASE)
    run(site, [])
    new = tree(site / "site")
    for name in ("site", ".site.build/store.sqlite"):  # a first build makes no second tree
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    yield Stage("cold", site, {}, new)
    site = write_site(folder / "edited/demo", BASE)
    run(site, [])
    old = tree(site / "site")
    notice = site / "content/items/2023/notice.md"
    notice.write_text(notice.read_text("utf-8").replace("请各单位落实", "请各单位、各科室落实"), "utf-8")
    copy = folder / "clean/demo"
    subprocess.run(["cp", "-a", f"{site}/.", write_site(copy, BASE)], check=True)
    shutil.rmtree(copy / ".site.build")
    shutil.rmtree(copy / "site")
    run(copy, [])
    yield Stage("edited", site, old, tree(copy / "site"))


def sweep(asked: Asked) -> tuple[int, list[str]]:
    """How many faults were tried, and what went wrong."""
    if not shutil.which("strace"):
        raise NoStrace("strace is not installed")
    runtime_digest()
    tried, wrong = 0, []
    with tempfile.TemporaryDirectory() as folder:
        warm = write_site(Path(folder) / "warm", BASE)
        assert CliRunner().invoke(main, ["build", str(warm), "--today", TODAY, "--jobs", "1"]).exit_code == 0
        gc.freeze()  # what all processes share is not copied because one of them collects
        for stage in stages(Path(folder)):
            counted = Counter({call: times for call, times in calls_of(stage).items() if call in asked.calls})
            faults = list(faults_of(counted, asked))
            with ProcessPoolExecutor(default_jobs(), get_context("fork")) as pool:
                for fault, found in zip(faults, pool.map(partial(judge, stage), faults, chunksize=_AT_ONCE), strict=True):
                    tried += 1
                    if found:
                        wrong.append(f"{stage.name} {fault}: {'; '.join(found)}")
                        print(wrong[-1], flush=True)
                    if tried % _TOLD == 0:
                        print(f"{tried} tried", file=sys.stderr, flush=True)
    return tried, wrong


if __name__ == "__main__":
    os.environ["LANG"] = "zh_CN.UTF-8"
    os.environ.pop("LC_ALL", None)
    arguments = argparse.ArgumentParser()
    arguments.add_argument("every", nargs="?", type=int, default=1)
    arguments.add_argument("calls", nargs="*", default=Asked.calls)
    arguments.add_argument("--first", type=int)
    arguments.add_argument("--after", type=int, default=0)
    arguments.add_argument("--turn", type=int)
    try:
        tried, wrong = sweep(Asked(**vars(arguments.parse_args())))
    except NoStrace as why:
        print(f"no faults were tried: {why}")
        sys.exit(0)
    print(f"{tried} faults tried, {len(wrong)} of them not taken well")
    sys.exit(1 if wrong else 0)
