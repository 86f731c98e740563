"""The kinds of items of a profile: the fields that each adds, and what must be true of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.record import Positive, Text, Texts, record

FieldType = Literal["text", "list", "date", "number", "money"]


@record
class Share:
    """A ``share`` (``2/3``) of another number of the kind, where fields have the values of ``where``; without it always."""

    share: Text
    of: Text
    where: Mapping[str, Texts] = field(default_factory=dict)
    cites: Text = ""


@record
class KindField:
    """A further field that one kind of item has. With ``filter`` what is found can be narrowed down by its values.

    With ``pages`` each value of its list has a page of the items that have it.

    A list that is ``drawn`` is shown as a flow chart: each entry is a step, and what stands in it behind an upright stroke is
    where it may turn off to. ``at_most`` is another number of the kind, which this one does not exceed, such as a legal term;
    of a date it is another that is not before this one;
    ``sum_of`` are numbers that together are this one, ``at_least`` shares of others that it does not fall below. ``usual`` are
    the values that the field mostly has; another may be right.
    """

    label: Text
    type: FieldType = "text"
    required: bool = False
    filter: bool = False
    pages: bool = False
    drawn: bool = False
    at_most: Text = ""
    at_least: tuple[Share, ...] = ()
    sum_of: Texts = ()
    usual: Texts = ()
    cites: Text = ""


@record
class KindTerm:
    """A term between two dates of a kind of item, each a field of it or of every item.

    ``to`` is no later than the term after ``from``; with ``least`` no earlier, for notice that must be given. ``clear``: neither
    of both days counts. ``unless`` is a field that, where it is filled in, says why the term did not hold.
    """

    from_: Text
    to: Text
    deadline: Text
    least: bool = False
    clear: bool = False
    unless: Text = ""
    cites: Text = ""


@record
class Adjustments:
    """The fields of a kind that say how a list was adjusted: on which ``day``, in which way (``type``), and why (``reason``)."""

    day: Text
    type: Text
    reason: Text = ""


@record
class Kind:
    """A kind of item, such as a service guide or a penalty; its fields are shown as a table of their own.

    ``also`` is what people call it besides, for suggestions.
    ``table_rows`` is how many rows of each table among its files (CSV) are shown on the page; without it none are.
    ``columns`` are the fields, of it or of every item, that the table of all its items shows beside their titles; without them
    there is no such table. ``adjustments`` gives that table a page of what was added, cancelled and changed.
    """

    label: Text
    also: Texts = ()
    fields: Mapping[str, KindField] = field(default_factory=dict)
    terms: tuple[KindTerm, ...] = ()
    table_rows: Positive | None = None
    columns: Texts = ()
    adjustments: Adjustments | None = None
    cites: Text = ""
