"""How many to look at and which: sample sizes by two known rules, and a draw that repeats."""

import random
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, comb, isqrt

from iso20k_gap.language import N_

LARGEST_POPULATION = 10_000_000
CONFIDENCE = Fraction(95, 100)
TOLERABLE = Fraction(5, 100)
"""What is asked where nothing else is said: 95 % sure of fewer than 5 % deviations."""

NO_RULE = N_(
    "ISO/IEC 20000-1 sets no sample size, and a certification body draws samples of its own."
)


class Rule(StrEnum):
    """The two rules a sample's size can follow."""

    SQUARE_ROOT = "square root"
    ATTRIBUTE = "attribute"


SOURCES = {
    Rule.SQUARE_ROOT: N_(
        "the square root of the population, rounded up: what IAF MD 1 asks of certification "
        "bodies for the sites of an initial audit; applied to records it is habit, not statistics"
    ),
    Rule.ATTRIBUTE: N_(
        "discovery sampling from a finite population (hypergeometric), known from attribute "
        "testing in financial audits: the smallest sample that contains a deviation with the "
        "wanted confidence if the tolerable rate deviates"
    ),
}
"""Where each rule comes from."""


@dataclass(frozen=True)
class Aim:
    """What an attribute sample is to show; shares from 0 to 1, both ends excluded."""

    confidence: Fraction = CONFIDENCE
    tolerable: Fraction = TOLERABLE

    def deviations(self, population: int) -> int:
        """The smallest number of deviations that would not be tolerable any more."""
        return ceil(population * self.tolerable)


@dataclass(frozen=True)
class Sample:
    """What was drawn from items numbered from 1, and everything needed to draw it again."""

    population: int
    rule: Rule
    sizes: dict[Rule, int]
    aim: Aim
    seed: int
    numbers: tuple[int, ...]


def sample(population: int, rule: Rule, aim: Aim, seed: int) -> Sample:
    """Draw a sample by a rule; the sizes by all rules go with it."""
    sizes = {
        Rule.SQUARE_ROOT: square_root(population),
        Rule.ATTRIBUTE: attribute(population, aim),
    }
    return Sample(population, rule, sizes, aim, seed, draw(population, sizes[rule], seed))


def square_root(population: int) -> int:
    """The square root of the population, rounded up."""
    root = isqrt(population)
    return root + (root * root < population)


def attribute(population: int, aim: Aim) -> int:
    """The smallest sample that meets the aim if no deviation is found in it."""
    deviations = aim.deviations(population)

    def suffices(size: int) -> bool:
        """Whether a sample of this size misses all deviations rarely enough, reckoned exactly."""
        missed, drawn = (
            (comb(population - deviations, size), comb(population, size))
            if size <= deviations
            else (comb(population - size, deviations), comb(population, deviations))
        )
        return missed <= (1 - aim.confidence) * drawn

    enough = 1
    while not suffices(enough):
        enough = min(2 * enough, population)
    return bisect_left(range(enough), True, key=suffices)  # noqa: FBT003 - what is looked for


def draw(population: int, size: int, seed: int) -> tuple[int, ...]:
    """So many different numbers from 1 to the population, in order; the same for the same seed.

    A larger sample with the same seed contains the smaller one. Only `random()` is used, which
    Python promises to keep the same from version to version.
    """
    source = random.Random(seed)  # noqa: S311 - a draw that can be repeated is wanted
    moved: dict[int, int] = {}
    drawn = []
    for place in range(size):
        other = place + int(source.random() * (population - place))
        drawn.append(moved.get(other, other) + 1)
        moved[other] = moved.get(place, place)
    return tuple(sorted(drawn))
