"""Several assessments side by side: each one's numbers, two named aggregates, common gaps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.rating import Rating


@dataclass(frozen=True)
class Summary:
    """One assessment in short: what a portfolio needs of it, small enough to hand around.

    `gaps` are the requirements rated below F; `points` and `weight` are those of the tally.
    """

    path: str
    name: str
    edition: str
    scale: str
    requirements: int
    applicable: int
    rated: int
    full: int
    points: Fraction
    weight: Fraction
    majors: int
    minors: int
    verdict: str
    gaps: tuple[str, ...]

    @property
    def conformity(self) -> Fraction | None:
        """Rated F / rated."""
        return Fraction(self.full, self.rated) if self.rated else None

    @property
    def achievement(self) -> Fraction | None:
        """Weighted mean of the rating values."""
        return self.points / self.weight if self.weight else None

    @property
    def coverage(self) -> Fraction | None:
        """Rated / applicable."""
        return Fraction(self.rated, self.applicable) if self.applicable else None


@dataclass(frozen=True)
class Aggregate:
    """Conformity, achievement and coverage of several assessments, by one way of aggregating."""

    conformity: Fraction | None
    achievement: Fraction | None
    coverage: Fraction | None


@dataclass(frozen=True)
class CommonGap:
    """A requirement that several assessments do not fully meet, out of those that rated it."""

    edition: str
    requirement: str
    assessments: int


@dataclass(frozen=True)
class Portfolio:
    """All summaries with both aggregates: mean of assessments, and pooled over requirements."""

    summaries: tuple[Summary, ...]
    mean_of_assessments: Aggregate
    pooled: Aggregate
    common_gaps: tuple[CommonGap, ...]


def summarise(path: str, evaluation: Evaluation) -> Summary:
    """One assessment in short."""
    tally = evaluation.scorecard.overall
    answers = evaluation.assessment.answers
    return Summary(
        path=path,
        name=evaluation.assessment.organisation.name,
        edition=evaluation.catalogue.edition.id,
        scale=evaluation.scorecard.scale.id,
        requirements=tally.requirements,
        applicable=tally.applicable,
        rated=tally.rated,
        full=tally.full,
        points=tally.points,
        weight=tally.weight,
        majors=evaluation.count(Grade.MAJOR),
        minors=evaluation.count(Grade.MINOR),
        verdict=evaluation.verdict.state.value,
        gaps=tuple(key for key, each in answers.items() if each.rated not in (None, Rating.F)),
    )


def gather(summaries: Sequence[Summary]) -> Portfolio:
    """The portfolio of these assessments."""
    return Portfolio(
        summaries=tuple(summaries),
        mean_of_assessments=Aggregate(
            conformity=_mean([each.conformity for each in summaries]),
            achievement=_mean([each.achievement for each in summaries]),
            coverage=_mean([each.coverage for each in summaries]),
        ),
        pooled=_pooled(summaries),
        common_gaps=_common(summaries),
    )


def _mean(shares: list[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _pooled(summaries: Sequence[Summary]) -> Aggregate:
    rated = sum(each.rated for each in summaries)
    applicable = sum(each.applicable for each in summaries)
    weight = sum((each.weight for each in summaries), Fraction(0))
    points = sum((each.points for each in summaries), Fraction(0))
    return Aggregate(
        conformity=Fraction(sum(each.full for each in summaries), rated) if rated else None,
        achievement=points / weight if weight else None,
        coverage=Fraction(rated, applicable) if applicable else None,
    )


def _common(summaries: Sequence[Summary]) -> tuple[CommonGap, ...]:
    """Gaps that two or more assessments of an edition share, the commonest first."""
    counted = Counter((each.edition, gap) for each in summaries for gap in each.gaps)
    order = {key: number for number, key in enumerate(counted)}
    shared = [(key, number) for key, number in counted.items() if number > 1]
    shared.sort(key=lambda item: (-item[1], order[item[0]]))
    return tuple(CommonGap(edition, gap, number) for (edition, gap), number in shared)
