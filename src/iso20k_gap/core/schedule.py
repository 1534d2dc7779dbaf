"""The schedule of all tasks: the best of many lists, with slack and the chain that decides.

The lists that are tried depend on the tasks alone and never on capacity. Each list by itself
ends no later with more capacity, so the best of them does not either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from iso20k_gap.core.generation import Generator, Placed, Problem, Slot, is_fixed
from iso20k_gap.core.priority import orders
from iso20k_gap.core.tasks import Task

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """The slot of every task, the chain of tasks that sets the goal's date, the list it is from."""

    slots: Mapping[str, Slot]
    chain: tuple[str, ...]
    order: tuple[str, ...]


def schedule(problem: Problem) -> Schedule:
    """The schedule with the earliest goal of those tried; the same for the same problem.

    Raises:
        NoCapacityError: some work does not end within the horizon.
    """
    generator = Generator(problem)
    best = min(
        (generator.placed(order) for order in orders(problem.tasks)),
        key=lambda plan: (plan.slots[problem.goal].end, plan.total),
    )
    return _Backward(generator, best).finished()


def held_back(problem: Problem, made: Schedule, last: date) -> Schedule:
    """The same schedule with latest dates and slack counted back from a later day of the goal."""
    generator = Generator(problem)
    return _Backward(generator, generator.placed(made.order), last).finished()


class _Backward:
    """Goes back from the goal, or a `last` day for it: how far each task may slip, which chain."""

    def __init__(self, generator: Generator, plan: Placed, last: date = date.min) -> None:
        self.generator = generator
        self.plan = plan
        self.goal = generator.problem.goal
        self.spare = last > plan.slots[self.goal].end
        self.latest = dict.fromkeys(plan.slots, max(last, plan.slots[self.goal].end))

    def finished(self) -> Schedule:
        """The schedule with latest dates and slack; on the chain there is none but the spare."""
        for name in sorted(self.plan.slots, key=lambda name: self.plan.slots[name].end)[::-1]:
            self._restrict(self.generator.tasks[name])
        chain = self._chain()
        tight = () if self.spare else chain
        slots = {
            name: self._finished(slot, slot.end if name in tight else self._worked(name))
            for name, slot in self.plan.slots.items()
        }
        return Schedule(slots, chain, tuple(self.plan.order))

    def _worked(self, name: str) -> date:
        """The latest day of a task; of work, one on which work is done."""
        latest = self.latest[name]
        days = self.generator.problem.team.days
        return days.before(latest + DAY, 1) if self.generator.tasks[name].owner else latest

    def _finished(self, slot: Slot, latest: date) -> Slot:
        last = max(slot.end, latest)
        days = self.generator.problem.team.days
        return replace(slot, latest=last, slack=days.between(slot.end, last))

    def _restrict(self, task: Task) -> None:
        """Hand a task's latest start on to what it waits for."""
        if is_fixed(task):
            return
        begin = self.generator.latest_start(task, self.latest[task.id])
        limit = begin - DAY if task.owner else begin
        for name in (*task.after, *self._before(task)):
            self.latest[name] = min(self.latest.get(name, limit), limit)

    def _before(self, task: Task) -> list[str]:
        """The task its owner works on right before it."""
        queue = self.plan.queues.get(task.owner, [])
        place = queue.index(task.id) if task.id in queue else 0
        return queue[place - 1 : place] if place else []

    def _chain(self) -> tuple[str, ...]:
        chain = [self.goal]
        while cause := self.plan.slots[chain[-1]].cause:
            chain.append(cause)
        return tuple(reversed(chain))
