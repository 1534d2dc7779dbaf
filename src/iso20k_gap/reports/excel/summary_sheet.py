"""The first sheet: verdict, numbers, what blocks, what it takes, and where the rest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import Column, Page, Toned
from iso20k_gap.reports.excel.finding_sheets import toned_standing
from iso20k_gap.reports.excel.result_sheets import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iso20k_gap.reports.chapters.cover import Cover
    from iso20k_gap.reports.view import ReportView

WIDTHS = (28, 16, 16, 16, 52)
WHOLE = sum(WIDTHS)
GRADED = (Column("Grade", WIDTHS[0]), Column("Findings", WIDTHS[1], "whole"))
NUMBERS = (
    Column("Number", WIDTHS[0], "strong"),
    Column("Now", WIDTHS[1], "share"),
    Column("Worst case", WIDTHS[2], "share"),
    Column("Best case", WIDTHS[3], "share"),
    Column("Formula", WIDTHS[4]),
)
SHEETS = {
    "Results": "clauses and processes in figures",
    "Charts": "the same as bars, stacks and a radar",
    "Numbers": "every number with formula, numerator, denominator and range",
    "Findings": "what an auditor would raise, with grade, rule and recommendation",
    "Answers": "every requirement with its rating and all that is on record",
    "Documents register": "documents and records that are due, and whether they were seen",
    "Evidence": "each piece of evidence once",
    "Other parties": "who else performs what",
    "Gates": "what stands against Stage 1 and Stage 2, and what clears it",
    "Plan": "the actions that close the findings",
    "Milestones": "the way to the certificate",
    "RACI": "who does an action, answers for it, is asked, is told",
    "Budget": "what is to do costs, with how each sum comes about",
    "Comparison": "what changed since the baseline, and the trend",
    "Remarks": "strengths, observations, method and limits",
    "Assessment": "the assessment's own fields as they are stored",
}


NO_POINTS = "Nothing stands against Stage 1 or Stage 2."
PLANNED, PRICED, COMPARED = ("Plan", "Milestones", "RACI"), ("Budget",), ("Comparison",)


class Cursor:
    """Writes a sheet from top to bottom in blocks across its columns."""

    def __init__(self, page: Page, widths: Sequence[int]) -> None:
        self.page, self.widths, self.row = page, widths, 0
        for place, width in enumerate(widths):
            page.sheet.set_column(place, place, width)

    def line(self, text: str, style: str, height: float = 0) -> None:
        """A text across the whole width."""
        self.spread(0, text, style)
        if height:
            self.page.sheet.set_row(self.row, height)
        else:
            self.page.height(self.row, [(text, sum(self.widths))])
        self.row += 1

    def spread(self, first: int, text: str, style: str) -> None:
        """A text from a column to the last, in the row the cursor is in."""
        last = len(self.widths) - 1
        if first < last:
            blank = self.page.looks[style]
            self.page.sheet.merge_range(self.row, first, self.row, last, "", blank)
        self.page.text(self.row, first, text, style)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with their texts, one a row."""
        for name, text in rows:
            self.page.text(self.row, 0, name, "label")
            self.spread(1, text, "value")
            width = sum(self.widths[1:])
            self.page.height(self.row, [(text, width), (name, self.widths[0])])
            self.row += 1

    def heading(self, text: str) -> None:
        """A heading, with a free row above it."""
        self.row += 1
        self.line(text, "heading", 20)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        """A table in the sheet's columns."""
        self.row = self.page.table(self.row, columns, rows)


def head_facts(cover: Cover) -> list[tuple[str, str]]:
    """What every document says about itself."""
    facts = {
        "Scope": cover.scope,
        "Standard": cover.standard,
        "Edition": cover.edition,
        "As of": cover.dated,
        "Assessors": cover.assessors,
        "Basis": cover.basis,
        "Made with": cover.generator,
        "Content hash": cover.content_hash,
    }
    return list(facts.items())


def write_summary(page: Page, view: ReportView) -> None:
    """Write the summary."""
    cursor = Cursor(page, WIDTHS)
    verdict = view.cover.verdict
    cursor.line(view.title, "title", 32)
    cursor.line(view.cover.organisation, "subtitle")
    if view.cover.screening:
        cursor.line("SCREENING: a first look that gives no verdict", "minor")
    cursor.line(f"{verdict.mark}  {verdict.headline}", f"verdict {verdict.tone}", 30)
    for sentence in view.summary.ready:
        cursor.line(sentence, "value")
    cursor.facts(head_facts(view.cover))
    _numbers(cursor, view)
    _points(cursor, view)
    _takes(cursor, view)
    cursor.line(view.cover.notice, "soft")
    page.set_up(upright=True)


def _numbers(cursor: Cursor, view: ReportView) -> None:
    cursor.heading("Numbers")
    cursor.table(
        NUMBERS,
        [
            (
                words.capital(each.name.replace("_", " ")),
                plain(each.value),
                plain(each.reach.lowest) if each.reach else None,
                plain(each.reach.highest) if each.reach else None,
                each.formula,
            )
            for each in view.numbers
            if each.level == "whole"
        ],
    )
    cursor.row += 1
    rows = [
        (Toned(f"{each.grade.mark} {each.name}", each.grade.id), each.count)
        for each in view.summary.counts
    ]
    cursor.table(GRADED, rows)


def _points(cursor: Cursor, view: ReportView) -> None:
    cursor.heading("What blocks us?")
    for point in view.summary.points:
        standing = toned_standing(point.standing, point.mark)
        cursor.page.value(cursor.row, 0, standing, "cell")
        _wide(cursor, f"{point.reason} → {point.clears}")
    if not view.summary.points:
        cursor.line(NO_POINTS, "value")
    if view.summary.points_more:
        cursor.line(view.summary.points_more.replace("chapter 8", "sheet Gates"), "soft")
    cursor.heading("Top gaps")
    for gap in view.summary.gaps:
        name = Toned(f"{gap.grade.mark} {gap.grade.id} {gap.finding}", gap.grade.id)
        cursor.page.value(cursor.row, 0, name, "cell")
        _wide(cursor, f"{gap.title}: {gap.text}")
    if not view.summary.gaps:
        cursor.line(view.findings.lead, "value")
    if view.summary.gaps_more:
        cursor.line(view.summary.gaps_more.replace("chapter 4", "sheet Findings"), "soft")


def _wide(cursor: Cursor, text: str) -> None:
    cursor.spread(1, text, "cell")
    cursor.page.height(cursor.row, [(text, WHOLE - WIDTHS[0])])
    cursor.row += 1


def _takes(cursor: Cursor, view: ReportView) -> None:
    cursor.heading("What will it take?")
    cursor.facts(view.summary.takes)
    if view.summary.takes_note:
        cursor.line(view.summary.takes_note, "value")
    cursor.heading("In this workbook")
    priced = view.plan and view.plan.budget
    absent = {
        *(() if view.plan else PLANNED),
        *(() if priced else PRICED),
        *(() if view.comparison else COMPARED),
    }
    links(cursor, {name: text for name, text in SHEETS.items() if name not in absent})


def links(cursor: Cursor, sheets: dict[str, str]) -> None:
    """A link to each sheet, and what stands there."""
    for name, text in sheets.items():
        look = cursor.page.looks["link"]
        cursor.page.sheet.write_url(cursor.row, 0, f"internal:'{name}'!A1", look, name)
        cursor.spread(1, text, "value")
        cursor.row += 1
