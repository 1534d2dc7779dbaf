"""Predicted findings: which gaps an auditor would raise, how grave, and by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import Field

from iso20k_gap.core.assessment import Answer, Assessment, Override
from iso20k_gap.core.catalogue import Catalogue, Clause, DocumentKind, Requirement
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.record import Record, Text
from iso20k_gap.core.scoring import Scorecard


class Grade(StrEnum):
    """How grave a finding is; ordered by `weight`."""

    OPPORTUNITY = "opportunity"
    MINOR = "minor"
    MAJOR = "major"

    @property
    def weight(self) -> int:
        """0 for an opportunity, 1 for a minor, 2 for a major nonconformity."""
        return list(Grade).index(self)


class AnswerRule(Record):
    """Which grade an answer gets; None in a condition means it does not matter."""

    id: Text
    ratings: tuple[Rating, ...]
    grade: Grade
    because: Text
    essential: bool | None = None
    documented_missing: bool | None = None


class ClauseNotMetRule(Record):
    """A lowest clause fully rated and achieved `below` this many per cent is one finding."""

    id: Text
    below: float = Field(gt=0, le=100)
    grade: Grade
    because: Text


class SystemicRule(Record):
    """Several minors in one lowest clause are one finding; how many, the assessment says."""

    id: Text
    grade: Grade
    because: Text


class FindingRules(Record):
    """The policy that turns ratings into findings; shipped as data and replaceable."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    id: Text
    answer_rules: tuple[AnswerRule, ...]
    clause_not_met: ClauseNotMetRule
    systemic: SystemicRule


@dataclass(frozen=True)
class Finding:
    """One or more requirements of a clause not shown to be fully met.

    `predicted` is the grade by the rule; `grade` differs from it only where an assessor
    overrode it, and then `override` says why.
    """

    id: str
    grade: Grade
    predicted: Grade
    rule: str
    because: str
    clause: str
    requirements: tuple[str, ...]
    recommendation: str
    missing: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    override: Override | None = None

    @property
    def overridden(self) -> bool:
        """Whether an assessor set the grade."""
        return self.override is not None


def find(
    catalogue: Catalogue, assessment: Assessment, scorecard: Scorecard, rules: FindingRules
) -> tuple[Finding, ...]:
    """The predicted findings, in the standard's order."""
    finder = _Finder(assessment, scorecard, rules)
    return tuple(each for clause in catalogue.lowest for each in finder.of_clause(clause))


def unknown_overrides(
    assessment: Assessment, catalogue: Catalogue
) -> tuple[tuple[int, Override], ...]:
    """Overrides, with their place in the list, that name no finding there could ever be."""
    known = {f"F-{each}" for each in (*catalogue.by_id, *catalogue.clause_by_id)}
    return tuple(
        (number, each)
        for number, each in enumerate(assessment.overrides)
        if _finding_id(each.finding) not in known
    )


def _finding_id(named: str) -> str:
    return named if named.startswith("F-") else f"F-{named}"


@dataclass(frozen=True)
class _Finder:
    assessment: Assessment
    scorecard: Scorecard
    rules: FindingRules

    def of_clause(self, clause: Clause) -> list[Finding]:
        singles = [found for each in clause.requirements for found in self._of_requirement(each)]
        return [
            final
            for found in self._folded(clause, self._overridden(singles))
            for final in self._overridden([found])
        ]

    def _of_requirement(self, requirement: Requirement) -> list[Finding]:
        answer = self.assessment.answers.get(requirement.id)
        if answer is None or answer.rated is None:
            return []
        missing = self._is_document_missing(requirement, answer)
        for rule in self.rules.answer_rules:
            if _fits(rule, answer.rated, essential=requirement.essential, missing=missing):
                return [self._finding(requirement, rule, missing=missing)]
        return []

    def _is_document_missing(self, requirement: Requirement, answer: Answer) -> bool:
        due = requirement.documented.kind is not DocumentKind.NONE
        return due and not answer.has_current_evidence(self.scorecard.date)

    def _finding(self, requirement: Requirement, rule: AnswerRule, *, missing: bool) -> Finding:
        return Finding(
            id=f"F-{requirement.id}",
            grade=rule.grade,
            predicted=rule.grade,
            rule=rule.id,
            because=rule.because,
            clause=requirement.clause,
            requirements=(requirement.id,),
            recommendation=requirement.remedy,
            missing=(requirement.documented.name,) if missing else (),
            actions=(requirement.action,),
        )

    def _folded(self, clause: Clause, singles: list[Finding]) -> list[Finding]:
        free = [each for each in singles if not each.overridden]
        settled = [each for each in singles if each.overridden]
        if free and self._is_not_met(clause):
            rule = self.rules.clause_not_met
            return [_fold(clause, free, rule), *settled]
        minors = [each for each in singles if each.grade is Grade.MINOR]
        if len(minors) < self.assessment.scoring.systemic_minors:
            return singles
        rest = [each for each in singles if each.grade is not Grade.MINOR]
        return [_fold(clause, minors, self.rules.systemic), *rest]

    def _is_not_met(self, clause: Clause) -> bool:
        tally = self.scorecard.by_clause[clause.id]
        achievement = tally.achievement
        if achievement is None or tally.unrated:
            return False
        return achievement * 100 < self.rules.clause_not_met.below

    def _overridden(self, findings: Iterable[Finding]) -> list[Finding]:
        by_id = {_finding_id(each.finding): each for each in self.assessment.overrides}
        kept = []
        for found in findings:
            override = by_id.get(found.id)
            if override is None:
                kept.append(found)
            elif override.grade != "none":
                kept.append(replace(found, grade=Grade(override.grade), override=override))
        return kept


def _fits(rule: AnswerRule, rating: Rating, *, essential: bool, missing: bool) -> bool:
    return (
        rating in rule.ratings
        and rule.essential in (None, essential)
        and rule.documented_missing in (None, missing)
    )


def _fold(
    clause: Clause, findings: list[Finding], rule: ClauseNotMetRule | SystemicRule
) -> Finding:
    return Finding(
        id=f"F-{clause.id}",
        grade=rule.grade,
        predicted=rule.grade,
        rule=rule.id,
        because=rule.because,
        clause=clause.id,
        requirements=tuple(each for found in findings for each in found.requirements),
        recommendation=" ".join(found.recommendation for found in findings),
        missing=tuple(dict.fromkeys(each for found in findings for each in found.missing)),
        actions=tuple(dict.fromkeys(each for found in findings for each in found.actions)),
    )
