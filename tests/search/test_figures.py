"""Long texts of attachments come back as they were, and tables of figures take little more than there is in them."""

from __future__ import annotations

import base64
import random
import zlib

from generator.render.search.figures import pack_text
from tests.search.engine import ask

CHANCE = random.Random(1)
TABLE = "\n".join(str(CHANCE.randrange(10**7)) for _ in range(2000))


def test_the_browser_reads_what_is_written() -> None:
    texts = [
        TABLE,
        "预防接种" * 900,
        "",
        "1",
        "12\n345\n",
        "0001234567890123456789",
        "1,234.50\t00\n" * 300,
        "\ue001123456",
        "12é3456😀7890",
    ]
    texts += ["".join(CHANCE.choices("0123456789\n.人", k=CHANCE.randrange(80))) for _ in range(60)]
    data = [base64.b64encode(pack_text(text)).decode() for text in texts]
    assert ask(*({"kind": "figures", "data": one} for one in data)) == texts


def test_a_table_of_figures_is_short() -> None:
    # A figure takes 3.33 bits, what parts the numbers little.
    figures = sum(sign.isdigit() for sign in TABLE)
    assert len(pack_text(TABLE)) < figures * 3.6 / 8 < 0.8 * len(zlib.compress(TABLE.encode(), 9))
