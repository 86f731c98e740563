"""The engine in a process of its own: it runs while items are loaded, and nothing of it is imported here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.digests import key_of
from generator.engine.interface import MACHINE, EngineError, FramePage
from generator.leftovers import remove_leftover
from generator.load.shipped import installed_packages
from generator.model.engine_settings import EngineSettings

_MODULE = "generator.engine.mkdocs"
_PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class FrameInput:
    """The input of the engine beside the pages: its settings, the templates of the frame by name, and facts of the site."""

    settings: EngineSettings
    templates: Mapping[str, str]
    site: Mapping[str, Any]  # name, url, language; facts: what stands on every page


class ProcessEngine:
    """MkDocs, run in a scratch folder."""

    def __init__(self, frame: FrameInput, scratch: Path) -> None:
        self._frame = frame
        self._scratch = scratch

    @cached_property
    def key(self) -> str:
        """The digest of settings, templates, facts, and of the code that works with them."""
        code = [(Path(__file__).parent / name).read_text("utf-8") for name in ("mkdocs.py", "process.py")]
        return key_of(json.dumps(asdict(self._frame), ensure_ascii=False, sort_keys=True), *installed_packages(), *code)

    def render_pages(self, pages: Sequence[FramePage]) -> ProcessRendering:
        """Starts the engine on some pages."""
        remove_leftover(self._scratch)
        self._scratch.mkdir(parents=True)
        given = asdict(self._frame) | {"pages": [asdict(page) for page in pages]}
        (self._scratch / "given.json").write_text(json.dumps(given, ensure_ascii=False), "utf-8")
        search_path = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH"))))
        environment = os.environ | {
            "TZ": "UTC",  # no page of it shows a time, and what it imports dies of a zone that is a broken file
            "PYTHONPATH": search_path,
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "SOURCE_DATE_EPOCH": "0",
        }
        # -P: the folder it runs in is not one that modules are looked for in.
        command = [sys.executable, "-P", "-m", _MODULE, "given.json", "made.json"]
        process = subprocess.Popen(
            command,
            cwd=self._scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return ProcessRendering(process, self._scratch / "made.json")


class ProcessRendering:
    """A run of the engine, and where it lays down what it made."""

    def __init__(self, process: subprocess.Popen[bytes], made: Path) -> None:
        self._process = process
        self._made = made

    def result(self) -> list[str]:
        """The pages as HTML, in their order. Raises EngineError, and OSError where the machine failed the engine."""
        output, _ = self._process.communicate()
        if (code := self._process.returncode) != 0:
            if code > MACHINE:
                raise OSError(code - MACHINE, os.strerror(code - MACHINE))
            told = output.decode("utf-8", "replace").strip()
            raise EngineError(told or (f"signal {-code}" if code < 0 else f"exit {code}"))
        made: list[str] = json.loads(self._made.read_text("utf-8"))
        return made

    def stop(self) -> None:
        """Ends the run, unless it has ended and its result was taken."""
        if self._process.stdout and not self._process.stdout.closed:
            if self._process.poll() is None:
                self._process.kill()
            self._process.communicate()
