"""How late tasks may lie, by hand: last days, latest begins, and the task that says so."""

from datetime import date
from fractions import Fraction

from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.generation import Generator, Problem
from iso20k_gap.core.lateness import Lateness
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.tasks import Task

START = date(2027, 1, 4)  # a Monday
LAST = date(2027, 1, 29)  # a Friday


def jan(day):
    return date(2027, 1, day)


def work(name, owner="Ann", days=1, after=(), **fields):
    return Task(name, after=tuple(after), owner=owner, effort=Fraction(days), **fields)


def late(*tasks, last=LAST):
    """The tasks in their order, counted back from the last day; everyone works five days a week."""
    decisions = PlanDecisions(default_days_per_week=5)
    days = working_days(START, decisions.calendar, frozenset())
    generator = Generator(Problem(tasks, "goal", START, Team(decisions, days)))
    return Lateness(generator, generator.placed([each.id for each in tasks]), last)


def test_limits_are_handed_on_to_what_is_waited_for():
    """Also to what an owner does right before, and across a weekend."""
    found = late(
        work("z"),
        work("b", days=2),
        work("c", "Bob", after=["z", "gone"]),
        Task("goal", after=("b", "c")),
        last=jan(25),
    )

    assert found.limits == {"z": jan(21), "b": jan(25), "c": jan(25), "goal": jan(25)}
    assert found.begins == {"z": jan(21), "b": jan(22), "c": jan(25), "goal": jan(25)}
    assert found.causes == {"z": "b", "b": "goal", "c": "goal", "goal": ""}
    assert found.start == jan(21)
    assert found.chain() == ("z", "b", "goal")


def test_of_equal_limits_the_first_found_decides():
    """Counted from behind: the last of the list."""
    found = late(
        work("a"),
        work("b", "Bob", after=["a"]),
        work("c", "Cy", after=["a"]),
        Task("goal", after=("b", "c")),
    )

    assert found.limits["a"] == jan(28)
    assert found.causes["a"] == "c"
    assert found.chain() == ("a", "c", "goal")


def test_waits_are_counted_back_too():
    """A month, then five working days; what goes before a wait may end on the day it begins."""
    found = late(
        work("a"),
        Task("run", after=("a",), months=1),
        Task("goal", after=("run",), workdays=5),
        last=date(2027, 3, 12),
    )

    assert found.begins == {
        "goal": date(2027, 3, 7),
        "run": date(2027, 2, 7),
        "a": date(2027, 2, 5),
    }
    assert found.limits["a"] == date(2027, 2, 7)


def test_what_a_decided_date_builds_on_lies_before_it():
    """It holds that up, and sets the latest start; the chain ends there, whatever waits for it."""
    found = late(
        work("p"),
        work("fixed", "Bob", after=["p", "gone"], start=jan(12)),
        Task("goal", after=("fixed",)),
    )

    assert found.limits == {"p": jan(11), "fixed": LAST, "goal": LAST}
    assert found.begins == {"p": jan(11), "goal": LAST}
    assert found.causes == {"p": "fixed", "fixed": "goal", "goal": ""}
    assert found.chain() == ("p", "fixed")


def test_what_cannot_end_before_a_decided_date_ends_as_early_as_it_can():
    """Three days of work do not fit in before the second day."""
    found = late(
        work("p", days=3),
        work("fixed", "Bob", after=["p"], start=jan(5)),
        Task("goal", after=("fixed",)),
    )

    assert (found.begins["p"], found.limits["p"]) == (START, jan(6))


def test_what_has_begun_waits_for_nothing():
    """A task dated on the first day holds nothing up."""
    found = late(
        work("p"),
        work("begun", "Bob", after=["p"], start=START),
        Task("goal", after=("p", "begun")),
    )

    assert (found.begins["p"], found.causes["p"]) == (LAST, "goal")


def test_a_decided_date_moves_no_other_and_nothing_behind_the_last_day():
    """Each stays as it is; a later date gives what it builds on no more time than the rest."""
    found = late(
        work("p"),
        work("one", "Bob", after=["p"], start=date(2027, 3, 1)),
        work("two", "Cy", after=["one"], start=jan(20)),
        Task("goal"),
    )

    assert found.limits == {"p": LAST, "one": date(2027, 3, 1), "two": LAST, "goal": LAST}
    assert found.causes == {"p": "", "one": "", "two": "", "goal": ""}


def test_where_all_is_dated_the_goal_alone_must_begin():
    """On its last day, and nothing leads to it."""
    found = late(Task("goal", start=jan(8), due=jan(8)))

    assert (found.start, found.chain()) == (LAST, ())
