"""In which order tasks are placed: lists made from the tasks alone, longest tail first.

Half of the lists are made from the start towards the goal, half from the goal towards the start:
the first kind begins early what much else waits for, the second keeps back what nothing hurries.
"""

import heapq
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from iso20k_gap.core.tasks import Task, with_habits

SAMPLES = 160
"""How many lists are tried."""

SPREAD = 0.6
"""How far a sample may shrink a task's tail."""

DAYS_A_PERSON_DAY = 5
"""Nominal working days for one person-day: one day a week, whatever the true capacity is."""

DAYS_A_MONTH = 21


def orders(tasks: Sequence[Task]) -> Iterator[tuple[str, ...]]:
    """The lists to try: the longest tail first, then seeded samples around it; each way half.

    Raises:
        ValueError: tasks wait for each other in a circle; the text names it.
    """
    ordered = with_habits(tasks)
    yield from _samples(ordered)
    yield from (order[::-1] for order in _samples(_turned(ordered)))


def _samples(ordered: Sequence[Task]) -> Iterator[tuple[str, ...]]:
    tails = _tails(ordered)
    yield tuple(_Dispatch(ordered, tails).order())
    source = random.Random(20000)  # noqa: S311 - a fixed sequence is wanted, not a secret
    for _ in range(SAMPLES // 2 - 1):
        sample = {name: tail * (1 - SPREAD * source.random()) for name, tail in tails.items()}
        yield tuple(_Dispatch(ordered, sample).order())


def _turned(ordered: Sequence[Task]) -> list[Task]:
    """The tasks seen from the goal: each waits for those that wait for it."""
    followers: dict[str, list[str]] = {each.id: [] for each in ordered}
    for each in ordered:
        for name in each.after:
            if name in followers:
                followers[name].append(each.id)
    return [replace(each, after=tuple(followers[each.id])) for each in reversed(ordered)]


def _nominal(task: Task) -> float:
    return float(task.effort) * DAYS_A_PERSON_DAY + task.months * DAYS_A_MONTH + task.workdays


def _tails(ordered: Sequence[Task]) -> dict[str, float]:
    """The nominal length of the longest way from each task's start to the end of everything."""
    tails = {each.id: _nominal(each) for each in ordered}
    longest = dict.fromkeys(tails, 0.0)
    for task in reversed(ordered):
        tails[task.id] += longest[task.id]
        for name in task.after:
            if name in longest:
                longest[name] = max(longest[name], tails[task.id])
    return tails


class _Dispatch:
    """A run in nominal time: every owner takes the ready task with the longest tail."""

    def __init__(self, ordered: Sequence[Task], tails: Mapping[str, float]) -> None:
        self.tails = tails
        self.by_id = {each.id: each for each in ordered}
        self.lacking = {
            each.id: sum(1 for name in each.after if name in self.by_id) for each in ordered
        }
        self.followers: dict[str, list[str]] = {name: [] for name in self.by_id}
        for each in ordered:
            for name in each.after:
                if name in self.followers:
                    self.followers[name].append(each.id)
        self.ready_at = dict.fromkeys(self.by_id, 0.0)
        self.free_at: dict[str, float] = {}
        self.heap: list[tuple[float, float, str]] = []

    def order(self) -> Iterator[str]:
        for name, number in self.lacking.items():
            if not number:
                self._offer(name)
        while self.heap:
            begin, _, name = heapq.heappop(self.heap)
            if begin < self._start(name):
                self._offer(name)
                continue
            yield name
            self._finish(self.by_id[name], begin)

    def _start(self, name: str) -> float:
        return max(self.ready_at[name], self.free_at.get(self.by_id[name].owner, 0.0))

    def _offer(self, name: str) -> None:
        heapq.heappush(self.heap, (self._start(name), -self.tails[name], name))

    def _finish(self, task: Task, begin: float) -> None:
        end = begin + _nominal(task)
        if task.owner:
            self.free_at[task.owner] = end
        for name in self.followers[task.id]:
            self.ready_at[name] = max(self.ready_at[name], end)
            self.lacking[name] -= 1
            if not self.lacking[name]:
                self._offer(name)
