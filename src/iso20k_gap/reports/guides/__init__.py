"""Guides and skeletons as manuscripts, and manuscripts as Markdown, Word and terminal text."""

from collections.abc import Callable, Mapping
from typing import Final

from iso20k_gap.core.manuscript import Manuscript
from iso20k_gap.reports.guides import markdown, word

RENDERERS: Final[Mapping[str, Callable[[Manuscript], bytes]]] = {
    "md": markdown.render,
    "docx": word.render,
}
"""The renderer of each format, by the ending of its files."""
