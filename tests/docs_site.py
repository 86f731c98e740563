"""The product's own documentation as a site, with a search, in English and Chinese: ``python -m tests.docs_site FOLDER``.

It is made by MkDocs with Material. Both languages have the same addresses below ``en/`` and ``zh-CN/``.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# In the order of the menu. A document of the first group is there in both languages, one of the second in English.
PAGES = (
    "first-site",
    "import",
    "editor",
    "sources",
    "commands",
    "problems",
    "attachments",
    "reports",
    "own-form",
    "extensions",
    "search",
    "hosting",
    "profiles",
    "portal",
)
ENGLISH = ("benchmark", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")
LANGUAGES: dict[str, dict[str, Any]] = {
    "en": {
        "ending": "",
        "theme": "en",
        "home": "Gongkai",
        "develop": "Development",
        "description": "A static site generator for the disclosure catalogs of public bodies",
    },
    "zh-CN": {
        "ending": ".zh-CN",
        "theme": "zh",
        "home": "Gongkai 公开",
        "develop": "开发（英文）",
        "description": "公开机构信息公开网站的静态站点生成器",
    },
}
# Han has no blanks between words: each character is a word to the search.
_SEPARATOR = r"[\s\u200b\-_,:!?=\[\]()\"'`/、，。：；（）《》“”|.]+|(?=[\u3400-\u9fff])"


def write_docs(folder: Path) -> None:
    """Writes the documentation of both languages below a folder. A link that leads nowhere ends it."""
    # Said of another version of MkDocs; looked for when it is imported.
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    from mkdocs.commands.build import build
    from mkdocs.config.defaults import MkDocsConfig

    shutil.rmtree(folder, ignore_errors=True)
    for language, words in LANGUAGES.items():
        with tempfile.TemporaryDirectory() as temporary:
            sources = Path(temporary) / "docs"
            sources.mkdir()
            _lay_sources(sources, str(words["ending"]))
            config = MkDocsConfig(config_file_path=str(Path(temporary) / "mkdocs.yml"))
            config.load_dict(_settings(language, sources, folder.resolve() / language))
            errors, warnings = config.validate()
            if errors or warnings:
                raise ValueError("\n".join(f"{name}: {fault}" for name, fault in (*errors, *warnings)))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gongkai 公开</title>'
        '<p><a href="en/index.html">English</a> <a href="zh-CN/index.html" lang="zh-CN">中文</a></p></html>\n',
        "utf-8",
    )


def _lay_sources(folder: Path, ending: str) -> None:
    """Puts the documents of a language into a folder, under names that are the same in every language."""
    shutil.copytree(DOCS / "pictures", folder / "pictures")
    shutil.copy(DOCS / "status.schema.json", folder)
    sources = {"index": ROOT / f"README{ending}.md"}
    sources |= {name: DOCS / f"{name}{ending}.md" for name in PAGES}
    sources |= {name: (DOCS if (DOCS / f"{name}.md").is_file() else ROOT) / f"{name}.md" for name in ENGLISH}
    for name, source in sources.items():
        (folder / f"{name}.md").write_text(_relinked(source.read_text("utf-8")), "utf-8")


def _relinked(text: str) -> str:
    """A document whose links lead to where the others lie in the site."""
    text = re.sub(
        r"^\[[^\]]*\]\(README(?:\.zh-CN)?\.md\)\n", "", text, flags=re.MULTILINE
    )  # every page leads to the other language
    return re.sub(r"\]\((?:docs/)?([\w/-]+)(?:\.zh-CN)?(\.\w+(?:#[^)]*)?)\)", r"](\1\2)", text)


def _settings(language: str, sources: Path, site: Path) -> dict[str, Any]:
    words = LANGUAGES[language]
    return {
        "site_name": words["home"],
        "site_description": words["description"],
        "docs_dir": str(sources),
        "site_dir": str(site),
        "use_directory_urls": False,  # it can be opened from a folder
        "strict": True,
        "nav": [
            {words["home"]: "index.md"},
            *(f"{name}.md" for name in PAGES),
            {words["develop"]: [f"{name}.md" for name in ENGLISH]},
        ],
        "theme": {
            "name": "material",
            "language": words["theme"],
            "font": False,
            "features": ["content.code.copy", "navigation.footer", "search.highlight", "toc.follow"],
            "palette": {"scheme": "default", "primary": "indigo"},
        },
        "extra": {
            "generator": False,
            "alternate": [
                {"name": "English", "link": "../en/index.html", "lang": "en"},
                {"name": "中文", "link": "../zh-CN/index.html", "lang": "zh-CN"},
            ],
        },
        "plugins": [{"search": {"lang": ["en"], "separator": _SEPARATOR}}],
        "markdown_extensions": ["tables", "fenced_code", {"toc": {"permalink": True, "slugify": _anchor}}],
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "unrecognized_links": "ignore", "absolute_links": "warn"},
        },
    }


def _anchor(words: str, separator: str) -> str:
    """The anchor of a heading in any language."""
    return re.sub(r"[^\w]+", separator, words.lower()).strip(separator)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    write_docs(Path(sys.argv[1]))
