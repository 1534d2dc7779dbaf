"""What the certification track builds on: recorded dates as far as they hold, and why not."""

import pytest

from builders import READY, evaluation, everything
from iso20k_gap.core.actions import drafts
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.track import track

SINCE, AUDIT, REVIEW, TEST = "2026-01-01", "2026-09-01", "2026-09-15", "2026-06-01"
NO_AUDIT = "The internal audit of 2026-09-01 does not serve; the plan holds another."
NO_REVIEW = "The management review of 2026-09-15 does not serve; the plan holds another."
NO_TEST = "The continuity test of 2026-06-01 does not serve; the plan holds another."
ONE_ANEW = (
    "Operation since 2026-01-01 is not counted: 1 action closes major findings, and records of "
    "those processes begin after it."
)
TWO_ANEW = (
    "Operation since 2026-01-01 is not counted: 2 actions close major findings, and records of "
    "those processes begin after them."
)


def tracked(ratings, actions=None, **fields):
    """The track with everything fully met but these ratings, and these actions decided."""
    evaluated = evaluation({**everything("F"), **ratings}, **fields)
    decisions = PlanDecisions.model_validate({"actions": actions or {}})
    return track(evaluated, drafts(evaluated, decisions))


def dates(found):
    """The dates that hold: operation, audit, review, test."""
    days = (found.since, found.audit, found.review, found.test)
    return tuple(each and str(each) for each in days)


def ids(actions):
    return [each.id for each in actions]


@pytest.mark.parametrize(
    ("changed", "holding", "remarks"),
    [
        ({}, (SINCE, AUDIT, REVIEW, TEST), ()),
        ({"since": None}, (None, AUDIT, REVIEW, TEST), ()),
        ({"internal_audit": {"completed": AUDIT, "complete": False}},
         (SINCE, None, None, TEST), (NO_AUDIT, NO_REVIEW)),
        ({"internal_audit": None}, (SINCE, None, None, TEST), (NO_REVIEW,)),
        ({"internal_audit": {"completed": "2025-11-21"}},
         (SINCE, "2025-11-21", REVIEW, TEST), ()),
        ({"internal_audit": {"completed": "2025-11-20"}}, (SINCE, None, None, TEST),
         (NO_AUDIT.replace(AUDIT, "2025-11-20"), NO_REVIEW)),
        ({"management_review": "2026-11-21"}, (SINCE, AUDIT, "2026-11-21", TEST), ()),
        ({"management_review": "2026-11-22"}, (SINCE, AUDIT, None, TEST),
         (NO_REVIEW.replace(REVIEW, "2026-11-22"),)),
        ({"management_review": AUDIT}, (SINCE, AUDIT, AUDIT, TEST), ()),
        ({"management_review": "2026-08-31"}, (SINCE, AUDIT, None, TEST),
         (NO_REVIEW.replace(REVIEW, "2026-08-31"),)),
        ({"management_review": None}, (SINCE, AUDIT, None, TEST), ()),
        ({"continuity_test": "2025-11-21"}, (SINCE, AUDIT, REVIEW, "2025-11-21"), ()),
        ({"continuity_test": "2025-11-20"}, (SINCE, AUDIT, REVIEW, None),
         (NO_TEST.replace(TEST, "2025-11-20"),)),
        ({"continuity_test": "2026-11-22"}, (SINCE, AUDIT, REVIEW, None),
         (NO_TEST.replace(TEST, "2026-11-22"),)),
        ({"continuity_test": None}, (SINCE, AUDIT, REVIEW, None), ()),
    ],
)  # fmt: skip
def test_recorded_dates_serve_as_long_as_they_hold(changed, holding, remarks):
    """Complete, held, not older than a year to the day, and the review on the audit's results."""
    found = tracked({}, operation={**READY, **changed})

    assert dates(found) == holding
    assert found.remarks == remarks


@pytest.mark.parametrize(
    ("ratings", "holding", "remarks"),
    [
        ({"8.6.1": "N"}, (None, None, None, TEST), (TWO_ANEW, NO_AUDIT, NO_REVIEW)),
        ({"8.2.4-01": "N"}, (None, None, None, TEST), (ONE_ANEW, NO_AUDIT, NO_REVIEW)),
        ({"8.6.1-02": "P"}, (SINCE, AUDIT, REVIEW, TEST), ()),
        ({"9.2": "N"}, (SINCE, None, None, TEST), (NO_AUDIT, NO_REVIEW)),
        ({"9.2-05": "P"}, (SINCE, None, None, TEST), (NO_AUDIT, NO_REVIEW)),
        ({"9.2-05": "L"}, (SINCE, AUDIT, REVIEW, TEST), ()),
        ({"9.3-15": "P"}, (SINCE, AUDIT, None, TEST), (NO_REVIEW,)),
        ({"8.7.2-11": "P"}, (SINCE, AUDIT, REVIEW, None), (NO_TEST,)),
        ({"8.7.2-11": "L"}, (SINCE, AUDIT, REVIEW, TEST), ()),
    ],
)
def test_findings_take_recorded_dates_away(ratings, holding, remarks):
    """A major one builds a process anew; a nonconformity in an event's clause repeats the event."""
    found = tracked(ratings, operation=READY)

    assert dates(found) == holding
    assert found.remarks == remarks


def test_what_is_done_takes_no_date_away():
    """A major finding whose actions are done or dropped does not restart operation."""
    done = {"8.6.1-A1": {"status": "done"}, "8.6.1-A2": {"status": "dropped"}}
    found = tracked({"8.6.1": "N"}, actions=done, operation=READY)

    assert dates(found) == (SINCE, AUDIT, REVIEW, TEST)
    assert found.remarks == ()
    assert ids(found.drafts) == ["8.6.1-A1", "8.6.1-A2"]


def test_nothing_recorded_is_nothing_to_say():
    """Without dates there is none to hold, nor one to remark on."""
    found = tracked({"8.6.1": "N"})

    assert dates(found) == (None, None, None, None)
    assert found.remarks == ()


def test_pending_actions_are_told_by_clause_and_phase():
    """A parent clause stands for all below it; the last phase brings nothing into operation."""
    found = tracked(
        {"8.7.2": "N", "9.2": "N", "8.7.1": "N"}, actions={"8.7.2-A1": {"status": "done"}}
    )

    assert ids(found.pending_of("8.7.2")) == ["8.7.2-A2", "8.7.2-A3"]
    assert ids(found.pending_of("8.7"))[-2:] == ids(found.pending_of("8.7.2"))
    assert ids(found.pending_of("9")) == ["9.2-A1", "9.2-A2"]
    assert ids(found.building) == ids(found.pending_of("8"))


@pytest.mark.parametrize(
    ("ratings", "actions", "clause", "holds"),
    [
        ({"8.7.2": "N"}, {}, "8.7.2", True),
        ({"8.7.2": "N"}, {"8.7.2-A1": {"status": "in_progress"}}, "8.7.2", True),
        ({"8.7.2": "N"}, {"8.7.2-A1": {"status": "done"}}, "8.7.2", False),
        ({"8.7.2": "N"}, {}, "8.7", False),
        ({"8.7.2-11": "N"}, {}, "8.7.2", False),
        ({}, {}, "8.7.2", False),
        ({"8.7.2": "N"}, {}, "gone", False),
    ],
)
def test_an_event_is_held_by_all_actions_of_its_clause(ratings, actions, clause, holds):
    """Where one of them is not to do, the others do not hold it."""
    assert tracked(ratings, actions=actions).holds(clause) is holds


@pytest.mark.parametrize(("edition", "certifiable"), [("2018", True), ("2011", False)])
def test_certificates_are_issued_to_the_edition_in_force(edition, certifiable):
    """Those to the older one have lapsed."""
    ratings = dict.fromkeys("456789", "F")
    evaluated = evaluation(ratings, edition=edition, operation=READY)
    found = track(evaluated, ())

    assert found.certifiable is certifiable
    assert found.evaluation is evaluated
    assert dates(found) == (SINCE, AUDIT, REVIEW, TEST)
