"""Every form a plan can be written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports import (
    plan_document,
    plan_ics,
    plan_issues,
    plan_jira,
    plan_mspdi,
    plan_table,
    plan_xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.reports.rendering import Progress

    Renderer = Callable[[Evaluation, Plan, Progress | None], bytes]


def _html(evaluation: Evaluation, plan: Plan, progress: Progress | None) -> bytes:
    del progress
    return plan_document.render_html(plan_document.plan_view(evaluation, plan))


def _pdf(evaluation: Evaluation, plan: Plan, progress: Progress | None) -> bytes:
    return plan_document.render_pdf(plan_document.plan_view(evaluation, plan), progress)


RENDERERS: dict[str, Renderer] = {
    "pdf": _pdf,
    "html": _html,
    "xlsx": lambda evaluation, plan, _: plan_xlsx.render(evaluation, plan),
    "ics": lambda evaluation, plan, _: plan_ics.render(evaluation, plan),
    "mspdi": lambda evaluation, plan, _: plan_mspdi.render(evaluation, plan),
    "csv": lambda _, plan, __: plan_table.render_csv(plan),
    "json": lambda _, plan, __: plan_table.render_json(plan),
    "jira": lambda evaluation, plan, _: plan_jira.render(evaluation, plan),
    "github": lambda evaluation, plan, _: plan_issues.render(evaluation, plan),
}
"""What draws each format; only the PDF takes long enough to report progress."""


def render(
    wanted: str, evaluation: Evaluation, plan: Plan, progress: Progress | None = None
) -> bytes:
    """The plan in one of its forms.

    Raises:
        RenderError: it cannot be drawn.
    """
    return RENDERERS[wanted](evaluation, plan, progress)
