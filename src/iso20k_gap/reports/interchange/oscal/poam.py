"""The implementation plan as OSCAL's plan of action and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.errors import RenderError
from iso20k_gap.reports.interchange.oscal.document import catalogue_resource, document
from iso20k_gap.reports.interchange.oscal.findings import finding
from iso20k_gap.reports.interchange.oscal.observations import observation
from iso20k_gap.reports.interchange.oscal.results import about, tool
from iso20k_gap.reports.interchange.oscal.risks import RiskTeller
from iso20k_gap.reports.interchange.oscal.teller import Teller
from iso20k_gap.reports.interchange.oscal.values import filled, line, lines, prop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding
    from iso20k_gap.core.plan import Plan

IDENTIFIERS = "http://ietf.org/rfc/rfc4122"
"""The naming system of UUIDs."""

NOTHING = (
    "there is no finding, and OSCAL has no plan of action and milestones without one: rate "
    "requirements, or leave oscal-poam out"
)


def render(evaluation: Evaluation, plan: Plan, *, redacted: bool = False) -> bytes:
    """The findings with what the plan does about them.

    Raises:
        RenderError: there is no finding, or the plan has a day that OSCAL cannot write.
    """
    if not evaluation.findings:
        raise RenderError(NOTHING)
    teller = Teller(evaluation, plan.actions)
    catalogue = catalogue_resource(evaluation.catalogue.edition)
    title = "Plan of action and milestones"
    known = about(title, teller, catalogue, redacted=redacted)
    known["props"] += _schedule(plan)
    answers = evaluation.assessment.answers
    covered = [each for each in evaluation.catalogue.requirements if each.id in teller.finding_of]
    risks = RiskTeller(teller)
    body = {
        "metadata": known,
        "system-id": {"identifier-type": IDENTIFIERS, "id": teller.uuid("system")},
        "local-definitions": {"assessment-assets": tool()},
        "observations": [observation(teller, each, answers[each.id]) for each in covered],
        "risks": [risks.risk(each) for each in evaluation.findings],
        "findings": [finding(teller, each, answers[each.id]) for each in covered],
        "poam-items": [_item(risks, each) for each in evaluation.findings],
        "back-matter": {"resources": [catalogue.data()]},
    }
    return document("plan-of-action-and-milestones", body)


def _schedule(plan: Plan) -> Iterator[dict[str, Any]]:
    """When the plan begins, what it aims at, and its certification track."""
    yield prop("plan-start", plan.start)
    yield prop("stage-2-feasible", plan.feasible, plan.reason)
    yield prop("stage-2-earliest", plan.earliest)
    if plan.stage2:
        yield prop("stage-2-wished", plan.stage2)
    for each in plan.milestones:
        practice = " (common practice, no requirement)" if each.practice else ""
        yield prop("milestone", each.date, f"{each.name}: {each.why}{practice}", each.id)


def _item(risks: RiskTeller, found: Finding) -> dict[str, Any]:
    teller = risks.teller
    actions = risks.closing(found)
    steps = [f"{each.id} {each.title}, {each.start} to {each.end}" for each in actions]
    told = (found.because, found.recommendation, *(f"Action: {each}" for each in steps))
    return filled(
        {
            "uuid": teller.uuid("poam-item", found.id),
            "title": line(risks.title(found)),
            "description": lines("\n".join(told)),
            "props": [
                *risks.props(found),
                *(prop("action", each.id, kind=each.status.value) for each in actions),
            ],
            "origins": teller.tool,
            "related-findings": [
                {"finding-uuid": teller.uuid("finding", each)} for each in found.requirements
            ],
            "related-observations": teller.observed(found.requirements),
            "related-risks": [{"risk-uuid": teller.uuid("risk", found.id)}],
        }
    )
