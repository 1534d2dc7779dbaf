"""The implementation plan in Word: milestones, goals, Gantt charts, actions, effort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.word.figures import Dates, dates_of, gantt_rows, load_rows
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
MILESTONES = (
    N_("Milestone"),
    N_("Date"),
    N_("Follows from"),
    # for translators: the day by which half of the simulated courses have come there
    N_("50 % by"),
    N_("80 % by"),
    N_("95 % by"),
)
GOALS = (N_("Clause"), N_("Goal"), N_("Measure"), N_("Actions"))
EFFORT = (N_("Actions"), N_("Low"), N_("Likely"), N_("High"), N_("When"))


def write_plan(paper: Paper, view: ReportView) -> None:
    """Write the implementation plan."""
    plan = view.plan
    if plan is None:
        paper.text(_("No plan was made for this report."))
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
    paper.heading(_("Milestones"), 2)
    milestones = [(each.name, each.date, each.why, *each.sure) for each in plan.milestones]
    paper.table(_("Milestones and how sure they are"), [_(each) for each in MILESTONES],
                milestones, (5, 2.4, 9.6, 2.4, 2.4, 2.4))  # fmt: skip
    paper.heading(_("Goals"), 2)
    goals = [
        (f"{each.clause} {each.title}", each.goal or "–", each.measure or "–",
         ", ".join(each.actions))
        for each in plan.goals
    ]  # fmt: skip
    head = [_(each) for each in GOALS]
    paper.table(_("Goals and how they are measured"), head, goals, (5, 8, 8, 3.5))
    for phase in plan.phases:
        _phase(paper, phase, dates_of(view), plan.critical)
    _effort(paper, plan)


def write_takes(paper: Paper, view: ReportView) -> None:
    """Write on a page what it takes: the ruling, milestones, effort by phase."""
    plan = view.plan
    if plan is None or not view.summary.takes:
        nothing = _("Nothing calls for work: there is no finding.")
        paper.text(view.summary.takes_note or nothing)
        return
    paper.text(plan.lead)
    paper.runs([Run(plan.feasible, TONE_STYLES.get(plan.tone, ""))], "Verdict")
    paper.text(plan.chance)
    paper.bullets(f"→ {each}" for each in plan.gives)
    milestones = [(each.name, each.date, *each.sure) for each in plan.milestones]
    head = [_(each) for each in (*MILESTONES[:2], *MILESTONES[3:])]
    paper.table(_("Milestones and how sure they are"), head, milestones, (6, 3, 3, 3, 3))
    _by_phase(paper, plan)
    paper.text(_("Effort is a planning assumption, not a published figure."), "Soft")


def _phase(paper: Paper, phase: PhaseView, dates: Dates, critical: str) -> None:
    name = _("Phase {number}: {name}").format(number=phase.number, name=phase.name)
    paper.heading(name, 2)
    days = _("Effort {days} person-days (low / likely / high).").format(days=phase.effort.whole)
    paper.text(f"{phase.lead} {days}", "Lead")
    first = min(dates[each.id][0] for each in phase.actions)
    last = max(dates[each.id][1] for each in phase.actions) + 1
    size = -(-len(phase.actions) // len(phase.charts))
    for place, chart in enumerate(phase.charts):
        part = phase.actions[place * size : (place + 1) * size]
        paper.chart(
            _("{phase}, when; ! and red: {critical}").format(phase=name, critical=critical),
            lambda book, at: charts.gantt(book, at, 1, (first, last)),
            gantt_rows(part, dates),
            AXIS_CM + BAR_CM * len(part),
            f"{chart.title}. {chart.description}",
        )
    rows = [list(_action(each)) for each in phase.actions]
    caption = _("{phase}, actions").format(phase=name)
    shares = (1.9, 7.4, 3, 2.2, 1.9, 1.9, 2.2, 1.3, 1.9, 2.6)
    paper.table(caption, _heads(), rows, shares)


def _heads() -> tuple[str, ...]:
    """The heading of the actions."""
    return (
        _("Action"),
        _("What, and its deliverable"),
        _("Owner"),
        _("Days"),
        # for translators: column heads of two days
        pgettext("day", "From"),
        pgettext("day", "To"),
        # for translators: the actions that come before
        _("After"),
        _("PDCA"),
        _("Status"),
        # for translators: the findings that the action closes
        _("Closes"),
    )


def _action(action: ActionView) -> Iterator[Cell | str]:
    yield cell(action.id, style=GRADE_STYLES["major"] if action.critical else "Strong")
    lines: list[tuple[Run, ...]] = [(Run(action.title, "Strong"),)]
    lines += [(Run(f"→ {action.deliverable}"),)]
    lines += [(Run(_("critical"), "Grade Major"),)] if action.critical else []
    told = [(_("Note"), action.note), (_("Set by people"), action.decided), *action.raci]
    lines += [(Run(f"{name}: ", "Label"), Run(text)) for name, text in told if text]
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
    paper.heading(_("Effort and owners"), 2)
    _by_phase(paper, plan)
    _shares(paper, (_("Person-days by owner"), _("Owner")), plan.by_owner)
    if plan.budget:
        _budget(paper, plan.budget)
    if chart := plan.workload:
        told = f"{chart.title}. {chart.description}"
        paper.chart(_("Workload"), lambda book, at: charts.columns(book, at, 1), load_rows(chart),
                    WORKLOAD_CM, told)  # fmt: skip


def _by_phase(paper: Paper, plan: PlanChapter) -> None:
    _shares(paper, (_("Person-days by phase"), _("Phase")), plan.by_phase)


def _shares(paper: Paper, names: tuple[str, str], shares: Sequence[ShareRow]) -> None:
    caption, name = names
    rows = [
        (each.name, str(each.actions), each.effort.low, each.effort.likely, each.effort.high,
         each.span)
        for each in shares
    ]  # fmt: skip
    head = (name, *(_(each) for each in EFFORT))
    paper.table(caption, head, rows, (8, 2, 2, 2, 2, 6), numbers=(1, 2, 3, 4))


def _budget(paper: Paper, budget: BudgetTable) -> None:
    paper.heading(_("Budget"), 2)
    paper.text(budget.caption, "Lead")
    total = tuple(cell(each, style="Strong") for each in budget.total)
    captions = (_("Budget by phase"), _("Budget by owner"))
    for caption, (name, rows) in zip(captions, budget.groups, strict=True):
        head = (name, _("Low"), _("Likely"), _("High"))
        paper.table(caption, head, [*rows, total], (8, 3, 3, 3), numbers=(1, 2, 3))
    paper.bullets(budget.notes)
