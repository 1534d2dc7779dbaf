"""The sheet of what is said in prose: strengths, observations, method, limits, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import _
from iso20k_gap.reports.excel.summary_sheet import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iso20k_gap.reports.approvals_view import ApprovalView
    from iso20k_gap.reports.chapters.method import ScaleStep
    from iso20k_gap.reports.chapters.remarks import RemarkView
    from iso20k_gap.reports.excel.book import Book
    from iso20k_gap.reports.view import ReportView

WIDTHS = (34, 100)


def write_remarks(book: Book, view: ReportView) -> None:
    """Write strengths, observations, method, limits and terms."""
    page = book.page("Remarks")
    cursor = Cursor(page, WIDTHS)
    nothing = _("The assessors wrote down no strengths.")
    _remarks(cursor, _("Strengths"), view.remarks.strengths, nothing)
    cursor.heading(_("Clauses fully met with current evidence"))
    cursor.facts((f"{clause} {title}", rated) for clause, title, rated in view.remarks.fully_met)
    nothing = _("The assessors wrote down no observations beside the findings.")
    _remarks(cursor, _("Observations"), view.remarks.observations, nothing)
    cursor.heading(_("Who and what was assessed"))
    cursor.facts(view.method.facts)
    cursor.facts(
        (_("Interviewed: {name}").format(name=name), f"{held}, {on}")
        for name, held, on in view.method.interviews
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
    cursor.heading(_("Method"))
    for text in method.method:
        cursor.line(text, "value")
    cursor.heading(_("Scale: {name}").format(name=method.scale_name))
    cursor.facts((f"{each.symbol} {each.name}", _counts(each)) for each in method.scale)
    if method.weights:
        cursor.heading(_("Weights"))
        cursor.facts(method.weights)
    if view.approvals:
        cursor.heading(_("Approvals"))
        cursor.facts(
            (f"{each.mark} {each.standing}: {each.who or _('unknown')}", _approval(each))
            for each in view.approvals
        )
        cursor.line(method.approvals_note, "soft")
    cursor.heading(_("Limits"))
    for text in (*method.limits, method.impartiality, *method.provenance):
        cursor.line(text, "value")


def _counts(step: ScaleStep) -> str:
    """Which range a rating stands for, and what it counts in the numbers."""
    form = _("{range}; counts {value}") if step.bounds else _("no bounds; counts {value}")
    return form.format(range=step.bounds, value=step.value)


def _approval(approval: ApprovalView) -> str:
    parts = (approval.line, approval.statement, approval.detail, approval.then)
    return "\n".join(part for part in parts if part)


def _terms(cursor: Cursor, view: ReportView) -> None:
    glossary = view.glossary
    cursor.heading(_("Grades, rulings and terms"))
    cursor.facts((f"{grade.mark} {grade.name}", meaning) for grade, meaning in glossary.grades)
    cursor.facts((*glossary.states, *glossary.terms))
    cursor.heading(_("Rules of the findings"))
    cursor.facts((rule, f"{grade.name}: {because}") for rule, grade, because in glossary.rules)
    cursor.heading(_("The certification track"))
    cursor.facts(view.gates.track)
