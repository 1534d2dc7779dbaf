"""Do the budgets of a plan's rows add up to what its totals and summary rows state?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from iso20k_gap.core.plan_rows import PlanRow, PlanRows
from iso20k_gap.language import _


@dataclass(frozen=True)
class BudgetSums:
    """The budgets of one file added up, from the lowest rows that have one."""

    plan: PlanRows

    @cached_property
    def _below(self) -> dict[str, Decimal]:
        """What the rows below each summary row come to; only where one of them has a budget."""
        sums: dict[str, Decimal] = {}
        lowest_first = sorted(self.plan.parents, key=lambda name: name.count("."), reverse=True)
        for name in lowest_first:
            amount = sums.get(name, self.plan.by_id[name].budget)
            if amount is not None:
                parent = self.plan.parents[name]
                sums[parent] = sums.get(parent, Decimal(0)) + amount
        return sums

    @cached_property
    def rows(self) -> Decimal:
        """The sum over the rows; summary rows and totals are not counted twice."""
        highest = (each for each in self.plan.tasks if each.id not in self.plan.parents)
        amounts = (self._below.get(each.id, each.budget) for each in highest)
        return sum((each for each in amounts if each is not None), start=Decimal(0))

    @property
    def stated(self) -> Decimal | None:
        """The total the file states; None where it states none."""
        return next((each.budget for each in self.plan.totals if each.budget is not None), None)

    def disagreeing(self) -> Iterator[tuple[PlanRow, str]]:
        """The totals and summary rows that state something else than their rows add up to."""
        for row in self.plan.rows:
            summed = self.rows if row.is_total else self._below.get(row.id)
            if row.budget is None or summed is None or summed == row.budget:
                continue
            told = (
                _("{task} states {stated}, but the rows add up to {sum}: {apart} apart")
                if row.is_total
                else _(
                    "{task} states {stated}, but the rows below it add up to {sum}: {apart} apart"
                )
            )
            yield (
                row,
                told.format(
                    task=row.id,
                    stated=f"{row.budget:f}",
                    sum=f"{summed:f}",
                    apart=f"{abs(row.budget - summed):f}",
                ),
            )
