"""What a command line is given by its machine: a checkout that can only be read, a reader who leaves, modes of any umask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, TODAY, write_site

ROOT = Path(__file__).parents[2]
# Together they say more, as JSON, than any pipe holds.
MANY = "".join(
    f"-- content/items/2024/n{number}.md --\n---\ntitle: 第{number}号\ncategory: 没有{number}\n---\n文。\n"
    for number in range(600)
)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "generator", *words]


def unwritten(site: Path) -> list[str]:
    """What lies in a site that no source is."""
    return sorted(path.name for path in site.rglob("*") if path.name.startswith((".", "site")))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no modes of files here")
@pytest.mark.parametrize("words", [("check",), ("check", "--jobs", "1"), ("check", "--format", "json"), ("due",), ("fix",)])
def test_what_only_reads_needs_nothing_to_write_to(words: tuple[str, ...], tmp_path: Path) -> None:
    """A second reader, or a step of a pipeline, has a checkout that cannot be written."""
    site = write_site(tmp_path / "site", BASE)
    lines = (
        command(words[0], str(site), "--today", TODAY.isoformat(), *words[1:]) if words[0] != "fix" else command("fix", str(site))
    )
    expected = subprocess.run(lines, cwd=ROOT, capture_output=True, text=True, check=False)
    subprocess.run(["rm", "-rf", *map(str, site.glob(".site*"))], check=True)
    before = unwritten(site)
    # Modes bind everybody but root, whom a mount binds.
    read_only = [
        "unshare",
        "-m",
        "sh",
        "-c",
        f'mount --bind -o ro "{site}" "{site}" && mount -o remount,bind,ro "{site}" || exit 77; exec "$@"',
        "sh",
    ]
    if os.geteuid() != 0:
        for path in [*site.rglob("*"), site]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        read_only = []
    done = subprocess.run([*read_only, *lines], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("mounting is not allowed here")
    assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)
    # That nothing is kept from run to run, and so it takes longer, is one sentence.
    more = done.stderr.removesuffix(expected.stderr).splitlines()
    assert len(more) <= 1, done.stderr
    assert all("因此会慢一些" in line for line in more)
    assert unwritten(site) == before


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("words", [("check",), ("check", "--format", "json"), ("build",)])
def test_a_reader_who_leaves_is_no_fault(words: tuple[str, ...], tmp_path: Path) -> None:
    """As in ``gongkai check | head -1``: the findings end there, and nothing is said of a broken pipe."""
    site = write_site(tmp_path / "site", BASE, MANY)
    running = subprocess.Popen(
        command(words[0], str(site), "--today", TODAY.isoformat(), *words[1:]),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout
    assert running.stderr
    assert running.stdout.readline()
    running.stdout.close()
    said = running.stderr.read().decode()
    running.stderr.close()
    # What a pipe holds was said; of what it does not hold the answer is not known.
    assert running.wait(60) in ((141,) if "json" in words else (1, 141))
    assert "Traceback" not in said
    assert "pipe" not in said.lower()


@pytest.mark.skipif(os.name != "posix", reason="streams of POSIX")
@pytest.mark.parametrize(
    ("words", "streams", "code"),
    [
        ("check {site} --today {day}", ">&-", 0),
        ("check {site} --today {day} --format json", ">&- 2>&-", 0),
        ("build {site} --today {day} --no-cache", ">&- 2>&- <&-", 0),
        ("build {site} --today {day} --no-cache", "2>&-", 0),
        ("--help", ">&-", 0),
        ("--help", ">/dev/full", 3),
        ("--version", ">/dev/full", 3),
        ("check {site} --today {day} --format json", ">/dev/full", 3),
        ("nothing", ">&-", 2),
        ("nothing", "2>&-", 2),
    ],
)
def test_a_stream_that_is_closed_or_full_ends_no_command_with_a_traceback(
    words: str, streams: str, code: int, tmp_path: Path
) -> None:
    site = write_site(tmp_path / "site", BASE)
    words = words.format(site=site, day=TODAY.isoformat())
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m generator {words} {streams}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (code, False)
    if words.startswith("build"):
        output = site / "site"
        assert (output / "index.html").is_file()
        asked = ["verify", str(output)]
        assert subprocess.run(command(*asked), cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_findings_that_a_disk_takes_in_part_are_no_answer(unbuffered: str, form: str, tmp_path: Path) -> None:
    """As on a full disk: one write takes what there is room for and says so, the next one fails."""
    site = write_site(tmp_path / "site", BASE, MANY)
    limited = (
        "import os, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    asked = ["-m", "generator", "check", str(site), "--today", TODAY.isoformat(), "--no-cache", "--jobs", "1", "--format", form]
    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", limited, *asked],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            text=True,
            check=False,
        )
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


def test_a_bug_is_not_told_as_if_somebody_had_broken_the_command_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(*_: object) -> None:
        raise EOFError("marshal data too short")

    monkeypatch.setattr("generator.run.judge.load_site_settings", cut_short)
    done = CliRunner().invoke(
        main, ["check", str(write_site(tmp_path / "site", BASE)), "--today", TODAY.isoformat(), "--no-cache"]
    )
    assert str(done.exception) == "marshal data too short"
    assert done.output == ""
