"""Strengths and observations: what assessors wrote, and what the ratings show."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.assessment import Remark
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.language import _


@dataclass(frozen=True)
class RemarkView:
    """A remark about a clause."""

    clause: str
    title: str
    text: str


@dataclass(frozen=True)
class RemarksChapter:
    """Strengths, observations, and the clauses fully met with current evidence."""

    strengths: tuple[RemarkView, ...]
    observations: tuple[RemarkView, ...]
    fully_met: tuple[tuple[str, str, str], ...]


def remarks_chapter(evaluation: Evaluation) -> RemarksChapter:
    """Collect the remarks and the clauses that stand out well."""
    assessment = evaluation.assessment
    return RemarksChapter(
        strengths=tuple(_views(evaluation, assessment.strengths)),
        observations=tuple(_views(evaluation, assessment.observations)),
        fully_met=tuple(_fully_met(evaluation)),
    )


def _views(evaluation: Evaluation, remarks: Iterable[Remark]) -> Iterable[RemarkView]:
    titles = evaluation.catalogue.clause_by_id
    for each in remarks:
        clause = titles.get(each.clause.partition("-")[0])
        yield RemarkView(each.clause, clause.title if clause else "", each.text)


def _fully_met(evaluation: Evaluation) -> Iterable[tuple[str, str, str]]:
    for clause in evaluation.catalogue.lowest:
        tally = evaluation.scorecard.by_clause[clause.id]
        whole = tally.conformity == tally.coverage == tally.evidenced == Fraction(1)
        if whole and not tally.inherited:
            yield (
                clause.id,
                clause.title,
                _("{part} of {whole}").format(part=tally.rated, whole=tally.applicable),
            )
