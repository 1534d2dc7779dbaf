"""Every form a plan can be written in."""

from __future__ import annotations

from dataclasses import dataclass
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
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.reports.rendering import Progress

    Renderer = Callable[[Evaluation, Plan, "Finish"], bytes]


@dataclass(frozen=True)
class Finish:
    """What a document is finished with: a logo; and who is told of the progress."""

    logo: Logo | None = None
    progress: Progress | None = None


PLAIN = Finish()


def _html(evaluation: Evaluation, plan: Plan, finish: Finish) -> bytes:
    return plan_document.render_html(plan_document.plan_view(evaluation, plan, finish.logo))


def _pdf(evaluation: Evaluation, plan: Plan, finish: Finish) -> bytes:
    view = plan_document.plan_view(evaluation, plan, finish.logo)
    return plan_document.render_pdf(view, finish.progress)


RENDERERS: dict[str, Renderer] = {
    "pdf": _pdf,
    "html": _html,
    "xlsx": lambda evaluation, plan, finish: plan_xlsx.render(evaluation, plan, finish.logo),
    "ics": lambda evaluation, plan, _: plan_ics.render(evaluation, plan),
    "mspdi": lambda evaluation, plan, _: plan_mspdi.render(evaluation, plan),
    "csv": lambda _, plan, __: plan_table.render_csv(plan),
    "json": lambda _, plan, __: plan_table.render_json(plan),
    "jira": lambda evaluation, plan, _: plan_jira.render(evaluation, plan),
    "github": lambda evaluation, plan, _: plan_issues.render(evaluation, plan),
}
"""What draws each format; only the PDF takes long enough to report progress."""


def render(wanted: str, evaluation: Evaluation, plan: Plan, finish: Finish = PLAIN) -> bytes:
    """The plan in one of its forms.

    Raises:
        RenderError: it cannot be drawn.
    """
    return RENDERERS[wanted](evaluation, plan, finish)
