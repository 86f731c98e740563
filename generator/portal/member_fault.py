"""Why a member cannot be taken as it is, in the words of people: the code of the problem, the name of the words, their values."""

from __future__ import annotations


class MemberFault(Exception):
    """A member cannot be taken as it is: the code of the problem, its values, and the name of words for the reason, if any."""

    def __init__(self, code: str, path: str, reason: str = "", *, words: str = "", **values: str) -> None:
        super().__init__(code, path, reason)
        self.code = code
        self.words = words
        self.values = {name: _printable(value) for name, value in {"path": path, "reason": reason, **values}.items()}


def _printable(text: str) -> str:
    """A text of a member as it can be told: in one line, and with nothing that changes how the rest of it reads."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "�" for sign in text)
