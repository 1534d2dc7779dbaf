"""Work no goal waits for, put by hand into the days its owners have left."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.filling import Filling
from iso20k_gap.core.generation import Generator, NoCapacityError, Problem, Slot
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.tasks import Task

START = date(2027, 1, 4)  # a Monday


def jan(day):
    return date(2027, 1, day)


def work(name, owner="Ann", days=1, after=(), **fields):
    return Task(name, after=tuple(after), owner=owner, effort=Fraction(days), **fields)


def filling(*tasks, needed=()):
    """The tasks in their order; those needed have their days already. Five days a week each."""
    decisions = PlanDecisions(default_days_per_week=5)
    days = working_days(START, decisions.calendar, frozenset())
    generator = Generator(Problem((*needed, *tasks), "goal", START, Team(decisions, days)))
    slots = generator.placed([each.id for each in needed]).slots
    return Filling(generator, slots, [each.id for each in (*needed, *tasks)])


def slot(first, last, cause=""):
    return Slot(jan(first), jan(last), jan(last), cause)


MUST = work("must", days=2, not_before=jan(6))


def test_early_work_takes_the_first_days_that_are_free_in_a_row():
    """One after another, behind what it waits for; a wait begins on the day that ends."""
    made = filling(
        work("one"),
        work("three", days=3),
        work("next", after=["one", "gone"]),
        work("other", "Bob", after=["next"]),
        Task("wait", after=("other",), workdays=2),
        Task("pause", workdays=1),
        needed=[MUST],
    ).early()

    assert made == {
        "must": slot(6, 7),
        "one": slot(4, 4),
        "three": slot(8, 12),
        "next": slot(5, 5, "one"),
        "other": slot(6, 6, "next"),
        "wait": slot(6, 8, "other"),
        "pause": slot(4, 5),
    }


def test_days_of_decided_work_are_taken():
    """A task people dated has its days before any other."""
    fixed = work("fixed", days=2, start=jan(5))

    assert filling(work("a", days=2), needed=[fixed]).early()["a"] == slot(4, 7)


def test_work_that_never_ends_is_told():
    """Where the owner has not so many days in a row."""
    with pytest.raises(NoCapacityError) as caught:
        filling(work("a", days=10_000)).early()
    assert caught.value.task.id == "a"


def test_late_work_takes_the_last_days_that_are_free_in_a_row():
    """Before the last day, and before what waits for it."""
    busy = work("busy", not_before=jan(14))
    made = filling(
        work("first", "Bob"),
        work("two", days=2, after=["first"]),
        Task("wait", after=("first",), workdays=2),
        work("one"),
        needed=[MUST, busy],
    ).late(jan(15))

    assert made == {
        "must": slot(6, 7),
        "busy": slot(14, 14),
        "one": slot(15, 15),
        "two": slot(12, 13),
        "wait": slot(13, 15),
        "first": slot(11, 11),
    }


def test_what_finds_no_room_comes_after_with_all_that_waits_for_it():
    """Those give their days back, and follow again as early as they can."""
    made = filling(
        work("x", days=3),
        work("y", after=["x"]),
        work("z", after=["y"]),
        work("bob", "Bob"),
        needed=[work("must", days=8)],
    ).late(jan(15))

    assert made == {
        "must": slot(4, 13),
        "x": slot(14, 18),
        "y": slot(19, 19, "x"),
        "z": slot(20, 20, "y"),
        "bob": slot(15, 15),
    }


@pytest.mark.parametrize(
    ("taken", "found"),
    [((7, 2), slot(6, 6)), ((6, 3), slot(11, 11, "first"))],
)
def test_late_work_begins_behind_what_it_waits_for(taken, found):
    """The day after that ends is the first that counts, though one before it is free."""
    begin, days = taken
    needed = [work("first", "Bob", days=2), work("must", days=days, not_before=jan(begin))]

    assert filling(work("a", after=["first"]), needed=needed).late(jan(8))["a"] == found


def test_no_wait_begins_before_the_start():
    """Where the last day is too early, it comes as early as it can."""
    made = filling(Task("wait"), Task("pause", workdays=1)).late(START - timedelta(days=1))

    assert made == {"wait": slot(4, 4), "pause": slot(4, 5)}


def test_the_last_days_for_all_to_end_in_time():
    """Work leaves the day before to what it waits for, a wait the day it begins."""
    made = filling(
        work("a"),
        work("b", days=2, after=["a"]),
        work("c", "Bob", after=["a"]),
        Task("wait", after=("c",), workdays=3),
        work("d", "Cy"),
    )

    assert made.latest(jan(15)) == {
        "a": jan(11),
        "b": jan(15),
        "c": jan(12),
        "wait": jan(15),
        "d": jan(15),
    }
