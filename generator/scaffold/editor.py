"""A form in the browser: the page that shows it, its configuration, and what of the package of its program goes beside them.

The program, Sveltia CMS, is a page without a server. Left to itself it asks other hosts for its fonts and words; here these
lie beside it, and the policy of the page lets it ask none but the forge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.frozen import frozen
from generator.late import late
from generator.load.settings.languages import FALLBACK
from generator.load.shipped import find_data
from generator.model.labels import Labels
from generator.scaffold.site import Draft

FOLDER = "editor"
# The version of the program that the form is held against, in tests/browser/test_editor.py.
PACKAGE, VERSION = "@sveltia/cms", "0.221.1"
PROGRAM = "sveltia-cms.js"
# Where each forge is, and below it what answers.
_FORGES: Mapping[str, tuple[str, str]] = {
    "github": ("https://api.github.com", ""),
    "gitlab": ("https://gitlab.com", "/api/v4"),
    "gitea": ("https://gitea.com", "/api/v1"),
}
FORGES = ("local", *_FORGES)
_HASHED = late(r"-[\w-]{8}(?=\.woff2$)")


@frozen
class Forge:
    """Where the sources are kept: a kind of forge, its address if it is one's own, the repository and the branch."""

    name: str
    repository: str
    branch: str = "main"
    address: str = ""

    @property
    def host(self) -> str:
        """The address that the form may ask; nothing where it works on a folder."""
        return self.address.rstrip("/") or _FORGES.get(self.name, ("", ""))[0]

    def backend(self) -> dict[str, Any]:
        """The settings of the program for it. Who signs in does so by a token: for that no server of ours is needed."""
        # For a folder the program wants the name of a repository too, and asks for the folder of that name.
        name = self.name if self.name in _FORGES else "github"
        found: dict[str, Any] = {"name": name, "repo": self.repository, "branch": self.branch, "auth_methods": ["token"]}
        if self.address:
            below = _FORGES[name][1] or "/api/v3"
            found |= {"base_url": self.host, "api_root": f"{self.host}{below}"}
        return found


def editor_drafts(labels: Labels, title: str, config: Mapping[str, Any], forge: Forge) -> list[Draft]:
    """The files of the form, all but its program."""
    host = urlsplit(forge.host)
    asked = f" {host.scheme}://{host.netloc}" if host.netloc else ""
    values = {"language": labels.language, "title": escape(title), "forge": asked}
    page = _text(labels, "editor.html")
    for name, value in values.items():
        page = page.replace(f"{{{name}}}", value)
    written = yaml.safe_dump(dict(config), allow_unicode=True, sort_keys=False, width=1000)
    head = f"# {labels.text['form_config_head']}\n"
    readme = _text(labels, "editor-README.md").replace("{version}", VERSION).replace("{package}", PACKAGE)
    return [
        Draft(f"{FOLDER}/index.html", page),
        Draft(f"{FOLDER}/config.yml", head + written),
        *(Draft(f"{FOLDER}/{name}", _text(labels, f"editor-{name}")) for name in ("before.js", "fonts.css")),
        Draft(f"{FOLDER}/README.md", readme),
    ]


def program_files(package: Path, labels: Labels) -> Iterator[tuple[Path, str]]:
    """The files of the package that the form needs, each with its path below the site. Raises FileNotFoundError."""
    language = labels.language
    locales = package / "locales"
    words = next((f"{name}.json" for name in (language, f"{language}-GB") if (locales / f"{name}.json").is_file()), "")
    wanted = [(package / "dist" / PROGRAM, PROGRAM), *((package / name, name) for name in ("LICENSE.txt", "package.json"))]
    wanted += [(locales / words, f"locales/{words}")] if words else []
    for path in sorted((package / "npm/assets").glob("*")):
        if path.name.endswith((".woff2", ".LICENSE.txt")):
            wanted.append((path, f"fonts/{_HASHED.sub('', path.name)}"))
    for path, name in wanted:
        if not path.is_file():
            raise FileNotFoundError(path)
        yield path, f"{FOLDER}/{name}"


def _text(labels: Labels, name: str) -> str:
    """The text of a file in the language, or in the one that is spoken where nobody wrote it."""
    files = (f"site_config/scaffold/{language}/{name}" for language in (labels.language, FALLBACK))
    path = next(filter(None, (find_data(Path(), file) for file in files)), None)
    assert path is not None
    return path.read_text("utf-8")
