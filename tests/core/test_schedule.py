"""The scheduler's laws on made-up tasks, forward and backward: order, capacity, days, slack."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.generation import Generator, NoCapacityError, Problem
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.schedule import Scheduler
from iso20k_gap.core.tasks import Task, in_order, needed
from laws import examples

# Hundreds of examples with `--slow` take their time on a busy machine.
pytestmark = pytest.mark.timeout(1800)

START = date(2027, 1, 4)  # a Monday
GOAL = "goal"
OWNERS = ("Ann", "Bob", "Cy")
EFFORTS = st.integers(1, 24).map(lambda number: Fraction(number, 4))
CAPACITIES = st.sampled_from([0.25, 0.5, 1, 1.5, 2, 3, 5])
SPARE = st.integers(-40, 200)
"""Calendar days between the earliest goal and the wish."""


def day(number):
    return START + timedelta(days=number)


def work(name, owner="Ann", effort=1, after=(), **fields):
    return Task(name, after=tuple(after), owner=owner, effort=Fraction(effort), **fields)


@st.composite
def networks(draw):
    """Tasks that wait for earlier ones, with waits between them, and a goal behind some of them."""
    names = [f"t{number}" for number in range(draw(st.integers(1, 12)))]
    tasks = []
    for place, name in enumerate(names):
        after = draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []
        if draw(st.integers(0, 5)) == 0:
            workdays = draw(st.sampled_from([0, 3]))
            tasks.append(Task(name, after=tuple(after), months=1, workdays=workdays))
        else:
            tasks.append(work(name, draw(st.sampled_from(OWNERS)), draw(EFFORTS), after))
    wanted = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    return (*tasks, Task(GOAL, after=tuple(wanted), workdays=2))


@st.composite
def decisions(draw):
    """Capacities, absences and a calendar."""
    owners = []
    for name in OWNERS:
        first = draw(st.integers(0, 60))
        away = [{"from": day(first), "to": day(first + draw(st.integers(0, 20)))}]
        owners.append({"role": name, "days_per_week": draw(CAPACITIES), "absences": away})
    closed = draw(st.integers(0, 40))
    calendar = {"closed": [{"from": day(closed), "to": day(closed + 3)}]}
    return PlanDecisions.model_validate({"owners": owners, "calendar": calendar})


FREE = st.frozensets(st.integers(0, 120).map(day), max_size=12)


def problem(tasks, decided=None, holidays=frozenset()):
    decided = decided or PlanDecisions()
    days = working_days(START, decided.calendar, frozenset(holidays))
    return Problem(tuple(tasks), GOAL, START, Team(decided, days))


def scheduler(*arguments):
    return Scheduler(problem(*arguments))


def planned(*arguments):
    return scheduler(*arguments).forward().slots


def ends(*arguments):
    return scheduler(*arguments).earliest


def backward(spare, *arguments):
    """The backward schedule for a wish so many days after the earliest goal, and the wish."""
    made = scheduler(*arguments)
    last = made.earliest + timedelta(days=abs(spare))
    return made.backward(last), last


def either(spare, *arguments):
    """The slots of a forward schedule, or of a backward one with so many days to spare."""
    return planned(*arguments) if spare is None else backward(spare, *arguments)[0].slots


@given(networks(), decisions(), FREE, st.none() | SPARE)
def test_nothing_begins_before_what_it_waits_for_has_ended(tasks, decided, holidays, spare):
    """Work begins on a later day; a wait at the earliest on the same. Either way of planning."""
    slots = either(spare, tasks, decided, holidays)

    for task in tasks:
        for name in task.after:
            if task.owner:
                assert slots[task.id].start > slots[name].end
            else:
                assert slots[task.id].start >= slots[name].end
        assert START - timedelta(days=1) < slots[task.id].start <= slots[task.id].end


@given(networks(), decisions(), FREE, st.none() | SPARE)
def test_no_owner_is_above_capacity_and_no_one_works_on_free_days(tasks, decided, holidays, spare):
    """One task at a time, enough days for each at the capacity given, on working days only."""
    slots = either(spare, tasks, decided, holidays)
    capacity = {each.role: each for each in decided.owners}
    busy = defaultdict(list)
    for task in tasks:
        if not task.owner:
            continue
        slot, owner = slots[task.id], capacity[task.owner]
        length = (slot.end - slot.start).days + 1
        worked = [
            each
            for each in (slot.start + timedelta(days=number) for number in range(length))
            if each.isoweekday() in decided.calendar.working_days
            and each not in holidays
            and not any(span.first <= each <= span.last for span in decided.calendar.closed)
            and not any(span.first <= each <= span.last for span in owner.absences)
        ]
        assert {slot.start, slot.end} <= set(worked)
        per_day = min(Fraction(1), Fraction(str(owner.days_per_week)) / 5)
        assert (len(worked) - 1) * per_day < task.effort <= len(worked) * per_day
        busy[task.owner].append((slot.start, slot.end))
    for spans in busy.values():
        spans.sort()
        assert all(first[1] < second[0] for first, second in pairwise(spans))


@given(networks(), decisions(), FREE, st.sampled_from(OWNERS), CAPACITIES)
@examples(100)
def test_more_capacity_never_ends_later(tasks, decided, holidays, owner, more):
    """More days a week, no absences, no holidays: the goal is never later for it."""
    before = ends(tasks, decided, holidays)

    richer = [
        each.model_copy(update={"days_per_week": max(more, each.days_per_week)})
        if each.role == owner
        else each
        for each in decided.owners
    ]
    there = [
        each.model_copy(update={"absences": ()}) if each.role == owner else each
        for each in decided.owners
    ]
    assert ends(tasks, decided.model_copy(update={"owners": tuple(richer)}), holidays) <= before
    assert ends(tasks, decided.model_copy(update={"owners": tuple(there)}), holidays) <= before
    assert ends(tasks, decided) <= before


@given(networks(), decisions(), FREE, st.data())
def test_more_capacity_never_ends_later_with_decided_dates(tasks, decided, holidays, data):
    """The law holds also where people have set dates."""
    mine = [each for each in tasks if each.owner]
    fixed = {}
    for each in data.draw(st.lists(st.sampled_from(mine), max_size=3, unique=True)) if mine else []:
        begin = data.draw(st.integers(0, 60))
        wish = {"start": day(begin)} if data.draw(st.booleans()) else {"due": day(begin + 10)}
        fixed[each.id] = replace(each, **wish)
    changed = [fixed.get(each.id, each) for each in tasks]
    richer = tuple(each.model_copy(update={"days_per_week": 5}) for each in decided.owners)

    before = ends(changed, decided, holidays)

    assert ends(changed, decided.model_copy(update={"owners": richer}), holidays) <= before


@given(networks(), decisions(), FREE, SPARE)
@examples(100)
def test_more_capacity_never_begins_earlier(tasks, decided, holidays, spare):
    """More days a week, no absences, no holidays: the latest start is never earlier for it."""
    made, last = backward(spare, tasks, decided, holidays)

    richer = [each.model_copy(update={"days_per_week": 5}) for each in decided.owners]
    there = [each.model_copy(update={"absences": ()}) for each in decided.owners]
    for owners in (richer, there):
        better = decided.model_copy(update={"owners": tuple(owners)})
        assert scheduler(tasks, better, holidays).backward(last).start >= made.start
    assert scheduler(tasks, decided).backward(last).start >= made.start


@given(networks(), decisions(), FREE, SPARE)
def test_a_wish_can_be_kept_if_and_only_if_the_earliest_day_is_no_later(
    tasks, decided, holidays, spare
):
    """Both ways of planning agree; what is planned backward ends on the wish and is not cut off."""
    made = scheduler(tasks, decided, holidays)
    last = made.earliest + timedelta(days=spare)
    if spare < 0:
        with pytest.raises(ValueError, match="goal cannot be reached by"):
            made.backward(last)
        return
    found = made.backward(last)

    assert found.slots[GOAL].end == last
    assert all(slot.start >= START for slot in found.slots.values())
    assert all(found.slots[name].end <= last for name in found.order)
    for each in tasks:
        if each.id in found.order and each.owner:
            assert found.start <= found.slots[each.id].start


@given(networks(), decisions(), FREE, SPARE)
def test_the_latest_start_is_the_latest(tasks, decided, holidays, spare):
    """Begun on it, the wish is kept with the same dates; begun a day later, it is not."""
    made, last = backward(spare, tasks, decided, holidays)
    asked = problem(tasks, decided, holidays)
    assume(made.start > START)

    again = Scheduler(replace(asked, start=made.start)).backward(last)
    late = Scheduler(replace(asked, start=made.start + timedelta(days=1)))

    assert again.start == made.start
    assert again.order == made.order
    for each in tasks:
        if each.id in made.order and each.owner:
            assert again.slots[each.id] == made.slots[each.id]
    assert late.earliest > last


@given(networks(), decisions(), FREE, SPARE)
def test_backward_everything_is_as_late_as_it_can_be(tasks, decided, holidays, spare):
    """Any piece of work one day of its owner later, and the goal comes after the wish."""
    made, last = backward(spare, tasks, decided, holidays)
    generator = Generator(problem(tasks, decided, holidays))
    starts = {name: made.slots[name].start for name in made.order if generator.tasks[name].owner}

    for name, start in starts.items():
        days = generator.workers[generator.tasks[name].owner].days
        later = {**starts, name: days.on_or_after(start + timedelta(days=1))}
        assert generator.not_before(later).placed(made.order).slots[GOAL].end > last


@given(networks(), decisions(), FREE, SPARE)
def test_backward_slack_is_what_a_task_may_lie_earlier(tasks, decided, holidays, spare):
    """Not before the latest start, nor before what it waits for; the chain has none."""
    made, _ = backward(spare, tasks, decided, holidays)
    asked = problem(tasks, decided, holidays)
    generator = Generator(replace(asked, start=made.start))
    early = generator.placed(made.order).slots

    for name in made.order:
        slot = made.slots[name]
        assert slot.earliest <= slot.start <= slot.end <= slot.latest
        assert slot.slack >= 0
        if name in made.chain:
            assert (slot.slack, slot.earliest) == (0, slot.start)
        elif generator.tasks[name].owner:
            assert made.start <= early[name].start == slot.earliest
            assert slot.slack == asked.team.days.between(early[name].end, slot.end)
        assert made.is_critical(name) == (slot.slack == 0)


@given(networks(), decisions(), FREE, st.none() | SPARE)
def test_chain_goes_to_the_goal_without_a_gap(tasks, decided, holidays, spare):
    """Forward from the plan's start, backward from the latest start; each link holds the next."""
    if spare is None:
        made = scheduler(tasks, decided, holidays).forward()
    else:
        made, _ = backward(spare, tasks, decided, holidays)
    by_id = {each.id: each for each in tasks}

    assert made.chain[-1] == GOAL
    for before, after in pairwise(made.chain):
        same = by_id[before].owner == by_id[after].owner != ""
        assert before in by_id[after].after or same
        assert made.slots[before].end <= made.slots[after].start
    head = made.slots[made.chain[0]]
    if spare is None:
        assert head.cause == ""
    elif by_id[made.chain[0]].owner:
        assert head.start == made.start


@given(networks(), decisions(), FREE, st.none() | SPARE)
def test_same_input_same_schedule(tasks, decided, holidays, spare):
    """No chance in it."""
    arguments = (spare, tasks, decided, holidays)

    assert either(*arguments) == either(*arguments)


@given(networks(), decisions(), FREE, SPARE)
def test_what_the_goal_does_not_need_holds_up_nothing(tasks, decided, holidays, spare):
    """The goal's day and the latest start are the same without it; it is never critical."""
    wanted = needed(tasks, GOAL)
    alone = [each for each in tasks if each.id in wanted]
    made, last = backward(spare, tasks, decided, holidays)

    assert ends(tasks, decided, holidays) == ends(alone, decided, holidays)
    assert made.start == scheduler(alone, decided, holidays).backward(last).start
    assert {each.id for each in tasks} == set(made.slots)
    assert not any(made.is_critical(each.id) for each in tasks if each.id not in wanted)


@given(networks(), decisions(), FREE, st.none() | SPARE, st.data())
def test_decided_dates_stay_and_what_they_build_on_comes_before(
    tasks, decided, holidays, spare, data
):
    """In both ways of planning; only what cannot come before comes as early as it can."""
    mine = [each for each in tasks if each.owner]
    assume(mine)
    one = data.draw(st.sampled_from(mine))
    begin = day(data.draw(st.integers(0, 90)))
    wish = {"start": begin} if data.draw(st.booleans()) else {"due": begin}
    changed = [replace(each, **wish) if each.id == one.id else each for each in tasks]
    try:
        slots = either(spare, changed, decided, holidays)
    except NoCapacityError:
        return
    slot = slots[one.id]
    early = planned(changed, decided, holidays)

    assert slot.start == begin if "start" in wish else slot.end == begin
    assert early[one.id] == replace(slot, latest=early[one.id].latest, slack=early[one.id].slack)
    assert sum(slots[name].end >= slot.start for name in one.after) <= sum(
        early[name].end >= slot.start for name in one.after
    )
    for each in changed:
        if one.id in each.after:
            assert slots[each.id].start >= slot.end


@given(networks(), decisions(), FREE)
def test_slack_is_what_a_task_may_slip(tasks, decided, holidays):
    """Held to its latest day by decision, a task does not move the goal; the chain has none."""
    asked = problem(tasks, decided, holidays)
    made = Scheduler(asked).forward()
    generator = Generator(asked)
    for name in made.order:
        task, slot = generator.tasks[name], made.slots[name]
        assert (slot.slack == 0) == (asked.team.days.between(slot.end, slot.latest) == 0)
        assert slot.earliest == slot.start
        if name in made.chain:
            assert slot.slack == 0
        if not task.owner or not slot.slack:
            continue
        begin = generator.latest_start(task, slot.latest)
        moved = generator.not_before({name: begin}).placed(made.order)
        assert moved.slots[GOAL].end == made.slots[GOAL].end


def test_what_the_goal_does_not_need_takes_the_days_left():
    """Needed work goes first; the rest ends before the wish where there is room, else after it."""
    tasks = [
        work("must", effort=1),
        work("may", effort=1),
        work("more", effort=1, after=["may"]),
        Task(GOAL, after=("must",), workdays=10),
    ]
    early = planned(tasks)
    late = scheduler(tasks).backward(date(2027, 2, 20)).slots
    tight = scheduler(tasks).backward(date(2027, 1, 23)).slots

    assert (early["must"].end, early["may"].start) == (date(2027, 1, 8), date(2027, 1, 11))
    assert (late["must"].start, late["must"].end) == (date(2027, 2, 1), date(2027, 2, 5))
    assert (late["may"].start, late["more"].start) == (date(2027, 2, 8), date(2027, 2, 15))
    assert (tight["must"].end, tight["more"].end) == (date(2027, 1, 8), date(2027, 1, 22))
    crowded = scheduler([*tasks, work("most", effort=3, after=["more"])])
    assert crowded.backward(date(2027, 1, 23)).slots["most"].start == date(2027, 1, 25)


def test_backward_by_hand():
    """One day a week, three months, five days to hold a review: counted back from the goal."""
    tasks = [
        work("a", effort=1),
        work("b", "Bob", 3, ["a"]),
        work("c", "Cy", 1),
        Task("live", after=("b", "c")),
        Task("run", after=("live",), months=3),
        Task(GOAL, after=("run",), workdays=5),
    ]
    made = scheduler(tasks).backward(date(2027, 9, 10))
    slots = made.slots

    assert (slots[GOAL].start, slots[GOAL].end) == (date(2027, 9, 5), date(2027, 9, 10))
    assert (slots["b"].start, slots["b"].end) == (date(2027, 5, 17), date(2027, 6, 4))
    assert (slots["live"].end, slots["run"].end) == (date(2027, 6, 4), date(2027, 9, 4))
    assert (slots["a"].start, slots["a"].end) == (date(2027, 5, 10), date(2027, 5, 14))
    assert (slots["c"].start, slots["c"].slack) == (date(2027, 5, 31), 15)
    assert slots["c"].earliest == made.start == date(2027, 5, 10)
    assert made.chain == ("a", "b", "live", "run", GOAL)
    assert made.is_critical("a")
    assert not made.is_critical("c")


WHOLE = (
    work("a", effort=2),
    work("b", "Bob", 3, ["a"]),
    work("c", "Cy", after=["a"]),
    work("habit", behind=("a",)),
    Task("live", after=("b", "c", "habit")),
    Task("run", after=("live",), months=1),
    work("pre", "Dan", 2),
    work("dated", "Cy", after=["pre"], start=day(9)),
    work("extra", "Bob", 2, ["dated"]),
    Task(GOAL, after=("run",), workdays=5),
)


def whole(slots):
    """Start, end, cause, room and slack of each task, in days of the plan."""
    assert all(slot.worked_until == slot.end for slot in slots.values())
    return {
        name: (
            *((each - START).days for each in (slot.start, slot.end)),
            slot.cause,
            *((each - START).days for each in (slot.earliest, slot.latest)),
            slot.slack,
        )
        for name, slot in slots.items()
    }


FULL_TIME = PlanDecisions(default_days_per_week=5)


def test_a_whole_schedule_by_hand():
    """Everybody full time: the whole of it forward, and backward with a begin somebody decided."""
    made = scheduler(WHOLE, FULL_TIME)
    early, late = made.forward(), made.backward(day(77))

    assert whole(early.slots) == {
        "a": (0, 1, "", 0, 1, 0),
        "pre": (0, 1, "", 0, 8, 5),
        "b": (2, 4, "a", 2, 4, 0),
        "c": (2, 2, "a", 2, 4, 2),
        "habit": (2, 2, "a", 2, 4, 2),
        "live": (4, 4, "b", 4, 4, 0),
        "run": (4, 35, "live", 4, 35, 0),
        "dated": (9, 9, "", 9, 9, 0),
        "extra": (10, 11, "dated", 10, 39, 20),
        GOAL: (35, 42, "run", 35, 42, 0),
    }
    assert whole(late.slots) == {
        "pre": (7, 8, "dated", 7, 8, 0),
        "dated": (9, 9, "", 9, 9, 0),
        "a": (36, 37, "b", 7, 37, 21),
        "b": (38, 42, "live", 9, 42, 21),
        "c": (42, 42, "live", 10, 42, 22),
        "habit": (42, 42, "live", 9, 42, 23),
        "live": (42, 42, "b", 11, 42, 21),
        "run": (42, 70, "live", 11, 70, 20),
        "extra": (73, 74, "", 14, 74, 43),
        GOAL: (70, 77, "", 42, 77, 20),
    }
    assert (early.start, late.start) == (START, day(7))
    assert (early.backward, late.backward) == (False, True)
    assert (early.chain, late.chain) == (("a", "b", "live", "run", GOAL), ("pre", "dated"))
    assert early.order == late.order == ("a", "pre", "b", "c", "habit", "live", "run", GOAL)
    assert early.needed == late.needed == {"a", "b", "c", "habit", "live", "run", GOAL}
    assert [name for name in early.slots if early.is_critical(name)] == list(early.chain)
    assert not any(late.is_critical(name) for name in late.slots)


def test_what_is_as_long_as_the_chain_has_no_slack_either():
    """Of two that take as long, one is on the chain and both are critical, either way."""
    tasks = [work("a", effort=2), work("b", "Bob", 2), Task(GOAL, after=("a", "b"))]
    made = scheduler(tasks, FULL_TIME)

    for found in (made.forward(), made.backward(day(10))):
        assert {name: found.slots[name].slack for name in "ab"} == {"a": 0, "b": 0}
        assert found.is_critical("a")
        assert found.is_critical("b")
        assert found.chain in (("a", GOAL), ("b", GOAL))


def test_the_chain_of_a_backward_plan_has_no_slack_even_where_it_waits():
    """Ann is away the week before the wait, so that it ends a week early; Bob stays on his day."""
    away = {"role": "Ann", "absences": [{"from": day(28), "to": day(32)}]}
    decided = PlanDecisions.model_validate({"default_days_per_week": 5, "owners": [away]})
    tasks = [
        work("a"),
        Task("wait", after=("a",), months=1),
        work("b", "Bob", after=["wait"]),
        Task(GOAL, after=("b",)),
    ]
    made = scheduler(tasks, decided).backward(day(63))

    assert whole(made.slots) == {
        "a": (25, 25, "wait", 25, 32, 0),
        "wait": (25, 55, "a", 25, 62, 0),
        "b": (63, 63, GOAL, 63, 63, 0),
        GOAL: (63, 63, "b", 63, 63, 0),
    }
    assert made.chain == ("a", "wait", "b", GOAL)


def test_a_wait_may_end_on_a_day_off():
    """Its latest day is a Sunday here; only work ends on a day that is worked."""
    tasks = [
        work("a", effort=3),
        work("side", "Bob"),
        Task("run", after=("a",), months=1),
        Task("event", after=("side",)),
        Task(GOAL, after=("run", "event"), workdays=5),
    ]

    assert whole(planned(tasks, FULL_TIME)) == {
        "a": (0, 2, "", 0, 2, 0),
        "side": (0, 0, "", 0, 32, 24),
        "run": (2, 33, "a", 2, 33, 0),
        "event": (0, 0, "side", 0, 34, 24),
        GOAL: (33, 39, "run", 33, 39, 0),
    }
    assert whole(scheduler(tasks, FULL_TIME).backward(day(62)).slots)[GOAL][:2] == (55, 62)


@pytest.mark.parametrize(("begin", "hurried"), [(-1, False), (0, False), (1, True)])
def test_what_has_begun_hurries_nothing(begin, hurried):
    """What a decided begin builds on is placed with what the goal needs, if it lies ahead."""
    tasks = [
        work("pre"),
        work("dated", "Bob", after=["pre"], start=day(begin)),
        work("must", "Cy"),
        Task(GOAL, after=("must",)),
    ]

    assert ("pre" in scheduler(tasks).forward().order) == hurried


def test_backward_a_decided_begin_wins_over_a_late_start():
    """Where there is time for both, what it builds on goes first, if the plan begins earlier."""
    tasks = [
        work("pre", effort=2),
        work("long", effort=3),
        work("dated", "Cy", after=["pre"], start=day(3)),
        Task(GOAL, after=("long",)),
    ]
    made = scheduler(tasks, FULL_TIME)

    assert [made.forward().slots[name].end for name in ("pre", "long")] == [day(4), day(2)]
    assert [made.backward(day(18)).slots[name].end for name in ("pre", "long")] == [day(2), day(18)]


def test_a_day_that_cannot_be_kept_is_refused():
    """By the name of the goal and the day."""
    tasks = [work("a", effort=3), Task(GOAL, after=("a",))]

    with pytest.raises(ValueError, match=r"^goal cannot be reached by 2027-01-05$"):
        scheduler(tasks, FULL_TIME).backward(day(1))


def test_examples_by_hand():
    """One day a week: three days are three weeks; the second waits for the first."""
    tasks = [work("a", effort=1), work("b", "Bob", 3, ["a"]), Task(GOAL, after=("b",), months=3)]
    slots = planned(tasks)

    assert (slots["a"].start, slots["a"].end) == (START, date(2027, 1, 8))
    assert (slots["b"].start, slots["b"].end) == (date(2027, 1, 11), date(2027, 1, 29))
    assert slots[GOAL].end == date(2027, 4, 29)


def test_longest_tail_goes_first():
    """Of two tasks of one owner, the one that much else waits for comes first."""
    tasks = [
        work("short", effort=1),
        work("long", effort=1),
        work("next", "Bob", 8, ["long"]),
        Task(GOAL, after=("short", "next")),
    ]

    assert planned(tasks)["long"].start == START


def test_an_owner_takes_tasks_of_a_clause_in_their_order():
    """A habit, not a rule: it gives way where a prerequisite says otherwise."""
    first, second = work("a1"), work("a2", effort=9, behind=("a1",))
    turned = work("a1", after=["a2"])

    assert planned([first, second, Task(GOAL, after=("a1", "a2"))])["a1"].start == START
    slots = planned([turned, second, Task(GOAL, after=("a1", "a2"))])
    assert slots["a1"].start > slots["a2"].end


@pytest.mark.parametrize(
    ("wish", "start", "end"),
    [
        ({"start": date(2027, 3, 1)}, date(2027, 3, 1), date(2027, 3, 12)),
        ({"due": date(2027, 3, 12)}, date(2027, 3, 1), date(2027, 3, 12)),
        ({"start": date(2027, 3, 1), "due": date(2027, 4, 1)}, date(2027, 3, 1), date(2027, 4, 1)),
        ({"due": date(2027, 1, 5)}, START, date(2027, 1, 5)),
    ],
)
def test_decided_dates_win(wish, start, end):
    """Dates people set stand, what waits for the task waits for them."""
    tasks = [work("a", effort=2, **wish), work("b", "Bob", after=["a"]), Task(GOAL, after=("b",))]
    slots = planned(tasks)

    assert (slots["a"].start, slots["a"].end) == (start, end)
    assert slots["b"].start > end


def test_someone_never_there_is_told():
    """Work that cannot end within the horizon raises with its task."""
    away = [{"from": START, "to": date(2060, 1, 1)}]
    decided = PlanDecisions.model_validate({"owners": [{"role": "Ann", "absences": away}]})

    with pytest.raises(NoCapacityError) as caught:
        planned([work("a"), Task(GOAL, after=("a",))], decided)
    assert caught.value.task.id == "a"


@pytest.mark.parametrize(
    "task",
    [
        work("a", start=date(2045, 1, 1)),
        Task("a", not_before=date(2045, 1, 1), workdays=5),
        work("a", effort=10_000),
    ],
)
def test_beyond_the_horizon_is_told(task):
    """Whatever does not end within twelve years is named."""
    with pytest.raises(NoCapacityError) as caught:
        planned([task, Task(GOAL, after=("a",))])
    assert caught.value.task.id == "a"


def test_what_is_not_in_the_plan_holds_up_nobody():
    """An action may build on one that no finding calls for: that one is done already."""
    tasks = [work("a", after=["gone"], effort=2), Task(GOAL, after=("a",))]
    made = scheduler(tasks)
    late = made.backward(day(28)).slots

    assert planned(tasks)["a"].start == START
    assert late["a"].start > START
    assert late["a"].end == late[GOAL].end == day(28)


def test_improvement_beyond_the_horizon_is_told():
    """Work that no goal waits for must end within twelve years too."""
    with pytest.raises(NoCapacityError) as caught:
        planned([work("a", effort=10_000), Task(GOAL, workdays=1)])
    assert caught.value.task.id == "a"


def test_a_circle_is_named():
    """Tasks that wait for each other have no order."""
    with pytest.raises(ValueError, match=r"a -> b -> a|b -> a -> b"):
        in_order([work("a", after=["b"]), work("b", after=["a"])])


@example((0, 0))
@given(st.tuples(st.integers(0, 400), st.integers(0, 60)))
def test_wait_backwards_is_the_inverse_of_forwards(spans):
    """The latest start of a wait ends no later than asked, and one day more would."""
    offset, workdays = spans
    task = Task("w", months=3, workdays=workdays)
    generator = Generator(problem([task, Task(GOAL)]))
    latest = day(offset + 300)

    begin = generator.latest_start(task, latest)

    at = replace(task, not_before=begin)
    later = replace(task, not_before=begin + timedelta(days=1))
    assert Generator(problem([at, Task(GOAL)])).placed(["w"]).slots["w"].end <= latest
    assert Generator(problem([later, Task(GOAL)])).placed(["w"]).slots["w"].end > latest
