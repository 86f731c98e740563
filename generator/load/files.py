"""Reading the files that texts list or link to: what each is called, how large it is, and its SHA-256."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import urls
from generator.copies import SHORTCUTS, UNFINISHED
from generator.load.items.list_files import is_of_list
from generator.load.matter_tables.files import is_matter_source
from generator.load.reports.applications import is_register_source
from generator.load.source.source import ASSET_LIMIT, MEGABYTE, SETTINGS_LIMIT, Found, Limit, hash_file, read_bytes
from generator.model.item import AttachmentEntry, File
from generator.model.link import Link
from generator.model.profile import Profile
from generator.names import local_name, name_fault
from generator.presence import exists, is_file
from generator.problems import Mend, Problem, Severity, SourceError, Spot
from generator.text import nearest

SOURCE_ENDINGS = (".md", ".yml", ".yaml")


def is_source(path: str) -> bool:
    """True for a file of the content that the program reads: such a file never goes out as it is."""
    return path.endswith((*SOURCE_ENDINGS, ".lock")) or is_sheet_source(path)


def is_sheet_source(path: str) -> bool:
    """True for a file that is read row by row, though its ending is that of an attachment: not all rows of it are public."""
    return is_register_source(path) or is_matter_source(path) or is_of_list(path)


@dataclass(frozen=True)
class FileReader:
    """Reads the files of a site's content that go out beside its texts."""

    site: Path
    files: Mapping[str, Found]
    most_text: Limit = SETTINGS_LIMIT
    most_file: Limit = ASSET_LIMIT

    @classmethod
    def of(cls, site: Path, files: Mapping[str, Found], profile: Profile | None) -> FileReader:
        """A reader that keeps to the limits of a profile, where there is one."""
        if profile is None:
            return cls(site, files)
        text, file = (
            Limit(profile.text_megabytes * MEGABYTE, "text_megabytes"),
            Limit(profile.file_megabytes * MEGABYTE, "file_megabytes"),
        )
        return cls(site, files, text, file)

    def read_text(self, path: str) -> bytes:
        """The bytes of a text of the content. Raises SourceError."""
        return read_bytes(self.site, path, self.most_text)

    def read_linked(self, links: Iterable[Link], spot: Spot, problems: list[Problem]) -> tuple[File, ...]:
        """The files that the links of a text lead to, each once; ``spot`` is where the text is written."""
        found: dict[str, File] = {}
        for link in links:
            if link.path in self.files and link.path not in found and not is_source(link.path):
                file = self._read(link.path, "", replace(spot, needle=link.written), problems, listed=False)
                if file:
                    found[link.path] = file
        return tuple(found.values())

    def read_listed(self, path: str, entry: AttachmentEntry, place: Spot, problems: list[Problem]) -> File | None:
        """The file of an entry among the attachments, or None and its problem."""
        if fault := _path_fault(path, entry.file, place):
            problems.append(fault)
            return None
        if is_sheet_source(path):
            problems.append(Problem("attachment-source", place, {"path": path}))
            return None
        if path not in self.files:
            written = self.site / urls.file_target(place.file, entry.file)
            if name_fault(posixpath.basename(entry.file)) and exists(written):
                return None  # that it may not be called so has been told
            if exists(self.site / path, follow=False) and not is_file(self.site / path):
                return None  # that it is no regular file has been told
            folder, name = posixpath.split(path)
            beside = (
                other
                for other in self.files
                if posixpath.dirname(other) == folder and not is_source(other) and not other.lower().endswith(SHORTCUTS)
            )
            near = _meant(name, [posixpath.basename(other) for other in beside])
            values = {"path": path, "unfinished" if near.lower().endswith(UNFINISHED) else "suggestion": near}
            problems.append(Problem("attachment-missing", place, values))
            return None
        return self._read(path, entry.title, place, problems, listed=True)

    def _read(self, path: str, title: str, place: Spot, problems: list[Problem], *, listed: bool) -> File | None:
        """The file that an item lists or links to, or None and a problem."""
        name = unicodedata.normalize("NFC", posixpath.basename(path))
        try:
            sha256 = hash_file(self.site, path, self.most_file)
        except SourceError as error:
            if error.problem.code == "file-too-large":
                problems.append(replace(error.problem, where=place))
            else:
                problems.append(Problem("attachment-unreadable", place, {"path": path, **error.problem.values}))
            return None
        return File(
            source=path,
            name=name,
            title=title or posixpath.splitext(name)[0],
            listed=listed,
            size=self.files[path].size,
            sha256=sha256,
        )


def _meant(name: str, beside: Sequence[str]) -> str:
    """The file beside an item that was most likely meant by a name; nothing where none was."""
    if posixpath.splitext(name)[1]:
        begun = next((other for other in beside if other.startswith(f"{name}.") and other.lower().endswith(UNFINISHED)), "")
        return nearest(name, [other for other in beside if not other.lower().endswith(UNFINISHED)]) or begun
    # Windows shows no endings.
    stems = {posixpath.splitext(other)[0]: other for other in beside}
    return stems.get(nearest(name, stems), "") or nearest(name, beside)


def _path_fault(path: str, written: str, place: Spot) -> Problem | None:
    """The problem of the path of an attachment that leads nowhere in the content, by its cause; None of one that leads there."""
    if name := local_name(written):
        return Problem("path-local", place, {"excerpt": written, "place": "", "file": name}, Severity.ERROR)
    if written.lower().startswith(("http://", "https://", "www.")):
        return Problem("attachment-address", place, {"value": written})
    if "\\" in written and not written.startswith(("\\", "/")):
        right = written.replace("\\", "/")
        return Problem("path-backslash", place, {"path": written, "right": right}, mend=Mend(written, right))
    if "\\" in written or written.startswith("/") or not path.startswith("content/"):
        return Problem("path-outside", place, {"path": written})
    return None
