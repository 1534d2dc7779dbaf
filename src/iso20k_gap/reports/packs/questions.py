"""The question sheet of a pack's workbook: one row a question, under the headings of clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from iso20k_gap.core import pack_form as form
from iso20k_gap.core.pack_form import piece_key
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.language import N_, _
from iso20k_gap.reports.packs import view
from iso20k_gap.reports.packs.cells import FIRST_DAY, hints
from iso20k_gap.reports.words import counted

if TYPE_CHECKING:
    from iso20k_gap.core.pack import Entry, Pack
    from iso20k_gap.core.rating import Scale
    from iso20k_gap.reports.packs.cells import Sheet
    from iso20k_gap.reports.packs.view import Row

KEYS, HEADS, FIRST = 0, 1, 2
HEAD_HEIGHT, CLAUSE_HEIGHT = 32, 22
A4 = 9


@dataclass(frozen=True)
class Column:
    """A column: its key, heading, width in characters and style."""

    key: str
    title: str
    width: int
    style: str = "answer"


READ = (
    Column(form.ID, N_("Id"), 11, "id"),
    Column("requirement", N_("Requirement"), 32, "read"),
    Column("question", N_("Question"), 34, "read"),
    Column("look_for", N_("What to look for"), 60, "read"),
    Column("guide", N_("What the ratings look like"), 56, "read"),
)
STATED = (
    Column(form.RATING, N_("Rating"), 15, "rating"),
    Column(form.NOTE, N_("Note"), 44),
    # for translators: no_occurrence is a value in a list; it stays
    Column(form.REASON, N_("Reason (only for no_occurrence)"), 22),
    Column(form.RESPONDENT, N_("Answered by (if not the name on {sheet})"), 20),
)
PIECE = (
    Column(form.TITLE, N_("Evidence {number}: title"), 28),
    Column(form.LOCATION, N_("Evidence {number}: where it is"), 28),
    Column(form.EFFECTIVE, N_("Evidence {number}: holds from"), 12, "day"),
    Column(form.VALID_UNTIL, N_("Evidence {number}: holds until"), 12, "day"),
)
LOCKED = len(READ)


def columns(pieces: int) -> tuple[Column, ...]:
    """All columns, headed in the language spoken, with room for so many pieces of evidence."""
    sheet = view.sheet_names()[form.START]
    stated = (replace(each, title=_(each.title).format(sheet=sheet)) for each in (*READ, *STATED))
    evidence = (
        replace(each, key=piece_key(number, each.key), title=_(each.title).format(number=number))
        for number in range(1, pieces + 1)
        for each in PIECE
    )
    return (*stated, *evidence)


def write_questions(sheet: Sheet, pack: Pack) -> None:
    """Write the questions with what is on file, and the lists to choose from."""
    wanted = columns(pack.pieces)
    _write_heads(sheet, wanted)
    line = FIRST
    for section in view.sections(pack):
        for column in range(len(wanted)):
            heading = {0: section.clause, 1: section.title}.get(column, "")
            sheet.text(line, column, heading, "clause")
        sheet.sheet.set_row(line, CLAUSE_HEIGHT)
        for row in section.rows:
            line += 1
            _write_row(sheet, line, wanted, row, pack.source.scale)
        line += 1
    _colour(sheet, line, pack.source.scale)
    _check_days(sheet, line, wanted)
    _set_up(sheet, line, wanted, pack)


def _write_heads(sheet: Sheet, wanted: tuple[Column, ...]) -> None:
    for column, each in enumerate(wanted):
        sheet.text(KEYS, column, each.key, "plain")
        sheet.text(HEADS, column, each.title, "head" if column < LOCKED else "answer head")
        sheet.sheet.set_column(column, column, each.width)
    sheet.sheet.set_row(KEYS, None, None, {"hidden": True})
    sheet.sheet.set_row(HEADS, HEAD_HEIGHT)


def _write_row(sheet: Sheet, line: int, wanted: tuple[Column, ...], row: Row, scale: Scale) -> None:
    held = _held(row, scale)
    texts = ((held.get(each.key, ""), each.width) for each in wanted if each.style != "day")
    sheet.fit(line, texts)
    for column, each in enumerate(wanted):
        value = held.get(each.key, "")
        if each.style == "day":
            sheet.day(line, column, value or None)
        else:
            sheet.text(line, column, value, each.style)
    sheet.sheet.data_validation(line, LOCKED, line, LOCKED, _choices(row))


def _held(row: Row, scale: Scale) -> dict[str, Any]:
    """What the cells of a row hold, by column key."""
    entry: Entry = row.item.entry
    held: dict[str, Any] = {
        form.ID: row.id,
        "requirement": _requirement(row),
        "question": row.question,
        "look_for": _look_for(row),
        "guide": _guide(row),
        form.RATING: view.symbol_of(entry.rating, scale),
        form.NOTE: entry.note,
        form.REASON: entry.reason,
    }
    for number, piece in enumerate(entry.evidence, start=1):
        for name, value in vars(piece).items():
            held[piece_key(number, name)] = value
    return held


def _requirement(row: Row) -> str:
    if row.is_single:
        return row.statements[0]
    return counted(
        len(row.covers),
        "One rating for {count} requirement: {ids}",
        "One rating for {count} requirements: {ids}",
        ids=", ".join(row.covers),
    )


def _look_for(row: Row) -> str:
    parts = [row.help]
    if row.evidence:
        parts += [_("Evidence, for instance:"), *(f"• {each}" for each in row.evidence)]
    if row.documents:
        said = _("Documented information: {names}")
        parts.append(said.format(names=", ".join(row.documents)))
    return "\n".join(part for part in parts if part)


def _guide(row: Row) -> str:
    lines = [f"{each.symbol} – {each.text or each.name}" for each in row.guides]
    if row.condition:
        lines.append(f"{NO_OCCURRENCE} – {row.condition}")
    if row.suggestion:
        said = _("Carried over from earlier, not confirmed: {rating}")
        lines.append(said.format(rating=row.suggestion))
    return "\n".join(lines)


def _choices(row: Row) -> dict[str, Any]:
    names = ", ".join(f"{each.symbol} {each.name}" for each in row.guides)
    allowed = ", ".join(row.symbols)
    return {
        "validate": "list",
        "source": list(row.symbols),
        **hints(
            _("Rating of {question}").format(question=row.id),
            _("{ratings}. Leave it blank if you cannot tell.").format(ratings=names),
            _("No such rating"),
            _("Choose one of {ratings} from the list, or leave the cell blank.").format(
                ratings=allowed
            ),
        ),
    }


def _colour(sheet: Sheet, end: int, scale: Scale) -> None:
    """Colour the ratings, and a reason that is still missing."""
    page = sheet.sheet
    for step in scale.steps:
        rule = {"type": "cell", "criteria": "==", "value": f'"{step.symbol}"'}
        rule["format"] = sheet.looks.band(step.rating)
        page.conditional_format(FIRST, LOCKED, end, LOCKED, rule)
    missing = f'=AND($F{FIRST + 1}="{NO_OCCURRENCE}",LEN(TRIM($H{FIRST + 1}))=0)'
    rule = {"type": "formula", "criteria": missing, "format": sheet.looks.missing()}
    page.conditional_format(FIRST, LOCKED + 2, end, LOCKED + 2, rule)


def _check_days(sheet: Sheet, end: int, wanted: tuple[Column, ...]) -> None:
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": FIRST_DAY,
        **hints(
            _("A day"),
            _("Write it YYYY-MM-DD, such as 2026-11-21, or leave it blank."),
            _("Not a date"),
            _("Write the day as YYYY-MM-DD, such as 2026-11-21."),
        ),
    }
    for column, each in enumerate(wanted):
        if each.style == "day":
            sheet.sheet.data_validation(FIRST, column, end, column, rule)


def _set_up(sheet: Sheet, end: int, wanted: tuple[Column, ...], pack: Pack) -> None:
    page = sheet.sheet
    page.freeze_panes(FIRST, 1)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(2, 0)
    page.repeat_rows(HEADS)
    page.repeat_columns(0)
    page.set_v_pagebreaks([LOCKED + len(STATED)])
    page.print_area(HEADS, 0, end, len(wanted) - 1)
    subject = view.subject(pack).replace("&", "&&")
    # for translators: &P and &N are the numbers of the page and of the last one; they stay
    page.set_footer(f"&L{subject[:80]}&R{_('Page &P of &N')}")
    page.protect(options={"format_rows": True, "format_columns": True, "autofilter": True})
