"""A plan held against what it said when a baseline was taken."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from iso20k_gap.core.record import ActionId, Record, Text


class FrozenPlan(Record):
    """What a plan said when a baseline was taken: the last day of every action and milestone."""

    actions: dict[ActionId, date] = Field(default_factory=dict)
    milestones: dict[Text, date] = Field(default_factory=dict)


@dataclass(frozen=True)
class Slip:
    """A date that moved by so many calendar days; fewer than none is earlier than planned."""

    id: str
    was: date
    now: date

    @property
    def days(self) -> int:
        """How much later it is."""
        return (self.now - self.was).days


@dataclass(frozen=True)
class Progress:
    """A plan held against a baseline, `then`: what moved, what is new, what is gone.

    `met` are the pending actions that will end no later than planned then.
    """

    baseline: str
    taken_on: date
    then: FrozenPlan
    slips: tuple[Slip, ...]
    milestones: tuple[Slip, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    met: tuple[str, ...]
