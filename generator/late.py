"""Regular expressions that are compiled when they are first used.

Every command loads some three hundred of them before it begins. A check after a small edit uses one in six; to compile the
others would take a fourteenth of its time.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn", "groups", "groupindex", "flags")


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The expression as ``re.compile`` makes it, on first use; one that is wrong raises only then."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    """An expression that is not compiled yet; once it is, its own methods stand in its place."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """The method or property of this name of the compiled expression."""
        if name not in _METHODS:
            raise AttributeError(name)
        made = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)
