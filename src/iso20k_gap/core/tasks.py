"""Tasks as the scheduler sees them: work of an owner, or a wait that nobody works on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter


@dataclass(frozen=True)
class Task:
    """Something that takes time; without `owner` it is a wait of `months`, then `workdays`.

    `effort` is in person-days, likely; it may turn out between `least` and `most`.
    `after` are the tasks it waits for; `behind` are tasks its owner takes first, no more than a
    habit. `start` and `due` are dates people have set: such a task waits for nothing.
    `not_before` is the first day it may begin.
    """

    id: str
    after: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    owner: str = ""
    effort: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    months: int = 0
    workdays: int = 0
    not_before: date | None = None
    start: date | None = None
    due: date | None = None

    @property
    def fixed(self) -> bool:
        """Whether people have set a date of it."""
        return self.start is not None or self.due is not None


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The tasks so that each stands behind those it waits for.

    Raises:
        ValueError: they wait for each other in a circle; the text names it.
    """
    by_id = {each.id: each for each in tasks}
    graph = {each.id: [name for name in each.after if name in by_id] for each in by_id.values()}
    try:
        return [by_id[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise ValueError(" -> ".join(reversed(error.args[1]))) from None


def with_habits(tasks: Iterable[Task]) -> list[Task]:
    """The tasks, each waiting also for those its owner takes first, unless that makes a circle."""
    plain = list(tasks)
    strict = [replace(each, after=(*each.after, *each.behind)) for each in plain]
    try:
        return in_order(strict)
    except ValueError:
        return in_order(plain)


def needed(tasks: Iterable[Task], *goals: str) -> frozenset[str]:
    """The goals and what they wait for, directly or not; dated tasks wait for nothing."""
    by_id = {each.id: each for each in tasks}
    found: set[str] = set()
    ends = list(goals)
    while ends:
        name = ends.pop()
        if name in by_id and name not in found:
            found.add(name)
            ends.extend(() if by_id[name].fixed else by_id[name].after)
    return frozenset(found)
