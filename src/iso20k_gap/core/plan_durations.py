"""Do the durations of a plan agree with its dates?"""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from iso20k_gap.core.plan_rows import PlanRow, PlanRows

WEEK = 7
WORKDAYS = 5


def working_days(first: date, last: date) -> int:
    """Days from Monday to Friday, first and last counted; public holidays are not known here."""
    weeks, rest = divmod((last - first).days + 1, WEEK)
    days = (first + timedelta(days=number) for number in range(rest))
    return weeks * WORKDAYS + sum(1 for day in days if day.isoweekday() <= WORKDAYS)


def calendar_days(first: date, last: date) -> int:
    """All days, first and last counted."""
    return (last - first).days + 1


def elapsed_days(first: date, last: date) -> int:
    """Days from the first to the last, the first not counted."""
    return (last - first).days


Counting = Callable[[date, date], int]
COUNTINGS: dict[str, Counting] = {
    "working days": working_days,
    "calendar days": calendar_days,
    "elapsed days": elapsed_days,
}
"""How files count a duration; the first is taken where several fit as well."""

HABIT = 2
"""How many durations show how a file counts."""


def counting(plan: PlanRows) -> str:
    """The way of counting that fits most of the file's durations."""
    dated = [each for each in plan.tasks if _is_dated(each)]
    fits = {name: sum(_fits(each, count) for each in dated) for name, count in COUNTINGS.items()}
    # One duration is no habit: elapsed days count only where most of several show them.
    if fits["elapsed days"] < max(HABIT, len(dated) / 2):
        del fits["elapsed days"]
    return max(fits, key=lambda name: fits[name])


def wrong_durations(plan: PlanRows) -> Iterator[tuple[PlanRow, str]]:
    """The rows whose duration disagrees with their dates, or that end before they start."""
    name = counting(plan)
    for row in plan.tasks:
        if row.start and row.end and row.end < row.start:
            yield row, f"ends on {row.end}, before it starts on {row.start}"
        elif _is_dated(row) and not _fits(row, COUNTINGS[name]):
            yield row, _told(row, name)


def _is_dated(row: PlanRow) -> bool:
    return row.duration is not None and bool(row.start and row.end and row.start <= row.end)


def _fits(row: PlanRow, count: Counting) -> bool:
    if row.start is None or row.end is None or row.duration is None:
        return True
    milestone = row.duration == 0 and row.start == row.end
    return milestone or math.ceil(row.duration) == count(row.start, row.end)


def _told(row: PlanRow, name: str) -> str:
    first, last = row.start or date.min, row.end or date.min
    counted = COUNTINGS[name](first, last)
    others = [
        f"{count(first, last)} {other}" for other, count in COUNTINGS.items() if other != name
    ]
    return (
        f"duration is {row.duration:f}, but {first} to {last} is {counted} {name} "
        f"({', '.join(others)}); the file's durations fit {name} best"
    )
