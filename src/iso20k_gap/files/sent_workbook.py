"""A pack's workbook that came back; columns are found by their hidden keys, rows by their id."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iso20k_gap.core import pack_form as form
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import workbook
from iso20k_gap.files.sent import Field, Sent, SentRow
from iso20k_gap.files.workbook import Rows, cell_name

HIDDEN = (form.PACK, form.BEFORE)


def read(path: Path, content: bytes) -> Sent:
    """What the workbook holds.

    Raises:
        InputError: it is no workbook, or not one of our packs.
    """
    sheets = _sheets(path, content, HIDDEN)
    head = {_text(line, 0): _text(line, 1) for line in sheets[form.PACK]}
    start, questions = (head.get(key) or name for name, key in form.SHEETS.items())
    sheets |= _sheets(path, content, (start, questions))
    cover = _Sheet(start, sheets[start])
    return Sent(
        path=path,
        head=head,
        respondent=cover.beside(form.RESPONDENT),
        answered_on=cover.beside(form.ANSWERED_ON),
        rows=_rows(path, _Sheet(questions, sheets[questions]), _before(sheets[form.BEFORE])),
    )


def _sheets(path: Path, content: bytes, names: tuple[str, ...]) -> dict[str, Rows]:
    sheets = workbook.read(path, content, names)
    missing = [name for name in names if name not in sheets]
    if missing:
        what = f"this is no interview pack: it has no sheet {missing[0]}"
        remedy = "fill in the workbook as it was sent, with its hidden sheets"
        raise InputError(Complaint(what, remedy, str(path)))
    return sheets


@dataclass(frozen=True)
class _Sheet:
    """A sheet by what it is called in this workbook."""

    name: str
    lines: Rows

    def beside(self, key: str) -> Field:
        """The field whose hidden label is `key`."""
        labelled = {_text(line, 0): number for number, line in enumerate(self.lines)}
        row = labelled.get(key)
        if row is None:
            return Field("", self.name)
        line = self.lines[row]
        return Field(line[2] if len(line) > 2 else "", cell_name(self.name, row, 2))  # noqa: PLR2004 - after key and label


def _text(line: list[Any], column: int) -> str:
    return Field(line[column]).text if column < len(line) else ""


def _before(lines: Rows) -> dict[str, dict[str, str]]:
    keys = [Field(value).text for value in lines[0]] if lines else []
    rows = (dict(zip(keys, (Field(value).text for value in line), strict=False)) for line in lines)
    return {row.get(form.ID, ""): row for row in rows}


def _rows(path: Path, sheet: _Sheet, before: dict[str, dict[str, str]]) -> tuple[SentRow, ...]:
    place, keys = next(
        (
            (number, [Field(value).text for value in line])
            for number, line in enumerate(sheet.lines)
            if form.ID in line and form.RATING in line
        ),
        (0, []),
    )
    if not keys:
        what = f"the sheet {sheet.name} lacks its hidden row of column keys"
        remedy = "fill in the workbook as it was sent"
        raise InputError(Complaint(what, remedy, f"{path}:{sheet.name}"))
    rows = []
    for number, line in enumerate(sheet.lines[place + 1 :], start=place + 1):
        fields = {
            key: Field(value, cell_name(sheet.name, number, column))
            for column, (key, value) in enumerate(zip(keys, line, strict=False))
            if key
        }
        identifier = fields[form.ID].text.strip()
        here = cell_name(sheet.name, number, keys.index(form.ID))
        rows.append(SentRow(here, fields, before.get(identifier, {})))
    return tuple(rows[1:])
