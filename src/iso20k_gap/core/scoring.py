"""Every number, by one engine: a tally of ratings and the named formulas on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement
from iso20k_gap.core.rating import Rating, Scale
from iso20k_gap.language import N_

FORMULAS = {
    "conformity": N_("requirements rated F / requirements rated"),
    "achievement": N_("sum of weight x rating value / sum of weight, over rated requirements"),
    "achievement_by_requirement": N_("achievement over all requirements of the edition"),
    "achievement_by_clause": N_("unweighted mean of the achievement of the lowest clauses"),
    "coverage": N_("requirements rated / requirements applicable"),
    "evidenced": N_("requirements rated F with current evidence / requirements rated F"),
}
"""What each number is, in words; printed wherever the number is."""


ONE = Fraction(1)
"""The weight of a requirement nobody gave one."""


@dataclass(frozen=True)
class Range:
    """The worst and the best a number can become once the unrated requirements are rated."""

    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True)
class Tally:
    """Counts and sums over a set of requirements; the formulas are its properties.

    `requirements` counts all, `excluded` those without occurrence, `full` those rated F,
    `evidenced_full` those of them with current evidence. `points` is the sum of weight times
    value over rated ones, `weight` their weight, `open_weight` the weight of the unrated.
    """

    requirements: int = 0
    excluded: int = 0
    rated: int = 0
    full: int = 0
    evidenced_full: int = 0
    inherited: int = 0
    points: Fraction = Fraction(0)
    weight: Fraction = Fraction(0)
    open_weight: Fraction = Fraction(0)
    worst: Fraction = Fraction(0)
    best: Fraction = Fraction(1)

    @property
    def applicable(self) -> int:
        """Requirements that count: all but those without occurrence."""
        return self.requirements - self.excluded

    @property
    def unrated(self) -> int:
        """Applicable requirements without a rating."""
        return self.applicable - self.rated

    @property
    def conformity(self) -> Fraction | None:
        """Rated F / rated; None where nothing is rated."""
        return _share(self.full, self.rated)

    @property
    def achievement(self) -> Fraction | None:
        """Weighted mean of the rating values; None where nothing is rated."""
        return _share(self.points, self.weight)

    @property
    def coverage(self) -> Fraction | None:
        """Rated / applicable; None where nothing is applicable."""
        return _share(self.rated, self.applicable)

    @property
    def evidenced(self) -> Fraction | None:
        """Rated F with current evidence / rated F; None where nothing is rated F."""
        return _share(self.evidenced_full, self.full)

    @property
    def conformity_range(self) -> Range | None:
        """Conformity if every unrated requirement became N, and if every one became F."""
        if not self.applicable:
            return None
        high = Fraction(self.full + self.unrated, self.applicable)
        return Range(Fraction(self.full, self.applicable), high)

    @property
    def achievement_range(self) -> Range | None:
        """Achievement if every unrated requirement became N, and if every one became F."""
        whole = self.weight + self.open_weight
        if not whole:
            return None
        low = (self.points + self.open_weight * self.worst) / whole
        return Range(low, (self.points + self.open_weight * self.best) / whole)


@dataclass(frozen=True)
class Scorecard:
    """All tallies of one assessment on one day under one scale."""

    scale: Scale
    date: date
    overall: Tally
    by_sentence: Mapping[str, Tally]
    by_clause: Mapping[str, Tally]
    by_group: Mapping[str, Tally]
    lowest: tuple[str, ...]

    @property
    def achievement_by_clause(self) -> Fraction | None:
        """Unweighted mean of the achievement of the lowest clauses that have a rating."""
        shares = [self.by_clause[clause].achievement for clause in self.lowest]
        return _mean([share for share in shares if share is not None])

    @property
    def achievement_by_clause_range(self) -> Range | None:
        """Worst and best of the mean over the lowest clauses, with unrated as N and as F."""
        ranges = [self.by_clause[clause].achievement_range for clause in self.lowest]
        known = [each for each in ranges if each is not None]
        low = _mean([each.lowest for each in known])
        high = _mean([each.highest for each in known])
        return None if low is None or high is None else Range(low, high)


def score(catalogue: Catalogue, assessment: Assessment, scale: Scale, on: date) -> Scorecard:
    """Tally the assessment's answers as of a day."""
    tally = _Counter(catalogue, assessment, scale, on).tally
    clauses = {clause.id: tally(catalogue.under(clause.id)) for clause in catalogue.clauses}
    return Scorecard(
        scale=scale,
        date=on,
        overall=tally(catalogue.requirements),
        by_sentence={
            key: tally(sentence.requirements) for key, _, sentence in catalogue.sentences()
        },
        by_clause=clauses,
        by_group={group: tally(catalogue.under(group)) for group in catalogue.groups},
        lowest=tuple(clause.id for clause in catalogue.lowest),
    )


class _Share(NamedTuple):
    """What one requirement brings into every tally it belongs to; many bring the same.

    `rating` is None where nothing occurred, and where it is not `answered`.
    """

    answered: bool
    weight: Fraction | int
    rating: Rating | None = None
    evidenced: bool = False
    inherited: bool = False
    points: Fraction | int = 0


class _Counter:
    """Tallies requirements: each is looked at once, then counted by what it brings."""

    def __init__(
        self, catalogue: Catalogue, assessment: Assessment, scale: Scale, on: date
    ) -> None:
        self._scale = scale
        numbers: dict[_Share, int] = {}
        self._number = {
            each.id: numbers.setdefault(_share_of(each, assessment, scale, on), len(numbers))
            for each in catalogue.requirements
        }
        self._shares = list(numbers)

    def tally(self, requirements: Iterable[Requirement]) -> Tally:
        """The counts and sums over these requirements."""
        counted = Counter(self._number[each.id] for each in requirements)
        rows = [(self._shares[number], count) for number, count in counted.items()]
        rated = [(share, count) for share, count in rows if share.rating]
        full = [(share, count) for share, count in rated if share.rating is Rating.F]
        return Tally(
            requirements=counted.total(),
            excluded=sum(count for share, count in rows if share.answered and not share.rating),
            rated=sum(count for _, count in rated),
            full=sum(count for _, count in full),
            evidenced_full=sum(count for share, count in full if share.evidenced),
            inherited=sum(count for share, count in rated if share.inherited),
            points=Fraction(sum(count * share.points for share, count in rated)),
            weight=Fraction(sum(count * share.weight for share, count in rated)),
            open_weight=Fraction(
                sum(count * share.weight for share, count in rows if not share.answered)
            ),
            worst=self._scale.lowest,
            best=self._scale.highest,
        )


def _share_of(requirement: Requirement, assessment: Assessment, scale: Scale, on: date) -> _Share:
    weight = weight_of(assessment, requirement)
    answer = assessment.answers.get(requirement.id)
    if answer is None or (rating := answer.rated) is None:
        return _Share(answered=answer is not None, weight=_simple(weight))
    return _Share(
        answered=True,
        weight=_simple(weight),
        rating=rating,
        evidenced=rating is Rating.F and answer.has_current_evidence(on),
        inherited=not answer.confirmed,
        points=_simple(weight * scale.value(rating)),
    )


def _simple(number: Fraction) -> Fraction | int:
    """The number, as a whole one where it is: whole numbers add up faster."""
    return number.numerator if number.denominator == 1 else number


def weight_of(assessment: Assessment, requirement: Requirement) -> Fraction:
    """A requirement's weight: its own, else that of the nearest clause named, else 1."""
    weights = assessment.scoring.weights
    if not weights:
        return ONE
    place = requirement.clause
    names = [requirement.id, place]
    while "." in place:
        place = place.rpartition(".")[0]
        names.append(place)
    return next((weights[name] for name in names if name in weights), ONE)


def _share(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _mean(shares: list[Fraction]) -> Fraction | None:
    return sum(shares, Fraction(0)) / len(shares) if shares else None
