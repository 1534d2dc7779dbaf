"""The certification track: its order, its intervals, and recorded dates as far as they hold."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, TODAY, assessment, catalogue, evaluation, everything, rulebook
from iso20k_gap.core.actions import drafts
from iso20k_gap.core.catalogue import Catalogue, Phase
from iso20k_gap.core.certification import goal, steps, waits_for
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.tasks import Task
from iso20k_gap.core.track import track
from laws import examples

# Hundreds of examples with `--slow` take their time on a busy machine.
pytestmark = pytest.mark.timeout(1800)

CLAUSES = sorted(each.id for each in catalogue().lowest)
RATINGS = st.dictionaries(
    st.sampled_from(CLAUSES), st.sampled_from(["N", "P", "L"]), min_size=1, max_size=12
)
ORDER = (
    "go-live",
    "operation",
    "internal-audit",
    "management-review",
    "stage-1",
    "stage-2",
    "certificate",
    "surveillance-1",
    "surveillance-2",
    "recertification",
)


def plan(ratings, *arguments, decisions=None, **fields):
    return make_plan(
        evaluation({**everything("F"), **ratings}, **fields),
        decisions or PlanDecisions(),
        *arguments,
    )


def dates(made):
    return {each.id: each.date for each in made.milestones}


@given(RATINGS)
@examples(25)
def test_the_track_keeps_its_order(ratings):
    """Operation after the last process, audit after it, review after the audit, then the stages."""
    made = plan(ratings)
    day = dates(made)

    assert all(day[first] <= day[second] for first, second in pairwise(ORDER))
    assert day["operation"] == months_after(day["go-live"], 3)
    assert day["foundations"] <= day["stage-1"]
    assert day["continuity-test"] <= day["internal-audit"]
    assert [each.date for each in made.milestones] == sorted(day.values())


@given(RATINGS)
@examples(25)
def test_audit_and_review_come_after_three_months_of_operation(ratings):
    """Actions that close nonconformities come before; those of the last phase after."""
    made = plan({**ratings, "9.2": "N", "9.3": "N"})
    day = dates(made)

    for action in made.actions:
        if action.clause == "9.2":
            assert day["operation"] < action.start
            assert action.end <= day["internal-audit"]
        elif action.clause == "9.3":
            assert day["internal-audit"] < action.start
            assert action.end <= day["management-review"]
        elif action.grade != "opportunity":
            assert action.end <= day["go-live"]


def test_nothing_to_do_and_all_recorded_leaves_the_audits():
    """With operation, audit, review and test on record, Stage 1 and 2 follow at once."""
    made = plan({}, operation=READY)
    day = dates(made)

    assert made.actions == ()
    assert (day["go-live"], day["operation"]) == (date(2026, 1, 1), date(2026, 4, 1))
    assert day["internal-audit"] == date(2026, 9, 1)
    assert day["management-review"] == date(2026, 9, 15)
    assert day["continuity-test"] == date(2026, 6, 1)
    assert day["stage-1"] == date(2026, 12, 4)
    assert day["stage-2"] == date(2027, 1, 15)
    assert made.earliest == day["stage-2"]
    assert made.feasible


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ({}, set()),
        ({"internal_audit": {"completed": "2026-09-01", "complete": False}}, {"audit", "review"}),
        ({"internal_audit": {"completed": "2025-06-01"}}, {"audit", "review"}),
        ({"internal_audit": {"completed": "2027-01-10"}}, {"audit", "review"}),
        ({"management_review": "2026-08-15"}, {"review"}),
        ({"management_review": None}, {"review"}),
        ({"continuity_test": "2024-06-01"}, {"test"}),
    ],
)
def test_recorded_dates_serve_as_long_as_they_hold(changed, again):
    """Complete, held, not older than a year, and the review on the audit's results."""
    made = plan({}, operation={**READY, **changed})
    day = dates(made)

    assert (day["internal-audit"] > TODAY) == ("audit" in again)
    assert (day["management-review"] > TODAY) == ("review" in again)
    assert (day["continuity-test"] > TODAY) == ("test" in again)


def test_a_major_finding_restarts_operation():
    """A process that is built anew has no records yet; a minor one keeps the recorded begin."""
    major = plan({"8.6.1": "N"}, operation=READY)
    minor = plan({"8.6.1-02": "P"}, operation=READY)

    assert dates(major)["operation"] == months_after(dates(major)["go-live"], 3)
    assert any("2026-01-01 is not counted" in each for each in major.remarks)
    assert any("internal audit of 2026-09-01 does not serve" in each for each in major.remarks)
    assert dates(minor)["operation"] == dates(minor)["go-live"]
    assert dates(minor)["internal-audit"] == date(2026, 9, 1)


def test_opportunities_do_not_hold_up_the_certificate():
    """A finding that is no nonconformity is planned, but nothing waits for it."""
    made = plan({"8.6.1-02": "L"}, operation=READY)

    assert [each.id for each in made.actions] == ["8.6.1-A1"]
    assert dates(made)["stage-2"] == dates(plan({}, operation=READY))["stage-2"]
    assert not made.actions[0].critical
    assert made.actions[0].slack > 0


def tracked(ratings, actions=None, **fields):
    """The track of everything rated alike but these, with these actions decided."""
    evaluated = evaluation({**everything("F"), **ratings}, **fields)
    decisions = PlanDecisions.model_validate({"actions": actions or {}})
    return track(evaluated, drafts(evaluated, decisions))


def held(name, day):
    return Task(name, start=day, due=day)


STAGES = (
    Task(
        "stage-1",
        after=("management-review", "foundations", "go-live", "operation", "continuity-test"),
        workdays=10,
    ),
    Task("stage-2", after=("stage-1",), workdays=30),
)
AUDITED = ("operation", "continuity-test")
RECORDED = (
    held("continuity-test", date(2026, 6, 1)),
    held("internal-audit", date(2026, 9, 1)),
    held("management-review", date(2026, 9, 15)),
)
USUAL = (
    Task("continuity-test", workdays=10),
    Task("internal-audit", after=AUDITED, workdays=10),
    Task("management-review", after=("internal-audit",), workdays=5),
)


@pytest.mark.parametrize(
    ("ratings", "fields", "made"),
    [
        (
            {"6.1": "N", "8.7.2": "P", "9.2": "N", "9.3": "N", "8.6.1-02": "L"},
            {},
            (
                Task("foundations", after=("6.1-A1", "6.1-A2")),
                Task(
                    "go-live",
                    after=("6.1-A1", "6.1-A2", "8.7.2-A1", "8.7.2-A2", "8.7.2-A3"),
                ),
                Task("operation", after=("go-live",), months=3),
                Task("continuity-test", after=("8.7.2-A1", "8.7.2-A2", "8.7.2-A3")),
                Task("internal-audit", after=(*AUDITED, "9.2-A1", "9.2-A2")),
                Task("management-review", after=("internal-audit", "9.3-A1", "9.3-A2")),
            ),
        ),
        (
            {},
            {},
            (
                Task("foundations"),
                Task("go-live"),
                Task("operation", after=("go-live",), months=3),
                *USUAL,
            ),
        ),
        (
            {},
            {"operation": READY},
            (
                Task("foundations"),
                held("go-live", date(2026, 1, 1)),
                held("operation", date(2026, 4, 1)),
                *RECORDED,
            ),
        ),
        (
            {"8.6.3-02": "P"},
            {"operation": READY},
            (
                Task("foundations"),
                Task("go-live", after=("8.6.3-A1",)),
                Task("operation", after=("go-live",), not_before=date(2026, 4, 1)),
                *RECORDED,
            ),
        ),
        (
            {"8.7.2-11": "P", "9.2-05": "P", "9.3-15": "P"},
            {},
            (
                Task("foundations"),
                Task("go-live", after=("8.7.2-A3",)),
                Task("operation", after=("go-live",), months=3),
                Task("continuity-test", after=("8.7.2-A3",), workdays=10),
                Task("internal-audit", after=(*AUDITED, "9.2-A1"), workdays=10),
                Task("management-review", after=("internal-audit", "9.3-A2"), workdays=5),
            ),
        ),
        (
            {"9.2-05": "P", "10.1": "N", "10.2": "P"},
            {
                "actions": {
                    "10.1-A1": {"prerequisites": ["9.2-A1"]},
                    "10.2-A1": {"prerequisites": ["10.1-A1"]},
                    "10.2-A2": {"prerequisites": []},
                }
            },
            (
                Task("foundations"),
                Task("go-live", after=("10.2-A2",)),
                Task("operation", after=("go-live",), months=3),
                Task("continuity-test", workdays=10),
                Task("internal-audit", after=(*AUDITED, "9.2-A1"), workdays=10),
                USUAL[2],
            ),
        ),
    ],
)
def test_the_steps_of_the_track(ratings, fields, made):
    """Each with what it waits for, and how long: as recorded, by its actions, or as usual.

    Only what closes nonconformities goes before going live, and nothing that waits for an audit.
    """
    found = tracked(ratings, **fields)

    assert steps(found) == (*made, *STAGES)
    assert goal(found) == "stage-2"


def test_the_track_of_the_older_edition_ends_with_the_review():
    """No certificate, no stages."""
    found = track(evaluation(dict.fromkeys("456789", "F"), edition="2011"), ())

    assert [each.id for each in steps(found)] == [
        "foundations",
        "go-live",
        "operation",
        "continuity-test",
        "internal-audit",
        "management-review",
    ]
    assert goal(found) == "management-review"


def test_actions_of_the_last_phase_wait_for_the_track():
    """An audit for operation, a review for the audit, and each for what prepares it."""
    found = tracked({"6.1": "N", "8.7.2": "N", "9.2": "N", "9.3": "N"})

    assert {each.id: waits_for(each, found) for each in found.drafts} == {
        "6.1-A1": (),
        "6.1-A2": (),
        "8.7.2-A1": (),
        "8.7.2-A2": (),
        "8.7.2-A3": (),
        "9.2-A1": AUDITED,
        "9.2-A2": (*AUDITED, "9.2-A1"),
        "9.3-A1": ("internal-audit",),
        "9.3-A2": ("internal-audit", "9.3-A1"),
    }


def with_phase(action, phase):
    """The shipped catalogue with one action in another phase."""
    shipped = catalogue()
    clauses = [
        clause.model_copy(
            update={
                "actions": tuple(
                    each.model_copy(update={"phase": phase}) if each.id == action else each
                    for each in clause.actions
                )
            }
        )
        for clause in shipped.clauses
    ]
    return Catalogue(edition=shipped.edition, clauses=tuple(clauses))


def test_a_continuity_test_of_the_last_phase_is_held_in_operation():
    """Where a catalogue has it so, it comes after the months of operation and before the audit."""
    changed = with_phase("8.7.2-A3", Phase.PROOF)
    evaluated = evaluate(changed, assessment({**everything("F"), "8.7.2": "N"}), rulebook(), TODAY)
    made = make_plan(evaluated, PlanDecisions())
    test = next(each for each in made.actions if each.id == "8.7.2-A3")
    found = track(evaluated, drafts(evaluated, PlanDecisions()))

    assert dates(made)["operation"] < test.start
    assert test.end <= dates(made)["continuity-test"] <= dates(made)["internal-audit"]
    assert waits_for(found.drafts[-1], found) == ("operation", "8.7.2-A1", "8.7.2-A2")


def test_what_waits_for_the_audit_does_not_hold_up_operation():
    """An action that people put after the internal audit is no circle: it comes late."""
    actions = {"10.1-A1": {"prerequisites": ["9.2-A2"]}}
    decisions = PlanDecisions.model_validate({"actions": actions})
    made = plan({"9.2": "N", "10.1": "N", "8.6.1": "P"}, decisions=decisions)
    late = next(each for each in made.actions if each.id == "10.1-A1")

    assert dates(made)["go-live"] < dates(made)["internal-audit"] < late.start


def test_practice_is_told_from_standard():
    """Intervals that no standard knows are marked; each milestone says what it follows from."""
    made = {each.id: each for each in plan({"8.6.1": "N"}).milestones}

    practice = {name for name, each in made.items() if each.practice}
    assert {"operation", "stage-1", "stage-2", "certificate", "recertification"} <= practice
    assert not {"foundations", "go-live", "surveillance-1", "surveillance-2"} & practice
    assert all(each.why for each in made.values())
    assert "8.6.1-A2" in made["go-live"].why or "8.6.1-A1" in made["go-live"].why


def test_cycle_of_the_certificate():
    """Surveillance within 12 months of the decision and in the next year, then renewal."""
    day = dates(plan({"8.6.1": "N"}))

    assert day["surveillance-1"] == months_after(day["certificate"], 12)
    assert day["surveillance-2"] == months_after(day["certificate"], 24)
    assert day["surveillance-2"] < day["recertification"] < months_after(day["certificate"], 36)


def test_edition_2011_has_no_stages():
    """No certificates are issued to it any more: the plan ends with the management review."""
    rated = {"4": "F", "5": "F", "6": "N", "7": "F", "8": "F", "9": "F"}
    made = make_plan(evaluation(rated, edition="2011"), PlanDecisions())

    assert made.actions
    assert not made.feasible
    assert "no Stage 2" in made.reason
    assert "stage-1" not in dates(made)
    assert made.earliest == dates(made)["management-review"]


@given(RATINGS)
@examples(15)
def test_simulated_dates_are_in_order(ratings):
    """Half of the courses are never later than four fifths, and those than nearly all."""
    for each in plan(ratings).milestones:
        if each.p50:
            assert each.p50 <= each.p80 <= each.p95


@pytest.mark.parametrize("stage2", [None, "2028-06-30"])
def test_every_milestone_says_how_sure_it_is(stage2):
    """Also those after Stage 2: they follow from its simulated days as from its planned one."""
    decided = PlanDecisions.model_validate({"stage2": stage2})
    made = {each.id: each for each in plan({"8.6.1": "N"}, decisions=decided).milestones}

    for each in made.values():
        assert each.p50 <= each.p80 <= each.p95
    for share in ("p50", "p80", "p95"):
        decision = getattr(made["certificate"], share)
        assert getattr(made["stage-2"], share) < decision
        assert getattr(made["surveillance-1"], share) == months_after(decision, 12)
        assert getattr(made["recertification"], share) == months_after(decision, 33)
    assert made["certificate"].date == made["surveillance-1"].date.replace(
        year=made["certificate"].date.year
    )
