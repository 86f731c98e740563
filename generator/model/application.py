"""How to apply for information, as a profile has it: steps, form, fees, remedies and help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.record import Text, Texts, record

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


# The facts that the text of a letter may name in braces; ``blank`` is a line to write on.
LETTER_FACTS = (
    *("publisher", "number", "received", "due", "due_extended", "today", "extension", "third_party", "office", "address"),
    *("phone", "state", "supervisor", "review", "court", "blank"),
)


@record
class Letter:
    """A letter to an applicant: a receipt, a notice, an answer. In its paragraphs stand facts, as ``{received}``.

    ``step`` is what it does, ``outcomes`` are those of the register that an answer may tell, none if any.
    """

    title: Text
    text: tuple[Text, ...]
    cites: Text = ""
    step: Literal["receipt", "correction", "consultation", "extension", "fee", "answer"] = "answer"
    outcomes: Texts = ()


@record
class HowToApply:
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
    letters: Mapping[str, Letter] = field(default_factory=dict)
    cites: Text = ""
