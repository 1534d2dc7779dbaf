"""Can the plan be worked at all? What never ends, and who is never there; all of it at once."""

from collections.abc import Iterator
from datetime import date

from iso20k_gap.core.capacity import HORIZON_YEARS
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.generation import Problem
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.tasks import Task
from iso20k_gap.errors import Complaint, InputError

PLAN = "plan.yaml"
NO_DAY = "there is no working day from {start} on: everything is closed"
NEVER_THERE = "{owner} has no working day from {start} on, but has to do {actions}"
ENDLESS = "{action} ({effort:g} days by {owner}) does not end within {years} years"
TOO_LATE = "{step} does not end within {years} years: too few working days are left for it"
TOO_FAR = "Stage 2 on {day} lies more than {years} years ahead"
CIRCLE = "actions wait for each other in a circle: {loop}"

OPEN = "shorten 'closed'"
SHORTEN = "shorten the absences, or name another owner"
RELIEVE = "give more days_per_week, shorten absences, lower the effort, or begin it earlier"
HURRY = "shorten 'closed', or let the work before it end earlier"
SOONER = "give an earlier day"
CUT = "take one of them away"


class UnworkableError(InputError):
    """No plan can be made; `misfits` say why, and where in `plan.yaml` it stands."""

    def __init__(self, *misfits: Misfit) -> None:
        self.misfits = misfits
        super().__init__(*(Complaint(each.what, each.remedy, PLAN) for each in misfits))


def unworkable(problem: Problem, wished: date | None) -> Iterator[Misfit]:
    """Everything that keeps a plan from being made; paths lie in `plan.yaml`."""
    days = problem.team.days.listed
    if not days:
        yield Misfit(("calendar", "closed"), NO_DAY.format(start=problem.start), OPEN)
        return
    if wished and wished > days[-1]:
        what = TOO_FAR.format(day=wished, years=HORIZON_YEARS)
        path = ("stage2",) if wished == problem.team.decisions.stage2 else ("--stage2",)
        yield Misfit(path, what, SOONER)
    for owner in dict.fromkeys(each.owner for each in problem.tasks if each.owner):
        yield from _on_owner(problem, owner)


def _on_owner(problem: Problem, owner: str) -> Iterator[Misfit]:
    worker = problem.team.worker(owner)
    mine = [each for each in problem.tasks if each.owner == owner]
    if not worker.days.listed:
        actions = ", ".join(each.id for each in mine)
        what = NEVER_THERE.format(owner=owner, start=problem.start, actions=actions)
        yield Misfit(_capacity_of(problem.team.decisions, owner, "absences"), what, SHORTEN)
        return
    for task in mine:
        if worker.days_for(task.effort) > len(worker.days.listed):
            yield endless(problem.team.decisions, task)


def endless(decisions: PlanDecisions, task: Task) -> Misfit:
    """A task that does not end within the horizon."""
    if not task.owner:
        what = TOO_LATE.format(step=task.id, years=HORIZON_YEARS)
        return Misfit(("calendar", "closed"), what, HURRY)
    what = ENDLESS.format(
        action=task.id, effort=float(task.effort), owner=task.owner, years=HORIZON_YEARS
    )
    decided = decisions.actions[task.id].model_fields_set if task.id in decisions.actions else ()
    for key in ("start", "effort"):
        if key in decided:
            return Misfit(("actions", task.id, key), what, RELIEVE)
    return Misfit(_capacity_of(decisions, task.owner, "days_per_week"), what, RELIEVE)


def circle(decisions: PlanDecisions, loop: str) -> Misfit:
    """A circle of actions and steps of the track, at the decision that makes it."""
    names = loop.split(" -> ")
    decided = [
        name
        for name, each in decisions.actions.items()
        if each.prerequisites is not None and name in names
    ]
    path = ("actions", *decided[:1], *(["prerequisites"] if decided else []))
    return Misfit(path, CIRCLE.format(loop=loop), CUT)


def _capacity_of(decisions: PlanDecisions, owner: str, key: str) -> tuple[str | int, ...]:
    """Where a person's capacity is said: with one of their roles, or for all."""
    mine = [
        number for number, each in enumerate(decisions.owners) if (each.name or each.role) == owner
    ]
    said = [number for number in mine if key in decisions.owners[number].model_fields_set]
    if said or mine:
        return ("owners", (said or mine)[0], key)
    return ("default_days_per_week",)
