"""An interview pack as a workbook: locked but for the answers, with lists to choose from."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from iso20k_gap.core import pack_form as form
from iso20k_gap.core.pack_form import piece_key
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.language import _
from iso20k_gap.reports.packs import view
from iso20k_gap.reports.packs.cells import Sheet
from iso20k_gap.reports.packs.cover import write_cover
from iso20k_gap.reports.packs.looks import Looks
from iso20k_gap.reports.packs.questions import write_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.pack import Entry, Pack

MIDNIGHT = time()


def render(pack: Pack) -> bytes:
    """The pack as a workbook; the same pack gives the same bytes.

    Raises:
        InputError: something on file is longer than a cell can be.
    """
    from xlsxwriter import Workbook

    _refuse_long(pack)
    buffer = io.BytesIO()
    book = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": _("Interview pack: {subject}").format(subject=view.subject(pack)),
            "company": pack.head.organisation,
            "created": datetime.combine(pack.head.made, MIDNIGHT),
        }
    )
    looks = Looks(book)
    names = view.sheet_names()
    write_cover(Sheet(book.add_worksheet(names[form.START]), looks), pack)
    write_questions(Sheet(book.add_worksheet(names[form.QUESTIONS]), looks), pack)
    _write_head(_hidden(book, form.PACK, looks), pack)
    _write_before(_hidden(book, form.BEFORE, looks), pack)
    book.close()
    return buffer.getvalue()


def _hidden(book: Any, name: str, looks: Looks) -> Sheet:
    sheet = book.add_worksheet(name)
    sheet.very_hidden()
    sheet.protect()
    return Sheet(sheet, looks)


def _write_head(sheet: Sheet, pack: Pack) -> None:
    renamed = {form.SHEETS[own]: name for own, name in view.sheet_names().items() if name != own}
    for row, (name, value) in enumerate({**vars(pack.head), **renamed}.items()):
        sheet.text(row, 0, name, "plain")
        sheet.text(row, 1, str(value), "plain")


def _write_before(sheet: Sheet, pack: Pack) -> None:
    """Write what the answer cells hold as the pack goes out, to tell later what was changed."""
    keys = [form.ID, form.RATING, form.REASON, form.NOTE]
    numbers = range(1, pack.pieces + 1)
    keys += [piece_key(number, field) for number in numbers for field in form.PIECE_FIELDS]
    for column, key in enumerate(keys):
        sheet.text(0, column, key, "plain")
    for row, item in enumerate(pack.items, start=1):
        held = {form.ID: item.question.id, **dict(texts_of(item.entry))}
        for column, key in enumerate(keys):
            sheet.text(row, column, held.get(key, ""), "plain")


def texts_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """An entry's fields by their keys, as text."""
    yield form.RATING, entry.rating or ""
    yield form.REASON, entry.reason
    yield form.NOTE, entry.note
    for number, piece in enumerate(entry.evidence, start=1):
        for field in form.PIECE_FIELDS:
            yield piece_key(number, field), str(getattr(piece, field) or "")


def _refuse_long(pack: Pack) -> None:
    complaints = [
        Complaint(
            f"{item.question.id}: the {key} is longer than the {form.LONGEST_CELL} characters "
            "a cell can hold",
            "shorten it, or export with -f html",
        )
        for item in pack.items
        for key, text in texts_of(item.entry)
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * form.LONGEST_CELL
    ]
    if complaints:
        raise InputError(*complaints)
