"""What was found, in Word: findings, documents, other parties, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.word.markup import Cell, Run, cell
from iso20k_gap.reports.word.opening import GRADE_STYLES, STANDING_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iso20k_gap.reports.chapters.answers import AnswerView, EvidenceView, RatingView
    from iso20k_gap.reports.chapters.findings import FindingView
    from iso20k_gap.reports.chapters.remarks import RemarkView
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

SERVICES = ("Service", "Description", "Performed by")
PARTIES = ("Party", "Id", "Kind", "Provides", "Services", "Performs")
CONTROLS = ("Requirement", "What it asks", "Rating")
EXCLUDED = ("Requirement", "What it asks", "Allowed where", "Reason given")
NO_NOTE, NO_EVIDENCE = "No note was written.", "none is on record"


def rating_cell(rating: RatingView) -> Cell:
    """A rating's letter and name on its ground."""
    return cell(f"{rating.symbol} {rating.name}", tone=rating.tone)


def pieces(evidence: Iterable[EvidenceView]) -> str:
    """Pieces of evidence by number and title; what does not count says why."""
    return "; ".join(
        f"{each.ref} {each.title}" + ("" if each.current else f" ({each.standing})")
        for each in evidence
    )


def write_findings(paper: Paper, view: ReportView) -> None:
    """Write the findings by clause, each with what was found and what to do."""
    paper.text(view.findings.lead)
    for clause in view.findings.clauses:
        paper.heading(f"{clause.id} {clause.title}", 2)
        paper.text(clause.figures, "Lead")
        for finding in clause.findings:
            _finding(paper, finding)
    if view.findings.set_aside:
        paper.heading("Findings set aside by the assessor", 2)
        rows = [(each.finding, each.reason, each.by or "–", each.on)
                for each in view.findings.set_aside]  # fmt: skip
        paper.table("Set aside", ("Finding", "Reason", "By", "On"), rows, (2.4, 8, 3.4, 2.2))


def _finding(paper: Paper, finding: FindingView) -> None:
    name = f"{finding.grade.mark} {finding.id} {finding.grade.name}"
    paper.heading(name, 3, look=GRADE_STYLES[finding.grade.id])
    paper.text(f"{finding.because} Rule: {finding.rule}.")
    if finding.set_by:
        paper.text(finding.set_by)
    for each in finding.requirements:
        rows = [(cell(name, style="Label"), value) for name, value in _rows(each)]
        paper.plain_table(rows, (3, 14))
    paper.bullets(f"{action} {title}" for action, title in finding.actions)


def _rows(answer: AnswerView) -> Iterator[tuple[str, Cell | str]]:
    yield answer.short, cell(answer.statement, style="Strong")
    yield "Rating", rating_cell(answer.rating)
    yield "Found", answer.note or NO_NOTE
    yield "Evidence seen", pieces(answer.evidence) or NO_EVIDENCE
    if answer.expected:
        due = f"{answer.due}. " if answer.due else ""
        yield "Evidence missing", f"{due}Usually asked for: {'; '.join(answer.expected)}"
    if answer.by_other:
        yield "Performed by", f"{answer.performed_by}; rated on control of it"
    yield "Recommendation", answer.remedy


def write_documents(paper: Paper, view: ReportView) -> None:
    """Write the register of documented information."""
    documents = view.documents
    paper.text(documents.lead)
    counts = [(f"{mark} {name}", str(count), meaning)
              for mark, name, count, meaning in documents.counts]  # fmt: skip
    paper.table("How documents and records stand", ("Standing", "Number", "Meaning"), counts,
                (3, 2, 10), numbers=(1,))  # fmt: skip
    for group in documents.groups:
        paper.heading(f"{group.id} {group.title}", 2)
        rows = [
            (
                each.name,
                each.kind,
                each.requirement,
                cell(f"{each.mark} {each.standing}", style=STANDING_STYLES.get(each.standing, "")),
                pieces(each.evidence) or "–",
            )
            for each in group.documents
        ]
        head = ("Document or record", "Kind", "Required by", "Standing", "Evidence")
        paper.table(f"Documented information of clause {group.id}", head, rows,
                    (5, 1.9, 2.2, 2.6, 5.3))  # fmt: skip


def write_parties(paper: Paper, view: ReportView) -> None:
    """Write who performs what, the rules for it, and what did not occur."""
    parties = view.parties
    paper.text(parties.lead)
    paper.bullets(parties.rules)
    services = [
        (each.name, each.description or "–", each.performed_by) for each in parties.services
    ]
    paper.table("Services in scope", SERVICES, services, (5, 8, 4))
    named = [
        (each.name, each.id, each.kind, each.provides or "–", ", ".join(each.services) or "–",
         each.performs)
        for each in parties.parties
    ]  # fmt: skip
    paper.table("Other parties", PARTIES, named, (3, 1.8, 2.6, 3.4, 3, 3.2))
    controls = [(each.short, each.statement, rating_cell(each.rating)) for each in parties.controls]
    if controls:
        name = f"Control of other parties: {parties.control_clause} {parties.control_title}"
        paper.heading(name, 2)
        paper.table("Control of other parties", CONTROLS, controls, (2.6, 11, 3.4))
    excluded = [(each.id, each.statement, each.condition, each.reason) for each in parties.excluded]
    if excluded:
        paper.heading("Requirements without occurrence", 2)
        paper.table("Without occurrence", EXCLUDED, excluded, (2.4, 5.4, 4.6, 4.6))


def write_remarks(paper: Paper, view: ReportView) -> None:
    """Write strengths, clauses fully met, observations."""
    remarks = view.remarks
    _remarks(paper, "Strengths", remarks.strengths, "The assessors wrote down no strengths.")
    paper.heading("Clauses fully met with current evidence", 2)
    paper.bullets(f"{clause} {title} ({rated})" for clause, title, rated in remarks.fully_met)
    if not remarks.fully_met:
        paper.text("No clause is rated fully achieved throughout with current evidence for every "
                   "requirement.", "Soft")  # fmt: skip
    nothing = "The assessors wrote down no observations beside the findings."
    _remarks(paper, "Observations", remarks.observations, nothing)


def _remarks(paper: Paper, name: str, remarks: tuple[RemarkView, ...], nothing: str) -> None:
    paper.heading(name, 2)
    for each in remarks:
        paper.runs([Run(f"{each.clause} {each.title}: ", "Strong"), Run(each.text)], "List Bullet")
    if not remarks:
        paper.text(nothing, "Soft")
