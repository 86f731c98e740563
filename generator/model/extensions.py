"""The rules and exports of installed packages that a site asks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from generator.model.record import Texts, record

FileName = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)+$")]


@record
class Extensions:
    """The names of ``rules`` and of ``exports``; that of an export is the path of its file in the site."""

    rules: Texts = ()
    exports: tuple[FileName, ...] = ()
