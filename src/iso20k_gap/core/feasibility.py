"""Can the wished Stage 2 date be kept? If not: what stands against it, what would have to give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from iso20k_gap.core.capacity import Team
from iso20k_gap.core.generation import Problem
from iso20k_gap.core.milestones import NAMES
from iso20k_gap.core.plan import Owner, PlanDecisions
from iso20k_gap.core.schedule import Schedule, schedule
from iso20k_gap.core.track import Track


@dataclass(frozen=True)
class Outcome:
    """The ruling on a wished date; `held` is the day Stage 2 is planned for.

    `chain` is what sets the earliest date, link by link; `gives` what would have to give.
    """

    feasible: bool
    earliest: date
    held: date
    headline: str
    chain: tuple[str, ...]
    gives: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """All of it as one text."""
        return " ".join([f"{self.headline}: {'; '.join(self.chain)}.", *self.gives])


def rule(found: Track, problem: Problem, made: Schedule, wished: date | None) -> Outcome:
    """Say whether Stage 2 can be held on the wished day, and why."""
    earliest = made.slots[problem.goal].end
    chain = tuple(_links(problem, made))
    if not found.certifiable:
        closed = found.evaluation.rulebook.readiness.closed
        headline = f"There is no Stage 2: {closed} The management review is on {earliest}"
        return Outcome(False, earliest, earliest, headline, chain)  # noqa: FBT003 - its first field
    if wished is None:
        headline = f"Stage 2 can be held on {earliest} at the earliest"
        return Outcome(True, earliest, earliest, headline, chain)  # noqa: FBT003 - its first field
    days = problem.team.days
    if earliest <= wished:
        spare = days.between(earliest, wished)
        headline = (
            f"Stage 2 on {wished} can be made, with {spare} working days to spare: "
            f"earliest is {earliest}"
        )
        return Outcome(True, earliest, wished, headline, chain)  # noqa: FBT003 - its first field
    late = days.between(max(wished, problem.start), earliest)
    headline = (
        f"Stage 2 on {wished} cannot be made: earliest is {earliest}, {late} working days later, "
        "because of this chain"
    )
    gives = tuple(_gives(problem, made, wished))
    return Outcome(False, earliest, earliest, headline, chain, gives)  # noqa: FBT003 - its first field


def _links(problem: Problem, made: Schedule) -> Iterator[str]:
    """The chain that sets the goal's date: who does what until when, and the track's steps."""
    owners = {each.id: each.owner for each in problem.tasks}
    for owner, group in groupby(made.chain, key=lambda name: owners[name] or name):
        names = list(group)
        end = made.slots[names[-1]].end
        step = NAMES.get(owner)
        yield f"{step.lower()} {end}" if step else f"{owner} {', '.join(names)} to {end}"


def _gives(problem: Problem, made: Schedule, wished: date) -> Iterator[str]:
    """What would have to give, tried out: more capacity on the chain, for all, or a later date."""
    week = len(set(problem.team.decisions.calendar.working_days))
    tasks = {each.id: each for each in problem.tasks}
    on_chain = list(dict.fromkeys(tasks[name].owner for name in made.chain if tasks[name].owner))
    tried = {owner: _with_full_time(problem, (owner,), week) for owner in on_chain}
    best = min(on_chain, key=lambda owner: tried[owner], default="")
    if best and tried[best] < made.slots[problem.goal].end:
        yield f"With {best} at {week} days a week the earliest is {tried[best]}."
    everyone = tuple(dict.fromkeys(each.owner for each in problem.tasks if each.owner))
    limit = _with_full_time(problem, everyone, week) if everyone else made.slots[problem.goal].end
    if limit <= wished:
        yield f"With every owner at {week} days a week it could be {limit}: add capacity there."
        return
    if everyone:
        yield f"Even with every owner at {week} days a week it is {limit}."
    yield "Move Stage 2, begin earlier, or drop or hand over work of the chain."


def _with_full_time(problem: Problem, owners: tuple[str, ...], week: int) -> date:
    """The goal's date if these owners gave the whole week."""
    decisions = problem.team.decisions
    team = Team(_full_time(decisions, owners, week), problem.team.days)
    return schedule(replace(problem, team=team)).slots[problem.goal].end


def _full_time(decisions: PlanDecisions, owners: tuple[str, ...], week: int) -> PlanDecisions:
    kept = [each for each in decisions.owners if (each.name or each.role) not in owners]
    given = [
        each.model_copy(update={"days_per_week": week})
        for each in decisions.owners
        if (each.name or each.role) in owners
    ]
    known = {each.name or each.role for each in given}
    new = [Owner(role=name, days_per_week=week) for name in owners if name not in known]
    return decisions.model_copy(update={"owners": (*kept, *given, *new)})
