"""The streams of the program: no name of a file and no cell of a stranger's table moves, hides or turns what a terminal shows."""

from __future__ import annotations

import io
import sys

from generator.signs import escape_unseen


class _Plain(io.TextIOWrapper):
    """A stream that shows signs which are not seen by their numbers, as JSON writes them: there they are the same text still."""

    unbuffered = False

    def write(self, text: str) -> int:
        """Writes a text."""
        written = super().write(escape_unseen(text))
        if self.unbuffered:
            self.flush()
        return written

    def write_over(self, text: str) -> None:
        """Writes a text of ours that may return to the head of its line."""
        super().write(text)
        self.flush()


def make_plain() -> None:
    """Puts such streams in the place of standard output and standard error, where those are streams of bytes."""
    for name in ("stdout", "stderr"):
        old = getattr(sys, name)
        if isinstance(old, io.TextIOWrapper):
            raw = old.buffer
            unbuffered = isinstance(raw, io.RawIOBase)
            # What has no buffer (PYTHONUNBUFFERED) drops without a word what a full disk, or a reader who goes, does not take.
            buffer = io.BufferedWriter(raw) if isinstance(raw, io.RawIOBase) else raw
            plain = _Plain(buffer, old.encoding, old.errors, line_buffering=old.line_buffering)
            plain.unbuffered = unbuffered
            setattr(sys, name, plain)


def write_over(text: str) -> None:
    """Writes a text of ours to standard error that may return to the head of its line."""
    stream = sys.stderr
    if isinstance(stream, _Plain):
        stream.write_over(text)
    else:
        stream.write(text)
        stream.flush()
