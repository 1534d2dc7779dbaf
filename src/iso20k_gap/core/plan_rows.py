"""A plan made elsewhere, as rows: tasks, summary rows and totals."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

TOTAL = re.compile(
    r"(?:(?:grand|overall|project|plan|budget)[\s_-]*)?(?:total|sum)(?:[\s_-]*(?:budget|costs?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlanRow:
    """One row; both dates are days of work, so a task of one day starts and ends on it.

    `duration` is in days as the file has it, None where it has none; `line` is where it stands.
    """

    id: str
    start: date | None = None
    end: date | None = None
    predecessors: tuple[str, ...] = ()
    budget: Decimal | None = None
    duration: Decimal | None = None
    name: str = ""
    line: int = 0

    @property
    def is_total(self) -> bool:
        """Whether the row states a total instead of a task."""
        return any(TOTAL.fullmatch(text) for text in (self.id, self.name))

    @property
    def days(self) -> int:
        """Calendar days from the first to the last, both counted; 0 where dates are missing."""
        if self.start is None or self.end is None:
            return 0
        return max(0, (self.end - self.start).days + 1)


@dataclass(frozen=True)
class PlanRows:
    """The rows of one file, in its order; ids are unique."""

    rows: tuple[PlanRow, ...]

    @cached_property
    def by_id(self) -> dict[str, PlanRow]:
        """Every row by its id."""
        return {each.id: each for each in self.rows}

    @cached_property
    def tasks(self) -> tuple[PlanRow, ...]:
        """The rows that state no total; summary rows are among them."""
        return tuple(each for each in self.rows if not each.is_total)

    @cached_property
    def totals(self) -> tuple[PlanRow, ...]:
        """The rows that state a total."""
        return tuple(each for each in self.rows if each.is_total)

    @cached_property
    def parents(self) -> dict[str, str]:
        """The summary row above each row that has one."""
        names = dict.fromkeys(each.id for each in self.tasks)
        found = {name: parent_of(name, names) for name in names}
        return {child: parent for child, parent in found.items() if parent}

    @cached_property
    def summaries(self) -> frozenset[str]:
        """The rows that stand above others."""
        return frozenset(self.parents.values())


def parent_of(identifier: str, known: Container[str]) -> str:
    """The nearest id above a dotted one: `1.2` stands under `1` if there is a row `1`."""
    above = identifier.rpartition(".")[0]
    while above:
        if above in known:
            return above
        above = above.rpartition(".")[0]
    return ""
