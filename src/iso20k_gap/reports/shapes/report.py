"""The shape of `report -f json`, the document that is also attached to the PDF."""

from typing import Literal

from pydantic import Field, RootModel

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.reports.shapes.approvals import Approval
from iso20k_gap.reports.shapes.plan import Grade, Plan
from iso20k_gap.reports.shapes.score import Counts, Score
from iso20k_gap.reports.shapes.shape import Percent, Shape

Pair = list[Percent | None]
"""A number then and now."""


class Finding(Shape):
    """A predicted finding, with the rule that made it."""

    id: str
    grade: Grade
    predicted: Grade
    rule: str
    because: str
    clause: str
    requirements: list[str]
    missing_documents: list[str]
    actions: list[str]
    recommendation: str
    overridden: bool
    override_reason: str = ""


class Due(Shape):
    """The documented information a requirement asks for, and how it stands."""

    kind: Literal["document", "record"]
    name: str
    standing: str


class Requirement(Shape):
    """A requirement in our own words, with its answer as it is stored, or null."""

    id: str
    letter: str
    clause: str
    statement: str
    stage: int
    essential: bool
    documented: Due | None
    answer: Answer | None = Field(strict=False)


class State(Shape):
    """One state of the assessment in the trend."""

    name: str
    date: str
    conformity: Percent | None
    achievement_by_requirement: Percent | None
    achievement_by_clause: Percent | None
    coverage: Percent | None
    findings: Counts
    verdict: str
    scale: str


class Findings(RootModel[list[Finding]]):
    """`iso20k-gap findings DIR --json`: the predicted findings, in the standard's order."""


class Compared(Shape):
    """`iso20k-gap compare DIR --json`: what changed since a baseline, by requirement."""

    from_: str = Field(alias="from")
    to: str
    closed: list[str]
    opened: list[str]
    better: list[str]
    worse: list[str]
    unchanged: int
    not_comparable: list[str]
    reasons: dict[str, str]
    ratings: dict[str, list[str]]
    remarks: list[str]
    conformity: Pair
    achievement_by_requirement: Pair
    coverage: Pair
    verdict: list[str]


class Comparison(Compared):
    """What changed since the baseline, by requirement, and the trend."""

    trend: list[State]


class Report(Shape):
    """`iso20k-gap report DIR -f json`: all the report rests on, numbers unrounded.

    `content_hash` is the SHA-256 of the rest without `approvals`: sorted keys, no spaces, UTF-8.
    """

    content_hash: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    schema_: Literal[1] = Field(alias="schema")
    document: Literal["gap-report"]
    generator: str
    redacted: bool
    assessment: Assessment = Field(strict=False)
    score: Score
    findings: list[Finding]
    requirements: list[Requirement]
    plan: Plan | None
    comparison: Comparison | None
    approvals: list[Approval]
