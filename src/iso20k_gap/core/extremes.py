"""Assessments at the ends of what there can be, to try documents with: bare, and crowded."""

from datetime import date, timedelta
from typing import Any

from iso20k_gap.core.assessment import (
    Answer,
    Assessment,
    Certification,
    Evidence,
    InternalAudit,
    Interview,
    Operation,
    Organisation,
    Override,
    Party,
    PartyKind,
    Remark,
    Scoring,
    Service,
)
from iso20k_gap.core.branding import Branding
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.plan import ActionDecision, Owner, PlanDecisions, Status
from iso20k_gap.core.rates import Rates

TYPED = '<b>typed</b> & "quoted" {{ 7 * 7 }} ]]> \u05d3\u05d5\u05d7 ' + "long" * 20
"""What a person might type: markup, quotes, a template, another direction, no place to break."""

PARTY = "supplier"


def bare(assessment: Assessment) -> Assessment:
    """An assessment with nothing in it but what must be."""
    return Assessment(
        schema=1,
        edition=assessment.edition,
        amendments=assessment.amendments,
        catalogue_version=assessment.catalogue_version,
        organisation=Organisation(name="A", scope="B"),
    )


def crowded(assessment: Assessment, catalogue: Catalogue, on: date) -> Assessment:
    """The assessment with every field filled, and everything typed in it hard to show."""
    first, *_ = catalogue.lowest
    identifiers = [each.id for each in catalogue.requirements]
    return assessment.model_copy(
        update={
            "label": TYPED,
            "organisation": _organisation(),
            "services": (Service(name=TYPED, description=TYPED, performed_by=PARTY),),
            "assessors": (TYPED, TYPED[::-1]),
            "interviews": (Interview(name=TYPED, role=TYPED, on=on),),
            "started": on,
            "parties": (
                Party(id=PARTY, name=TYPED, kind=PartyKind.EXTERNAL_SUPPLIER, provides=TYPED),
            ),
            "operation": _operation(on),
            "certification": _certification(on),
            "scoring": Scoring.model_validate({"weights": {first.id: "7/3"}}),
            "overrides": _overrides(identifiers, on),
            "strengths": (Remark(clause=first.id, text=TYPED),),
            "observations": (Remark(clause=first.id, text=TYPED),),
            "limits": TYPED,
            "branding": Branding(name=TYPED, contact=TYPED, accent="#7a1f5c", disclaimer=TYPED),
            "answers": {
                name: _answer(answer, on)
                for name, answer in assessment.answers.items()
                if name != identifiers[-1]
            },
        }
    )


def crowded_decisions(catalogue: Catalogue, on: date) -> PlanDecisions:
    """Decisions about a plan in which everything that can be decided is."""
    actions = [each.id for clause in catalogue.clauses for each in clause.actions]
    rates = {"currency": "EUR", "day_rate": "600", "fixed": [{"name": TYPED, "amount": "9.5"}]}
    made: dict[str, Any] = {}
    for number, status in enumerate(Status):
        made[actions[number]] = ActionDecision(status=status, owner=TYPED, percent=5, note=TYPED)
    return PlanDecisions(
        stage2=on + timedelta(days=400),
        owners=(Owner(role=TYPED, name=TYPED, days_per_week=1),),
        budget=Rates.model_validate(rates),
        actions=made,
    )


def _organisation() -> Organisation:
    return Organisation(
        name=TYPED,
        scope=TYPED * 8,
        unit=TYPED,
        sector=TYPED,
        people=123456,
        sites=(TYPED,),
        customers=(TYPED,),
        technology=(TYPED,),
        contact=TYPED,
    )


def _operation(on: date) -> Operation:
    audit = InternalAudit(completed=on, complete=False)
    return Operation(since=on, internal_audit=audit, management_review=on, continuity_test=on)


def _certification(on: date) -> Certification:
    return Certification(
        body=TYPED,
        accredited_by=TYPED,
        consultancy_ended=on,
        internal_audit_by_body=(on,),
        stage1=on,
        stage2=on,
        decision=on,
    )


def _overrides(identifiers: list[str], on: date) -> tuple[Override, ...]:
    grades = ("major", "none")
    return tuple(
        Override(finding=f"F-{name}", grade=grade, reason=TYPED, by=TYPED, on=on)
        for name, grade in zip(identifiers, grades, strict=False)
    )


def _answer(answer: Answer, on: date) -> Answer:
    piece = Evidence(
        title=TYPED, location=TYPED, effective=on, valid_until=on, seen=False, sha256="0" * 64
    )
    return answer.model_copy(
        update={
            "note": TYPED,
            "reason": TYPED if answer.reason else "",
            "evidence": (piece, *answer.evidence),
            "rated_by": TYPED,
            "rated_on": on,
            "origin": TYPED,
        }
    )
