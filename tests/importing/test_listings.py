"""Lists of pages in a folder of pages: none becomes an item, and no page that says something itself is taken for one."""

from __future__ import annotations

import pytest

from generator.importing.listings import without_listings


def page(body: str) -> bytes:
    return f"<html><head><title>x</title></head><body>{body}</body></html>".encode()


def entries(*addresses: str) -> str:
    return "".join(f'<li><a href="{one}">关于{one}的若干工作的通知</a><span>2026-06-01</span></li>' for one in addresses)


TEXT = page("<h1>通知</h1><div><p>各单位，现将有关事项通知如下，请认真落实，按时完成工作并报送结果到局办公室。</p></div>")
PAGES = {f"/{name}.html": TEXT for name in "abcdef"}
NAV = "".join(f'<a href="/x{number}/">栏目{number}</a>' for number in range(8))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<ul>{entries('a.html', 'b.html')}</ul>", 2),
        (f"<div>{NAV}</div><ul>{entries('a.html', 'b.html', 'c.html')}</ul><div>版权所有 某县卫生局 备案号</div>", 3),
        ("".join(f'<p>{one}<a href="{one}.html">关于{one}的通知事项说明</a></p>' for one in "abc"), 3),
        ("".join(f'<article><h2><a href="/{one}.html">题</a></h2><p>{"摘要" * 9}</p></article>' for one in "abc"), 3),
        (f"<main><ul>{entries('https://old.example/a.html', '/b.html?from=list')}</ul></main>", 2),
        ("".join(f'<h3><a href="{one}.html">关于{one}的工作事项的公告</a></h3><p>为进一步做好……</p>' for one in "abcd"), 4),
    ],
)
def test_a_list_of_pages_of_the_folder_is_left_out(body: str, count: int) -> None:
    kept, lists = without_listings({**PAGES, "/list.html": page(body)})
    assert (list(kept), lists) == (list(PAGES), {"/list.html": count})


@pytest.mark.parametrize(
    "body",
    [
        '<div><p>现将有关事项通知如下，请认真落实，按时完成工作并报送结果。详见<a href="a.html">关于a的通知</a>、<a href="b.html">b</a>。</p></div>',
        f'<div class="TRS_Editor"><p>明天停电，请做好准备，谢谢配合，来电时间另行通知。</p></div><ul>{entries("a.html", "b.html")}</ul>',
        '<h1>名单</h1><p>附件：<a href="1.pdf">附件一名单</a> <a href="2.pdf">附件二名单</a></p>',
        '<p><a href="a.html">关于a的通知</a></p>',
        f"<ul>{entries('https://other.example/1', 'z.html')}</ul>",
        f"<ul>{entries('list.html', '#top')}</ul>",
        f'<article><h2><a href="/a.html">题</a></h2><p>{"正文" * 15}</p></article>',
        f"<div><p>{'本汇编收录了本局历年制定的各项制度，供各科室学习使用。' * 3}</p><ul>{entries('a.html', 'b.html')}</ul></div>",
        "",
        "<a href='http://[x'>a</a>",
    ],
)
def test_a_page_that_says_something_itself_is_kept(body: str) -> None:
    kept, lists = without_listings({**PAGES, "/list.html": page(body)})
    assert "/list.html" in kept
    assert not lists


def test_where_there_are_lists_alone_they_are_pages() -> None:
    pages = {f"/{one}.html": page(f"<ul>{entries('a.html', 'b.html', 'c.html')}</ul>") for one in "abc"}
    assert without_listings(pages) == (pages, {})
