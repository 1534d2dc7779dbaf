"""What a sample is drawn from: one item a line, or the rows of a CSV file."""

import csv
import io
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import yaml_file


def read(path: Path) -> tuple[str, ...]:
    """The items in order: lines that are not blank, or the first cell of each row of a CSV.

    A CSV's first row is its header; a row without a first cell goes by the next.

    Raises:
        InputError: the file cannot be read or holds no item.
    """
    text = yaml_file.read_text(path)
    items = _rows(path, text) if path.suffix.casefold() == ".csv" else _lines(text)
    if not items:
        remedy = "write one item a line; the first row of a CSV is its header"
        raise InputError(Complaint("the file holds nothing to draw from", remedy, str(path)))
    return items


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _rows(path: Path, text: str) -> tuple[str, ...]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(row)]
    except csv.Error as error:
        raise InputError(Complaint(f"broken CSV: {error}", "check the quotes", str(path))) from None
    return tuple(next((cell.strip() for cell in row if cell.strip()), "") for row in rows[1:])
