"""The templates and other texts of pages and servers that a site brings, as far as they can be judged before they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.digests import digest
from generator.late import late
from generator.load.shipped import OURS, SHIPPED, list_data
from generator.load.source.source import decode, read_bytes
from generator.presence import is_file, is_folder
from generator.problems import Position, Problem, Severity, SourceError
from generator.text import nearest

# The first line of a copy of a template of ours.
_COPIED = late(r"\{# gongkai ([0-9a-f]{10})\b")
PAGES, FRAME, SHEETS = "theme/templates", "theme/overrides", "theme/sheets"
SERVERS = "site_config/web"


def find_template_faults(site: Path) -> Iterator[Problem]:
    """The problem of each template of a site's own that cannot be read, by parsing alone, or that nothing is made from.

    Of what servers are configured by only that it is a text is asked.
    """
    problems: list[Problem] = []
    if is_folder(site / SERVERS):
        _read_own(site, SERVERS, list_data(site, SERVERS, "*"), problems)
    yield from problems
    if not any(is_folder(site / folder) for folder in (PAGES, FRAME, SHEETS)):
        return
    # Loaded where it is needed: most sites bring no template.
    from generator.render.templates import find_fault, names_used

    problems = []
    sheets = _read_own(site, SHEETS, list_data(site, SHEETS, "*"), problems)
    yield from problems
    for name, text in sheets.items():
        if name.endswith(".html") and (fault := find_fault(name, text, None)):
            yield Problem("template-broken", Position(f"{SHEETS}/{name}", fault.line, 1), {"reason": fault.reason})
    for folder in (PAGES, FRAME):
        paths = list_data(site, folder, "**/*.html")
        shipped = {name for name in paths if is_file(SHIPPED / folder / name)}
        own = {name: path for name, path in paths.items() if not path.is_relative_to(SHIPPED)}
        problems = []
        texts = _read_own(site, folder, paths, problems)
        yield from problems
        # The frame stands on templates of the engine's theme, which are not among ours.
        known = {*paths, *(f"{OURS}{name}" for name in shipped)} if folder == PAGES else None
        used = {other for name in shipped - own.keys() for other in names_used(paths[name].read_text("utf-8"))}
        used |= {other for text in texts.values() for other in names_used(text)}
        for name, text in texts.items():
            if known and name not in shipped and not used & {name, None}:
                yield _unused(f"{folder}/{name}", name, shipped)
            elif fault := find_fault(name, text, known):
                yield Problem("template-broken", Position(f"{folder}/{name}", fault.line, 1), {"reason": fault.reason})
            else:
                yield from _override_faults(folder, name, text, texts)


def _read_own(site: Path, folder: str, paths: Mapping[str, Path], problems: list[Problem]) -> dict[str, str]:
    """The texts of a site's own files of a folder by name, which may be empty; what is no text is a problem."""
    texts: dict[str, str] = {}
    for name, path in paths.items():
        if path.is_relative_to(SHIPPED):
            continue
        try:
            data = read_bytes(site, f"{folder}/{name}")
            texts[name] = decode(f"{folder}/{name}", data) if data.strip() else ""
        except SourceError as error:
            problems.append(error.problem)
    return texts


def _override_faults(folder: str, name: str, text: str, own: Mapping[str, str]) -> Iterator[Problem]:
    """Problems of a template that stands on another: on itself, with blocks that are none of it, with text that is not shown.

    Of one that is a whole copy, that the one it was copied from is another by now.
    """
    from generator.render.blocks import outline_of

    path, shipped = f"{folder}/{name}", SHIPPED / folder / name
    outline = outline_of(text)
    if outline.extends == name:
        yield Problem("template-of-itself", Position(path, outline.line, 1), {"name": name, "right": f"{OURS}{name}"})
        return
    if (mark := _COPIED.match(text)) and is_file(shipped) and mark[1] != copy_mark(shipped):
        yield Problem("template-behind", Position(path, 1, 1), {"name": name}, Severity.WARNING)
    if not outline.extends:
        return
    blocks = _blocks_above(folder, outline.extends, own)
    for block, line in outline.outermost:
        if blocks and block not in blocks:
            values = {"block": block, "name": outline.extends, "known": ", ".join(blocks), "suggestion": nearest(block, blocks)}
            yield Problem("template-block-unknown", Position(path, line, 1), values, Severity.WARNING)
    if outline.outside:
        yield Problem("template-outside-blocks", Position(path, outline.outside, 1), {"name": outline.extends}, Severity.WARNING)


def _blocks_above(folder: str, base: str, own: Mapping[str, str]) -> list[str]:
    """The blocks of a template and of all that it stands on."""
    from generator.render.blocks import outline_of

    found: list[str] = []
    seen: set[str] = set()
    while base and base not in seen:
        seen.add(base)
        outline = outline_of(_base_text(folder, base, own))
        found += outline.blocks
        base = outline.extends
    return found


def _base_text(folder: str, name: str, own: Mapping[str, str]) -> str:
    """The text of a template that another stands on; nothing of one that is not ours and not the site's."""
    if not name.startswith(OURS) and name in own:
        return own[name]
    path = SHIPPED / folder / name.removeprefix(OURS)
    return path.read_text("utf-8") if is_file(path) else ""


def copy_mark(shipped: Path) -> str:
    """The mark of the state of a template of ours, for a copy to say what it was made from."""
    return digest(shipped.read_bytes())[:10]


def _unused(path: str, name: str, shipped: set[str]) -> Problem:
    stems = {other.removesuffix(".html"): other for other in sorted(shipped)}
    suggestion = stems.get(nearest(name.removesuffix(".html"), stems), "")
    return Problem("template-unused", Position(path), {"name": name, "suggestion": suggestion}, Severity.WARNING)
