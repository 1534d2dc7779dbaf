"""The plan against a baseline: what moved, what is new or gone, what is overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.progress import FrozenPlan, Progress, Slip
from iso20k_gap.core.slippage import Late, frozen, late, with_progress

FULL = everything("F")


def plan(ratings, on=TODAY, **decisions):
    decided = PlanDecisions.model_validate(decisions)
    return make_plan(evaluation({**FULL, **ratings}, on=on), decided)


THEN = plan({"8.6.1": "P", "8.6.3": "P"})


def since(now, then=THEN):
    return with_progress(now, frozen(then), "b", TODAY).progress


def test_nothing_has_moved_against_itself():
    """The same plan: no slip, all in time."""
    made = since(THEN)

    assert (made.slips, made.milestones, made.added, made.gone) == ((), (), (), ())
    assert set(made.met) == {each.id for each in THEN.actions}


def test_what_begins_later_has_slipped():
    """By calendar days, those that slipped most first; Stage 2 with them."""
    now = plan({"8.6.1": "P", "8.6.3": "P"}, on=TODAY + timedelta(days=30))
    made = since(now)
    ends = {each.id: each.end for each in THEN.actions}

    assert {each.id for each in made.slips} == set(ends)
    assert [each.days for each in made.slips] == sorted((x.days for x in made.slips), reverse=True)
    for each in made.slips:
        assert (each.was, each.now) == (ends[each.id], each.was + timedelta(days=each.days))
        assert each.days > 0
    assert "stage-2" in {each.id for each in made.milestones}
    assert made.met == ()


def test_progress_in_full():
    """What moved most comes first, of equals by id; what is done is neither moved nor gone."""
    done = {"8.6.3-A2": {"status": "done"}}
    now = plan({"8.6.1": "P", "8.6.3": "P"}, actions=done)
    ends = {each.id: each.end for each in now.actions}
    days = {each.id: each.date for each in now.milestones}
    then = FrozenPlan(
        actions={
            "8.6.1-A2": ends["8.6.1-A2"] - timedelta(days=7),
            "8.6.1-A1": ends["8.6.1-A1"] - timedelta(days=7),
            "8.6.3-A1": ends["8.6.3-A1"] + timedelta(days=3),
            "8.6.3-A2": ends["8.6.3-A2"] - timedelta(days=9),
            "4.1-A1": TODAY,
        },
        milestones={
            "stage-1": days["stage-1"] - timedelta(days=2),
            "stage-2": days["stage-2"],
            "surveillance-9": TODAY,
        },
    )

    assert with_progress(now, then, "October", date(2026, 10, 1)).progress == Progress(
        baseline="October",
        taken_on=date(2026, 10, 1),
        then=then,
        slips=(
            Slip("8.6.1-A1", then.actions["8.6.1-A1"], ends["8.6.1-A1"]),
            Slip("8.6.1-A2", then.actions["8.6.1-A2"], ends["8.6.1-A2"]),
            Slip("8.6.3-A1", then.actions["8.6.3-A1"], ends["8.6.3-A1"]),
        ),
        milestones=(Slip("stage-1", then.milestones["stage-1"], days["stage-1"]),),
        added=(),
        gone=("4.1-A1",),
        met=("8.6.3-A1",),
    )


def test_new_findings_are_new_and_closed_ones_gone():
    """Re-scoring adds actions and takes them away; done ones are neither."""
    now = plan({"8.6.3": "P", "8.7.1": "P"}, actions={"8.6.3-A1": {"status": "done"}})
    made = since(now)

    assert set(made.gone) == {"8.6.1-A1", "8.6.1-A2"}
    assert set(made.added) == {each.id for each in now.actions if each.clause == "8.7.1"}
    assert "8.6.3-A1" not in {each.id for each in made.slips} | set(made.met)


RATINGS = st.dictionaries(st.sampled_from(["8.6.1", "8.6.2", "8.6.3", "8.7.1"]), st.just("P"))


@given(RATINGS, RATINGS, st.integers(0, 60))
@settings(max_examples=15)
def test_every_action_is_accounted_for(before, after, days):
    """What was planned is gone, moved or as it was; what is planned is new, moved or as it was."""
    then, now = plan(before), plan(after, on=TODAY + timedelta(days=days))
    made = since(now, then)
    moved = {each.id for each in made.slips}
    earlier = {each.id for each in made.slips if each.days < 0}

    assert {each.id for each in then.actions} - set(made.gone) == moved | set(made.met)
    assert {each.id for each in now.actions} - set(made.added) == moved | set(made.met)
    assert moved & set(made.met) == earlier
    assert all(each.days for each in made.slips)


@pytest.mark.parametrize(
    ("decision", "baseline", "wanted"),
    [
        ({"due": "2026-11-01"}, None, ("2026-11-01", 20, "decision")),
        ({"due": "2026-11-01"}, "2026-10-01", ("2026-11-01", 20, "decision")),
        ({}, "2026-11-20", ("2026-11-20", 1, "b")),
        ({}, "2026-11-21", None),
        ({"due": "2026-12-01"}, "2026-11-01", None),
        ({"due": "2026-11-01", "status": "done"}, "2026-11-01", None),
        ({"status": "dropped"}, "2026-11-01", None),
        ({}, None, None),
    ],
)
def test_overdue_is_what_should_be_done_by_now(decision, baseline, wanted):
    """By the day people set; where they set none, by the baseline's."""
    made = plan({"8.6.1-02": "P"}, actions={"8.6.1-A1": decision} if decision else {})
    if baseline:
        then = FrozenPlan(actions={"8.6.1-A1": date.fromisoformat(baseline)})
        made = with_progress(made, then, "b", TODAY)
    found = [(each.due.isoformat(), each.days, each.by) for each in late(made, TODAY)]

    assert found == ([wanted] if wanted else [])


def test_the_longest_overdue_comes_first():
    """And each is told with its title and its owner."""
    due = {
        "8.6.1-A1": {"due": "2026-11-10"},
        "8.6.3-A1": {"due": "2026-11-01", "owner": "Jane Doe"},
    }
    made = plan({"8.6.1": "P", "8.6.3": "P"}, actions=due)
    titles = {each.id: each.title for each in made.actions}

    assert late(made, TODAY) == (
        Late("8.6.3-A1", titles["8.6.3-A1"], "Jane Doe", date(2026, 11, 1), 20, "decision"),
        Late(
            "8.6.1-A1", titles["8.6.1-A1"], "Incident manager", date(2026, 11, 10), 11, "decision"
        ),
    )
