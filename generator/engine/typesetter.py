"""PDF documents, made by a process (``pdf``) that is started when the first is asked for and ends with this one."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

from generator.load.settings.fonts import COMES_WITH_IT, check_font
from generator.problems import Position, Problem, SourceError
from generator.view.report_records import FontFile, PdfFonts

_MODULE = "generator.engine.pdf"
_PACKAGE = Path(__file__).resolve().parents[2]
# The process that works for this one; one that was forked starts its own.
_working: dict[int, subprocess.Popen[bytes]] = {}


def typeset(sheet: str, fonts: PdfFonts, day: str, source: str) -> bytes:
    """The bytes of the PDF of a sheet (``render/report/pdf``), dated by a day as ISO 8601.

    Raises SourceError, at ``source``, where no font has a sign of it, and at a font that is none; SourceChanged where a font is
    no longer the one that was found.
    """
    for font in (*fonts.body, *fonts.heading):
        check_font(font)
    uses = {"body": [_named(font) for font in fonts.body], "heading": [_named(font) for font in fonts.heading]}
    time = int(dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC).timestamp())
    answer = _ask(b'{"fonts": %b, "time": %d, "sheet": %b}\n' % (json.dumps(uses).encode(), time, sheet.encode()))
    if answer.startswith(b"%PDF"):
        return answer
    why = json.loads(answer)
    if font := why.get("font"):
        raise SourceError(Problem("report-font-unusable", Position(font), {"file": font}))
    raise SourceError(Problem("report-sign-missing", Position(source), {"signs": " ".join(why["signs"])}))


def _named(font: FontFile) -> tuple[str, int, str]:
    """A font as the process is told of it: its file and its number in it, or the name of one that comes with Typst."""
    own = font.path.startswith(COMES_WITH_IT)
    return ("", 0, font.path.removeprefix(COMES_WITH_IT)) if own else (font.path, font.index, "")


def _ask(question: bytes) -> bytes:
    """The answer of the process to a line of JSON; a process that was killed is asked once more."""
    for _ in range(2):
        process = _process()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(question)
            process.stdin.flush()
            length = process.stdout.readline()
        except BrokenPipeError:
            length = b""
        if length:
            return process.stdout.read(int(length))
        _end()
        if process.returncode >= 0:
            break
    raise RuntimeError(f"{_MODULE} ended with {process.returncode}")  # it has said why on standard error


def _process() -> subprocess.Popen[bytes]:
    """The process that works for this one, started if there is none."""
    if os.getpid() not in _working:
        _working.clear()
        search_path = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-P", "-m", _MODULE]
        environment = os.environ | {"PYTHONPATH": search_path, "PYTHONUTF8": "1"}
        _working[os.getpid()] = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(_end)
    return _working[os.getpid()]


def _end() -> None:
    """Ends the process that works for this one, if there is any."""
    if process := _working.pop(os.getpid(), None):
        process.communicate()
        atexit.unregister(_end)
