"""The one call that makes the implementation plan."""

from collections.abc import Iterable
from datetime import date

from iso20k_gap.core import feasibility
from iso20k_gap.core.actions import Draft, drafts
from iso20k_gap.core.assembly import Assembly
from iso20k_gap.core.budget import with_budget
from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.certification import goal, steps, waits_for
from iso20k_gap.core.confidence import simulate
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.doubts import Doubts
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.generation import NoCapacityError, Problem
from iso20k_gap.core.milestones import milestones
from iso20k_gap.core.plan import Plan, PlanDecisions, Status
from iso20k_gap.core.schedule import Schedule, Scheduler
from iso20k_gap.core.tasks import Task
from iso20k_gap.core.track import Track, track
from iso20k_gap.core.workability import UnworkableError, circle, endless, unworkable
from iso20k_gap.core.working_time import WorkingTime, working_time

LATEST_YEAR = 2200
"""The last year a plan may begin in."""


def make_plan(
    evaluation: Evaluation,
    decisions: PlanDecisions,
    holidays: Iterable[date] = (),
    start: date | None = None,
    stage2: date | None = None,
) -> Plan:
    """The plan that closes the evaluation's findings.

    It is scheduled backward from the wished Stage 2 if that can be kept, else forward from its
    start.

    `start` and `stage2` win over those of the decisions. Work not yet done never lies before
    the evaluation's day, unless `start` says so.

    Raises:
        UnworkableError: prerequisites people decided form a circle, work never ends because its
            owner is never there, or a date lies beyond every calendar.
    """
    begin = start or decisions.start or evaluation.date
    floor = start or max(begin, evaluation.date)
    if begin.year > LATEST_YEAR:
        what = f"the plan cannot begin on {begin}"
        path = ("start",) if begin == decisions.start else ("--start",)
        raise UnworkableError(Misfit(path, what, f"begin it in {LATEST_YEAR} or earlier"))
    free = frozenset(holidays)
    found = track(evaluation, drafts(evaluation, decisions))
    days = working_days(floor, decisions.calendar, free)
    problem = Problem(_tasks(found, begin, floor), goal(found), floor, Team(decisions, days))
    wished = stage2 or decisions.stage2
    earliest, made = _scheduled(problem, wished if found.certifiable else None)
    doubts = Doubts(decisions, problem, made, free)
    assembly = Assembly(found, decisions, problem, made, begin)
    put = _put_together(assembly, doubts, (earliest, wished))
    return with_budget(put, decisions.budget)


def _scheduled(problem: Problem, wished: date | None) -> tuple[date, Schedule]:
    """The earliest day of the goal, and the schedule: backward if the wish can be kept."""
    if misfits := tuple(unworkable(problem, wished)):
        raise UnworkableError(*misfits)
    decisions = problem.team.decisions
    try:
        scheduler = Scheduler(problem)
        if wished and scheduler.earliest <= wished:
            return scheduler.earliest, scheduler.backward(wished)
        return scheduler.earliest, scheduler.forward()
    except ValueError as error:
        raise UnworkableError(circle(decisions, str(error))) from None
    except NoCapacityError as error:
        raise UnworkableError(endless(decisions, error.task)) from None


def _put_together(assembly: Assembly, doubts: Doubts, told: tuple[date, date | None]) -> Plan:
    found, problem, made = assembly.found, assembly.problem, assembly.made
    outcome = feasibility.rule(found, problem, made, told)
    sure = simulate(problem, made, told[1])
    doubtful = assembly.doubtful(doubts, told[1])
    return Plan(
        start=assembly.start,
        stage2=told[1],
        feasible=outcome.feasible,
        earliest=outcome.earliest,
        reason=outcome.reason,
        actions=assembly.actions(),
        milestones=milestones(found, made, sure.dates, problem.team.days),
        critical_path=assembly.critical_path(),
        closed=assembly.closed(),
        overdue=assembly.overdue(),
        remarks=assembly.remarks(doubtful),
        doubts=doubtful,
        headline=outcome.headline,
        chain=outcome.chain,
        gives=outcome.gives,
        chance=sure.chance if found.certifiable else None,
        time=_time(assembly),
        latest_start=made.start if made.backward else None,
        spare=outcome.spare,
        chance_at_once=sure.at_once,
        safe_starts=sure.starts,
    )


def _time(assembly: Assembly) -> WorkingTime:
    team = assembly.problem.team
    last = max(slot.end for slot in assembly.made.slots.values())
    names = dict.fromkeys(each.owner for each in assembly.found.drafts if each.owner)
    workers = {name: team.worker(name) for name in names}
    owners = {name: (each.per_day, each.days.listed) for name, each in workers.items()}
    return working_time(assembly.decisions.calendar.working_days, team.days.listed, last, owners)


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
