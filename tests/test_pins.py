"""The pinned packages run on the oldest Python that the program asks for."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

REPOSITORY = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
OLDEST = PROJECT["requires-python"].removeprefix(">=") + ".0"
# Pinned for other systems, for older Pythons, and for the extras that the tests do without (dask, ocr): not installed on this one.
ELSEWHERE = {
    "colorama",
    *("importlib_metadata", "lazy-importer", "zipp"),
    *("rapidocr", "onnxruntime", "opencv-python-headless", "shapely", "pyclipper", "omegaconf"),
    *(
        "dask",
        "distributed",
        "cloudpickle",
        "fsspec",
        "locket",
        "msgpack",
        "partd",
        "psutil",
        "tblib",
        "toolz",
        "tornado",
        "zict",
    ),
    *("colorlog", "flatbuffers", "protobuf", "six", "tqdm"),
}


def pins() -> dict[str, str]:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_every_pin_runs_on_the_oldest_python() -> None:
    too_new, absent, other = [], [], []
    for name, version in pins().items():
        try:
            about = metadata(name)
        except PackageNotFoundError:
            absent.append(name)
            continue
        if about["Version"] != version:
            other.append(f"{name} {about['Version']} is installed, {version} is pinned")
        needed = str(about.json.get("requires_python", ""))
        if not SpecifierSet(needed).contains(OLDEST):
            too_new.append(f"{name}=={version} needs Python {needed}")
    assert too_new == []
    assert other == []
    assert set(absent) <= ELSEWHERE


def test_what_the_program_asks_for_is_pinned() -> None:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [Requirement(line) for line in (*PROJECT["dependencies"], *(line for extra in extras for line in extra))]
    pinned = {name.lower(): version for name, version in pins().items()}
    assert [str(one) for one in wanted if not one.specifier.contains(pinned.get(one.name.lower(), ""))] == []
