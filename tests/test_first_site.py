"""The first steps that the documents teach: what they show is a clean site, and each mistake is told as they say."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.load.settings.catalog import load_labels
from generator.load.settings.profile import load_profile
from generator.load.shipped import SHIPPED
from tests.docs import DOCS
from tests.sites import build_site, check_site

TODAY = dt.date(2026, 11, 28)
TEXT = (DOCS / "first-site.md").read_text("utf-8")
FILES = dict(re.findall(r"^`(content/[^`]+)`\n\n```\w+\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
MISTAKES = re.findall(r"^\| `([^`|]+)` \| `([a-z-]+)` \| `([^`|]+)` \|$", TEXT, re.MULTILINE)
PROFILES = re.findall(r"^\| `([a-z-]+)` \| `(\w+)` \| ([^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
# The item that a mistake is made in, by the field.
PAYMENTS = "content/items/spending/payments-q3/index.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site that the document makes."""
    folder = tmp_path / "mysite"
    command = ["new", "site", str(folder), "--language", "en", "--profile", "uk-publication-scheme", "--today", TODAY.isoformat()]
    assert CliRunner().invoke(main, command).exit_code == 0
    (folder / "content/items/2026/first.md").unlink()
    rules = folder / "content/pages/rules.md"
    rules.write_text(rules.read_text("utf-8").replace("[to fill in] the law", "Freedom of Information Act 2000"), "utf-8")
    catalog = re.search(r"```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert catalog
    for name, text in {**FILES, "catalog.yml": catalog[1]}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_what_is_shown_is_a_clean_site(site: Path) -> None:
    assert len(FILES) == 6
    assert check_site(site, today=TODAY).splitlines()[0] == "No problems found"
    assert build_site(site, today=TODAY).published
    payments = (site / "site/items/spending/payments-q3/index.html").read_text("utf-8")
    assert "<td" in payments
    assert "Vale Electrical" in payments
    minutes = (site / "site/items/decisions/2026-11-minutes/index.html").read_text("utf-8")
    assert 'href="../../../items/decisions/2026-11-agenda/"' in minutes


@pytest.mark.parametrize(("wrong", "code", "right"), MISTAKES)
def test_a_mistake_is_told_as_it_says(wrong: str, code: str, right: str, site: Path) -> None:
    path = site / PAYMENTS
    text = path.read_text("utf-8")
    field = right.partition(":")[0]
    lines = rf"^{field}:.*\n(?:  .*\n)*"
    for line, told in ((wrong, True), (right, False)):
        changed, count = re.subn(lines, f"{line}\n", text, flags=re.MULTILINE)
        path.write_text(changed if count else text.replace("over: 500\n", f"over: 500\n{line}\n"), "utf-8")
        assert (f"[{code}]" in check_site(site, today=TODAY)) is told, line


def test_there_is_a_mistake_of_each_sort() -> None:
    assert len(MISTAKES) > 7


@pytest.mark.parametrize(("name", "answer", "tables", "meetings"), PROFILES)
def test_the_kinds_it_names_are_there(name: str, answer: str, tables: str, meetings: str) -> None:
    profile = load_profile(SHIPPED, name, load_labels(SHIPPED, "en"), [])
    assert profile
    named = [answer, *re.findall(r"`(\w+)`", tables), *re.findall(r"`(\w+)`", meetings)]
    assert [kind for kind in named if kind not in profile.kinds] == []
    assert all(profile.kinds[kind].table_rows for kind in re.findall(r"`(\w+)`", tables))
