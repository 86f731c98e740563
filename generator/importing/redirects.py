"""Redirects from the addresses at which imported items lay before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from generator import urls
from generator.model.project import Project


def plan_redirect(project: Project, written: str, target: str, planned: Iterable[str]) -> tuple[str, str]:
    """The line of ``redirects.yml`` that leads from an address to a page, and the label of why there is none; nothing for none.

    A page of another host is taken for the one at that path here: a body that moves takes its name with it.
    """
    site_url = project.settings.site_url
    address, fault = urls.read_address(written, site_url)
    if urls.is_full(address):
        parts, base = _split(address), urlsplit(site_url)
        path = parts.path
        if base.path.rstrip("/") and parts.netloc == base.netloc and not path.startswith(base.path):
            return "", "import_address_above"
        address, fault = urls.read_address(path + (f"?{parts.query}" if parts.query else ""), site_url)
    if fault == "query":
        return "", "import_address_query"
    if fault or not address or "#" in address:
        return "", "import_address_fault"
    if address == target or any(redirect.from_ == address for redirect in project.records.redirects):
        return "", ""
    start = f"- {{from: {json.dumps('/' + address, ensure_ascii=False)}, "
    taken = address in project.content.addresses or address in (urls.CATALOG, urls.REPORTS, urls.SEARCH)
    if taken or any(line.startswith(start) for line in planned):
        return "", "import_address_taken" if taken else "import_address_twice"
    to = json.dumps(f"/{target}", ensure_ascii=False)
    reason = json.dumps(project.settings.labels.text["import_moved"], ensure_ascii=False)
    return f"{start}to: {to}, date: {project.edition.today.isoformat()}, reason: {reason}}}", ""


def _split(address: str) -> SplitResult:
    """The parts of an address, all empty where its brackets hold none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
