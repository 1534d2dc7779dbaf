"""The whole plan: feasible or an honest no, decisions that win, bad decisions told."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, TODAY, catalogue, evaluation, everything
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.plan import PlanDecisions, Status
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.workability import UnworkableError
from iso20k_gap.core.working_time import WorkingTime
from iso20k_gap.errors import InputError
from laws import examples

# Hundreds of examples with `--slow` take their time on a busy machine.
pytestmark = pytest.mark.timeout(1800)

RATINGS = st.dictionaries(
    st.sampled_from(sorted(catalogue().by_id)), st.sampled_from("NPL"), max_size=40
)
GAPS = {**everything("F"), "8.6": "P", "8.7.2": "N"}


def decided(**fields):
    return PlanDecisions.model_validate(fields)


def plan(ratings=GAPS, *arguments, operation=None, on=TODAY, **fields):
    made = evaluation(ratings, on=on, **({"operation": operation} if operation else {}))
    return make_plan(made, decided(**fields), *arguments)


def action(made, name):
    return next(each for each in made.actions if each.id == name)


def holds_together(made):
    """What is true of every plan."""
    by_id = {each.id: each for each in made.actions}
    for each in made.actions:
        assert made.start <= each.start <= each.end <= each.latest
        assert each.earliest <= each.start
        assert all(by_id[name].end < each.start for name in each.prerequisites)
        assert each.slack == 0 or not each.critical
        assert each.end.isoweekday() <= 5
        assert each.latest.isoweekday() <= 5
        assert each.grade != "opportunity" or each.slack >= 0
    assert set(made.critical_path) <= {each.id for each in made.actions if each.critical}


@given(RATINGS)
@examples(30)
def test_the_plan_holds_together(ratings):
    """Every finding planned; nothing before the start or before its prerequisites; same again."""
    evaluated = evaluation({**everything("F"), **ratings})
    made = make_plan(evaluated, PlanDecisions())

    holds_together(made)
    assert not made.backward
    assert {name for each in made.actions for name in each.findings} == {
        each.id for each in evaluated.findings
    }
    for each in made.actions:
        assert each.earliest == each.start
    assert made == make_plan(evaluated, PlanDecisions())


@given(RATINGS, st.integers(-60, 300))
@examples(30)
def test_a_plan_with_a_wish_holds_together(ratings, spare):
    """It is backward if and only if the earliest Stage 2 is no later, and then keeps the wish."""
    evaluated = evaluation({**everything("F"), **ratings})
    earliest = make_plan(evaluated, PlanDecisions()).earliest
    wished = earliest + timedelta(days=spare)
    made = make_plan(evaluated, PlanDecisions(), stage2=wished)
    day = {each.id: each.date for each in made.milestones}

    holds_together(made)
    assert made.earliest == earliest
    assert made.feasible == made.backward == (spare >= 0)
    assert day["stage-2"] == max(wished, earliest)
    assert day["internal-audit"] <= day["management-review"]
    assert day["management-review"] <= day["stage-1"] < day["stage-2"]
    assert day["operation"] == months_after(day["go-live"], 3)
    assert day["continuity-test"] <= day["internal-audit"]
    for each in made.actions:
        assert each.end <= day["stage-2"]
        assert each.start > TODAY
    assert made == make_plan(evaluated, PlanDecisions(), stage2=wished)


@given(RATINGS, st.integers(0, 200), st.sampled_from([0.5, 1, 2, 5]))
@examples(20)
def test_more_days_a_week_never_ask_for_an_earlier_start(ratings, spare, days):
    """The law of the scheduler holds for the whole plan, backward too."""
    rated = {**everything("F"), **ratings}
    wished = plan(rated, default_days_per_week=days).earliest + timedelta(days=spare)

    assert (
        plan(rated, (), None, wished, default_days_per_week=days).latest_start
        <= plan(rated, (), None, wished, default_days_per_week=5).latest_start
    )


@given(RATINGS, st.sampled_from([0.5, 1, 2, 5]))
@examples(20)
def test_more_days_a_week_never_move_stage_2_back(ratings, days):
    """The law of the scheduler holds for the whole plan."""
    rated = {**everything("F"), **ratings}

    assert (
        plan(rated, default_days_per_week=5).earliest
        <= plan(rated, default_days_per_week=days).earliest
    )


def test_start_comes_from_the_option_then_the_file_then_today():
    """What is nearer to the person wins; work never lies before today unless they say so."""
    option = plan(GAPS, (), date(2027, 3, 1), start="2027-02-01")
    file = plan(GAPS, start="2027-02-01")
    begun = plan(GAPS, start="2026-10-01")

    assert option.start == date(2027, 3, 1)
    assert file.start == date(2027, 2, 1)
    assert min(each.start for each in option.actions) == date(2027, 3, 1)
    assert plan(GAPS).start == TODAY
    assert begun.start == date(2026, 10, 1)
    assert begun.work_begins == min(each.start for each in begun.actions) > TODAY


@pytest.mark.parametrize(
    ("option", "file", "start", "first"),
    [
        (None, "2026-10-01", "2026-10-01", "2026-11-23"),
        (None, "2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026-10-01", None, "2026-10-01", "2026-10-01"),
        ("2026-10-01", "2026-12-01", "2026-10-01", "2026-10-01"),
        ("2026-12-01", "2026-10-01", "2026-12-01", "2026-12-01"),
    ],
)
def test_work_may_lie_before_today_only_where_the_option_says_so(option, file, start, first):
    """A start in the file that has passed is the plan's, but what is to do begins today."""
    made = plan(GAPS, (), option and date.fromisoformat(option), start=file)

    assert (made.start, made.work_begins) == (
        date.fromisoformat(start),
        date.fromisoformat(first),
    )


@pytest.mark.parametrize(
    ("option", "file", "place"), [(None, "2201-01-01", "start"), ("2201-01-01", None, "--start")]
)
def test_a_plan_begins_in_2200_at_the_latest(option, file, place):
    """The last day of that year is a day like any other; the next one is refused."""
    last = date(2200, 12, 31)

    assert plan(GAPS, (), last).start == plan(GAPS, start=last).start == last
    with pytest.raises(UnworkableError) as caught:
        plan(GAPS, (), option and date.fromisoformat(option), start=file)
    what, remedy = "the plan cannot begin on 2201-01-01", "begin it in 2200 or earlier"
    assert caught.value.misfits == (Misfit((place,), what, remedy),)


def test_when_work_is_done_is_told_in_full():
    """The week, the days off among it up to the plan's end, each owner's share and absences."""
    made = plan(
        {**everything("F"), "8.6.1": "N"},
        frozenset({date(2026, 12, 8), date(2026, 12, 5), date(2040, 1, 2)}),
        calendar={
            "working_days": [4, 1, 2, 3],
            "closed": [{"from": "2026-12-28", "to": "2026-12-31"}],
        },
        owners=[
            {"role": "Incident manager", "name": "Jo", "days_per_week": 2,
             "absences": [{"from": "2026-11-30", "to": "2026-12-01"},
                          {"from": "2026-12-29", "to": "2026-12-29"}]},
            {"role": "Problem manager", "name": "Kim", "days_per_week": 1},
        ],
    )  # fmt: skip

    assert made.time == WorkingTime(
        weekdays=(1, 2, 3, 4),
        off=(date(2026, 12, 8), *(date(2026, 12, each) for each in (28, 29, 30, 31))),
        shares={"Jo": Fraction(1, 2), "Major incident manager": Fraction(1, 4)},
        absent={"Jo": (date(2026, 11, 30), date(2026, 12, 1))},
    )


def test_holidays_and_closures_are_free():
    """Nothing begins or ends on them."""
    free = frozenset(TODAY + timedelta(days=number) for number in range(9))
    closed = [{"from": TODAY + timedelta(days=9), "to": TODAY + timedelta(days=14)}]
    made = plan(GAPS, free, calendar={"closed": closed, "working_days": [6, 7]})

    assert min(each.start for each in made.actions) > TODAY + timedelta(days=14)
    assert {each.start.isoweekday() for each in made.actions} <= {6, 7}


def test_a_wish_that_can_be_kept():
    """Stage 2 is on the wished day, Stage 1 before it, and what is to spare is told."""
    earliest = plan().earliest
    wished = earliest + timedelta(days=70)
    made = plan(GAPS, (), None, wished)
    day = {each.id: each.date for each in made.milestones}

    assert made.feasible
    assert made.critical_path == ("8.7.2-A1", "8.7.2-A2", "8.7.2-A3")
    assert (made.stage2, made.earliest, day["stage-2"]) == (wished, earliest, wished)
    assert day["management-review"] <= day["stage-1"] < wished
    assert (made.backward, made.spare) == (True, 49)
    assert f"49 working days to spare: the latest start is {made.latest_start}" in made.reason
    assert made.start == made.latest_start == min(each.start for each in made.actions)
    assert made.gives == ()


def test_the_latest_start_can_be_given_as_start():
    """The plan is the same then, with nothing to spare; a day later Stage 2 cannot be kept."""
    wished = plan().earliest + timedelta(days=70)
    made = plan(GAPS, (), None, wished)
    again = plan(GAPS, (), made.latest_start, wished)
    late = plan(GAPS, (), made.latest_start + timedelta(days=1), wished)

    assert again.actions == made.actions
    assert (again.milestones, again.latest_start) == (made.milestones, made.latest_start)
    assert "with 0 working days to spare" in again.reason
    assert not late.feasible
    assert late.latest_start is None


def test_how_sure_a_backward_plan_is():
    """Begun on the planned days, nothing is early; begun at once, all the spare time is left."""
    wished = plan().earliest + timedelta(days=70)
    made = plan(GAPS, (), None, wished)
    half, most, nearly_all = made.safe_starts

    assert made.chance <= 60
    assert made.chance_at_once == 100
    assert TODAY < nearly_all <= most <= half <= made.latest_start
    assert all(each.date <= each.p50 for each in made.milestones if each.id == "stage-2")
    known = {each.id: {"effort": effort(1)} for each in made.actions}
    sure = plan(GAPS, (), None, wished, actions=known)
    assert (sure.chance, sure.chance_at_once) == (100, 100)
    assert sure.safe_starts == (sure.latest_start,) * 3
    tight = plan(GAPS, (), None, plan().earliest)
    assert tight.chance_at_once < 80
    assert tight.safe_starts[1:] == (None, None)


def test_the_earliest_day_itself_can_be_wished():
    """The wish may be just what is possible, with nothing to spare; a day less is too much."""
    earliest = plan().earliest

    assert plan(GAPS, (), None, earliest).feasible
    assert plan(GAPS, (), None, earliest).spare == 0
    assert not plan(GAPS, (), None, earliest - timedelta(days=1)).feasible


def test_a_wish_that_cannot_be_kept_says_why_and_what_would_have_to_give():
    """The earliest day, the chain with owners and dates, and capacities tried out."""
    earliest = plan().earliest
    wished = earliest - timedelta(days=60)
    made = plan(GAPS, (), None, wished)

    assert not made.feasible
    assert made.earliest == earliest
    assert f"Stage 2 on {wished} cannot be made: earliest is {earliest}" in made.reason
    for name in made.critical_path:
        assert name in made.reason
        assert action(made, name).critical
    assert any("at 5 days a week" in each for each in made.gives)
    assert {each.id: each.date for each in made.milestones}["stage-2"] == earliest


def test_what_would_have_to_give_is_true():
    """The date told for full capacity is the date planned with it."""
    wished = plan().earliest - timedelta(days=10)
    told = plan(GAPS, (), None, wished).gives[-1]

    everyone = plan(GAPS, default_days_per_week=5).earliest
    assert str(everyone) in told


def test_decided_dates_on_the_chain_would_have_to_give():
    """The date told without them is the date planned without them."""
    wished = plan().earliest
    late = {"8.6.1-A1": {"due": "2027-04-30"}, "8.6.1-A2": {"note": "no date"}}
    made = plan(GAPS, (), None, wished, actions=late)

    assert not made.feasible
    told = f"Without the dates decided for 8.6.1-A1 the earliest is {wished}."
    assert told in made.gives
    assert not any("dates decided" in x for x in plan(GAPS, (), None, TODAY).gives)


def test_a_wish_no_capacity_can_keep():
    """Three months and the audits take their time whatever is spent."""
    made = plan(GAPS, (), None, TODAY + timedelta(days=30))

    assert not made.feasible
    assert any("Even with every owner at 5 days a week" in each for each in made.gives)


def test_a_wish_against_the_audits_alone():
    """With nothing left to do, only a later day helps."""
    made = plan(everything("F"), (), None, TODAY + timedelta(days=5))

    assert not made.feasible
    assert made.gives == ("Move Stage 2, begin earlier, or drop or hand over work of the chain.",)


def test_efforts_beyond_all_bounds_leave_the_dates_without_simulation():
    """Where a drawn effort would never end, no share of courses is told."""
    effort = {"low": 1, "likely": 2, "high": 100_000}
    made = plan(GAPS, actions={"8.6.1-A1": {"effort": effort}})

    assert all(each.p80 is None for each in made.milestones)
    assert made.chance is None


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_done_and_dropped_actions_take_no_time(status):
    """They stay in the plan, nobody waits for them, and their effort is not counted."""
    actions = {"8.6.1-A1": {"status": status, "due": "2026-11-10"}}
    made = plan(GAPS, actions=actions)
    done = action(made, "8.6.1-A1")

    assert (done.status, done.end, done.critical) == (Status(status), date(2026, 11, 10), False)
    assert done.percent == (100 if status == "done" else 0)
    assert all("8.6.1-A1" not in each.prerequisites for each in made.actions)
    assert made.effort.likely == pytest.approx(plan().effort.likely - done.effort.likely)
    assert any("dropped" in each for each in made.remarks) == (status == "dropped")


def test_percentage_shortens_what_is_left():
    """An action half done takes half as long from today; it began with the plan."""
    actions = {"8.6.1-A1": {"status": "in_progress", "percent": 50, "effort": effort(8)}}
    made = plan(GAPS, start="2026-11-02", actions=actions)
    begun = action(made, "8.6.1-A1")

    assert begun.start == date(2026, 11, 2)
    assert begun.end == date(2026, 12, 18)
    assert (begun.percent, begun.status) == (50, Status.IN_PROGRESS)


def effort(days):
    return {"low": days, "likely": days, "high": days}


def test_decisions_win_and_are_marked():
    """Owner, dates, effort and note are as decided, whatever would be computed."""
    given = {
        "owner": "Zoë",
        "start": "2027-05-03",
        "due": "2027-06-30",
        "effort": effort(3),
        "note": "with the new tool",
    }
    made = plan(GAPS, actions={"8.6.3-A1": given})
    one = action(made, "8.6.3-A1")

    assert (one.owner, one.role) == ("Zoë", "Problem manager")
    assert (one.start, one.end) == (date(2027, 5, 3), date(2027, 6, 30))
    assert (one.effort.likely, one.note) == (3, "with the new tool")
    assert set(one.decided) == set(given)
    assert action(made, "8.6.1-A1").decided == ()


def test_decisions_that_do_not_go_together_are_remarked():
    """Too early for a prerequisite, too short for the work: kept, and said."""
    actions = {"8.6.3-A1": {"due": "2026-11-24", "effort": effort(10)}}
    made = plan(GAPS, actions=actions)

    assert action(made, "8.6.3-A1").end == date(2026, 11, 24)
    said = " ".join(made.remarks)
    assert "8.6.3-A1 is due 2026-11-24 by decision: Problem manager lacks 48 working days" in said
    assert "8.6.3-A1 begins 2026-11-23 by decision, before 8.6.1-A1 ends" in said


def test_overdue_actions_are_listed_and_planned_anew():
    """A due date that has passed cannot be kept any more."""
    made = plan(GAPS, actions={"8.6.1-A1": {"due": "2026-11-01"}})

    assert action(plan(GAPS, actions={"8.6.1-A1": {"due": TODAY}}), "8.6.1-A1").end == TODAY
    assert made.overdue == ("8.6.1-A1",)
    assert action(made, "8.6.1-A1").end > TODAY
    assert any("was due 2026-11-01 and is not done" in each for each in made.remarks)


def test_decisions_about_closed_findings_are_kept_apart():
    """After re-scoring, an action whose findings are gone is no longer planned."""
    made = plan(GAPS, actions={"4.1-A1": {"status": "in_progress"}})

    assert made.closed == ("4.1-A1",)
    assert all(each.id != "4.1-A1" for each in made.actions)


def test_one_person_in_two_roles_does_one_thing_at_a_time():
    """Capacity is a person's, not a role's."""
    owners = [
        {"role": "Incident manager", "name": "Jo"},
        {"role": "Major incident manager", "name": "Jo"},
    ]
    made = plan({**everything("F"), "8.6.1": "N"}, owners=owners)
    first, second = sorted(made.actions, key=lambda each: each.start)

    assert first.owner == second.owner == "Jo"
    assert first.end < second.start


@pytest.mark.parametrize(
    ("ratings", "actions", "order"),
    [
        (
            {"8.7.2": "N"},
            {"8.7.2-A1": {"effort": 1}, "8.7.2-A3": {"effort": 30}},
            ["8.7.2-A1", "8.7.2-A2", "8.7.2-A3"],
        ),
        (
            {"8.4.1": "N", "8.6.1": "N", "8.6.3": "N"},
            {
                "8.4.1-A1": {"owner": "Jo"},
                "8.6.1-A1": {"owner": "Jo"},
                "8.6.1-A2": {"owner": "Jo"},
                "8.6.3-A1": {"effort": 20},
            },
            ["8.6.1-A1", "8.6.1-A2", "8.4.1-A1", "8.6.3-A1", "8.6.3-A2"],
        ),
    ],
)
def test_an_owner_takes_the_actions_of_a_clause_in_their_order(ratings, actions, order):
    """Whichever takes longer; actions of other clauses go as the end wants it."""
    told = {
        name: {key: effort(each) if key == "effort" else each for key, each in fields.items()}
        for name, fields in actions.items()
    }
    made = plan({**everything("F"), **ratings}, actions=told)

    assert [each.id for each in sorted(made.actions, key=lambda each: each.start)] == order


def test_unrated_requirements_are_remarked():
    """The plan says that it knows only what has been found."""
    made = plan({"8.6.1": "N"})

    assert any("362 of 373 requirements are not rated" in each for each in made.remarks)
    assert not any("not rated" in each for each in plan().remarks)


def test_bad_decisions_are_told():
    """A circle, someone never there, a start no calendar reaches."""
    circle = {
        "8.6.1-A1": {"prerequisites": ["8.6.3-A1"]},
        "8.6.3-A1": {"prerequisites": ["8.6.1-A1"]},
    }
    away = [{"from": "2020-01-01", "to": "2099-01-01"}]
    never = [{"role": "Incident manager", "name": "Jo", "absences": away}]
    for fields, words in (
        ({"actions": circle}, "circle"),
        ({"owners": never}, "Jo has no working day from 2026-11-21 on, but has to do 8.6.1-A1"),
        ({"start": "9000-01-01"}, "cannot begin on 9000-01-01"),
    ):
        with pytest.raises(InputError, match=words.replace("(", r"\(").replace(")", r"\)")):
            plan(GAPS, **fields)


def test_a_plan_for_nothing_rated_is_empty():
    """No answers, no findings, no actions, and that is said."""
    made = plan({})

    assert made.actions == ()
    assert made.effort is None
    assert any("373 of 373" in each for each in made.remarks)


def test_a_plan_is_the_same_with_decisions_that_repeat_it():
    """Deciding what is computed anyway changes the marks alone."""
    made = plan(GAPS, operation=READY)
    name = made.actions[0].id
    again = plan(GAPS, operation=READY, actions={name: {"note": "", "status": "open"}})

    assert again.actions[0].decided == ("status", "note")
    assert replace(again.actions[0], decided=()) == made.actions[0]
    assert again.milestones == made.milestones


def test_a_wished_day_moves_the_work_as_late_as_it_can_be():
    """Backward, every action lies on its latest days; where the wish fails, the plan is forward."""
    free = plan()
    wished = plan(stage2=free.earliest + timedelta(days=70))
    soon = plan(stage2=free.earliest - timedelta(days=70))

    assert wished.feasible
    for before, after in zip(free.actions, wished.actions, strict=True):
        assert before.start < after.start
        assert after.end == after.latest < wished.stage2
        assert (after.earliest < after.start) == (not after.critical)
    assert not soon.feasible
    assert soon.actions == free.actions


def test_decided_dates_win_in_a_backward_plan_too():
    """They stay as they are, what they build on comes before them, and they are marked."""
    given = {"8.6.3-A1": {"start": "2027-02-01", "owner": "Zoë", "effort": effort(2)}}
    made = plan(actions=given, stage2="2028-06-30")
    one = action(made, "8.6.3-A1")

    assert made.backward
    assert (one.start, one.owner) == (date(2027, 2, 1), "Zoë")
    assert set(one.decided) == {"start", "owner", "effort"}
    assert one.prerequisites
    assert all(action(made, name).end < one.start for name in one.prerequisites)
    assert made.doubts == ()


def test_work_under_way_goes_on_in_a_backward_plan():
    """What is begun is not put off; what it builds on is not hurried for it."""
    begun = {"8.6.3-A1": {"status": "in_progress", "percent": 50, "effort": effort(4)}}
    made = plan(start="2026-11-02", actions=begun, stage2="2028-06-30")
    one = action(made, "8.6.3-A1")

    assert (one.start, one.end) == (date(2026, 11, 2), date(2026, 12, 4))
    assert (made.start, made.latest_start.year) == (date(2026, 11, 2), 2027)
    assert action(made, "8.6.1-A1").start.year == 2027


def test_improvements_without_room_before_stage_2_come_after_it():
    """They hold up nothing, and it is said."""
    gaps = {**everything("F"), "8.6.1-02": "L", "8.7.2": "N"}
    away = [{"from": "2026-11-01", "to": "2027-12-31"}]
    owners = [{"role": "Incident manager", "absences": away}]
    for wished in (date(2027, 9, 1), None):
        made = plan(gaps, (), None, wished, owners=owners)
        late = action(made, "8.6.1-A1")

        assert made.feasible
        assert made.earliest < date(2027, 9, 1)
        assert late.start > date(2027, 12, 31)
        assert (late.grade, late.critical) == ("opportunity", False)
        assert (
            "Stage 2 does not wait for these actions, and they do not end before it: 8.6.1-A1."
        ) in made.remarks


def test_a_stage_2_too_early_says_what_would_have_to_give():
    """The earliest day, the chain that decides it, and what capacity would do."""
    free = plan()
    made = plan(stage2=free.earliest - timedelta(days=10))

    assert (made.feasible, made.earliest) == (False, free.earliest)
    assert f"earliest is {free.earliest}" in made.reason
    assert made.chain
    assert made.gives
    assert all(each in made.reason for each in made.gives)
