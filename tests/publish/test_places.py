"""X2, X6, D1. Any place to publish to; and what lies there is what was published, told and mended where it is not."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator.publish.publication
import generator.publish.put
from generator.cli import main
from generator.publish.known_files import KnownFile, identity_of, write_known
from generator.store import Store
from tests.publish.test_output import tree
from tests.sites import BASE, write_site

TODAY = "2026-06-30"


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, list(words), env={"LANG": "zh_CN.UTF-8", "LC_ALL": ""})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def build(*words: str) -> tuple[int, str, str]:
    return run("build", "demo", "--today", TODAY, "--jobs", "1", *words)


def edit(site: Path, text: str) -> None:
    path = site / "content/items/2023/notice.md"
    path.write_text(path.read_text("utf-8") + text + "\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_site(tmp_path / "demo", BASE)


@pytest.fixture
def clean(site: Path, tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """What a clean build of the site as it is now publishes."""

    def made() -> dict[str, bytes]:
        copy = tmp_path / "clean"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(
            site, copy, ignore=lambda folder, names: [name for name in names if "site" in name and "config" not in name]
        )
        assert run("build", "clean", "--today", TODAY, "--jobs", "1")[0] == 0
        return tree(copy / "site")

    return made


@pytest.mark.parametrize("relative", [False, True])
def test_a_link_is_followed_and_stays(site: Path, tmp_path: Path, clean: Callable[[], dict[str, bytes]], relative: bool) -> None:
    web = tmp_path / "web/htdocs"
    web.mkdir(parents=True)
    (site / "site").symlink_to("../web/htdocs" if relative else web)
    for text in ("一", "二", "三"):
        edit(site, text)
        assert build()[0] == 0
        assert (site / "site").is_symlink()
        assert not web.is_symlink()
        assert tree(web) == clean()
    assert sorted(os.listdir(web.parent)) == [".htdocs.build", "htdocs"]


def test_a_link_to_where_nothing_is_yet(site: Path, tmp_path: Path) -> None:
    (site / "site").symlink_to(tmp_path / "web/htdocs")
    assert build()[0] == 0
    assert (tmp_path / "web/htdocs/index.html").is_file()
    assert (site / "site").is_symlink()


def test_a_link_to_somebody_elses_files(site: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/theirs.html").write_text("theirs")
    (site / "site").symlink_to("../web")
    assert build() == (
        2,
        "",
        "输出文件夹“demo/site”不是 gongkai 生成的，里面已有文件。为免误删，请换一个空的文件夹。如果是丢了清单的本站点，请加 --adopt。\n",
    )
    assert tree(tmp_path / "web") == {"theirs.html": b"theirs"}


@pytest.mark.parametrize("kind", ["file", "pipe", "device"])
def test_what_is_no_folder_is_told_and_left_alone(site: Path, kind: str) -> None:
    place = site / "site"
    match kind:
        case "file":
            place.write_text("theirs")
        case "pipe":
            os.mkfifo(place)
        case "device":
            place.symlink_to(os.devnull)
    before = place.lstat()
    assert build() == (2, "", "“demo/site”不是文件夹，站点不能生成到那里。请换一个文件夹。\n")
    assert place.lstat() == before
    assert not (site / ".site.build").exists()
    assert not Path("/dev/.null.build").exists()


def refuse(number: int) -> Callable[..., bool]:
    def fail(*_: object) -> bool:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("place", ["no links", "mount point", "lower layer", "no exchange", "nothing"])
def test_a_place_that_can_do_less(
    site: Path, clean: Callable[[], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place in ("no links", "nothing"):
        monkeypatch.setattr(generator.publish.publication, "can_link", lambda one, other: False)
    if place in ("mount point", "nothing"):
        monkeypatch.setattr(generator.publish.put, "exchange_folders", refuse(errno.EBUSY))
    if place == "lower layer":
        monkeypatch.setattr(generator.publish.put, "exchange_folders", refuse(errno.EXDEV))
    if place == "no exchange":
        monkeypatch.setattr(generator.publish.put, "exchange_folders", lambda one, other: False)
    (site / "site").mkdir()
    extra = site / "content/items/2023/more.md"
    for text in ("一", "二", "三"):
        edit(site, text)
        code, _, said = build()
        assert (code, tree(site / "site")) == (0, clean())
        assert "个有变化" in said
        assert build()[2].startswith("demo/site 没有变化")
    extra.write_text(
        (site / "content/items/2023/notice.md")
        .read_text("utf-8")
        .replace("2023-00001", "2023-00002")
        .replace("做好", "办好")
        .replace("〔2023〕5", "〔2023〕6")
    )
    assert (build()[0], tree(site / "site")) == (0, clean())
    extra.unlink()
    assert (build()[0], tree(site / "site")) == (0, clean())
    assert not (site / "site/.gongkai-new").exists()
    assert not (site / "site/items/2023/more").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kind", ["tmpfs", "bind", "read-only", "overlay"])
def test_a_mount(site: Path, tmp_path: Path, clean: Callable[[], dict[str, bytes]], kind: str) -> None:
    (site / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    wanted = clean()
    python = f"cd {Path(__file__).parents[2]}; {sys.executable} -m generator build {site} --today {TODAY} --jobs 1"
    mounts = {
        "tmpfs": f"mount -t tmpfs none {site}/site",
        "read-only": f"mount -t tmpfs -o ro none {site}/site",
        "bind": f"mount --bind {tmp_path}/elsewhere {site}/site",
        "overlay": f"mount -t tmpfs none {tmp_path}/elsewhere; mkdir {tmp_path}/elsewhere/u {tmp_path}/elsewhere/w;"
        f" mount -t overlay overlay -o lowerdir={site},upperdir={tmp_path}/elsewhere/u,workdir={tmp_path}/elsewhere/w {site}",
    }
    if kind == "overlay":
        assert build()[0] == 0  # what lies in the lower layer is a site already
        shutil.rmtree(site / ".site.build")
        edit(site, "又")
        wanted = clean()
    script = f"{mounts[kind]} || exit 77; {python} && {python} && cp -r {site}/site {tmp_path}/seen"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        capture_output=True,
        text=True,
        env=os.environ | {"LANG": "zh_CN.UTF-8"},
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("mounting is not allowed here")
    if kind == "read-only":
        assert done.returncode == 3
        assert "这个地方只能读，不能写" in done.stderr
        assert "Traceback" not in done.stderr
    else:
        assert (done.returncode, done.stdout) == (0, "")
        assert "没有变化" in done.stderr
        assert tree(tmp_path / "seen") == wanted


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if "[published-" in line]


def put_back(path: Path) -> None:
    """Changes a byte of a file and puts its time back."""
    about = path.stat()
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(bytes([data[0] ^ 1]))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def a_folder_for_a_file(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x")


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a foreign file": (lambda live: (live / "shell.php").write_text("<?php"), "shell.php: 警告: “shell.php”不是 gongkai 发布的 [published-foreign]"),
    "a foreign folder": (lambda live: (live / "items/2023/wp").mkdir(), "items/2023/wp/: 警告: “items/2023/wp/”不是 gongkai 发布的 [published-foreign]"),
    "a foreign link": (lambda live: (live / "up").symlink_to("/etc"), "up: 警告: “up”不是 gongkai 发布的 [published-foreign]"),
    "a foreign pipe": (lambda live: os.mkfifo(live / "p"), "p: 警告: “p”不是 gongkai 发布的 [published-foreign]"),
    "an edit": (lambda live: (live / "index.html").write_text("x"), "index.html: 警告: “index.html”不是当初发布的内容 [published-changed]"),
    "an edit with its time put back": (lambda live: put_back(live / "index.html"), "index.html: 警告: “index.html”不是当初发布的内容 [published-changed]"),
    "a mode": (lambda live: (live / "index.html").chmod(0o600), "index.html: 警告: “index.html”的权限是 600 [published-mode]"),
    "the mode of a folder": (lambda live: (live / "items").chmod(0o700), "items/: 警告: “items/”的权限是 700 [published-mode]"),
    "a folder for a file": (lambda live: a_folder_for_a_file(live / "sitemap.xml"), "sitemap.xml: 警告: “sitemap.xml”不是当初发布的内容 [published-changed]"),
    "a file gone": (lambda live: (live / "404.html").unlink(), "404.html: 警告: “404.html”发布过，现在不见了 [published-missing]"),
    "the manifest gone": (lambda live: (live / "manifest-sha256.txt").unlink(), "manifest-sha256.txt: 警告: “manifest-sha256.txt”发布过，现在不见了 [published-missing]"),
    "the manifest written over": (lambda live: (live / "manifest-sha256.txt").write_text("x"), "manifest-sha256.txt: 警告: “manifest-sha256.txt”不是当初发布的内容 [published-changed]"),
}  # fmt: skip


@pytest.mark.parametrize("in_place", [False, True], ids=["swapped", "in place"])
@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_told_and_mended(
    site: Path, monkeypatch: pytest.MonkeyPatch, name: str, in_place: bool
) -> None:
    if in_place:
        monkeypatch.setattr(generator.publish.publication, "can_link", lambda one, other: False)
    assert build()[0] == 0
    wanted, modes = tree(site / "site"), {path: path.stat().st_mode for path in (site / "site").rglob("*")}
    tamper, told = TAMPERED[name]
    tamper(site / "site")
    code, out, _ = build()
    assert (code, lines(out)) == (0, [f"site/{told}"])
    assert tree(site / "site") == wanted
    assert {path: path.stat().st_mode for path in (site / "site").rglob("*")} == modes
    assert build()[1] == ""
    assert build("--verify")[:2] == (0, "")
    tamper(site / "site")
    code, out, _ = build("--verify")
    assert (code, lines(out)) == (1, [f"site/{told}"])
    assert run("verify", "demo/site")[:2] == (0, "")


@pytest.mark.parametrize("name", [name for name in TAMPERED if "manifest" not in name])
def test_a_folder_is_verified_wherever_it_lies(site: Path, tmp_path: Path, name: str) -> None:
    build()
    shutil.copytree(site / "site", tmp_path / "copy")
    assert run("verify", "copy") == (
        0,
        "",
        f"copy 和发布的一致：{len(tree(tmp_path / 'copy'))} 个文件，逐字节相同，没有多余的内容\n",
    )
    tamper, told = TAMPERED[name]
    tamper(tmp_path / "copy")
    code, out, _ = run("verify", "copy")
    assert (code, lines(out)) == (1, [told.replace("警告", "错误")])


def test_a_folder_without_a_manifest_is_not_verified(site: Path) -> None:
    assert run("verify", "demo") == (2, "", "“demo”里没有 manifest-sha256.txt，不能断定那里发布过什么\n")


def test_what_was_foreign_is_kept_for_whoever_looks_into_it(site: Path) -> None:
    build()
    (site / "site/wp/admin").mkdir(parents=True)
    (site / "site/wp/admin/x.php").write_text("<?php")
    assert "已经移到 .site.build/removed" in build()[1]
    (site / "site/wp").mkdir()
    build()
    build("--no-cache")
    assert tree(site / ".site.build/removed") == {"1/wp/admin/x.php": b"<?php"}
    assert (site / ".site.build/removed/2/wp").is_dir()


def test_a_folder_in_place_of_which_a_link_leads_elsewhere(site: Path, tmp_path: Path) -> None:
    build()
    wanted = tree(site / "site")
    (site / "site/items").rename(tmp_path / "items")
    (site / "site/items").symlink_to(tmp_path / "items")
    edit(site, "又")
    code, out, _ = build()
    assert (code, lines(out)) == (0, ["site/items: 警告: “items”不是 gongkai 发布的 [published-foreign]"])
    assert tree(tmp_path / "items").keys() == {name.removeprefix("items/") for name in wanted if name.startswith("items/")}
    assert not (site / "site/items").is_symlink()


def test_what_a_link_leads_to_is_not_told_and_not_touched(site: Path, tmp_path: Path) -> None:
    build()
    (site / "site/items").rename(tmp_path / "items")
    (site / "site/items").symlink_to(tmp_path / "items")
    (tmp_path / "items/2023/theirs.txt").write_text("x")
    code, out, _ = run("verify", str(site / "site"))
    assert (code, lines(out)) == (1, ["items: 错误: “items”不是 gongkai 发布的 [published-foreign]"])
    edit(site, "又")
    code, out, err = build()
    assert (code, lines(out)) == (0, ["site/items: 警告: “items”不是 gongkai 发布的 [published-foreign]"])
    assert "机器出了问题" not in err
    assert (site / ".site.build/removed/1/items").is_symlink()
    assert (tmp_path / "items/2023/theirs.txt").is_file()
    assert run("verify", str(site / "site"))[0] == 0


def test_a_page_in_place_of_which_a_link_leads_to_the_same(site: Path, tmp_path: Path) -> None:
    build()
    page = site / "site/index.html"
    page.rename(tmp_path / "same.html")
    page.symlink_to(tmp_path / "same.html")
    told = "index.html: {}: “index.html”不是当初发布的内容 [published-changed]"
    code, out, _ = run("verify", str(site / "site"))
    assert (code, lines(out)) == (1, [told.format("错误")])
    code, out, _ = build()
    assert (code, lines(out)) == (0, [f"site/{told.format('警告')}"])
    assert not page.is_symlink()
    assert page.read_bytes() == (tmp_path / "same.html").read_bytes()


def test_a_manifest_that_names_files_outside(site: Path) -> None:
    build()
    wanted = tree(site / "site")
    with (site / "site/manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  ../../catalog.yml\n{'0' * 64}  /etc/hostname\n")
    code, out, _ = run("verify", str(site / "site"))
    assert code == 1
    assert lines(out) == [
        "manifest-sha256.txt: 错误: “manifest-sha256.txt”不是当初发布的内容 [published-changed]",
    ]
    shutil.rmtree(site / ".site.build")
    code, out, _ = build()
    assert (code, lines(out)) == (0, [])
    assert (site / "catalog.yml").is_file()
    assert tree(site / "site") == wanted


@pytest.mark.parametrize("named", ["../../theirs.txt", "/theirs.txt"])
def test_a_store_that_names_files_outside(named: str, site: Path, tmp_path: Path) -> None:
    """As it may come with a site from a stranger."""
    build()
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("x")
    file = named if named.startswith("..") else str(theirs)
    store = Store.open(site / ".site.build")
    write_known(store, {}, {file: KnownFile("key", "0" * 64, *identity_of(theirs.stat()))})
    edit(site, "又")
    code, out, err = build()
    assert (code, lines(out)) == (0, [])
    assert "两次运行之间留存的数据用不了（文件已损坏）" in err
    assert theirs.read_text() == "x"
    wanted = tree(site / "site")
    assert build("--no-cache")[0] == 0
    assert tree(site / "site") == wanted


def test_a_file_in_place_of_the_whole_folder(site: Path) -> None:
    build()
    wanted = tree(site / "site")
    shutil.rmtree(site / "site")
    (site / "site").write_text("mine")
    code, out, _ = build()
    assert (code, lines(out)) == (0, ["site: 警告: “site”不是 gongkai 发布的 [published-foreign]"])
    assert tree(site / "site") == wanted
    assert tree(site / ".site.build/removed") == {"1/site": b"mine"}


def test_a_lost_manifest_is_adopted_with_a_word(site: Path) -> None:
    build()
    wanted = tree(site / "site")
    shutil.rmtree(site / ".site.build")
    (site / "site/manifest-sha256.txt").unlink()
    assert build()[0] == 2
    (site / "site/own.txt").write_text("x")
    assert build("--adopt")[0] == 0
    assert tree(site / "site") == wanted
    assert build("--output", "demo/content", "--adopt")[0] == 2
    (site / "catalog.json").write_text("{}")
    assert build("--output", "demo", "--adopt")[0] == 2
    assert (site / "content/items/2023/notice.md").is_file()


def test_what_the_host_put_there_is_told_though_nothing_is_known_any_more(site: Path) -> None:
    build()
    shutil.rmtree(site / ".site.build")
    (site / "site/verify.txt").write_text("x")
    assert lines(build()[1]) == ["site/verify.txt: 警告: “verify.txt”不是 gongkai 发布的 [published-foreign]"]


def test_what_is_published_can_be_read_whatever_the_umask(site: Path) -> None:
    before = os.umask(0o077)
    try:
        build()
        assert {path.stat().st_mode & 0o777 for path in (site / "site").rglob("*")} == {0o644, 0o755}
        assert (site / "site").stat().st_mode & 0o777 == 0o755
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)


def test_the_work_folder_is_nobody_elses(site: Path) -> None:
    (site / ".site.build").mkdir(mode=0o755)
    build()
    assert (site / ".site.build").stat().st_mode & 0o777 == 0o700
    assert (site / ".site.build/.htaccess").read_text() == "Require all denied\n"


@pytest.mark.parametrize("what", ["link", "unlink", "chmod"])
def test_what_fails_after_the_swap_is_a_warning(
    site: Path, monkeypatch: pytest.MonkeyPatch, clean: Callable[[], dict[str, bytes]], what: str
) -> None:
    build()
    edit(site, "一")
    build()
    (site / "site/foreign").write_text("x")
    edit(site, "又")
    wanted = clean()
    with monkeypatch.context() as patch:
        patch.setattr(
            generator.publish.publication, {"link": "link", "unlink": "move_away", "chmod": "write_seal"}[what], refuse(errno.EIO)
        )
        code, _, said = build()
    now = tree(site / "site")
    assert (code, {file: data for file, data in now.items() if file in wanted}) == (0, wanted)
    assert now == wanted or what == "unlink"  # what is gone could not be taken away
    assert "新站点已经发布。之后机器出了问题：[Errno 5] Input/output error。下一次生成会收拾好" in said
    assert build()[0] == 0
    assert tree(site / "site") == tree(site / ".site.build/spare") == wanted
