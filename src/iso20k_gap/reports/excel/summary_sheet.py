"""The first sheet: verdict, numbers, what blocks, what it takes, and where the rest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.findings import Grade
from iso20k_gap.language import N_, _, ngettext
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.cover import maker
from iso20k_gap.reports.chapters.method import NUMBERS as NUMBER_NAMES
from iso20k_gap.reports.excel.book import Column, Page, Toned, clean, lines_of
from iso20k_gap.reports.excel.finding_sheets import toned_standing
from iso20k_gap.reports.excel.pictures import put, raster
from iso20k_gap.reports.excel.result_sheets import plain
from iso20k_gap.reports.packs.cells import GAP, LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iso20k_gap.reports.chapters.cover import Cover
    from iso20k_gap.reports.view import ReportView

WIDTHS = (28, 16, 16, 16, 52)
WHOLE = sum(WIDTHS)
GRADED = (Column(N_("Grade"), WIDTHS[0]), Column(N_("Findings"), WIDTHS[1], "whole"))
NUMBERS = (
    Column(N_("Number"), WIDTHS[0], "strong"),
    Column(N_("Now"), WIDTHS[1], "share"),
    Column(N_("Worst case"), WIDTHS[2], "share"),
    Column(N_("Best case"), WIDTHS[3], "share"),
    Column(N_("Formula"), WIDTHS[4]),
)
SPARED = (N_("Approvals"), N_("Prepared by"))
"""Facts that are left out where there is nothing to say."""

SHEETS = {
    "Results": N_("clauses and processes in figures"),
    "Charts": N_("the same as bars, stacks and a radar"),
    "Numbers": N_("every number with formula, numerator, denominator and range"),
    "Findings": N_("what an auditor would raise, with grade, rule and recommendation"),
    "Answers": N_("every requirement with its rating and all that is on record"),
    "Documents register": N_("documents and records that are due, and whether they were seen"),
    "Evidence": N_("each piece of evidence once"),
    "Other parties": N_("who else performs what"),
    "Gates": N_("what stands against Stage 1 and Stage 2, and what clears it"),
    "Plan": N_("the actions that close the findings"),
    "Milestones": N_("the way to the certificate"),
    "RACI": N_("who does an action, answers for it, is asked, is told"),
    "Budget": N_("what is to do costs, with how each sum comes about"),
    "Comparison": N_("what changed since the baseline, and the trend"),
    "Remarks": N_("strengths, observations, method and limits"),
    "Assessment": N_("the assessment's own fields as they are stored"),
}


LARGER = 18.0
"""Points: a line of a subtitle."""

NO_POINTS = N_("Nothing stands against Stage 1 or Stage 2.")
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

    def subtitle(self, text: str) -> None:
        """A text in larger letters across the whole width, in as many lines as it takes."""
        lines = lines_of(text, int(sum(self.widths) * LINE / LARGER))
        self.line(text, "subtitle", lines * LARGER + GAP)

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
    facts = [
        (_("Scope"), cover.scope),
        (_("Standard"), cover.standard),
        (_("Edition"), cover.edition),
        (_("As of"), cover.dated),
        (_("Assessors"), cover.assessors),
        (_("Basis"), cover.basis),
        (_("Approvals"), "\n".join(f"{each.mark} {each.line}" for each in cover.approvals)),
        (_("Prepared by"), maker(cover)),
        (_("Made with"), cover.generator),
        (_("Content hash"), cover.content_hash),
    ]
    spared = {_(each) for each in SPARED}
    return [(name, text) for name, text in facts if text or name not in spared]


def write_summary(page: Page, view: ReportView) -> None:
    """Write the summary."""
    cursor = Cursor(page, WIDTHS)
    write_logo(cursor, view.cover)
    verdict = view.cover.verdict
    cursor.line(view.title, "title", 32)
    cursor.subtitle(view.cover.organisation)
    if view.cover.redaction:
        cursor.line(view.cover.redaction, "minor")
    if view.cover.screening:
        cursor.line(_("SCREENING: a first look that gives no verdict"), "minor")
    cursor.line(f"{verdict.mark}  {verdict.headline}", f"verdict {verdict.tone}", 30)
    for sentence in view.summary.ready:
        cursor.line(sentence, "value")
    cursor.facts(head_facts(view.cover))
    _numbers(cursor, view)
    _points(cursor, view)
    _gaps(cursor, view)
    _takes(cursor, view)
    write_notices(cursor, view.cover)
    page.set_up(upright=True)


def write_logo(cursor: Cursor, cover: Cover) -> None:
    """Put the logo above everything else, if there is one of pixels."""
    logo = raster(cover.logo)
    if logo:
        put(cursor.page, cursor.row, logo, clean(cover.brand.name or _("Logo")))
        cursor.row += 1


def write_notices(cursor: Cursor, cover: Cover) -> None:
    """Say what the document is not, in the maker's words and in ours."""
    for text in (cover.brand.disclaimer, cover.notice):
        if text:
            cursor.line(text, "soft")


def _numbers(cursor: Cursor, view: ReportView) -> None:
    cursor.heading(_("Numbers"))
    cursor.table(
        NUMBERS,
        [
            (
                _(NUMBER_NAMES[each.name]),
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
    cursor.heading(_("What blocks us?"))
    for point in view.summary.points:
        standing = toned_standing(point.standing, point.mark)
        cursor.page.value(cursor.row, 0, standing, "cell")
        _wide(cursor, f"{point.reason} → {point.clears}")
    if not view.summary.points:
        cursor.line(_(NO_POINTS), "value")
    points = sum(len(each.points) for each in view.gates.stages) - len(view.summary.points)
    if points > 0:
        more = ngettext(
            "and {count} more point: sheet {sheet}",
            "and {count} more points: sheet {sheet}",
            points,
        )
        sheet = cursor.page.book.names["Gates"]
        cursor.line(more.format(count=points, sheet=sheet), "soft")


def _gaps(cursor: Cursor, view: ReportView) -> None:
    cursor.heading(_("Top gaps"))
    for gap in view.summary.gaps:
        short = _(words.GRADES_SHORT[Grade(gap.grade.id)])
        name = Toned(f"{gap.grade.mark} {short} {gap.finding}", gap.grade.id)
        cursor.page.value(cursor.row, 0, name, "cell")
        _wide(cursor, f"{gap.title}: {gap.text}")
    if not view.summary.gaps:
        cursor.line(view.findings.lead, "value")
    findings = len(view.data["findings"]) - len(view.summary.gaps)
    if findings > 0:
        more = ngettext(
            "and {count} more finding: sheet {sheet}",
            "and {count} more findings: sheet {sheet}",
            findings,
        )
        sheet = cursor.page.book.names["Findings"]
        cursor.line(more.format(count=findings, sheet=sheet), "soft")


def _wide(cursor: Cursor, text: str) -> None:
    cursor.spread(1, text, "cell")
    cursor.page.height(cursor.row, [(text, WHOLE - WIDTHS[0])])
    cursor.row += 1


def _takes(cursor: Cursor, view: ReportView) -> None:
    cursor.heading(_("What will it take?"))
    cursor.facts(view.summary.takes)
    if view.summary.takes_note:
        cursor.line(view.summary.takes_note, "value")
    cursor.heading(_("In this workbook"))
    priced = view.plan and view.plan.budget
    absent = {
        *(() if view.plan else PLANNED),
        *(() if priced else PRICED),
        *(() if view.comparison else COMPARED),
    }
    links(cursor, {name: text for name, text in SHEETS.items() if name not in absent})


def links(cursor: Cursor, sheets: dict[str, str]) -> None:
    """A link to each sheet, and what stands there."""
    for own, text in sheets.items():
        look, name = cursor.page.looks["link"], cursor.page.book.names[own]
        place = "internal:'{}'!A1".format(name.replace("'", "''"))
        cursor.page.sheet.write_url(cursor.row, 0, place, look, name)
        cursor.spread(1, _(text), "value")
        cursor.row += 1
