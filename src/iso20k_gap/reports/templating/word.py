"""Whether a Word file can lend its looks to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.errors import RenderError
from iso20k_gap.reports import rendering
from iso20k_gap.reports.word import paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILT_IN = ("Default Paragraph Font", "Normal Table", "No List")
"""Styles that every Word file has."""


def faults(file: Path) -> Iterator[str]:
    """What keeps a Word file from being a template: no Word file, or styles it lacks."""
    try:
        with paper.lent_by(file):
            yield from [*_lacking(paper.opened(file))]
    except RenderError as error:
        yield str(error)


def _lacking(document: Any) -> Iterator[str]:
    own = {each.name for each in document.styles}
    for style in paper.opened(rendering.shipped_word()).styles:
        if style.name not in (*own, *BUILT_IN) and not style.name.endswith(" Char"):
            yield f"there is no style {style.name!r}, which reports use"
    if not paper.wide_enough(document):
        yield f"there are less than {paper.LEAST_ROOM:g} cm between the margins"
