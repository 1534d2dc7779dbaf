"""The plan as a workbook: actions, milestones, Gantt by weeks, workload, RACI, budget, goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.excel.book import Book
from iso20k_gap.reports.excel.budget_sheet import write_budget
from iso20k_gap.reports.excel.gantt_sheet import write_gantt
from iso20k_gap.reports.excel.overview_sheet import write_overview
from iso20k_gap.reports.excel.plan_sheets import write_actions, write_goals, write_milestones
from iso20k_gap.reports.excel.raci_sheet import write_raci
from iso20k_gap.reports.excel.workload_sheet import write_workload
from iso20k_gap.reports.plan_document import plan_view
from iso20k_gap.reports.plan_table import plan_data

if TYPE_CHECKING:
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.core.plan import Plan


def render(evaluation: Evaluation, plan: Plan, logo: Logo | None = None) -> bytes:
    """The plan as .xlsx; the same plan gives the same bytes."""
    view, data = plan_view(evaluation, plan, logo), plan_data(plan)
    company = evaluation.assessment.organisation.name
    book = Book(f"{view.title}: {company}", company, evaluation.date)
    write_overview(book.page("Overview", "#1B2A41"), view)
    write_actions(book, data)
    write_milestones(book, data)
    write_gantt(book, plan)
    write_workload(book, plan)
    write_raci(book, data)
    write_budget(book, data)
    write_goals(book, data)
    return book.finished()
