"""D7. The pages of the demo and of the examples have no error, and nothing obsolete, in the Nu HTML checker of the W3C.

The checker comes from the npm registry and needs Java; where either is not to be had, this says so and is passed over.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

CHECKER = "vnu-jar@26.9.27"
# A virtual machine that lives for seconds compiles quickly rather than well; the stack of that compiler's code is larger.
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss2m")


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if given := os.environ.get("VNU_JAR"):
        return Path(given)
    if not shutil.which("java") or not shutil.which("npm"):
        pytest.skip("no java or no npm, so the pages were not checked")
    folder = tmp_path_factory.mktemp("vnu")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", CHECKER]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = next(folder.rglob("vnu.jar"), None)
    if done.returncode or not found:
        pytest.skip("the checker cannot be had here, so the pages were not checked")
    return found


def test_no_page_has_an_error_or_anything_obsolete(samples: Mapping[str, Path], checker: Path) -> None:
    sites = [*samples.values()]
    command = ["java", *QUICK, "-jar", str(checker), "--skip-non-html", "--format", "json", *map(str, sites)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    assert {next(str(site) for site in sites if f"{site}/" in message["url"]) for message in messages} == set(map(str, sites))
    told = {
        (message["message"], message["url"])
        for message in messages
        # A page read from a folder has no origin, so that its policy allows it nothing; two parts of a list may have one name.
        if message["type"] == "error" or "obsolete" in message["message"]
    }
    assert told == set()
