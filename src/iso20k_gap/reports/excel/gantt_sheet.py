"""The Gantt sheet: one column a week, filled where an action is worked on."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.plan import Plan, PlannedAction, Status
from iso20k_gap.language import N_, _, current, role
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import A3, HEAD_HEIGHT, Column
from iso20k_gap.reports.plan_direction import direction
from iso20k_gap.reports.workload import WEEK, weeks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from iso20k_gap.core.plan import Milestone
    from iso20k_gap.reports.excel.book import Book, Page

LEFT = (
    Column(N_("Action"), 10, "strong"),
    Column(N_("What"), 44),
    Column(N_("Owner"), 20),
    Column(N_("Start"), 11, "date"),
    Column(N_("End"), 11, "date"),
    Column(N_("Status"), 12),
)
HEAD = 1
WEEK_WIDTH = 2.4
AFTER = ("surveillance-1", "surveillance-2", "recertification")
"""Milestones that lie years ahead; they stand on their own sheet."""

MARKS = {"planned": "▬", "critical": "!", "done": "✓", "dropped": "✗"}
LEGEND = (
    ("planned", N_("planned")),
    ("critical", ""),
    ("done", N_("done, or the share of it that is done")),
    ("dropped", N_("dropped by decision")),
    ("milestone", N_("milestone")),
)


def write_gantt(book: Book, plan: Plan) -> None:
    """Write the actions by start with their weeks, and the milestones below them."""
    page = book.page("Gantt", "#0B6582")
    near = [each for each in plan.milestones if each.id not in AFTER]
    days = [plan.start, *(each.date for each in near), *(each.end for each in plan.actions)]
    axis = weeks(min([*days, *(each.start for each in plan.actions)]), max(days))
    actions = sorted(plan.actions, key=lambda each: (each.start, each.end, each.id))
    page.widths(LEFT)
    page.table(HEAD, LEFT, [_left(each) for each in actions])
    write_axis(page, axis, len(LEFT), HEAD)
    for row, action in enumerate(actions, start=HEAD + 1):
        _bar(page, row, action, axis)
    end = HEAD + 1 + len(actions)
    page.sheet.autofilter(HEAD, 0, max(end - 1, HEAD + 1), len(LEFT) - 1)
    _milestones(page, near, end, axis)
    _legend(page, end + len(near) + 1, direction(plan).critical)
    page.sheet.freeze_panes(HEAD + 1, 2)
    page.sheet.repeat_rows(0, HEAD)
    page.sheet.repeat_columns(0, 1)
    page.set_up(A3)


def _left(action: PlannedAction) -> tuple[Any, ...]:
    status = _(words.STATUSES[action.status])
    begun = action.percent and action.pending
    done = current().conventions.percent(str(action.percent))
    share = f"{status}, {done}" if begun else status
    owner = role(action.owner or action.role)
    return (action.id, action.title, owner, action.start, action.end, share)


def write_axis(page: Page, axis: Sequence[date], first: int, head: int) -> None:
    """Write the weeks' Mondays into a row, and the months above it."""
    page.sheet.set_column(first, first + len(axis) - 1, WEEK_WIDTH)
    page.sheet.set_row(head, HEAD_HEIGHT)
    for place, week in enumerate(axis, start=first):
        page.text(head, place, current().conventions.short_day(week), "week")
    column = first
    for _month, members in groupby(axis, key=lambda each: (each.year, each.month)):
        count = len(list(members))
        wide = count > 1
        name = current().conventions.month(axis[column - first])
        if wide:
            page.sheet.merge_range(head - 1, column, head - 1, column + count - 1, "",
                                   page.looks["month"])  # fmt: skip
        page.text(head - 1, column, name, "month")
        column += count


def _bar(page: Page, row: int, action: PlannedAction, axis: Sequence[date]) -> None:
    for place, week in enumerate(axis, start=len(LEFT)):
        busy = action.start < week + WEEK and action.end >= week
        if not busy:
            page.sheet.write_blank(row, place, None, page.looks["empty week"])
            continue
        tone = _tone(action, week)
        page.text(row, place, MARKS[tone], f"bar {tone}")


def _tone(action: PlannedAction, week: date) -> str:
    if action.status is Status.DROPPED:
        return "dropped"
    done = (action.end - action.start).days * action.percent / 100
    if action.status is Status.DONE or (action.percent and (week - action.start).days < done):
        return "done"
    return "critical" if action.critical else "planned"


def _milestones(
    page: Page, milestones: Sequence[Milestone], row: int, axis: Sequence[date]
) -> None:
    for number, each in enumerate(milestones, start=row):
        cells = ("◆", each.name, "", each.date, each.date, _("milestone"))
        for column, (value, look) in enumerate(zip(cells, LEFT, strict=True)):
            page.value(number, column, value, f"middle {look.style}")
        page.sheet.set_row(number, 19)
        for place, week in enumerate(axis, start=len(LEFT)):
            if week <= each.date < week + WEEK:
                page.text(number, place, "◆", "bar milestone")
            else:
                page.sheet.write_blank(number, place, None, page.looks["empty week"])


def _legend(page: Page, row: int, critical: str) -> None:
    for number, (tone, text) in enumerate(LEGEND, start=row):
        page.text(number, 0, MARKS.get(tone, "◆"), f"bar {tone}")
        page.text(number, 1, _(text) if text else critical, "soft")
