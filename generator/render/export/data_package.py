"""``datapackage.json``: what the files of the catalog are, for programs that read data (https://datapackage.org/, 2.0)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator import urls
from generator.view.export.catalog import CatalogHead

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Each with its form and its media type (IANA). A file called catalog.json is to programs of this standard a list of data sets,
# which ours is not: it is left out.
_FORMS = {"csv": ("csv", "text/csv"), "jsonld": ("json", "application/ld+json")}


def render_data_package(head: CatalogHead, files: Mapping[str, bytes]) -> bytes:
    """The bytes of it, for the exports of these files."""
    resources = [_resource(name, files, head) for name in sorted(files) if _is_resource(name)]
    return render_package(head.title, head.publisher, head.site_url, resources)


def render_package(title: str, publisher: str, site_url: str, resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The bytes of a package of these resources."""
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": "catalog",
        "title": title,
        **({"homepage": site_url} if site_url else {}),
        "contributors": [{"title": publisher, "roles": ["publisher"]}],
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _is_resource(name: str) -> bool:
    return (name.startswith("catalog.") or urls.is_catalog_part(name)) and name.rpartition(".")[2] in _FORMS


def _resource(name: str, files: Mapping[str, bytes], head: CatalogHead) -> dict[str, Any]:
    """A file of the catalog as a resource."""
    is_index = name == urls.CATALOG_CSV and any(urls.is_catalog_part(other) for other in files)
    return resource_of(name, files[name], head.columns_of_parts if is_index else head.columns)


def resource_of(name: str, data: bytes, columns: Sequence[str]) -> dict[str, Any]:
    """A file: its form, its size in bytes, its digest; of a table its columns, whose cells are as pages show them: texts."""
    form, media = _FORMS[name.rpartition(".")[2]]
    found: dict[str, Any] = {
        "name": name.replace(".", "-"),
        "path": name,
        "format": form,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if form == "csv":
        found["type"] = "table"
        found["schema"] = {"fields": [{"name": column, "type": "string"} for column in columns]}
    return found
