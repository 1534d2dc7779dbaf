"""An assessment in MITRE's Heimdall Data Format: a profile whose controls are requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap import __version__
from iso20k_gap.core.assessment import SELF
from iso20k_gap.core.catalogue import DocumentKind
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.printable import harmless, json_text
from iso20k_gap.core.rating import Rating
from iso20k_gap.reports.interchange.judgements import covering, set_aside
from iso20k_gap.reports.interchange.links import web_address
from iso20k_gap.reports.report_json import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.assessment import Answer
    from iso20k_gap.core.catalogue import Clause, Requirement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"

IMPACTS = {Grade.MAJOR: 0.9, Grade.MINOR: 0.5, Grade.OPPORTUNITY: 0.3}
"""Heimdall calls them critical, medium and low."""

ESSENTIAL, ORDINARY, NOT_APPLICABLE = 0.9, 0.5, 0.0
"""Impacts where there is no finding; 0 is how Heimdall knows what does not count."""


def render(evaluation: Evaluation, *, redacted: bool = False) -> bytes:
    """The assessment as HDF's execution results."""
    findings = covering(evaluation)
    controls = [
        _control(evaluation, each, findings.get(each.id))
        for each in evaluation.catalogue.requirements
    ]
    assessment = evaluation.assessment
    data = {
        "platform": {
            "name": "iso20k-gap",
            "release": __version__,
            "target_id": harmless(assessment.organisation.name),
        },
        "version": __version__,
        "statistics": {"duration": 0.0, "controls": _statistics(controls)},
        "profiles": [_profile(evaluation, controls, redacted=redacted)],
    }
    return f"{json_text(data)}\n".encode()


def _statistics(controls: list[dict[str, Any]]) -> dict[str, Any]:
    statuses = [each["results"][0]["status"] for each in controls]
    return {name: {"total": statuses.count(name)} for name in (PASSED, FAILED, SKIPPED)}


def _profile(
    evaluation: Evaluation, controls: list[dict[str, Any]], *, redacted: bool
) -> dict[str, Any]:
    catalogue = evaluation.catalogue
    edition = catalogue.edition
    verdict = evaluation.verdict
    facts = {
        "date": evaluation.date.isoformat(),
        "scale": evaluation.rulebook.scale.id,
        "verdict": verdict.state.value,
        "redacted": redacted,
    }
    return {
        "name": f"iso20000-1-{edition.id}",
        "title": f"{edition.label}, {edition.title}",
        "version": str(edition.version),
        "summary": harmless(f"Verdict: {verdict.state.value}. {verdict.remark}".strip()),
        "description": harmless(evaluation.assessment.organisation.scope),
        "copyright": "Requirements in our own words; the text of the standard is ISO's.",
        "license": "MIT",
        "status": "loaded",
        "sha256": content_hash(catalogue.model_dump(mode="json")).removeprefix("sha256:"),
        "supports": [],
        "depends": [],
        "attributes": [{"name": name, "options": {"value": each}} for name, each in facts.items()],
        "groups": [_group(each) for each in catalogue.lowest],
        "controls": controls,
    }


def _group(clause: Clause) -> dict[str, Any]:
    ids = [each.id for each in clause.requirements]
    return {"id": clause.id, "title": clause.title, "controls": ids}


def _control(
    evaluation: Evaluation, requirement: Requirement, finding: Finding | None
) -> dict[str, Any]:
    answer = evaluation.assessment.answers.get(requirement.id)
    clause = evaluation.catalogue.clause_by_id[requirement.clause]
    told = {
        "check": requirement.question,
        "fix": requirement.remedy,
        "rationale": requirement.guidance,
        "typical evidence": "\n".join(requirement.evidence),
    }
    return {
        "id": requirement.id,
        "title": f"{requirement.short} {clause.title}",
        "desc": requirement.statement,
        "descriptions": [{"label": label, "data": data} for label, data in told.items()],
        "impact": _impact(requirement, answer, finding),
        "refs": list(_refs(answer)),
        "tags": _tags(evaluation, requirement, finding),
        "code": None,
        "source_location": {"ref": f"answers/{clause.group}.yaml"},
        "results": [_result(evaluation, requirement, finding)],
    }


def _impact(requirement: Requirement, answer: Answer | None, finding: Finding | None) -> float:
    if answer is not None and answer.rated is None:
        return NOT_APPLICABLE
    if finding:
        return IMPACTS[finding.grade]
    return ESSENTIAL if requirement.essential else ORDINARY


def _refs(answer: Answer | None) -> Iterator[dict[str, str]]:
    """Evidence on the web as links, all other as text."""
    for piece in answer.evidence if answer else ():
        address = web_address(piece.location)
        place = f" ({piece.location})" if piece.location and not address else ""
        yield {"ref": harmless(f"{piece.title}{place}"), **({"url": address} if address else {})}


def _tags(
    evaluation: Evaluation, requirement: Requirement, finding: Finding | None
) -> dict[str, Any]:
    answer = evaluation.assessment.answers.get(requirement.id)
    documented = requirement.documented
    tags: dict[str, Any] = {
        "clause": requirement.clause,
        "stage": requirement.stage,
        "essential": requirement.essential,
    }
    if documented.kind is not DocumentKind.NONE:
        tags[documented.kind.value] = documented.name
    if answer:
        tags |= {"rating": answer.rating, "confirmed": answer.confirmed}
        who = {"performed_by": answer.performed_by, "rated_by": answer.rated_by}
        tags |= {name: harmless(each) for name, each in who.items() if each not in ("", SELF)}
    if finding:
        tags |= {"finding": finding.id, "grade": finding.grade.value, "rule": finding.rule}
    elif override := set_aside(evaluation, requirement):
        tags["grade"] = override.grade
    return tags


def _result(
    evaluation: Evaluation, requirement: Requirement, finding: Finding | None
) -> dict[str, Any]:
    """Only F passes; partly met has failed and says how far it is met."""
    answer = evaluation.assessment.answers.get(requirement.id)
    day = answer.rated_on if answer and answer.rated_on else evaluation.date
    begun = {"run_time": 0.0, "start_time": f"{day.isoformat()}T00:00:00Z"}
    if answer is None:
        message = "Not rated yet."
        return {"status": SKIPPED, "code_desc": "Not rated", "skip_message": message, **begun}
    if answer.rated is None:
        message = harmless(f"No occurrence: {answer.reason}")
        return {"status": SKIPPED, "code_desc": "No occurrence", "skip_message": message, **begun}
    step = evaluation.rulebook.scale.step(answer.rated)
    override = set_aside(evaluation, requirement)
    told = (
        answer.note,
        finding.because if finding else "",
        f"No finding, by an assessor: {override.reason}" if override else "",
        "" if answer.confirmed else "Taken over and not yet confirmed.",
    )
    return {
        "status": PASSED if answer.rated is Rating.F else FAILED,
        "code_desc": f"Rated {step.symbol}, {step.name}",
        "message": harmless("\n".join(each for each in told if each)),
        **begun,
    }
