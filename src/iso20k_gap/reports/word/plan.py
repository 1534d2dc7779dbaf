"""The implementation plan in Word: milestones, goals, Gantt charts, actions, effort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.word.figures import gantt_rows, load_rows, workbook_day
from iso20k_gap.reports.word.markup import Cell, Run, cell
from iso20k_gap.reports.word.opening import GRADE_STYLES, TONE_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iso20k_gap.reports.chapters.plan_actions import ActionView
    from iso20k_gap.reports.chapters.planning import PhaseView, PlanChapter, ShareRow
    from iso20k_gap.reports.plan_budget import BudgetTable
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

BAR_CM, AXIS_CM, WORKLOAD_CM = 0.46, 2.2, 8
MILESTONES = ("Milestone", "Date", "Follows from", "50 % by", "80 % by", "95 % by")
GOALS = ("Clause", "Goal", "Measure", "Actions")
ACTIONS = ("Action", "What, and its deliverable", "Owner", "Days", "From", "To", "After", "PDCA",
           "Status", "Closes")  # fmt: skip
EFFORT = ("Actions", "Low", "Likely", "High", "When")


def write_plan(paper: Paper, view: ReportView) -> None:
    """Write the implementation plan."""
    plan = view.plan
    if plan is None:
        paper.text("No plan was made for this report.")
        return
    paper.text(f"{plan.lead} {plan.counting}")
    paper.runs([Run(plan.feasible, TONE_STYLES.get(plan.tone, ""))], "Verdict")
    paper.text(plan.chance)
    paper.bullets(f"→ {each}" for each in plan.gives)
    if plan.chain:
        paper.heading(plan.chain_title, 2)
        paper.bullets(plan.chain, "List Number")
    paper.bullets(plan.remarks)
    paper.facts(plan.facts)
    paper.heading("Milestones", 2)
    milestones = [(each.name, each.date, each.why, *each.sure) for each in plan.milestones]
    paper.table("Milestones and how sure they are", MILESTONES, milestones,
                (5, 2.4, 9.6, 2.4, 2.4, 2.4))  # fmt: skip
    paper.heading("Goals", 2)
    goals = [
        (f"{each.clause} {each.title}", each.goal or "–", each.measure or "–",
         ", ".join(each.actions))
        for each in plan.goals
    ]  # fmt: skip
    paper.table("Goals and how they are measured", GOALS, goals, (5, 8, 8, 3.5))
    for phase in plan.phases:
        _phase(paper, phase, plan.critical)
    _effort(paper, plan)


def write_takes(paper: Paper, view: ReportView) -> None:
    """Write on a page what it takes: the ruling, milestones, effort by phase."""
    plan = view.plan
    if plan is None or not view.summary.takes:
        paper.text(view.summary.takes_note or "Nothing calls for work: there is no finding.")
        return
    paper.text(plan.lead)
    paper.runs([Run(plan.feasible, TONE_STYLES.get(plan.tone, ""))], "Verdict")
    paper.text(plan.chance)
    paper.bullets(f"→ {each}" for each in plan.gives)
    milestones = [(each.name, each.date, *each.sure) for each in plan.milestones]
    paper.table("Milestones and how sure they are", (*MILESTONES[:2], *MILESTONES[3:]), milestones,
                (6, 3, 3, 3, 3))  # fmt: skip
    _shares(paper, "Phase", plan.by_phase)
    paper.text("Effort is a planning assumption, not a published figure.", "Soft")


def _phase(paper: Paper, phase: PhaseView, critical: str) -> None:
    name = f"Phase {phase.number}: {phase.name}"
    paper.heading(name, 2)
    days = f"Effort {phase.effort.whole} person-days (low / likely / high)."
    paper.text(f"{phase.lead} {days}", "Lead")
    first = min(workbook_day(each.start) for each in phase.actions)
    last = max(workbook_day(each.end) for each in phase.actions) + 1
    size = -(-len(phase.actions) // len(phase.charts))
    for place, chart in enumerate(phase.charts):
        part = phase.actions[place * size : (place + 1) * size]
        paper.chart(
            f"{name}, when; ! and red: {critical}",
            lambda book, at: charts.gantt(book, at, 1, (first, last)),
            gantt_rows(part),
            AXIS_CM + BAR_CM * len(part),
            f"{chart.title}. {chart.description}",
        )
    rows = [list(_action(each)) for each in phase.actions]
    paper.table(f"{name}, actions", ACTIONS, rows, (1.9, 7.4, 3, 2.2, 1.9, 1.9, 2.2, 1.3, 1.9, 2.6))


def _action(action: ActionView) -> Iterator[Cell | str]:
    yield cell(action.id, style=GRADE_STYLES["major"] if action.critical else "Strong")
    lines: list[tuple[Run, ...]] = [(Run(action.title, "Strong"),)]
    lines += [(Run(f"→ {action.deliverable}"),)]
    lines += [(Run("critical", "Grade Major"),)] if action.critical else []
    lines += [(Run("Note: ", "Label"), Run(action.note))] if action.note else []
    lines += [(Run("Set by people: ", "Label"), Run(action.decided))] if action.decided else []
    lines += [(Run(f"{name}: ", "Label"), Run(people)) for name, people in action.raci]
    yield Cell(tuple(lines))
    yield action.owner + (f" ({action.role})" if action.role else "")
    yield action.effort.whole
    yield action.start
    yield action.end
    yield ", ".join(action.prerequisites) or "–"
    yield action.pdca
    yield action.status
    yield ", ".join(action.findings)


def _effort(paper: Paper, plan: PlanChapter) -> None:
    paper.heading("Effort and owners", 2)
    _shares(paper, "Phase", plan.by_phase)
    _shares(paper, "Owner", plan.by_owner)
    if plan.budget:
        _budget(paper, plan.budget)
    if chart := plan.workload:
        told = f"{chart.title}. {chart.description}"
        paper.chart("Workload", lambda book, at: charts.columns(book, at, 1), load_rows(chart),
                    WORKLOAD_CM, told)  # fmt: skip


def _shares(paper: Paper, name: str, shares: Sequence[ShareRow]) -> None:
    rows = [
        (each.name, str(each.actions), each.effort.low, each.effort.likely, each.effort.high,
         each.span)
        for each in shares
    ]  # fmt: skip
    paper.table(f"Person-days by {name.lower()}", (name, *EFFORT), rows, (8, 2, 2, 2, 2, 6),
                numbers=(1, 2, 3, 4))  # fmt: skip


def _budget(paper: Paper, budget: BudgetTable) -> None:
    paper.heading("Budget", 2)
    paper.text(budget.caption, "Lead")
    total = tuple(cell(each, style="Strong") for each in budget.total)
    for name, rows in budget.groups:
        paper.table(f"Budget by {name.lower()}", (name, "Low", "Likely", "High"), [*rows, total],
                    (8, 3, 3, 3), numbers=(1, 2, 3))  # fmt: skip
    paper.bullets(budget.notes)
