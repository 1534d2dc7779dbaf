"""The sheets of what was found: findings, answers, documents, evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.chapters.answers import NOT_RATED
from iso20k_gap.reports.excel.book import A3, Column, Toned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iso20k_gap.reports.chapters.answers import AnswerView, EvidenceView
    from iso20k_gap.reports.chapters.findings import FindingView
    from iso20k_gap.reports.excel.book import Book
    from iso20k_gap.reports.view import ReportView

FINDING_COLUMNS = (
    Column("Finding", 12, "strong"),
    Column("Grade", 17),
    Column("Clause", 8),
    Column("Clause title", 22),
    Column("Requirements", 12),
    Column("What they ask", 46),
    Column("What was found", 46),
    Column("Evidence seen", 28),
    Column("Documents missing", 24),
    Column("Why this grade", 30),
    Column("Rule", 16),
    Column("Recommendation", 46),
    Column("Actions", 30),
    Column("Set by an assessor", 30),
)
ANSWER_COLUMNS = (
    Column("Requirement", 12, "strong"),
    Column("What it asks", 46),
    Column("Rating", 8),
    Column("Rating in words", 14),
    Column("Note", 60),
    Column("Reason for no occurrence", 22),
    Column("Evidence", 32),
    Column("Performed by", 18),
    Column("Rated by", 16),
    Column("Rated on", 12, "date"),
    Column("Confirmed", 11),
    Column("Carried over from", 14),
    Column("Findings", 13),
    Column("Letter", 8),
    Column("Clause", 9),
    Column("Clause title", 24),
    Column("Stage", 8, "whole"),
    Column("Essential", 10),
    Column("Document or record due", 28),
    Column("Party id", 12),
    Column("Owner's role", 18),
    Column("Usually asked for", 50),
)
PRINTED = 13
"""Columns of the answers that are printed; the others would make the print too small."""

DOCUMENT_COLUMNS = (
    Column("Document or record", 44, "strong"),
    Column("Kind", 10),
    Column("Clause group", 8),
    Column("Group title", 34),
    Column("Required by", 12),
    Column("Standing", 16),
    Column("Evidence", 48),
)
EVIDENCE_COLUMNS = (
    Column("No.", 6, "strong"),
    Column("Evidence", 40),
    Column("Where", 44),
    Column("Effective", 11, "date"),
    Column("Valid until", 11, "date"),
    Column("Seen", 7),
    Column("Standing", 14),
    Column("Behind", 26),
    Column("SHA-256", 34),
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
    """A standing with its mark on the ground of its tone."""
    return Toned(f"{mark} {standing}".strip(), STANDING_TONES.get(standing, "open"))


def write_findings(book: Book, view: ReportView) -> None:
    """Write the findings, and those an assessor set aside."""
    page = book.page("Findings", "#9E2A1B")
    found = [each for clause in view.findings.clauses for each in clause.findings]
    rows = [_finding(each) for each in found]
    for each in view.findings.set_aside:
        by = f"Set aside by {each.by or 'the assessor'}, {each.on}: {each.reason}"
        blank = (None,) * (len(FINDING_COLUMNS) - 3)
        rows.append((each.finding, Toned("set aside", "open"), *blank, by))
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
        f"{each.ref} {each.title}" + ("" if each.current else f" ({each.standing})")
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
            *_answered(each, raised.get(each.id, [])),
            *_asked(each, stored[each.id], clause.title),
        )
        for clause in view.answers
        for each in clause.answers
    ]
    page.fill(ANSWER_COLUMNS, rows, printed=PRINTED)
    page.set_up(A3)


def _answered(view: AnswerView, findings: list[str]) -> Iterator[Any]:
    yield view.id
    yield view.statement
    yield Toned(view.rating.symbol, view.rating.tone)
    yield view.rating.name
    yield view.note
    yield view.reason
    yield _pieces(view.evidence)
    yield view.performed_by
    yield view.rated_by
    yield day(view.rated_on)
    yield view.confirmed if view.rating.name != NOT_RATED else None
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


def day(text: str) -> date | None:
    """A day as a cell holds it; nothing for none."""
    return date.fromisoformat(text) if text[:1].isdigit() else None


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
    rows = [
        (
            each.ref,
            each.title,
            each.location,
            day(each.effective),
            day(each.valid_until),
            each.seen,
            toned_standing(each.standing),
            ", ".join(each.requirements),
            each.sha256,
        )
        for each in view.evidence
    ]
    page.fill(EVIDENCE_COLUMNS, rows)
    page.set_up()
