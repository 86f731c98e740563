"""Words are found in a text where they stand in it; those in Latin letters only where they are no part of another."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.words import Words

SIGNS = "的密身份证a1b -，\n\ud800"
TEXTS = st.text(SIGNS, max_size=40)


def stands_in(word: str, text: str) -> bool:
    first = re.search("[a-z]+|[0-9]+", word) if word.isascii() else None
    return word in text and (first is None or first[0] in re.findall("[a-z]+|[0-9]+", text))


@given(st.sets(st.text(SIGNS, min_size=1, max_size=4), max_size=12), TEXTS)
def test_the_words_that_stand_in_a_text(words: set[str], text: str) -> None:
    found = Words(words).read(text)
    assert found == {word for word in words if stands_in(word, text)}


@given(st.sets(st.text(SIGNS, min_size=1, max_size=4), max_size=12), TEXTS)
def test_all_of_them_be_it_within_words(words: set[str], text: str) -> None:
    assert Words(words).within(text) == {word for word in words if word in text}


@given(st.sets(st.text(SIGNS, min_size=1, max_size=4), max_size=12), TEXTS)
def test_any_of_them_be_it_within_a_word(words: set[str], text: str) -> None:
    assert Words(words).any_in(text) == any(word in text for word in words)


def test_a_part_of_a_word_in_latin_letters_is_none() -> None:
    assert Words({"id", "id no", "证"}).read("valid notes, 身份证 paid no") == {"证"}
    assert Words({"id", "id no", "证"}).read("the id no 7") == {"id", "id no"}
