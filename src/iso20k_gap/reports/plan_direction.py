"""What words a plan needs that differ with its direction: from its start, or back from a wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iso20k_gap.reports import words

if TYPE_CHECKING:
    from iso20k_gap.core.plan import Plan, PlannedAction

SURE = 80
"""How many per cent of the simulated courses make a date sure enough to name it."""


@dataclass(frozen=True)
class Direction:
    """How the plan counts, what critical means in it, what its chain sets, what was simulated."""

    counting: str
    critical: str
    chain: str
    simulated: str


def direction(plan: Plan) -> Direction:
    """The words for a plan."""
    if plan.backward:
        return Direction(
            counting=(
                "Counted back from Stage 2: every action is planned as late as it can be. Slack "
                "is how many working days it may lie earlier without the plan beginning earlier."
            ),
            critical="critical (without slack: more time for it, and the plan begins earlier)",
            chain="What sets the latest start",
            simulated="In the simulated courses nothing begins before its planned day.",
        )
    return Direction(
        counting=(
            "Counted from the start: every action is planned as early as it can be. Slack is how "
            "many working days it may end later without moving Stage 2."
        ),
        critical="critical (without slack: a day's delay moves Stage 2)",
        chain="What sets the earliest date",
        simulated="In the simulated courses everything begins as early as it can.",
    )


def chance(plan: Plan) -> str:
    """How sure the wished date is, or nothing where none is wished."""
    if plan.stage2 is None or plan.chance is None:
        return ""
    if not plan.backward:
        told = (
            "{chance} % of simulated courses, with efforts drawn from their ranges, reach Stage 2 "
            "by the wished day."
        )
        return told.format(chance=plan.chance)
    told = (
        "Begun on the planned days, {chance} % of simulated courses, with efforts drawn from their "
        "ranges, keep the wished day; begun at once and done as early as can be, {at_once} % do."
    )
    sentence = told.format(chance=plan.chance, at_once=plan.chance_at_once)
    return f"{sentence} {_advice(plan)}"


def _advice(plan: Plan) -> str:
    """By when to begin to be sure."""
    _, safe, _ = plan.safe_starts or (None, None, None)
    if safe is None:
        told = "No start is early enough to be {sure} % sure."
        return told.format(sure=SURE)
    told = "To be {sure} % sure, begin by {day} and go on as early as can be."
    return told.format(sure=SURE, day=words.long_day(safe))


def room(plan: Plan, action: PlannedAction) -> str:
    """Where else an action may lie: its earliest begin or its latest end; nothing without slack."""
    if not (action.pending and action.slack):
        return ""
    if plan.backward:
        told = "{slack} of slack, at the earliest from {day}"
        return told.format(slack=_days(action.slack), day=action.earliest)
    told = "{slack} of slack, at the latest to {day}"
    return told.format(slack=_days(action.slack), day=action.latest)


def _days(number: int) -> str:
    return words.counted(number, "working day")
