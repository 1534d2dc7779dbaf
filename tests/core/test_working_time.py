"""When work is done: the week, days off among it, each owner's share and absences."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from builders import evaluation, everything
from documents import planned
from iso20k_gap.core.working_time import WorkingTime, working_time

MONDAY = date(2026, 11, 23)
DAYS = st.sets(st.integers(min_value=0, max_value=60).map(lambda n: MONDAY + timedelta(days=n)))


def every(weekdays, last=60):
    days = (MONDAY + timedelta(days=number) for number in range(last + 1))
    return [day for day in days if day.isoweekday() in weekdays]


@given(DAYS, DAYS, st.sets(st.integers(min_value=1, max_value=7), min_size=1))
def test_the_days_told_are_those_worked(off, absent, weekdays):
    """From what is worked, the days off are found; they and the week give the same days again."""
    worked = [day for day in every(weekdays) if day not in off]
    own = [day for day in worked if day not in absent]
    last = MONDAY + timedelta(days=60)
    time = working_time(weekdays, worked, last, {"A": (Fraction(1, 5), own)})
    first = worked[0] if worked else last

    assert list(time.days(first, last)) == worked
    assert list(time.days(first, last, "A")) == own
    assert time.shares == {"A": Fraction(1, 5)}
    assert all(day.isoweekday() in weekdays for day in time.off)


def test_without_word_the_week_has_five_days():
    """Someone nobody has spoken of works when all do."""
    time = WorkingTime()

    assert len(time.days(MONDAY, MONDAY + timedelta(days=6), "nobody")) == 5


def test_days_off_end_with_the_plan():
    """Days after the plan's last one are nobody's concern."""
    time = working_time((1,), [MONDAY], MONDAY + timedelta(days=3), {})

    assert time.off == ()
    assert working_time((1,), [MONDAY], MONDAY - timedelta(days=1), {}).off == ()


def test_a_plan_tells_its_owners_shares_and_absences():
    """What people wrote about owners and the calendar is there for documents."""
    plan = planned(
        evaluation({**everything("F"), "8.6": "N"}),
        calendar={"working_days": [1, 2, 3, 4],
                  "closed": [{"from": "2026-12-24", "to": "2026-12-31"}]},
        owners=[{"role": "Incident manager", "name": "Ioana", "days_per_week": 2,
                 "absences": [{"from": "2026-12-07", "to": "2026-12-08"}]}],
    )  # fmt: skip

    assert plan.time.weekdays == (1, 2, 3, 4)
    assert date(2026, 12, 24) in plan.time.off
    assert plan.time.shares["Ioana"] == Fraction(1, 2)
    assert plan.time.absent["Ioana"] == (date(2026, 12, 7), date(2026, 12, 8))
