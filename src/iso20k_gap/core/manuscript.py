"""A document before it has a format: headings, paragraphs, lists and tables of plain text."""

from dataclasses import dataclass
from datetime import date

BLANK = "…………"
"""Stands where the reader has to write."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a hint is meant for the writer and goes out when the text is written."""

    text: str
    hint: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A numbered step with notes below it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    """Numbered steps; `first` goes on from the steps before."""

    steps: tuple[Step, ...]
    first: int = 1


@dataclass(frozen=True)
class Grid:
    """A table with a header row; `widths` are shares of the page."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Bullets | Steps | Grid


@dataclass(frozen=True)
class Manuscript:
    """A whole document."""

    title: str
    subtitle: str
    organisation: str
    date: date
    blocks: tuple[Block, ...]
