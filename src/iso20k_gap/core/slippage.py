"""How far the plan has slipped since a baseline: what it said then, and what it says now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iso20k_gap.core.progress import FrozenPlan, Progress, Slip

if TYPE_CHECKING:
    from iso20k_gap.core.plan import Plan


@dataclass(frozen=True)
class Late:
    """An action that is not done on the day it was to be; `by` says who set that day."""

    id: str
    title: str
    owner: str
    due: date
    days: int
    by: str


def frozen(plan: "Plan") -> FrozenPlan:
    """What a baseline keeps of a plan; actions that are done or dropped have no end to keep."""
    return FrozenPlan(
        actions={each.id: each.end for each in plan.actions if each.pending},
        milestones={each.id: each.date for each in plan.milestones},
    )


def with_progress(plan: "Plan", then: FrozenPlan, baseline: str, taken_on: date) -> "Plan":
    """The plan with what has changed since a baseline."""
    ends = {each.id: each.end for each in plan.actions if each.pending}
    present = {each.id for each in plan.actions}
    progress = Progress(
        baseline=baseline,
        taken_on=taken_on,
        then=then,
        slips=tuple(_moved(then.actions, ends)),
        milestones=tuple(_moved(then.milestones, {each.id: each.date for each in plan.milestones})),
        added=tuple(name for name in ends if name not in then.actions),
        gone=tuple(name for name in then.actions if name not in present),
        met=tuple(name for name, end in ends.items() if end <= then.actions.get(name, date.min)),
    )
    return replace(plan, progress=progress)


def _moved(then: dict[str, date], now: dict[str, date]) -> Iterator[Slip]:
    """The dates that differ, those that slipped most first."""
    both = (Slip(name, day, now[name]) for name, day in then.items() if name in now)
    yield from sorted((each for each in both if each.days), key=lambda each: (-each.days, each.id))


def late(plan: "Plan", today: date) -> tuple[Late, ...]:
    """What should be done by now and is not, the longest overdue first.

    The day people set counts; where they set none, the day of the last baseline.
    """
    found = []
    planned = plan.progress.then.actions if plan.progress else {}
    for each in plan.actions:
        due = each.due or planned.get(each.id)
        if due and due < today and each.pending:
            by = "decision" if each.due or plan.progress is None else plan.progress.baseline
            days = (today - due).days
            found.append(Late(each.id, each.title, each.owner or each.role, due, days, by))
    return tuple(sorted(found, key=lambda each: (each.due, each.id)))
