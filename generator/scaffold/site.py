"""New files, ready to be filled in: an item, a page, a whole site. What a person must write bears a mark."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.check.catalog.coverage import topics_missing
from generator.frozen import frozen
from generator.late import late
from generator.load.settings.languages import FALLBACK
from generator.load.shipped import find_data
from generator.load.source.fields import key_names
from generator.load.source.yaml_tree import parse
from generator.model.item import Authored
from generator.model.kind import Kind, KindField
from generator.model.labels import Labels
from generator.model.language import is_same_language
from generator.model.profile import Profile
from generator.model.project import Project
from generator.problems import SourceError
from generator.scaffold.numbers import first_number, next_index_number

SITE_FILES: Mapping[str, str] = {
    "catalog.yml": "catalog.yml",
    "guide.md": "content/pages/guide.md",
    "rules.md": "content/pages/rules.md",
    "apply.md": "content/pages/apply.md",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "publish.yml": ".github/workflows/publish.yml",
}
# What a forge or git does of its own accord: the file it is written from, and where it lies in a repository.
AUTOMATIC: Mapping[str, tuple[str, str]] = {
    "github": ("publish.yml", ".github/workflows/publish.yml"),
    "gitlab": ("gitlab-ci.yml", ".gitlab-ci.yml"),
    "gitee": ("gitee.yml", ".workflow/gongkai.yml"),
    "hook": ("pre-commit", ".githooks/pre-commit"),
}
_WRITTEN = ("guide", "rules", "apply")
_OFTEN = ("accessibility",)
# A paragraph that stands only where the profile knows a term, or has a part of what is said of applying.
_IF = late(r"^\{if (deadlines|application)\.(\w+)\} ?(.*\n)(\n?)", re.MULTILINE)
# The law of the profile in a new page, and the title of one.
_LAW = "LAW"
_TITLE = late(r"^title: .*$", re.MULTILINE)
_FIRST = "document"
_WORD = 4  # letters of a word that may end one
_LONGEST_ID = 30  # signs of the id of a category, which is part of its address


@frozen
class Draft:
    """A file to be: where it goes below the site, and its text."""

    path: str
    text: str


def own_profile(language: str) -> str:
    """The profile that a new site in a language follows where no other is asked for."""
    tree = parse(_shipped(Path(), language, "catalog.yml"), "", [])
    assert isinstance(tree, dict)
    return str(tree["profile"])


def site_drafts(labels: Labels, tag: str, name: str, profile: Profile, today: dt.date) -> list[Draft]:
    """The files of a new site in the language of a tag that follows a profile, with one item in it."""
    language = labels.language
    texts = {
        path: _shipped(Path(), language, file, name).replace("TODAY", today.isoformat()) for file, path in SITE_FILES.items()
    }
    texts[SITE_FILES["publish.yml"]] = _placed(texts[SITE_FILES["publish.yml"]], ".")
    texts["catalog.yml"] = re.sub(r"^language: .*$", f"language: {tag}", texts["catalog.yml"], flags=re.MULTILINE)
    written = parse(texts["catalog.yml"], "", [])
    if not isinstance(written, dict) or written["profile"] != name:
        head = texts["catalog.yml"].partition("\ncategories:\n")[0]
        head = re.sub(r"^profile: .*$", f"profile: {name}", head, flags=re.MULTILINE)
        texts["catalog.yml"] = "\n".join([head, "categories:", *_categories(profile, labels, today), ""])
    catalog = parse(texts["catalog.yml"], "", [])
    assert isinstance(catalog, dict)
    keys, words = Keys(labels, profile), labels.text
    item = {
        "title": labels.marked(words["new_first"]),
        "index_number": first_number(profile, today),
        "category": keys.value(catalog["categories"][0]["name"], catalog["categories"][0]["id"]),
        "created": today.isoformat(),
        "published": today.isoformat(),
        "department": keys.value(catalog["departments"][0]["name"], catalog["departments"][0]["id"]),
        "summary": labels.marked(words["new_summary"]),
        **_review(profile, keys, today),
    }
    first = markdown_source({keys.of(field): value for field, value in item.items()}, labels.marked(words["new_body"]))
    files = [Draft(path, _for_profile(text, Path(path).stem, profile, labels)) for path, text in texts.items()]
    return [*files, Draft(f"content/items/{today.year}/first.md", first)]


def automatic_draft(name: str, language: str, folder: str) -> Draft:
    """The file by which a forge or git runs our commands for a site in a ``folder`` of the repository, ``.`` for its root."""
    file, path = AUTOMATIC[name]
    return Draft(path, _placed(_shipped(Path(), language, file), folder))


def _placed(text: str, folder: str) -> str:
    """A text with the place of the site in its repository in it; nothing is said of one at the root."""
    if folder == ".":
        return text.replace("/SITE", "").replace("SITE/", "").replace(" SITE", "")
    whole = text.replace("SITE/", f"{folder}/").replace("/SITE", f"/{folder}")
    return whole.replace(" SITE", f" {shlex.quote(folder)}")


def page_draft(site: Path, name: str, labels: Labels, regime: str, profile: Profile | None) -> Draft:
    """A page: one of the columns by its name, one that many sites have, or an empty one; ``regime`` is the profile's name."""
    text = _shipped(site, labels.language, f"{name if name in (*_WRITTEN, *_OFTEN) else 'page'}.md", regime)
    return Draft(f"content/pages/{name}.md", _for_profile(text, name, profile, labels))


def item_draft(project: Project, name: str, kind: str, title: str, category: str) -> Draft:
    """An item as a draft, with the next free index number and every field of its kind laid out; all by key or id."""
    labels, own = project.settings.labels, project.settings.profile.kinds[kind]
    words, keys = labels.text, Keys(labels, project.settings.profile, own)
    asked = category
    by_kind = "" if asked else _category_of(project, kind)
    category = category or by_kind or next(iter(project.settings.categories), "")
    department = next(iter(project.settings.departments), "")
    head: dict[str, object] = {
        "title": title or labels.marked(words["new_title"]),
        **({"kind": keys.value(own.label, kind)} if kind != _FIRST else {}),
        "index_number": next_index_number(project),
        "category": keys.value(_only_name(project, category), category),
        "created": project.edition.today.isoformat(),
        "published": project.edition.today.isoformat(),
        "department": keys.value(project.settings.departments[department].name, department) if department else "",
        "summary": labels.marked(words["new_summary"]),
        **{field: _example(shown, labels) for field, shown in own.fields.items()},
        **({"attachments": None} if own.table_rows else {}),
        **_review(project.settings.profile, keys, project.edition.today, asked=project.settings.catalog.review_required),
        "draft": "true",
    }
    comments = {
        field: words["new_date" if shown.type == "date" else "new_number"]
        for field, shown in own.fields.items()
        if head[field] is None
    }
    named: dict[str, str] = {}
    if not labels.forms.labels_as_keys:
        named = {field: shown.label for field, shown in project.settings.profile.fields.items()}
    comments = named | {field: _about(shown, comments.get(field, ""), labels) for field, shown in own.fields.items()}
    # What was taken because it comes first is most likely another.
    taken = {
        "category": not asked and not by_kind and len(project.settings.categories) > 1,
        "department": len(project.settings.departments) > 1,
    }
    comments |= {field: words["new_taken"] for field, first in taken.items() if first}
    comments |= {"category": words["new_by_kind"]} if by_kind else {}
    comments |= {"draft": words["new_draft"], "attachments": words["new_table"]}
    comments = {field: comment for field, comment in comments.items() if comment}
    shown_head = {keys.of(field): value for field, value in head.items() if value != ""}
    body = labels.marked(words["new_body"])
    return Draft(f"content/items/{name}.md", markdown_source(shown_head, body, {keys.of(k): v for k, v in comments.items()}))


def _category_of(project: Project, kind: str) -> str:
    """The category in which most items of a kind are, or else that is called as the kind is; nothing where none is either."""
    categories = project.settings.categories
    alike = (item.authored for item in project.content.items if item.authored.kind == kind != _FIRST)
    found = Counter(category for authored in alike for category in authored.category if category in categories)
    if found:
        return found.most_common(1)[0][0]
    own = project.settings.profile.kinds[kind]
    words = [word.lower() for word in (own.label, *own.also) if len(word) > 1] if kind != _FIRST else []
    return next((key for key, one in categories.items() if any(word in one.name.lower() for word in words)), "")


def _about(field: KindField, form: str, labels: Labels) -> str:
    """The comment on a field of a kind: its label where that is not its key, how it is written, if it may be left out."""
    words = labels.text
    more = [form] if form else []
    more += [] if field.required else [words["new_optional"]]
    said = words["comma"].join(more)
    if labels.forms.labels_as_keys:
        return said
    return f"{field.label}{words['colon']}{said}" if said else field.label


@dataclass(frozen=True)
class Keys:
    """How the fields of a new file are spelled: in the words of its language."""

    labels: Labels
    profile: Profile
    kind: Kind | None = None

    def of(self, field: str) -> str:
        """The spelling of a field."""
        if not self.labels.forms.labels_as_keys:
            return field
        if self.kind and field in self.kind.fields:
            return self.kind.fields[field].label
        own = self.profile.fields.get(field)
        if own and field in key_names(Authored, self.labels):
            return own.label
        return self.labels.keys.get(field, (field,))[0]

    def value(self, name: str, key: str) -> str:
        """A value by its name, or by its key."""
        return name if name and self.labels.forms.labels_as_keys else key


def _only_name(project: Project, category: str) -> str:
    """The name of a category, if no other is called so."""
    entry = project.settings.categories.get(category)
    if entry is None:
        return ""
    same = [other for other in project.settings.categories.values() if other.name == entry.name]
    way = "/".join(project.settings.categories[step].name for step in (*entry.parents, category))
    return entry.name if len(same) == 1 else way


def _categories(profile: Profile, labels: Labels, today: dt.date) -> Iterator[str]:
    """A category for each requirement of a profile, the first of which has the first item."""
    wanted = profile.requirements or {"": labels.text["new_category"]}
    nothing = labels.text["new_nothing"]
    taken: set[str] = set()
    for number, (requirement, label) in enumerate(wanted.items(), 1):
        name = _id_of(label)
        name = name if name and name not in taken else f"c{number}"
        taken.add(name)
        answers = f", answers: [{json.dumps(requirement)}]" if requirement else ""
        said = f", nothing: {{date: {today.isoformat()}, statement: {nothing}}}" if number > 1 else ""
        yield f"  - {{id: {name}, name: {json.dumps(label, ensure_ascii=False)}, department: office{answers}{said}}}"


def _id_of(label: str) -> str:
    """The id of a category by its first words, as far as they are of plain letters; nothing where none are."""
    words = re.findall(r"[a-z0-9]+", re.split(r"[,;(]", label.lower().replace("'", ""))[0]) if label.isascii() else []
    while len(words) > 1 and (len("-".join(words)) > _LONGEST_ID or len(words[-1]) < _WORD):
        words.pop()
    return "-".join(words)


def _review(profile: Profile, keys: Keys, today: dt.date, asked: bool | None = None) -> dict[str, object]:
    """The record of the review before publication, where one is asked for."""
    if not (profile.review.required if asked is None else asked):
        return {}
    people = {name: keys.labels.marked(keys.labels.text[f"review_{name}"]) for name in ("by", "approved_by")}
    return {"review": {keys.of(name): value for name, value in (*people.items(), ("date", today.isoformat()))}}


def _example(field: KindField, labels: Labels) -> object:
    """The value that stands in a field until it is filled in: a mark, or None where no text could stand."""
    mark = labels.marked(field.label)
    return {"date": None, "number": None, "money": None, "list": [mark]}.get(field.type, mark)


def markdown_source(head: Mapping[str, object], body: str, comments: Mapping[str, str] | None = None) -> str:
    """The text of an item: its fields by their keys, each with its comment, then its body."""
    lines = ["---"]
    for name, value in head.items():
        comment = (comments or {}).get(name, "")
        lines.append(f"{name}: {written_value(value)}".rstrip() + (f"  # {comment}" if comment else ""))
    return "\n".join([*lines, "---", "", body, ""])


def written_value(value: object) -> str:
    """A value as YAML: bare where it would be read as itself, in quotes where not; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(written_value(entry) for entry in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {written_value(entry)}" for name, entry in value.items()) + "}"
    text = str(value)
    try:
        # In a list and behind a colon: a hyphen alone is a text in one of them only.
        bare = parse(f"value: [{text}]", "", []) == {"value": [text]} and parse(f"value: {text}", "", []) == {"value": text}
    except SourceError:
        bare = False
    return text if bare else json.dumps(text, ensure_ascii=False)


def _for_profile(text: str, page: str, profile: Profile | None, labels: Labels) -> str:
    """A text as a profile has it: without what it does not know, its law cited, a page with its title and all its topics."""

    def is_known(part: str, name: str) -> bool:
        return profile is not None and (
            name in profile.deadlines if part == "deadlines" else bool(getattr(profile.application, name))
        )

    text = _IF.sub(lambda match: f"{match[3]}{match[4]}" if is_known(match[1], match[2]) else "", text).rstrip("\n") + "\n"
    text = text.replace(_LAW, (profile and profile.cites) or labels.marked(labels.text["new_law"]))
    if profile is None or page not in _WRITTEN:
        return text
    # A page is called as its column is; in another language than the profile's it keeps the title that it has there.
    title = getattr(profile.columns, page)
    if title and is_same_language(profile.language, labels.language):
        text = _TITLE.sub(lambda _: f"title: {written_value(title)}", text, count=1)
    for topic in topics_missing(page, text, profile):
        words = "" if topic.words[0] in topic.label else labels.text["colon"] + labels.text["comma"].join(topic.words)
        text += f"\n## {topic.label[:1].upper()}{topic.label[1:]}\n\n{labels.marked(topic.label + words)}\n"
    return text


def _shipped(site: Path, language: str, name: str, regime: str = "") -> str:
    """The text of a new file for a profile or for all, in a language, or in the one that is spoken where nobody wrote it."""
    folders = (f"{language}/{regime}", language, FALLBACK) if regime else (language, FALLBACK)
    path = next(filter(None, (find_data(site, f"site_config/scaffold/{folder}/{name}") for folder in folders)), None)
    assert path is not None
    return path.read_text("utf-8")
