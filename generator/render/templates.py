"""The templates of our pages: what each kind of page is made from, and the values every template knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import DictLoader, StrictUndefined, nodes, select_autoescape
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.digests import key_of
from generator.text import Count
from generator.view.frame import Frame

# The name under which templates know the words of the language.
_WORDS = "t"


class Templates:
    """The templates of a site by name, its own before the shipped ones. Everything put into them is escaped.

    A template may run nothing of the machine: it sees texts and views only, in Jinja's sandbox.
    """

    def __init__(self, sources: Mapping[str, str], words: Mapping[str, str], frame: Frame) -> None:
        self._sources = sources
        self._words = words
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(dict(sources)),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {_WORDS: words, "site": frame, "columns": frame.columns, "urls": urls}
        self._environment.filters |= {"size": readable_size, "counted": Count}
        self.key = cache(self._key)

    def render(self, name: str, **values: Any) -> str:
        """The text of a template filled with values; a value it misses is a bug."""
        template = self._environment.get_template(name)
        # What Template.render does, but that it looks up every global one by one for each page.
        context = template.new_context(self._environment.globals | values, shared=True)
        try:
            return "".join(template.root_render_func(context))
        except Exception:
            self._environment.handle_exception()  # raises it again, with the lines of the template

    def _key(self, *names: str) -> str:
        """The digest of some templates, of all that they include, and of the words of the language that they use."""
        closure: dict[str, nodes.Template] = {}
        pending = list(names)
        while pending:
            name = pending.pop()
            if name in self._sources and name not in closure:
                closure[name] = self._environment.parse(self._sources[name])
                pending += [found for found in find_referenced_templates(closure[name]) if found]
        used = [word for tree in closure.values() for word in _words_used(tree)]
        words = [f"{name}\n{text}" for name, text in self._words.items() if any(_matches(name, word) for word in used)]
        return key_of(*(f"{name}\n{self._sources[name]}" for name in sorted(closure)), *words)


def _words_used(tree: nodes.Template) -> Iterator[str]:
    """The words that a template uses: a name, the beginning of one with ``*``, or ``*`` where nobody can tell."""
    known: set[int] = set()
    for attribute in tree.find_all(nodes.Getattr):
        if _is_words(attribute.node):
            known.add(id(attribute.node))
            yield attribute.attr
    for entry in tree.find_all(nodes.Getitem):
        if _is_words(entry.node):
            known.add(id(entry.node))
            yield _named(entry.arg)
    if any(name.name == _WORDS and id(name) not in known for name in tree.find_all(nodes.Name)):
        yield "*"


def _is_words(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Name) and node.name == _WORDS


def _named(argument: nodes.Expr | None) -> str:
    if isinstance(argument, nodes.Const):
        return str(argument.value)
    first = argument.nodes[0] if isinstance(argument, nodes.Concat) else None
    return f"{first.value}*" if isinstance(first, nodes.Const) else "*"


def _matches(name: str, word: str) -> bool:
    return name.startswith(word[:-1]) if word.endswith("*") else name == word


def readable_size(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB"):
        size_in_unit = size / (1000 if unit == "kB" else 1_000_000)
        if size_in_unit < 1000:
            return f"{size_in_unit:.0f} {unit}" if size_in_unit >= 10 else f"{size_in_unit:.1f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"
