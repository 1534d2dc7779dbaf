"""When the plan's work is done, for documents that reckon with days: the week, days off, shares."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
WEEK = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class WorkingTime:
    """The weekdays worked, the days off among them, and each owner's own days off and share.

    `shares` say how much of a working day an owner has for the plan; `absent` has the working
    days an owner is away. Both hold for the days of the plan.
    """

    weekdays: tuple[int, ...] = WEEK
    off: tuple[date, ...] = ()
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    absent: Mapping[str, tuple[date, ...]] = field(default_factory=dict)

    def days(self, first: date, last: date, owner: str = "") -> tuple[date, ...]:
        """The working days from `first` to `last`; those of an owner if one is named."""
        away = {*self.off, *self.absent.get(owner, ())}
        return tuple(day for day in _every(first, last, self.weekdays) if day not in away)


def working_time(
    weekdays: Iterable[int],
    worked: Iterable[date],
    last: date,
    owners: Mapping[str, tuple[Fraction, Iterable[date]]],
) -> WorkingTime:
    """The working time of a plan up to its last day.

    `worked` are all working days from the plan's first day on, `owners` each owner's share of a
    day and the days that owner works.
    """
    week = tuple(sorted(set(weekdays)))
    listed = tuple(day for day in worked if day <= last)
    first = listed[0] if listed else last
    return WorkingTime(
        weekdays=week,
        off=_missing(_every(first, last, week), listed),
        shares={name: share for name, (share, _) in owners.items()},
        absent={name: away for name, (_, own) in owners.items() if (away := _missing(listed, own))},
    )


def _missing(expected: Iterable[date], there: Iterable[date]) -> tuple[date, ...]:
    known = frozenset(there)
    return tuple(day for day in expected if day not in known)


def _every(first: date, last: date, weekdays: tuple[int, ...]) -> Iterator[date]:
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.isoweekday() in weekdays:
            yield day
