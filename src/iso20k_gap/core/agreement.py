"""How far two independent sets of answers agree: in per cent, and by weighted kappa."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import N_, _

STEPS = {rating: step for step, rating in enumerate(Rating)}
"""The ratings' places on N < P < L < F."""

STRENGTHS = (
    (Fraction(0), N_("poor")),
    (Fraction(1, 5), N_("slight")),
    (Fraction(2, 5), N_("fair")),
    (Fraction(3, 5), N_("moderate")),
    (Fraction(4, 5), N_("substantial")),
    (Fraction(1), N_("almost perfect")),
)
"""Up to which kappa agreement is called what, by the convention of Landis and Koch (1977)."""


@dataclass(frozen=True)
class Disagreement:
    """One requirement that the two sets answer differently."""

    requirement: str
    first: Answer
    second: Answer

    @property
    def distance(self) -> int | None:
        """How many steps lie between the ratings; None where one says that nothing occurred."""
        mine, theirs = self.first.rated, self.second.rated
        return None if mine is None or theirs is None else abs(STEPS[mine] - STEPS[theirs])


@dataclass(frozen=True)
class Agreement:
    """Two sets of answers held against each other.

    `counts` is how often each pair of ratings was given, over what both rated on the scale.
    `without_occurrence` is what both left out; `only_first` and `only_second` what one did not
    answer at all. The widest disagreements come first.
    """

    counts: Mapping[tuple[Rating, Rating], int]
    disagreements: tuple[Disagreement, ...]
    without_occurrence: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()

    @cached_property
    def rated_by_both(self) -> int:
        """How many requirements both sets rate on the scale."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """How many of them have the same rating."""
        return self._within(0)

    @property
    def nearly(self) -> int:
        """How many of them differ by one step at most."""
        return self._within(1)

    @property
    def higher_in_first(self) -> int:
        """How many of them the first set rates higher."""
        return sum(
            number for (mine, theirs), number in self.counts.items() if STEPS[mine] > STEPS[theirs]
        )

    @property
    def higher_in_second(self) -> int:
        """How many of them the second set rates higher."""
        return self.rated_by_both - self.agreed - self.higher_in_first

    @property
    def percentage(self) -> Fraction | None:
        """The share with the same rating, 0 to 1; None where both rate nothing."""
        return Fraction(self.agreed, self.rated_by_both) if self.rated_by_both else None

    @cached_property
    def kappa(self) -> Fraction | None:
        """Cohen's kappa with quadratic weights; None where it is undefined."""
        first, second = self._totals()
        expected = sum(
            (STEPS[mine] - STEPS[theirs]) ** 2 * first[mine] * second[theirs]
            for mine in Rating
            for theirs in Rating
        )
        if not expected:
            return None
        observed = sum(
            (STEPS[mine] - STEPS[theirs]) ** 2 * number
            for (mine, theirs), number in self.counts.items()
        )
        return 1 - Fraction(observed * self.rated_by_both, expected)

    @property
    def undefined_because(self) -> str:
        """Why there is no kappa; empty where there is one."""
        if not self.rated_by_both:
            return _("no requirement is rated in both sets")
        if self.kappa is None:
            return _(
                "both sets give every requirement the same one rating, so chance cannot be told"
            )
        return ""

    @property
    def strength(self) -> str:
        """What such a kappa is called; empty where there is none."""
        kappa = self.kappa
        if kappa is None:
            return ""
        if kappa < 0:
            return STRENGTHS[0][1]
        return next(word for limit, word in STRENGTHS[1:] if kappa <= limit)

    def _within(self, steps: int) -> int:
        return sum(
            number
            for (mine, theirs), number in self.counts.items()
            if abs(STEPS[mine] - STEPS[theirs]) <= steps
        )

    def _totals(self) -> tuple[Counter[Rating], Counter[Rating]]:
        """How often each set gives each rating."""
        first: Counter[Rating] = Counter()
        second: Counter[Rating] = Counter()
        for (mine, theirs), number in self.counts.items():
            first[mine] += number
            second[theirs] += number
        return first, second


def agree(
    requirements: Iterable[str], first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> Agreement:
    """Hold two sets of answers against each other, over these requirements in their order."""
    counts: Counter[tuple[Rating, Rating]] = Counter()
    differing, absent = [], []
    asked = tuple(requirements)
    for identifier in asked:
        if identifier not in first or identifier not in second:
            continue
        mine, theirs = first[identifier], second[identifier]
        if mine.rated and theirs.rated:
            counts[mine.rated, theirs.rated] += 1
        if mine.rating != theirs.rating:
            differing.append(Disagreement(identifier, mine, theirs))
        elif not mine.rated:
            absent.append(identifier)
    return Agreement(
        counts=counts,
        disagreements=tuple(sorted(differing, key=lambda each: -(each.distance or 0))),
        without_occurrence=tuple(absent),
        only_first=tuple(each for each in asked if each in first and each not in second),
        only_second=tuple(each for each in asked if each in second and each not in first),
    )
