"""Can the wished Stage 2 date be kept? If not: what stands against it, what would have to give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from iso20k_gap.core.capacity import Team
from iso20k_gap.core.generation import Problem
from iso20k_gap.core.milestones import NAMES
from iso20k_gap.core.plan import Owner, PlanDecisions
from iso20k_gap.core.schedule import Schedule, earliest_goal
from iso20k_gap.core.track import Track
from iso20k_gap.language import _, ngettext, role
from iso20k_gap.language import day as say


@dataclass(frozen=True)
class Outcome:
    """The ruling on a wished date.

    `chain` is what sets the earliest date, or the latest start of a plan that keeps the wish,
    link by link; `gives` what would have to give. `spare` is how many working days the start may
    still be put off, where the wish can be kept.
    """

    feasible: bool
    earliest: date
    headline: str
    chain: tuple[str, ...]
    gives: tuple[str, ...] = ()
    spare: int | None = None

    @property
    def reason(self) -> str:
        """All of it as one text."""
        because = _("Because of this chain: {chain}.").format(chain="; ".join(self.chain))
        return " ".join([self.headline, *([because] if self.chain else []), *self.gives])


def rule(found: Track, problem: Problem, made: Schedule, told: tuple[date, date | None]) -> Outcome:
    """Say whether Stage 2 can be held as wished, and why; `told` is the earliest and the wish."""
    earliest, wished = told
    chain = tuple(_links(problem, made))
    if not found.certifiable:
        headline = _("There is no Stage 2: {closed} The management review is on {day}.").format(
            closed=found.evaluation.rulebook.readiness.closed, day=say(earliest)
        )
        return Outcome(False, earliest, headline, chain)  # noqa: FBT003 - its first field
    if wished is None:
        headline = _("Stage 2 can be held on {day} at the earliest.").format(day=say(earliest))
        return Outcome(True, earliest, headline, chain)  # noqa: FBT003 - its first field
    days = problem.team.days
    if made.backward:
        first = days.on_or_after(problem.start) or problem.start
        spare = max(0, days.between(first, made.start))
        headline = _kept(spare, (wished, made.start, earliest))
        return Outcome(True, earliest, headline, chain, spare=spare)  # noqa: FBT003 - its first field
    headline = _missed(days.between(max(wished, problem.start), earliest), wished, earliest)
    gives = tuple(_gives(problem, made, wished))
    return Outcome(False, earliest, headline, chain, gives)  # noqa: FBT003 - its first field


def _kept(spare: int, told: tuple[date, date, date]) -> str:
    wished, start, earliest = (say(each) for each in told)
    text = ngettext(
        "Stage 2 on {wished} can be made, with {count} working day to spare: the latest start is "
        "{start}, the earliest Stage 2 is {earliest}.",
        "Stage 2 on {wished} can be made, with {count} working days to spare: the latest start is "
        "{start}, the earliest Stage 2 is {earliest}.",
        spare,
    )
    return text.format(wished=wished, count=spare, start=start, earliest=earliest)


def _missed(late: int, wished: date, earliest: date) -> str:
    text = ngettext(
        "Stage 2 on {wished} cannot be made: earliest is {earliest}, {count} working day later.",
        "Stage 2 on {wished} cannot be made: earliest is {earliest}, {count} working days later.",
        late,
    )
    return text.format(wished=say(wished), earliest=say(earliest), count=late)


def _links(problem: Problem, made: Schedule) -> Iterator[str]:
    """The chain that decides: who does what until when, and the track's steps."""
    owners = {each.id: each.owner for each in problem.tasks}
    for owner, group in groupby(made.chain, key=lambda name: owners[name] or name):
        names = list(group)
        end = say(made.slots[names[-1]].end)
        if owner in NAMES:
            # for translators: step is the name of a milestone
            yield _("{step}: {day}").format(step=_(NAMES[owner]), day=end)
        else:
            told = _("{owner}: {actions}, to {day}")
            yield told.format(owner=role(owner), actions=", ".join(names), day=end)


def _gives(problem: Problem, made: Schedule, wished: date) -> Iterator[str]:
    """What would have to give, tried out: more capacity on the chain, for all, or a later date."""
    week = len(set(problem.team.decisions.calendar.working_days))
    goal = made.slots[problem.goal].end
    tasks = {each.id: each for each in problem.tasks}
    on_chain = list(dict.fromkeys(tasks[name].owner for name in made.chain if tasks[name].owner))
    tried = {owner: _with_full_time(problem, (owner,), week) for owner in on_chain}
    best = min(on_chain, key=lambda owner: tried[owner], default="")
    if best and tried[best] < goal:
        yield _one_full_time(best, week, tried[best])
    first = tasks[made.chain[0]]
    free = _without_dates(problem, first.id) if first.owner and first.fixed else goal
    if free < goal:
        told = _("Without the dates decided for {actions} the earliest is {day}.")
        yield told.format(actions=first.id, day=say(free))
    everyone = tuple(dict.fromkeys(each.owner for each in problem.tasks if each.owner))
    limit = _with_full_time(problem, everyone, week) if everyone else goal
    if everyone:
        yield _all_full_time(week, limit, enough=limit <= wished)
    if limit > wished:
        yield _("Move Stage 2, begin earlier, or drop or hand over work of the chain.")


def _one_full_time(owner: str, week: int, earliest: date) -> str:
    told = ngettext(
        "With {owner} at {count} day a week the earliest is {day}.",
        "With {owner} at {count} days a week the earliest is {day}.",
        week,
    )
    return told.format(owner=role(owner), count=week, day=say(earliest))


def _all_full_time(week: int, earliest: date, *, enough: bool) -> str:
    told = ngettext(
        "Even with every owner at {count} day a week it is {day}.",
        "Even with every owner at {count} days a week it is {day}.",
        week,
    )
    if enough:
        told = ngettext(
            "With every owner at {count} day a week it could be {day}: add capacity there.",
            "With every owner at {count} days a week it could be {day}: add capacity there.",
            week,
        )
    return told.format(count=week, day=say(earliest))


def _without_dates(problem: Problem, name: str) -> date:
    """The goal's date if nobody had set dates for this task."""
    tasks = (
        replace(each, start=None, due=None) if each.id == name else each for each in problem.tasks
    )
    return earliest_goal(replace(problem, tasks=tuple(tasks)))


def _with_full_time(problem: Problem, owners: tuple[str, ...], week: int) -> date:
    """The goal's date if these owners gave the whole week."""
    decisions = problem.team.decisions
    team = Team(_full_time(decisions, owners, week), problem.team.days)
    return earliest_goal(replace(problem, team=team))


def _full_time(decisions: PlanDecisions, owners: tuple[str, ...], week: int) -> PlanDecisions:
    # Of several entries for one person the last figure holds, and the absences of all.
    given = [Owner(role=name, days_per_week=week) for name in owners]
    return decisions.model_copy(update={"owners": (*decisions.owners, *given)})
