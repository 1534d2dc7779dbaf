"""Serial schedule generation: tasks get their days one after another, in the order of a list.

An owner works on one task at a time. Tasks with dates that people have set take their days first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from iso20k_gap.core.capacity import Days, Team
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.tasks import Task

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """When a task is done. `worked_until` is the last day of work, also if a due date differs.

    `cause` is the task that keeps it from lying earlier, or, in a backward schedule, later; empty
    where none does. `earliest` is the first day it may begin, `latest` the last day it may end,
    `slack` the working days it may move: later in a forward schedule, earlier in a backward one.
    """

    start: date
    end: date
    worked_until: date
    cause: str = ""
    earliest: date = date.min
    latest: date = date.max
    slack: int = 0


class NoCapacityError(Exception):
    """Work does not end within the horizon; `task` says which."""

    def __init__(self, task: Task) -> None:
        self.task = task
        super().__init__(task.id)


@dataclass(frozen=True)
class Problem:
    """What is to be scheduled: tasks whose order is free of cycles, from a day, by a team."""

    tasks: tuple[Task, ...]
    goal: str
    start: date
    team: Team


@dataclass
class Placed:
    """A schedule in the making: slots, and each owner's tasks in their order."""

    order: Sequence[str]
    slots: dict[str, Slot]
    queues: dict[str, list[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How early all tasks together end, to choose between equals."""
        return sum(slot.end.toordinal() for slot in self.slots.values())


class Generator:
    """Places tasks one after another; tasks people have fixed take their days first."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.tasks = {each.id: each for each in problem.tasks}
        names = dict.fromkeys(each.owner for each in problem.tasks if each.owner)
        self.workers = {name: problem.team.worker(name) for name in names}
        self.lengths = {
            each.id: self.workers[each.owner].days_for(each.effort)
            for each in problem.tasks
            if each.owner
        }
        self.fixed: dict[str, Slot] = {}
        for task in sorted((each for each in problem.tasks if each.fixed), key=_by_date):
            self.fixed[task.id] = self._fix(task) if task.owner else _recorded(task)

    def _fix(self, task: Task) -> Slot:
        """Take the owner's days for a task with set dates: forward from its start, else back."""
        worker = self.workers[task.owner]
        listed = worker.days.listed
        first = worker.days.position(max(task.start or self.problem.start, self.problem.start))
        last = bisect_right(listed, task.due) if task.due else len(listed)
        number = min(self.lengths[task.id], max(0, last - first))
        if not task.due and number < self.lengths[task.id]:
            raise NoCapacityError(task)
        first = first if task.start else last - number
        taken = listed[first : first + number]
        rest = Days(listed[:first] + listed[first + number :])
        self.workers[task.owner] = replace(worker, days=rest)
        end = task.due or taken[-1]
        begin = task.start or (taken[0] if taken else end)
        return Slot(min(begin, end), end, taken[-1] if taken else end)

    def with_efforts(self, efforts: Mapping[str, Fraction]) -> "Generator":
        """The same with other efforts for tasks whose dates nobody has set."""
        other = copy(self)
        changed = {
            name: self.workers[self.tasks[name].owner].days_for(effort)
            for name, effort in efforts.items()
            if name not in self.fixed
        }
        other.lengths = {**self.lengths, **changed}
        return other

    def begun(self, start: date) -> "Generator":
        """The same from another day on, with the tasks people have fixed where they were."""
        other = copy(self)
        other.problem = replace(self.problem, start=start)
        return other

    def not_before(self, days: Mapping[str, date]) -> "Generator":
        """The same with a first day for some of the tasks."""
        other = copy(self)
        held = {name: replace(self.tasks[name], not_before=day) for name, day in days.items()}
        other.tasks = {**self.tasks, **held}
        return other

    def placed(self, order: Sequence[str]) -> Placed:
        """The schedule that a list of tasks gives, each as early as it can be."""
        plan = Placed(order, dict(self.fixed))
        for identifier in order:
            if identifier in plan.slots:
                continue
            task = self.tasks[identifier]
            queue = plan.queues.setdefault(task.owner, []) if task.owner else []
            after, cause = self.after(plan.slots, task, queue[-1:])
            if task.owner:
                first = bisect_right(self.workers[task.owner].days.listed, after)
                plan.slots[identifier] = self.worked(task, first, cause)
                queue.append(identifier)
            else:
                plan.slots[identifier] = self.waiting(task, after, cause)
        return plan

    def broken(self, slots: Mapping[str, Slot]) -> int:
        """How many tasks do not end before the begin people decided for what builds on them."""
        return sum(
            1
            for name, slot in self.fixed.items()
            for each in self.tasks[name].after
            if slot.start > self.problem.start and each in slots and slots[each].end >= slot.start
        )

    def after(
        self, slots: Mapping[str, Slot], task: Task, queue: Sequence[str] = ()
    ) -> tuple[date, str]:
        """The day after which a task may begin, and the task that says so.

        `queue` has the task its owner works on right before it, if there is one.
        """
        floor = max(self.problem.start, task.not_before or self.problem.start) - DAY
        ends = [(floor, "")]
        ends += [(slots[each].end, each) for each in task.after if each in slots]
        ends += [(slots[each].worked_until, each) for each in queue]
        # Of equals the first: what ends in time is no cause.
        return max(ends, key=lambda each: each[0])

    def worked(self, task: Task, first: int, cause: str) -> Slot:
        """Work on a task from one of its owner's days on; `first` is that day's place.

        Raises:
            NoCapacityError: the owner has not enough days behind it.
        """
        days = self.workers[task.owner].days.listed
        last = first + self.lengths[task.id] - 1
        if last >= len(days):
            raise NoCapacityError(task)
        return Slot(days[first], days[last], days[last], cause)

    def waiting(self, task: Task, after: date, cause: str) -> Slot:
        """A wait that begins when what it waits for has ended.

        Raises:
            NoCapacityError: it does not end within the horizon.
        """
        # A wait begins on the day the last thing before it ends, not on the day after.
        begin = after if cause else after + DAY
        end = self.waited(task, begin)
        return Slot(begin, end, end, cause)

    def waited(self, task: Task, begin: date) -> date:
        """The day a wait ends that begins on a day."""
        end = months_after(begin, task.months)
        if task.workdays:
            passed = self.problem.team.days.after(end, task.workdays)
            if passed is None:
                raise NoCapacityError(task)
            return passed
        return end

    def latest_start(self, task: Task, latest: date) -> date:
        """The last day a task may begin to end by `latest`."""
        if task.owner:
            days = self.workers[task.owner].days.listed
            last = bisect_right(days, latest) - 1
            return days[max(0, last - self.lengths[task.id] + 1)]
        limit = latest
        if task.workdays:
            listed = self.problem.team.days.listed
            last = bisect_right(listed, latest) - 1
            limit = listed[max(0, last - task.workdays + 1)] - DAY
        begin = limit
        while months_after(begin, task.months) > limit:
            begin -= DAY
        return begin

    def before(self, name: str, begin: date) -> date:
        """The last day on which what a task waits for may end, if it begins on a day."""
        return begin - DAY if self.tasks[name].owner else begin

    def late(self, task: Task, begin: date, cause: str) -> Slot:
        """A task that begins on the last day it may."""
        if task.owner:
            return self.worked(
                task, bisect_left(self.workers[task.owner].days.listed, begin), cause
            )
        end = self.waited(task, begin)
        return Slot(begin, end, end, cause)


def _by_date(task: Task) -> tuple[date, str]:
    return task.start or task.due or date.min, task.id


def _recorded(task: Task) -> Slot:
    """A step that people have dated."""
    end = task.due or task.start or date.min
    return Slot(end, end, end)
