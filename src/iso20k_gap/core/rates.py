"""What the plan costs: day rates and fixed costs as people set them, and what they come to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from iso20k_gap.core.record import ActionId, Record, Text

Money = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]
"""An amount in the plan's currency."""

ZERO = Decimal(0)


class FixedCost(Record):
    """A cost that does not hang on days; with `action`, it falls away when that is done."""

    name: Text
    amount: Money
    action: ActionId | None = None


class Rates(Record):
    """What a day costs, nearest first: by person, by role, for all; and fixed costs."""

    currency: str = ""
    day_rate: Money | None = None
    roles: dict[Text, Money] = Field(default_factory=dict)
    owners: dict[Text, Money] = Field(default_factory=dict)
    fixed: tuple[FixedCost, ...] = ()

    def rate(self, owner: str, role: str) -> Decimal | None:
        """What a day of an owner costs; None if nobody said."""
        for listed, name in ((self.owners, owner), (self.roles, owner), (self.roles, role)):
            if name in listed:
                return listed[name]
        return self.day_rate


@dataclass(frozen=True)
class Cost:
    """An amount as a range, as efforts are."""

    low: Decimal = ZERO
    likely: Decimal = ZERO
    high: Decimal = ZERO

    def __add__(self, other: "Cost") -> "Cost":
        """Add two ranges, low to low and high to high."""
        return Cost(self.low + other.low, self.likely + other.likely, self.high + other.high)


@dataclass(frozen=True)
class CostShare:
    """What falls to a phase or an owner; `name` is empty for costs of none."""

    name: str
    cost: Cost


@dataclass(frozen=True)
class Budget:
    """What is still to do comes to: in all, by phase and by owner, each adding up to `total`.

    `work` is the total without `fixed` costs. `settled` are fixed costs of actions that are not
    to do any more, `unpriced` actions whose owner has no rate: neither is in any sum.
    """

    currency: str
    total: Cost
    work: Cost
    by_phase: tuple[CostShare, ...]
    by_owner: tuple[CostShare, ...]
    fixed: tuple[FixedCost, ...]
    settled: tuple[FixedCost, ...]
    unpriced: tuple[str, ...]
