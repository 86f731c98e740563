"""The form that docs/own-form.md writes, as it stands there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites import BASE, check_site, write_site

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("name", ["own-form.md", "own-form.zh-CN.md"])
def test_the_form_of_the_docs_works(name: str, tmp_path: Path) -> None:
    form, report = re.findall(r"```yaml\n(.*?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)
    files = f"-- site_config/report_forms/foi-quarterly.yml --\n{form}-- content/reports/2023.md --\n{report}As below.\n"
    told = check_site(write_site(tmp_path, BASE, files))
    assert "content/reports/2023.md" not in told
    assert "site_config" not in told
    wrong = check_site(write_site(tmp_path, files.replace("late: [5, 6, 5, 3]", "late: [5, 6, 5, 4]")))
    assert "不平（C · January to March）" in wrong
