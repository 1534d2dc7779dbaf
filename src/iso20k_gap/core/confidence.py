"""How sure the dates are: the plan run through many times, with efforts drawn from their ranges.

Each effort is drawn by itself from a triangle of its low, likely and high value.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from iso20k_gap.core.generation import Generator, NoCapacityError, Problem

RUNS = 200
"""How many times the plan is run through."""

PERCENTILES = (50, 80, 95)
"""Which shares of the runs are told, in per cent."""

QUARTERS = 4


@dataclass(frozen=True)
class Confidence:
    """By which day 50, 80 and 95 % of the runs had reached each step; empty if none could end.

    `chance` is how many per cent of them reach the goal by the wished day, if there is one.
    """

    dates: Mapping[str, tuple[date, date, date]] = field(default_factory=dict)
    chance: int | None = None


def simulate(problem: Problem, order: Sequence[str], wished: date | None) -> Confidence:
    """Run the plan through; the same for the same problem."""
    generator = Generator(problem)
    source = random.Random(20000)  # noqa: S311 - a fixed sequence is wanted, not a secret
    waits = [each.id for each in problem.tasks if not each.owner]
    ends: dict[str, list[date]] = {name: [] for name in waits}
    try:
        for _ in range(RUNS):
            slots = generator.with_efforts(_drawn(problem, source)).placed(order).slots
            for name in waits:
                ends[name].append(slots[name].end)
    except NoCapacityError:
        return Confidence()
    dates = {name: _percentiles(sorted(reached)) for name, reached in ends.items()}
    made = sum(1 for each in ends[problem.goal] if wished and each <= wished)
    return Confidence(dates, round(100 * made / RUNS) if wished else None)


def _drawn(problem: Problem, source: random.Random) -> dict[str, Fraction]:
    """An effort for every task that has a range, to the quarter of a day."""
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


def _percentiles(reached: Sequence[date]) -> tuple[date, date, date]:
    fifty, eighty, ninety_five = (reached[len(reached) * each // 100 - 1] for each in PERCENTILES)
    return fifty, eighty, ninety_five
