"""Days on which something can be done, and who can do it: counted by hand and by a plain list."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iso20k_gap.core.capacity import Days, Team, Worker, working_days
from iso20k_gap.core.plan import Calendar, PlanDecisions, Span

MONDAY = date(2027, 1, 4)
LISTS = st.sets(st.integers(0, 12)).map(sorted)
NUMBERS = st.integers(-1, 14)


def day(number):
    return MONDAY + timedelta(days=number)


def days(*numbers):
    return Days(tuple(day(each) for each in numbers))


@example([1, 3, 5], 3, 1)
@example([1, 3, 5], 5, 1)
@example([1, 3, 5], 1, 1)
@example([1, 3, 5], 1, 3)
@example([], 1, 1)
@given(LISTS, NUMBERS, st.integers(1, 4))
def test_days_are_found_as_in_a_plain_list(listed, at, number):
    """On or after a day, so many after it, so many before it; the day itself is neither."""
    some = days(*listed)
    behind = [day(each) for each in listed if each > at]
    before = [day(each) for each in listed if each < at]
    there = [day(each) for each in listed if each >= at]

    assert some.position(day(at)) == len(before)
    assert some.on_or_after(day(at)) == (there[0] if there else None)
    assert some.after(day(at), number) == (behind[number - 1] if number <= len(behind) else None)
    first = day(listed[0]) if listed else day(at)
    assert some.before(day(at), number) == (before[-number] if number <= len(before) else first)


@example([1, 3, 5], 1, 5)
@example([1, 3, 5], 5, 1)
@given(LISTS, NUMBERS, NUMBERS)
def test_days_between_two_are_counted(listed, first, last):
    """Behind the first, up to the last; the other way round as many less than none."""
    count = sum(1 for each in listed if min(first, last) < each <= max(first, last))

    assert days(*listed).between(day(first), day(last)) == (count if first <= last else -count)


def test_days_without_spans():
    """The first and the last of a span are away; of several spans, all are."""
    spans = [Span(**{"from": day(2), "to": day(3)}), Span(**{"from": day(5), "to": day(5)})]
    some = days(1, 2, 3, 4, 5, 6)

    assert some.without(spans) == days(1, 4, 6)
    assert some.without(iter(spans[:1])) == days(1, 4, 5, 6)
    assert some.without([]) == some


def test_working_days_leave_out_weekends_holidays_and_closures():
    """From the first day on, itself included."""
    calendar = Calendar.model_validate(
        {"working_days": [1, 3, 6], "closed": [{"from": day(9), "to": day(12)}]}
    )

    assert working_days(MONDAY, calendar, frozenset({day(5)})).listed[:5] == tuple(
        day(each) for each in (0, 2, 7, 14, 16)
    )


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2027, 1, 4), date(2039, 1, 1)),
        (date(9980, 1, 3), date(9991, 12, 31)),
        (date(9990, 5, 7), date(9998, 5, 5)),
    ],
)
def test_working_days_end_with_the_horizon(start, last):
    """Twelve years on, of 365 days each; never in the last year there is."""
    every = Calendar.model_validate({"working_days": [1, 2, 3, 4, 5, 6, 7]})
    listed = working_days(start, every, frozenset()).listed

    assert (listed[0], listed[-1]) == (start, last - timedelta(days=1))
    assert len(listed) == (last - start).days


@pytest.mark.parametrize(
    ("effort", "per_day", "wanted"),
    [("1", "1", 1), ("1", "1/5", 5), ("11/10", "1/5", 6), ("1/4", "1", 1), ("0", "1/5", 1)],
)
def test_work_takes_whole_days(effort, per_day, wanted):
    """A begun day counts, and there is at least one."""
    worker = Worker("Ann", days(1), Fraction(per_day))

    assert worker.days_for(Fraction(effort)) == wanted


TEAM = PlanDecisions.model_validate(
    {
        "default_days_per_week": 1.5,
        "calendar": {"working_days": [1, 2, 3, 4, 4]},
        "owners": [
            {"role": "Auditor", "days_per_week": 3, "absences": [{"from": day(1), "to": day(2)}]},
            {"role": "Auditor of suppliers", "name": "Jo", "days_per_week": 0.1},
            {"role": "Change manager", "name": "Jo", "absences": [{"from": day(3), "to": day(3)}]},
            {"role": "Incident manager", "name": "Kim", "days_per_week": 7},
            {"role": "Problem manager", "absences": [{"from": day(0), "to": day(0)}]},
        ],
    }
)


@pytest.mark.parametrize(
    ("name", "per_day", "there"),
    [
        ("Auditor", "3/4", [0, 3]),
        ("Jo", "1/40", [0, 1, 2]),
        ("Kim", "1", [0, 1, 2, 3]),
        ("Incident manager", "3/8", [0, 1, 2, 3]),
        ("Problem manager", "3/8", [1, 2, 3]),
        ("nobody known", "3/8", [0, 1, 2, 3]),
    ],
)
def test_the_team_knows_each_owner(name, per_day, there):
    """By name, by role where no one is named; the share is of the plan's week, at most all of it.

    What any entry for a person says holds for all of them: days a week and absences.
    """
    team = Team(TEAM, days(0, 1, 2, 3))

    assert team.worker(name) == Worker(name, days(*there), Fraction(per_day))
