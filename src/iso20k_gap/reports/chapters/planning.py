"""The implementation plan: goals, actions, owners, effort, dates, milestones, the cycle after."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.plan import Milestone, Plan, PlannedAction
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import timelines, words
from iso20k_gap.reports.chapters.plan_actions import (
    ActionView,
    EffortView,
    action_view,
    direct_prerequisites,
    effort_view,
)
from iso20k_gap.reports.chapters.raci import RaciView, raci_view
from iso20k_gap.reports.plan_budget import BudgetTable, budget_table
from iso20k_gap.reports.plan_direction import chance, direction, room
from iso20k_gap.reports.plan_progress import progress_facts
from iso20k_gap.reports.timelines import ColumnChart, TimeChart

LIKELY = 50
"""A date that fewer per cent of the simulated courses reach is not shown as good."""

PHASE_LEADS = {
    Phase.FOUNDATIONS: N_("The scope, the policy, the first processes, documents and agreements."),
    Phase.INTEGRATION: N_("The processes work together: risks, suppliers, changes, continuity."),
    Phase.PROOF: N_("Everything runs and is measured: trends, internal audit, management review."),
}


@dataclass(frozen=True)
class GoalView:
    """A clause's goal, how it is measured, and the actions that reach it."""

    clause: str
    title: str
    goal: str
    measure: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class PhaseView:
    """The actions of one phase with their Gantt charts."""

    number: int
    id: str
    name: str
    lead: str
    actions: tuple[ActionView, ...]
    effort: EffortView
    charts: tuple[TimeChart, ...]


@dataclass(frozen=True)
class ShareRow:
    """How much of the plan falls to a phase or an owner."""

    name: str
    actions: int
    effort: EffortView
    span: str


@dataclass(frozen=True)
class MilestoneView:
    """A milestone, what its date follows from, and how sure it is (50, 80, 95 %)."""

    name: str
    date: str
    why: str
    sure: tuple[str, str, str]


@dataclass(frozen=True)
class PlanChapter:
    """The whole plan in words."""

    lead: str
    feasible: str
    tone: str
    counting: str
    critical: str
    simulated: str
    chain_title: str
    chain: tuple[str, ...]
    gives: tuple[str, ...]
    chance: str
    remarks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    milestones: tuple[MilestoneView, ...]
    milestone_chart: TimeChart | None
    goals: tuple[GoalView, ...]
    phases: tuple[PhaseView, ...]
    by_phase: tuple[ShareRow, ...]
    by_owner: tuple[ShareRow, ...]
    workload: ColumnChart | None
    budget: BudgetTable | None
    raci: RaciView | None
    ids: frozenset[str]


def plan_chapter(plan: Plan, *, unrated: int = 0) -> PlanChapter:
    """Put the plan into words; with requirements unrated, a good date is not yet sure."""
    todo = [each for each in plan.actions if each.pending]
    told = direction(plan)
    return PlanChapter(
        lead=_lead(plan, todo),
        feasible=feasible(plan),
        tone=_tone(plan, unrated=unrated),
        counting=told.counting,
        critical=told.critical,
        simulated=told.simulated,
        chain_title=told.chain,
        chain=tuple(words.capital(each) for each in plan.chain),
        gives=plan.gives,
        chance=chance(plan),
        remarks=plan.remarks,
        facts=_facts(plan),
        milestones=tuple(_milestone(each) for each in plan.milestones),
        milestone_chart=(
            timelines.milestone_chart("milestones", plan.milestones) if plan.milestones else None
        ),
        goals=tuple(_goals(plan.actions)),
        phases=tuple(_phases(plan)),
        by_phase=_shares(todo, lambda each: _(words.PHASES[each.phase]), keep_order=True),
        by_owner=_shares(todo, lambda each: role(each.owner or each.role)),
        workload=timelines.workload("workload", plan) if todo else None,
        budget=budget_table(plan.budget),
        raci=raci_view(_in_order(plan.actions)),
        ids=frozenset(each.id for each in plan.actions),
    )


def _lead(plan: Plan, todo: Sequence[PlannedAction]) -> str:
    effort = plan.effort
    if effort is None:
        return _("No action is to do.")
    return words.capital(
        words.counted(
            len(todo),
            "{count} action is to do, from {day} on: {low} to {high} person-days, "
            "most likely {likely}.",
            "{count} actions are to do, from {day} on: {low} to {high} person-days, "
            "most likely {likely}.",
            day=words.long_day(plan.work_begins),
            low=words.days(effort.low),
            high=words.days(effort.high),
            likely=words.days(effort.likely),
        )
    )


def _tone(plan: Plan, *, unrated: int) -> str:
    if not plan.feasible:
        return "bad"
    best = plan.chance_at_once if plan.backward else plan.chance
    if best is not None and best < LIKELY:
        return "fair"
    return "open" if unrated else "good"


def feasible(plan: Plan) -> str:
    """Whether the wished date can be kept, in one sentence."""
    return plan.headline


def _facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    done = [each for each in plan.actions if not each.pending]
    facts = {
        _("Critical path"): " → ".join(plan.critical_path),
        _("Done or dropped"): ", ".join(each.id for each in done),
        _("Findings gone"): ", ".join(plan.closed),
        _("Overdue"): ", ".join(plan.overdue),
        **dict(progress_facts(plan)),
    }
    return tuple((name, text) for name, text in facts.items() if text)


def _milestone(milestone: Milestone) -> MilestoneView:
    why = words.capital(milestone.why)
    if milestone.practice:
        why = _("{why} (practice, no rule of a standard)").format(why=why)
    sure = (milestone.p50, milestone.p80, milestone.p95)
    return MilestoneView(
        name=milestone.name,
        date=words.day(milestone.date),
        why=why,
        sure=(words.day(sure[0]), words.day(sure[1]), words.day(sure[2])),
    )


def _goals(actions: Iterable[PlannedAction]) -> Iterable[GoalView]:
    for clause, members in groupby(_in_order(actions), key=lambda each: each.clause):
        together = list(members)
        first = together[0]
        ids = tuple(each.id for each in together)
        yield GoalView(clause, first.clause_title, first.goal, first.measure, ids)


def _in_order(actions: Iterable[PlannedAction]) -> list[PlannedAction]:
    return sorted(
        actions, key=lambda each: ([int(part) for part in each.clause.split(".")], each.id)
    )


def _phases(plan: Plan) -> Iterable[PhaseView]:
    direct = direct_prerequisites(plan.actions)
    for number, (phase, name) in enumerate(words.PHASES.items(), start=1):
        actions = sorted(
            (each for each in plan.actions if each.phase is phase),
            key=lambda each: (each.start, each.end, each.id),
        )
        if not actions:
            continue
        yield PhaseView(
            number=number,
            id=phase.value,
            name=_(name),
            lead=_(PHASE_LEADS[phase]),
            actions=tuple(action_view(each, direct[each.id], room(plan, each)) for each in actions),
            effort=effort_view(actions),
            charts=timelines.gantt(f"gantt-{phase.value}", _heading(number, _(name)), actions),
        )


def _heading(number: int, name: str) -> str:
    # for translators: as in "Phase 1, Foundations"
    return _("Phase {number}, {name}").format(number=number, name=name)


def _shares(
    actions: Sequence[PlannedAction],
    name_of: Callable[[PlannedAction], str],
    *,
    keep_order: bool = False,
) -> tuple[ShareRow, ...]:
    groups: dict[str, list[PlannedAction]] = {}
    order = list(words.PHASES)
    for each in sorted(actions, key=lambda each: order.index(each.phase)):
        groups.setdefault(name_of(each), []).append(each)
    names = list(groups)
    if not keep_order:
        names.sort(key=lambda name: (-sum(each.effort.likely for each in groups[name]), name))
    return tuple(_share(name, groups[name]) for name in names)


def _share(name: str, actions: Sequence[PlannedAction]) -> ShareRow:
    first, last = min(each.start for each in actions), max(each.end for each in actions)
    return ShareRow(name, len(actions), effort_view(actions), timelines.span(first, last))
