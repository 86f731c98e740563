"""Telling a fault of the machine from one of what it was given."""

from __future__ import annotations

import errno

# What the machine has too little of, does wrong, or did not bring to its end.
_NAMES = ("EIO", "EINTR", "EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EDQUOT", "ENOLCK", "ESTALE", "ETIMEDOUT")
_NUMBERS = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))


def is_machine_fault(error: OSError) -> bool:
    """True where no file that was asked for can help it: the disk failed, or is full, or too many files are open."""
    return error.errno in _NUMBERS


def raise_fault(error: OSError) -> None:
    """Raises an error, unless no folder is there: for walks, which would pass over one that cannot be read."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error
