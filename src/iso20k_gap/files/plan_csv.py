"""A plan made elsewhere, read from CSV: columns `id,start,end,predecessors,budget`."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from iso20k_gap.core.plan_rows import TOTAL, PlanRow, PlanRows
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.plan_cells import read_date, read_days, read_money, split_ids

NEEDED = ("id", "start", "end")
OPTIONAL = ("predecessors", "budget", "duration", "name", "owner")
DELIMITERS = (",", ";", "\t")
LONGEST_ID = 200
MOST_ROWS, MOST_COLUMNS = 20_000, 500

ALIKE = 0.8
"""From which likeness on a column's name is taken for one of ours, misspelt."""


@dataclass(frozen=True)
class PlanFile:
    """The rows of a file, and the names of columns that were passed over."""

    rows: tuple[PlanRow, ...]
    ignored: tuple[str, ...]


def read(path: Path) -> PlanFile:
    """The plan in a CSV file; delimiter `,`, `;` or a tab, as its first line has it.

    Raises:
        InputError: every complaint about the file, with line and column.
    """
    return _Reader(str(path), list(StringIO(yaml_file.read_text(path), newline=""))).read()


@dataclass
class _Reader:
    """Reads one file; `lines` are its lines with their ends."""

    file: str
    lines: list[str]
    complaints: list[Complaint] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    delimiter: str = ","

    def read(self) -> PlanFile:
        header = self._header()
        self.complaints += self._flaws(header)
        if self.complaints:
            raise InputError(*self.complaints)
        if len(self.lines) > MOST_ROWS:
            self.complain(f"more than {MOST_ROWS} lines", "check it in parts", MOST_ROWS)
            raise InputError(*self.complaints)
        found = [_Row(self, line, cells) for line, cells in self._records() if line > header]
        rows = self._linked(found)
        if not rows and not self.complaints:
            self.complain("the file has no tasks", "write one row a task", header)
        if self.complaints:
            raise InputError(*sorted(self.complaints, key=lambda each: (each.line, each.column)))
        return PlanFile(rows, tuple(each for each in self.columns if each and not _known(each)))

    def complain(self, what: str, remedy: str, line: int, place: int = 0) -> None:
        column = self._column(line, place)
        self.complaints.append(Complaint(what, remedy, self.file, line, column))
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise InputError(*self.complaints)

    def _column(self, line: int, place: int) -> int:
        """Where in its line the cell at a place begins, from 1."""
        places = _places(self.lines[line - 1], self.delimiter) if self.lines else [1]
        return places[place] if place < len(places) else 1

    def _header(self) -> int:
        """Find the column names and the delimiter; gives the line they stand on."""
        line = next((n for n, each in enumerate(self.lines, 1) if each.strip()), 1)
        text = self.lines[line - 1] if self.lines else ""
        self.delimiter = max(DELIMITERS, key=text.count)
        first = next((cells for found, cells in self._records() if found >= line), [])
        self.columns = tuple(each.strip().casefold() for each in first)
        return line

    def _flaws(self, line: int) -> Iterator[Complaint]:
        """What is wrong with the column names."""
        known = (*NEEDED, *OPTIONAL)
        listed = f"columns: {','.join(known)}; the first three are needed"
        if len(self.columns) > MOST_COLUMNS:
            yield Complaint(f"there are {len(self.columns)} columns", listed, self.file, line, 1)
            return
        for name in NEEDED:
            if name not in self.columns:
                yield Complaint(f"the column {name!r} is missing", listed, self.file, line, 1)
        lacking = [each for each in known if each not in self.columns]
        for place, name in enumerate(self.columns):
            column = self._column(line, place)
            if name and name in self.columns[:place]:
                what = f"there are two columns {name!r}"
                yield Complaint(what, "keep one of them", self.file, line, column)
            elif not _known(name) and (meant := get_close_matches(name, lacking, 1, ALIKE)):
                what, remedy = f"there is no column {name!r}", f"did you mean {meant[0]}?"
                yield Complaint(what, remedy, self.file, line, column)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """The records with the line each begins on; blank ones are passed over."""
        reader = csv.reader(self.lines, delimiter=self.delimiter, strict=True)
        begin = 1
        try:
            for cells in reader:
                if any(each.strip() for each in cells):
                    yield begin, cells
                begin = reader.line_num + 1
        except csv.Error as error:
            what = f"broken CSV: {error}"
            raise InputError(Complaint(what, "check the quotes", self.file, begin, 1)) from None

    def _linked(self, found: Sequence["_Row"]) -> tuple[PlanRow, ...]:
        """The rows with their predecessors told apart, which asks for all ids first."""
        ids: dict[str, int] = {}
        for row in found:
            if row.id and row.id in ids:
                row.complain(
                    "id", f"there are two rows {row.id!r}, the first on line {ids[row.id]}"
                )
            ids.setdefault(row.id, row.line)
        made = [row.made(ids) for row in found]
        parents = PlanRows(tuple(made)).summaries
        for row, each in zip(found, made, strict=True):
            if not each.is_total and each.id not in parents:
                row.demand_dates()
        return tuple(made)


class _Row:
    """One record of the file."""

    def __init__(self, reader: _Reader, line: int, cells: Sequence[str]) -> None:
        self.reader = reader
        self.line = line
        self.cells = dict(zip(reader.columns, (each.strip() for each in cells), strict=False))
        name = self.cells.get("name", "")
        self.id = self.cells.get("id") or (name if TOTAL.fullmatch(name) else "")
        if not self.id:
            self.complain("id", "the row has no id", "every task has one")
        if len(self.id) > LONGEST_ID:
            self.complain("id", "the id is too long", f"{LONGEST_ID} characters at most")
        if any(each.strip() for each in cells[len(reader.columns) :]):
            what = f"the row has {len(cells)} cells, but there are {len(reader.columns)} columns"
            self.complain("id", what, "put text with the delimiter in it between quotes")

    def complain(self, name: str, what: str, remedy: str = "") -> None:
        """Complain about the cell in a column."""
        place = self.reader.columns.index(name) if name in self.reader.columns else 0
        self.reader.complain(what, remedy, self.line, place)

    def made(self, ids: dict[str, int]) -> PlanRow:
        """The row; what cannot be read is complained of and left out."""
        return PlanRow(
            id=self.id,
            start=self._date("start"),
            end=self._date("end"),
            predecessors=split_ids(self.cells.get("predecessors", ""), ids),
            budget=self._number("budget"),
            duration=self._number("duration"),
            name=self.cells.get("name", ""),
            line=self.line,
        )

    def demand_dates(self) -> None:
        """Complain where a task has no start or no end."""
        for name in ("start", "end"):
            if not self.cells.get(name):
                remedy = "write YYYY-MM-DD; a milestone starts and ends on the same day"
                self.complain(name, f"{self.id} has no {name}", remedy)

    def _date(self, name: str) -> date | None:
        text = self.cells.get(name, "")
        found = read_date(text)
        if text and found is None:
            what = f"{name} {text!r} is not a date"
            self.complain(name, what, "write it YYYY-MM-DD, such as 2026-11-21")
        return found

    def _number(self, name: str) -> Decimal | None:
        text = self.cells.get(name, "")
        try:
            return read_money(text) if name == "budget" else read_days(text)
        except ValueError as error:
            self.complain(name, f"{name} {text!r} {error}", "write a plain number such as 1250.50")
            return None


def _known(name: str) -> bool:
    return name in NEEDED or name in OPTIONAL


QUOTED = re.compile('"[^"]*"?')


def _places(line: str, delimiter: str) -> list[int]:
    """The columns on which the cells of a line begin, from 1."""
    bare = QUOTED.sub(lambda found: '"' * len(found[0]), line)
    return [1, *(place + 2 for place, sign in enumerate(bare) if sign == delimiter)]
