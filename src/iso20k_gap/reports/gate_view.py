"""The gate's verdict in words: what every document of a pipeline says, said once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from iso20k_gap.core.catalogue import Requirement
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.gate_verdict import GateVerdict, Measure, Place, Ruling
from iso20k_gap.core.policy import Waiver
from iso20k_gap.language import N_, _, current, ngettext
from iso20k_gap.reports.words import counted, day

DECIMALS = 100
EXACT = 10**12
NUMBERS = {
    # for translators: in sentences such as: conformity is 80 %, at least 90 % is asked
    "min_conformity": N_("conformity"),
    "min_coverage": N_("coverage"),
    "min_achievement": N_("achievement by requirement"),
    "ratchet": N_("conformity"),
}
COUNTS: Mapping[str, Callable[[int, Measure], str]] = {
    "max_majors": lambda count, limit: counted(
        count,
        "{count} major finding, {limit} allowed",
        "{count} major findings, {limit} allowed",
        limit=limit,
    ),
    "max_minors": lambda count, limit: counted(
        count,
        "{count} minor finding, {limit} allowed",
        "{count} minor findings, {limit} allowed",
        limit=limit,
    ),
    "max_stale": lambda count, limit: counted(
        count,
        "{count} answer with stale evidence, {limit} allowed",
        "{count} answers with stale evidence, {limit} allowed",
        limit=limit,
    ),
    "max_overdue": lambda count, limit: counted(
        count,
        "{count} overdue action, {limit} allowed",
        "{count} overdue actions, {limit} allowed",
        limit=limit,
    ),
    "no_regression": lambda count, limit: counted(
        count,
        "{count} requirement rated worse than in the baseline, {limit} allowed",
        "{count} requirements rated worse than in the baseline, {limit} allowed",
        limit=limit,
    ),
}
"""What was counted and how many there may be, by rule."""

TITLES = {
    "rated": N_("Something is rated"),
    "fail_on": N_("No finding of this grade"),
    "max_majors": N_("Major findings at most"),
    "max_minors": N_("Minor findings at most"),
    "min_conformity": N_("Conformity at least"),
    "min_coverage": N_("Coverage at least"),
    "min_achievement": N_("Achievement by requirement at least"),
    "max_stale": N_("Answers with stale evidence at most"),
    "max_overdue": N_("Overdue actions at most"),
    "no_regression": N_("Nothing is rated worse than in the baseline"),
    "ratchet": N_("Conformity not below the best baseline"),
    "require_approval": N_("An approval stands"),
}
"""What each rule asks, in a few words."""

FIXED = {
    ("rated", False): N_("nothing is rated, so there is nothing to rule on"),
    ("require_approval", True): N_("the assessment is approved as it stands"),
    ("require_approval", False): N_("no approval stands for the assessment as it is now"),
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
        found = self._found(ruling)
        if not ruling.clause:
            return found
        # for translators: {found} is what was found there
        return _("clause {clause}: {found}").format(clause=self.title(ruling.clause), found=found)

    def _found(self, ruling: Ruling) -> str:
        if (ruling.rule, ruling.met) in FIXED:
            return _(FIXED[ruling.rule, ruling.met])
        if ruling.rule == "fail_on":
            return self._graded(ruling)
        if ruling.rule in NUMBERS:
            return _compared(ruling)
        return COUNTS[ruling.rule](int(ruling.value or 0), ruling.limit)

    def _graded(self, ruling: Ruling) -> str:
        if ruling.met:
            none = _("no major finding")
            return none if ruling.limit == "major" else _("no major or minor finding")
        found = [each.grade for each in self.evaluation.findings if each.id in ruling.subjects]
        majors, minors = (found.count(each) for each in (Grade.MAJOR, Grade.MINOR))
        if majors and minors:
            both = _("{majors} major and {minors} minor findings")
            return both.format(majors=majors, minors=minors)
        if majors:
            return counted(majors, "{count} major finding", "{count} major findings")
        return counted(minors, "{count} minor finding", "{count} minor findings")


def _compared(ruling: Ruling) -> str:
    """A number and the limit it is held against."""
    if ruling.rule == "ratchet":
        form = (
            _("there is no {number}, nothing is rated; the best baseline has {limit}")
            if ruling.value is None
            else _("{number} is {value}, the best baseline has {limit}")
        )
    else:
        form = (
            _("there is no {number}, nothing is rated; at least {limit} is asked")
            if ruling.value is None
            else _("{number} is {value}, at least {limit} is asked")
        )
    return form.format(
        number=_(NUMBERS[ruling.rule]),
        value=_percent(shown(ruling.value)) if ruling.value is not None else "",
        limit=_percent(asked_for(ruling.limit)),
    )


def _percent(figure: str) -> str:
    """A figure of per cent, rounded already, as the language spoken writes it."""
    conventions = current().conventions
    places = len(figure.partition(".")[2])
    return conventions.percent(conventions.decimal(float(figure), places))


def label(ruling: Ruling) -> str:
    """A rule's name with its clause and limit: `min_conformity 8.6 80`."""
    limit = asked_for(ruling.limit) if ruling.rule in NUMBERS else str(ruling.limit)
    bare = ruling.rule in ("rated", "no_regression", "ratchet", "require_approval")
    return " ".join(part for part in (ruling.rule, ruling.clause, "" if bare else limit) if part)


def headline(verdict: GateVerdict) -> str:
    """Whether the gate is passed, in one line."""
    rules, missed = len(verdict.rulings), len(verdict.misses)
    if verdict.passed:
        return ngettext(
            "passed: the only rule is met", "passed: all {count} rules are met", rules
        ).format(count=rules)
    if rules == 1:
        return _("failed: 1 of 1 rule is missed")
    return ngettext(
        "failed: {count} of {rules} rules is missed",
        "failed: {count} of {rules} rules are missed",
        missed,
    ).format(count=missed, rules=rules)


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
    return _("approved by {name} until {day}: {reason}").format(
        name=waiver.approved_by, day=day(waiver.expires), reason=waiver.reason
    )
