"""Whatever is hidden stays hidden, whoever links to it; nothing lies outside the output; check and build say the same."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.problems import has_errors
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, TODAY, build_site, write_site
from tests.test_leaks import everything

STATES = {
    "public": "published: 2026-06-05",
    "draft": "published: 2026-06-05\ndraft: true",
    "later": "published: 2026-07-05",
    "withdrawn": "published: 2026-06-05\nwithdrawn: {date: 2026-06-06, reason: 有误}",
    "withheld": "published: 2026-06-05\nopenness: withheld\nnext_review: 2027-01-01",
    "staff": "published: 2026-06-05\naudience: staff",
}
# Each has a text, a file beside it and a word of its own in both.
NAMES = ("a", "b", "c")
FORMS = ("flat", "folder", "listed")
LINKS = ("", "page", "file", "picture")
ADDRESSES = (
    *(
        "../../out/",
        "old/",
        "OLD/",
        "old/a.pdf",
        "items/2026/a/",
        "items/2026/A/",
        "items/2026/b/file.txt",
        "items/2026/b/file.txt/x/",
    ),
    *(
        "catalog/",
        "catalog/policy/",
        "feed.xml/",
        "guide/",
        "search/",
        "https://example.org/gk/old/",
        "https://other.example/",
        "%2e%2e/x/",
    ),
    *("", "a#b/", "a?b", "con/", "art_1.html", "404.html", "reports/", "assets/x/", "search/index/x/"),
)


@dataclass(frozen=True)
class Thing:
    """An item to be: its state, how it lies in the folder, and how it links to one of the others."""

    state: str
    form: str
    link: str
    target: str


things = st.builds(Thing, st.sampled_from(sorted(STATES)), st.sampled_from(FORMS), st.sampled_from(LINKS), st.sampled_from(NAMES))
redirects = st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(ADDRESSES)), max_size=2)


def source_of(name: str, form: str) -> str:
    return f"content/items/2026/{name}/index.md" if form == "folder" else f"content/items/2026/{name}.md"


def file_of(name: str, form: str) -> str:
    return f"content/items/2026/{name}/file.txt" if form == "folder" else f"content/items/2026/{name}-file.txt"


def link_to(whole: dict[str, Thing], base: str, kind: str, target: str) -> str:
    path = (source_of if kind == "page" else file_of)(target, whole[target].form).removeprefix("content/items/")
    written = base + path
    return {"": "", "page": f"[甲]({written})", "file": f"[乙]({written})", "picture": f"![丙]({written})"}[kind]


def lay(site: Path, whole: dict[str, Thing], leads: list[tuple[str, str]]) -> None:
    shutil.rmtree(site / "content/items/2026", ignore_errors=True)
    for number, (name, thing) in enumerate(whole.items()):
        up = "../../" if thing.form == "folder" else "../"
        listed = f"attachments: [{{file: {Path(file_of(name, thing.form)).name}}}]\n"
        text = (
            f"---\ntitle: 题{name}\nindex_number: 11379900MB28399186/2026-{number:05}\ncategory: policy\ncreated: 2026-06-01\n"
            f"{STATES[thing.state]}\nsummary: 摘要。\n{listed}---\n密文正{name}。{link_to(whole, up, thing.link, thing.target)}\n"
        )
        write_site(site, f"-- {source_of(name, thing.form)} --\n{text}-- {file_of(name, thing.form)} --\n密文件{name}\n")
    lines = "".join(f'- {{from: "{start}", to: "{end}", date: 2026-06-01}}\n' for start, end in leads)
    write_site(site, f"-- content/redirects.yml --\n{lines or '[]'}\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site deep in a folder, with the engine's part done."""
    site = tmp_path_factory.mktemp("random") / "in/here/site"
    build_site(write_site(site, BASE))
    return site


@given(whole=st.fixed_dictionaries(dict.fromkeys(NAMES, things)), leads=redirects)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_site_of_any_states_links_and_redirects(folder: Path, whole: dict[str, Thing], leads: list[tuple[str, str]]) -> None:
    lay(folder, whole, leads)
    outside = sorted(folder.parents[1].rglob("*"))
    checked = check(Options(folder, TODAY), output_of(folder, None), Progress())
    shutil.rmtree(folder / "site", ignore_errors=True)
    built = build_site(folder)
    assert (built.published is None) == has_errors(checked.problems)
    own = (folder / "site", folder / ".site.build")
    assert [path for path in outside if not path.is_relative_to(own[0]) and not path.is_relative_to(own[1])] == [
        path
        for path in sorted(folder.parents[1].rglob("*"))
        if not path.is_relative_to(own[0]) and not path.is_relative_to(own[1])
    ]
    if built.published:
        output = everything(folder / "site")
        for name, thing in whole.items():
            for word in (f"密文正{name}", f"密文件{name}"):
                assert (word.encode() in output) == (thing.state == "public"), (name, word)


def test_every_file_of_a_site_was_claimed(folder: Path) -> None:
    whole = {
        "a": Thing("public", "folder", "file", "b"),
        "b": Thing("public", "flat", "picture", "a"),
        "c": Thing("public", "listed", "page", "a"),
    }
    lay(folder, whole, [("old/", "items/2026/a/"), ("old/a.pdf", "https://other.example/"), ("art_1.html", "catalog/policy/")])
    built = build_site(folder)
    assert built.published
    assert built.project
    files = [path.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("*") if path.is_file()]
    hashed = [file for file in files if file.startswith("assets/")]  # named by what is in them
    assert [file for file in files if built.project.table.find(file) is None and file not in hashed] == []
