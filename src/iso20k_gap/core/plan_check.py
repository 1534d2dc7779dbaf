"""A plan made elsewhere, held against its own dates, links, budgets and the certification's order.

Dates are whole days, the last one included. A task may begin on the day its predecessor ends;
earlier than that it starts too early.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from iso20k_gap.core.budget_sums import BudgetSums
from iso20k_gap.core.certification_order import misplaced
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.network import Knot, driving_chain, knots
from iso20k_gap.core.plan_durations import wrong_durations
from iso20k_gap.core.plan_rows import PlanRow, PlanRows
from iso20k_gap.language import _, ngettext
from iso20k_gap.language import day as say

SHOWN = 12
"""How many tasks of a circle are named."""

COMPARED = 500
"""In a larger plan no likely id is looked for: it would take too long."""

HINTS = 50
"""For how many missing ids a likely one is looked for."""

LONGEST = 60
"""The longest missing id for which one is looked for."""


class Rule(StrEnum):
    """What a plan is held against."""

    CYCLE = "cycle"
    MISSING_PREDECESSOR = "missing-predecessor"
    STARTS_BEFORE_PREDECESSOR_ENDS = "starts-before-predecessor-ends"
    WRONG_DURATION = "wrong-duration"
    BUDGET_SUM = "budget-sum"
    ORDER_OF_CERTIFICATION = "order-of-certification"


@dataclass(frozen=True)
class Violation:
    """One thing that cannot be as the plan has it; `other` is the other row concerned, if any."""

    rule: Rule
    id: str
    other: str
    detail: str
    line: int


@dataclass(frozen=True)
class PlanCheck:
    """What was found: `budget` is what the rows add up to, `stated` the total the file states."""

    tasks: int
    finish: date | None
    budget: Decimal
    stated: Decimal | None
    critical_path: tuple[str, ...]
    violations: tuple[Violation, ...]


def check_plan(rows: tuple[PlanRow, ...]) -> PlanCheck:
    """Check a plan; rows whose ids are unique, in the order of the file."""
    checker = _Checker(PlanRows(rows))
    plan = checker.plan
    sums = BudgetSums(plan)
    ends = [each.end for each in plan.tasks if each.end]
    return PlanCheck(
        tasks=len(plan.tasks),
        finish=max(ends, default=None),
        budget=sums.rows,
        stated=sums.stated,
        critical_path=checker.critical_path(),
        violations=tuple(sorted(checker.violations(sums), key=_place)),
    )


def _place(violation: Violation) -> tuple[int, int]:
    return violation.line, list(Rule).index(violation.rule)


@dataclass(frozen=True)
class _Checker:
    plan: PlanRows

    @cached_property
    def network(self) -> dict[str, list[str]]:
        """Every task with its predecessors that are there."""
        names = {each.id for each in self.plan.tasks}
        return {
            each.id: [name for name in each.predecessors if name in names]
            for each in self.plan.tasks
        }

    def critical_path(self) -> tuple[str, ...]:
        ends = {each.id: each.end for each in self.plan.tasks if each.end}
        return driving_chain(self.network, ends, {each.id: each.days for each in self.plan.tasks})

    def violations(self, sums: BudgetSums) -> Iterator[Violation]:
        for knot in knots(self.network):
            row = self.plan.by_id[knot.loop[0]]
            other = knot.loop[1 % len(knot.loop)]
            yield Violation(Rule.CYCLE, row.id, other, _circle(knot), row.line)
        for row in self.plan.tasks:
            yield from self._links(row)
        for row, detail in wrong_durations(self.plan):
            yield Violation(Rule.WRONG_DURATION, row.id, "", detail, row.line)
        for row, detail in sums.disagreeing():
            yield Violation(Rule.BUDGET_SUM, row.id, "", detail, row.line)
        for row, before, detail in misplaced(self.plan):
            rule = Rule.ORDER_OF_CERTIFICATION
            yield Violation(rule, row.id, before.id, detail, row.line)

    def _links(self, row: PlanRow) -> Iterator[Violation]:
        for name in row.predecessors:
            before = self.plan.by_id.get(name)
            if before is None or before.is_total:
                yield Violation(
                    Rule.MISSING_PREDECESSOR, row.id, name, self._missing(row.id, name), row.line
                )
            elif row.start and before.end and row.start < before.end and name != row.id:
                rule = Rule.STARTS_BEFORE_PREDECESSOR_ENDS
                detail = _("{task} starts on {day}, before {other} ends on {end}").format(
                    task=row.id, day=say(row.start), other=name, end=say(before.end)
                )
                yield Violation(rule, row.id, name, detail, row.line)

    def _missing(self, task: str, name: str) -> str:
        hint = self.hints.get(name)
        if name in self.plan.by_id:
            told = _("{task} waits for {other}, which is a total, not a task")
        elif hint:
            told = _("{task} waits for {other}, which is not in the file ({hint})")
        else:
            told = _("{task} waits for {other}, which is not in the file")
        return told.format(task=task, other=name, hint=hint)

    @cached_property
    def hints(self) -> dict[str, str]:
        """The likely ids for the first missing ones."""
        if len(self.plan.rows) > COMPARED:
            return {}
        names = (each for row in self.plan.tasks for each in row.predecessors)
        missing = [each for each in names if each not in self.plan.by_id and len(each) <= LONGEST]
        known = [each.id for each in self.plan.tasks]
        return {name: did_you_mean(name, known) for name in list(dict.fromkeys(missing))[:HINTS]}


def _circle(knot: Knot) -> str:
    loop, size = list(knot.loop), len(knot.tasks)
    if size == 1:
        return _("{task} waits for itself").format(task=loop[0])
    shown = loop if len(loop) <= SHOWN else [*loop[:SHOWN], "..."]
    # for translators: stands between two tasks, of which the second comes first
    tasks = _(" after ").join([*shown, loop[0]])
    if size == len(shown):
        return _("tasks wait for each other: {tasks}").format(tasks=tasks)
    told = ngettext(
        "tasks wait for each other: {tasks} ({count} task is tied together)",
        "tasks wait for each other: {tasks} ({count} tasks are tied together)",
        size,
    )
    return told.format(tasks=tasks, count=size)
