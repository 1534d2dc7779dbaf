"""The first sheet of the plan: whether the date can be kept, what decides it, how much is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import N_, _
from iso20k_gap.reports.excel.book import Column, Page, read_back
from iso20k_gap.reports.excel.summary_sheet import (
    Cursor,
    head_facts,
    links,
    write_logo,
    write_notices,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.reports.chapters.planning import ShareRow
    from iso20k_gap.reports.plan_document import PlanView

WIDTHS = (34, 14, 14, 14, 14, 44)
SHEETS = {
    "Actions": N_("every action with owner, effort, dates and what it closes; to filter"),
    "Milestones": N_("the way to the certificate, and how sure each date is"),
    "Gantt": N_("the actions over the weeks"),
    "Workload": N_("person-days by owner and week"),
    "RACI": N_("who does an action, answers for it, is asked, is told"),
    "Budget": N_("what is to do costs, with how each sum comes about"),
    "Goals": N_("what each clause is to reach, and how it is measured"),
}
BUDGET = "Budget"
LONG = 80
"""Characters after which the ruling takes a second line."""

SHARE_COLUMNS = (N_("Actions"), N_("Low, days"), N_("Likely, days"), N_("High, days"), N_("When"))


def write_overview(page: Page, view: PlanView) -> None:
    """Write the overview."""
    plan = view.plan
    cursor = Cursor(page, WIDTHS)
    write_logo(cursor, view.cover)
    cursor.line(view.title, "title", 32)
    cursor.subtitle(view.cover.organisation)
    cursor.line(plan.feasible, f"verdict {plan.tone}")
    page.sheet.set_row(cursor.row - 1, 20 + 20 * (len(plan.feasible) > LONG))
    for text in filter(None, (plan.lead, plan.counting, plan.chance)):
        cursor.line(text, "value")
    cursor.facts(head_facts(view.cover))
    _lines(cursor, plan.chain_title, plan.chain)
    _lines(cursor, _("What would have to give"), plan.gives)
    _shares(cursor, N_("Phase"), plan.by_phase)
    _shares(cursor, N_("Owner"), plan.by_owner)
    if plan.budget:
        cursor.heading(plan.budget.caption)
        cursor.facts([(plan.budget.total[0], " / ".join(plan.budget.total[1:]))])
    if plan.facts:
        # for translators: heading above further facts
        cursor.heading(_("Also"))
        cursor.facts(plan.facts)
    # for translators: heading above remarks that are good to know
    _lines(cursor, _("To know"), plan.remarks)
    _closing(cursor, view)
    page.set_up(upright=True)


def _closing(cursor: Cursor, view: PlanView) -> None:
    cursor.heading(_("In this workbook"))
    there = view.plan.budget
    links(cursor, {name: told for name, told in SHEETS.items() if name != BUDGET or there})
    cursor.heading(_("The certification track"))
    cursor.facts(view.track)
    write_notices(cursor, view.cover)


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
                read_back(each.effort.low),
                read_back(each.effort.likely),
                read_back(each.effort.high),
                each.span,
            )
            for each in rows
        ],
    )
