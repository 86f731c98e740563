"""Strangers' files, read in a process with limits: whatever lies in one, the import goes on and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from generator.load.attachment.child import Limits, map_limited
from generator.load.attachment.events import Refused

# Why a process gave nothing: whoever reads the file once more waits as long, for the same.
GIVEN_UP = ("too-large", "too-slow", "died")

T = TypeVar("T")
P = ParamSpec("P")
# A sheet of a hundred thousand rows is read in them.
_LIMITS = Limits(memory=2_000_000_000, processor_seconds=40, seconds=90.0)


def read_limited(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that reads, which is no text. Raises what it raises, and Refused where it asks for too much."""
    return read_within(_LIMITS, read, *args, **kwargs)


def read_within(limits: Limits, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same within other limits."""

    def within(_: None) -> T | str:
        try:
            return read(*args, **kwargs)
        except MemoryError:
            return "died"
        except Refused as error:  # what a library raised of that too
            if isinstance(error.__cause__, MemoryError):
                return "died"
            raise

    (found,) = map_limited(within, [None], 1, limits)
    if isinstance(found, str):
        raise Refused(found)
    return found
