"""Files that go out are judged wherever they are linked from."""

from __future__ import annotations

from pathlib import Path

from tests.sites import BASE, check_site, write_site

LARGE = """\
content/items/2023/notice.md:12:13: 警告: 文件“photo.jpg”有 21.0 MB，超过 20 MB [attachment-large]
    12 | **注意：**[照片](photo.jpg)请各单位落实。
       |                  ^
  建议: 压缩图片，或者拆成几个文件
"""

EMPTY = """\
content/items/2023/notice.md:12:13: 错误: 文件“photo.jpg”是空的，里面一个字节也没有 [attachment-empty]
    12 | **注意：**[照片](photo.jpg)请各单位落实。
       |                  ^
  建议: 重新复制或者导出这个文件
"""


def test_a_file_that_is_too_large_for_a_phone_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("**注意：**", "**注意：**[照片](photo.jpg)"))
    with open(site / "content/items/2023/photo.jpg", "wb") as photo:
        photo.truncate(21 << 20)
    assert LARGE in check_site(site)


def test_a_file_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("**注意：**", "**注意：**[照片](photo.jpg)"))
    (site / "content/items/2023/photo.jpg").write_bytes(b"")
    assert EMPTY in check_site(site)
