"""A workbook that somebody sent: its sheets as rows of values.

A workbook is a zip of XML. A small file can unfold to gigabytes, one cell far out makes a reader
lay out the whole sheet, and one long text can be shown a million times; such files are refused.
Only the parts that were looked through are handed on to the reader.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files.workbook_scan import AbsurdError, Scan

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 500
ZIP = b"PK\x03\x04"
PLACES = ("[Content_Types].xml", "_rels/", "xl/")
MAIN = "xl/workbook.xml"
AGAIN = "save it again as .xlsx"

Rows = list[list[Any]]


def read(path: Path, content: bytes, names: Iterable[str]) -> dict[str, Rows]:
    """The sheets called so, as rows of values from A1 on; those missing are left out.

    Raises:
        InputError: the file is no workbook, is broken, or would unfold to an absurd size.
    """
    try:
        parts = _parts(content)
    except AbsurdError as error:
        what = f"this workbook cannot be a pack: {error}"
        raise InputError(Complaint(what, "", str(path))) from None
    except _BROKEN as error:
        raise InputError(_broken(path, error)) from None
    if MAIN not in parts:
        raise InputError(Complaint("this is not an Excel workbook", AGAIN, str(path)))
    return _values(path, parts, names)


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What the standard library says of a zip that is broken, encrypted or packed in another way."""


def _broken(path: Path, error: BaseException) -> Complaint:
    return Complaint(f"the workbook cannot be read: {error}", AGAIN, str(path))


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts that belong to a workbook and were looked through."""
    scan = Scan()
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = packed.infolist()
        size = sum(member.file_size for member in members)
        if len(members) > MOST_PARTS or size > LARGEST_UNPACKED:
            raise AbsurdError(f"it unfolds to {len(members)} parts of {size} bytes in all")
        for member in members:
            if member.filename.startswith(PLACES):
                part = packed.read(member)
                if scan.take(part):
                    parts[member.filename] = part
    scan.refuse_absurd()
    return parts


def _values(path: Path, parts: dict[str, bytes], names: Iterable[str]) -> dict[str, Rows]:
    from python_calamine import CalamineError, CalamineWorkbook

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as clean:
        for name, part in parts.items():
            clean.writestr(name, part)
    buffer.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(buffer)
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in names
            if name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(_broken(path, error)) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the reader's own faults arrive
            raise InputError(_broken(path, error)) from None
        raise


def cell_name(sheet: str, row: int, column: int) -> str:
    """A cell as people find it: `Questions!F17`; rows and columns count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
