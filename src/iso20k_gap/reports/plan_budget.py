"""The plan's budget: as data, and in words for the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.plan import Plan
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.rates import Budget, Cost, CostShare, FixedCost
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.words import money

NAME_WIDTH = 34
UNASSIGNED = N_("Fixed costs of no action")


@dataclass(frozen=True)
class BudgetTable:
    """The budget in words: rows of a name with low, likely and high, the last of them the total.

    Each group has a caption of its own.
    """

    caption: str
    captions: tuple[str, ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    total: tuple[str, ...]
    notes: tuple[str, ...]


def budget_table(budget: Budget | None) -> BudgetTable | None:
    """The budget for documents; None where no rate is given."""
    if budget is None:
        return None
    phases = tuple(_cells(phase_name(each), each.cost) for each in budget.by_phase)
    owners = tuple(_cells(owner_name(each), each.cost) for each in budget.by_owner)
    caption = _caption(budget)
    return BudgetTable(
        caption=caption,
        captions=(
            _("{caption}, by phase").format(caption=caption),
            _("{caption}, by owner").format(caption=caption),
        ),
        groups=((_("Phase"), phases), (_("Owner"), owners)),
        total=_cells(_("In all"), budget.total),
        notes=tuple(budget_notes(budget)),
    )


def _caption(budget: Budget) -> str:
    if not budget.currency:
        return _("Budget of what is to do; efforts are planning assumptions")
    text = _("Budget in {currency} of what is to do; efforts are planning assumptions")
    return text.format(currency=budget.currency)


def _cells(name: str, cost: Cost) -> tuple[str, ...]:
    return (name, *(money(each) for each in (cost.low, cost.likely, cost.high)))


def budget_notes(budget: Budget) -> Iterator[str]:
    """What is in no sum, and the fixed costs that are."""
    for each in budget.fixed:
        text = (
            _("Fixed cost of {amount}: {name}, for {action}.")
            if each.action
            else _("Fixed cost of {amount}: {name}.")
        )
        yield text.format(amount=money(each.amount), name=each.name, action=each.action)
    for each in budget.settled:
        yield _("Left out {amount}: {name}, as {action} is not to do.").format(
            amount=money(each.amount), name=each.name, action=each.action
        )
    if budget.unpriced:
        yield _("Not in it, as no day rate is known: {actions}.").format(
            actions=", ".join(budget.unpriced)
        )


def budget_data(budget: Budget | None) -> dict[str, Any] | None:
    """The budget in the order of its keys as documented; null where no rate is given."""
    if budget is None:
        return None
    return {
        "currency": budget.currency,
        "total": cost_data(budget.total),
        "work": cost_data(budget.work),
        "by_phase": [
            {"phase": each.name or None, **cost_data(each.cost)} for each in budget.by_phase
        ],
        "by_owner": [
            {"owner": each.name or None, **cost_data(each.cost)} for each in budget.by_owner
        ],
        "fixed": [_fixed_data(each) for each in budget.fixed],
        "settled": [_fixed_data(each) for each in budget.settled],
        "unpriced": list(budget.unpriced),
    }


def cost_data(cost: Cost) -> dict[str, float]:
    """An amount: low, likely, high."""
    return {"low": float(cost.low), "likely": float(cost.likely), "high": float(cost.high)}


def _fixed_data(fixed: FixedCost) -> dict[str, Any]:
    return {"name": fixed.name, "amount": float(fixed.amount), "action": fixed.action}


def range_of(cost: Cost) -> str:
    """The three values in a row, or the one that all are."""
    if cost.low == cost.high:
        return money(cost.likely)
    return " / ".join(money(each) for each in (cost.low, cost.likely, cost.high))


def phase_name(share: CostShare) -> str:
    """What a share by phase is called."""
    return _(words.PHASES[Phase(share.name)]) if share.name else _(UNASSIGNED)


def owner_name(share: CostShare) -> str:
    """What a share by owner is called."""
    return role(share.name) if share.name else _(UNASSIGNED)


def budget_lines(plan: Plan) -> Iterator[Text]:
    """The budget in all, by phase and by owner; nothing where nobody said what a day costs."""
    budget = plan.budget
    if budget is None:
        return
    yield Text(f"\n{harmless(_heading(budget))}", style="italic")
    yield _line(_("In all"), budget.total, style="bold")
    for share in budget.by_phase:
        yield _line(phase_name(share), share.cost)
    yield Text(_("By owner"))
    for share in budget.by_owner:
        yield _line(harmless(owner_name(share)), share.cost)
    for note in budget_notes(budget):
        yield Text(harmless(note))


def _heading(budget: Budget) -> str:
    if not budget.currency:
        return _("Budget of what is to do, low / likely / high")
    text = _("Budget in {currency} of what is to do, low / likely / high")
    return text.format(currency=budget.currency)


def _line(name: str, cost: Cost, style: str = "") -> Text:
    label = words.shortened(name, NAME_WIDTH)
    gap = " " * (NAME_WIDTH + 1 - words.room(label))
    return Text.assemble("   ", (label, style), gap, range_of(cost))
