"""From findings to actions: what is to be done, by whom, and what it waits for; without dates."""

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.catalogue import (
    Catalogue,
    Clause,
    Effort,
    Phase,
    RemedialAction,
    Requirement,
    is_under,
)
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.plan import ActionDecision, PlanDecisions, Status
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import _, ngettext, number, per_cent

STILL_OPEN = {
    Rating.N: Fraction(1),
    Rating.P: Fraction(2, 3),
    Rating.L: Fraction(1, 3),
    Rating.F: Fraction(0),
}
"""How much of a requirement's work is left at each rating: a planning assumption."""

LEAST_SHARE = Fraction(1, 4)
"""The least share of an action's effort: beginning, agreeing and showing it takes time too."""

QUARTERS = 4
"""Efforts are rounded up to a quarter of a day."""


@dataclass(frozen=True)
class Draft:
    """An action of the plan before it has dates; the fields are those of `PlannedAction`."""

    clause: Clause
    remedial: RemedialAction
    findings: tuple[Finding, ...]
    requirements: tuple[Requirement, ...]
    role: str
    owner: str
    effort: Effort
    basis: str
    prerequisites: tuple[str, ...]
    decision: ActionDecision

    @property
    def id(self) -> str:
        """The catalogue's id of the action."""
        return self.remedial.id

    @property
    def grade(self) -> Grade:
        """The gravest grade among its findings."""
        return max((each.grade for each in self.findings), key=lambda grade: grade.weight)

    @property
    def closes_nonconformity(self) -> bool:
        """Whether any of its findings stands in the way of a certificate."""
        return self.grade is not Grade.OPPORTUNITY

    @property
    def pending(self) -> bool:
        """Whether there is still work to do on it."""
        return _is_pending(self.decision)

    def left_of(self, days: float) -> Fraction:
        """How many of so many person-days are still to do."""
        return Fraction(str(days)) * (100 - self.decision.percent) / 100

    @property
    def work_left(self) -> Fraction:
        """Person-days still to do, by the likely effort."""
        return self.left_of(self.effort.likely)

    @property
    def decided(self) -> tuple[str, ...]:
        """The fields people set themselves."""
        given = self.decision.model_fields_set
        return tuple(name for name in ActionDecision.model_fields if name in given)


def drafts(evaluation: Evaluation, decisions: PlanDecisions) -> tuple[Draft, ...]:
    """The actions that together close every finding, in the standard's order."""
    return _Drafter(evaluation, decisions).drafts()


def needs(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Every action of the catalogue with those that go before it.

    An action waits for its clause's prerequisites and its own; a parent clause stands for all
    below it; actions of one clause do not wait for each other.
    """
    homes = {action.id: clause.id for clause in catalogue.clauses for action in clause.actions}
    return {
        action.id: frozenset(
            other
            for other, home in homes.items()
            if home != clause.id
            and any(is_under(home, each) for each in (*clause.prerequisites, *action.prerequisites))
        )
        for clause in catalogue.clauses
        for action in clause.actions
    }


def person_of(role: str, decisions: PlanDecisions) -> str:
    """The person behind a role; the name itself where it is no role or no one is named."""
    return next((each.name for each in decisions.owners if each.role == role and each.name), role)


def _is_pending(decision: ActionDecision) -> bool:
    return decision.status in (Status.OPEN, Status.IN_PROGRESS)


class _Drafter:
    """Drafts the actions of one evaluation; groups once what every action asks for."""

    def __init__(self, evaluation: Evaluation, decisions: PlanDecisions) -> None:
        self.evaluation = evaluation
        self.decisions = decisions
        self.needs = needs(evaluation.catalogue)
        self.covered: dict[str, list[Requirement]] = {}
        for requirement in evaluation.catalogue.requirements:
            self.covered.setdefault(requirement.action, []).append(requirement)
        self.found: dict[str, list[Finding]] = {}
        self.open: set[str] = set()
        by_id = evaluation.catalogue.by_id
        for finding in evaluation.findings:
            self.open.update(finding.requirements)
            for action in dict.fromkeys(by_id[each].action for each in finding.requirements):
                self.found.setdefault(action, []).append(finding)

    def drafts(self) -> tuple[Draft, ...]:
        return tuple(
            self._draft(clause, action)
            for clause in self.evaluation.catalogue.clauses
            for action in clause.actions
            if action.id in self.found
        )

    def _draft(self, clause: Clause, action: RemedialAction) -> Draft:
        decision = self._decision(action.id)
        requirements = tuple(each for each in self.covered[action.id] if each.id in self.open)
        role = self._role(clause, action)
        effort, basis = self._effort(action, requirements)
        return Draft(
            clause=clause,
            remedial=action,
            findings=tuple(self.found[action.id]),
            requirements=requirements,
            role=role,
            owner=person_of(decision.owner or role, self.decisions),
            effort=decision.effort or effort,
            basis=_("decided") if decision.effort else basis,
            prerequisites=self._prerequisites(action, decision),
            decision=decision,
        )

    def _decision(self, action: str) -> ActionDecision:
        return self.decisions.actions.get(action, ActionDecision())

    def _role(self, clause: Clause, action: RemedialAction) -> str:
        """The role most of the action's requirements name; the clause's where it is as good."""
        roles = Counter(each.owner for each in self.covered[action.id])
        most = max(roles.values())
        leading = [role for role, number in roles.items() if number == most]
        return clause.owner if clause.owner in leading else leading[0]

    def _effort(
        self, action: RemedialAction, requirements: tuple[Requirement, ...]
    ) -> tuple[Effort, str]:
        """The catalogue's effort times the share that is still open, and that in words."""
        total = len(self.covered[action.id])
        left = sum((self._open_share(each) for each in requirements), start=Fraction(0))
        share = max(left / total, LEAST_SHARE)
        # for translators: where an action's effort comes from
        told = ngettext(
            "{days} days of the catalogue x {share} left to do ({open} of {count} requirement "
            "open)",
            "{days} days of the catalogue x {share} left to do ({open} of {count} requirements "
            "open)",
            total,
        )
        if action.phase is Phase.PROOF:
            # An audit or a review is held as a whole, however little was wrong with the last one.
            share = Fraction(1)
            told = _("{days} days of the catalogue x {share} left to do (held as a whole)")
        full = action.effort
        effort = Effort(
            low=_scaled(full.low, share),
            likely=_scaled(full.likely, share),
            high=_scaled(full.high, share),
        )
        basis = told.format(
            days=number(full.likely),
            share=per_cent(round(share * 100)),
            open=len(requirements),
            count=total,
        )
        return effort, basis

    def _open_share(self, requirement: Requirement) -> Fraction:
        """How much of a requirement's work is left; only rated ones have findings."""
        return STILL_OPEN[self.evaluation.assessment.answers[requirement.id].rated or Rating.N]

    def _prerequisites(self, action: RemedialAction, decision: ActionDecision) -> tuple[str, ...]:
        """The pending actions that this one waits for, in the standard's order."""
        wanted = self.needs[action.id]
        if decision.prerequisites is not None:
            wanted = frozenset(decision.prerequisites)
        return tuple(
            other
            for other in self.evaluation.catalogue.actions
            if other in wanted and other in self.found and _is_pending(self._decision(other))
        )


def _scaled(days: float, share: Fraction) -> float:
    return math.ceil(Fraction(str(days)) * share * QUARTERS) / QUARTERS
