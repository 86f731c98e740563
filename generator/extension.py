"""Records that an installed package with rules or exports for a site is given and gives back (docs/extensions.md).

An extension stands on what is published, as ``catalog.json`` has it, and on nothing else of the program. These records stay as
they are from version to version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, Literal

from generator.frozen import frozen


@frozen
class Site:
    """A site as it is published: ``catalog`` is what ``catalog.json`` holds, ``today`` the day it is built for.

    ``text`` gives the Markdown of an item, by its id; of one that is withdrawn, nothing.
    """

    catalog: Mapping[str, Any]
    today: dt.date
    text: Callable[[str], str] = field(repr=False)


@frozen
class Finding:
    """A finding of a rule: what is wrong, in the site's language, with the item of this id.

    ``field`` is the field of the item that it stands at; without one, or without an item, the item or the site as a whole.
    """

    message: str
    item: str = ""
    field: str = ""
    hint: str = ""
    severity: Literal["error", "warning", "notice"] = "error"


Rule = Callable[[Site], Iterable[Finding]]
Export = Callable[[Site], "str | bytes"]
