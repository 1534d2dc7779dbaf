"""Tasks no goal waits for: they take the days their owners have left, and hold up nobody.

Such are improvements that close no nonconformity. A wish for the goal binds them only as far as
there is room for them; what does not fit in before it comes after.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from iso20k_gap.core.generation import Generator, NoCapacityError, Slot
from iso20k_gap.core.tasks import Task


class Filling:
    """Puts tasks into the gaps of a schedule; `order` has each behind those it waits for."""

    def __init__(
        self, generator: Generator, slots: Mapping[str, Slot], order: Sequence[str]
    ) -> None:
        self.generator = generator
        self.slots = dict(slots)
        self.names = [name for name in order if name not in slots]
        self.taken: dict[str, set[date]] = {name: set() for name in generator.workers}
        for name, slot in slots.items():
            if name not in generator.fixed:
                self._take(name, slot)

    def early(self) -> dict[str, Slot]:
        """All slots, with the tasks as early as there is room.

        Raises:
            NoCapacityError: there is none within the horizon.
        """
        for name in self.names:
            if name not in self.slots:
                self._place(name, self._first_gap(self.generator.tasks[name]))
        return self.slots

    def late(self, last: date) -> dict[str, Slot]:
        """All slots, with the tasks as late as there is room before the last day, or else after it.

        Raises:
            NoCapacityError: there is no room within the horizon.
        """
        for name in reversed(self.names):
            slot = self._last_gap(self.generator.tasks[name], last)
            if slot is None:
                for each in self._all_behind(name):
                    self._remove(each)
            else:
                self._place(name, slot)
        return self.early()

    def latest(self, last: date) -> dict[str, date]:
        """The last day each task may end for all of them to end by the last day."""
        limits = dict.fromkeys(self.names, last)
        for name in reversed(self.names):
            for each in self._behind(name):
                begin = self.generator.latest_start(self.generator.tasks[each], limits[each])
                limits[name] = min(limits[name], self.generator.before(each, begin))
        return limits

    def _behind(self, name: str) -> Iterator[str]:
        return (each for each in self.names if name in self.generator.tasks[each].after)

    def _all_behind(self, name: str) -> list[str]:
        found = list(self._behind(name))
        for each in found:
            found.extend(other for other in self._behind(each) if other not in found)
        return found

    def _place(self, name: str, slot: Slot) -> None:
        self.slots[name] = slot
        self._take(name, slot)

    def _take(self, name: str, slot: Slot) -> None:
        owner = self.generator.tasks[name].owner
        if owner:
            self.taken[owner].update(self._days(owner, slot))

    def _remove(self, name: str) -> None:
        slot = self.slots.pop(name, None)
        owner = self.generator.tasks[name].owner
        if slot and owner:
            self.taken[owner].difference_update(self._days(owner, slot))

    def _days(self, owner: str, slot: Slot) -> tuple[date, ...]:
        days = self.generator.workers[owner].days
        return days.listed[days.position(slot.start) : bisect_right(days.listed, slot.worked_until)]

    def _first_gap(self, task: Task) -> Slot:
        after, cause = self.generator.after(self.slots, task)
        if not task.owner:
            return self.generator.waiting(task, after, cause)
        days = self.generator.workers[task.owner].days.listed
        run = 0
        for place in range(bisect_right(days, after), len(days)):
            run = 0 if days[place] in self.taken[task.owner] else run + 1
            if run == self.generator.lengths[task.id]:
                return self.generator.worked(task, place - run + 1, cause)
        raise NoCapacityError(task)

    def _last_gap(self, task: Task, last: date) -> Slot | None:
        """The latest free days before all that waits for the task; None if there are none."""
        after, _ = self.generator.after(self.slots, task)
        behind = [each for each in self._behind(task.id) if each in self.slots]
        ends = [self.generator.before(each, self.slots[each].start) for each in behind]
        limit = min([last, *ends])
        if not task.owner:
            begin = self.generator.latest_start(task, limit)
            return self.generator.late(task, begin, "") if begin > after else None
        days = self.generator.workers[task.owner].days.listed
        run = 0
        for place in range(bisect_right(days, limit) - 1, bisect_right(days, after) - 1, -1):
            run = 0 if days[place] in self.taken[task.owner] else run + 1
            if run == self.generator.lengths[task.id]:
                return self.generator.worked(task, place, "")
        return None
