"""The shape of `check --json`: the gate's ruling, rule by rule."""

from iso20k_gap.reports.shapes.plan import Grade
from iso20k_gap.reports.shapes.score import Verdict
from iso20k_gap.reports.shapes.shape import Shape


class Miss(Shape):
    """A rule that is missed: what it allows, what was found, and where.

    Percentages are numbers from 0 to 100, unrounded; `where` is a clause, or empty for the whole.
    """

    rule: str
    limit: float | str | None
    value: float | str | None
    where: str
    message: str
    subjects: list[str]


class Rule(Miss):
    """A rule of the policy, met or not."""

    met: bool


class Waiver(Shape):
    """A finding somebody answers for until a day, that day included."""

    finding: str
    approved_by: str
    reason: str
    expires: str


class Waived(Waiver):
    """A finding that does not count, by a waiver."""

    grade: Grade


class Checked(Shape):
    """`iso20k-gap check DIR --json`: whether the gate is passed, and all that speaks for it."""

    passed: bool
    misses: list[Miss]
    rules: list[Rule]
    policy: str
    waived: list[Waived]
    expired_waivers: list[Waiver]
    unused_waivers: list[Waiver]
    remarks: list[str]
    date: str
    verdict: Verdict
