"""``datapackage.json`` says of the exports what they are: programs find the columns and the very bytes (Data Package 2.0)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.demo import SAMPLES


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_data_package_is_that_of_the_exports(sample: str, samples: Mapping[str, Path], demo: Path) -> None:
    site = samples.get(sample, demo)
    package = json.loads((site / "datapackage.json").read_text("utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["path"] for resource in package["resources"]] == ["catalog.csv", "catalog.jsonld"]
    names = [package["name"], *(resource["name"] for resource in package["resources"])]
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        data = (site / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if resource.get("type") == "table":
            head = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == head
            assert len({name.casefold() for name in fields}) == len(fields)
