"""An edition: one build of a site's content, for some audiences, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from generator.model.record import Identifier, Text, Texts, Web, record
from generator.presence import OUTPUT


@record
class EditionEntry:
    """An edition as the catalog names it. ``output`` is the folder it goes to, in that of the site.

    ``internal``: it is for people of the body alone, which every page says and search engines are told; where nobody says,
    an edition is, if it is for others than those the profile publishes to. ``banner`` is what its pages say of it.
    """

    id: Identifier
    audiences: Texts
    name: Text = ""
    output: Text = ""
    site_url: Web | None = None
    internal: bool | None = None
    banner: Text = ""

    @property
    def shown_name(self) -> str:
        """The name of the edition, else its id."""
        return self.name or self.id

    def folder(self, *, first: bool) -> str:
        """The name of the folder it goes to."""
        return self.output or (OUTPUT if first else f"{OUTPUT}-{self.id}")


@record
class Edition:
    """The audiences a build is for and the day it is made on.

    ``id``, ``name`` and ``banner`` are those of an edition that the catalog names, ``default`` is true of its first, and of a
    site that has but one; ``internal``: it is not for the public.
    In a ``preview``, which is never published, ``previewed`` items and ``previewed_reports`` are shown too, by id with
    what they are (``draft``, ``scheduled``).
    """

    today: dt.date
    audiences: frozenset[str]
    id: str = ""
    name: str = ""
    banner: str = ""
    internal: bool = False
    default: bool = True
    preview: bool = False
    previewed: Mapping[str, str] = field(default_factory=dict)
    previewed_reports: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The name by which its folder is told from those of others; nothing for what is for the public."""
        return self.id if self.internal else ""
