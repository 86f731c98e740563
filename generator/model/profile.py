"""A profile: what a regulation asks of a catalog, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.application import HowToApply
from generator.model.catalog import MonthDay, WebAddress
from generator.model.indicator import Indicator
from generator.model.kind import FieldType, Kind
from generator.model.matter import MatterForm
from generator.model.procedure import Procedure
from generator.model.record import Identifier, Number, Positive, Text, Texts, record
from generator.model.term import Deadline
from generator.model.text_pattern import Expression

# The columns whose pages are written by hand.
AUTHORED_PAGES = ("guide", "rules", "apply")
# The terms that the program itself counts by.
DEADLINES = ("publish", "answer", "extension")
# The forms of the catalog for machines that a regulation may ask for beside those that every site has.
Export = Literal["dcat-us"]
# The standards after which official documents, those with a number, may be set.
OfficialSetting = Literal["gb-9704"]
# The values of lists that the program knows the meaning of.
VALUES: Mapping[str, tuple[str, ...]] = {
    "validity": ("in-force", "amended", "expired", "repealed"),
    "openness": ("proactive", "on-request", "withheld"),
}
# https://schema.org/LegalForceStatus
LEGAL_FORCES = ("InForce", "NotInForce", "PartiallyInForce")


@record
class Columns:
    """The names of the site's columns, in their prescribed order; a regulation may have none of some."""

    guide: Text = ""
    rules: Text = ""
    catalog: Text
    reports: Text = ""
    apply: Text = ""


@record
class Field:
    """A field of the catalog metadata: its label, and whether the profile requires it of every item.

    One that the program does not know is the profile's own; it has a ``type``, and may be a ``filter`` as those of kinds are.
    With ``pages`` each value of its list has a page of the items that have it.
    """

    label: Text
    required: bool = False
    type: FieldType = "text"
    filter: bool = False
    pages: bool = False
    cites: Text = ""


@record
class MoneyForm:
    """How sums are written: ``form`` with ``{amount}`` in it, its digits in groups of three, in the Indian way, or in none."""

    form: Text
    grouping: Literal["thousands", "indian", "none"] = "thousands"

    def text(self, amount: str) -> str:
        """A sum as people read it; what is no number stays as it is."""
        sign, number = ("−", amount[1:]) if amount.startswith("-") else ("", amount)
        whole, stop, part = number.partition(".")
        if not whole.isdecimal():
            return amount
        ends = [whole[-3:]]
        rest, size = whole[:-3], 2 if self.grouping == "indian" else 3
        while rest:
            ends.insert(0, rest[-size:])
            rest = rest[:-size]
        grouped = whole if self.grouping == "none" else ",".join(ends)
        return sign + self.form.format(amount=f"{grouped}{stop}{part.ljust(2, '0') if stop else ''}")


@record
class Pattern:
    """The form of an index number: a regular expression for the whole of it, and one that is right."""

    pattern: Expression
    example: Text = ""
    cites: Text = ""


@record
class PageTags:
    """The words of the tags that make a government page known to machines, by the page they stand on.

    ``requirements`` gives the type of a category's pages by what it answers; ``other`` that of all others.
    """

    home: Text
    guide: Text
    rules: Text
    catalog: Text
    reports: Text
    apply: Text
    other: Text
    requirements: Mapping[str, Text] = field(default_factory=dict)
    cites: Text = ""


@record
class StructuredData:
    """The names that schema.org has for a kind of item and the force of a document.

    ``kinds`` gives a type by kind; a document with a number is of the type ``numbered``. ``legal_force`` is by validity.
    """

    publisher: Text = "GovernmentOrganization"
    numbered: Text = "Legislation"
    other: Text = "Report"
    kinds: Mapping[str, Text] = field(default_factory=dict)
    legal_force: Mapping[str, Text] = field(default_factory=dict)


@record
class ReviewPolicy:
    """The demands of the regulation on the review before publication; ``people`` is how many must have a hand in it."""

    required: bool = False
    people: Positive = 1
    cites: Text = ""


@record
class BodyDue:
    """The day of the next year for bodies whose name ``ends`` so."""

    ends: Text
    month_day: MonthDay
    cites: Text = ""


@record
class ReportsDue:
    """The day of the next year (``MM-DD``) by which a year's report is out; ``first_year`` is the first that had to be.

    Bodies of some kinds have a day of their own: the first of ``bodies`` whose ending fits.
    """

    month_day: MonthDay
    first_year: Number = 0
    cites: Text = ""
    bodies: tuple[BodyDue, ...] = ()

    def day_of(self, body: str) -> tuple[MonthDay, str]:
        """The day for a body of that name, and the article."""
        found = next((due for due in self.bodies if body.endswith(due.ends)), None)
        return (found.month_day, found.cites or self.cites) if found else (self.month_day, self.cites)


@record
class ReportSeries:
    """Reports that a body makes beside its main ones: what they are called, the names of their forms, when they are out."""

    name: Text
    forms: Texts = ()
    due: ReportsDue | None = None


@record
class Topic:
    """A topic that a page must speak of: any of ``words`` shows that it does."""

    label: Text
    words: Texts
    cites: Text = ""


@record
class Profile:
    """``site_config/profiles/NAME.yml``."""

    name: Text
    language: Text
    columns: Columns
    fields: Mapping[str, Field]
    kinds: Mapping[str, Kind]
    lists: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    licence_addresses: Mapping[Text, WebAddress] = field(default_factory=dict)
    defaults: Mapping[str, Text] = field(default_factory=dict)
    audiences: Texts = ()
    privacy: Texts = ()
    timezone: Text = ""
    requirements: Mapping[str, Text] = field(default_factory=dict)
    index_number: Pattern | None = None
    attachment_types: Mapping[str, Text] = field(default_factory=dict)
    attachment_megabytes: Positive | None = None
    text_megabytes: Positive = 64
    file_megabytes: Positive = 2000
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    calendar: Text = ""
    money: MoneyForm | None = None
    levels: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    requirements_cite: Text = ""
    review: ReviewPolicy = ReviewPolicy()
    exports: tuple[Export, ...] = ()
    official_documents: OfficialSetting | None = None
    reports_due: ReportsDue | None = None
    report_forms: Texts = ()
    report_series: Mapping[Identifier, ReportSeries] = field(default_factory=dict)
    office_facts: Texts = ()
    office_facts_cite: Text = ""
    page_topics: Mapping[str, tuple[Topic, ...]] = field(default_factory=dict)
    page_tags: PageTags | None = None
    application: HowToApply = HowToApply()
    stage_order: tuple[Texts, ...] = ()
    matters: MatterForm | None = None
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    procedure: Text = ""
    responsible: Text = ""
    indicators: tuple[Indicator, ...] = ()
    structured_data: StructuredData = field(default_factory=StructuredData)
    cites: Text = ""

    @property
    def published_audiences(self) -> tuple[str, ...]:
        """The audiences whose items go out; where none is named, that of an item that names none."""
        return self.audiences or (self.defaults.get("audience", ""),)

    def is_own(self, name: str) -> bool:
        """True for a field of every item that is the profile's own: its kinds have it."""
        return name in self.fields and any(name in kind.fields for kind in self.kinds.values())

    def own_labels(self, key: str) -> tuple[str, ...]:
        """The label of a field: for every item, then for the kinds that have it; that of a step of a procedure."""
        own = self.fields.get(key)
        kinds = (kind.fields[key].label for kind in self.kinds.values() if key in kind.fields)
        steps = (step.label for procedure in self.procedures.values() for step in procedure.steps if step.id == key)
        return tuple(dict.fromkeys((*([own.label] if own else []), *kinds, *steps)))

    def value_label(self, name: str, value: str) -> str:
        """The label of a value of one of the profile's lists."""
        return self.lists.get(name, {}).get(value, value)
