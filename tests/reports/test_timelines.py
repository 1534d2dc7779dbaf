"""Charts over time: what is drawn is what the plan says."""

from datetime import date

import pytest

from builders import evaluation, everything
from documents import planned
from iso20k_gap.core.plan import Milestone
from iso20k_gap.reports import timelines
from iso20k_gap.reports.workload import by_week


def milestone(name, day, **fields):
    return Milestone(id=name, name=name, date=day, why="its work ends", **fields)


FIRST = milestone("first", date(2027, 1, 4))
SPREAD = milestone(
    "second",
    date(2027, 6, 1),
    p50=date(2027, 6, 8),
    p80=date(2027, 7, 1),
    p95=date(2027, 9, 1),
)


def test_spread_runs_from_half_to_nearly_all_with_a_tick_between():
    """The simulated days are drawn in order, and the axis reaches the last of them."""
    plain, spread = timelines.milestone_chart("m", [FIRST, SPREAD]).lines

    assert plain.to_x == 0
    assert spread.x < spread.from_x < spread.sure_x < spread.to_x
    assert spread.to_x == max(spread.to_x, spread.x, plain.x)


@pytest.mark.parametrize("missing", ["p50", "p80", "p95"])
def test_without_a_simulation_only_the_diamond_is_drawn(missing):
    """A milestone that no course reached to the end has no line."""
    fields = {"p50": SPREAD.p50, "p80": SPREAD.p80, "p95": SPREAD.p95, missing: None}
    chart = timelines.milestone_chart("m", [FIRST, milestone("x", SPREAD.date, **fields)])

    assert chart.lines[1].to_x == 0


def test_the_workload_is_what_is_left():
    """Its months add up to the weeks by owner; what is done counts no more."""
    actions = {
        "8.6.1-A1": {"status": "in_progress", "percent": 50},
        "8.6.3-A1": {"status": "done"},
    }
    gaps = evaluation({**everything("F"), "8.6": "N"})
    plan = planned(gaps, actions=actions, stage2="2028-06-30")
    columns = timelines.workload("w", plan).columns
    weeks = sum(days for weeks in by_week(plan).values() for days in weeks.values())

    assert sum(float(each.value) for each in columns) == pytest.approx(weeks, abs=0.05)
    assert weeks < plan.effort.likely
