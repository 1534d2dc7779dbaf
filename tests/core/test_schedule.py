"""The scheduler's laws, on made-up tasks: order, capacity, free days, and more is never later."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.generation import Generator, NoCapacityError, Problem
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.schedule import held_back, schedule
from iso20k_gap.core.tasks import Task, in_order

START = date(2027, 1, 4)  # a Monday
GOAL = "goal"
OWNERS = ("Ann", "Bob", "Cy")
EFFORTS = st.integers(1, 24).map(lambda number: Fraction(number, 4))
CAPACITIES = st.sampled_from([0.25, 0.5, 1, 1.5, 2, 3, 5])


def day(number):
    return START + timedelta(days=number)


def work(name, owner="Ann", effort=1, after=(), **fields):
    return Task(name, after=tuple(after), owner=owner, effort=Fraction(effort), **fields)


@st.composite
def networks(draw):
    """Tasks that wait for earlier ones, with waits between them, and a goal behind all."""
    names = [f"t{number}" for number in range(draw(st.integers(1, 12)))]
    tasks = []
    for place, name in enumerate(names):
        after = draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []
        if draw(st.integers(0, 5)) == 0:
            tasks.append(Task(name, after=tuple(after), months=1, workdays=3))
        else:
            tasks.append(work(name, draw(st.sampled_from(OWNERS)), draw(EFFORTS), after))
    return (*tasks, Task(GOAL, after=tuple(names), workdays=2))


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


def planned(tasks, decided=None, holidays=frozenset()):
    return schedule(problem(tasks, decided, holidays)).slots


def ends(tasks, decided=None, holidays=frozenset()):
    return planned(tasks, decided, holidays)[GOAL].end


@given(networks(), decisions(), FREE)
def test_nothing_begins_before_what_it_waits_for_has_ended(tasks, decided, holidays):
    """Work begins on a later day; a wait at the earliest on the same."""
    slots = planned(tasks, decided, holidays)

    for task in tasks:
        for name in task.after:
            if task.owner:
                assert slots[task.id].start > slots[name].end
            else:
                assert slots[task.id].start >= slots[name].end
        assert START - timedelta(days=1) < slots[task.id].start <= slots[task.id].end


@given(networks(), decisions(), FREE)
def test_no_owner_is_above_capacity_and_no_one_works_on_free_days(tasks, decided, holidays):
    """One task at a time, enough days for each at the capacity given, on working days only."""
    slots = planned(tasks, decided, holidays)
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
@settings(max_examples=200)
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


@given(networks(), decisions(), FREE)
def test_same_input_same_schedule(tasks, decided, holidays):
    """No chance in it, and the order in which tasks are told does not matter for the goal."""
    assert planned(tasks, decided, holidays) == planned(tasks, decided, holidays)


@given(networks(), decisions(), FREE)
def test_slack_is_what_a_task_may_slip(tasks, decided, holidays):
    """Held to its latest day by decision, a task does not move the goal; the chain has none."""
    asked = problem(tasks, decided, holidays)
    made = schedule(asked)
    generator = Generator(asked)
    for task in tasks:
        slot = made.slots[task.id]
        assert (slot.slack == 0) == (asked.team.days.between(slot.end, slot.latest) == 0)
        if task.id in made.chain:
            assert slot.slack == 0
        if not task.owner or not slot.slack:
            continue
        begin = generator.latest_start(task, slot.latest)
        late = [replace(each, not_before=begin) if each.id == task.id else each for each in tasks]
        moved = Generator(replace(asked, tasks=tuple(late))).placed(made.order)
        assert moved.slots[GOAL].end == made.slots[GOAL].end


@given(networks(), decisions(), FREE, st.integers(0, 200))
def test_counted_back_from_a_later_day_tasks_may_slip_further(tasks, decided, holidays, spare):
    """The dates stay; each task may end later, the goal then too, but not after the day to keep."""
    asked = problem(tasks, decided, holidays)
    made = schedule(asked)
    last = made.slots[GOAL].end + timedelta(days=spare)
    held = held_back(asked, made, last)
    generator = Generator(asked)

    assert held.chain == made.chain
    for name, slot in made.slots.items():
        late = held.slots[name]
        assert (late.start, late.end) == (slot.start, slot.end)
        assert late.latest >= slot.latest
        assert late.slack >= slot.slack
    for task in tasks:
        slot = held.slots[task.id]
        if not task.owner or not slot.slack:
            continue
        begin = generator.latest_start(task, slot.latest)
        moved = [replace(each, not_before=begin) if each.id == task.id else each for each in tasks]
        again = Generator(replace(asked, tasks=tuple(moved))).placed(made.order)
        assert again.slots[GOAL].end <= max(last, made.slots[GOAL].end)


@given(networks(), decisions())
def test_chain_has_no_gap(tasks, decided):
    """The chain goes from the plan's start to the goal, each link caused by the one before."""
    made = schedule(problem(tasks, decided))

    assert made.chain[-1] == GOAL
    assert made.slots[made.chain[0]].cause == ""
    for before, after in pairwise(made.chain):
        assert made.slots[after].cause == before


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
