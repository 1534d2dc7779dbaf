"""A pack's workbook that came back; columns are found by their hidden keys, rows by their id."""

from pathlib import Path
from typing import Any

from iso20k_gap.core import pack_form as form
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import workbook
from iso20k_gap.files.sent import Field, Sent, SentRow
from iso20k_gap.files.workbook import Rows, cell_name

NAMES = (form.START, form.QUESTIONS, form.PACK, form.BEFORE)


def read(path: Path, content: bytes) -> Sent:
    """What the workbook holds.

    Raises:
        InputError: it is no workbook, or not one of our packs.
    """
    sheets = workbook.read(path, content, NAMES)
    missing = [name for name in NAMES if name not in sheets]
    if missing:
        what = f"this is no interview pack: it has no sheet {missing[0]}"
        remedy = "fill in the workbook as it was sent, with its hidden sheets"
        raise InputError(Complaint(what, remedy, str(path)))
    labelled = {_text(line, 0): number for number, line in enumerate(sheets[form.START])}
    return Sent(
        path=path,
        head={_text(line, 0): _text(line, 1) for line in sheets[form.PACK]},
        respondent=_beside(sheets[form.START], labelled, form.RESPONDENT),
        answered_on=_beside(sheets[form.START], labelled, form.ANSWERED_ON),
        rows=_rows(path, sheets[form.QUESTIONS], _before(sheets[form.BEFORE])),
    )


def _text(line: list[Any], column: int) -> str:
    return Field(line[column]).text if column < len(line) else ""


def _beside(lines: Rows, labelled: dict[str, int], key: str) -> Field:
    """The field on the cover whose hidden label is `key`."""
    row = labelled.get(key)
    if row is None:
        return Field("", form.START)
    return Field(lines[row][2] if len(lines[row]) > 2 else "", cell_name(form.START, row, 2))  # noqa: PLR2004 - after key and label


def _before(lines: Rows) -> dict[str, dict[str, str]]:
    keys = [Field(value).text for value in lines[0]] if lines else []
    rows = (dict(zip(keys, (Field(value).text for value in line), strict=False)) for line in lines)
    return {row.get(form.ID, ""): row for row in rows}


def _rows(path: Path, lines: Rows, before: dict[str, dict[str, str]]) -> tuple[SentRow, ...]:
    place, keys = next(
        (
            (number, [Field(value).text for value in line])
            for number, line in enumerate(lines)
            if form.ID in line and form.RATING in line
        ),
        (0, []),
    )
    if not keys:
        what = f"the sheet {form.QUESTIONS} lacks its hidden row of column keys"
        remedy = "fill in the workbook as it was sent"
        raise InputError(Complaint(what, remedy, f"{path}:{form.QUESTIONS}"))
    rows = []
    for number, line in enumerate(lines[place + 1 :], start=place + 1):
        fields = {
            key: Field(value, cell_name(form.QUESTIONS, number, column))
            for column, (key, value) in enumerate(zip(keys, line, strict=False))
            if key
        }
        identifier = fields[form.ID].text.strip()
        here = cell_name(form.QUESTIONS, number, keys.index(form.ID))
        rows.append(SentRow(here, fields, before.get(identifier, {})))
    return tuple(rows[1:])
