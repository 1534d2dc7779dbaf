"""Do the durations of a plan agree with its dates?"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

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


@dataclass(frozen=True)
class Dated:
    """A row whose duration can be held against its dates."""

    row: PlanRow
    first: date
    last: date
    duration: Decimal

    def counted(self, name: str) -> int:
        """Its days in one way of counting."""
        return COUNTINGS[name](self.first, self.last)

    def fits(self, name: str) -> bool:
        """Whether the duration is what the dates give; half days are rounded up."""
        milestone = self.duration == 0 and self.first == self.last
        return milestone or math.ceil(self.duration) == self.counted(name)

    def told(self, name: str) -> str:
        """The disagreement in words."""
        others = [f"{self.counted(other)} {other}" for other in COUNTINGS if other != name]
        return (
            f"duration is {self.duration:f}, but {self.first} to {self.last} is "
            f"{self.counted(name)} {name} ({', '.join(others)}); the file's durations fit {name} "
            "best"
        )


def wrong_durations(plan: PlanRows) -> Iterator[tuple[PlanRow, str]]:
    """The rows whose duration disagrees with their dates, or that end before they start."""
    for row in plan.tasks:
        if row.start and row.end and row.end < row.start:
            yield row, f"ends on {row.end}, before it starts on {row.start}"
    dated = list(_dated(plan))
    name = _counting(dated)
    for each in dated:
        if not each.fits(name):
            yield each.row, each.told(name)


def _dated(plan: PlanRows) -> Iterator[Dated]:
    for row in plan.tasks:
        if row.start and row.end and row.start <= row.end and row.duration is not None:
            yield Dated(row, row.start, row.end, row.duration)


def _counting(dated: Sequence[Dated]) -> str:
    """The way of counting that fits most of the file's durations."""
    fits = {name: sum(each.fits(name) for each in dated) for name in COUNTINGS}
    # One duration is no habit: elapsed days count only where most of several show them.
    if fits["elapsed days"] < max(HABIT, len(dated) / 2):
        del fits["elapsed days"]
    return max(fits, key=lambda name: fits[name])
