"""Assessments to try documents with: one has all that can be, the other only what must be."""

from datetime import date, timedelta

import pytest
from pydantic import BaseModel

from builders import TODAY, answers, assessment, catalogue, evaluation, everything, evidence
from iso20k_gap.core.assessment import Answer, Assessment, Evidence
from iso20k_gap.core.consistency import check
from iso20k_gap.core.extremes import PARTY, TYPED, bare, crowded, crowded_decisions
from iso20k_gap.core.plan import ActionDecision, Owner, PlanDecisions, Status
from iso20k_gap.core.plan_consistency import check_decisions
from iso20k_gap.core.rates import Rates

RATED = {**everything("L"), "8.7.2-16": "no_occurrence"}
LATER = TODAY + timedelta(days=1)
MAY_BE_EMPTY = {
    "Assessment": {"amendments", "scale", "scales"},
    "Branding": {"logo"},
    "Evidence": {"seen"},
    "InternalAudit": {"complete"},
    "Answer": {"reason", "rating"},
}
"""What a record may leave at its default: the shipped scale, a file, an answer's own rating."""


@pytest.fixture(scope="module")
def full():
    """A whole assessment, crowded."""
    piece = evidence(location="shelf", effective=TODAY, valid_until=TODAY, sha256="1" * 64)
    made = assessment(answers=answers(RATED, evidence=piece), amendments=False)
    return crowded(made, catalogue(), TODAY)


def records(value):
    """Every record in a value, itself first."""
    if isinstance(value, BaseModel):
        yield value
        for _name, each in value:
            yield from records(each)
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from records(each)


def test_a_bare_assessment_has_only_what_must_be():
    """Edition, amendments and version stay; everything else is left out or a single letter."""
    empty = bare(assessment(RATED, edition="2018", amendments=False, label="SR"))

    assert empty.model_dump(exclude_defaults=True, by_alias=True) == {
        "edition": "2018",
        "amendments": False,
        "catalogue_version": 1,
        "organisation": {"name": "A", "scope": "B"},
    }


def test_a_crowded_assessment_fits_the_catalogue(full):
    """It is hard to show, but nothing in it is wrong."""
    rules = evaluation({}).rulebook.readiness

    assert check(catalogue(), full, rules) == ()
    assert Assessment.model_validate(full.model_dump(by_alias=True)) == full


def test_every_text_of_a_crowded_assessment_is_what_someone_might_type(full):
    """No text field is empty, and the typed one is in each that takes any text."""
    for record in records(full):
        kind = type(record).__name__
        empty = {name for name, each in record if each in ("", None, (), {}, False)}
        assert empty <= MAY_BE_EMPTY.get(kind, set()), kind


def test_a_crowded_assessment_in_full(full):
    """Two assessors, parties, dates, grades and weights: all that a report tells apart."""
    remark = {"clause": "4.1", "text": TYPED}
    override = {"reason": TYPED, "by": TYPED, "on": TODAY}

    assert full.model_dump(by_alias=True, exclude={"answers"}) == {
        "schema": 1, "edition": "2018", "label": TYPED, "amendments": False,
        "catalogue_version": 1, "questionnaire": "full", "scale": "nplf", "scales": (),
        "organisation": {
            "name": TYPED, "scope": TYPED * 8, "unit": TYPED, "sector": TYPED, "people": 123456,
            "sites": (TYPED,), "customers": (TYPED,), "technology": (TYPED,), "contact": TYPED,
        },
        "services": ({"name": TYPED, "description": TYPED, "performed_by": PARTY},),
        "assessors": (TYPED, TYPED[::-1]),
        "interviews": ({"name": TYPED, "role": TYPED, "on": TODAY},),
        "started": TODAY,
        "parties": (
            {"id": PARTY, "name": TYPED, "kind": "external_supplier", "provides": TYPED},
        ),
        "operation": {
            "since": TODAY, "internal_audit": {"completed": TODAY, "complete": False},
            "management_review": TODAY, "continuity_test": TODAY,
        },
        "certification": {
            "body": TYPED, "accredited_by": TYPED, "consultancy_ended": TODAY,
            "internal_audit_by_body": (TODAY,), "stage1": TODAY, "stage2": TODAY,
            "decision": TODAY,
        },
        "scoring": {"weights": {"4.1": "7/3"}, "systemic_minors": 3},
        "overrides": (
            {"finding": "F-4.1-01", "grade": "major", **override},
            {"finding": "F-4.1-02", "grade": "none", **override},
        ),
        "strengths": (remark,), "observations": (remark,), "limits": TYPED,
        "branding": {
            "name": TYPED, "contact": TYPED, "accent": "#7a1f5c", "logo": "", "disclaimer": TYPED,
        },
    }  # fmt: skip


@pytest.mark.parametrize(("name", "reason"), [("8.6.1-01", ""), ("8.7.2-16", TYPED)])
def test_a_crowded_answer_in_full(full, name, reason):
    """A piece not seen comes before the old ones; a reason is there where one was; ratings stay."""
    ids = [each.id for each in catalogue().requirements]
    piece = evidence(location="shelf", effective=TODAY, valid_until=TODAY, sha256="1" * 64)
    unseen = Evidence(
        title=TYPED, location=TYPED, effective=TODAY, valid_until=TODAY, seen=False,
        sha256="0" * 64,
    )  # fmt: skip

    assert full.answers[name] == Answer(
        rating="no_occurrence" if reason else "L", reason=reason, note=TYPED,
        evidence=(unseen, *piece), rated_by=TYPED, rated_on=TODAY, origin=TYPED,
    )  # fmt: skip
    assert list(full.answers) == ids[:-1]


@pytest.mark.parametrize("on", [TODAY, LATER])
def test_every_day_of_a_crowded_assessment_is_the_given_one(full, on):
    """No date comes from a clock."""
    made = crowded(full, catalogue(), on)
    days = {each for record in records(made) for _name, each in record if isinstance(each, date)}

    assert days - {TODAY} == ({on} - {TODAY})


def test_crowded_decisions_decide_everything():
    """One action of each status, an owner, costs, and a wished day."""
    made = crowded_decisions(catalogue(), TODAY)
    told = [misfit.path for misfit in check_decisions(catalogue(), made)]
    decided = [
        ActionDecision(status=status, owner=TYPED, percent=5, note=TYPED) for status in Status
    ]

    assert made == PlanDecisions(
        stage2=TODAY + timedelta(days=400),
        owners=(Owner(role=TYPED, name=TYPED, days_per_week=1),),
        budget=Rates.model_validate(
            {"currency": "EUR", "day_rate": 600, "fixed": [{"name": TYPED, "amount": "9.5"}]}
        ),
        actions=dict(zip(catalogue().actions, decided, strict=False)),
    )
    assert PlanDecisions.model_validate(made.model_dump(by_alias=True)) == made
    assert told == []
