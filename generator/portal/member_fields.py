"""The fields of an item or of a report of a member, each of the form that it must have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from generator.late import late
from generator.names import path_fault
from generator.portal.member_fault import MemberFault
from generator.portal.member_json import shown

_DAY = late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 120


class Where(NamedTuple):
    """The place of something in a file: the file, in the list of what, and behind how many others."""

    path: str
    kind: str
    before: int

    def fault(self, field: str, value: object, *, outside: bool = False) -> MemberFault:
        """The fault that a field has no value that it may have."""
        found = value if isinstance(value, str) else shown(value)
        values = {"number": str(self.before + 1), "field": field, "value": found[:_SHOWN]}
        words = f"member_{self.kind}_{'outside' if outside else 'field'}"
        return MemberFault("member-untrue" if outside else "member-broken", self.path, words=words, **values)

    def text(self, one: Mapping[str, Any], name: str) -> str:
        """The text of a field, or nothing where it is not there. Raises MemberFault."""
        value = one.get(name, "")
        if not isinstance(value, str):
            raise self.fault(name, value)
        return value

    def texts(self, one: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """The texts of a field. Raises MemberFault."""
        values = one.get(name, ())
        if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
            raise self.fault(name, values)
        return tuple(values)

    def day(self, one: Mapping[str, Any]) -> str:
        """The day of publication as it is written, or nothing. Raises MemberFault."""
        value = one.get("published")
        if value is None or value == "":
            return ""
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            pass
        raise self.fault("published", value)

    def address(self, one: Mapping[str, Any]) -> str:
        """The address below the member's, decoded; one that leads out of its site is refused. Raises MemberFault."""
        address = unquote(self.text(one, "address"))
        if leads_out(address):
            raise self.fault("address", address, outside=True)
        return address


def leads_out(address: str) -> bool:
    """True for what is no address of a page below that of a site."""
    return address.startswith("/") or bool(path_fault(address.strip("/")))
