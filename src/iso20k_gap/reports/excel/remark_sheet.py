"""The sheet of what is said in prose: strengths, observations, method, limits, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.excel.summary_sheet import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iso20k_gap.reports.approvals_view import ApprovalView
    from iso20k_gap.reports.chapters.remarks import RemarkView
    from iso20k_gap.reports.excel.book import Book
    from iso20k_gap.reports.view import ReportView

WIDTHS = (34, 100)


def write_remarks(book: Book, view: ReportView) -> None:
    """Write strengths, observations, method, limits and terms."""
    page = book.page("Remarks")
    cursor = Cursor(page, WIDTHS)
    _remarks(cursor, "Strengths", view.remarks.strengths, "The assessors wrote down no strengths.")
    cursor.heading("Clauses fully met with current evidence")
    cursor.facts((f"{clause} {title}", rated) for clause, title, rated in view.remarks.fully_met)
    nothing = "The assessors wrote down no observations beside the findings."
    _remarks(cursor, "Observations", view.remarks.observations, nothing)
    cursor.heading("Who and what was assessed")
    cursor.facts(view.method.facts)
    cursor.facts(
        (f"Interviewed: {name}", f"{role}, {on}") for name, role, on in view.method.interviews
    )
    _method(cursor, view)
    _terms(cursor, view)
    page.set_up(upright=True)


def _remarks(cursor: Cursor, name: str, remarks: Iterable[RemarkView], nothing: str) -> None:
    cursor.heading(name)
    rows = [(f"{each.clause} {each.title}", each.text) for each in remarks]
    cursor.facts(rows)
    if not rows:
        cursor.line(nothing, "soft")


def _method(cursor: Cursor, view: ReportView) -> None:
    method = view.method
    cursor.heading("Method")
    for text in method.method:
        cursor.line(text, "value")
    cursor.heading(f"Scale: {method.scale_name}")
    cursor.facts(
        (f"{each.symbol} {each.name}", f"{each.bounds or 'no bounds'}; counts {each.value}")
        for each in method.scale
    )
    if method.weights:
        cursor.heading("Weights")
        cursor.facts(method.weights)
    if view.approvals:
        cursor.heading("Approvals")
        cursor.facts(
            (f"{each.mark} {each.standing}: {each.who or 'unknown'}", _approval(each))
            for each in view.approvals
        )
        cursor.line(method.approvals_note, "soft")
    cursor.heading("Limits")
    for text in (*method.limits, method.impartiality, *method.provenance):
        cursor.line(text, "value")


def _approval(approval: ApprovalView) -> str:
    parts = (approval.line, approval.statement, approval.detail, approval.then)
    return "\n".join(part for part in parts if part)


def _terms(cursor: Cursor, view: ReportView) -> None:
    glossary = view.glossary
    cursor.heading("Grades, rulings and terms")
    cursor.facts((f"{grade.mark} {grade.name}", meaning) for grade, meaning in glossary.grades)
    cursor.facts((*glossary.states, *glossary.terms))
    cursor.heading("Rules of the findings")
    cursor.facts((rule, f"{grade.name}: {because}") for rule, grade, because in glossary.rules)
    cursor.heading("The certification track")
    cursor.facts(view.gates.track)
