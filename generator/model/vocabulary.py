"""The words people ask in: theirs for the words of documents, and the words of questions."""

from __future__ import annotations

from generator.frozen import frozen
from generator.model.record import Texts, record


@record
class Synonym:
    """Words that people say, each of which means any of the words that documents use."""

    say: Texts
    mean: Texts


@record
class SynonymFile:
    """A file of ``site_config/synonyms/LANGUAGE``; ``questions`` are words that say nothing of what a question is about."""

    questions: Texts = ()
    synonyms: tuple[Synonym, ...] = ()


@frozen
class Vocabulary:
    """The synonyms and words of questions in a site's language."""

    synonyms: tuple[Synonym, ...] = ()
    questions: tuple[str, ...] = ()
