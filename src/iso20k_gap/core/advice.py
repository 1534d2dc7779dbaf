"""What next: the actions by the readiness they gain per person-day, blockers first."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.actions import Draft
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.rating import Rating


@dataclass(frozen=True)
class Advice:
    """What closing one action's requirements would gain, all else unchanged.

    `stage1` and `stage2` are blockers fewer, `majors` and `minors` findings fewer (below 0 where
    a major falls apart into minors), `conformity` the gain as a share, `days` the likely effort.
    """

    action: str
    clause: str
    title: str
    role: str
    requirements: tuple[str, ...]
    days: Fraction
    stage1: int
    stage2: int
    majors: int
    minors: int
    conformity: Fraction

    @property
    def gain(self) -> tuple[Fraction, ...]:
        """The order of advice: Stage 1 blockers, Stage 2 blockers, nonconformities, conformity."""
        days = self.days or Fraction(1, 100)
        nonconformities = self.majors * 3 + self.minors
        wins = (self.stage1, self.stage2, nonconformities, self.conformity)
        return tuple(Fraction(each) / days for each in wins)


def advise(evaluation: Evaluation, drafts: Iterable[Draft]) -> tuple[Advice, ...]:
    """The pending actions, the one that gains most per person-day first."""
    advice = [_advice(evaluation, draft) for draft in drafts if draft.pending]
    return tuple(sorted(advice, key=lambda each: (tuple(-part for part in each.gain), each.action)))


def _advice(evaluation: Evaluation, draft: Draft) -> Advice:
    requirements = tuple(each.id for each in draft.requirements)
    better = _supposed(evaluation, requirements)
    before, after = evaluation.verdict, better.verdict
    return Advice(
        action=draft.id,
        clause=draft.clause.id,
        title=draft.remedial.title,
        role=draft.role,
        requirements=requirements,
        days=draft.work_left,
        stage1=len(before.stage1.blockers) - len(after.stage1.blockers),
        stage2=len(before.stage2.blockers) - len(after.stage2.blockers),
        majors=evaluation.count(Grade.MAJOR) - better.count(Grade.MAJOR),
        minors=evaluation.count(Grade.MINOR) - better.count(Grade.MINOR),
        conformity=_conformity(better) - _conformity(evaluation),
    )


def _supposed(evaluation: Evaluation, requirements: Iterable[str]) -> Evaluation:
    """The evaluation if these requirements were fully met."""
    met = {each: Answer(rating=Rating.F) for each in requirements}
    assessment = evaluation.assessment.with_answers({**evaluation.assessment.answers, **met})
    return evaluate(evaluation.catalogue, assessment, evaluation.rulebook, evaluation.date)


def _conformity(evaluation: Evaluation) -> Fraction:
    return evaluation.scorecard.overall.conformity or Fraction(0)
