"""What can be said against own templates without drawing anything, each with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.reports.templating import inventory
from iso20k_gap.reports.templating.reader import (
    ALONE,
    Fault,
    Reader,
    asked_for,
    parsed,
    without_remarks,
)
from iso20k_gap.reports.templating.trial import Sample, try_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import nodes

OUTSIDE = re.compile(
    r"(?:src|srcset|poster|data|background|action|formaction)\s*=\s*[\"']?\s*(?:https?:|file:|//)"
    r"|<(?:link|iframe|object|embed|base)\b|@import"
    r"|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:|\{\{))",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"<script\b(?!>\{\{ script \}\}</script>)|\bon[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
NO_SCRIPT = "the page's own policy lets no script run but the shipped one"


def check(own: Mapping[str, str], samples: Iterable[Sample]) -> list[Fault]:
    """Everything that is wrong in own templates: read, and filled with samples."""
    found = faults(own)
    sound = {name: text for name, text in own.items() if not isinstance(parsed(name, text), Fault)}
    known = {(each.file, each.line, each.what) for each in found}
    tried = try_out(sound, samples) if sound else []
    found += [each for each in tried if (each.file, each.line, each.what) not in known]
    return sorted(found, key=lambda each: (each.file, each.line))


def faults(own: Mapping[str, str]) -> list[Fault]:
    """Everything that is wrong in own templates, given by name, as far as reading them tells."""
    trees: dict[str, nodes.Template] = {}
    found: list[Fault] = []
    for name, text in own.items():
        tree = parsed(name, text)
        if isinstance(tree, Fault):
            found.append(tree)
        else:
            trees[name] = tree
    for name, tree in trees.items():
        found += Reader(name, tree, own, trees).faults()
    for name, text in own.items():
        found += _lines(name, text)
    found += _idle(own, trees)
    return sorted(found, key=lambda each: (each.file, each.line))


def _lines(name: str, text: str) -> Iterator[Fault]:
    """What a line asks from outside, or wants to run; remarks do not count."""
    for number, line in enumerate(without_remarks(text).split("\n"), start=1):
        if match := OUTSIDE.search(line):
            yield Fault(name, number, f"this asks for something from outside: {match[0]}", ALONE)
        if match := ACTIVE.search(line):
            yield Fault(name, number, f"this wants to run: {match[0]}", NO_SCRIPT)


def _idle(own: Mapping[str, str], trees: Mapping[str, nodes.Template]) -> Iterator[Fault]:
    """Templates that nothing asks for."""
    asked = {each for tree in trees.values() for each, _ in asked_for(tree)}
    shipped = inventory.templates()
    for name in own:
        if name not in shipped and name not in asked:
            remedy = did_you_mean(name, shipped) or "names: iso20k-gap template list"
            yield Fault(name, 0, "no report uses a template of this name", remedy)
