"""The duties that become due, in words or as data."""

from __future__ import annotations

import json

from generator.check.catalog.due import find_due
from generator.check.text.patterns import Hider
from generator.run.judge import load
from generator.run.options import Options


def tell_due(options: Options, days: int, form: str) -> str:
    """The duties that become due within so many days: a line each, or JSON."""
    loaded = load(options)
    if loaded.project is None:
        return ""
    found = find_due(loaded.project, days)
    words, today = loaded.labels.text, options.today
    hide = Hider(loaded.project.settings.patterns.patterns).hide
    subjects = [hide(due.subject) for due in found]
    if form == "json":
        entries = [
            {
                "due": due.day.isoformat(),
                "overdue": due.day < today,
                "kind": due.kind,
                "subject": subject,
                "path": due.file,
                "cites": due.cites,
            }
            for due, subject in zip(found, subjects, strict=True)
        ]
        return json.dumps({"due": entries}, ensure_ascii=False, indent=2) + "\n"
    lines = []
    for due, subject in zip(found, subjects, strict=True):
        when = f"{due.day}{words['due_overdue'] if due.day < today else ''}"
        lines.append(f"{when} {words[f'due_{due.kind}']}{words['colon']}{subject} [{due.file}]")
    return "".join(f"{line}\n" for line in lines or [words["due_none"].format(days=days)])
