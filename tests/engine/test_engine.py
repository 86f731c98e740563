"""X5. Pages and shells in the frame: the engine is asked for what changed, runs nothing of the site's, and says why it failed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2.exceptions import SecurityError

from generator.cli import main
from generator.engine.interface import EngineError
from generator.engine.process import FrameInput, ProcessEngine, ProcessRendering
from generator.model.engine_settings import EngineSettings
from tests.publish.test_output import tree
from tests.sites import BASE, build_site, check_site, write_site

pytestmark = pytest.mark.usefixtures("real_engine")
ROOT = Path(__file__).parents[2]
FRAME = ROOT / "theme/overrides/main.html"


def with_frame(site: Path, old: str, new: str) -> None:
    text = FRAME.read_text("utf-8")
    assert old in text
    (site / "theme/overrides").mkdir(parents=True, exist_ok=True)
    (site / "theme/overrides/main.html").write_text(text.replace(old, new, 1), "utf-8")


def test_the_engine_is_asked_for_what_changed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    render = ProcessEngine.render_pages

    def watched(self: ProcessEngine, pages: list[object]) -> object:
        asked.append([page.address for page in pages])  # type: ignore[attr-defined]
        return render(self, pages)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessEngine, "render_pages", watched)
    site = write_site(tmp_path, BASE)
    build_site(site)
    assert len(asked) == 1
    assert {"guide/", "rules/", "apply/", "shell-home/"} <= set(asked[0])
    notice = site / "content/items/2023/notice.md"
    notice.write_text(notice.read_text("utf-8").replace("夏季", "冬季"), "utf-8")
    assert build_site(site).published
    assert len(asked) == 1
    guide = site / "content/pages/guide.md"
    guide.write_text(guide.read_text("utf-8") + "\n补充。\n", "utf-8")
    assert build_site(site).published
    assert asked[1:] == [["guide/"]]


def test_what_was_kept_of_the_engine_may_be_broken(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    before = tree(site / "site")
    kept = site / ".site.build/engine/rendered.json"
    for broken in (kept.read_text("utf-8")[:-100], "", "[]", "\0"):
        kept.write_text(broken, "utf-8")
        guide = site / "content/pages/guide.md"
        guide.write_text(guide.read_text("utf-8"), "utf-8")
        assert build_site(site).published
        assert tree(site / "site") == before


def test_an_engine_that_fails_says_where_and_why_and_leaves_the_last_site(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    before = tree(site / "site")
    with_frame(site, "<body", "{{ nothing.such }}<body")
    with pytest.raises(EngineError, match=r"^theme/overrides/main\.html:\d+: 'nothing' is undefined"):
        build_site(site)
    with_frame(site, "assets/icon.svg", "assets/logo.svg")
    with pytest.raises(EngineError, match=r"^theme/overrides: 'assets/logo\.svg' is not in theme/assets$"):
        build_site(site)
    assert tree(site / "site") == before


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.system('touch ' ~ 'PLACE') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ config.theme.get_env().from_string('x') }}",
        "{{ config.load_file(open('PLACE')) }}",
        "{{ page.file.copy_file() }}",
        "{{ ('url' | url).__init__.__globals__ }}",
        "{{ config.extra.update({'x': 1}) }}",
        "{{ namespace.__init__.__globals__ }}",
        "{% set t = self._TemplateReference__context.environment.from_string('x') %}{{ t.render() }}",
    ],
)
def test_the_frame_runs_nothing_of_the_machine(attack: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    with_frame(site, "<body", attack.replace("PLACE", str(tmp_path / "touched")) + "<body")
    with pytest.raises(EngineError, match=r"^theme/overrides/main\.html:\d+: "):
        build_site(site)
    assert not (tmp_path / "touched").exists()


def test_no_name_of_a_page_means_anything_to_the_engine(tmp_path: Path) -> None:
    names = ("404", "sitemap", "shell-home", "home", "page-0001", "d/page-0001", "help/index-of-words", "help/readme-first")
    pages = "".join(f"-- content/pages/{name}.md --\n# 页面{number}\n\n甲{number}\n" for number, name in enumerate(names))
    site = write_site(tmp_path, BASE, pages)
    result = build_site(site)
    assert result.published, result.problems
    for number, name in enumerate(names):
        page = (site / f"site/{name}/index.html").read_text("utf-8")
        assert f"甲{number}" in page
        assert f"<title>页面{number} - " in page
        assert 'href="' + "../" * (name.count("/") + 1) + "assets/" in page


def test_plain_settings_reach_the_frame(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, "-- mkdocs.yml --\nsite_name: 某站\ncopyright: 某单位\nextra: {note: {text: 甲乙}}\n")
    with_frame(site, "<body", "<!--{{ config.copyright }}{{ config.extra.note.text }}--><body")
    result = build_site(site)
    assert result.published, result.problems
    assert "<!--某单位甲乙-->" in (site / "site/guide/index.html").read_text("utf-8")


def test_no_link_out_of_the_site_is_followed(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    for name in ("secret.txt", "main.html", "cn-government.yml", "folder/item.html"):
        (outside / name).write_text("机密: [\n", "utf-8")
    for place, target in (
        ("theme/assets/secret.txt", "secret.txt"),
        ("theme/overrides/main.html", "main.html"),
        ("theme/templates", "folder"),
        ("site_config/profiles/cn-government.yml", "cn-government.yml"),
        ("mkdocs.yml", "secret.txt"),
    ):
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        (site / place).symlink_to(outside / target)
    told = check_site(site)
    assert [line for line in told.splitlines() if "[link-outside]" in line] == [
        f"{place}: 错误: “{place.rpartition('/')[2]}”是指向站点之外（或指向文件夹）的符号链接，不会读取 [link-outside]"
        for place in (
            "mkdocs.yml",
            "site_config/profiles/cn-government.yml",
            "theme/assets/secret.txt",
            "theme/overrides/main.html",
            "theme/templates",
        )
    ]
    assert "机密" not in told
    assert not build_site(site).published


@pytest.mark.parametrize("name", ["catalog.yml", "content", "theme", "site_config"])
def test_nothing_a_site_is_made_of_is_a_link_out_of_it(name: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, "-- theme/overrides/x.html --\nx\n-- site_config/x.yml --\nx\n")
    (site / name).rename(tmp_path / "elsewhere")
    (site / name).symlink_to(tmp_path / "elsewhere")
    told = check_site(site)
    assert f"{name}: 错误: “{name}”是指向站点之外（或指向文件夹）的符号链接，不会读取 [link-outside]" in told
    assert not build_site(site).published


def test_shells_serve_every_depth(tmp_path: Path) -> None:
    deep = BASE.replace("content/items/2023/notice.md", "content/items/a/b/c/d/e/notice.md").replace(
        "../items/2023/", "../items/a/b/c/d/e/"
    )
    site = write_site(tmp_path, deep)
    assert build_site(site).published
    page = (site / "site/items/a/b/c/d/e/notice/index.html").read_text("utf-8")
    assert 'href="../../../../../../../assets/' in page
    assert "../" * 8 not in page
    assert 'href="./assets/' in (site / "site/index.html").read_text("utf-8")


def test_what_authors_write_is_text_in_every_slot(tmp_path: Path) -> None:
    nasty = """</title><script>alert(1)</script>&"'⟦html body⟧"""
    site = write_site(tmp_path, BASE)
    notice = site / "content/items/2023/notice.md"
    text = notice.read_text("utf-8")
    text = text.replace("title: 关于做好夏季防病工作的通知", "title: '" + nasty.replace("'", "''") + "'")
    text = text.replace("summary: 部署夏季防病工作。", "summary: '" + nasty.replace("'", "''") + "'")
    notice.write_text(text, "utf-8")
    guide = site / "content/pages/guide.md"
    guide.write_text(
        f"---\ntitle: '{nasty.replace(chr(39), chr(39) * 2)}'\n---\n<script>alert(1)</script>\n\n[x](javascript:alert(1)){{: onclick=alert(1) }}\n",
        "utf-8",
    )
    assert build_site(site).published
    for path in (site / "site").rglob("*.html"):
        page = path.read_text("utf-8")
        assert "<script>alert" not in page, path
        assert not re.search("<[^>]*onclick", page), path
        assert "javascript:" not in page, path


def test_the_inspection_sheet_runs_nothing_of_the_machine(tmp_path: Path) -> None:
    attack = f"{{{{ cycler.__init__.__globals__.os.system('touch {tmp_path / 'touched'}') }}}}"
    site = write_site(tmp_path / "site", BASE, f"-- theme/sheets/self-inspection.html --\n{attack}\n")
    command = ["check", str(site), "--today", "2026-06-30", "--html", str(tmp_path / "sheet.html")]
    assert isinstance(CliRunner().invoke(main, command).exception, SecurityError)
    assert not (tmp_path / "touched").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_the_machine_does_to_the_engine_is_the_machines(tmp_path: Path) -> None:
    frame = FrameInput(EngineSettings(), {}, {"name": "n", "url": "", "language": "en", "facts": {}})
    (tmp_path / "given.json").write_text(json.dumps(asdict(frame) | {"pages": []}), "utf-8")
    module = [sys.executable, "-P", "-m", "generator.engine.mkdocs", "given.json", "/dev/full"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    process = subprocess.Popen(module, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with pytest.raises(OSError, match="No space left on device"):
        ProcessRendering(process, tmp_path / "made.json").result()


def test_an_engine_that_is_ended_says_by_what(tmp_path: Path) -> None:
    process = subprocess.Popen(["sh", "-c", "kill -9 $$"], stdout=subprocess.PIPE)
    with pytest.raises(EngineError, match=r"^signal 9$"):
        ProcessRendering(process, tmp_path / "made.json").result()
