"""Every number there is, with what it is made of: whole, by clause and by requirement sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.explanation import explain
from iso20k_gap.core.scoring import FORMULAS, Range, Tally
from iso20k_gap.language import _

WHOLE, CLAUSE, SENTENCE = "whole", "clause", "sentence"


@dataclass(frozen=True)
class NumberView:
    """One number of one place: its formula, both parts of the division, and the range."""

    level: str
    place: str
    title: str
    name: str
    formula: str
    value: Fraction | None
    numerator: Fraction
    denominator: Fraction
    reach: Range | None
    unrated: int
    excluded: int


def number_views(evaluation: Evaluation) -> tuple[NumberView, ...]:
    """All numbers, the whole first, then clauses and sentences in the standard's order."""
    return (*_overall(evaluation), *_by_clause(evaluation), *_by_sentence(evaluation))


def _overall(evaluation: Evaluation) -> Iterator[NumberView]:
    tally = evaluation.scorecard.overall
    for each in _views((WHOLE, "", _("Whole assessment")), tally, "achievement_by_requirement"):
        yield each
        if each.name == "achievement_by_requirement":
            told = explain(evaluation, "achievement_by_clause")
            yield NumberView(
                level=WHOLE,
                place="",
                title=_("Whole assessment"),
                name=told.name,
                formula=_(FORMULAS[told.name]),
                value=told.value,
                numerator=told.numerator,
                denominator=told.denominator,
                reach=told.range,
                unrated=tally.unrated,
                excluded=tally.excluded,
            )


def _by_clause(evaluation: Evaluation) -> Iterator[NumberView]:
    for clause in evaluation.catalogue.clauses:
        place = (CLAUSE, clause.id, clause.title)
        yield from _views(place, evaluation.scorecard.by_clause[clause.id], "achievement")


def _by_sentence(evaluation: Evaluation) -> Iterator[NumberView]:
    for key, clause, sentence in evaluation.catalogue.sentences():
        place = (SENTENCE, key, sentence.lead or clause.title)
        yield from _views(place, evaluation.scorecard.by_sentence[key], "achievement")


def _views(place: tuple[str, str, str], tally: Tally, achievement: str) -> Iterator[NumberView]:
    level, identifier, title = place
    parts: tuple[tuple[str, int | Fraction, int | Fraction, Range | None], ...] = (
        ("conformity", tally.full, tally.rated, tally.conformity_range),
        (achievement, tally.points, tally.weight, tally.achievement_range),
        ("coverage", tally.rated, tally.applicable, None),
        ("evidenced", tally.evidenced_full, tally.full, None),
    )
    for name, part, whole, reach in parts:
        yield NumberView(
            level=level,
            place=identifier,
            title=title,
            name=name,
            formula=_(FORMULAS[name]),
            value=Fraction(part) / whole if whole else None,
            numerator=Fraction(part),
            denominator=Fraction(whole),
            reach=reach,
            unrated=tally.unrated,
            excluded=tally.excluded,
        )
