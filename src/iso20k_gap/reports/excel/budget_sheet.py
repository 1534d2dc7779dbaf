"""The budget sheet: what is to do costs, in all and split up, each with how it comes about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.plan import Status
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import Column
from iso20k_gap.reports.excel.summary_sheet import Cursor
from iso20k_gap.reports.plan_budget import UNASSIGNED
from iso20k_gap.reports.words import money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.reports.excel.book import Book

WIDTHS = (46, 14, 14, 14, 74)
HEADS = (N_("Low"), N_("Likely"), N_("High"), N_("How it comes about"))
LOOKS = ("strong", "money", "money", "money", "cell")
LEAD = N_(
    "Efforts are planning assumptions; low, likely and high stay apart. By phase and by owner the "
    "sums are the same."
)
ACTION = N_("{days} person-days x {rate} a day; {owner}")
OWN = N_("an amount of the plan, of no action")
OF = N_("an amount of {action}; it falls away when that is done")
SETTLED = N_("left out of all sums, as {action} is not to do")
UNPRICED = N_("In no sum, as no day rate is known: {actions}.")

Row = tuple[Any, ...]


def write_budget(book: Book, plan: dict[str, Any]) -> None:
    """Write the budget; nothing where nobody said what a day costs."""
    if plan["budget"] is not None:
        _Sheet(book, plan).write()


class _Sheet:
    """The sheet in the making, from the plan's data."""

    def __init__(self, book: Book, plan: dict[str, Any]) -> None:
        self.budget = plan["budget"]
        self.actions = [
            each
            for each in plan["actions"]
            if each["cost"] and each["status"] in (Status.OPEN, Status.IN_PROGRESS)
        ]
        self.owner_of = {each["id"]: each["owner"] for each in plan["actions"]}
        self.phase_of = {each["id"]: each["phase"] for each in plan["actions"]}
        self.page = book.page("Budget", "#7D5200")
        self.cursor = Cursor(self.page, WIDTHS)

    def write(self) -> None:
        """Write it from top to bottom."""
        self.cursor.line(_title(self.budget["currency"]), "title", 32)
        self.cursor.line(_(LEAD), "value")
        self._table(N_("In all"), list(self._whole()))
        self._table(N_("Phase"), [self._phase(each) for each in self.budget["by_phase"]])
        self._table(N_("Owner"), [self._owner(each) for each in self.budget["by_owner"]])
        self._table(N_("Fixed cost"), list(self._fixed()))
        self._table(N_("Action"), [self._action(each) for each in self.actions])
        if self.budget["unpriced"]:
            self.cursor.row += 1
            told = _(UNPRICED).format(actions=", ".join(self.budget["unpriced"]))
            self.cursor.line(told, "soft")
        self.page.sheet.freeze_panes(1, 1)
        self.page.set_up()

    def _table(self, name: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self.cursor.row += 1
        columns = [Column(*each) for each in zip((name, *HEADS), WIDTHS, LOOKS, strict=True)]
        self.cursor.table(columns, rows)

    def _whole(self) -> list[Row]:
        fixed, amounts = self._sum_of(self.budget["fixed"]), len(self.budget["fixed"])
        work = words.counted(
            len(self.actions),
            "sum over {count} action of person-days x day rate",
            "sum over {count} actions of person-days x day rate",
        )
        costs = words.counted(amounts, "sum of {count} amount", "sum of {count} amounts")
        return [
            (_("In all"), *_range(self.budget["total"]), _("work + fixed costs")),
            (_("Work"), *_range(self.budget["work"]), work),
            (_("Fixed costs"), fixed, fixed, fixed, costs),
        ]

    def _phase(self, share: dict[str, Any]) -> Row:
        phase = share["phase"]
        name = _(words.PHASES[Phase(phase)] if phase else UNASSIGNED)
        return (name, *_range(share), self._share(self.phase_of, phase))

    def _owner(self, share: dict[str, Any]) -> Row:
        owner = share["owner"]
        name = role(owner) if owner else _(UNASSIGNED)
        return (name, *_range(share), self._share(self.owner_of, owner))

    def _share(self, group_of: dict[str, str], group: str | None) -> str:
        """How the share of a phase or an owner comes about."""
        mine = [each for each in self.actions if group_of[each["id"]] == group]
        own = [
            each
            for each in self.budget["fixed"]
            if (group_of[each["action"]] if each["action"] else None) == group
        ]
        if not mine:
            return _("sum of fixed costs")
        rates = dict.fromkeys(each["day_rate"] for each in mine)
        told = {
            "days": _days([each["effort"] for each in mine]),
            "rates": words.listed(_amount(rate) for rate in rates),
        }
        fixed = self._sum_of(own)
        if not fixed:
            return words.counted(
                len(mine),
                "{days} person-days of {count} action x {rates} a day",
                "{days} person-days of {count} actions x {rates} a day",
                **told,
            )
        return words.counted(
            len(mine),
            "{days} person-days of {count} action x {rates} a day, + fixed costs of {fixed}",
            "{days} person-days of {count} actions x {rates} a day, + fixed costs of {fixed}",
            fixed=_amount(fixed),
            **told,
        )

    def _sum_of(self, fixed: Sequence[dict[str, Any]]) -> float:
        return float(sum(each["amount"] for each in fixed))

    def _fixed(self) -> list[Row]:
        return [
            (each["name"], *[each["amount"]] * 3,
             _(OF).format(action=each["action"]) if each["action"] else _(OWN))
            for each in self.budget["fixed"]
        ] + [
            (each["name"], *[each["amount"]] * 3, _(SETTLED).format(action=each["action"]))
            for each in self.budget["settled"]
        ]  # fmt: skip

    def _action(self, action: dict[str, Any]) -> Row:
        told = _(ACTION).format(
            days=_days([action["effort"]]),
            rate=_amount(action["day_rate"]),
            owner=role(action["owner"]),
        )
        return (f"{action['id']} {action['title']}", *_range(action["cost"]), told)


def _title(currency: str) -> str:
    if not currency:
        return _("Budget of what is to do")
    return _("Budget in {currency} of what is to do").format(currency=currency)


def _range(cost: dict[str, Any]) -> tuple[float, float, float]:
    return cost["low"], cost["likely"], cost["high"]


def _amount(value: float) -> str:
    return money(Decimal(str(value)))


def _days(efforts: Sequence[dict[str, float]]) -> str:
    """Person-days, low / likely / high, added up."""
    sums = (sum(each[name] for each in efforts) for name in ("low", "likely", "high"))
    return " / ".join(words.days(each) for each in sums)
