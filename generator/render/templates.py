"""The templates of our pages: what each kind of page is made from, and the values every template knows."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, DictLoader, StrictUndefined, Template, TemplateSyntaxError, nodes, select_autoescape
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.digests import key_of
from generator.render.page.numbers import held_text
from generator.text import Count
from generator.view.frame import Frame

# The name under which templates know the words of the language.
_WORDS = "t"


_SYNTAX = {"trim_blocks": True, "lstrip_blocks": True}


class _Compiled(BytecodeCache):
    """The code of templates by their text, for as long as the process lives: a preview builds again and again."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template the code that its text was compiled to."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


_METHODS = (MethodType, BuiltinMethodType)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks once whether an attribute or a function of ours is safe.

    The first depends on its name and its owner's type alone.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._safe: dict[tuple[type, str], bool] = {}
        self._plain: dict[Any, bool] = {}

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  as Jinja has it
        """The result of a call; of a function of ours, that wants nothing of Jinja, without asking again."""
        function = __obj.__func__ if type(__obj) is MethodType else __obj
        if type(function) is not FunctionType:
            return super().call(__context, __obj, *args, **kwargs)
        plain = __self._plain.get(function)
        if plain is None:
            wants = any(hasattr(function, name) for name in ("jinja_pass_arg", "unsafe_callable", "alters_data"))
            plain = __self._plain[function] = not wants and (function.__module__ or "").startswith("generator.")
        if not plain:
            return super().call(__context, __obj, *args, **kwargs)
        for name in ("_block_vars", "_loop_vars"):  # which the code of a template hands to every call
            kwargs.pop(name, None)
        return __obj(*args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute of something as a template may see it; Jinja itself hands out methods, for it guards ``format``."""
        if self._safe.get((type(obj), attribute)):
            value = getattr(obj, attribute, None)
            if value is not None and type(value) not in _METHODS:
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """True where a template may see an attribute of something."""
        asked = type(obj), attr
        safe = self._safe.get(asked)
        if safe is None:
            safe = self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return safe


class Uses(NamedTuple):
    """The names a template uses: other templates by name, words of the language (a name, a beginning with ``*``, or ``*``)."""

    templates: tuple[str, ...]
    words: tuple[str, ...]


class TemplateFault(Exception):
    """A template cannot be read, or asks for what is not there: its name, the line from 1 (0 where unknown), and why."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(name, line, reason)
        self.name, self.line, self.reason = name, line, reason


def find_fault(name: str, text: str, known: Container[str] | None) -> TemplateFault | None:
    """The fault that keeps the text of a template from being read, or None. ``known`` are the names of all it may include."""
    environment = ImmutableSandboxedEnvironment(**_SYNTAX)
    environment.filters |= _FILTERS
    try:
        tree = environment.parse(text)
        environment.compile(tree, name)
    except TemplateSyntaxError as error:
        return TemplateFault(name, error.lineno, error.message or "")
    kinds: tuple[type[Any], ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for kind in kinds:
        for node in tree.find_all(kind):
            template = node.template
            other = template.value if isinstance(template, nodes.Const) else None
            lacks = known is not None and isinstance(other, str) and other not in known
            if lacks and not getattr(node, "ignore_missing", False):
                return TemplateFault(name, node.lineno, f"there is no template {other}")
    return None


def names_used(text: str) -> tuple[str | None, ...]:
    """The names of the templates that the text of one includes, None for one it works out; none where it cannot be read."""
    try:
        return tuple(find_referenced_templates(ImmutableSandboxedEnvironment(**_SYNTAX).parse(text)))
    except TemplateSyntaxError:
        return ()


@cache
def uses_of(source: str) -> Uses:
    """The names that the text of a template uses, which is read once in the life of the process."""
    tree = ImmutableSandboxedEnvironment(**_SYNTAX).parse(source)
    return Uses(tuple(name for name in find_referenced_templates(tree) if name), tuple(dict.fromkeys(_words_used(tree))))


class Templates:
    """The templates of a site by name, its own before the shipped ones. Everything put into them is escaped.

    A template may run nothing of the machine: it sees texts and views only, in Jinja's sandbox. ``uses`` says of the text of a
    template what it uses.
    """

    def __init__(
        self, sources: Mapping[str, str], words: Mapping[str, str], frame: Frame, uses: Callable[[str], Uses] = uses_of
    ) -> None:
        self._sources = sources
        self._words = words
        self._uses = uses
        self._environment = _Sandbox(
            loader=DictLoader(dict(sources)),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            bytecode_cache=_COMPILED,
            auto_reload=False,  # the texts are given, and do not change
            **_SYNTAX,
        )
        self._environment.globals |= {_WORDS: words, "site": frame, "columns": frame.columns, "urls": urls}
        self._environment.filters |= _FILTERS
        self.key = cache(self._key)

    def render(self, name: str, **values: Any) -> str:
        """The text of a template filled with values. Raises TemplateFault, where it asks for a value that is not there."""
        try:
            template = self._environment.get_template(name)
            # What Template.render does, but that it looks up every global one by one for each page.
            context = template.new_context(self._environment.globals | values, shared=True)
            return "".join(template.root_render_func(context))
        except Exception as error:
            raise _fault_of(error, name) from error

    def _key(self, *names: str) -> str:
        """The digest of some templates, of all that they include, and of the words of the language that they use."""
        closure: dict[str, Uses] = {}
        pending = list(names)
        while pending:
            name = pending.pop()
            if name in self._sources and name not in closure:
                try:
                    closure[name] = self._uses(self._sources[name])
                except TemplateSyntaxError as error:
                    raise _fault_of(error, name) from error
                pending += closure[name].templates
        used = [word for uses in closure.values() for word in uses.words]
        exact, beginnings = set(used), tuple(word[:-1] for word in used if word.endswith("*"))
        words = [f"{name}\n{text}" for name, text in self._words.items() if name in exact or name.startswith(beginnings)]
        return key_of(*(f"{name}\n{self._sources[name]}" for name in sorted(closure)), *words)


def _fault_of(error: Exception, name: str) -> TemplateFault:
    """The fault of the template in which an error arose: the innermost of those that were being filled."""
    line, trace = 0, error.__traceback__
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(error.name or name, error.lineno, error.message or "")
    while trace:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name:
            name, line = template.name, template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return TemplateFault(name, line, f"{error}")


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


def readable_size(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB"):
        size_in_unit = size / (1000 if unit == "kB" else 1_000_000)
        if size_in_unit < 1000:
            return f"{size_in_unit:.0f} {unit}" if size_in_unit >= 10 else f"{size_in_unit:.1f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"


# The filters of our templates; those of the engine, which the frame may use, are its own.
_FILTERS: Mapping[str, Callable[..., Any]] = {"size": readable_size, "counted": Count, "url": str, "held": held_text}
