"""The implementation plan's nouns: actions, milestones, and what people decided about them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from iso20k_gap.core import status
from iso20k_gap.core.catalogue import Effort, PdcaStep, Phase
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.progress import Progress
from iso20k_gap.core.rates import Budget, Cost, Rates
from iso20k_gap.core.record import ActionId, NearDay, Record, Text
from iso20k_gap.core.responsibility import NOBODY, Raci
from iso20k_gap.core.working_time import WorkingTime

Status = status.Status


class Span(Record):
    """Days off, first and last included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    label: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.last < self.first:
            raise ValueError("'to' lies before 'from'")
        return self


Day = date
"""A day, in records that have a field called `date`."""

Weekday = Annotated[int, Field(ge=1, le=7)]
"""A day of the week: 1 is Monday, 7 is Sunday."""


class Calendar(Record):
    """When work is done: weekdays, a country's public holidays, the organisation's closures."""

    country: str = ""
    subdivision: str = ""
    working_days: tuple[Weekday, ...] = Field(default=(1, 2, 3, 4, 5), min_length=1)
    closed: tuple[Span, ...] = ()


class Owner(Record):
    """Who stands behind a role, and how many days a week they have for the plan in all.

    It is one figure for all roles of a person; where none has `days_per_week`, the plan's default
    holds.
    """

    role: Text
    name: str = ""
    days_per_week: float | None = Field(default=None, gt=0, le=7)
    absences: tuple[Span, ...] = ()


class ActionDecision(Record):
    """What people decided about an action; what is given wins over what is computed.

    `prerequisites` are the actions it waits for; an empty list is none, None is the catalogue's.
    """

    status: Status = Status.OPEN
    owner: str = ""
    start: NearDay | None = None
    due: NearDay | None = None
    percent: int = Field(default=0, ge=0, le=100)
    effort: Effort | None = None
    prerequisites: tuple[ActionId, ...] | None = None
    note: str = ""

    @model_validator(mode="after")
    def _due_after_start(self) -> "ActionDecision":
        if self.start and self.due and self.due < self.start:
            raise ValueError("'due' lies before 'start'")
        return self


class PlanDecisions(Record):
    """`plan.yaml`: everything people decided about the plan."""

    schema_version: int = Field(default=1, alias="schema", ge=1, le=1)
    start: NearDay | None = None
    stage2: NearDay | None = None
    default_days_per_week: float = Field(default=1.0, gt=0, le=7)
    calendar: Calendar = Calendar.model_construct()
    owners: tuple[Owner, ...] = ()
    budget: Rates = Rates.model_construct()
    actions: dict[ActionId, ActionDecision] = Field(default_factory=dict)


@dataclass(frozen=True)
class PlannedAction:
    """One action of the plan: what, why, who, how much, when.

    `activities` are the catalogue's; `remedies` are the steps specific to the findings, each with
    its requirement. `basis` says where the effort comes from. `slack` is total slack in working
    days: how much later the action may lie before Stage 2 slips, or, in a backward plan, how much
    earlier without the plan beginning earlier. `earliest` is the first day it may begin, `latest`
    the last it may end. `decided` names the fields people set themselves, `due` the last day
    they set. `cost` and `day_rate` are None where no one said what a day costs.
    """

    id: str
    clause: str
    clause_title: str
    title: str
    goal: str
    measure: str
    activities: tuple[str, ...]
    remedies: tuple[tuple[str, str], ...]
    deliverable: str
    findings: tuple[str, ...]
    requirements: tuple[str, ...]
    grade: Grade
    role: str
    owner: str
    effort: Effort
    phase: Phase
    pdca: PdcaStep
    prerequisites: tuple[str, ...]
    start: date
    end: date
    status: Status
    percent: int
    critical: bool
    slack: int
    note: str = ""
    decided: tuple[str, ...] = ()
    basis: str = ""
    earliest: date = date.min
    latest: date = date.max
    due: date | None = None
    raci: Raci = NOBODY
    cost: Cost | None = None
    day_rate: Decimal | None = None

    @property
    def pending(self) -> bool:
        """Whether there is still work to do on it."""
        return self.status in (Status.OPEN, Status.IN_PROGRESS)


@dataclass(frozen=True)
class Milestone:
    """A dated step of the certification track; `why` says what its date follows from.

    `practice` marks a date that rests on an interval of common practice, not of a standard.
    `p50`, `p80` and `p95` are the days by which so many per cent of simulated courses reach it.
    """

    id: str
    name: str
    date: date
    why: str
    practice: bool = False
    p50: Day | None = None
    p80: Day | None = None
    p95: Day | None = None


@dataclass(frozen=True)
class Plan:
    """The whole plan; `stage2` is the wished date, `earliest` the first possible one.

    A plan that keeps a wished date is backward: everything lies as late as it can. Then
    `latest_start` is the last day on which work can begin, `spare` the working days until then,
    `chance_at_once` how many per cent of simulated courses keep the date if work begins at once,
    and `safe_starts` the days by which it must begin for 50, 80 and 95 % of them to do so; in the
    courses of `chance` everything begins on its planned day. Any other plan is forward, and
    everything lies as early as it can.

    `reason` says why the wish can or cannot be kept: its headline, the `chain` that sets the
    earliest date or the latest start link by link, and what would have to give. `critical_path`
    has the actions of the chain; `closed` are actions people decided about whose findings are
    gone; `overdue` those whose decided date has passed; `remarks` what a reader must know.
    `chance` is how many per cent of simulated courses reach Stage 2 by the wished day. `time` is
    when work is done, `budget` what it costs if anybody said, `progress` what has changed since
    the last baseline. `doubts` are the remarks about dates that do not go together, with their
    places in `plan.yaml`.
    """

    start: date
    stage2: date | None
    feasible: bool
    earliest: date
    reason: str
    actions: tuple[PlannedAction, ...]
    milestones: tuple[Milestone, ...]
    critical_path: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    headline: str = ""
    chain: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    chance: int | None = None
    time: WorkingTime = field(default_factory=WorkingTime)
    budget: Budget | None = None
    progress: Progress | None = None
    doubts: tuple[Misfit, ...] = ()
    latest_start: date | None = None
    spare: int | None = None
    chance_at_once: int | None = None
    safe_starts: tuple[date | None, date | None, date | None] | None = None

    @property
    def backward(self) -> bool:
        """Whether everything lies as late as it can for the wished date."""
        return self.latest_start is not None

    @property
    def work_begins(self) -> date:
        """The first day on which something is done that is still to do."""
        return min((each.start for each in self.actions if each.pending), default=self.start)

    @property
    def effort(self) -> Effort | None:
        """The sum over the actions not done or dropped; None if nothing is to do."""
        todo = [each for each in self.actions if each.pending]
        if not todo:
            return None
        return Effort(
            low=sum(each.effort.low for each in todo),
            likely=sum(each.effort.likely for each in todo),
            high=sum(each.effort.high for each in todo),
        )
