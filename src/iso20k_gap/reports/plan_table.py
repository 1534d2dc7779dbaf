"""The plan as data: one JSON document, and CSV for spreadsheets and project tools."""

import csv
import io
from datetime import date
from typing import Any

from iso20k_gap.core.catalogue import Effort
from iso20k_gap.core.plan import Milestone, Plan, PlannedAction
from iso20k_gap.core.printable import json_text
from iso20k_gap.core.responsibility import Raci
from iso20k_gap.reports.plan_budget import budget_data, cost_data
from iso20k_gap.reports.plan_progress import progress_data
from iso20k_gap.reports.workload import by_week

COLUMNS = (
    "id",
    "title",
    "clause",
    "clause_title",
    "phase",
    "pdca",
    "goal",
    "measure",
    "grade",
    "findings",
    "requirements",
    "activities",
    "remedies",
    "deliverable",
    "role",
    "owner",
    "effort_low",
    "effort_likely",
    "effort_high",
    "basis",
    "start",
    "end",
    "earliest",
    "latest",
    "slack",
    "critical",
    "prerequisites",
    "status",
    "percent",
    "note",
    "decided",
    "due",
    "accountable",
    "consulted",
    "informed",
    "day_rate",
    "cost_low",
    "cost_likely",
    "cost_high",
    "currency",
)
"""The columns of the CSV; a list in a cell has one item a line, ids are set apart by spaces."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width signs begin formulas too


def plan_data(plan: Plan) -> dict[str, Any]:
    """The whole plan, in the order of its keys as documented."""
    return {
        "start": plan.start.isoformat(),
        "stage2": _day(plan.stage2),
        "feasible": plan.feasible,
        "earliest": plan.earliest.isoformat(),
        "direction": "backward" if plan.backward else "forward",
        "latest_start": _day(plan.latest_start),
        "spare": plan.spare,
        "reason": plan.reason,
        "gives": list(plan.gives),
        "chance": plan.chance,
        "chance_at_once": plan.chance_at_once,
        "safe_starts": _safe_starts(plan),
        "effort": effort_data(plan.effort) if plan.effort else None,
        "actions": [action_data(each) for each in plan.actions],
        "milestones": [milestone_data(each) for each in plan.milestones],
        "critical_path": list(plan.critical_path),
        "goals": goals_data(plan),
        "closed": list(plan.closed),
        "overdue": list(plan.overdue),
        "budget": budget_data(plan.budget),
        "workload": workload_data(plan),
        "progress": progress_data(plan.progress),
        "remarks": list(plan.remarks),
    }


def _safe_starts(plan: Plan) -> dict[str, str | None] | None:
    """By when to begin to be 50, 80 and 95 % sure of the wished day; null in a forward plan."""
    if plan.safe_starts is None:
        return None
    return {
        name: _day(day) for name, day in zip(("p50", "p80", "p95"), plan.safe_starts, strict=True)
    }


def workload_data(plan: Plan) -> dict[str, dict[str, float]]:
    """Likely person-days still to do, by owner and ISO week such as `2027-W05`."""
    return {
        owner: {f"{week:%G-W%V}": round(days, 2) for week, days in weeks.items()}
        for owner, weeks in by_week(plan).items()
    }


def action_data(action: PlannedAction) -> dict[str, Any]:
    """One action with every field."""
    return {
        "id": action.id,
        "title": action.title,
        "goal": action.goal,
        "measure": action.measure,
        "clause": action.clause,
        "clause_title": action.clause_title,
        "findings": list(action.findings),
        "requirements": list(action.requirements),
        "grade": action.grade.value,
        "activities": list(action.activities),
        "remedies": [{"requirement": name, "remedy": remedy} for name, remedy in action.remedies],
        "deliverable": action.deliverable,
        "owner": action.owner,
        "role": action.role,
        "effort": effort_data(action.effort),
        "basis": action.basis,
        "start": action.start.isoformat(),
        "end": action.end.isoformat(),
        "earliest": action.earliest.isoformat(),
        "latest": action.latest.isoformat(),
        "slack": action.slack,
        "critical": action.critical,
        "prerequisites": list(action.prerequisites),
        "status": action.status.value,
        "percent": action.percent,
        "phase": action.phase.value,
        "pdca": action.pdca.value,
        "note": action.note,
        "decided": list(action.decided),
        "due": _day(action.due),
        "raci": _raci_data(action.raci),
        "cost": cost_data(action.cost) if action.cost else None,
        "day_rate": None if action.day_rate is None else float(action.day_rate),
    }


def _raci_data(raci: Raci) -> dict[str, Any]:
    return {
        "responsible": raci.responsible,
        "accountable": raci.accountable,
        "consulted": list(raci.consulted),
        "informed": list(raci.informed),
    }


def milestone_data(milestone: Milestone) -> dict[str, Any]:
    """One milestone, with what its date follows from."""
    return {
        "id": milestone.id,
        "name": milestone.name,
        "date": milestone.date.isoformat(),
        "why": milestone.why,
        "practice": milestone.practice,
        "p50": _day(milestone.p50),
        "p80": _day(milestone.p80),
        "p95": _day(milestone.p95),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def effort_data(effort: Effort) -> dict[str, float]:
    """Person-days: low, likely, high."""
    return {"low": effort.low, "likely": effort.likely, "high": effort.high}


def goals_data(plan: Plan) -> list[dict[str, Any]]:
    """The goal and measure of every clause the plan works on, with its actions."""
    goals: dict[str, dict[str, Any]] = {}
    for action in plan.actions:
        goal = goals.setdefault(
            action.clause,
            {
                "clause": action.clause,
                "title": action.clause_title,
                "goal": action.goal,
                "measure": action.measure,
                "actions": [],
            },
        )
        goal["actions"].append(action.id)
    return list(goals.values())


def render_json(plan: Plan) -> bytes:
    """The plan as one JSON document."""
    return f"{json_text(plan_data(plan))}\n".encode()


def render_csv(plan: Plan) -> bytes:
    """The actions as CSV that spreadsheets open as text, with nothing in it that they execute."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action in plan.actions:
        row = {**_row(action), **_cost(plan, action)}
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return stream.getvalue().encode("utf-8-sig")


def _row(action: PlannedAction) -> dict[str, Any]:
    effort = action.effort
    return {
        **{name: getattr(action, name) for name in COLUMNS if hasattr(action, name)},
        "effort_low": effort.low,
        "effort_likely": effort.likely,
        "effort_high": effort.high,
        "findings": " ".join(action.findings),
        "requirements": " ".join(action.requirements),
        "prerequisites": " ".join(action.prerequisites),
        "decided": " ".join(action.decided),
        "activities": "\n".join(action.activities),
        "remedies": "\n".join(f"{name}: {remedy}" for name, remedy in action.remedies),
        "critical": "yes" if action.critical else "no",
        "due": action.due or "",
        "accountable": action.raci.accountable,
        "consulted": "\n".join(action.raci.consulted),
        "informed": "\n".join(action.raci.informed),
        "day_rate": "" if action.day_rate is None else float(action.day_rate),
    }


def _cost(plan: Plan, action: PlannedAction) -> dict[str, Any]:
    """What an action costs; empty where nobody said."""
    data = cost_data(action.cost) if action.cost else dict.fromkeys(("low", "likely", "high"), "")
    currency = plan.budget.currency if plan.budget and action.cost else ""
    return {**{f"cost_{name}": value for name, value in data.items()}, "currency": currency}


def cell(value: Any) -> str:
    """A value as text; text that a spreadsheet would take for a formula gets a quote before it."""
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else str(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    begins = text.startswith(FORMULA_BEGINS) or text.lstrip().startswith(FORMULA_BEGINS)
    return f"'{text}" if begins else text
