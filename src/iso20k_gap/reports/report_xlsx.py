"""The report as a workbook: every number, finding and stored field, to filter and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.excel.book import Book
from iso20k_gap.reports.excel.budget_sheet import write_budget
from iso20k_gap.reports.excel.comparison_sheet import write_comparison
from iso20k_gap.reports.excel.finding_sheets import (
    write_answers,
    write_documents,
    write_evidence,
    write_findings,
)
from iso20k_gap.reports.excel.plan_sheets import write_actions, write_milestones
from iso20k_gap.reports.excel.raci_sheet import write_raci
from iso20k_gap.reports.excel.remark_sheet import write_remarks
from iso20k_gap.reports.excel.result_sheets import write_numbers, write_results
from iso20k_gap.reports.excel.scope_sheets import write_gates, write_parties, write_stored
from iso20k_gap.reports.excel.summary_sheet import write_summary

if TYPE_CHECKING:
    from iso20k_gap.reports.view import ReportView


def render(view: ReportView) -> bytes:
    """The report as .xlsx; the same view gives the same bytes."""
    company = view.cover.organisation
    book = Book(f"{view.title}: {company}", company, view.cover.day)
    write_summary(book.page("Summary", "#1B2A41"), view)
    for write in (
        write_results,
        write_numbers,
        write_findings,
        write_answers,
        write_documents,
        write_evidence,
        write_parties,
        write_gates,
    ):
        write(book, view)
    if plan := view.data["plan"]:
        write_actions(book, plan, "Plan")
        write_milestones(book, plan)
        write_raci(book, plan)
        write_budget(book, plan)
    write_comparison(book, view)
    write_remarks(book, view)
    write_stored(book, view)
    return book.finished()
