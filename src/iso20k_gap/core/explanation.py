"""One number explained: formula, numerator, denominator, rows, and what was left out."""

from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Requirement
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.scoring import FORMULAS, Range, Tally
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.language import _

OF_THE_EDITION = ("achievement_by_requirement", "achievement_by_clause")
"""Numbers that only the whole edition has; a clause has its `achievement`."""


@dataclass(frozen=True)
class Row:
    """One requirement's (or clause's) part in a number."""

    id: str
    rating: str
    part: Fraction
    of: Fraction


@dataclass(frozen=True)
class Explanation:
    """A number with everything it was made of; `left_out` says why rows do not count."""

    name: str
    place: str
    formula: str
    value: Fraction | None
    numerator: Fraction
    denominator: Fraction
    range: Range | None
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]


def explain(evaluation: Evaluation, wanted: str) -> Explanation:
    """Explain a number by its name, `conformity`, or by name and clause, `conformity@8.6`.

    Raises:
        UsageError: there is no such number or clause, or the number is not one of a clause.
    """
    name, _, place = wanted.partition("@")
    if name not in FORMULAS:
        hint = did_you_mean(name, FORMULAS) or f"numbers: {', '.join(FORMULAS)}"
        raise UsageError(Complaint(f"there is no number {name!r}", hint))
    by_clause = evaluation.catalogue.clause_by_id
    if place and place not in by_clause:
        raise UsageError(Complaint(f"there is no clause {place!r}", did_you_mean(place, by_clause)))
    if place and name in OF_THE_EDITION:
        what = f"{name} is a number of the whole edition"
        raise UsageError(Complaint(what, f"ask for achievement@{place}, or leave out @{place}"))
    if name == "achievement_by_clause":
        return _by_clause(evaluation)
    return _by_requirement(evaluation, name, place)


def _by_clause(evaluation: Evaluation) -> Explanation:
    card = evaluation.scorecard
    shares = {clause: card.by_clause[clause].achievement for clause in card.lowest}
    rows = tuple(
        Row(clause, "", share, Fraction(1)) for clause, share in shares.items() if share is not None
    )
    return Explanation(
        name="achievement_by_clause",
        place="",
        formula=_(FORMULAS["achievement_by_clause"]),
        value=card.achievement_by_clause,
        numerator=sum((row.part for row in rows), Fraction(0)),
        denominator=Fraction(len(rows)),
        range=card.achievement_by_clause_range,
        rows=rows,
        left_out=tuple(
            (clause, _("nothing rated")) for clause, share in shares.items() if share is None
        ),
    )


def _by_requirement(evaluation: Evaluation, name: str, place: str) -> Explanation:
    catalogue, card = evaluation.catalogue, evaluation.scorecard
    requirements = catalogue.under(place) if place else catalogue.requirements
    tally = card.by_clause[place] if place else card.overall
    rows, left_out = [], []
    for each in requirements:
        answer = evaluation.assessment.answers.get(each.id)
        row = _row(evaluation, name, each, answer)
        if row is None:
            left_out.append((each.id, _why(answer)))
        else:
            rows.append(row)
    value, reach = _value(tally, name)
    return Explanation(
        name=name,
        place=place,
        formula=_(FORMULAS[name]),
        value=value,
        numerator=sum((row.part for row in rows), Fraction(0)),
        denominator=sum((row.of for row in rows), Fraction(0)),
        range=reach,
        rows=tuple(rows),
        left_out=tuple(left_out),
    )


def _value(tally: Tally, name: str) -> tuple[Fraction | None, Range | None]:
    values = {
        "conformity": (tally.conformity, tally.conformity_range),
        "coverage": (tally.coverage, None),
        "evidenced": (tally.evidenced, None),
    }
    return values.get(name, (tally.achievement, tally.achievement_range))


def _row(
    evaluation: Evaluation, name: str, requirement: Requirement, answer: Answer | None
) -> Row | None:
    rating = answer.rated if answer else None
    if name == "coverage" and answer is None:
        return Row(requirement.id, "unrated", Fraction(0), Fraction(1))
    if answer is None or rating is None or (name == "evidenced" and rating is not Rating.F):
        return None
    part, of = _share(evaluation, name, requirement, answer)
    return Row(requirement.id, rating, part, of)


def _share(
    evaluation: Evaluation, name: str, requirement: Requirement, answer: Answer
) -> tuple[Fraction, Fraction]:
    counts = {
        "coverage": True,
        "conformity": answer.rated is Rating.F,
        "evidenced": answer.has_current_evidence(evaluation.date),
    }
    if name in counts:
        return Fraction(int(counts[name])), Fraction(1)
    weight = evaluation.weight(requirement)
    value = evaluation.scorecard.scale.value(answer.rated) if answer.rated else Fraction(0)
    return weight * value, weight


def _why(answer: Answer | None) -> str:
    """Why a requirement gives no row; one that is rated gives none only where F is asked for."""
    if answer is None:
        return _("not rated")
    if answer.rated is None:
        return _("no occurrence: {reason}").format(reason=answer.reason)
    return _("not rated F")
