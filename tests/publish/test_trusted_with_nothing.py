"""X5, X9, X10. A folder from people who are not trusted with the machine: nothing in it runs, reads outside, or makes a link that runs."""

from __future__ import annotations

import csv
import html
import io
import os
import re
from pathlib import Path

import pytest

from generator.engine.interface import EngineError
from generator.run.options import Result
from tests.sites import BASE, build_site, write_site

MARK = "RAN-OR-READ"
RUN = f"__import__('os').system('echo {MARK} > ran')"
# What X5 ran code with, or read the machine by; each is a file of the site, SITE its folder.
ATTACKS = {
    "a tag of Python in mkdocs.yml": ("mkdocs.yml", f"x: !!python/object/apply:os.system ['echo {MARK} > SITE/ran']\n"),
    "a hook": ("mkdocs.yml", "hooks: [hook.py]\n"),
    "a file that mkdocs.yml stands on": ("mkdocs.yml", "INHERIT: SITE/other.yml\n"),
    "a plugin": ("mkdocs.yml", "plugins: [macros]\n"),
    "an extension that reads files": ("mkdocs.yml", "markdown_extensions: [{pymdownx.snippets: {base_path: ['/']}}]\n"),
    "a template of a page": (
        "theme/templates/item.html",
        f"{{{{ cycler.__init__.__globals__.os.system('echo {MARK} > SITE/ran') }}}}\n",
    ),
    "a template of the frame": (
        "theme/overrides/main.html",
        f'{{{{ cycler.__init__.__globals__.os.system("echo {MARK} > SITE/ran") }}}}\n',
    ),
    "a template that reads a file": ("theme/templates/item.html", '{% include "../../../secret.txt" %}\n'),
}
LINKS = {
    "an asset": "theme/assets/extra.css",
    "a template": "theme/templates/item.html",
    "the settings": "site_config/profiles/own.yml",
    "a page": "content/pages/other.md",
    "an item": "content/items/2023/other.md",
    "a file beside an item": "content/items/2023/other.txt",
    "the register": "content/published.lock",
}


def published(site: Path) -> str:
    """All that is in the files of a site, as text."""
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in sorted((site / "site").rglob("*")) if path.is_file()
    )


def told(result: Result) -> str:
    """All that is said of a site, by codes and values."""
    return " ".join(f"{problem.code} {dict(problem.values)}" for problem in result.problems)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_site_runs(attack: str, tmp_path: Path) -> None:
    """X5."""
    file, text = ATTACKS[attack]
    site = write_site(tmp_path / "site", BASE)
    (tmp_path / "secret.txt").write_text(MARK)
    (site / "hook.py").write_text(f"{RUN}\n")
    (site / "other.yml").write_text(f"x: !!python/object/apply:os.system ['echo {MARK} > {site}/ran']\n")
    target = site / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.replace("SITE", str(site)))
    if file.startswith("theme/overrides"):  # the frame is the engine's: it says where it stops
        with pytest.raises(EngineError, match=f"^{file}:1: "):
            build_site(site)
    else:
        result = build_site(site)
        assert result.problems
        assert MARK not in (published(site) if result.published else "")
    assert not (site / "ran").exists()
    assert not Path("ran").exists()


@pytest.mark.parametrize("link", LINKS)
def test_no_link_out_of_a_site_is_followed(link: str, tmp_path: Path) -> None:
    """X5: neither published nor quoted."""
    site = write_site(tmp_path / "site", BASE)
    secret = tmp_path / "secret.md"
    secret.write_text(f"---\ntitle: {MARK}\n---\n{MARK}\n")
    target = site / LINKS[link]
    target.parent.mkdir(parents=True, exist_ok=True)
    os.symlink(secret, target)
    result = build_site(site)
    assert result.problems
    assert MARK not in told(result)
    assert MARK not in (published(site) if result.published else "")


def test_a_catalog_that_is_a_link_is_not_quoted(tmp_path: Path) -> None:
    """X5."""
    site = write_site(tmp_path / "site", BASE)
    (tmp_path / "secret.yml").write_text(f"{MARK}: [\n")
    (site / "catalog.yml").unlink()
    os.symlink(tmp_path / "secret.yml", site / "catalog.yml")
    result = build_site(site)
    assert result.published is None
    assert MARK not in told(result)


@pytest.mark.parametrize("field", ["icp_address", "police_address", "badge_address", "find_errors", "report_error"])
@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JaVaScRiPt:x", "\\x01javascript:x"])
def test_no_address_of_the_footer_runs_a_program(field: str, target: str, tmp_path: Path) -> None:
    """X9."""
    text = BASE.replace("offices:\n", f'website: {{{field}: "{target}"}}\noffices:\n', 1)
    result = build_site(write_site(tmp_path, text))
    assert result.published is None or not re.search(r'href="[^"]*script:|href="data:', published(tmp_path), re.IGNORECASE)
    assert result.problems


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\\t="])
def test_no_cell_of_a_csv_begins_a_formula(sign: str, tmp_path: Path) -> None:
    """X9."""
    text = BASE.replace("department: law\n", f'department: law\npublisher: "{sign}1+1 局"\n', 1)
    assert build_site(write_site(tmp_path, text)).published
    rows = csv.reader(io.StringIO((tmp_path / "site/catalog.csv").read_text("utf-8-sig")))
    assert [cell for row in rows for cell in row if cell.strip()[:1] in "=+@＝＋－＠" and cell.strip()] == []


def test_a_mark_of_ours_in_a_fact_is_text(tmp_path: Path) -> None:
    """X9."""
    text = BASE.replace("short_name: 市卫生健康委", "short_name: 市⟦html root⟧委", 1).replace(
        "电话 {{ office.phone }}", "{{ publisher.short_name }}"
    )
    assert build_site(write_site(tmp_path, text)).published
    assert "市⟦html root⟧委" in html.unescape((tmp_path / "site/guide/index.html").read_text("utf-8"))


@pytest.mark.parametrize("page", ["content/pages/guide.md", "content/items/2023/notice.md"])
@pytest.mark.parametrize(
    "remark", ["<!-- REMARK -->", "甲 <!-- REMARK --> 乙", "<!--\nREMARK\n-->", "- 甲\n  <!-- REMARK -->\n- 乙"]
)
def test_a_remark_is_in_no_file(page: str, remark: str, tmp_path: Path) -> None:
    """X10."""
    site = write_site(tmp_path, BASE)
    with (site / page).open("a", encoding="utf-8") as file:
        file.write(f"\n{remark}\n")
    assert build_site(site).published
    assert "REMARK" not in published(site)


def test_of_the_theme_only_what_is_used_goes_out(tmp_path: Path) -> None:
    """X10."""
    site = write_site(tmp_path, BASE, "-- theme/assets/notes.txt --\nREMARK\n")
    result = build_site(site)
    assert result.published
    assert "asset-unused" in told(result)
    assert "REMARK" not in published(site)
