"""What is known of how people ask: their words for the words of documents, the words of questions, variants of Han characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.record import Texts, record


@record
class Synonym:
    """What people say, each of which means any of the words that documents use."""

    say: Texts
    mean: Texts


@record
class SynonymFile:
    """A file of ``site_config/synonyms/LANGUAGE``; ``questions`` are words that say nothing of what a question is about."""

    questions: Texts = ()
    synonyms: tuple[Synonym, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The synonyms and words of questions in a site's language, and each variant of a character with the one that is indexed."""

    synonyms: tuple[Synonym, ...] = ()
    questions: tuple[str, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
