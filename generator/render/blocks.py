"""The blocks of templates: what a template of a site's own may put something else in the place of."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Beside blocks these show nothing of their own.
_SILENT = (nodes.Extends, nodes.Block, nodes.Import, nodes.FromImport, nodes.Macro, nodes.Assign, nodes.AssignBlock)


class Outline(NamedTuple):
    """The template that one stands on, nothing where it stands alone; its blocks; those of them that are its own outermost.

    A place is a line from 1. ``outside`` is the line of what stands beside the blocks of one that stands on another, 0 where
    there is nothing: it would not be shown.
    """

    extends: str
    line: int
    blocks: tuple[str, ...]
    outermost: tuple[tuple[str, int], ...]
    outside: int


def outline_of(text: str) -> Outline:
    """The outline of the text of a template; an empty one where it cannot be read."""
    try:
        tree = ImmutableSandboxedEnvironment().parse(text)
    except TemplateSyntaxError:
        return Outline("", 0, (), (), 0)
    base = next(tree.find_all(nodes.Extends), None)
    named = base.template.value if base and isinstance(base.template, nodes.Const) else ""
    blocks = tuple(dict.fromkeys(block.name for block in tree.find_all(nodes.Block)))
    outermost = tuple((node.name, node.lineno) for node in tree.body if isinstance(node, nodes.Block))
    shown = (_shown_at(node) for node in tree.body if not isinstance(node, _SILENT))
    outside = next(filter(None, shown), 0) if base else 0
    return Outline(str(named), base.lineno if base else 0, blocks, outermost, outside)


def _shown_at(node: nodes.Node) -> int:
    """The line of what a node shows, from 1; 0 of white space."""
    if not isinstance(node, nodes.Output):
        return node.lineno
    for part in node.nodes:
        if not isinstance(part, nodes.TemplateData):
            return part.lineno
        if bare := part.data.lstrip():
            return part.lineno + part.data[: len(part.data) - len(bare)].count("\n")
    return 0
