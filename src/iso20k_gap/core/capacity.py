"""When work can be done: the working days, and who is there on them."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from iso20k_gap.core.plan import Calendar, PlanDecisions, Span

HORIZON_YEARS = 12
"""How far ahead a plan may reach; work that does not end by then is a complaint."""


@dataclass(frozen=True)
class Days:
    """Days in order on which something can be done."""

    listed: tuple[date, ...]

    def position(self, day: date) -> int:
        """The place in the list of the first of them on or after `day`."""
        return bisect_left(self.listed, day)

    def on_or_after(self, day: date) -> date | None:
        """The first of them on or after `day`; None if there is none."""
        place = self.position(day)
        return self.listed[place] if place < len(self.listed) else None

    def after(self, day: date, number: int) -> date | None:
        """The `number`-th of them after `day`; None if there are not so many."""
        place = bisect_right(self.listed, day) + number - 1
        return self.listed[place] if place < len(self.listed) else None

    def before(self, day: date, number: int) -> date:
        """The `number`-th of them before `day`, or the first there is."""
        place = bisect_left(self.listed, day) - number
        return self.listed[max(0, place)] if self.listed else day

    def between(self, first: date, last: date) -> int:
        """How many of them lie after `first`, up to and with `last`; negative if turned round."""
        return bisect_right(self.listed, last) - bisect_right(self.listed, first)

    def without(self, spans: Iterable[Span]) -> "Days":
        """Those that lie in none of the spans."""
        away = tuple(spans)
        if not away:
            return self
        return Days(
            tuple(
                day
                for day in self.listed
                if not any(each.first <= day <= each.last for each in away)
            )
        )


def working_days(start: date, calendar: Calendar, holidays: frozenset[date]) -> Days:
    """The working days from `start` to the horizon."""
    length = (min(date.max.year - 1, start.year + HORIZON_YEARS) - start.year) * 365
    every = (start + timedelta(days=number) for number in range(length))
    working = (
        day for day in every if day.isoweekday() in calendar.working_days and day not in holidays
    )
    return Days(tuple(working)).without(calendar.closed)


@dataclass(frozen=True)
class Worker:
    """One owner: the days they can work for the plan, and how much of each of these days."""

    name: str
    days: Days
    per_day: Fraction

    def days_for(self, effort: Fraction) -> int:
        """How many of their days so many person-days take; at least one."""
        return max(1, math.ceil(effort / self.per_day))


@dataclass(frozen=True)
class Team:
    """Everybody who works on the plan, by name or by role where no one is named."""

    decisions: PlanDecisions
    days: Days

    @cached_property
    def _per_week(self) -> dict[str, float]:
        # One figure holds for all roles of a person, also those entered without it.
        return {
            each.name or each.role: each.days_per_week
            for each in self.decisions.owners
            if each.days_per_week
        }

    def worker(self, name: str) -> Worker:
        """The owner called so; someone not listed has the plan's default capacity."""
        absences = [
            span
            for each in self.decisions.owners
            if (each.name or each.role) == name
            for span in each.absences
        ]
        per_week = self._per_week.get(name, self.decisions.default_days_per_week)
        week = len(set(self.decisions.calendar.working_days))
        per_day = min(Fraction(1), Fraction(str(per_week)) / week)
        return Worker(name, self.days.without(absences), per_day)
