"""Word's own markup: paragraphs, runs, tables, fields; what was typed stays text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from iso20k_gap.language import current
from iso20k_gap.reports.foreign import is_english
from iso20k_gap.reports.rendering import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GROUNDS = {
    "n": ("B5432A", "FFFFFF"),
    "p": ("ECB765", "1B2A41"),
    "l": ("A9D0DC", "1B2A41"),
    "f": ("1A6A82", "FFFFFF"),
    "none": ("DFE3EA", "1B2A41"),
    "open": ("FFFFFF", "55617A"),
}
"""The ground and ink of a rating's cell, by tone."""

TAGS = {"de": "de-DE", "es": "es-ES", "ro": "ro-RO", "nl": "nl-NL", "zh": "zh-CN"}
"""How documents call the languages other than English."""

CM = 567
"""Twentieths of a point in a centimetre."""


@dataclass(frozen=True)
class Run:
    """A text with a character style; `ink` wins over the style's colour."""

    text: str
    style: str = ""
    ink: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: paragraphs of runs, and a tone for its ground."""

    paragraphs: tuple[tuple[Run, ...], ...]
    tone: str = ""


def cell(*texts: str, style: str = "", tone: str = "") -> Cell:
    """A cell with a paragraph for each text."""
    ink = GROUNDS[tone][1] if tone else ""
    return Cell(tuple((Run(each, style, ink),) for each in texts) or ((Run(""),),), tone)


@cache
def name(tag: str) -> str:
    """A tag with its namespace in full."""
    from docx.oxml.ns import qn

    return str(qn(tag))


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of Word's markup with attributes of the same namespace."""
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(name(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made


def clean(text: str) -> str:
    """The text with one kind of line end and nothing that XML cannot hold."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def runs(parts: Iterable[Run], ids: dict[str, str]) -> Iterable[Any]:
    """Runs as markup; `ids` are the template's styles by name."""
    for part in parts:
        text = clean(part.text)
        if not text:
            continue
        look = element("w:rPr", *_marks(part, text, ids))
        run = element("w:r", *([look] if len(look) else []))
        for place, line in enumerate(text.split("\n")):
            if place:
                run.append(element("w:br"))
            told = element("w:t")
            told.text = line.replace("\t", " ")
            told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(told)
        yield run


def _marks(part: Run, text: str, ids: dict[str, str]) -> Iterator[Any]:
    """What sets a run off, in the schema's order."""
    if part.style:
        yield element("w:rStyle", val=ids[part.style])
    if part.ink:
        yield element("w:color", val=part.ink)
    if is_leftward(text):
        yield element("w:rtl")
    if is_english(text, current()):
        yield element("w:lang", val="en-GB")


def is_leftward(text: str) -> bool:
    """Whether a text is written from right to left: by its first letter that has a direction."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def paragraph(parts: Sequence[Run], style: str, ids: dict[str, str]) -> Any:
    """A paragraph in a style."""
    look = element("w:pPr", element("w:pStyle", val=ids[style]))
    if is_leftward("".join(each.text for each in parts)):
        look.append(element("w:bidi"))
    return element("w:p", look, *runs(parts, ids))


def field(code: str, *shown: Any, dirty: bool = False) -> list[Any]:
    """A field with what it shows until it is brought up to date."""
    begin = element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    return [
        element("w:r", begin),
        element("w:r", instruction),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        *shown,
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def shown(text: str) -> Any:
    """A run with a text of our own."""
    told = element("w:t")
    told.text = text
    return element("w:r", told)


@dataclass(frozen=True)
class Grid:
    """A table's frame: its style, the widths of its columns in cm, which of them hold numbers."""

    style: str
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()


def table(
    grid: Grid, head: Sequence[str], rows: Iterable[Sequence[Cell]], ids: dict[str, str]
) -> Any:
    """A table; its heading, if it has one, repeats on every page, and no row breaks over pages."""
    whole = str(round(sum(grid.widths) * CM))
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val=ids[grid.style]),
            element("w:tblW", w=whole, type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0620" if head else "0600"),
        ),
        element(
            "w:tblGrid", *(element("w:gridCol", w=str(round(each * CM))) for each in grid.widths)
        ),
    )
    if head:
        marks = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
        cells = [_cell(cell(each), grid, at, (HEADS, ids)) for at, each in enumerate(head)]
        made.append(element("w:tr", marks, *cells))
    for row in rows:
        unbroken = [] if _is_long(row) else [element("w:trPr", element("w:cantSplit"))]
        cells = [_cell(each, grid, at, (TEXTS, ids)) for at, each in enumerate(row)]
        made.append(element("w:tr", *unbroken, *cells))
    return made


HEADS, TEXTS = ("Table Head", "Table Head Number"), ("Table Text", "Table Number")
"""The styles of cells: those of text, and those of numbers."""

LONG = 1500
"""A row with a longer text than this may break over pages; it could be taller than one."""


def _is_long(row: Sequence[Cell]) -> bool:
    return any(
        sum(len(run.text) for part in each.paragraphs for run in part) > LONG for each in row
    )


def _cell(content: Cell, grid: Grid, at: int, look: tuple[tuple[str, str], dict[str, str]]) -> Any:
    style, ids = look[0][at in grid.numbers], look[1]
    shape = element("w:tcPr", element("w:tcW", w=str(round(grid.widths[at] * CM)), type="dxa"))
    if content.tone:
        ground = GROUNDS[content.tone][0]
        shape.append(element("w:shd", val="clear", color="auto", fill=ground))
    return element("w:tc", shape, *(paragraph(each, style, ids) for each in content.paragraphs))
