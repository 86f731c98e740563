"""What is looked for: pieces of titles, numbers, texts and keywords, each with the items that truly hold it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from generator.search_text import search_form
from tests.bench import corpus


@dataclass(frozen=True)
class Text:
    """An item as every engine is given it."""

    id: str
    title: str
    numbers: tuple[str, ...]
    summary: str
    keywords: str
    body: str

    @property
    def forms(self) -> tuple[str, ...]:
        """What can be found in it."""
        return tuple(search_form(text) for text in (self.title, *self.numbers, self.summary, self.keywords, self.body))


def read_texts(count: int, seed: int) -> list[Text]:
    """The items of the corpus, without their attachments: the other engines do not look into these."""
    found = []
    for number in range(1, count + 1):
        item = corpus.make_item(number, count, seed)
        fields = item.fields
        numbers = (fields["doc_number"], fields["index_number"])
        keywords = fields["keywords"].strip("[]")
        found.append(Text(item.place, fields["title"], numbers, fields["summary"], keywords, item.body.replace("(LINK)", "")))
    return found


def draw_queries(texts: list[Text], seed: int) -> list[str]:
    """Forty queries, as people type them: no white space and no Markdown in them."""
    chance = random.Random(seed)

    def piece(text: str, low: int, high: int) -> str:
        while True:
            length = chance.randint(low, high)
            start = chance.randrange(max(1, len(text) - length))
            found = text[start : start + length]
            if len(found) >= low and found.isalnum():
                return found

    def some() -> Text:
        return chance.choice(texts)

    queries = [piece(some().title, 3, 8) for _ in range(12)]
    queries += [text.numbers[0][text.numbers[0].index("〔") :] for text in (some() for _ in range(8))]
    queries += [some().numbers[1].split("/")[1] for _ in range(4)]
    queries += [piece(some().body, 2, 8) for _ in range(12)]
    queries += [some().keywords.split(", ")[0] for _ in range(4)]
    return queries


def truth(query: str, forms: list[tuple[str, tuple[str, ...]]]) -> set[str]:
    """The items that hold a query, by plain substring search."""
    form = search_form(query)
    return {name for name, texts in forms if any(form in text for text in texts)}
