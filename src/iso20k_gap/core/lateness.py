"""How late the tasks of a list may lie: counted back from the last day of the goal.

For one list, going forward from a day and back from another are each other's mirror: the goal
ends by the last day if and only if no task would have to begin before the first.
"""

from collections.abc import Iterator
from datetime import date

from iso20k_gap.core.generation import DAY, Generator, Placed, Slot
from iso20k_gap.core.tasks import Task


class Lateness:
    """The last days on which tasks may end and begin, and the task that says so.

    `plan` is the list placed as early as it can be. Dates people have set stay; what such a task
    builds on lies before it where that can be, and else as early as it can. What only such tasks
    need may end after the last day, if it cannot end before.
    """

    def __init__(self, generator: Generator, plan: Placed, last: date) -> None:
        self.generator = generator
        self.plan = plan
        self.last = last
        self.limits = {name: max(last, plan.slots[name].end) for name in plan.order}
        self.causes = dict.fromkeys(plan.order, "")
        self.begins: dict[str, date] = {}
        for name, slot in generator.fixed.items():
            # What has begun already does not wait for anything any more.
            if slot.start > generator.problem.start:
                self._hold_before(generator.tasks[name], slot)
        for name in reversed(plan.order):
            if name not in generator.fixed:
                self._restrict(generator.tasks[name])

    @property
    def start(self) -> date:
        """The last day on which something must begin; the goal's, if nothing else is to do."""
        return min(self.begins.values(), default=self.last)

    def _hold_before(self, task: Task, slot: Slot) -> None:
        for name in task.after:
            if name in self.limits and name not in self.generator.fixed:
                self._limit(name, max(slot.start - DAY, self.plan.slots[name].end), task.id)

    def _restrict(self, task: Task) -> None:
        """Hand a task's latest start on to what it waits for."""
        begin = self.generator.latest_start(task, self.limits[task.id])
        self.begins[task.id] = begin
        for name in (*task.after, *self._before(task)):
            if name in self.limits:
                self._limit(name, self.generator.before(task.id, begin), task.id)

    def _limit(self, name: str, limit: date, cause: str) -> None:
        if limit < self.limits[name] or (limit == self.limits[name] and not self.causes[name]):
            self.limits[name], self.causes[name] = limit, cause

    def _before(self, task: Task) -> list[str]:
        """The task its owner works on right before it."""
        queue = self.plan.queues.get(task.owner, [])
        place = queue.index(task.id) if task.id in queue else 0
        return queue[place - 1 : place] if place else []

    def chain(self) -> tuple[str, ...]:
        """The tasks that set the latest start, each with the one that holds it, to the last."""
        name = min(self.begins, key=lambda each: self.begins[each], default="")
        return tuple(self._followed(name))

    def _followed(self, name: str) -> Iterator[str]:
        while name:
            yield name
            name = self.causes[name] if not self.generator.tasks[name].fixed else ""
