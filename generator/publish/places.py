"""The places of a publication: what is published, and a work folder beside it."""

from __future__ import annotations

from pathlib import Path

from generator.frozen import frozen
from generator.publish.put import STAGING


@frozen
class Places:
    """The folder of what is published, ``live``, the ``work`` folder beside it, and what lies in these."""

    live: Path
    work: Path

    @property
    def staging(self) -> Path:
        """The folder in the live tree for files that wait to be moved to their places."""
        return self.live / STAGING

    @property
    def spare(self) -> Path:
        """The second tree, which is brought up to date and exchanged for the live one."""
        return self.work / "spare"

    @property
    def aside(self) -> Path:
        """The tree that was live, while two are exchanged in two steps."""
        return self.work / "aside"

    @property
    def removed(self) -> Path:
        """The folder for what was found in the live tree and is not ours."""
        return self.work / "removed"

    @property
    def mark(self) -> Path:
        """The file by which the clock of the file system is read."""
        return self.work / "mark"

    @property
    def probe(self) -> Path:
        """The file that is made to see whether files can be shared."""
        return self.work / "probe"
