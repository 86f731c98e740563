"""An item of the catalog: one document, service guide, penalty … with its metadata."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import ClassVar, Literal

from generator import urls
from generator.markdown import Loss
from generator.model.link import Link
from generator.model.record import Date, Line, Positive, Text, Texts, record
from generator.problems import Spot

# The openness of what is kept in the catalog's sources to be judged anew (条例第十八条), and never shown.
WITHHELD = "withheld"

FieldValue = str | tuple[str, ...] | dt.date | int | Decimal


@record
class Review:
    """Who reviewed an item before publication and who approved it (条例第十七条)."""

    by: Text = ""
    approved_by: Text = ""
    date: Date | None = None


@record
class StepDone:
    """Who took a step of the procedure, and on which day."""

    by: Text = ""
    date: Date | None = None


@record
class NoticePeriod:
    """The days, both included, in which the public may object to what an item announces, and where to."""

    from_: Date
    to: Date
    objections: Text = ""


@record
class Correction:
    """Which item this one corrects, supplements or clarifies. A text alone is the item that it corrects."""

    plain: ClassVar = "item"

    item: Text
    kind: Literal["correction", "supplement", "clarification"] = "correction"


@record
class Withdrawal:
    """Why an item is no longer shown; its address, title and number stay."""

    date: Date
    reason: Text
    basis: Text = ""


@record
class AttachmentEntry:
    """An attachment as it is written: a file beside the item, and what to call it. A text alone is the name of the file."""

    plain: ClassVar = "file"

    file: Text
    title: Text = ""


@record
class Authored:
    """The fields an editor writes for any kind of item; a kind's own fields come beside them.

    ``language`` is the tag of the language it is written in, where that is not the site's; ``licence`` that under which it may
    be used again, where that is not the catalog's. ``matter`` are those of standard catalogs that it answers, ``steps`` those of
    its procedure that were taken, by their ids. ``changed`` is the day on which what it tells of became another,
    ``follows`` the item of the stage before it of the same matter, ``stage`` the name of its own.
    """

    title: Text
    kind: Text = "document"
    index_number: Line = ""
    category: Texts = ()
    matter: Texts = ()
    created: Date | None = None
    published: Date | None = None
    modified: Date | None = None
    effective: Date | None = None
    expires: Date | None = None
    doc_number: Text = ""
    department: Text = ""
    publisher: Text = ""
    validity: Text = ""
    summary: Text = ""
    keywords: Texts = ()
    subject: Text = ""
    genre: Text = ""
    basis: Text = ""
    openness: Text = ""
    audience: Text = ""
    draft: bool = False
    review: Review | None = None
    stage: Text = ""
    follows: Text = ""
    changed: Date | None = None
    notice_period: NoticePeriod | None = None
    steps: Mapping[str, StepDone] = field(default_factory=dict)
    supersedes: Texts = ()
    superseded_by: Text = ""
    corrects: Correction | None = None
    explains: Texts = ()
    related: Texts = ()
    withdrawn: Withdrawal | None = None
    attachments: tuple[AttachmentEntry, ...] = ()
    publish_within: Positive | None = None
    next_review: Date | None = None
    explanation_promised: bool = False
    language: Text = ""
    licence: Text = ""


@record
class File:
    """A file that goes out with an item. ``source`` is relative to the site, ``size`` in bytes."""

    source: str
    name: str
    title: str
    listed: bool
    size: int
    sha256: str

    @property
    def type(self) -> str:
        """The ending of its name, which says what it is."""
        return self.name.rpartition(".")[2].lower()

    @property
    def key(self) -> str:
        """The key by which what was read in it is kept: its bytes, and its ending, which says how they are read."""
        return f"{self.sha256}.{self.type}"


@record
class FileTable:
    """The first rows of a listed ``file`` that is a table, as far as a page shows them; ``notes`` stand above its head.

    ``total`` is how many rows it has below its head.
    """

    file: str
    notes: tuple[str, ...] = ()
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    total: int = 0


@record
class Item:
    """An item as it was read. ``authored`` is what the editor wrote, the rest is where and what was found beside it.

    ``id`` is the path below ``content/items``; ``entry`` the key of a record inside a list file. ``body`` holds the
    Markdown of an item written in YAML; the body of a Markdown file stays in the file until it is rendered.
    ``dropped`` is the first HTML in it, ``losses`` is what of it a reader will not see.
    ``digest`` covers the source and every file that goes out with it, ``source_digest`` the bytes of a Markdown source,
    ``body_digest`` its text.
    ``leaves`` is a withdrawal on a day to come: until then the item stands, and ``authored`` knows nothing of it.
    """

    id: str
    source: str
    entry: int | None = None
    digest: str
    source_digest: str = ""
    body_digest: str = ""
    authored: Authored
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    tables: tuple[FileTable, ...] = ()
    links: tuple[Link, ...] = ()
    body: str | None = None
    dropped: str = ""
    losses: tuple[Loss, ...] = ()
    leaves: Withdrawal | None = None

    @property
    def withdrawal(self) -> Withdrawal | None:
        """The withdrawal that is written, whether it has come to pass or not."""
        return self.authored.withdrawn or self.leaves

    @property
    def address(self) -> str:
        """The address at which the item is shown."""
        return urls.item_address(self.id)

    @property
    def spot(self) -> Spot:
        """The place where the item is written."""
        return Spot(self.source, () if self.entry is None else (self.entry,))

    @property
    def body_spot(self) -> Spot:
        """The place where the item's text is written."""
        return self.spot if self.body is None else self.spot.at("body")

    @property
    def changed(self) -> dt.date:
        """The day the item last changed for its readers."""
        dates = (self.authored.published, self.authored.modified, self.authored.withdrawn and self.authored.withdrawn.date)
        return max((date for date in dates if date), default=dt.date.min)

    def on(self, today: dt.date) -> Item:
        """The item as it stands on a day: a withdrawal takes effect on its day, not before."""
        withdrawn = self.authored.withdrawn
        if withdrawn is None or withdrawn.date <= today:
            return self
        return replace(self, authored=replace(self.authored, withdrawn=None), leaves=withdrawn, digest=f"{self.digest} stands")

    def is_public(self, today: dt.date, audiences: frozenset[str]) -> bool:
        """True if the item may appear in any output: no draft, published by today, for an audience of this build."""
        authored = self.authored
        return (
            not authored.draft
            and authored.openness != WITHHELD
            and authored.published is not None
            and authored.published <= today
            and authored.audience in audiences
        )
