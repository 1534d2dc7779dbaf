"""The first sheet of the plan: whether the date can be kept, what decides it, how much is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.excel.book import Column, Page
from iso20k_gap.reports.excel.summary_sheet import Cursor, head_facts, links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.reports.chapters.planning import ShareRow
    from iso20k_gap.reports.plan_document import PlanView

WIDTHS = (34, 14, 14, 14, 14, 44)
SHEETS = {
    "Actions": "every action with owner, effort, dates and what it closes; to filter",
    "Milestones": "the way to the certificate, and how sure each date is",
    "Gantt": "the actions over the weeks",
    "Workload": "person-days by owner and week",
    "RACI": "who does an action, answers for it, is asked, is told",
    "Budget": "what is to do costs, with how each sum comes about",
    "Goals": "what each clause is to reach, and how it is measured",
}
BUDGET = "Budget"
LONG = 80
"""Characters after which the ruling takes a second line."""

SHARE_COLUMNS = ("Actions", "Low, days", "Likely, days", "High, days", "When")


def write_overview(page: Page, view: PlanView) -> None:
    """Write the overview."""
    plan = view.plan
    cursor = Cursor(page, WIDTHS)
    cursor.line(view.title, "title", 32)
    cursor.line(view.cover.organisation, "subtitle")
    cursor.line(plan.feasible, f"verdict {plan.tone}")
    page.sheet.set_row(cursor.row - 1, 20 + 20 * (len(plan.feasible) > LONG))
    for text in filter(None, (plan.lead, plan.counting, plan.chance)):
        cursor.line(text, "value")
    cursor.facts(head_facts(view.cover))
    _lines(cursor, plan.chain_title, plan.chain)
    _lines(cursor, "What would have to give", plan.gives)
    _shares(cursor, "Phase", plan.by_phase)
    _shares(cursor, "Owner", plan.by_owner)
    if plan.budget:
        cursor.heading(plan.budget.caption)
        cursor.facts([(plan.budget.total[0], " / ".join(plan.budget.total[1:]))])
    if plan.facts:
        cursor.heading("Also")
        cursor.facts(plan.facts)
    _lines(cursor, "To know", plan.remarks)
    cursor.heading("In this workbook")
    links(cursor, {name: told for name, told in SHEETS.items() if name != BUDGET or plan.budget})
    cursor.heading("The certification track")
    cursor.facts(view.track)
    page.set_up(upright=True)


def _lines(cursor: Cursor, heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    cursor.heading(heading)
    for number, line in enumerate(lines, start=1):
        cursor.line(f"{number}. {line}" if len(lines) > 1 else line, "value")


def _shares(cursor: Cursor, name: str, rows: Sequence[ShareRow]) -> None:
    if not rows:
        return
    cursor.row += 1
    heads = zip((name, *SHARE_COLUMNS), WIDTHS, strict=True)
    styles = ("strong", "whole", "amount", "amount", "amount", "cell")
    columns = [
        Column(head, width, style) for (head, width), style in zip(heads, styles, strict=True)
    ]
    cursor.table(
        columns,
        [
            (
                each.name,
                each.actions,
                float(each.effort.low),
                float(each.effort.likely),
                float(each.effort.high),
                each.span,
            )
            for each in rows
        ],
    )
