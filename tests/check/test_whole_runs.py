"""What only shows over a whole run: finds are kept with what was read, withheld items leave no trace, links are asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from generator.check.rules import all_rules
from generator.load.items.item import ItemLoader
from generator.run.external_links import ask_outside
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, TODAY, build_site, told, write_site

CASES = Path(__file__).parent / "cases"
# Rules whose cases need files that are no text, or a run of their own: the tests that hold them.
ELSEWHERE = {
    "attachment-comments": "test_attachments.py",
    "attachment-changes": "test_attachments.py",
    "attachment-hidden": "test_attachments.py",
    "attachment-author": "test_attachments.py",
    "attachment-company": "test_attachments.py",
    "attachment-place": "test_attachments.py",
    "attachment-large": "test_files.py",
    "attachment-empty": "test_files.py",
    "attachment-unjudged": "test_attachments.py",
    "attachment-no-text": "test_scans.py",
    "attachment-earlier-save": "test_attachment_contents.py",
    "attachment-folder": "test_attachment_contents.py",
    "attachment-server": "test_attachment_contents.py",
    "attachment-password": "test_attachment_contents.py",
    "attachment-pages-no-text": "test_attachment_contents.py",
    "attachment-pictures-read": "test_scans.py",
    "attachment-read-by-machine": "test_scans.py",
    "attachment-pages-unreadable": "test_attachment_contents.py",
    "attachment-picture-pages": "test_attachment_contents.py",
    "attachment-cropped": "test_attachment_contents.py",
    "attachment-macros": "test_attachment_contents.py",
    "attachment-cut-off": "test_attachment_contents.py",
    "attachment-other-kind": "test_attachment_contents.py",
    "attachment-encoding": "test_attachment_contents.py",
    "attachment-bytes": "test_attachment_contents.py",
    "items-none": "test_whole_runs.py",
    "column-missing": "test_whole_runs.py",
}
LEAK = """\
-- content/items/2026/list.yml --
- id: a
  title: 名单
  index_number: 11379900MB28399186/2026-00002
  category: policy
  created: 2026-06-01
  published: 2026-06-05
  summary: 摘要。
  body: 身份证号 11010519491231002X。
"""
WITHHELD = """\
-- content/items/2026/secret.md --
---
title: 信访事项处理意见
index_number: 11379900MB28399186/2026-00003
category: policy
created: 2026-01-05
openness: withheld
next_review: 2027-01-05
summary: 涉及第三方。
attachments: [{file: withheld.csv}]
---
不予公开的内容。
-- content/items/2026/withheld.csv --
姓名,意见
某某,不予公开
"""


def test_every_rule_has_a_case() -> None:
    texts = "".join(path.read_text("utf-8") for path in CASES.glob("*.txt"))
    codes = dict.fromkeys(code for rule in all_rules() for code in rule.codes)
    missing = [code for code in codes if f"[{code}]" not in texts and code not in ELSEWHERE and not code.startswith("report-")]
    assert missing == []
    for code, name in ELSEWHERE.items():
        assert f"[{code}]" in (Path(__file__).parent / name).read_text("utf-8"), code


def test_a_site_without_items_and_written_pages(tmp_path: Path) -> None:
    write_site(tmp_path, BASE)
    (tmp_path / "content/items/2023/notice.md").unlink()
    (tmp_path / "content/pages/guide.md").unlink()
    text = told(tmp_path, check(Options(tmp_path, TODAY, cache=False), output_of(tmp_path, None), Progress()))
    assert "content/items: 错误: 没有任何条目，空的目录不能发布 [items-none]\n" in text
    assert "content/pages/guide.md: 警告: 缺少“政府信息公开指南”页面 [column-missing]\n" in text


def test_finds_in_texts_are_kept_with_the_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, BASE, LEAK)
    options, folder = Options(tmp_path, TODAY), output_of(tmp_path, None)
    monkeypatch.setattr("generator.load.source.source._SETTLED_NS", -1)
    first = told(tmp_path, check(options, folder, Progress()))
    assert "content/items/2026/list.yml:8:14: 错误: 像是居民身份证号码：1101************2X [id-number-exposed]" in first
    with monkeypatch.context() as patched:
        patched.setattr(ItemLoader, "load", lambda self, paths: pytest.fail(f"{paths} were read again"))
        assert told(tmp_path, check(options, folder, Progress())) == first
    write_site(tmp_path, LEAK.replace("11010519491231002X", "1101**********002X"))
    assert "没有发现问题" in told(tmp_path, check(options, folder, Progress()))


def test_what_is_withheld_leaves_no_trace(tmp_path: Path) -> None:
    write_site(tmp_path, BASE, WITHHELD)
    result = build_site(tmp_path)
    assert told(tmp_path, result).startswith("没有发现问题")
    for path in (tmp_path / "site").rglob("*"):
        assert "withheld" not in path.name
        assert "secret" not in path.name
        if path.is_file():
            text = path.read_text("utf-8", "replace")
            assert "信访事项" not in text, path
            assert "2026-00003" not in text, path


class _Site(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.asked.append(f"HEAD {self.path}")
        self.send_response({"/gone": 404, "/guarded": 403, "/browsers-only": 501}.get(self.path, 200))
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append(f"GET {self.path}")
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def other_site() -> Iterator[str]:
    _Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_other_sites_are_asked_only_on_request_and_each_address_once(
    tmp_path: Path, other_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.load.external_links._PAUSE", 0)
    links = " ".join(f"[{name}]({other_site}/{name})" for name in ("gone", "here", "guarded", "browsers-only"))
    write_site(tmp_path, BASE, f"-- content/pages/rules.md --\n---\ntitle: 制度\n---\n{links} [又]({other_site}/gone)\n")
    result = check(Options(tmp_path, TODAY, cache=False), output_of(tmp_path, None), Progress())
    assert _Site.asked == []
    text = told(tmp_path, ask_outside(result))
    assert f"content/pages/rules.md:4:8: 警告: 外部链接 {other_site}/gone 打不开（404） [link-outside-dead]" in text
    assert text.count("[link-outside-dead]") == 1
    assert sorted(_Site.asked) == [
        "GET /browsers-only",
        "GET /gone",
        "HEAD /browsers-only",
        "HEAD /gone",
        "HEAD /guarded",
        "HEAD /here",
    ]
