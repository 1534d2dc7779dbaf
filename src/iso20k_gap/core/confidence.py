"""How sure the dates are: the plan run through many times, with efforts drawn from their ranges.

Each effort is drawn by itself from a triangle of its low, likely and high value. A forward plan is
run through with everything as early as the draw allows. A backward plan is run through as it is
planned: nothing begins before its planned day, and what takes longer moves what waits for it. For
each draw of a backward plan it is also found how late the work may begin if from then on it is
done as early as it can be.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from iso20k_gap.core.generation import Generator, NoCapacityError, Problem
from iso20k_gap.core.lateness import Lateness
from iso20k_gap.core.schedule import Schedule

RUNS = 200
"""How many times the plan is run through."""

PERCENTILES = (50, 80, 95)
"""Which shares of the runs are told, in per cent."""

QUARTERS = 4

Days = tuple[date, date, date]
Starts = tuple[date | None, date | None, date | None]


@dataclass(frozen=True)
class Confidence:
    """By which day 50, 80 and 95 % of the runs had reached each step; empty if none could end.

    `chance` is how many per cent of them reach the goal by the wished day, if there is one.
    For a backward plan, `at_once` is how many per cent do if everything begins as early as it
    can; `starts` are the days by which work must begin for 50, 80 and 95 % of the runs to do so,
    None where not even the first possible day is early enough.
    """

    dates: Mapping[str, Days] = field(default_factory=dict)
    chance: int | None = None
    at_once: int | None = None
    starts: Starts | None = None


def simulate(problem: Problem, made: Schedule, wished: date | None) -> Confidence:
    """Run the plan through; the same for the same problem and schedule."""
    generator = Generator(problem)
    planned = generator.not_before(_planned(made, generator)) if made.backward else generator
    waits = [name for name in made.order if not generator.tasks[name].owner]
    ends: dict[str, list[date]] = {name: [] for name in waits}
    starts: list[date] = []
    try:
        for efforts in _draws(problem):
            slots = planned.with_efforts(efforts).placed(made.order).slots
            for name in waits:
                ends[name].append(slots[name].end)
            if made.backward and wished:
                starts += _latest_start(generator.with_efforts(efforts), made.order, wished)
    except NoCapacityError:
        return Confidence()
    dates = {name: _percentiles(sorted(reached)) for name, reached in ends.items()}
    if wished is None:
        return Confidence(dates)
    reached = sum(1 for each in ends[problem.goal] if each <= wished)
    chance = round(100 * reached / RUNS)
    if not made.backward:
        return Confidence(dates, chance)
    return Confidence(dates, chance, round(100 * len(starts) / RUNS), _starts(starts))


def _planned(made: Schedule, generator: Generator) -> dict[str, date]:
    """The first days of what people begin on a planned day: work, and events to be held."""
    tasks = (generator.tasks[name] for name in made.order if name not in generator.fixed)
    return {each.id: made.slots[each.id].start for each in tasks if each.owner or each.workdays}


def _draws(problem: Problem) -> Iterator[dict[str, Fraction]]:
    """As many times as there are runs, an effort for every task that has a range."""
    source = random.Random(20000)  # noqa: S311 - a fixed sequence is wanted, not a secret
    return (_drawn(problem, source) for _ in range(RUNS))


def _drawn(problem: Problem, source: random.Random) -> dict[str, Fraction]:
    """Efforts to the quarter of a day."""
    return {
        each.id: Fraction(
            round(
                source.triangular(float(each.least), float(each.most), float(each.effort))
                * QUARTERS
            ),
            QUARTERS,
        )
        for each in problem.tasks
        if each.most
    }


def _latest_start(generator: Generator, order: Sequence[str], wished: date) -> Iterator[date]:
    """The day by which one run must begin to reach the goal as wished, if it can."""
    plan = generator.placed(order)
    if plan.slots[generator.problem.goal].end <= wished:
        yield Lateness(generator, plan, wished).start


def _percentiles(reached: Sequence[date]) -> Days:
    fifty, eighty, ninety_five = (reached[len(reached) * each // 100 - 1] for each in PERCENTILES)
    return fifty, eighty, ninety_five


def _starts(found: Sequence[date]) -> Starts:
    """The days on which so many per cent of all runs may still begin."""
    falling = sorted(found, reverse=True)
    places = [RUNS * each // 100 - 1 for each in PERCENTILES]
    fifty, eighty, ninety_five = (
        falling[place] if place < len(falling) else None for place in places
    )
    return fifty, eighty, ninety_five
