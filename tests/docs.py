"""Writes what the program knows into its documentation: ``python -m tests.docs``.

``docs/problems.md`` and ``docs/problems.zh-CN.md`` come from the rule table and the labels; so do, in the other Chinese
documents, the labels that may be written for a field, and ``docs/status.schema.json``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from generator.check.rules import all_rules
from generator.load.settings.catalog import load_labels
from generator.load.settings.patterns import load_all_patterns
from generator.load.shipped import SHIPPED
from generator.model.labels import Labels
from generator.schema.status import status_schema
from generator.schema.write import schema_text

DOCS = Path(__file__).parent.parent / "docs"
CASES = Path(__file__).parent / "check/cases"
FILES = {"problems.md": "en", "problems.zh-CN.md": "zh-CN"}
_WORDS = {
    "en": {
        "title": "Problems",
        "head": "Every problem that `gongkai check` tells, by its code. Codes never change. This file is made by "
        "`python -m tests.docs` from the rule table, the patterns and the wording in `site_config/labels/`.",
        "waiver": "A problem that a rule finds may be waived in `content/waivers.yml`: "
        "`{code: …, path: …, reason: …, who: …, until: YYYY-MM-DD}`, with `match: …` for messages that hold a text. "
        "What could not be read at all cannot be waived.",
        "rules": "Found by rules",
        "read": "Found in reading",
        "severity": "Severity",
        "do": "What to do",
        "source": "Source",
        "clock": "comes true by waiting; in a sample site a notice",
        "colon": ": ",
        "join": "; ",
    },
    "zh-CN": {
        "title": "问题一览",
        "head": "`gongkai check` 会说的每一种问题，按代号排列。代号不会改变。本文件由 `python -m tests.docs` "
        "根据规则表、识别模式和 `site_config/labels/` 里的说法生成。",
        "waiver": "规则发现的问题可以在 `content/waivers.yml` 里写明理由保留："
        "`{code: …, path: …, reason: …, who: …, until: YYYY-MM-DD}`；加上 `match: …`，只保留含有这些文字的。"
        "读不出来的内容不能保留。",
        "rules": "规则发现的问题",
        "read": "读取时发现的问题",
        "severity": "轻重",
        "do": "怎么办",
        "source": "依据",
        "clock": "随时间到来；示例站点里只是提示",
        "colon": "：",
        "join": "；",
    },
}


def problems_page(language: str) -> str:
    """The page of all problems in a language."""
    labels, words = load_labels(SHIPPED, language), _WORDS[language]
    ruled = {code for rule in all_rules() for code in rule.codes}
    parts = [f"# {words['title']}\n\n{words['head']}\n\n{words['waiver']}\n"]
    for title, codes in ((words["rules"], ruled), (words["read"], labels.problems.keys() - ruled)):
        parts.append(f"\n## {title}\n")
        parts += [_entry(code, labels, words) for code in sorted(codes)]
    return "".join(parts)


def _entry(code: str, labels: Labels, words: dict[str, str]) -> str:
    wording, colon = labels.problems[code], words["colon"]
    severities, sources, clock = _facts(code, labels)
    lines = [f"\n### `{code}`\n\n{_literal(wording.message)}\n"]
    if wording.why:
        lines.append(f"\n{wording.why}\n")
    facts = [f"{words['severity']}{colon}{words['join'].join(severities)}" + (f" ({words['clock']})" if clock else "")]
    facts += [f"{words['do']}{colon}{_literal(hint)}" for hint in wording.hints]
    if sources:
        facts.append(f"{words['source']}{colon}{words['join'].join(sources)}")
    lines.append("\n" + "".join(f"* {fact}\n" for fact in facts))
    return "".join(lines)


def _literal(text: str) -> str:
    """A wording as people read it: placeholders stay, doubled braces are single."""
    return re.sub(r"[\\<*\[]", r"\\\g<0>", text.replace("{{", "{").replace("}}", "}"))


def _facts(code: str, labels: Labels) -> tuple[list[str], list[str], bool]:
    rules = [rule for rule in all_rules() if code in rule.codes]
    patterns = load_all_patterns()
    data = [(entry.severity, entry.source) for entry in patterns.patterns if entry.code == code]
    data += [(entry.severity, entry.source) for entry in patterns.columns if entry.code == code]
    data += [(entry.severity, entry.source) for entry in patterns.properties if entry.code == code]
    data += [(entry.severity, entry.source) for entry in patterns.names if entry.code == code]
    severities = [rule.severity for rule in rules if rule.severity] + [severity for severity, _ in data]
    sources = [rule.cites for rule in rules if rule.cites] + [source for _, source in data]
    known = dict.fromkeys(labels.severities[severity] for severity in severities)
    # What is said where the problem is made is seen in the cases.
    seen = _seen().get(code) or {_OTHERS.get(code, "error")}
    shown = list(known) or [labels.severities[severity] for severity in labels.severities if severity in seen]
    return shown, list(dict.fromkeys(sources)), any(rule.by_clock for rule in rules)


@cache
def _seen() -> dict[str, set[str]]:
    """The severities by code that the cases give, drafts aside: there everything is milder."""
    words = {word: severity for severity, word in load_labels(SHIPPED, "zh-CN").severities.items()}
    line = re.compile(rf"^\S.*?: ({'|'.join(words)}): .*\[([a-z-]+)\]$", re.MULTILINE)
    seen: dict[str, set[str]] = {}
    for case in sorted(CASES.glob("*.txt")):
        text = case.read_text("utf-8")
        if not re.search("^(draft|草稿): ", text, re.MULTILINE):
            for severity, code in line.findall(text):
                seen.setdefault(code, set()).add(words[severity])
    return seen


# Severities of what stands in no case.
_OTHERS = {
    "attachment-comments": "warning",
    "attachment-changes": "warning",
    "attachment-hidden": "warning",
    "attachment-place": "warning",
    "link-outside-dead": "warning",
    "link-own-dead": "warning",
    "published-changed": "warning",
    "published-missing": "warning",
    "published-foreign": "warning",
    "published-mode": "warning",
    "member-missing": "warning",
    "member-changed": "warning",
    "member-broken": "warning",
    "member-untrue": "warning",
    "member-other": "warning",
    "member-twin": "warning",
    "member-moved": "notice",
    "member-requirement": "notice",
    "member-requirement-name": "notice",
    "member-older": "warning",
    "member-stale": "notice",
    "member-format": "warning",
    "member-internal": "warning",
    "member-unreachable": "warning",
    "member-sum": "warning",
    "member-not-built": "warning",
}


# The head of the column that says what may be written for a field.
_SPELLINGS = "中文写法"


def with_spellings(text: str) -> str:
    """A Chinese document with the labels of each field in its tables of fields."""
    keys = load_labels(SHIPPED, "zh-CN").keys
    lines, column = [], -1
    for line in text.split("\n"):
        cells = line.split(" | ") if line.startswith("| ") else []
        column = -1 if not cells else cells.index(_SPELLINGS) if _SPELLINGS in cells else column
        names = re.findall(r"`(\w+)`", cells[0]) if cells and column > 0 else []
        if names:
            cells[column] = "；".join("、".join(keys[name]) for name in names if name in keys)
        lines.append(" | ".join(cells) if names else line)
    return "\n".join(lines)


# The last section of the documents about sources: every field with all that may be written for it.
WITH_NAMES = {
    "sources.md": (
        "Names of fields",
        "| Field | In Chinese |",
        "Every name of a field that has one in Chinese too; either may be written.",
    ),
    "sources.zh-CN.md": (
        "字段名对照",
        "| 字段 | 中文写法 |",
        "凡有中文写法的字段都在这里；写哪一种都可以，同一个字段在一处只写一次。",
    ),
}


def with_names(name: str, text: str) -> str:
    """A document about sources whose last section is the table of all names of fields."""
    title, head, about = WITH_NAMES[name]
    rows = (f"| `{key}` | {'、'.join(spellings)} |" for key, spellings in sorted(load_labels(SHIPPED, "zh-CN").keys.items()))
    before = text.partition(f"\n## {title}\n")[0].rstrip("\n")
    return "\n".join([before, "", f"## {title}", "", about, "", head, "| --- | --- |", *rows, ""])


def status_schema_text() -> str:
    """The schema of ``status.json`` as the file that goes with its document."""
    return schema_text(status_schema())


if __name__ == "__main__":
    (DOCS / "status.schema.json").write_text(status_schema_text(), "utf-8")
    for name in WITH_NAMES:
        (DOCS / name).write_text(with_names(name, (DOCS / name).read_text("utf-8")), "utf-8")
    for path in DOCS.glob("*.zh-CN.md"):
        path.write_text(with_spellings(path.read_text("utf-8")), "utf-8")
    for name, language in FILES.items():
        (DOCS / name).write_text(problems_page(language), "utf-8")
