"""The workload sheet: person-days by owner and week, beside what each owner has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _, role
from iso20k_gap.reports.excel.book import A3, Column
from iso20k_gap.reports.excel.gantt_sheet import write_axis
from iso20k_gap.reports.workload import by_week, capacity, weeks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from iso20k_gap.core.plan import Plan
    from iso20k_gap.reports.excel.book import Book, Page

LEFT = (
    Column(N_("Owner"), 28, "strong"),
    # for translators: how many days a week the owner has for the plan
    Column(N_("Has, days a week"), 10, "amount"),
    Column(N_("Likely, days"), 10, "amount"),
    Column(N_("Fullest week"), 12, "date"),
    # for translators: the days of work in the fullest week, and those the owner has in it
    Column(N_("Days in it"), 9, "amount"),
    Column(N_("Has in it"), 9, "amount"),
)
HEAD = 2
LEAD = N_(
    "Likely person-days still to do, spread evenly over the days each owner can work on an action; "
    "the deeper the colour, the fuller the week."
)


def write_workload(book: Book, plan: Plan) -> None:
    """Write a row for each owner and a column for each week, with totals."""
    loads = by_week(plan)
    page = book.page("Workload", "#0B6582")
    page.widths(LEFT)
    page.text(0, 0, _(LEAD), "plain")
    page.table(HEAD, LEFT, [_left(plan, name, loads[name]) for name in loads])
    page.sheet.freeze_panes(HEAD + 1, 1)
    busy = [week for each in loads.values() for week in each]
    if busy:
        axis = weeks(min(busy), max(busy))
        write_axis(page, axis, len(LEFT), HEAD)
        _weeks(page, loads, axis)
    page.sheet.repeat_rows(HEAD - 1, HEAD)
    page.sheet.repeat_columns(0, 0)
    page.set_up(A3)


def _left(plan: Plan, owner: str, loads: Mapping[date, float]) -> tuple[Any, ...]:
    week = max(loads, key=lambda each: loads[each])
    share = plan.time.shares.get(owner)
    whole = float(share) * len(plan.time.weekdays) if share is not None else None
    has = capacity(plan, owner, week)
    return (role(owner), whole, sum(loads.values()), week, round(loads[week], 2), has)


def _weeks(page: Page, loads: Mapping[str, Mapping[date, float]], axis: Sequence[date]) -> None:
    for row, mine in enumerate(loads.values(), start=HEAD + 1):
        for column, week in enumerate(axis, start=len(LEFT)):
            if week in mine:
                page.value(row, column, round(mine[week], 2), "load")
    last = HEAD + len(loads)
    page.sheet.conditional_format(
        HEAD + 1,
        len(LEFT),
        last,
        len(LEFT) + len(axis) - 1,
        {"type": "2_color_scale", "min_color": "#E4F0F4", "max_color": "#5FA8BC"},
    )
    page.text(last + 1, 0, _("All owners"), "total")
    for column in range(1, len(LEFT)):
        page.text(last + 1, column, "", "total")
    page.value(last + 1, 2, sum(sum(each.values()) for each in loads.values()), "total")
    for column, week in enumerate(axis, start=len(LEFT)):
        total = sum(each.get(week, 0) for each in loads.values())
        page.value(last + 1, column, round(total, 2) or None, "total load")
