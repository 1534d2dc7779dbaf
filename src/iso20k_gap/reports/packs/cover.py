"""The cover of a pack's workbook: what it is, who answers, and how to fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.core import pack_form as form
from iso20k_gap.language import N_, _
from iso20k_gap.reports.packs import view
from iso20k_gap.reports.packs.cells import FIRST_DAY, hints

if TYPE_CHECKING:
    from iso20k_gap.core.pack import Pack
    from iso20k_gap.core.rating import Scale
    from iso20k_gap.reports.packs.cells import Sheet

KEY, LABEL, VALUE = 0, 1, 2
WIDTH = 88
STEPS = (
    N_("Enter your name and the day above."),
    N_(
        "Go to the sheet {sheet}. The pale yellow cells are yours; the rest is locked, "
        "without a password."
    ),
    N_(
        "Choose a rating from the list in the cell. The column before it says what each rating "
        "looks like for that very question."
    ),
    N_("Leave blank what you cannot judge. A blank cell changes nothing."),
    N_(
        "Say in the note what you know and what is missing. Name the documents and records you "
        "would show: title, where it is, and the days it holds from and until, written YYYY-MM-DD."
    ),
    # for translators: no_occurrence is a value in a list; it stays
    N_("no_occurrence is offered only where a case may never have come up. It needs a reason."),
    N_(
        "Filled cells show what is on file. Overwrite them to correct it; "
        "emptying them deletes nothing."
    ),
    N_("Save the file and send it back."),
)


def write_cover(sheet: Sheet, pack: Pack) -> None:
    """Write the cover."""
    page = sheet.sheet
    page.set_column(KEY, KEY, None, None, {"hidden": True})
    page.set_column(LABEL, LABEL, 18)
    page.set_column(VALUE, VALUE, WIDTH)
    sheet.text(0, LABEL, _("Interview pack"), "title")
    page.set_row(0, 30)
    page.set_row(1, 20)
    sheet.text(1, LABEL, view.subject(pack), "subtitle")
    row = 3
    for name, text in view.facts(pack):
        sheet.text(row, LABEL, name, "label")
        sheet.text(row, VALUE, text, "value")
        sheet.fit(row, [(text, WIDTH)])
        row += 1
    row = _write_fields(sheet, pack, row + 1)
    row = _write_steps(sheet, row + 1)
    _write_scale(sheet, pack.source.scale, row + 1)
    _set_up(sheet)


def _write_fields(sheet: Sheet, pack: Pack, row: int) -> int:
    sheet.text(row, KEY, form.RESPONDENT, "plain")
    sheet.text(row, LABEL, _("Your name"), "label")
    sheet.text(row, VALUE, pack.head.person, "answer")
    sheet.text(row + 1, KEY, form.ANSWERED_ON, "plain")
    sheet.text(row + 1, LABEL, _("Answered on"), "label")
    sheet.day(row + 1, VALUE, None)
    day = {
        "validate": "date",
        "criteria": ">=",
        "value": FIRST_DAY,
        **hints(
            _("The day you answer"),
            _("Write it YYYY-MM-DD, such as 2026-11-21."),
            _("Not a date"),
            _("Write the day as YYYY-MM-DD, such as 2026-11-21."),
        ),
    }
    sheet.sheet.data_validation(row + 1, VALUE, row + 1, VALUE, day)
    return row + 2


def _write_steps(sheet: Sheet, row: int) -> int:
    sheet.text(row, LABEL, _("How to fill it in"), "heading")
    sheet.text(row, VALUE, "", "heading")
    named = {"sheet": view.sheet_names()[form.QUESTIONS]}
    for number, step in enumerate((_(each).format(**named) for each in STEPS), start=1):
        sheet.text(row + number, LABEL, f"{number}.", "label")
        sheet.text(row + number, VALUE, step, "value")
        sheet.fit(row + number, [(step, WIDTH)])
    return row + len(STEPS) + 1


def _write_scale(sheet: Sheet, scale: Scale, row: int) -> None:
    sheet.text(row, LABEL, _("Ratings"), "heading")
    sheet.text(row, VALUE, "", "heading")
    for number, step in enumerate(reversed(scale.steps), start=1):
        sheet.text(row + number, LABEL, step.symbol, "label")
        # for translators: {range} is a range such as >50-85 %
        said = _("{rating} ({range} of what the requirement asks)") if step.bounds else "{rating}"
        name = said.format(rating=step.name, range=step.bounds)
        sheet.text(row + number, VALUE, name, "value")


def _set_up(sheet: Sheet) -> None:
    page = sheet.sheet
    page.hide_gridlines(2)
    page.set_portrait()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect(options={"format_rows": True, "format_columns": True})
