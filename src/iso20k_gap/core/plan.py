"""The implementation plan's nouns: actions, milestones, and what people decided about them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from iso20k_gap.core.catalogue import Effort, PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.record import ActionId, Record, Text


class Status(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


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


class Calendar(Record):
    """When work is done: weekdays 1 (Monday) to 7, a country's public holidays, closures."""

    country: str = ""
    subdivision: str = ""
    working_days: tuple[int, ...] = (1, 2, 3, 4, 5)
    closed: tuple[Span, ...] = ()


class Owner(Record):
    """Who stands behind a role, and how many days a week they have for the plan."""

    role: Text
    name: str = ""
    days_per_week: float = Field(default=1.0, gt=0, le=7)
    absences: tuple[Span, ...] = ()


class ActionDecision(Record):
    """What people decided about an action; what is given wins over what is computed."""

    status: Status = Status.OPEN
    owner: str = ""
    start: date | None = None
    due: date | None = None
    percent: int = Field(default=0, ge=0, le=100)
    effort: Effort | None = None
    note: str = ""


class PlanDecisions(Record):
    """`plan.yaml`: everything people decided about the plan."""

    schema_version: int = Field(default=1, alias="schema", ge=1, le=1)
    start: date | None = None
    stage2: date | None = None
    default_days_per_week: float = Field(default=1.0, gt=0, le=7)
    calendar: Calendar = Calendar()
    owners: tuple[Owner, ...] = ()
    actions: dict[ActionId, ActionDecision] = Field(default_factory=dict)


@dataclass(frozen=True)
class PlannedAction:
    """One action of the plan: what, why, who, how much, when.

    `activities` are the steps specific to the findings it closes followed by the catalogue's;
    `slack` is in working days; `decided` names the fields people set themselves.
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


@dataclass(frozen=True)
class Milestone:
    """A dated step of the certification track; `why` says what its date follows from."""

    id: str
    name: str
    date: date
    why: str


@dataclass(frozen=True)
class Plan:
    """The whole plan; `stage2` is the wished date, `earliest` the first possible one."""

    start: date
    stage2: date | None
    feasible: bool
    earliest: date
    reason: str
    actions: tuple[PlannedAction, ...]
    milestones: tuple[Milestone, ...]
    critical_path: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def effort(self) -> Effort | None:
        """The sum over the actions not done or dropped; None if nothing is to do."""
        todo = [each for each in self.actions if each.status in (Status.OPEN, Status.IN_PROGRESS)]
        if not todo:
            return None
        return Effort(
            low=sum(each.effort.low for each in todo),
            likely=sum(each.effort.likely for each in todo),
            high=sum(each.effort.high for each in todo),
        )
