"""Do the durations of a plan agree with its dates?"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from iso20k_gap.core.plan_rows import PlanRow, PlanRows
from iso20k_gap.language import N_, _, ngettext
from iso20k_gap.language import day as say

WORKING, CALENDAR, ELAPSED = N_("working days"), N_("calendar days"), N_("elapsed days")
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
    WORKING: working_days,
    CALENDAR: calendar_days,
    ELAPSED: elapsed_days,
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
        told = _(
            "{task}: duration is {duration}, but {first} to {last} is {days} ({others}); the "
            "file's durations fit {counting} best"
        )
        return told.format(
            task=self.row.id,
            duration=f"{self.duration:f}",
            first=say(self.first),
            last=say(self.last),
            days=_days(self.counted(name), name),
            others=", ".join(
                _days(self.counted(other), other) for other in COUNTINGS if other != name
            ),
            counting=_(name),
        )


def _days(count: int, name: str) -> str:
    """So many days in one way of counting."""
    told = {
        WORKING: ngettext("{count} working day", "{count} working days", count),
        CALENDAR: ngettext("{count} calendar day", "{count} calendar days", count),
        ELAPSED: ngettext("{count} elapsed day", "{count} elapsed days", count),
    }
    return told[name].format(count=count)


def wrong_durations(plan: PlanRows) -> Iterator[tuple[PlanRow, str]]:
    """The rows whose duration disagrees with their dates, or that end before they start."""
    for row in plan.tasks:
        if row.start and row.end and row.end < row.start:
            told = _("{task} ends on {end}, before it starts on {day}")
            yield row, told.format(task=row.id, end=say(row.end), day=say(row.start))
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
    if fits[ELAPSED] < max(HABIT, len(dated) / 2):
        del fits[ELAPSED]
    return max(fits, key=lambda name: fits[name])
