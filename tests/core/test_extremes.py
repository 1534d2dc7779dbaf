"""Assessments to try documents with: one has all that can be, the other only what must be."""

from datetime import date, timedelta

import pytest
from pydantic import BaseModel

from builders import TODAY, answers, assessment, catalogue, evaluation, everything, evidence
from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.consistency import check
from iso20k_gap.core.extremes import PARTY, TYPED, bare, crowded, crowded_decisions
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlanDecisions, Status
from iso20k_gap.core.plan_consistency import check_decisions

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
    answer = full.answers["8.6.1-01"]
    assert {answer.note, answer.rated_by, answer.origin, answer.evidence[0].title} == {TYPED}
    assert full.organisation.scope == TYPED * 8
    assert full.services[0].performed_by == full.parties[0].id == PARTY


def test_a_crowded_assessment_has_what_a_report_tells_apart(full):
    """Two assessors, a piece not seen before the old ones, a reason kept, one answer missing."""
    ids = [each.id for each in catalogue().requirements]

    assert set(ids) - set(full.answers) == {ids[-1]}
    assert [each.seen for each in full.answers["8.6.1-01"].evidence] == [False, True]
    assert full.answers["8.7.2-16"].reason == TYPED
    assert full.answers["8.6.1-01"].reason == ""
    assert len(set(full.assessors)) == 2
    assert [(each.finding, each.grade) for each in full.overrides] == [
        (f"F-{ids[0]}", Grade.MAJOR),
        (f"F-{ids[1]}", "none"),
    ]
    assert set(full.scoring.weights) == {catalogue().lowest[0].id}
    assert full.operation.internal_audit.completed == TODAY


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

    assert [each.status for each in made.actions.values()] == list(Status)
    assert {(each.owner, each.note, each.percent) for each in made.actions.values()} == {
        (TYPED, TYPED, 5)
    }
    assert set(made.actions) <= set(catalogue().actions)
    assert made.stage2 == TODAY + timedelta(days=400)
    assert [(each.role, each.name, each.days_per_week) for each in made.owners] == [
        (TYPED, TYPED, 1)
    ]
    assert (made.budget.currency, made.budget.day_rate) == ("EUR", 600)
    assert [(each.name, str(each.amount)) for each in made.budget.fixed] == [(TYPED, "9.5")]
    assert PlanDecisions.model_validate(made.model_dump(by_alias=True)) == made
    assert told == []
