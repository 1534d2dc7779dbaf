"""The shape of `score --json`, which is also the `score` of a report."""

from typing import Literal

from pydantic import Field

from iso20k_gap.reports.shapes.shape import Percent, Shape, Span

State = Literal["not ready", "ready for stage 1", "ready for stage 2", "undetermined"]


class OverallRange(Shape):
    """What the overall numbers come to if all that is unrated were N, or F."""

    conformity: Span
    achievement_by_requirement: Span
    achievement_by_clause: Span


class Overall(Shape):
    """The numbers of the whole; null where nothing is rated."""

    conformity: Percent | None
    achievement_by_requirement: Percent | None
    achievement_by_clause: Percent | None
    coverage: Percent | None
    evidenced: Percent | None
    requirements: int
    rated: int
    full: int
    excluded: int = Field(description="Without occurrence; they leave the denominator.")
    unconfirmed: int
    range: OverallRange


class TallyRange(Shape):
    """What a clause's numbers come to if all that is unrated were N, or F."""

    conformity: Span
    achievement: Span


class Tally(Shape):
    """The numbers of a clause, a requirement sentence or the whole."""

    conformity: Percent | None
    achievement: Percent | None
    coverage: Percent | None
    evidenced: Percent | None
    requirements: int
    rated: int
    full: int
    excluded: int
    range: TallyRange


class ClauseTally(Tally):
    """The numbers of a clause with all below it."""

    title: str


class Blocker(Shape):
    """Something that stands against a stage, or is not known yet, and what clears it."""

    gate: str
    clause: str
    reason: str
    clears: str
    requirements: list[str]


class Stage(Shape):
    """A stage of the certification audit; `ready` is false where it cannot be ruled on."""

    ready: bool
    undetermined: bool
    blockers: list[Blocker]
    open: list[Blocker]


class Verdict(Shape):
    """The verdict by gates."""

    state: State
    remark: str
    stage1: Stage
    stage2: Stage


class Counts(Shape):
    """How many findings of each grade."""

    major: int
    minor: int
    opportunity: int


class Score(Shape):
    """`iso20k-gap score DIR --json`: every number, the findings by grade, and the verdict."""

    edition: str
    label: str
    catalogue_version: int
    scale: str
    date: str = Field(description="The day of computation, YYYY-MM-DD.")
    questionnaire: str
    overall: Overall
    formulas: dict[str, str]
    clauses: dict[str, ClauseTally]
    sentences: dict[str, Tally]
    findings: Counts
    verdict: Verdict
