"""The schedule of all tasks: the best of many lists, with slack and the chain that decides.

Forward, everything lies as early as it can from the first day on, and the goal is reached as early
as may be. Backward, from a wished day of the goal, everything lies as late as it can, and work
begins as late as may be. Slack and criticality are those of the critical path method with owners
as resources, as Microsoft Project has them when it schedules from the start or from the finish:
total slack is the room between the earliest and the latest days, the earliest counted from the
schedule's first day, the latest from the goal's; critical is what the goal needs and has none.

The lists that are tried depend on the tasks alone and never on capacity or dates. Each list by
itself ends no later, and begins no earlier, with more capacity, so the best of them does not
either. Both ways try the same lists: the wished day can be kept if and only if the earliest day
of the goal does not lie after it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from iso20k_gap.core.filling import Filling
from iso20k_gap.core.generation import DAY, Generator, Placed, Problem, Slot
from iso20k_gap.core.lateness import Lateness
from iso20k_gap.core.priority import orders
from iso20k_gap.core.tasks import needed, with_habits


@dataclass(frozen=True)
class Schedule:
    """The slot of every task, the chain of tasks that decides, the list it is from.

    The chain goes to the goal: forward it sets the goal's day, backward the first day (and ends
    at a date people have set, if that is what sets it). `order` has the tasks that the goal or
    such a date needs; the others have only slots. `needed` are those the goal needs. `start` is
    the first day of a forward schedule, and the last on which a backward one must begin.
    """

    slots: Mapping[str, Slot]
    chain: tuple[str, ...]
    order: tuple[str, ...]
    needed: frozenset[str]
    start: date
    backward: bool = False

    def is_critical(self, name: str) -> bool:
        """Whether the goal needs the task and there is no room to move it."""
        return name in self.needed and self.slots[name].slack == 0


class Scheduler:
    """Schedules one problem forward and backward; the same for the same problem.

    Raises:
        ValueError: tasks wait for each other in a circle; the text names it.
        NoCapacityError: some work does not end within the horizon.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.generator = Generator(problem)
        self.needed = needed(problem.tasks, problem.goal)
        wanted = needed(problem.tasks, problem.goal, *self._decided())
        ordered = with_habits(problem.tasks)
        self.rest = tuple(each.id for each in ordered if each.id not in wanted)
        self.plans = [
            self.generator.placed(order)
            for order in orders([each for each in problem.tasks if each.id in wanted])
        ]

    def _decided(self) -> Iterator[str]:
        """What tasks build on whose date people have set, if it lies ahead."""
        for name, slot in self.generator.fixed.items():
            if slot.start > self.problem.start:
                yield from self.generator.tasks[name].after

    @cached_property
    def best(self) -> Placed:
        """The list with the earliest goal, as early as it can be."""
        broken = self.generator.broken
        return min(self.plans, key=lambda plan: (self._end(plan), broken(plan.slots), plan.total))

    @property
    def earliest(self) -> date:
        """The earliest day of the goal."""
        return self._end(self.best)

    def _end(self, plan: Placed) -> date:
        return plan.slots[self.problem.goal].end

    def forward(self) -> Schedule:
        """Everything as early as it can be."""
        plan = self.best
        chain = tuple(self._causes(plan))
        late = Lateness(self.generator, plan, self.earliest)
        filling = Filling(self.generator, plan.slots, self.rest)
        limits = {**late.limits, **filling.latest(self.earliest - DAY)}
        slots = filling.early()
        made = {name: self._may_slip(name, slots[name], limits, chain) for name in slots}
        return Schedule(made, chain, tuple(plan.order), self.needed, self.problem.start)

    def _causes(self, plan: Placed) -> Iterator[str]:
        chain = [self.problem.goal]
        while cause := plan.slots[chain[-1]].cause:
            chain.append(cause)
        return reversed(chain)

    def _may_slip(
        self, name: str, slot: Slot, limits: Mapping[str, date], chain: tuple[str, ...]
    ) -> Slot:
        """The slot with how much later it may end; on the chain no day."""
        limit = slot.end if name in chain else self._worked(name, limits.get(name, slot.end))
        latest = max(slot.end, limit)
        slack = self.problem.team.days.between(slot.end, latest)
        return replace(slot, earliest=slot.start, latest=latest, slack=slack)

    def _worked(self, name: str, latest: date) -> date:
        """The latest day of a task; of work, one on which work is done."""
        days = self.problem.team.days
        return days.before(latest + DAY, 1) if self.generator.tasks[name].owner else latest

    def backward(self, last: date) -> Schedule:
        """Everything as late as it can be for the goal to be reached on `last`.

        Raises:
            ValueError: it cannot be reached by then.
        """
        keeping = [plan for plan in self.plans if self._end(plan) <= last]
        if not keeping:
            raise ValueError(f"{self.problem.goal} cannot be reached by {last}")
        late = max((Lateness(self.generator, plan, last) for plan in keeping), key=self._preference)
        chain = late.chain()
        slots = self._held(late)
        filling = Filling(self.generator, slots, self.rest)
        limits = {**late.limits, **filling.latest(last - DAY)}
        slots = filling.late(last - DAY)
        early = self._earliest_from(late)
        made = {}
        for name, slot in slots.items():
            if name in self.generator.fixed:
                made[name] = self._may_slip(name, slot, limits, ())
            else:
                limit = self._worked(name, limits[name])
                made[name] = self._may_begin(slot, early[name], limit, on_chain=name in chain)
        order = tuple(late.plan.order)
        return Schedule(made, chain, order, self.needed, late.start, backward=True)

    def _preference(self, late: Lateness) -> tuple[int, date, int]:
        """What decides between lists: dates of people, then the latest start, then lateness."""
        broken = self.generator.broken(late.plan.slots)
        return -broken, late.start, sum(day.toordinal() for day in late.begins.values())

    def _held(self, late: Lateness) -> dict[str, Slot]:
        """Work and events on their last days; a mere wait follows from what it waits for."""
        slots = dict(self.generator.fixed)
        for name in late.plan.order:
            task = self.generator.tasks[name]
            if name in slots:
                continue
            if task.owner or task.workdays:
                slots[name] = self.generator.late(task, late.begins[name], late.causes[name])
            else:
                slots[name] = self.generator.waiting(task, *self.generator.after(slots, task))
        goal = self.problem.goal
        slots[goal] = replace(slots[goal], end=late.last, worked_until=late.last)
        return slots

    def _earliest_from(self, late: Lateness) -> Mapping[str, Slot]:
        """The same list as early as it can be from the first day of the backward schedule."""
        generator = self.generator.begun(late.start)
        return Filling(generator, generator.placed(late.plan.order).slots, self.rest).early()

    def _may_begin(self, slot: Slot, early: Slot, limit: date, *, on_chain: bool) -> Slot:
        """The slot with how much earlier it may lie; on the chain no day."""
        days = self.problem.team.days
        slack = 0 if on_chain else max(0, days.between(early.end, slot.end))
        earliest = min(early.start, slot.start) if slack else slot.start
        return replace(slot, earliest=earliest, latest=max(slot.end, limit), slack=slack)


def earliest_goal(problem: Problem) -> date:
    """The earliest day of a problem's goal."""
    return Scheduler(problem).earliest
