"""Waiting for a site's sources to change: the system tells at once, and a look now and then finds what it did not tell."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from pathlib import Path
from types import TracebackType

import watchdog
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.load.inputs import OWN_DATA, name_state
from generator.load.source.source import CONTENT
from generator.presence import is_folder

_CALM_SECONDS = 0.05  # an editor saves in several steps
_BUSY_SECONDS = 2.0  # and copies many files one after the other, but not for ever
_HEED_SECONDS = 0.5  # Ctrl+C is heard between two waits, on every system
# A look takes time in proportion to the site; so many times as long nobody looks.
_LOOK_SECONDS, _REST = 2.0, 20
_SOURCES = (CONTENT, *OWN_DATA)
_READS = ("opened", "closed_no_write")  # kinds of events that change nothing


class SourceWatch:
    """Tells when a source of a site changed. While it is entered, no change is missed.

    Watched are the sources alone, so that nothing that a build writes is taken for a change. Shared folders and those of
    containers may tell nothing, and a watch is lost with its folder: so the sources are looked at as well.
    """

    def __init__(self, site: Path, look_seconds: float = _LOOK_SECONDS) -> None:
        self._site = site.resolve()
        self._handler = _Handler(f"{self._site}")
        self._watches: dict[str, tuple[int, ObservedWatch]] = {}
        self._look_seconds = look_seconds
        self._state = ""
        self._next_look = 0.0

    def __enter__(self) -> SourceWatch:
        # What the library logs when a change comes while it is stopped is nothing to tell.
        logging.getLogger(watchdog.__name__).addHandler(logging.NullHandler())
        self._observer = Observer()
        self._observer.start()
        self._look()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._observer.stop()
        self._observer.join()

    def wait(self) -> None:
        """Returns after a change of sources, as soon as they are calm; at once where one came since the last call."""
        told = self._handler.told
        while not told.wait(min(_HEED_SECONDS, self._look_seconds)):
            if time.monotonic() >= self._next_look and self._look():
                return
        end = time.monotonic() + _BUSY_SECONDS
        while told.is_set() and time.monotonic() < end:
            told.clear()
            told.wait(_CALM_SECONDS)
        self._look()

    def _look(self) -> bool:
        """True where the sources are other than at the last look."""
        started = time.monotonic()
        self._watch_folders()
        try:
            state = name_state(self._site)
        except OSError as error:  # what the next build tells of too
            state = f"{error}"
        ended = time.monotonic()
        self._next_look = ended + max(self._look_seconds, _REST * (ended - started))
        changed, self._state = state != self._state, state
        return changed

    def _watch_folders(self) -> None:
        """Watches the folders of sources that are there now: one may come later, and another take its place."""
        for name in ("", *_SOURCES):
            folder = os.path.join(self._site, name)
            try:
                inode = os.stat(folder).st_ino if is_folder(folder) else 0
            except OSError:
                inode = 0
            known, watch = self._watches.get(name, (0, None))
            if inode == known:
                continue
            if watch:
                with contextlib.suppress(KeyError, OSError):  # it went with its folder
                    self._observer.unschedule(watch)
                del self._watches[name]
            if inode:
                with contextlib.suppress(OSError):  # where no more can be watched, looking has to do
                    self._watches[name] = inode, self._observer.schedule(self._handler, folder, recursive=bool(name))


class _Handler(FileSystemEventHandler):
    """Notes that a source of a site changed; ``told`` is set then."""

    def __init__(self, site: str) -> None:
        self.told = threading.Event()
        self._sources = tuple(os.path.join(site, name) for name in _SOURCES)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes that a source changed; not that somebody looked at one, or what else happened beside them."""
        paths = (os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
        if event.event_type not in _READS and any(self._is_source(path) for path in paths):
            self.told.set()

    def _is_source(self, path: str) -> bool:
        return any(path == source or path.startswith(source + os.sep) for source in self._sources)
