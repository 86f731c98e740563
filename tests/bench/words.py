"""Administrative Chinese from a small grammar (words.txt): titles, sentences, names of things that never existed.

Earlier phrases of a list are drawn more often than later ones, so that the text has a few frequent words and a long
tail of rare ones, as real text has.
"""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

# The characters of everyday use, in the order of the standard: company names take one now and then.
EVERYDAY = "".join(bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA))

MADE: dict[str, Callable[[Random], str]] = {
    "everyday": lambda random: random.choice(EVERYDAY),
    "year": lambda random: str(random.randint(2010, 2025)),
    "month": lambda random: str(random.randint(1, 12)),
    "day": lambda random: str(random.randint(1, 28)),
    "quarter": lambda random: str(random.randint(1, 4)),
    "small": lambda random: str(random.randint(2, 15)),
    "two": lambda random: str(random.randint(10, 99)),
    "hundreds": lambda random: str(random.randint(100, 999)),
    "number": lambda random: str(int(10 ** random.uniform(1, 5))),
    "article": lambda random: str(random.randint(2, 70)),
    "percent": lambda random: f"{random.uniform(1, 100):.1f}%",
}

Phrase = list[str]  # literal text at even places, the name of a list at odd ones


def draw(random: Random, name: str) -> str:
    """One text of the kind `name`: a list of words.txt, or one of MADE."""
    if make := MADE.get(name):
        return make(random)
    phrases = _PHRASES[name]
    phrase = phrases[int(len(phrases) * random.random() ** 1.5)]
    if len(phrase) == 1:
        return phrase[0]
    return "".join(draw(random, part) if place % 2 else part for place, part in enumerate(phrase))


def _read_phrases(path: Path) -> dict[str, list[Phrase]]:
    lists: dict[str, list[Phrase]] = {}
    phrases: list[Phrase] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            phrases = lists[line.strip("[]")] = []
        elif not line.startswith("#"):
            phrases += (re.split(r"\{(\w+)\}", word) for word in line.split())
    return lists


_PHRASES = _read_phrases(Path(__file__).with_name("words.txt"))
