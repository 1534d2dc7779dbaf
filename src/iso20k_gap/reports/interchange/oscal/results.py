"""An assessment as OSCAL's assessment results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.reports import figures
from iso20k_gap.reports.interchange.identity import uuid_of
from iso20k_gap.reports.interchange.oscal.catalog import control_id
from iso20k_gap.reports.interchange.oscal.document import (
    OWN_WORDS,
    Resource,
    catalogue_resource,
    document,
    metadata,
)
from iso20k_gap.reports.interchange.oscal.observations import TOOL, Observer
from iso20k_gap.reports.interchange.oscal.risks import RiskTeller
from iso20k_gap.reports.interchange.oscal.values import can_write, filled, lines, moment, prop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.readiness import StageVerdict

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
    observer = Observer(evaluation)
    catalogue = catalogue_resource(evaluation.catalogue.edition)
    plan = _plan(observer)
    body = {
        "metadata": about("Gap analysis", observer, catalogue, redacted=redacted),
        "import-ap": {"href": plan.address},
        "results": [_result(observer)],
        "back-matter": {"resources": [plan.data(), catalogue.data()]},
    }
    return document("assessment-results", body)


def about(
    what: str, observer: Observer, catalogue: Resource, *, redacted: bool = False
) -> dict[str, Any]:
    """The metadata of a document about an assessment."""
    evaluation = observer.evaluation
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
        **observer.people.data(),
        remarks=lines(f"{OWN_WORDS}\n{PREDICTED}"),
    )


def _plan(observer: Observer) -> Resource:
    """What stands for an assessment plan: there is no other document of it."""
    evaluation = observer.evaluation
    assessment = evaluation.assessment
    scale = evaluation.rulebook.scale
    against = f"Gap analysis against {evaluation.catalogue.edition.label}"
    told = (
        f"{against}, done without an assessment plan in OSCAL.",
        f"Scope: {assessment.organisation.scope}",
        f"Questionnaire: {assessment.questionnaire}. Scale: {scale.name}.",
        f"Limits: {assessment.limits}" if assessment.limits else "",
    )
    uuid = observer.uuid("assessment-plan")
    return Resource(uuid, "Scope and method of the assessment", "\n".join(told))


def _result(observer: Observer) -> dict[str, Any]:
    evaluation = observer.evaluation
    answered = [
        (each, evaluation.assessment.answers[each.id])
        for each in evaluation.catalogue.requirements
        if each.id in evaluation.assessment.answers
    ]
    findings = (observer.finding(*each) for each in answered)
    risks = RiskTeller(observer)
    return filled(
        {
            "uuid": observer.uuid("result", evaluation.date.isoformat()),
            "title": f"Gap analysis as of {evaluation.date}",
            "description": lines(evaluation.assessment.organisation.scope),
            "start": moment(_start(evaluation)),
            "end": moment(evaluation.date),
            "props": [*_numbers(evaluation), *_verdict(evaluation)],
            "local-definitions": {"assessment-assets": tool()},
            "reviewed-controls": _reviewed(observer),
            "observations": [observer.observation(*each) for each in answered],
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


def _reviewed(observer: Observer) -> dict[str, Any]:
    """Every control, less those whose requirement has no answer."""
    evaluation = observer.evaluation
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


def _numbers(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """The overall numbers in per cent, unrounded, each with its formula and its range."""
    overall = figures.score_data(evaluation)["overall"]
    for name in ("conformity", "achievement_by_requirement", "achievement_by_clause",
                 "coverage", "evidenced"):  # fmt: skip
        if overall[name] is not None:
            yield prop(name.replace("_", "-"), overall[name], FORMULAS[name])
    for name, (lowest, highest) in overall["range"].items():
        for kind, value in (("worst-case", lowest), ("best-case", highest)):
            if value is not None:
                yield prop(name.replace("_", "-"), value, kind=kind)


def _verdict(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    verdict = evaluation.verdict
    yield prop("verdict", verdict.state.value)
    for name, stage in (("stage-1", verdict.stage1), ("stage-2", verdict.stage2)):
        yield prop("ready", _ready(stage), kind=name)
        for kind, points in (("blocker", stage.blockers), ("open-point", stage.open_points)):
            yield from (prop(kind, each.reason, each.clears, name) for each in points)


def _ready(stage: StageVerdict) -> str:
    return {None: "undetermined", True: "true", False: "false"}[stage.ready]
