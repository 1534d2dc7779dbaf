"""How sure the dates are: what few tasks come to in two hundred courses, checked against itself."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.confidence import Confidence, simulate
from iso20k_gap.core.generation import Problem
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.schedule import Scheduler
from iso20k_gap.core.tasks import Task

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
WISH = date(2028, 6, 30)
SHARES = (50, 80, 95)


def work(name, least, likely, most, owner="Ann", after=(), **fields):
    efforts = {"least": Fraction(least), "effort": Fraction(likely), "most": Fraction(most)}
    return Task(name, after=tuple(after), owner=owner, **efforts, **fields)


def problem(*tasks, per_week=1):
    decided = PlanDecisions(default_days_per_week=per_week)
    days = working_days(MONDAY, decided.calendar, frozenset())
    return Problem(tasks, tasks[-1].id, MONDAY, Team(decided, days))


UNSURE = problem(
    work("a", 4, 8, 20),
    work("b", 2, 6, 9, "Bob", ["a"]),
    work("c", 3, 5, 30, "Cy"),
    Task("live", after=("b", "c")),
    Task("goal", after=("live",), workdays=5),
)
FORWARD = Scheduler(UNSURE).forward()
BACKWARD = Scheduler(UNSURE).backward(WISH)


def days(*named):
    return tuple(date.fromisoformat(each) for each in named)


SURE_FORWARD = {
    "live": days("2027-05-10", "2027-06-03", "2027-06-24"),
    "goal": days("2027-05-17", "2027-06-10", "2027-07-01"),
}
SURE_BACKWARD = {
    "live": days("2028-08-23", "2028-09-29", "2028-10-20"),
    "goal": days("2028-08-30", "2028-10-06", "2028-10-27"),
}


@pytest.mark.parametrize(
    ("made", "wished", "wanted"),
    [
        (FORWARD, None, Confidence(SURE_FORWARD)),
        (FORWARD, date(2027, 5, 4), Confidence(SURE_FORWARD, 33)),
        (FORWARD, WISH, Confidence(SURE_FORWARD, 100)),
        (BACKWARD, None, Confidence(SURE_BACKWARD)),
        (
            BACKWARD,
            WISH,
            Confidence(SURE_BACKWARD, 2, 100, days("2028-02-18", "2028-01-25", "2028-01-04")),
        ),
        (
            BACKWARD,
            date(2027, 6, 13),
            Confidence(SURE_BACKWARD, 0, 86, (*days("2027-01-29", "2027-01-05"), None)),
        ),
    ],
)
def test_the_courses_are_the_same_on_every_machine(made, wished, wanted):
    """Dates of what is no work, and chances where a day is wished for."""
    assert simulate(UNSURE, made, wished) == wanted


def test_a_share_reaches_a_step_by_its_day_and_not_before():
    """The chance on the day told for a share is at least that share; a day earlier it is less."""
    for share, day in zip(SHARES, SURE_FORWARD["goal"], strict=True):
        assert simulate(UNSURE, FORWARD, day).chance >= share
        assert simulate(UNSURE, FORWARD, day - DAY).chance < share


def test_a_share_is_in_time_if_begun_on_its_day_and_not_after():
    """Begun on the day told for a share, as many courses keep the wish; a day later, fewer."""
    for share, day in zip(SHARES, simulate(UNSURE, BACKWARD, WISH).starts, strict=True):
        assert simulate(replace(UNSURE, start=day), BACKWARD, WISH).at_once >= share
        assert simulate(replace(UNSURE, start=day + DAY), BACKWARD, WISH).at_once < share


def test_efforts_are_drawn_from_a_triangle():
    """Five working days for a person-day, whole quarters of it: as many as the triangle has."""
    one = problem(work("a", 1, 2, 4), Task("goal", after=("a",)))
    made = Scheduler(one).forward()
    weekdays = [MONDAY + DAY * number for number in range(30) if number % 7 < 5]

    for number, day in enumerate(weekdays, 1):
        quarters = Fraction(4 * number // 5, 4) + Fraction(1, 8)
        below = (min(quarters, 2) - 1) ** 2 / Fraction(3) if quarters > 1 else Fraction(0)
        above = (4 - min(quarters, Fraction(4))) ** 2 / Fraction(6)
        wanted = below if quarters <= 2 else 1 - above
        assert simulate(one, made, day).chance == pytest.approx(float(100 * wanted), abs=10)


def test_what_has_no_range_and_what_people_dated_stays():
    """Only efforts with a range are drawn, and only of work whose dates nobody has set."""
    sure = problem(
        work("a", 0, 2, 0),
        work("b", 1, 2, 9, "Bob", start=MONDAY, due=MONDAY + 11 * DAY),
        Task("goal", after=("a", "b")),
    )
    made = Scheduler(sure).forward()
    end = MONDAY + 11 * DAY

    assert simulate(sure, made, end) == Confidence({"goal": (end,) * 3}, 100)
    assert simulate(sure, made, end - DAY) == Confidence({"goal": (end,) * 3}, 0)


def test_backward_nothing_begins_before_its_planned_day():
    """Work and events wait for it however quick the work before; forward, nothing waits."""
    quick = problem(
        work("a", 1, 5, 5),
        Task("wait", after=("a",)),
        Task("event", after=("wait",), workdays=5),
        work("b", 1, 1, 1, "Bob", ["event"]),
        Task("goal", after=("b",)),
    )
    early, made = Scheduler(quick).forward(), Scheduler(quick).backward(WISH)
    found = simulate(quick, made, WISH)

    assert found.dates["wait"][0] < made.slots["wait"].end
    assert found.dates["event"] == (made.slots["event"].end,) * 3
    assert found.dates["goal"] == (WISH,) * 3
    assert (found.chance, found.at_once) == (100, 100)
    assert found.starts[0] > made.start
    assert simulate(quick, early, None).dates["goal"][0] < early.slots["goal"].end


def test_where_a_course_never_ends_nothing_is_told():
    """Forward and backward: no shares of what cannot be counted."""
    endless = problem(work("a", 1, 2, 10_000), Task("goal", after=("a",)))
    scheduler = Scheduler(endless)

    assert simulate(endless, scheduler.forward(), WISH) == Confidence()
    assert simulate(endless, scheduler.backward(WISH), WISH) == Confidence({}, None, None, None)
