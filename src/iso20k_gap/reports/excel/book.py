"""A workbook that people filter and print: what was typed stays text, equal content equal bytes."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _, current
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.sheets import sheet_names
from iso20k_gap.reports.excel.styles import Styles
from iso20k_gap.reports.packs.cells import GAP, LINE, NARROWNESS, TALLEST, Sheet
from iso20k_gap.reports.rendering import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_CELL = 32_767
"""UTF-16 units a cell can hold."""

LOW = 2
"""Up to so many lines a row's texts stand in the middle of its height."""

MOST_LINES, LONG_LINE = 40, 5_000
PIECE = 16_000
"""Characters of a text that is told in pieces; none is longer than a cell, whatever the signs."""

# for translators: {sheet} is the name of a sheet
CUT = N_("… [cut here: the whole text stands on the sheet {sheet}]")
LONG_TEXTS = "Long texts"
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A3, A4 = 8, 9
HEAD_HEIGHT = 34
HEADS = {
    **dict.fromkeys(("whole", "share", "amount", "money"), "head of numbers"),
    "letter": "head turned",
}


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, width in characters, style of its cells."""

    head: str
    width: float
    style: str = "cell"

    @property
    def said(self) -> str:
        """The heading in the language spoken."""
        return _(self.head) if self.head else ""


@dataclass(frozen=True)
class Toned:
    """A value in a style of its own instead of its column's."""

    value: Any
    style: str


class Page(Sheet):
    """A worksheet of a book."""

    def __init__(self, book: Book, name: str) -> None:
        self.name = book.names.get(name, name)
        super().__init__(book.book.add_worksheet(self.name), book.styles)
        self.book = book
        self.sheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """Write a text as text; one too long for a cell goes on elsewhere."""
        text = clean(text)
        if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
            self.book.long_texts.append((self.name, f"{_letters(column)}{row + 1}", text))
            text = text[:PIECE] + _(CUT).format(sheet=self.book.names[LONG_TEXTS])
        super().text(row, column, text, style)

    def value(self, row: int, column: int, value: Any, style: str) -> None:
        """Write a text, a number or a day in the way it is told."""
        if isinstance(value, Toned):
            value, style = value.value, value.style
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        if isinstance(value, int | float):
            self.sheet.write_number(row, column, value, self.looks[style])
        elif isinstance(value, date):
            self.day(row, column, value, style)
        else:
            self.text(row, column, "" if value is None else str(value), style)

    def table(
        self,
        row: int,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        fitted: int | None = None,
    ) -> int:
        """Write a table with its heading from a row on; gives the row after it.

        Rows are as tall as the texts in the first `fitted` columns need, or those in all.
        """
        for place, column in enumerate(columns):
            self.text(row, place, column.said, HEADS.get(column.style, "head"))
        self.height(row, [(each.said, int(each.width) - 4) for each in columns])
        for cells in rows:
            row += 1
            pairs = list(zip(columns, cells, strict=True))
            texts = [(_shown(value), int(each.width) - 1) for each, value in pairs[:fitted]]
            low = "middle " if self.height(row, texts) <= LOW else ""
            for place, (column, value) in enumerate(pairs):
                toned = isinstance(value, Toned)
                style, inner = (value.style, value.value) if toned else (column.style, value)
                self.value(row, place, inner, low + style)
        return row + 1

    def height(self, row: int, texts: Iterable[tuple[str, int]]) -> int:
        """Make a row tall enough for texts in columns of some width; gives the lines they take."""
        lines = max(lines_of(text, width) for text, width in texts)
        self.sheet.set_row(row, min(lines * LINE + GAP, TALLEST))
        return lines

    def widths(self, columns: Sequence[Column]) -> None:
        """Set the columns' widths."""
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width)

    def fill(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        frozen: int = 1,
        printed: int | None = None,
    ) -> int:
        """Make the whole sheet one table with filters; its heading and first columns stay put.

        Only the first `printed` columns are printed, or all.
        """
        self.widths(columns)
        end = self.table(0, columns, rows, printed)
        self.sheet.autofilter(0, 0, max(end - 1, 1), len(columns) - 1)
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)
        if printed:
            self.sheet.print_area(0, 0, end - 1, printed - 1)
        return end

    def set_up(self, paper: int = A4, *, upright: bool = False) -> None:
        """Set the page for printing: one page wide, name and page number at the foot."""
        if upright:
            self.sheet.set_portrait()
        else:
            self.sheet.set_landscape()
        self.sheet.set_paper(paper)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        name = words.shortened(clean(self.book.company), 90).replace("&", "&&")
        sheet = self.name.replace("&", "&&")
        # for translators: &P and &N are the numbers of the page and of the last one; they stay
        self.sheet.set_footer(f"&L&8{name or ' '}&C&8{sheet}&R&8{_('Page &P of &N')}")


class Book:
    """A workbook in the making; `on` stands for its day of making, so that bytes repeat."""

    def __init__(self, title: str, company: str, on: date) -> None:
        from xlsxwriter import Workbook

        self._buffer = io.BytesIO()
        self.book: Any = Workbook(self._buffer, SETTINGS)
        self.company = company
        self.names = sheet_names()
        self.long_texts: list[tuple[str, str, str]] = []
        self.book.set_properties(
            {
                "title": words.shortened(clean(title), 200),
                "company": words.shortened(clean(company), 200),
                "created": datetime.combine(on, time()),
            }
        )
        self.styles = Styles(self.book)

    def page(self, name: str, tab: str = "") -> Page:
        """A new sheet, at the end, by its English name."""
        page = Page(self, name)
        if tab:
            page.sheet.set_tab_color(tab)
        return page

    def finished(self) -> bytes:
        """The workbook as bytes, with what was too long for its cell on a sheet at the end."""
        if self.long_texts:
            self._tell_long_texts()
        self.book.close()
        return self._buffer.getvalue()

    def _tell_long_texts(self) -> None:
        page = self.page(LONG_TEXTS)
        columns = (
            Column(N_("Sheet"), 18),
            Column(N_("Cell"), 8),
            Column(N_("Part"), 6),
            Column(N_("Text"), 120),
        )
        rows = [
            (sheet, cell, place // PIECE + 1, text[place : place + PIECE])
            for sheet, cell, text in self.long_texts
            for place in range(0, len(text), PIECE)
        ]
        page.fill(columns, rows)
        page.set_up()


def clean(text: str) -> str:
    """The text with one kind of line end, and a visible sign for what a cell cannot bear."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_back(figure: str) -> float:
    """A figure as the language spoken writes it, as a number again."""
    sample = current().conventions.decimal(10_000.5, 1)
    group, point = sample[2:-5], sample[-2]
    return float((figure.replace(group, "") if group else figure).replace(point, "."))


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide."""
    room = max(2, int(width * NARROWNESS))
    return sum(_wrapped(line, room) for line in text.split("\n")[:MOST_LINES])


def _wrapped(line: str, room: int) -> int:
    width = words.room(line)
    if width != len(line) or width > LONG_LINE:
        return -(-width // room)
    return max(1, len(textwrap.wrap(line, room)))


def _shown(value: Any) -> str:
    inner = value.value if isinstance(value, Toned) else value
    return inner if isinstance(inner, str) else ""


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters
