"""The one call that ties scores, findings and verdict together."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement
from iso20k_gap.core.findings import Finding, FindingRules, Grade, find
from iso20k_gap.core.rating import Scale
from iso20k_gap.core.readiness import ReadinessRules, Verdict, judge
from iso20k_gap.core.scoring import Scorecard, score, weight_of


@dataclass(frozen=True)
class Rulebook:
    """The data an evaluation is made by: scale, finding rules, readiness gates."""

    scale: Scale
    findings: FindingRules
    readiness: ReadinessRules


@dataclass(frozen=True)
class Evaluation:
    """Everything computed from one assessment as of one day."""

    catalogue: Catalogue
    assessment: Assessment
    rulebook: Rulebook
    date: date
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    verdict: Verdict

    def count(self, grade: Grade) -> int:
        """How many findings have this grade."""
        return sum(1 for each in self.findings if each.grade is grade)

    def weight(self, requirement: Requirement) -> Fraction:
        """What a requirement weighs in the achievement."""
        return weight_of(self.assessment, requirement)


def evaluate(
    catalogue: Catalogue, assessment: Assessment, rulebook: Rulebook, on: date
) -> Evaluation:
    """Score the assessment, predict its findings and rule on readiness as of a day."""
    scorecard = score(catalogue, assessment, rulebook.scale, on)
    findings = find(catalogue, assessment, scorecard, rulebook.findings)
    verdict = judge(catalogue, assessment, findings, rulebook.readiness, on)
    return Evaluation(catalogue, assessment, rulebook, on, scorecard, findings, verdict)
