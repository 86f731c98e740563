"""What members brought to the last portal, by the digests of what was read of them: only what changed is read again."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.digests import digest, key_of
from generator.model.portal import Portal, PortalMember
from generator.model.settings import Settings
from generator.portal.annual import AnnualForms
from generator.portal.contribution import Contribution, contribute, document_id, view_of
from generator.portal.copies import read_copy
from generator.portal.member_fault import MemberFault
from generator.portal.members import MemberData, name_of, read_data
from generator.store import Row, Store
from generator.view.documents import TitleDocument

_TABLE = "members"


@functools.cache
def _form() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Contribution)


class Contributions:
    """The contributions of members: of each the one that is kept, where it was made of the same; else one that is made now."""

    def __init__(self, store: Store, portal: Portal, settings: Settings, forms: AnnualForms, code: str) -> None:
        self._table = store.table(_TABLE, key_of(code, settings.key, forms.key))
        self._forms = forms
        self._settings = settings
        self._groups = {group.id: group.name for group in portal.groups}
        self._made: list[Row] = []
        self.views: dict[str, dict[str, TitleDocument]] = {}

    def of(self, member: PortalMember, files: Mapping[str, bytes]) -> Contribution:
        """The contribution of a member, of its files. Raises MemberFault."""
        group = self._groups[member.group]
        key = key_of(name_of(files), digest(repr(member).encode()), group)
        if self._table.keys().get(member.id) == key:
            for _, value in self._table.get([member.id]):
                kept: Contribution = _form().validate_json(value)
                return kept
        data = read_data(files)
        made = contribute(member, group, self._settings, self._forms, data)
        self.views[member.id] = views_of(member, self._settings, data)
        self._made.append((member.id, key, _form().dump_json(made)))
        return made

    def keep(self, portal: Portal) -> None:
        """Keeps what was made, in place of what was kept of the same members and of those that have gone."""
        gone = self._table.keys().keys() - {member.id for member in portal.members}
        self._table.replace(gone, self._made)


def views_of(member: PortalMember, settings: Settings, data: MemberData) -> dict[str, TitleDocument]:
    """The items of a member as they are searched, by the ids of their documents."""
    return {document_id(member, entry): view_of(member, settings, data.status, entry) for entry in data.entries}


@dataclass(frozen=True)
class Views:
    """The view of each document by its id. Those of a member that was not read are made of its copy once one is asked for."""

    folder: Path
    settings: Settings
    members: Mapping[str, PortalMember]
    made: dict[str, dict[str, TitleDocument]] = field(default_factory=dict)

    def __call__(self, document_id: str) -> TitleDocument:
        """The view of a document."""
        name = document_id.removeprefix("item ").partition("/")[0]
        if name not in self.made:
            files = read_copy(self.folder, name)
            if files is None:
                raise MemberFault("member-missing", name)
            self.made[name] = views_of(self.members[name], self.settings, read_data(files))
        return self.made[name][document_id]
