"""What was found, in Word: findings, documents, other parties, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports.word.markup import Cell, Run, cell
from iso20k_gap.reports.word.opening import GRADE_STYLES, STANDING_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iso20k_gap.reports.chapters.answers import AnswerView, EvidenceView, RatingView
    from iso20k_gap.reports.chapters.documents import DocumentView
    from iso20k_gap.reports.chapters.findings import FindingView
    from iso20k_gap.reports.chapters.remarks import RemarkView
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

SERVICES = (N_("Service"), N_("Description"), N_("Performed by"))
PARTIES = (
    N_("Party"),
    N_("Id"),
    N_("Kind"),
    N_("Provides"),
    N_("Services"),
    N_("Performs"),
)
CONTROLS = (N_("Requirement"), N_("What it asks"), N_("Rating"))
EXCLUDED = (N_("Requirement"), N_("What it asks"), N_("Allowed where"), N_("Reason given"))
NO_NOTE, NO_EVIDENCE = N_("No note was written."), N_("none is on record")


def rating_cell(rating: RatingView) -> Cell:
    """A rating's letter and name on its ground."""
    return cell(f"{rating.symbol} {rating.name}", tone=rating.tone)


def pieces(evidence: Iterable[EvidenceView]) -> str:
    """Pieces of evidence by number and title; what does not count says why."""
    return "; ".join(
        f"{each.ref} {each.title}" + ("" if each.current else f" ({_(each.standing)})")
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
        paper.heading(_("Findings set aside by the assessor"), 2)
        rows = [(each.finding, each.reason, each.by or "–", each.on)
                for each in view.findings.set_aside]  # fmt: skip
        head = (_("Finding"), _("Reason"), pgettext("person", "By"), pgettext("day", "On"))
        paper.table(_("Set aside"), head, rows, (2.4, 8, 3.4, 2.2))


def _finding(paper: Paper, finding: FindingView) -> None:
    name = f"{finding.grade.mark} {finding.id} {finding.grade.name}"
    paper.heading(name, 3, look=GRADE_STYLES[finding.grade.id])
    rule = _("{because} Rule: {rule}.")
    paper.text(rule.format(because=finding.because, rule=finding.rule))
    if finding.set_by:
        paper.text(finding.set_by)
    for each in finding.requirements:
        rows = [(cell(name, style="Label"), value) for name, value in _rows(each)]
        paper.plain_table(rows, (3, 14))
    paper.bullets(f"{action} {title}" for action, title in finding.actions)


def _rows(answer: AnswerView) -> Iterator[tuple[str, Cell | str]]:
    yield answer.short, cell(answer.statement, style="Strong")
    yield _("Rating"), rating_cell(answer.rating)
    yield _("Found"), answer.note or _(NO_NOTE)
    yield _("Evidence seen"), pieces(answer.evidence) or _(NO_EVIDENCE)
    if answer.expected:
        form = (
            _("{due}. Usually asked for: {evidence}")
            if answer.due
            else _("Usually asked for: {evidence}")
        )
        usual = "; ".join(answer.expected)
        yield _("Evidence missing"), form.format(due=answer.due, evidence=usual)
    if answer.by_other:
        form = _("{party}; rated on control of it")
        yield _("Performed by"), form.format(party=answer.performed_by)
    yield _("Recommendation"), answer.remedy


def write_documents(paper: Paper, view: ReportView) -> None:
    """Write the register of documented information."""
    documents = view.documents
    paper.text(documents.lead)
    counts = [(f"{mark} {_(name)}", str(count), meaning)
              for mark, name, count, meaning in documents.counts]  # fmt: skip
    counted = (_("Standing"), pgettext("how many", "Number"), _("Meaning"))
    paper.table(_("How documents and records stand"), counted, counts, (3, 2, 10), numbers=(1,))
    for group in documents.groups:
        paper.heading(f"{group.id} {group.title}", 2)
        rows = [
            (
                each.name,
                each.kind,
                each.requirement,
                _standing(each),
                pieces(each.evidence) or "–",
            )
            for each in group.documents
        ]
        head = (_("Document or record"), _("Kind"), _("Required by"), _("Standing"), _("Evidence"))
        caption = _("Documented information of clause {clause}").format(clause=group.id)
        paper.table(caption, head, rows, (5, 1.9, 2.2, 2.6, 5.3))


def _standing(document: DocumentView) -> Cell:
    style = STANDING_STYLES.get(document.standing, "")
    return cell(f"{document.mark} {_(document.standing)}", style=style)


def write_parties(paper: Paper, view: ReportView) -> None:
    """Write who performs what, the rules for it, and what did not occur."""
    parties = view.parties
    paper.text(parties.lead)
    paper.bullets(parties.rules)
    services = [
        (each.name, each.description or "–", each.performed_by) for each in parties.services
    ]
    paper.table(_("Services in scope"), _said(SERVICES), services, (5, 8, 4))
    named = [
        (each.name, each.id, each.kind, each.provides or "–", ", ".join(each.services) or "–",
         each.performs)
        for each in parties.parties
    ]  # fmt: skip
    paper.table(_("Other parties"), _said(PARTIES), named, (3, 1.8, 2.6, 3.4, 3, 3.2))
    controls = [(each.short, each.statement, rating_cell(each.rating)) for each in parties.controls]
    if controls:
        clause = f"{parties.control_clause} {parties.control_title}"
        paper.heading(_("Control of other parties: {clause}").format(clause=clause), 2)
        caption = _("Control of other parties")
        paper.table(caption, _said(CONTROLS), controls, (2.6, 11, 3.4))
    excluded = [(each.id, each.statement, each.condition, each.reason) for each in parties.excluded]
    if excluded:
        paper.heading(_("Requirements without occurrence"), 2)
        paper.table(_("Without occurrence"), _said(EXCLUDED), excluded, (2.4, 5.4, 4.6, 4.6))


def _said(heads: Iterable[str]) -> list[str]:
    return [_(each) for each in heads]


def write_remarks(paper: Paper, view: ReportView) -> None:
    """Write strengths, clauses fully met, observations."""
    remarks = view.remarks
    nothing = _("The assessors wrote down no strengths.")
    _remarks(paper, _("Strengths"), remarks.strengths, nothing)
    paper.heading(_("Clauses fully met with current evidence"), 2)
    paper.bullets(f"{clause} {title} ({rated})" for clause, title, rated in remarks.fully_met)
    if not remarks.fully_met:
        none = _(
            "No clause is rated fully achieved throughout with current evidence for every "
            "requirement."
        )
        paper.text(none, "Soft")
    nothing = _("The assessors wrote down no observations beside the findings.")
    _remarks(paper, _("Observations"), remarks.observations, nothing)


def _remarks(paper: Paper, name: str, remarks: tuple[RemarkView, ...], nothing: str) -> None:
    paper.heading(name, 2)
    for each in remarks:
        paper.runs([Run(f"{each.clause} {each.title}: ", "Strong"), Run(each.text)], "List Bullet")
    if not remarks:
        paper.text(nothing, "Soft")
