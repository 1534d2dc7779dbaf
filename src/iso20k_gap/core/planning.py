"""The one call that makes the implementation plan."""

from collections.abc import Iterable
from datetime import date

from iso20k_gap.core import feasibility
from iso20k_gap.core.actions import Draft, drafts
from iso20k_gap.core.assembly import Assembly
from iso20k_gap.core.budget import with_budget
from iso20k_gap.core.capacity import HORIZON_YEARS, Team, working_days
from iso20k_gap.core.certification import goal, steps, waits_for
from iso20k_gap.core.confidence import simulate
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.generation import NoCapacityError, Problem
from iso20k_gap.core.milestones import milestones
from iso20k_gap.core.plan import Plan, PlanDecisions, Status
from iso20k_gap.core.schedule import Schedule, schedule
from iso20k_gap.core.tasks import Task
from iso20k_gap.core.track import Track, track
from iso20k_gap.core.working_time import WorkingTime, working_time
from iso20k_gap.errors import Complaint, InputError

PLAN = "plan.yaml"
LATEST_YEAR = 2200
"""The last year a plan may begin in."""


def make_plan(
    evaluation: Evaluation,
    decisions: PlanDecisions,
    holidays: Iterable[date] = (),
    start: date | None = None,
    stage2: date | None = None,
) -> Plan:
    """The plan that closes the evaluation's findings, scheduled forward from its start.

    `start` and `stage2` win over those of the decisions. Work not yet done never lies before
    the evaluation's day, unless `start` says so.

    Raises:
        InputError: prerequisites people decided form a circle, or work never ends because its
            owner is never there.
    """
    begin = start or decisions.start or evaluation.date
    floor = start or max(begin, evaluation.date)
    if begin.year > LATEST_YEAR:
        what = f"the plan cannot begin on {begin}"
        raise InputError(Complaint(what, f"begin it in {LATEST_YEAR} or earlier", PLAN))
    found = track(evaluation, drafts(evaluation, decisions))
    days = working_days(floor, decisions.calendar, frozenset(holidays))
    problem = Problem(_tasks(found, begin, floor), goal(found), floor, Team(decisions, days))
    made = _scheduled(problem)
    assembly = Assembly(found, decisions, problem, made, begin)
    return with_budget(_put_together(assembly, stage2 or decisions.stage2), decisions.budget)


def _put_together(assembly: Assembly, wished: date | None) -> Plan:
    found, problem, made = assembly.found, assembly.problem, assembly.made
    outcome = feasibility.rule(found, problem, made, wished)
    sure = simulate(problem, made.order, wished)
    held = (problem.team.days, outcome.held)
    return Plan(
        start=assembly.begin,
        stage2=wished,
        feasible=outcome.feasible,
        earliest=outcome.earliest,
        reason=outcome.reason,
        actions=assembly.actions(outcome.held),
        milestones=milestones(found, made.slots, sure.dates, held),
        critical_path=assembly.critical_path(),
        closed=assembly.closed(),
        overdue=assembly.overdue(),
        remarks=assembly.remarks(),
        headline=outcome.headline,
        chain=outcome.chain,
        gives=outcome.gives,
        chance=sure.chance if found.certifiable else None,
        time=_time(assembly),
    )


def _time(assembly: Assembly) -> WorkingTime:
    team = assembly.problem.team
    last = max((slot.end for slot in assembly.made.slots.values()), default=assembly.begin)
    names = dict.fromkeys(each.owner for each in assembly.found.drafts if each.owner)
    workers = {name: team.worker(name) for name in names}
    owners = {name: (each.per_day, each.days.listed) for name, each in workers.items()}
    return working_time(assembly.decisions.calendar.working_days, team.days.listed, last, owners)


def _scheduled(problem: Problem) -> Schedule:
    try:
        return schedule(problem)
    except ValueError as error:
        what = f"the decided prerequisites go in a circle: {error}"
        raise InputError(Complaint(what, "take one of them away under 'actions'", PLAN)) from None
    except NoCapacityError as error:
        task = error.task
        who = task.owner or "no one"
        what = (
            f"{task.id} ({float(task.effort):g} days by {who}) does not end within "
            f"{HORIZON_YEARS} years: {who} is absent or has too little time"
        )
        remedy = "give more days_per_week, shorten absences, or lower the effort"
        raise InputError(Complaint(what, remedy, PLAN)) from None


def _tasks(found: Track, begin: date, floor: date) -> tuple[Task, ...]:
    pending = [each for each in found.drafts if each.pending]
    work = []
    for place, draft in enumerate(pending):
        siblings = tuple(
            each.id
            for each in pending[:place]
            if each.clause is draft.clause and each.owner == draft.owner
        )
        work.append(_task(draft, waits_for(draft, found), siblings, (begin, floor)))
    return (*work, *steps(found))


def _task(
    draft: Draft, track_steps: tuple[str, ...], siblings: tuple[str, ...], days: tuple[date, date]
) -> Task:
    begin, floor = days
    decision = draft.decision
    begun = decision.status is Status.IN_PROGRESS
    # A due date that has passed can only be missed; the work is planned anew.
    due = decision.due if decision.due and decision.due >= floor else None
    return Task(
        draft.id,
        after=(*draft.prerequisites, *track_steps),
        behind=siblings,
        owner=draft.owner,
        effort=draft.work_left,
        least=draft.left_of(draft.effort.low),
        most=draft.left_of(draft.effort.high),
        start=decision.start or (begin if begun else None),
        due=due,
    )
