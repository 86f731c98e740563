"""The input of the engine: the pages of a project, the templates of the frame, and what stands on every page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator.engine.csp import policy
from generator.engine.frame import SHELLS, FrameRun, unmarked
from generator.engine.interface import FramePage
from generator.engine.process import FrameInput, ProcessEngine
from generator.load.assets import Assets
from generator.load.shipped import SHIPPED, list_data, with_shipped
from generator.model.engine_settings import EngineSettings
from generator.model.page import Page
from generator.model.project import Project
from generator.render.head.face import render_face
from generator.render.head.site_facts import render_site_facts
from generator.render.page.authored import render_page
from generator.render.page.numbers import hold_numbers
from generator.view.site_facts import SiteFacts, site_facts

# On a page that is shown at any address that does not exist, relative links need the site's root. It is the folder that the
# site is meant for, where the address lies in it, or whatever stands before the first folder of ours, or one of the folders
# that the page was asked for in: the first where the style is.
_FIND_ROOT = (
    "(function(){var p=location.pathname,r=document.currentScript.getAttribute('data-root'),d=document,"
    "m=/^(.*?\\/)(?:items|catalog|reports|guide|rules|apply|search)(?:\\/|$)/.exec(p),b=d.createElement('base'),"
    "c=(r&&p.indexOf(r)===0?[r]:[]).concat(m?[m[1]]:[]),f=p.replace(/[^/]*$/,'');"
    "for(;f;f=f.replace(/[^/]*\\/$/,''))c.push(f);b.href=c.shift();d.head.appendChild(b);"
    "addEventListener('error',function(e){var l=d.querySelectorAll('link[rel=stylesheet]'),i=0;"
    "if(e.target===l[0]&&c.length)for(b.href=c.shift();i<l.length;i++)l[i].parentNode.replaceChild(l[i].cloneNode(),l[i])},true)})()"
)
# The policies of pages and of the page for unknown addresses, as a server says them.
POLICIES = policy(header=True), policy([_FIND_ROOT], base=True, header=True)

_OVERRIDES, _ASSETS = "overrides/", "assets/"
_TEMPLATES = (".html", ".xml", ".txt", ".css", ".js", ".svg")


def theme_files(site: Path, assets: Assets) -> dict[str, Path]:
    """The files of the theme by their path in it, without the assets that nobody asked for."""
    files = list_data(site, "theme", "**/*")
    return {
        name: path for name, path in files.items() if not name.startswith(_ASSETS) or name.removeprefix(_ASSETS) in assets.files
    }


def start_frame(
    project: Project,
    settings: EngineSettings,
    theme: Mapping[str, Path],
    folder: Path,
    facts: SiteFacts | None = None,
    shells: Mapping[str, str] = SHELLS,
) -> FrameRun:
    """Begins to put the pages and shells of a project into the frame. Below ``folder`` is what was rendered before.

    ``facts`` are those of the frame, where they are others than the project's; ``shells`` the shells, each with its column.
    """
    frame = {
        name.removeprefix(_OVERRIDES): path
        for name, path in theme.items()
        if name.startswith(_OVERRIDES) and name.endswith(_TEMPLATES)
    }
    frame = with_shipped(frame, SHIPPED / "theme" / _OVERRIDES)
    templates = {name: path.read_bytes().decode("utf-8", "replace") for name, path in frame.items()}
    engine = ProcessEngine(FrameInput(settings, templates, _site(project, facts or site_facts(project))), folder / "run")
    pages = {page.id: _page(page, project) for page in project.content.pages}
    assets = {name: path for name, path in theme.items() if name.startswith(_ASSETS)}
    face = render_face(project.settings.catalog.appearance)
    return FrameRun(engine, pages, assets, folder / "rendered.json", face, shells)


def _page(page: Page, project: Project) -> FramePage:
    """The page as the engine is given it: its HTML, its headings, and what stands in its head."""
    text, headings = render_page(page, project.settings, project.content.reports_elsewhere)
    head = {
        "description": page.head.description,
        "section": page.id if "/" not in page.id else "",
        "updated": page.updated.isoformat() if page.updated else "",
        "updated_shown": project.settings.dates.shown(page.updated) if page.updated else "",
    }
    return FramePage(
        address=page.address,
        title=unmarked(page.head.title),
        head=tuple((name, unmarked(value)) for name, value in head.items() if value),
        html=hold_numbers(text),
        headings=tuple((heading.level, heading.anchor, unmarked(heading.text)) for heading in headings),
    )


def _site(project: Project, facts: SiteFacts) -> dict[str, object]:
    language, _, _ = project.settings.catalog.language.partition("-")  # as the theme of the engine calls its own
    policies = {"csp": policy(), "csp_notfound": policy([_FIND_ROOT], base=True), "find_root": _FIND_ROOT}
    policies["root_path"] = urlsplit(project.settings.site_url).path
    shown = unmarked(render_site_facts(facts)) | policies
    return {"name": project.settings.title, "url": project.settings.site_url, "language": language, "facts": shown}
