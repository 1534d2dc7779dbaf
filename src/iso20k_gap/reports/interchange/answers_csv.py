"""Every requirement with its answer as CSV, one row each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.interchange.judgements import covering, set_aside
from iso20k_gap.reports.plan_table import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.assessment import Answer, Evidence
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding

COLUMNS = (
    "id",
    "letter",
    "clause",
    "clause_title",
    "statement",
    "stage",
    "essential",
    "documented",
    "rating",
    "value",
    "reason",
    "note",
    "evidence",
    "performed_by",
    "rated_by",
    "rated_on",
    "confirmed",
    "origin",
    "finding",
    "grade",
    "rule",
)
"""Unrated requirements are rows too; pieces of evidence stand one a line in their cell."""


def render(evaluation: Evaluation, *, guarded: bool = True) -> bytes:
    """The answers; `guarded` for spreadsheets, which execute a cell that looks like a formula.

    Guarded CSV begins with a byte order mark, as spreadsheets want it; for programs it has none.
    """
    findings = covering(evaluation)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for requirement in evaluation.catalogue.requirements:
        answer = evaluation.assessment.answers.get(requirement.id)
        row = {
            **_asked(evaluation, requirement),
            **_answered(evaluation, answer),
            **_found(evaluation, requirement, findings.get(requirement.id)),
        }
        writer.writerow([_cell(row.get(name, ""), guarded=guarded) for name in COLUMNS])
    return stream.getvalue().encode("utf-8-sig" if guarded else "utf-8")


def _asked(evaluation: Evaluation, requirement: Requirement) -> dict[str, Any]:
    clause = evaluation.catalogue.clause_by_id[requirement.clause]
    return {
        "id": requirement.id,
        "letter": requirement.letter,
        "clause": clause.id,
        "clause_title": clause.title,
        "statement": requirement.statement,
        "stage": requirement.stage,
        "essential": _said(is_so=requirement.essential),
        "documented": requirement.documented.kind.value,
    }


def _answered(evaluation: Evaluation, answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    scale = evaluation.rulebook.scale
    return {
        "rating": answer.rating,
        "value": "" if answer.rated is None else float(scale.value(answer.rated)),
        "reason": answer.reason,
        "note": answer.note,
        "evidence": "\n".join("; ".join(_evidence(each)) for each in answer.evidence),
        "performed_by": answer.performed_by,
        "rated_by": answer.rated_by,
        "rated_on": answer.rated_on or "",
        "confirmed": _said(is_so=answer.confirmed),
        "origin": answer.origin,
    }


def _evidence(piece: Evidence) -> Iterator[str]:
    yield f"{piece.title} @ {piece.location}" if piece.location else piece.title
    if piece.effective:
        yield f"from {piece.effective}"
    if piece.valid_until:
        yield f"until {piece.valid_until}"
    if not piece.seen:
        yield "not seen"
    if piece.sha256:
        yield f"sha256 {piece.sha256}"


def _found(
    evaluation: Evaluation, requirement: Requirement, finding: Finding | None
) -> dict[str, Any]:
    if finding is None:
        override = set_aside(evaluation, requirement)
        return {"grade": override.grade} if override else {}
    return {"finding": finding.id, "grade": finding.grade.value, "rule": finding.rule}


def _said(*, is_so: bool) -> str:
    return "true" if is_so else "false"


def _cell(value: object, *, guarded: bool) -> str:
    return cell(value) if guarded else str(value)
