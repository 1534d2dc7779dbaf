"""The published JSON Schemas of what the program writes and of what templates are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.plan_document import PlanView
from iso20k_gap.reports.shapes.approvals import Verified
from iso20k_gap.reports.shapes.check import Checked
from iso20k_gap.reports.shapes.plan import Plan
from iso20k_gap.reports.shapes.report import Compared, Findings, Report
from iso20k_gap.reports.shapes.score import Score
from iso20k_gap.reports.templating.context import context_schema
from iso20k_gap.reports.view import ReportView

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "https://json-schema.org/draft/2020-12/schema"


SCHEMAS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "score-json": ("score --json", Score.model_json_schema),
    "report-json": ("report -f json", Report.model_json_schema),
    "plan-json": ("plan --json", Plan.model_json_schema),
    "findings-json": ("findings --json", Findings.model_json_schema),
    "check-json": ("check --json", Checked.model_json_schema),
    "compare-json": ("compare --json", Compared.model_json_schema),
    "verify-json": ("verify --json", Verified.model_json_schema),
    "report-context": ("view in the report's templates", lambda: context_schema(ReportView)),
    "plan-context": ("view in the plan's templates", lambda: context_schema(PlanView)),
}
"""What each schema describes, and what makes it."""


def schema(name: str) -> dict[str, Any]:
    """A published schema by its name."""
    about, make = SCHEMAS[name]
    return {"$schema": DIALECT, "title": f"iso20k-gap: {about}", **_untitled(make())}


def _untitled(value: Any) -> Any:
    """The schema without the titles that only repeat a key."""
    if isinstance(value, list):
        return [_untitled(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _untitled(each)
        for key, each in value.items()
        if key != "title" or not isinstance(each, str)
    }
