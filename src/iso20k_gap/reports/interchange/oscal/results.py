"""An assessment as OSCAL's assessment results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.interchange.identity import uuid_of
from iso20k_gap.reports.interchange.oscal.catalog import control_id
from iso20k_gap.reports.interchange.oscal.document import (
    OWN_WORDS,
    Resource,
    catalogue_resource,
    document,
    metadata,
)
from iso20k_gap.reports.interchange.oscal.findings import finding
from iso20k_gap.reports.interchange.oscal.observations import observation, remarks
from iso20k_gap.reports.interchange.oscal.risks import RiskTeller
from iso20k_gap.reports.interchange.oscal.rulings import numbers, verdict
from iso20k_gap.reports.interchange.oscal.teller import TOOL, Teller
from iso20k_gap.reports.interchange.oscal.values import can_write, filled, line, lines, moment, prop

if TYPE_CHECKING:
    from datetime import date

    from iso20k_gap.core.evaluation import Evaluation

PREDICTED = (
    "Findings are predicted by rules from ratings; they are no audit findings. Only a rating of F "
    "counts as satisfied: P and L are not satisfied, and say so in the properties 'rating' and "
    "'value' and in the implementation status 'partial'."
)


def render(evaluation: Evaluation, *, redacted: bool = False) -> bytes:
    """The assessment as of the evaluation's day.

    Raises:
        RenderError: the day is none that OSCAL can write.
    """
    teller = Teller(evaluation)
    catalogue = catalogue_resource(evaluation.catalogue.edition)
    plan = _plan(teller)
    body = {
        "metadata": about("Gap analysis", teller, catalogue, redacted=redacted),
        "import-ap": {"href": plan.address},
        "results": [_result(teller)],
        "back-matter": {"resources": [plan.data(), catalogue.data()]},
    }
    return document("assessment-results", body)


def about(
    what: str, teller: Teller, catalogue: Resource, *, redacted: bool = False
) -> dict[str, Any]:
    """The metadata of a document about an assessment."""
    evaluation = teller.evaluation
    edition = evaluation.catalogue.edition
    organisation = evaluation.assessment.organisation
    return metadata(
        f"{what}: {organisation.name}, {evaluation.assessment.label or edition.label}",
        evaluation.date.isoformat(),
        evaluation.date,
        props=[
            prop("edition", edition.id),
            prop("catalogue-version", edition.version),
            prop("scale", evaluation.rulebook.scale.id),
            *([prop("redacted", value=True)] if redacted else []),
        ],
        links=[{"href": catalogue.address, "rel": "reference"}],
        **teller.people.data(),
        remarks=lines(f"{OWN_WORDS}\n{PREDICTED}"),
    )


def _plan(teller: Teller) -> Resource:
    """What stands for an assessment plan: there is no other document of it."""
    evaluation = teller.evaluation
    assessment = evaluation.assessment
    scale = evaluation.rulebook.scale
    against = f"Gap analysis against {evaluation.catalogue.edition.label}"
    told = (
        f"{against}, done without an assessment plan in OSCAL.",
        f"Scope: {assessment.organisation.scope}",
        f"Questionnaire: {assessment.questionnaire}. Scale: {scale.name}.",
        f"Limits: {assessment.limits}" if assessment.limits else "",
    )
    uuid = teller.uuid("assessment-plan")
    return Resource(uuid, "Scope and method of the assessment", "\n".join(told))


def _result(teller: Teller) -> dict[str, Any]:
    evaluation = teller.evaluation
    answered = [
        (each, evaluation.assessment.answers[each.id])
        for each in evaluation.catalogue.requirements
        if each.id in evaluation.assessment.answers
    ]
    findings = (finding(teller, *each) for each in answered)
    risks = RiskTeller(teller)
    return filled(
        {
            "uuid": teller.uuid("result", evaluation.date.isoformat()),
            "title": f"Gap analysis as of {evaluation.date}",
            "description": lines(evaluation.assessment.organisation.scope),
            "start": moment(_start(evaluation)),
            "end": moment(evaluation.date),
            "props": [*numbers(evaluation), *verdict(evaluation)],
            "local-definitions": _defined(teller),
            "reviewed-controls": _reviewed(teller),
            "observations": [
                *(observation(teller, *each) for each in answered),
                *remarks(teller),
            ],
            "risks": [risks.risk(each) for each in evaluation.findings],
            "findings": [each for each in findings if each],
            "remarks": lines(evaluation.verdict.remark) if evaluation.verdict.remark else "",
        }
    )


def _start(evaluation: Evaluation) -> date:
    """The day the assessment began, never after its end."""
    started = evaluation.assessment.started
    days = (each.rated_on for each in evaluation.assessment.answers.values())
    known = [each for each in (started, *days) if each and can_write(each)]
    return min([evaluation.date, *known])


def _defined(teller: Teller) -> dict[str, Any]:
    """The services in scope, and the program."""
    services = [
        {
            "uuid": teller.uuid("service", each.name),
            "type": "service",
            "title": line(each.name),
            "description": lines(each.description or each.name),
            "props": [prop("performed-by", each.performed_by)],
            "status": {"state": "operational"},
        }
        for each in teller.evaluation.assessment.services
    ]
    distinct = list({each["uuid"]: each for each in services}.values())
    return filled({"components": distinct, "assessment-assets": tool()})


def tool() -> dict[str, Any]:
    """This program, as what worked out scores and findings."""
    uuid = uuid_of(TOOL)
    component = {
        "uuid": uuid,
        "type": "software",
        "title": "iso20k-gap",
        "description": "Predicts findings from ratings by rules; it collects no evidence itself.",
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": uuid_of("platform"),
        "title": "iso20k-gap",
        "uses-components": [{"component-uuid": uuid}],
    }
    return {"components": [component], "assessment-platforms": [platform]}


def _reviewed(teller: Teller) -> dict[str, Any]:
    """Every control, less those whose requirement has no answer."""
    evaluation = teller.evaluation
    answers = evaluation.assessment.answers
    unrated = [each.id for each in evaluation.catalogue.requirements if each.id not in answers]
    total = len(evaluation.catalogue.requirements)
    told = f"{total - len(unrated)} of {total} requirements have been reviewed."
    left_out = [{"control-id": control_id(each)} for each in unrated]
    selection = filled(
        {
            "description": lines(f"{told} Those excluded have no rating yet.") if unrated else told,
            "include-all": {},
            "exclude-controls": left_out,
        }
    )
    return {"control-selections": [selection]}
