"""A site fits in a string: ``-- path --`` on a line of its own begins a file, as in Go's txtar."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generator.findings import as_text, count, tell
from generator.load.source.places import Places
from generator.run.build import build
from generator.run.judge import check
from generator.run.options import Options, Progress, Result, output_of

TODAY = dt.date(2026, 6, 30)
# The languages in which everything is said; of others a file of labels may say a part.
WHOLE_LANGUAGES = ("zh-CN", "en")
_FILE = re.compile(r"^-- (.+) --\n", re.MULTILINE)

# The smallest site that passes every check: two departments, three categories, one item, the three written columns.
BASE = """\
-- catalog.yml --
language: zh-CN
profile: cn-government
site_url: https://example.org/gk/
publisher: {name: 云泽市卫生健康委员会, short_name: 市卫生健康委, code: 11379900MB28399186}
offices:
  - id: disclosure
    name: 办公室
    address: 文卫路 18 号
    phone: 0379-5550100
    fax: 0379-5550101
    email: gk@example.org
    hours: [{days: 周一至周五, times: ["8:30–12:00"]}]
departments:
  - {id: office, name: 办公室}
  - {id: law, name: 政策法规科}
categories:
  - {id: policy, name: 政策文件, department: law, answers: ["20.1"], children: [{id: normative, name: 行政规范性文件}]}
  - id: finance
    name: 财政信息
    department: office
    answers: ["20.2", "20.3", "20.4", "20.5", "20.6", "20.7", "20.8", "20.9", "20.10", "20.11", "20.12", "20.13", "20.14", "20.15"]
    nothing: {date: 2026-01-05, statement: 本年度无此类信息。}
-- content/pages/guide.md --
---
title: 政府信息公开指南
---
信息按目录分类编排，可以查阅和下载。电话 {{ office.phone }}。
-- content/pages/rules.md --
---
title: 政府信息公开制度
---
见[通知](../items/2023/notice.md)。
-- content/pages/apply.md --
---
title: 依申请公开
---
{{ deadlines.answer }} 个工作日内答复。
-- content/items/2023/notice.md --
---
title: 关于做好夏季防病工作的通知
index_number: 11379900MB28399186/2023-00001
category: policy/normative
created: 2023-05-30
published: 2023-06-01
doc_number: 云卫发〔2023〕5号
department: law
summary: 部署夏季防病工作。
keywords: [防病]
---
**注意：**请各单位落实。
"""


def unpack(text: str) -> dict[str, str]:
    """The files of a string, by path, in order."""
    pieces = _FILE.split(text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def write_site(folder: Path, *texts: str | bytes) -> Path:
    """Writes the files of strings into a folder, later ones over earlier ones."""
    for text in texts:
        for path, content in unpack(text if isinstance(text, str) else text.decode()).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8", newline="")
    return folder


def check_site(site: Path, *, today: dt.date = TODAY) -> str:
    """What ``gongkai check`` prints of a site."""
    result = check(Options(site, today, cache=False), output_of(site, None), Progress())
    return told(site, result)


def build_site(site: Path, *, today: dt.date = TODAY, output: Path | None = None, cache: bool = True, jobs: int = 1) -> Result:
    """Builds a site as ``gongkai build`` does."""
    return build(Options(site, today, cache=cache, jobs=jobs), output_of(site, output), Progress())


def told(site: Path, result: Result) -> str:
    """The findings of a run as text."""
    findings = tell(result.problems, result.labels, Places(site, result.labels, result.profile), result.patterns)
    return as_text(findings, count(findings, result.items, result.reports), result.labels)
