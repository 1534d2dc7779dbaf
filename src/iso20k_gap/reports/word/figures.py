"""The figures behind the charts of a Word document, from the report's unrounded data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.method import NUMBERS
from iso20k_gap.reports.excel.book import read_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.reports.chapters.plan_actions import ActionView
    from iso20k_gap.reports.timelines import ColumnChart
    from iso20k_gap.reports.view import ReportView

FIRST_DAY = date(1899, 12, 30)
Rows = list[list[Any]]
Dates = dict[str, tuple[int, int]]
"""First and last day of actions by their ids, as workbooks count days."""

SPREAD = (N_("Name"), N_("Now"), N_("Down to"), N_("Up to"))


def _counted() -> tuple[str, ...]:
    """The ratings as the legend of a chart has them."""
    # for translators: short for not, partially, largely and fully achieved, in a chart's legend
    return (
        pgettext("achieved", "Not"),
        pgettext("achieved", "Partially"),
        pgettext("achieved", "Largely"),
        pgettext("achieved", "Fully"),
        _("Not rated"),
        _("No occurrence"),
    )


def overall_rows(view: ReportView) -> Rows:
    """The overall numbers with the way they may still go down and up."""
    rows: Rows = [[_(each) for each in SPREAD]]
    for each in view.numbers:
        if each.level != "whole" or each.value is None:
            continue
        now = float(each.value)
        low = float(each.reach.lowest) if each.reach else now
        high = float(each.reach.highest) if each.reach else now
        rows.append([_(NUMBERS[each.name]), now, now - low, high - now])
    return rows


def group_rows(view: ReportView, number: str) -> Rows:
    """A number by clause group with the way it may still go down and up."""
    rows: Rows = [[_(each) for each in SPREAD]]
    for identifier, title in _groups(view):
        figures = view.data["score"]["clauses"][identifier]
        now = figures[number]
        if now is None:
            continue
        low, high = figures["range"][number]
        rows.append([f"{identifier} {title}", now / 100, (now - low) / 100, (high - now) / 100])
    return rows


def rating_rows(view: ReportView) -> Rows:
    """How many ratings of each kind the clause groups have."""
    wanted = dict(_groups(view))
    rows: Rows = [[_("Clause group"), *_counted()]]
    rows += [
        [f"{each.id} {each.title}", *each.counts]
        for each in view.results.clauses
        if each.id in wanted
    ]
    return rows


def process_rows(view: ReportView) -> Rows:
    """The achievement of each process that has one."""
    clauses = view.data["score"]["clauses"]
    rows: Rows = [[_("Process"), _("Achievement")]]
    for identifier, *_rest in view.results.processes:
        achievement = clauses[identifier]["achievement"]
        rows.append([identifier, None if achievement is None else achievement / 100])
    return rows if any(row[1] is not None for row in rows[1:]) else rows[:1]


def _groups(view: ReportView) -> list[tuple[str, str]]:
    ids = {group_of(each.id) for each in view.results.clauses if each.lowest}
    return [(each.id, each.title) for each in view.results.clauses if each.id in ids]


def load_rows(chart: ColumnChart) -> Rows:
    """The likely person-days by month or quarter."""
    rows: Rows = [[_("When"), _("Person-days")]]
    rows += [[each.label, read_back(each.value)] for each in chart.columns]
    return rows


def dates_of(view: ReportView) -> Dates:
    """When each action of the plan is worked on."""
    return {
        each["id"]: (workbook_day(each["start"]), workbook_day(each["end"]))
        for each in view.data["plan"]["actions"]
    }


def gantt_rows(actions: Sequence[ActionView], dates: Dates) -> Rows:
    """The days before each action and on it, those of critical ones apart."""
    # for translators: the heading of figures: when an action begins, its days if it is critical
    rows: Rows = [[_("Action"), _("Begins"), _("Critical"), _("Other")]]
    for each in actions:
        start, end = dates[each.id]
        length = end - start + 1
        name = words.shortened(f"{'! ' if each.critical else ''}{each.id} {each.title}", 46)
        critical, other = (length, 0) if each.critical else (0, length)
        rows.append([name, start, critical, other])
    return rows


def workbook_day(text: str) -> int:
    """A day, given as the data has it, as workbooks count them."""
    return (date.fromisoformat(text) - FIRST_DAY).days
