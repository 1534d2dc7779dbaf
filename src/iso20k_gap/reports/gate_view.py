"""The gate's verdict in words: what every document of a pipeline says, said once."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from iso20k_gap.core.catalogue import Requirement
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.gate_verdict import GateVerdict, Measure, Place, Ruling
from iso20k_gap.core.policy import Waiver
from iso20k_gap.reports.words import counted, listed

DECIMALS = 100
EXACT = 10**12
NUMBERS = {
    "min_conformity": "conformity",
    "min_coverage": "coverage",
    "min_achievement": "achievement by requirement",
    "ratchet": "conformity",
}
COUNTS = {
    "max_majors": "major finding",
    "max_minors": "minor finding",
    "max_stale": "answer with stale evidence",
    "max_overdue": "overdue action",
    "no_regression": "requirement rated worse than in the baseline",
}
PLURALS = {
    "max_stale": "answers with stale evidence",
    "no_regression": "requirements rated worse than in the baseline",
}
TITLES = {
    "rated": "Something is rated",
    "fail_on": "No finding of this grade",
    "max_majors": "Major findings at most",
    "max_minors": "Minor findings at most",
    "min_conformity": "Conformity at least",
    "min_coverage": "Coverage at least",
    "min_achievement": "Achievement by requirement at least",
    "max_stale": "Answers with stale evidence at most",
    "max_overdue": "Overdue actions at most",
    "no_regression": "Nothing is rated worse than in the baseline",
    "ratchet": "Conformity not below the best baseline",
    "require_approval": "An approval stands",
}
"""What each rule asks, in a few words."""

FIXED = {
    ("rated", False): "nothing is rated, so there is nothing to rule on",
    ("require_approval", True): "the assessment is approved as it stands",
    ("require_approval", False): "no approval stands for the assessment as it is now",
}
"""What is said of a rule, met or not, where there is nothing to count."""


@dataclass(frozen=True)
class GateView:
    """A verdict with what it was made of and where that stands.

    `places` has the answers' by requirement, `rules` those of the rulings in their order, `home`
    the assessment's main file; `source` says which policy was used.
    """

    evaluation: Evaluation
    verdict: GateVerdict
    places: Mapping[str, Place]
    rules: tuple[Place, ...]
    home: Place
    source: str

    @property
    def folder(self) -> str:
        """The assessment folder as seen from the working folder; empty for that itself."""
        return self.home.file.rpartition("/")[0]

    @property
    def misses(self) -> list[tuple[Ruling, Place]]:
        """The rules that are not met, each with its place."""
        pairs = zip(self.verdict.rulings, self.rules, strict=True)
        return [(ruling, place) for ruling, place in pairs if not ruling.met]

    @property
    def waivers(self) -> dict[str, Waiver]:
        """The waivers that count, by finding."""
        return {finding.id: waiver for finding, waiver in self.verdict.waived}

    @property
    def counting(self) -> list[Finding]:
        """The findings that no waiver takes out, gravest first."""
        waived = self.waivers
        left = [each for each in self.evaluation.findings if each.id not in waived]
        return sorted(left, key=lambda each: -each.grade.weight)

    def title(self, clause: str) -> str:
        """A clause with its title."""
        return f"{clause} {self.evaluation.catalogue.clause_by_id[clause].title}"

    def requirement(self, identifier: str) -> Requirement:
        """A requirement by its id."""
        return self.evaluation.catalogue.by_id[identifier]

    def sentence(self, ruling: Ruling) -> str:
        """What was found by a rule, and what it asks."""
        within = f"clause {self.title(ruling.clause)}: " if ruling.clause else ""
        return within + self._found(ruling)

    def _found(self, ruling: Ruling) -> str:
        if (ruling.rule, ruling.met) in FIXED:
            return FIXED[ruling.rule, ruling.met]
        if ruling.rule == "fail_on":
            return self._graded(ruling)
        if ruling.rule in NUMBERS:
            return _compared(ruling)
        noun = COUNTS[ruling.rule]
        count = counted(int(ruling.value or 0), noun, PLURALS.get(ruling.rule, ""))
        return f"{count}, {ruling.limit} allowed"

    def _graded(self, ruling: Ruling) -> str:
        grades = [Grade.MAJOR] if ruling.limit == "major" else [Grade.MAJOR, Grade.MINOR]
        if ruling.met:
            return f"no {' or '.join(grades)} finding"
        found = [each.grade for each in self.evaluation.findings if each.id in ruling.subjects]
        counts = [f"{found.count(grade)} {grade}" for grade in grades if grade in found]
        return f"{listed(counts)} finding{'s' if len(found) > 1 else ''}"


def _compared(ruling: Ruling) -> str:
    """A number and the limit it is held against."""
    limit = asked_for(ruling.limit)
    asked = f"at least {limit} % is asked"
    if ruling.rule == "ratchet":
        asked = f"the best baseline has {limit} %"
    if ruling.value is None:
        return f"there is no {NUMBERS[ruling.rule]}, nothing is rated; {asked}"
    return f"{NUMBERS[ruling.rule]} is {shown(ruling.value)} %, {asked}"


def label(ruling: Ruling) -> str:
    """A rule's name with its clause and limit: `min_conformity 8.6 80`."""
    limit = asked_for(ruling.limit) if ruling.rule in NUMBERS else str(ruling.limit)
    bare = ruling.rule in ("rated", "no_regression", "ratchet", "require_approval")
    return " ".join(part for part in (ruling.rule, ruling.clause, "" if bare else limit) if part)


def headline(verdict: GateVerdict) -> str:
    """Whether the gate is passed, in one line."""
    rules = len(verdict.rulings)
    if verdict.passed:
        return f"passed: {'the only rule is' if rules == 1 else f'all {rules} rules are'} met"
    missed = len(verdict.misses)
    return f"failed: {missed} of {counted(rules, 'rule')} {'is' if missed == 1 else 'are'} missed"


def shown(value: Measure) -> str:
    """A measured percentage, rounded down, so that it never looks like a limit it misses."""
    if not isinstance(value, Fraction | int):
        return str(value)
    return f"{floor(value * DECIMALS) / DECIMALS:.2f}".rstrip("0").rstrip(".")


def asked_for(limit: Measure) -> str:
    """A percentage that is asked for, exact as written; else rounded up."""
    if not isinstance(limit, Fraction | int):
        return str(limit)
    exact = (Fraction(limit) * EXACT).denominator == 1
    number = Fraction(limit) if exact else Fraction(ceil(limit * DECIMALS), DECIMALS)
    return f"{number.numerator / number.denominator:.12f}".rstrip("0").rstrip(".")


def waiver_words(waiver: Waiver) -> str:
    """Who answers for a finding, until when and why."""
    return f"approved by {waiver.approved_by} until {waiver.expires}: {waiver.reason}"
