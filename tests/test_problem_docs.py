"""The documentation of problems is made from the rules, and is what the rules say today."""

from __future__ import annotations

import pytest

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from tests.docs import DOCS, FILES, problems_page
from tests.sites import WHOLE_LANGUAGES


@pytest.mark.parametrize("name", FILES)
def test_the_page_of_problems_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == problems_page(FILES[name]), "run: python -m tests.docs"


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
def test_every_problem_says_why_and_what_to_do(language: str) -> None:
    problems = load_labels(SHIPPED, language).problems
    assert [code for code, wording in problems.items() if not (wording.why and wording.hints)] == []
