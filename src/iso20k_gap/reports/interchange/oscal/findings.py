"""What an answer says of its objective, as OSCAL's findings: satisfied or not, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.rating import Rating
from iso20k_gap.reports.interchange.judgements import set_aside
from iso20k_gap.reports.interchange.oscal.catalog import objective_id
from iso20k_gap.reports.interchange.oscal.values import filled, line, lines, prop

if TYPE_CHECKING:
    from iso20k_gap.core.assessment import Answer
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.reports.interchange.oscal.teller import Teller

REASONS = {Rating.N: "fail", Rating.P: "other", Rating.L: "other", Rating.F: "pass"}
PARTIAL = "partial"
IMPLEMENTED = {Rating.P: PARTIAL, Rating.L: PARTIAL, Rating.F: "implemented"}
"""OSCAL has no word for a requirement that is not met at all."""


def finding(teller: Teller, requirement: Requirement, answer: Answer) -> dict[str, Any] | None:
    """What an answer says of the requirement's objective; None where nothing occurred."""
    if answer.rated is None:
        return None
    clause = teller.evaluation.catalogue.clause_by_id[requirement.clause]
    predicted = teller.finding_of.get(requirement.id)
    because = predicted.because if predicted else ""
    risks = [{"risk-uuid": teller.uuid("risk", predicted.id)}] if predicted else []
    return filled(
        {
            "uuid": teller.uuid("finding", requirement.id),
            "title": line(f"{requirement.short} {clause.title}"),
            "description": lines(f"{teller.rated(answer)}\n{because}"),
            "props": [prop("rating", answer.rating), *_graded(teller, requirement)],
            "origins": teller.tool,
            "target": _target(teller, requirement, answer, answer.rated),
            "related-observations": teller.observed([requirement.id]),
            "related-risks": risks,
        }
    )


def _target(
    teller: Teller, requirement: Requirement, answer: Answer, rating: Rating
) -> dict[str, Any]:
    met = rating is Rating.F
    how = IMPLEMENTED.get(rating)
    partly = lines(f"Partly met. {teller.rated(answer)}") if how == PARTIAL else ""
    status = {
        "state": "satisfied" if met else "not-satisfied",
        "reason": REASONS[rating],
        "remarks": partly,
    }
    return filled(
        {
            "type": "objective-id",
            "target-id": objective_id(requirement.id),
            "title": line(requirement.short),
            "description": lines(requirement.statement),
            "status": filled(status),
            "implementation-status": {"state": how} if how else None,
        }
    )


def _graded(teller: Teller, requirement: Requirement) -> list[dict[str, Any]]:
    """The grade of a requirement's predicted finding, or that an assessor set it aside."""
    predicted = teller.finding_of.get(requirement.id)
    if predicted:
        return [
            prop("grade", predicted.grade.value),
            prop("predicted-finding", predicted.id),
            prop("rule", predicted.rule),
        ]
    override = set_aside(teller.evaluation, requirement)
    return [prop("grade", override.grade, override.reason)] if override else []
