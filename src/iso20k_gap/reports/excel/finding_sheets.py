"""The sheets of what was found: findings, answers, documents, evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _
from iso20k_gap.reports.excel.book import A3, Column, Toned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iso20k_gap.reports.chapters.answers import AnswerView, EvidenceView
    from iso20k_gap.reports.chapters.findings import FindingView
    from iso20k_gap.reports.excel.book import Book
    from iso20k_gap.reports.view import ReportView

FINDING_COLUMNS = (
    Column(N_("Finding"), 12, "strong"),
    Column(N_("Grade"), 17),
    Column(N_("Clause"), 8),
    Column(N_("Clause title"), 22),
    Column(N_("Requirements"), 12),
    Column(N_("What they ask"), 46),
    Column(N_("What was found"), 46),
    Column(N_("Evidence seen"), 28),
    Column(N_("Documents missing"), 24),
    Column(N_("Why this grade"), 30),
    Column(N_("Rule"), 16),
    Column(N_("Recommendation"), 46),
    Column(N_("Actions"), 30),
    Column(N_("Set by an assessor"), 30),
)
ANSWER_COLUMNS = (
    Column(N_("Requirement"), 12, "strong"),
    Column(N_("What it asks"), 46),
    Column(N_("Rating"), 8),
    Column(N_("Rating in words"), 14),
    Column(N_("Note"), 60),
    Column(N_("Reason for no occurrence"), 22),
    Column(N_("Evidence"), 32),
    Column(N_("Performed by"), 18),
    Column(N_("Rated by"), 16),
    Column(N_("Rated on"), 12, "date"),
    Column(N_("Confirmed"), 11),
    Column(N_("Carried over from"), 14),
    Column(N_("Findings"), 13),
    # for translators: the letter of an item in a list: a, b, c
    Column(N_("Letter"), 8),
    Column(N_("Clause"), 9),
    Column(N_("Clause title"), 24),
    Column(N_("Stage"), 8, "whole"),
    Column(N_("Essential"), 10),
    Column(N_("Document or record due"), 28),
    Column(N_("Party id"), 12),
    Column(N_("Owner's role"), 18),
    Column(N_("Usually asked for"), 50),
)
PRINTED = 13
"""Columns of the answers that are printed; the others would make the print too small."""

DOCUMENT_COLUMNS = (
    Column(N_("Document or record"), 44, "strong"),
    Column(N_("Kind"), 10),
    Column(N_("Clause group"), 8),
    Column(N_("Group title"), 34),
    Column(N_("Required by"), 12),
    Column(N_("Standing"), 16),
    Column(N_("Evidence"), 48),
)
EVIDENCE_COLUMNS = (
    Column(N_("No."), 6, "strong"),
    Column(N_("Evidence"), 40),
    Column(N_("Where"), 44),
    Column(N_("Effective"), 11, "date"),
    Column(N_("Valid until"), 11, "date"),
    Column(N_("Seen"), 7),
    Column(N_("Standing"), 14),
    # for translators: the requirements that the evidence stands behind
    Column(N_("Behind"), 26),
    Column(N_("SHA-256"), 34),
)
STANDING_TONES = {
    "present": "good",
    "current": "good",
    "met": "good",
    "missing": "bad",
    "blocked": "bad",
    "expired": "fair",
    "out of date": "fair",
    "not seen": "fair",
    "not yet in force": "open",
}


def toned_standing(standing: str, mark: str = "") -> Toned:
    """A standing in the language spoken, with its mark, on the ground of its tone."""
    return Toned(f"{mark} {_(standing)}".strip(), STANDING_TONES.get(standing, "open"))


def write_findings(book: Book, view: ReportView) -> None:
    """Write the findings, and those an assessor set aside."""
    page = book.page("Findings", "#9E2A1B")
    found = [each for clause in view.findings.clauses for each in clause.findings]
    rows = [_finding(each) for each in found]
    for each in view.findings.set_aside:
        form = (
            _("Set aside by {name}, {day}: {reason}")
            if each.by
            else _("Set aside by the assessor, {day}: {reason}")
        )
        by = form.format(name=each.by, day=each.on, reason=each.reason)
        blank = (None,) * (len(FINDING_COLUMNS) - 3)
        rows.append((each.finding, Toned(_("set aside"), "open"), *blank, by))
    page.fill(FINDING_COLUMNS, rows)
    page.set_up(A3)


def _finding(finding: FindingView) -> tuple[Any, ...]:
    asked = finding.requirements
    pieces = {piece.ref: piece for each in asked for piece in each.evidence}
    return (
        finding.id,
        Toned(f"{finding.grade.mark} {finding.grade.name}", finding.grade.id),
        finding.clause,
        finding.clause_title,
        "\n".join(each.id for each in asked),
        _told((each, each.statement) for each in asked),
        _told((each, each.note) for each in asked),
        _pieces(pieces.values()),
        "\n".join(finding.missing),
        finding.because,
        finding.rule,
        _told((each, each.remedy) for each in asked),
        "\n".join(f"{action} {title}" for action, title in finding.actions),
        finding.set_by,
    )


def _told(pairs: Iterable[tuple[AnswerView, str]]) -> str:
    """Texts by requirement; one alone stands without its id."""
    given = [(each, text) for each, text in pairs if text]
    if len(given) == 1:
        return given[0][1]
    return "\n".join(f"{each.id}: {text}" for each, text in given)


def _pieces(pieces: Iterable[EvidenceView]) -> str:
    return "\n".join(
        f"{each.ref} {each.title}" + ("" if each.current else f" ({_(each.standing)})")
        for each in pieces
    )


def write_answers(book: Book, view: ReportView) -> None:
    """Write every requirement with everything on record about it."""
    page = book.page("Answers", "#0B6582")
    raised: dict[str, list[str]] = {}
    for finding in view.data["findings"]:
        for name in finding["requirements"]:
            raised.setdefault(name, []).append(finding["id"])
    stored = {each["id"]: each for each in view.data["requirements"]}
    rows = [
        (
            *_answered(each, stored[each.id]["answer"], raised.get(each.id, [])),
            *_asked(each, stored[each.id], clause.title),
        )
        for clause in view.answers
        for each in clause.answers
    ]
    page.fill(ANSWER_COLUMNS, rows, printed=PRINTED)
    page.set_up(A3)


def _answered(
    view: AnswerView, answer: dict[str, Any] | None, findings: list[str]
) -> Iterator[Any]:
    yield view.id
    yield view.statement
    yield Toned(view.rating.symbol, view.rating.tone)
    yield view.rating.name
    yield view.note
    yield view.reason
    yield _pieces(view.evidence)
    yield view.performed_by
    yield view.rated_by
    yield day(answer["rated_on"] if answer else None)
    yield view.confirmed if answer else None
    yield view.origin
    yield "\n".join(findings)


def _asked(view: AnswerView, stored: dict[str, Any], title: str) -> Iterator[Any]:
    answer = stored["answer"]
    yield stored["letter"]
    yield view.clause
    yield title
    yield stored["stage"]
    yield stored["essential"]
    yield view.due
    yield answer["performed_by"] if answer else None
    yield view.owner
    yield "\n".join(view.expected)


def day(text: str | None) -> date | None:
    """A day of the stored data as a cell holds it; nothing for none."""
    return date.fromisoformat(text) if text else None


def write_documents(book: Book, view: ReportView) -> None:
    """Write the register of documented information."""
    page = book.page("Documents register")
    rows = [
        (
            each.name,
            each.kind,
            group.id,
            group.title,
            each.requirement,
            toned_standing(each.standing, each.mark),
            _pieces(each.evidence),
        )
        for group in view.documents.groups
        for each in group.documents
    ]
    page.fill(DOCUMENT_COLUMNS, rows)
    page.set_up()


def write_evidence(book: Book, view: ReportView) -> None:
    """Write the register of evidence."""
    page = book.page("Evidence")
    stored = _stored(view)
    rows = [
        (
            each.ref,
            each.title,
            each.location,
            day(stored[each.ref]["effective"]),
            day(stored[each.ref]["valid_until"]),
            each.seen,
            toned_standing(each.standing),
            ", ".join(each.requirements),
            each.sha256,
        )
        for each in view.evidence
    ]
    page.fill(EVIDENCE_COLUMNS, rows)
    page.set_up()


def _stored(view: ReportView) -> dict[str, dict[str, Any]]:
    """Each piece of evidence as it is stored, by its number in the register."""
    answers = {each["id"]: each["answer"] for each in view.data["requirements"]}
    return {
        piece.ref: stored
        for clause in view.answers
        for each in clause.answers
        if answers[each.id]
        for piece, stored in zip(each.evidence, answers[each.id]["evidence"], strict=True)
    }
