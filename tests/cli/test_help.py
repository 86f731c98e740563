"""The command line speaks its reader's language, and names the nearest where something is mistyped."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import _COMMANDS, _GROUPS, main
from generator.load.settings.catalog import load_command_line
from tests.sites import BASE, write_site

TEXTS = load_command_line("zh-CN")


def say(*words: str) -> str:
    return CliRunner().invoke(main, words, prog_name="gongkai").output


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)


def parts(command: click.Command) -> list[str]:
    told: list[click.Command | click.Option] = [command, *(part for part in command.params if isinstance(part, click.Option))]
    own = [str(vars(part).get("english", part.help)) for part in told if part.help]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return own + [text for one in below for text in parts(one)]


def test_every_text_of_ours_is_there_in_chinese_and_no_other() -> None:
    ours = {text for name in _COMMANDS for text in parts(main.get_command(click.Context(main), name) or main)} | set(parts(main))
    assert set(TEXTS["help"]) - {"Show this message and exit."} == ours - {"Show this message and exit."}
    options = [option for name in _COMMANDS for option in (main.get_command(click.Context(main), name) or main).params]
    assert [option.name for option in options if isinstance(option, click.Option) and not option.help] == []


def test_groups_are_known() -> None:
    commands = {name: main.get_command(click.Context(main), name) for name in _COMMANDS}
    assert tuple(name for name, command in commands.items() if isinstance(command, click.Group)) == _GROUPS


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("words", "end"),
    [
        (["chek"], "运行 gongkai --help 看说明。\n\n错误：没有“chek”这个命令。 是不是 'check'？\n"),
        (["new", "sit", "x"], "\n错误：没有“sit”这个命令。 是不是 'site'？\n"),
        (["check", "--formt", "x"], "\n错误：没有“--formt”这个选项。 是不是 '--format'？\n"),
        (
            ["check", "--format", "x"],
            "\n错误：'--format' 的值不对：“x”不在可以写的值里：'text', 'json', 'github', 'sarif', 'gitlab'。\n",
        ),
        (["due", "--today", "明天"], "\n错误：'--today' 的值不对：“明天”不是这里的日期写法，写成 2026-06-01 这样的年-月-日\n"),
        (["build", "a", "b"], "\n错误：多写了：b\n"),
    ],
)
def test_what_is_mistyped_is_told_in_chinese(words: list[str], end: str) -> None:
    said = say(*words)
    assert said.startswith("用法： gongkai")
    assert said.endswith(end)


@pytest.mark.usefixtures("chinese")
def test_help_is_in_the_language_of_the_site_else_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("serve", "-h").startswith(
        "用法： gongkai serve [OPTIONS] [SITE]\n\n  预览站点：生成、留意改动、再生成、刷新页面。\n"
    )
    assert "显示这份说明。" in say("--help")
    assert "\n  verify   把发布的文件夹" in say()
    assert "\n  site     在 FOLDER 里新建" in say("new")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert say("serve", "-h").startswith("Usage: gongkai serve [OPTIONS] [SITE]\n\n  Preview a site: build it, watch")
    assert say("chek").endswith("Error: No such command 'chek'. Did you mean 'check'?\n")
    write_site(Path("demo"), BASE)
    assert say("check", "demo", "--help").startswith("用法：")
    monkeypatch.chdir("demo")
    assert say("due", "--help").startswith("用法：")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", ["catalog.yml.txt", "Catalog.yaml", "catalogue.yml", "catalog 副本.yml", "CATALOG.YML"])
def test_a_catalog_that_windows_called_otherwise_is_named(tmp_path: Path, name: str) -> None:
    """The ending that is hidden, added or changed by whoever saved the catalog (E19)."""
    (tmp_path / "wo").mkdir()
    (tmp_path / "wo" / name).write_text("language: zh-CN\n", "utf-8")
    hint = "看不到扩展名的，先在资源管理器的“查看”里勾选“文件扩展名”。"
    assert say("check", "wo") == f"“wo”里没有 catalog.yml，有一个 {name}：把它改名为 catalog.yml。{hint}\n"
