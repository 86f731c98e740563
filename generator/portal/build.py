"""Building a portal: it is read, its members are gathered, its pages are made and published as those of a site are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import urls
from generator.digests import digest, key_of
from generator.engine.frame import Framed
from generator.engine.typesetter import typeset
from generator.load.settings.vocabulary import load_vocabulary
from generator.load.shipped import runtime_digest
from generator.model.circular import Circular
from generator.model.output.output import Output
from generator.model.portal import Portal
from generator.model.project import Project
from generator.portal.addresses import ROOMS
from generator.portal.annual import AnnualForms
from generator.portal.annual_pages import annual_periods, annual_views
from generator.portal.check import counting_members
from generator.portal.circular_files import circular_outputs, circular_views
from generator.portal.collect import Collection, collect
from generator.portal.exports import export_files
from generator.portal.gather import gather
from generator.portal.kept import Contributions, Views
from generator.portal.pages import SHELLS, Maker
from generator.portal.search import documents_of, folder_of, search_files
from generator.portal.settings import PortalLoading, load_portal
from generator.portal.sources import build_members
from generator.portal.view import PortalPage, PortalSearch
from generator.portal.web import Web
from generator.portal.years import MOST, Span, cut_by_years
from generator.problems import Problem, SourceError, Spot, has_errors
from generator.publish.output import OutputFolder
from generator.render.kinds import render_not_found
from generator.render.page.page import PageKind, Pages
from generator.render.templates import TemplateFault, Templates
from generator.run.build import make_server_files, read_templates, template_problem, write_server_files
from generator.run.engine_input import start_frame, theme_files
from generator.run.options import Progress, Result
from generator.store import Store, with_store
from generator.view.frame import frame_of
from generator.view.front import not_found_view, search_view
from generator.view.parts import Way
from generator.view.records import NotFoundView, SearchView
from generator.view.site_facts import SiteFacts, site_facts
from generator.work import Work

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(frozen=True)
class PortalOptions:
    """The options of a build of a portal. ``members``: the sites of members whose sources are here are built first.

    ``jobs`` is a number of processes; an ``executor`` that is given does their work instead of them.
    """

    folder: Path
    today: dt.date
    jobs: int = 1
    strict: bool = False
    cache: bool = True
    members: bool = False
    executor: Executor | None = None

    @property
    def work(self) -> Work:
        """The place where sets of work are done."""
        return Work(self.executor, self.jobs)


def build_portal(options: PortalOptions, output: OutputFolder, progress: Progress) -> tuple[Result, int]:
    """Publishes a portal, unless its settings are wrong; and how many members were looked at. Raises NotAPortal.

    A member that cannot be read never stops it, but where ``strict`` is asked for.
    """
    loading = load_portal(options.folder, options.today, output.live)
    if loading.portal is None or loading.project is None or has_errors(loading.problems, strict=options.strict):
        return Result(counting_members(loading.labels), loading.problems), 0
    if options.members:
        loading.problems += build_members(options.folder, loading.portal, options.today, options.work, progress)
    with output.hold():
        if not options.cache:
            output.forget()
        make = partial(_build, options, output, progress, loading, loading.portal, loading.project)
        return with_store(output.work, make, progress.store_fault)


def _build(
    options: PortalOptions,
    output: OutputFolder,
    progress: Progress,
    loading: PortalLoading,
    portal: Portal,
    project: Project,
    store: Store,
) -> tuple[Result, int]:
    work = options.work
    output.start_survey(store, work)
    progress.stage("cli_engine")
    theme = theme_files(options.folder, loading.assets)
    frame = start_frame(project, loading.engine, theme, output.work / "engine", _facts(project), SHELLS)
    try:
        progress.stage("cli_loading")
        code = key_of(runtime_digest(), project.settings.key)
        forms = AnnualForms(options.folder, loading.labels)
        brought = Contributions(store, portal, project.settings, forms, code)
        web = Web(options.folder, portal, store)
        found = collect(gather(options.folder, portal, loading.labels, brought.of, web, options.today, keep=True))
        problems = [*loading.problems, *_following(found.problems, loading.problems)]
        result = Result(counting_members(loading.labels), problems)
        if has_errors(result.problems, strict=options.strict):
            return result, len(found.bodies)
        framed = frame.finish()
    finally:
        frame.stop()
    progress.stage("cli_writing")
    try:
        templates = read_templates(theme)
        members = {member.id: member for member in portal.members}
        searched = documents_of(found, project.settings, Views(options.folder, project.settings, members, brought.views))
        spans = cut_by_years(searched.documents, MOST)
        outputs = [*_pages(portal, project, found, loading.circulars, forms, framed, templates, spans), *_others(framed)]
        outputs += export_files(portal, project.settings, found, loading.circulars)
        outputs += circular_outputs(options.folder, loading.circulars, portal, project.settings)
        vocabulary = load_vocabulary(options.folder, project.settings.labels.language, project.settings.labels, [])
        outputs += search_files(searched, spans, store, vocabulary, code, work)
        served = make_server_files(options.folder)
        # Whatever can fail does so before the portal is another.
        brought.keep(portal)
        web.keep()
        published = output.publish(outputs, store, work)
    except TemplateFault as fault:
        return replace(result, problems=[*problems, template_problem(fault, options.folder)]), len(found.bodies)
    except SourceError as error:  # it became another since it was judged
        return replace(result, problems=[*problems, error.problem]), len(found.bodies)
    try:
        write_server_files(served, output.work / "web")
    except OSError as error:  # the portal itself is there
        published = replace(published, late=published.late or str(error))
    return replace(result, published=published), len(found.bodies)


def _following(problems: Iterable[Problem], causes: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of members; that the site of one cannot be read follows from that it was not built."""
    by_member = {cause.where.path[:2]: cause for cause in causes if isinstance(cause.where, Spot)}
    for problem in problems:
        assert isinstance(problem.where, Spot)
        yield replace(problem, follows=by_member.get(problem.where.path[:2]))


def _facts(project: Project) -> SiteFacts:
    """The facts of the frame, with the columns and the links of a portal."""
    words = project.settings.labels.text
    columns = (
        ("home", words["home"]),
        ("catalog", words["portal_catalog"]),
        (SHELLS["bodies"], words["portal_bodies"]),
        ("reports", words["portal_reports"]),
        ("apply", words["portal_apply"]),
    )
    links = (Way(words["portal_rooms"], ROOMS), Way("Atom", urls.FEED), Way("JSON", "catalog.json"))
    return replace(site_facts(project), columns=columns, links=links)


def _pages(
    portal: Portal,
    project: Project,
    found: Collection,
    circulars: Sequence[Circular],
    forms: AnnualForms,
    framed: Framed,
    templates: dict[str, str],
    spans: Sequence[Span],
) -> Iterator[Output]:
    """Every page."""
    settings = project.settings
    frame = frame_of(settings)
    kinds: Any = {
        PortalPage: PageKind("", ("portal.html",), _render),
        PortalSearch: PageKind("search", ("portal_search.html", "search.html"), _render_search),
        NotFoundView: PageKind("notfound", ("notfound.html",), render_not_found),
    }
    made_of = Templates(templates, settings.labels.text, frame)
    pages = Pages(frame, made_of, framed.shells, {}, kinds, runtime_digest(), typeset)
    maker = Maker(portal, settings, found, circulars=bool(circulars))
    search = PortalSearch(search=_search(project, found, spans), ways=maker.searches())
    views: list[Any] = [*maker.pages(), *circular_views(circulars, portal, settings), search, not_found_view(settings)]
    if annual_periods(found.bodies):
        views += annual_views(found.bodies, forms.trends, settings)
    base = key_of(settings.key, *(shell.text for shell in framed.shells.values()))
    for view in views:
        yield Output(urls.file_of(view.head.address), key_of(base, pages.key(view)), partial(pages.render, view))


def _render(pages: Pages, view: PortalPage, _: str) -> str:
    """A page of the portal."""
    title = view.title or pages.frame.title
    description = view.introduction or (f"{pages.frame.title} · {view.title}" if view.title else title)
    return pages.fill(view.head, view.title, "portal.html", into=view.frame, description=description, view=view)


def _render_search(pages: Pages, view: PortalSearch, _: str) -> str:
    """The search page."""
    title = view.head.trail[-1].name
    described = f"{pages.frame.title} · {title}"
    words = json.loads(view.search.words)
    return pages.fill(
        view.head,
        title,
        "portal_search.html",
        into="search",
        description=described,
        view=view.search,
        words=words,
        ways=view.ways,
    )


def _search(project: Project, found: Collection, spans: Sequence[Span]) -> SearchView:
    """The search page: requirements stand for categories, bodies for departments; of several indexes it knows all."""
    view = search_view(project, {})
    text = project.settings.labels.text
    words = json.loads(view.words)
    words["facets"] |= {"category": text["portal_requirement"], "department": text["portal_body"]}
    if len(spans) > 1:
        words["spans"] = [[folder_of(span, spans[0]), span.begin, span.end, len(span.documents)] for span in spans]
        words |= {name: text[f"portal_{name}"] for name in ("years", "years_other", "years_all")}
    names = tuple((f"{profile}/{number}", one.name, 0) for (profile, number), one in found.requirements.items())
    fields = tuple(name for name in view.fields if name != "text")
    return replace(view, words=json.dumps(words, ensure_ascii=False), fields=fields, categories=names, applies=True)


def _others(framed: Framed) -> Iterator[Output]:
    """Style and scripts."""
    for name, data in framed.assets.items():
        yield Output(name, digest(data), partial(_given, data))


def _given(data: bytes) -> bytes:
    return data
