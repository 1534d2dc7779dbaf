"""What an answer's evidence counts for on a day."""

from datetime import date, timedelta

import pytest

from builders import TODAY, answers, assessment, evidence
from iso20k_gap.core.assessment import Answer, Evidence

DAY = timedelta(days=1)
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY


@pytest.mark.parametrize(
    ("fields", "current"),
    [
        ({}, True),
        ({"effective": TODAY}, True),
        ({"effective": YESTERDAY}, True),
        ({"effective": TOMORROW}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": TOMORROW}, True),
        ({"valid_until": YESTERDAY}, False),
        ({"effective": TODAY, "valid_until": TODAY}, True),
        ({"effective": TOMORROW, "valid_until": TOMORROW}, False),
        ({"effective": YESTERDAY, "valid_until": YESTERDAY}, False),
        ({"seen": False}, False),
        ({"seen": False, "valid_until": TOMORROW}, False),
    ],
)
def test_evidence_counts_while_it_was_seen_and_holds(fields, current):
    """Its first and last day count; what has no end lasts."""
    assert Evidence(title="Log", **fields).is_current(TODAY) is current


OLD, NEW = evidence(valid_until=YESTERDAY), evidence(effective=TODAY)


@pytest.mark.parametrize(
    ("pieces", "on", "current", "stale"),
    [
        ((), TODAY, False, False),
        (NEW, TODAY, True, False),
        (OLD, TODAY, False, True),
        (OLD + NEW, TODAY, True, False),
        (OLD + NEW, YESTERDAY - DAY, True, False),
        (NEW, YESTERDAY, False, True),
    ],
)
def test_one_piece_that_counts_is_enough(pieces, on: date, current, stale):
    """Stale is an answer with evidence of which none counts any more."""
    answer = Answer(rating="F", evidence=pieces)

    assert answer.has_current_evidence(on) is current
    assert answer.has_stale_evidence(on) is stale


def test_other_answers_leave_the_rest_of_an_assessment_as_it_is():
    """They take the place of all that were there."""
    made = assessment({"8.6.1": "F"}, label="SR", scale="yes-partial-no")
    others = answers({"8.6.2-01": "L"})

    changed = made.with_answers(others)

    assert changed.answers == others
    assert changed.with_answers(made.answers) == made
    assert set(made.answers) == set(answers({"8.6.1": "F"}))
