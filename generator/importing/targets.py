"""The fields that a column may fill: of every item and of its kind, by every way their heads are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.importing.words import Words, plain_head
from generator.load.source.fields import key_names
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.profile import Profile

# Columns that fill no field of their own: the text, where the page lay before, and the review.
BODY, ADDRESS, BY, APPROVED_BY, REVIEW_DATE = "body", "address", "by", "approved_by", "review_date"
REVIEW = (BY, APPROVED_BY, REVIEW_DATE)
# A column of numbers of the rows, which says nothing of the items.
NUMBER = "number"
_BESIDE = (BODY, ADDRESS, *REVIEW)
# What is more than a text or a list of them: it is written by hand.
_NOT_TEXT = ("review", "corrects", "withdrawn")


@dataclass(frozen=True)
class Targets:
    """The fields of a site. ``known_labels`` are the words of all languages, those of the site first."""

    profile: Profile
    labels: Labels
    known_labels: tuple[Labels, ...]
    words: Words

    @cached_property
    def common(self) -> Mapping[str, str]:
        """The fields of every item, by their heads in plain form."""
        found: dict[str, str] = {}
        for name in self.fields:
            own = self.profile.fields.get(name)
            ways = [spelling for labels in self.known_labels for spelling in labels.spellings(name)]
            for way in (*([own.label] if own else []), *ways):
                found.setdefault(plain_head(way)[0], name)
        return found

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields of every item that a cell can fill."""
        return (*(name for name in key_names(Authored, None) if name not in _NOT_TEXT), BODY, ADDRESS, BY, APPROVED_BY)

    @cached_property
    def own(self) -> Mapping[str, Mapping[str, str]]:
        """The fields of each kind, by their heads in plain form."""
        return {
            kind: {form: name for name, field in about.fields.items() for way in (name, field.label) for form in plain_head(way)}
            for kind, about in self.profile.kinds.items()
        }

    def find(self, head: str, kind: str) -> str:
        """The field that a head of a sheet of a kind stands for; nothing where none is known."""
        forms = plain_head(head)
        ways = (self.own.get(kind, {}), self.common)
        found = next((names[form] for form in forms for names in ways if form in names), "")
        # What it is called in practice, after what it is called here.
        found = found or next((name for form in forms if (name := self.words.field_of(form))), "")
        if not found and any(self.words.says("numbers", form) for form in forms):
            return NUMBER
        # A regulation without a list of its own has no use for a column that is not its.
        return found if self.is_known(found, kind) else ""

    def is_known(self, name: str, kind: str) -> bool:
        """True for a field that an item of a kind can have."""
        return name in self.fields or name == REVIEW_DATE or name in self.profile.kinds[kind].fields

    def named(self, written: str, kind: str) -> str:
        """The field that is named in a map, by its name or label; nothing where there is none such."""
        if written in (NUMBER, REVIEW_DATE) or self.is_known(written, kind):
            return written
        special = next((name for name in (*_BESIDE, NUMBER) if written == self.labels.text[f"import_field_{name}"]), "")
        if special:
            return special
        forms = plain_head(written)
        own = next((names[form] for form in forms for names in (self.own[kind], self.common) if form in names), "")
        return own or next((name for form in forms if (name := self.words.field_of(form)) and self.is_known(name, kind)), "")

    def label(self, name: str, kind: str) -> str:
        """The name of a field as people of the site know it."""
        if name in self.profile.kinds[kind].fields:
            return self.profile.kinds[kind].fields[name].label
        if name in self.profile.fields:
            return self.profile.fields[name].label
        if name in (*_BESIDE, NUMBER):
            return self.labels.text[f"import_field_{name}"]
        spelled = self.labels.spellings(name)
        return spelled[1] if self.labels.forms.labels_as_keys and len(spelled) > 1 else name

    def kind_of(self, heads: list[str], name: str) -> str:
        """The kind that a sheet of a name with these heads holds: the one most of whose own fields are there."""
        counts = {
            kind: len({own[form] for head in heads for form in plain_head(head) if form in own and form not in self.common})
            for kind, own in self.own.items()
        }
        best = max(counts, key=lambda kind: counts[kind])
        if counts[best] > 1 or (counts[best] and self.profile.kinds[best].label in name):
            return best
        called = [kind for kind, about in self.profile.kinds.items() if about.label in name]
        return max(called, key=lambda kind: len(self.profile.kinds[kind].label), default=PLAIN)


PLAIN = Authored(title="").kind
