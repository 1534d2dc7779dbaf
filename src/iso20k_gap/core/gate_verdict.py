"""The gate's ruling: every rule with its outcome, and what became of the waivers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from iso20k_gap.core.findings import Finding
from iso20k_gap.core.policy import Policy, Waiver

OVERALL = "overall"
"""Where a rule on the whole assessment stands."""

FINDING_RULES = ("fail_on", "max_majors", "max_minors")
"""The rules whose subjects are findings."""

Measure = Fraction | int | str | None
"""A percentage from 0 to 100, a count or a grade; None where there is nothing to measure."""


class Place(NamedTuple):
    """Where in the files something stands; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Ruling:
    """One rule held against the assessment; `clause` is empty for the whole assessment.

    `subjects` are the findings, requirements or actions the rule looked at and found wanting.
    """

    rule: str
    limit: Measure
    value: Measure
    met: bool
    clause: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The clause, else the subjects, else `overall`."""
        return self.clause or ", ".join(self.subjects) or OVERALL


@dataclass(frozen=True)
class GateVerdict:
    """The gate's ruling: every rule with its outcome, and what became of the waivers.

    `waived` are the findings that do not count, each with its waiver. `expired` waivers do not
    count any more, `unused` ones name no present finding. `remarks` are what a reader must know.
    """

    policy: Policy
    rulings: tuple[Ruling, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    expired: tuple[Waiver, ...] = ()
    unused: tuple[Waiver, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def misses(self) -> tuple[Ruling, ...]:
        """The rules that are not met."""
        return tuple(each for each in self.rulings if not each.met)

    @property
    def passed(self) -> bool:
        """Whether every rule is met."""
        return not self.misses

    @property
    def breaching(self) -> frozenset[str]:
        """The findings that break a rule."""
        rules = [each for each in self.misses if each.rule in FINDING_RULES]
        return frozenset(name for each in rules for name in each.subjects)
