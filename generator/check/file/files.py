"""Rules on the files that go out, whoever links to them: their kind, their size, and that they may be public at all."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.item import File, Item
from generator.model.profile import Profile
from generator.model.published_files import Text
from generator.model.shown import Shown
from generator.problems import Position, Problem, Severity

ATTACHMENT_TYPE = "attachment-type"
ATTACHMENT_EMPTY = "attachment-empty"
ATTACHMENT_LARGE = "attachment-large"
LINK_FILE_HIDDEN = "link-file-hidden"

_MEGABYTE = 1 << 20
# The kinds of files that pages themselves are made of.
_ASSET_TYPES = ("css", "js", "mjs", "svg", "ico", "woff", "woff2", "webmanifest", "avif")


@rule(ATTACHMENT_TYPE, severity=Severity.ERROR)
def check_kinds(own_assets: tuple[File, ...], shown: Shown, profile: Profile) -> Iterator[Problem]:
    """Problems of files of a kind that the profile does not let out: what can be run harms whoever opens it."""
    known = profile.attachment_types
    for use in shown.files.uses:
        if use.file.type not in known:
            yield Problem(ATTACHMENT_TYPE, use.spot, {"name": use.file.name, "known": ", ".join(known)})
    for file in own_assets:
        if file.type not in (*known, *_ASSET_TYPES):
            values = {"name": file.name, "known": ", ".join((*_ASSET_TYPES, *known))}
            yield Problem(ATTACHMENT_TYPE, Position(file.source), values)


@rule(ATTACHMENT_EMPTY, severity=Severity.ERROR)
def check_empty(shown: Shown) -> Iterator[Problem]:
    """Problems of files with nothing in them: a download that failed, or a scan that was never saved."""
    for use in shown.files.uses:
        if not use.file.size:
            yield Problem(ATTACHMENT_EMPTY, use.spot, {"name": use.file.name})


@rule(ATTACHMENT_LARGE, severity=Severity.WARNING)
def check_sizes(shown: Shown, profile: Profile) -> Iterator[Problem]:
    """Problems of files larger than the profile finds bearable for a reader on a phone."""
    most = profile.attachment_megabytes
    for use in shown.files.uses:
        if most and use.file.size > most * _MEGABYTE:
            values = {"name": use.file.name, "size": f"{use.file.size / _MEGABYTE:.1f}", "most": str(most)}
            yield Problem(ATTACHMENT_LARGE, use.spot, values)


@rule(LINK_FILE_HIDDEN, severity=Severity.ERROR)
def check_shown(shown: Shown) -> Iterator[Problem]:
    """Problems of links to files whose owners are not shown: a draft's file stays with the draft."""
    files = shown.files
    for use in files.refused:
        owners = ", ".join(dict.fromkeys(_title(owner) for owner in files.owners(use.file.source)))
        link = use.spot.needle or use.file.name
        yield Problem(LINK_FILE_HIDDEN, use.spot, {"link": link, "path": use.file.source, "owner": owners})


def _title(text: Text) -> str:
    return text.authored.title if isinstance(text, Item) else text.source
