"""The shape of `plan --json`, which is also the `plan` of a report."""

from typing import Literal

from iso20k_gap.reports.shapes.shape import Shape

Grade = Literal["major", "minor", "opportunity"]
Day = str
"""A day, YYYY-MM-DD."""


class Spread(Shape):
    """Person-days or money: low, likely, high."""

    low: float
    likely: float
    high: float


class Remedy(Shape):
    """What a requirement's gap asks for."""

    requirement: str
    remedy: str


class Raci(Shape):
    """Who is responsible, accountable, consulted and informed."""

    responsible: str
    accountable: str
    consulted: list[str]
    informed: list[str]


class Action(Shape):
    """An action of the plan."""

    id: str
    title: str
    goal: str
    measure: str
    clause: str
    clause_title: str
    findings: list[str]
    requirements: list[str]
    grade: Grade
    activities: list[str]
    remedies: list[Remedy]
    deliverable: str
    owner: str
    role: str
    effort: Spread
    basis: str
    start: Day
    end: Day
    earliest: Day
    latest: Day
    slack: int
    critical: bool
    prerequisites: list[str]
    status: Literal["open", "in_progress", "done", "dropped"]
    percent: int
    phase: str
    pdca: str
    note: str
    decided: list[str]
    due: Day | None
    raci: Raci
    cost: Spread | None
    day_rate: float | None


class SafeStarts(Shape):
    """By when to begin so that so many of the simulated courses keep the wished day."""

    p50: Day | None
    p80: Day | None
    p95: Day | None


class Milestone(Shape):
    """A milestone, and by when so many of the simulated courses reach it."""

    id: str
    name: str
    date: Day
    why: str
    practice: bool
    p50: Day | None
    p80: Day | None
    p95: Day | None


class Goal(Shape):
    """What a clause is to reach, how that is measured, and by which actions."""

    clause: str
    title: str
    goal: str
    measure: str
    actions: list[str]


class PhaseCost(Spread):
    """What a phase costs."""

    phase: str | None


class OwnerCost(Spread):
    """What an owner's work costs."""

    owner: str | None


class Fixed(Shape):
    """A cost that does not hang on days."""

    name: str
    amount: float
    action: str | None


class Budget(Shape):
    """What the plan costs, in `currency`."""

    currency: str
    total: Spread
    work: Spread
    by_phase: list[PhaseCost]
    by_owner: list[OwnerCost]
    fixed: list[Fixed]
    settled: list[Fixed]
    unpriced: list[str]


class Slip(Shape):
    """A date that moved since the baseline; fewer than no days is earlier."""

    id: str
    was: Day
    now: Day
    days: int


class Progress(Shape):
    """What moved since the last baseline that holds a plan."""

    baseline: str
    taken_on: Day
    slips: list[Slip]
    milestones: list[Slip]
    added: list[str]
    gone: list[str]
    met: list[str]


class Plan(Shape):
    """`iso20k-gap plan DIR --json`: actions, milestones, and whether the date can be kept."""

    start: Day
    stage2: Day | None
    feasible: bool
    earliest: Day
    direction: Literal["forward", "backward"]
    latest_start: Day | None
    spare: int | None
    reason: str
    gives: list[str]
    chance: float | None
    chance_at_once: float | None
    safe_starts: SafeStarts | None
    effort: Spread | None
    actions: list[Action]
    milestones: list[Milestone]
    critical_path: list[str]
    goals: list[Goal]
    closed: list[str]
    overdue: list[str]
    budget: Budget | None
    workload: dict[str, dict[str, float]]
    progress: Progress | None
    remarks: list[str]
