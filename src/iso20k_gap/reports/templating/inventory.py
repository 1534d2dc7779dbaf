"""The shipped templates and their blocks, which own ones can stand in for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from iso20k_gap.reports import rendering
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from jinja2 import nodes

STARTER = ("README.md", "base.css", "cover.html.j2", "print.css")


@cache
def templates() -> dict[str, str]:
    """The texts of the shipped templates and styles by name, such as `chapters/gates.html.j2`."""
    root = data_root() / "report_templates" / rendering.TEMPLATES
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.name.endswith(rendering.ENDINGS)
    }


def starter() -> dict[str, bytes]:
    """The files that a folder of own templates begins with."""
    root = data_root() / "report_templates" / "starter"
    return {name: (root / name).read_bytes() for name in STARTER}


def word_template() -> bytes:
    """The shipped Word file whose looks a report takes."""
    return (data_root() / "report_templates" / "docx" / rendering.WORD).read_bytes()


@cache
def tree(name: str) -> nodes.Template:
    """A shipped template taken apart."""
    environment = rendering.environment(rendering.printable, rendering.loader_for(None))
    return environment.parse(templates()[name], name)


@cache
def blocks(name: str) -> tuple[str, ...]:
    """The blocks of a shipped template, in their order."""
    return tuple(block_names(tree(name)))


def block_names(template: nodes.Template) -> dict[str, int]:
    """The blocks of a template, in their order, each with its line."""
    from jinja2 import nodes

    return {each.name: each.lineno for each in template.find_all(nodes.Block)}


def macro_names(template: nodes.Template) -> list[str]:
    """The macros of a template that others can call."""
    from jinja2 import nodes

    return [each.name for each in template.body if isinstance(each, nodes.Macro)]
