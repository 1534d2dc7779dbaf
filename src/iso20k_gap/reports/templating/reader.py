"""Reads one own template beside the others: what it asks for, fills, calls and names."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.reports import rendering
from iso20k_gap.reports.templating import inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

CONTEXT = frozenset({"view", "body", "screen", "logo", "fonts", "script", "script_hash"})
"""What a template is given; see `docs/templates.md`."""

ESCAPED = "what people typed is always shown as text; write markup into the template itself"
REMARKS = re.compile(r"\{#.*?#\}|/\*.*?\*/|<!--.*?-->", re.DOTALL)
ALONE = "a report needs nothing from outside; put it in as a data: address, or a logo as branding"
LIST = "names: iso20k-gap template list"


@dataclass(frozen=True)
class Fault:
    """Something wrong in a template: file, line from 1 (0 is the whole file), what, how to mend."""

    file: str
    line: int
    what: str
    remedy: str = ""


def without_remarks(text: str) -> str:
    """A template or page with blanks in place of remarks; every line stays where it is."""
    return REMARKS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def asked_for(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """The names that a template asks for in so many words, with their lines."""
    from jinja2 import nodes

    kinds: tuple[Any, ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for kind in kinds:
        for each in tree.find_all(kind):
            for value in _choices(each.template):
                if isinstance(value, nodes.Const) and isinstance(value.value, str):
                    yield value.value, each.lineno


def _choices(expression: nodes.Expr) -> Iterator[nodes.Expr]:
    """What an expression may come to: itself, or the parts of a choice or a list."""
    from jinja2 import nodes

    if isinstance(expression, nodes.CondExpr):
        yield expression.expr1
        if expression.expr2 is not None:
            yield expression.expr2
    elif isinstance(expression, nodes.List | nodes.Tuple):
        yield from expression.items
    else:
        yield expression


class Lenient(dict[str, Any]):
    """Filters or tests, with something in place of each that is not there.

    So reading and drawing go on behind the fault, to the next one.
    """

    def __missing__(self, name: str) -> Any:
        """Give the value itself."""
        return _itself

    def get(self, name: str, default: Any = None) -> Any:
        """The filter or test of that name, or what stands for it."""
        del default
        return self[name]


def _itself(value: Any, *_: Any, **__: Any) -> Any:
    return value


def parsed(name: str, text: str) -> nodes.Template | Fault:
    """A template taken apart, or what keeps it from being a template."""
    from jinja2 import TemplateSyntaxError

    environment = bare_environment()
    environment.filters, environment.tests = (
        Lenient(environment.filters),
        Lenient(environment.tests),
    )
    try:
        environment.compile(text, name)
        return environment.parse(text, name)
    except TemplateSyntaxError as error:
        return Fault(name, error.lineno, f"broken template: {error.message}")


def bare_environment() -> SandboxedEnvironment:
    """An environment to read templates in."""
    return rendering.environment(rendering.printable, rendering.loader_for(None))


@dataclass(frozen=True)
class Reader:
    """Reads one template beside the others."""

    name: str
    tree: nodes.Template
    own: Mapping[str, str]
    parsed: Mapping[str, nodes.Template]

    def faults(self) -> Iterator[Fault]:
        """Everything that is wrong in it."""
        yield from self._asked()
        yield from self._blocks()
        yield from self._outside_blocks()
        yield from self._macros()
        yield from self._words()
        yield from self._forbidden()
        yield from self._names()

    def _fault(self, line: int, what: str, remedy: str = "") -> Fault:
        return Fault(self.name, line, what, remedy)

    @cached_property
    def _known(self) -> ChainMap[str, str]:
        named = {
            f"{rendering.SHIPPED}/{each}": text for each, text in inventory.templates().items()
        }
        return ChainMap(named, dict(self.own), inventory.templates())

    @cached_property
    def _parent(self) -> nodes.Extends | None:
        from jinja2 import nodes

        return self.tree.find(nodes.Extends)

    @cached_property
    def _ancestors(self) -> list[nodes.Template]:
        """The templates this one extends, nearest first."""
        from jinja2 import nodes

        found: list[nodes.Template] = []
        extends, seen = self._parent, {self.name}
        while extends and isinstance(extends.template, nodes.Const):
            name = str(extends.template.value)
            if name in seen:
                break
            seen.add(name)
            tree = self._tree(name)
            if tree is None:
                break
            found.append(tree)
            extends = tree.find(nodes.Extends)
        return found

    def _tree(self, name: str) -> nodes.Template | None:
        bare = name.removeprefix(f"{rendering.SHIPPED}/")
        if bare == name and name in self.own:
            return self.parsed.get(name)
        return inventory.tree(bare) if bare in inventory.templates() else None

    def _asked(self) -> Iterator[Fault]:
        for name, line in asked_for(self.tree):
            if name == self.name and self._parent and self._parent.lineno == line:
                remedy = f'write {{% extends "{rendering.SHIPPED}/{name}" %}}'
                yield self._fault(line, "the template extends itself, without end", remedy)
            elif name not in self._known:
                remedy = did_you_mean(name, self._known) or LIST
                yield self._fault(line, f"there is no template {name!r}", remedy)

    def _blocks(self) -> Iterator[Fault]:
        if not self._ancestors:
            return
        mine = inventory.block_names(self.tree)
        theirs = {each for tree in self._ancestors for each in inventory.block_names(tree)}
        inner = self._inner_blocks()
        for block, line in mine.items():
            if block not in theirs and block not in inner:
                remedy = did_you_mean(block, theirs) or f"blocks: {', '.join(sorted(theirs))}"
                yield self._fault(line, f"what it extends has no block {block!r}", remedy)

    def _inner_blocks(self) -> set[str]:
        """Blocks within a block of this template: they are shown wherever that one is."""
        from jinja2 import nodes

        return {
            inner.name
            for outer in self.tree.find_all(nodes.Block)
            for inner in outer.find_all(nodes.Block)
        }

    def _outside_blocks(self) -> Iterator[Fault]:
        from jinja2 import nodes

        if self._parent is None:
            return
        for each in self.tree.body:
            shown = isinstance(each, nodes.Output) and any(
                not isinstance(part, nodes.TemplateData) or part.data.strip() for part in each.nodes
            )
            if shown or isinstance(each, nodes.Include | nodes.For | nodes.If | nodes.CallBlock):
                remedy = "put it into one of the blocks"
                yield self._fault(
                    _first_line(each), "this stands outside every block and is never shown", remedy
                )

    def _macros(self) -> Iterator[Fault]:
        """Macros that other templates call and this one, in place of the shipped one, lacks."""
        if self.name not in inventory.templates() or self._parent:
            return
        mine = _set_at_top(self.tree)
        for macro in inventory.macro_names(inventory.tree(self.name)):
            if macro not in mine:
                what = f"the macro {macro!r} is missing, and shipped templates call it"
                yield self._fault(0, what, f"copy it from {rendering.SHIPPED}/{self.name}")

    def _words(self) -> Iterator[Fault]:
        """Filters and tests that are not there."""
        from jinja2 import nodes

        environment = bare_environment()
        for kind, word, known in (
            (nodes.Filter, "filter", environment.filters),
            (nodes.Test, "test", environment.tests),
        ):
            for each in self.tree.find_all(kind):
                if each.name in known:
                    continue
                hint = ESCAPED if each.name == "safe" else did_you_mean(each.name, known)
                yield self._fault(each.lineno, f"there is no {word} {each.name!r}", hint)

    def _forbidden(self) -> Iterator[Fault]:
        """What the sandbox forbids."""
        from jinja2 import nodes

        for attribute in self.tree.find_all(nodes.Getattr):
            if attribute.attr.startswith("_"):
                what = f"the sandbox forbids {attribute.attr!r}"
                yield self._fault(attribute.lineno, what, "leave it out")
        for change in self.tree.find_all(nodes.ScopedEvalContextModifier):
            yield self._fault(change.lineno, "escaping cannot be switched off", ESCAPED)

    def _names(self) -> Iterator[Fault]:
        """Names that nothing gives to this template."""
        from jinja2 import meta, nodes

        if self.name not in inventory.templates():
            return
        unknown, known = meta.find_undeclared_variables(self.tree), self._given()
        for name in sorted(unknown - known):
            lines = [each.lineno for each in self.tree.find_all(nodes.Name) if each.name == name]
            remedy = did_you_mean(name, known) or "what there is: docs/templates.md"
            yield self._fault(min(lines, default=0), f"{name!r} is not defined here", remedy)

    def _given(self) -> set[str]:
        """What is given to the template: by us, by those that include it, by what it extends."""
        from jinja2 import meta

        environment = bare_environment()
        shipped = inventory.tree(self.name)
        known = {*CONTEXT, *environment.globals, *_set_at_top(self.tree)}
        known |= meta.find_undeclared_variables(shipped)
        for tree in self._ancestors:
            known |= _set_at_top(tree) | meta.find_undeclared_variables(tree)
        return known


def _first_line(node: nodes.Node) -> int:
    """The line of the first thing in a node that is seen."""
    from jinja2 import nodes

    for data in node.find_all(nodes.TemplateData):
        if data.data.strip():
            before = data.data[: len(data.data) - len(data.data.lstrip())]
            return data.lineno + before.count("\n")
    return node.lineno


def _set_at_top(tree: nodes.Template) -> set[str]:
    """The names that a template's blocks see: set, imported or defined at its top."""
    from jinja2 import nodes

    found: set[str] = set()
    for each in _tops(tree.body):
        if isinstance(each, nodes.Import):
            found.add(each.target)
        elif isinstance(each, nodes.FromImport):
            found |= {name if isinstance(name, str) else name[1] for name in each.names}
        elif isinstance(each, nodes.Macro):
            found.add(each.name)
        elif isinstance(each, nodes.Assign | nodes.AssignBlock):
            found |= {name.name for name in each.target.find_all(nodes.Name)}
            if isinstance(each.target, nodes.Name):
                found.add(each.target.name)
    return found


def _tops(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """The statements at the top of a template, those within an `if` too."""
    from jinja2 import nodes

    for each in body:
        yield each
        if isinstance(each, nodes.If):
            yield from _tops(each.body)
            yield from _tops(each.else_)
