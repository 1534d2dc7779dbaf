"""From efforts and day rates to the plan's budget; ranges stay ranges."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from iso20k_gap.core.catalogue import Effort, Phase
from iso20k_gap.core.plan import Plan, PlannedAction
from iso20k_gap.core.rates import Budget, Cost, CostShare, FixedCost, Rates


def with_budget(plan: Plan, rates: Rates) -> Plan:
    """The plan with the cost of every action that has a rate, and what they come to."""
    if rates == Rates(currency=rates.currency):
        return plan
    actions = tuple(_rated(each, rates) for each in plan.actions)
    return replace(plan, actions=actions, budget=_budget(actions, rates))


def _rated(action: PlannedAction, rates: Rates) -> PlannedAction:
    rate = rates.rate(action.owner, action.role)
    cost = None if rate is None else _priced(action.effort, rate)
    return replace(action, cost=cost, day_rate=rate)


def _priced(effort: Effort, rate: Decimal) -> Cost:
    # Efforts are decimal numbers as people wrote them; as binary ones they would leave crumbs.
    low, likely, high = (Decimal(str(each)) for each in (effort.low, effort.likely, effort.high))
    return Cost(low * rate, likely * rate, high * rate)


def _budget(actions: tuple[PlannedAction, ...], rates: Rates) -> Budget:
    todo = {each.id: each for each in actions if each.pending}
    due = [each for each in rates.fixed if each.action is None or each.action in todo]
    work = [(each, each.cost) for each in todo.values() if each.cost]
    extra = [(todo[each.action] if each.action else None, _same(each)) for each in due]
    items: list[tuple[PlannedAction | None, Cost]] = [*work, *extra]
    return Budget(
        currency=rates.currency,
        total=_sum(cost for _, cost in items),
        work=_sum(cost for _, cost in work),
        by_phase=_shares(
            [*Phase, ""], ((each.phase if each else "", cost) for each, cost in items)
        ),
        by_owner=_by_owner(items),
        fixed=tuple(due),
        settled=tuple(each for each in rates.fixed if each not in due),
        unpriced=tuple(name for name, each in todo.items() if each.cost is None),
    )


def _same(fixed: FixedCost) -> Cost:
    return Cost(fixed.amount, fixed.amount, fixed.amount)


def _sum(costs: Iterable[Cost]) -> Cost:
    return sum(costs, start=Cost())


def _by_owner(items: Iterable[tuple[PlannedAction | None, Cost]]) -> tuple[CostShare, ...]:
    """The dearest owner first; costs of none at the end."""
    named = [(each.owner if each else "", cost) for each, cost in items]
    shares = _shares(sorted({name for name, _ in named}), named)
    return tuple(sorted(shares, key=lambda each: (not each.name, -each.cost.likely)))


def _shares(names: Iterable[str], items: Iterable[tuple[str, Cost]]) -> tuple[CostShare, ...]:
    """The sum for each name that has a cost, in the order of the names."""
    sums: dict[str, Cost] = {}
    for name, cost in items:
        sums[name] = sums.get(name, Cost()) + cost
    return tuple(CostShare(str(name), sums[name]) for name in names if name in sums)
