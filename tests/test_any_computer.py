"""Every command runs on a computer that has nothing of POSIX: no such module or call, no fork, no library without a name (E19)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import BASE, write_site

ROOT = Path(__file__).parent.parent
# Everything is taken away before the program is loaded. What the standard library needs of it here is loaded by then.
_ELSEWHERE = """
import importlib.abc, os, sys
import ctypes, http.server, multiprocessing, multiprocessing.connection, multiprocessing.process, shutil, socket, subprocess, tempfile
import concurrent.futures.process, importlib.metadata, sqlite3, uuid, warnings, watchdog.observers, zipfile
warnings.filterwarnings("ignore", "only soft file lock is available")  # where msvcrt, or else fcntl, is
POSIX = {"fcntl", "grp", "nis", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty"}
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in POSIX:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in POSIX:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
for name in ("chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "fstatvfs", "getegid", "geteuid", "getgid", "getgroups",
             "getloadavg", "getpgid", "getuid", "killpg", "lchown", "mkfifo", "mknod", "nice", "register_at_fork",
             "sched_getaffinity", "sched_yield", "setsid", "setuid", "statvfs", "O_CLOEXEC", "O_DIRECTORY",
             "O_NOFOLLOW", "O_NONBLOCK"):
    if hasattr(os, name):
        delattr(os, name)
shutil._use_fd_functions = False  # which the library finds out once, while those names are there
multiprocessing.get_all_start_methods = lambda: ["spawn"]
load = ctypes.CDLL.__init__
def load_named(self, name, *args, **kwargs):
    if name is None:
        raise TypeError("argument of type 'NoneType' is not iterable")
    load(self, name, *args, **kwargs)
ctypes.CDLL.__init__ = load_named
from generator.cli import main
main()
"""


def gongkai(*words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "LANG": "zh_CN.UTF-8",
        "SOURCE_DATE_EPOCH": "1782777600",
    }
    command = [sys.executable, "-c", _ELSEWHERE, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("elsewhere") / "s", BASE, "-- content/items/2023/notice/a.csv --\n甲,乙\n1,2\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "site", "SITE/../new", "--language", "zh-CN"], "已新建"),
        (["new", "item", "2026/other", "--site", "SITE"], "已新建"),
        (["new", "page", "about", "--site", "SITE/../new"], "已新建"),
        (["new", "report", "2025", "--site", "SITE/../new"], "已新建"),
        (["check", "SITE"], "错误 0 个"),
        (["fix", "SITE"], ""),
        (["build", "SITE", "--jobs", "2"], "已生成"),
        (["build", "SITE", "--jobs", "2"], "没有变化"),
        (["verify", "SITE/site"], ""),
        (["due", "SITE"], ""),
        (["claims", "SITE"], ""),
        (["lock", "SITE"], "已登记"),
        (["--help"], "serve"),
        (["serve", "--help"], "--addr"),
        (["serve", "SITE", "--addr", "no address"], "no address"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_a_command_needs_nothing_of_posix(site: Path, words: list[str], said: str) -> None:
    done = gongkai(*(word.replace("SITE", str(site)) for word in words))
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2 if words[0] == "serve" else 0), done.stdout + done.stderr
    assert said in done.stdout + done.stderr


def test_a_time_zone_that_is_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", f":{os.devnull}")
    done = gongkai("build", str(write_site(tmp_path / "s", BASE)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已生成" in done.stdout + done.stderr
