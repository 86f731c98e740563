"""A profile: what a regulation asks of a catalog, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.catalog import MonthDay
from generator.model.record import Date, Number, Positive, Text, Texts, record
from generator.model.text_pattern import Expression

FieldType = Literal["text", "list", "date", "number", "money"]
# The columns whose pages are written by hand.
AUTHORED_PAGES = ("guide", "rules", "apply")
# The terms that the program itself counts by.
DEADLINES = ("publish", "answer", "extension")
# The values of lists that the program knows the meaning of.
VALUES: Mapping[str, tuple[str, ...]] = {
    "validity": ("in-force", "amended", "expired", "repealed"),
    "openness": ("proactive", "on-request", "withheld"),
}
# https://schema.org/LegalForceStatus
LEGAL_FORCES = ("InForce", "NotInForce", "PartiallyInForce")
# The words of ``autocomplete`` that a form about a person may use (https://html.spec.whatwg.org/#autofill).
FORM_FILLS = (
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "organization-title",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "language",
    "bday",
    "url",
    "tel",
    "tel-country-code",
    "tel-national",
    "tel-area-code",
    "tel-local",
    "tel-extension",
    "email",
    "impp",
    "off",
)


@record
class Columns:
    """The names of the site's columns, in their prescribed order."""

    guide: Text
    rules: Text
    catalog: Text
    reports: Text
    apply: Text


@record
class Field:
    """A field of the catalog metadata: its label, and whether the profile requires it of every item."""

    label: Text
    required: bool = False
    cites: Text = ""


@record
class KindField:
    """A further field that one kind of item has."""

    label: Text
    type: FieldType = "text"
    required: bool = False
    cites: Text = ""


@record
class Kind:
    """A kind of item, such as a service guide or a penalty; its fields are shown as a table of their own."""

    label: Text
    fields: Mapping[str, KindField] = field(default_factory=dict)
    cites: Text = ""


@record
class Pattern:
    """The form of an index number: a regular expression for the whole of it, and one that is right."""

    pattern: Expression
    example: Text = ""
    cites: Text = ""


@record
class Deadline:
    """A number of working days that the regulation gives, for what was made since it holds."""

    days: Positive
    cites: Text = ""
    since: Date | None = None


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
class Step:
    """A step of an application. ``deadline`` names one of the profile's; ``branch`` is what may come between, with its own."""

    title: Text
    text: Text = ""
    deadline: Text = ""
    cites: Text = ""
    branches: tuple[Step, ...] = ()


@record
class FormField:
    """A field of the application form. ``who`` is the kind of applicant it is for, by the id of a choice; none means all.

    ``fills`` is what a browser may fill in for the reader, in the words of HTML's ``autocomplete``.
    """

    id: Text
    label: Text
    type: Literal["text", "long", "tel", "email", "date", "choice"] = "text"
    required: bool = False
    who: Text = ""
    hint: Text = ""
    fills: Text = ""
    choices: Mapping[str, Text] = field(default_factory=dict)


@record
class FormPart:
    """A part of the application form."""

    title: Text
    fields: tuple[FormField, ...]


@record
class Fee:
    """A way to count the fee: its name, the unit, and its bands in order, each with what it costs."""

    title: Text
    unit: Text
    bands: Mapping[str, Text]


@record
class Application:
    """How to apply for information: steps, form, fees, remedies and help, as the regulation has them.

    In ``remedies`` and the texts of steps ``{court|…}`` is the name that the catalog has under ``appeals``, and where it has none
    what follows the bar; ``{channels|…}`` are its ``channels``.
    """

    steps: tuple[Step, ...] = ()
    form: tuple[FormPart, ...] = ()
    attach: Texts = ()
    fees: tuple[Fee, ...] = ()
    fees_note: Text = ""
    fees_cites: Text = ""
    remedies: Texts = ()
    help: Texts = ()
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
    levels: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    requirements_cite: Text = ""
    review: ReviewPolicy = ReviewPolicy()
    reports_due: ReportsDue | None = None
    report_forms: Texts = ()
    office_facts: Texts = ()
    office_facts_cite: Text = ""
    page_topics: Mapping[str, tuple[Topic, ...]] = field(default_factory=dict)
    page_tags: PageTags | None = None
    application: Application = Application()
    structured_data: StructuredData = field(default_factory=StructuredData)
    cites: Text = ""

    def own_labels(self, key: str) -> tuple[str, ...]:
        """The label of a field: for every item, then for the kinds that have it."""
        own = self.fields.get(key)
        kinds = (kind.fields[key].label for kind in self.kinds.values() if key in kind.fields)
        return tuple(dict.fromkeys((*([own.label] if own else []), *kinds)))

    def value_label(self, name: str, value: str) -> str:
        """The label of a value of one of the profile's lists."""
        return self.lists.get(name, {}).get(value, value)
