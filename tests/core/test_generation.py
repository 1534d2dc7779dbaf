"""Tasks get their days one after another: each step by hand, whole slots compared."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.generation import Generator, NoCapacityError, Placed, Problem, Slot
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.tasks import Task

MONDAY = date(2027, 1, 4)
AWAY = {"role": "Bob", "absences": [{"from": "2027-01-06", "to": "2027-01-06"}]}
FULL = PlanDecisions.model_validate({"default_days_per_week": 5, "owners": [AWAY]})


def day(number):
    """A day of the plan: 0 and 7 are Mondays, -2 is the Saturday before."""
    return MONDAY + timedelta(days=number)


def slot(first, last, worked_until=None, cause=""):
    until = last if worked_until is None else worked_until
    return Slot(day(first), day(last), day(until), cause)


def work(name, effort=1, owner="Ann", after=(), **fields):
    return Task(name, after=tuple(after), owner=owner, effort=Fraction(effort), **fields)


def generator(*tasks, decisions=FULL, start=MONDAY):
    days = working_days(MONDAY, decisions.calendar, frozenset())
    return Generator(Problem(tasks, tasks[-1].id, start, Team(decisions, days)))


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"start": day(2)}, slot(2, 4)),
        ({"start": day(-20)}, slot(-20, 2)),
        ({"start": day(5)}, slot(5, 9)),
        ({"due": day(9)}, slot(7, 9)),
        ({"due": day(12)}, slot(9, 12, 11)),
        ({"due": day(2)}, slot(0, 2)),
        ({"due": day(1)}, slot(0, 1)),
        ({"due": day(0)}, slot(0, 0)),
        ({"due": day(-1)}, slot(-1, -1)),
        ({"start": day(1), "due": day(20)}, slot(1, 20, 3)),
        ({"start": day(1), "due": day(2)}, slot(1, 2)),
        ({"start": day(5), "due": day(6)}, slot(5, 6)),
        ({"start": day(-9), "due": day(-3)}, slot(-9, -3)),
    ],
)
def test_decided_dates_take_the_days_there_are(fields, wanted):
    """Three days of work: from the start on, else up to the due date; as many as there are."""
    assert generator(work("a", 3, **fields)).fixed == {"a": wanted}


def test_decided_dates_are_taken_in_their_order():
    """Who is dated first takes the days first; the rest of the owner's days are for others."""
    made = generator(
        work("late", 2, start=day(1)),
        work("b", 1, due=day(8)),
        work("a", 2, due=day(8)),
        work("soon", 1, start=day(1)),
        work("z", 1, "Bob", start=day(3)),
        work("y", 2, "Bob", due=day(4)),
        Task("held", due=day(3)),
        Task("begun", start=day(2)),
        Task("both", start=day(1), due=day(6)),
        work("free", 3),
        work("other", 3, owner="Bob"),
    )

    assert made.fixed == {
        "late": slot(1, 2),
        "soon": slot(1, 3),
        "a": slot(7, 8),
        "b": slot(4, 8, 4),
        "z": slot(3, 3),
        "y": slot(1, 4),
        "held": slot(3, 3),
        "begun": slot(2, 2),
        "both": slot(6, 6),
    }
    placed = made.placed(["free", "other"]).slots
    assert (placed["free"], placed["other"]) == (slot(0, 10), slot(0, 8))


def test_work_that_begins_too_late_to_end_is_told():
    """Within the horizon of the days; with a due date what is left of it is done."""
    last = working_days(MONDAY, FULL.calendar, frozenset()).listed[-1]

    assert generator(work("a", 2, start=last, due=last)).fixed["a"] == Slot(last, last, last)
    assert generator(work("a", 1, start=last)).fixed["a"] == Slot(last, last, last)
    with pytest.raises(NoCapacityError) as caught:
        generator(work("a", 2, start=last))
    assert (caught.value.task.id, str(caught.value)) == ("a", "a")


@pytest.mark.parametrize(
    ("tasks", "order", "wanted"),
    [
        pytest.param(
            [work("a", 2), work("b", 1)],
            "ab",
            {"a": slot(0, 1), "b": slot(2, 2, cause="a")},
            id="a queue",
        ),
        pytest.param(
            [work("a", 2), work("b", 1)],
            "ba",
            {"b": slot(0, 0), "a": slot(1, 2, cause="b")},
            id="the queue turned",
        ),
        pytest.param(
            [work("a", 5), work("b", 3, "Bob", "a"), work("c", 1, "Cy")],
            "abc",
            {"a": slot(0, 4), "b": slot(7, 9, cause="a"), "c": slot(0, 0)},
            id="another owner waits",
        ),
        pytest.param(
            [work("a", 5), work("b", 4, "Bob")],
            "ab",
            {"a": slot(0, 4), "b": slot(0, 4)},
            id="an absence",
        ),
        pytest.param(
            [work("a", 5), Task("w", after=("a",), months=1), work("b", 1, after="w")],
            "awb",
            {"a": slot(0, 4), "w": slot(4, 35, cause="a"), "b": slot(36, 36, cause="w")},
            id="a wait of a month",
        ),
        pytest.param(
            [Task("w", workdays=3), Task("v", after=("w",), months=1, workdays=2)],
            "wv",
            {"w": slot(0, 3), "v": slot(3, 36, cause="w")},
            id="waits of working days",
        ),
        pytest.param(
            [work("a", 1), work("b", 2, "Bob"), Task("w", after=("a", "b", "gone"))],
            "abw",
            {"a": slot(0, 0), "b": slot(0, 1), "w": slot(1, 1, cause="b")},
            id="the last of two decides",
        ),
        pytest.param(
            [work("a", 1), work("b", 1, "Bob"), Task("w", after=("a", "b"))],
            "abw",
            {"a": slot(0, 0), "b": slot(0, 0), "w": slot(0, 0, cause="a")},
            id="the first of equals",
        ),
        pytest.param(
            [work("a", 1, not_before=day(8)), work("b", 1), Task("w", not_before=day(20))],
            "abw",
            {"a": slot(8, 8), "b": slot(9, 9, cause="a"), "w": slot(20, 20)},
            id="not before a day",
        ),
        pytest.param(
            [work("a", 1, not_before=day(-8)), Task("w", not_before=day(-8))],
            "aw",
            {"a": slot(0, 0), "w": slot(0, 0)},
            id="never before the plan",
        ),
        pytest.param(
            [work("a", 1), work("b", 1, not_before=day(1), after="a")],
            "ab",
            {"a": slot(0, 0), "b": slot(1, 1)},
            id="what ends in time is no cause",
        ),
        pytest.param(
            [work("a", 2, start=day(-9)), work("b", 1, "Bob", "a"), work("c", 1)],
            "abc",
            {"a": slot(-9, 1), "b": slot(3, 3, cause="a"), "c": slot(2, 2)},
            id="dated work goes first and queues nobody",
        ),
        pytest.param(
            [work("a", 1, start=day(-9), due=day(8)), work("b", 1, "Bob", "a"), work("c", 1)],
            "abc",
            {"a": slot(-9, 8, 0), "b": slot(9, 9, cause="a"), "c": slot(1, 1)},
            id="a due date holds up who waits, not the owner",
        ),
    ],
)
def test_a_list_gives_a_schedule(tasks, order, wanted):
    """Each task in its turn, as early as it can be, with what keeps it from lying earlier."""
    placed = generator(*tasks).placed(order)

    assert placed.slots == wanted
    assert placed.order == order
    assert placed.total == sum(each.end.toordinal() for each in wanted.values())


def test_each_owner_has_a_queue():
    """In the order of the list; dated tasks and waits stand in none."""
    tasks = [
        work("a"), work("b", owner="Bob"), work("c"), Task("w"), work("d", start=day(3)), work("e"),
    ]  # fmt: skip

    assert generator(*tasks).placed("dcwbea").queues == {"Ann": ["c", "e", "a"], "Bob": ["b"]}


def test_what_has_not_ended_before_a_decided_begin_is_counted():
    """Only for begins that lie ahead, and only of what is in the schedule."""
    made = generator(
        work("a", 2),
        work("b", 1, "Bob"),
        work("next", 1, "Cy", ("a", "b", "gone"), start=day(1)),
        work("last", 1, "Cy", ("a", "b"), start=day(2)),
        work("begun", 1, "Cy", ("a", "b"), start=day(0)),
    )

    assert made.broken(made.placed("ab").slots) == 1
    assert made.broken({**made.fixed, "a": slot(0, 2), "b": slot(0, 1)}) == 3
    assert made.broken({**made.fixed, "a": slot(0, 0), "b": slot(0, 0)}) == 0
    assert made.broken({}) == 0


def test_a_changed_generator_leaves_the_first_as_it_was():
    """Other efforts, another begin, first days for some: each gives other slots."""
    made = generator(work("a", 2), work("b", 2, after="a"), work("c", 2, "Cy", start=day(3)))
    order = ("a", "b")
    before = made.placed(order)
    longer = made.with_efforts({"a": Fraction(5, 2), "c": Fraction(9)})
    later = made.begun(day(2))
    held = made.not_before({"b": day(8)})

    assert longer.placed(order).slots == {
        "a": slot(0, 2), "b": slot(3, 4, cause="a"), "c": slot(3, 4)
    }  # fmt: skip
    assert later.placed(order).slots == {
        "a": slot(2, 3), "b": slot(4, 7, cause="a"), "c": slot(3, 4)
    }  # fmt: skip
    assert held.placed(order).slots == {"a": slot(0, 1), "b": slot(8, 9), "c": slot(3, 4)}
    assert (
        made.placed(order)
        == before
        == Placed(
            order,
            {"a": slot(0, 1), "b": slot(2, 3, cause="a"), "c": slot(3, 4)},
            {"Ann": ["a", "b"]},
        )
    )


@pytest.mark.parametrize(
    ("task", "latest", "begin"),
    [
        (work("a", 1), 9, 9),
        (work("a", 3), 9, 7),
        (work("a", 3), 8, 4),
        (work("a", 3), 13, 9),
        (work("a", 3, "Bob"), 4, 1),
        (work("a", 3), 1, 0),
        (Task("a", workdays=1), 9, 8),
        (Task("a", workdays=3), 9, 6),
        (Task("a", workdays=3), 13, 8),
        (Task("a", workdays=3), 1, -1),
        (Task("a", months=1), 36, 5),
        (Task("a", months=1), 55, 27),
        (Task("a", months=1), 56, 28),
        (Task("a", months=1, workdays=2), 36, 3),
        (Task("a"), 36, 36),
    ],
)
def test_the_latest_start_to_end_by_a_day(task, latest, begin):
    """Counted back over an owner's days, working days or months, to the first day there is."""
    assert generator(task).latest_start(task, day(latest)) == day(begin)


def test_as_late_as_it_may_be():
    """Work begins on the owner's first day from then on, a wait on the day itself."""
    tasks = (work("a", 2), work("b", 2, "Bob"), Task("w", months=1, workdays=1))
    made = generator(*tasks)

    assert [made.late(each, day(2), "x") for each in tasks] == [
        slot(2, 3, cause="x"),
        slot(3, 4, cause="x"),
        slot(2, 35, cause="x"),
    ]
    assert made.late(tasks[0], day(5), "") == slot(7, 8)


def test_what_a_task_waits_for_ends_before_work_and_at_the_latest_with_a_wait():
    """Work begins on a later day than the last thing before it, a wait on the same."""
    made = generator(work("a"), Task("w"))

    assert (made.before("a", day(7)), made.before("w", day(7))) == (day(6), day(7))


def test_the_horizon_holds_for_waits_and_work():
    """Up to the last working day there is; the task that goes beyond it is named."""
    listed = working_days(MONDAY, FULL.calendar, frozenset()).listed
    all_work, all_wait = work("a", len(listed)), Task("w", workdays=len(listed))

    assert generator(all_work).placed("a").slots["a"].end == listed[-1]
    assert generator(all_wait).waited(all_wait, MONDAY - timedelta(days=1)) == listed[-1]
    for task in (work("a", len(listed) + 1), replace(all_wait, id="a", not_before=day(1))):
        with pytest.raises(NoCapacityError) as caught:
            generator(task).placed("a")
        assert caught.value.task is task
