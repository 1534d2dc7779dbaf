"""Who has how much to do in which week: the plan's remaining effort on the days it is done on."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from iso20k_gap.core.plan import Plan, PlannedAction

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> tuple[date, ...]:
    """The Mondays of all weeks from the first day to the last."""
    start = monday(first)
    return tuple(start + number * WEEK for number in range((monday(last) - start).days // 7 + 1))


def by_week(plan: Plan) -> Mapping[str, Mapping[date, float]]:
    """Likely person-days by owner and week; owners and weeks in order, weeks without work left out.

    What is left of an action is spread evenly over the days its owner can work on it.
    """
    loads: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for action in plan.actions:
        if not action.pending:
            continue
        days = days_of(plan, action)
        for day in days:
            loads[action.owner or action.role][monday(day)] += left(action) / len(days)
    return {name: dict(sorted(loads[name].items())) for name in sorted(loads)}


def left(action: PlannedAction) -> float:
    """The likely person-days that are still to do."""
    return action.effort.likely * (100 - action.percent) / 100


def days_of(plan: Plan, action: PlannedAction) -> tuple[date, ...]:
    """The days an action's owner works on it; the first day where there is none."""
    own = plan.time.days(action.start, action.end, action.owner)
    return own or plan.time.days(action.start, action.end) or (action.start,)


def capacity(plan: Plan, owner: str, week: date) -> float | None:
    """How many person-days an owner has in a week; None if nobody said."""
    share = plan.time.shares.get(owner)
    if share is None:
        return None
    return float(share) * len(plan.time.days(week, week + timedelta(days=6), owner))
