"""What words a plan needs that differ with its direction: from its start, or back from a wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iso20k_gap.language import _
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
            counting=_(
                "Counted back from Stage 2: every action is planned as late as it can be. Slack "
                "is how many working days it may lie earlier without the plan beginning earlier."
            ),
            # for translators: stands in a legend and within sentences, so no capital letter
            critical=_("critical (without slack: more time for it, and the plan begins earlier)"),
            chain=_("What sets the latest start"),
            simulated=_("In the simulated courses nothing begins before its planned day."),
        )
    return Direction(
        counting=_(
            "Counted from the start: every action is planned as early as it can be. Slack is how "
            "many working days it may end later without moving Stage 2."
        ),
        # for translators: stands in a legend and within sentences, so no capital letter
        critical=_("critical (without slack: a day's delay moves Stage 2)"),
        chain=_("What sets the earliest date"),
        simulated=_("In the simulated courses everything begins as early as it can."),
    )


def chance(plan: Plan) -> str:
    """How sure the wished date is, or nothing where none is wished."""
    if plan.stage2 is None or plan.chance is None:
        return ""
    if not plan.backward:
        told = _(
            "{chance} of simulated courses, with efforts drawn from their ranges, reach Stage 2 "
            "by the wished day."
        )
        return told.format(chance=words.per_cent(plan.chance))
    told = _(
        "Begun on the planned days, {chance} of simulated courses, with efforts drawn from their "
        "ranges, keep the wished day; begun at once and done as early as can be, {at_once} do."
    )
    at_once = words.per_cent(plan.chance_at_once or 0)
    sentence = told.format(chance=words.per_cent(plan.chance), at_once=at_once)
    return f"{sentence} {_advice(plan)}"


def _advice(plan: Plan) -> str:
    """By when to begin to be sure."""
    safe = plan.safe_starts[1] if plan.safe_starts else None
    if safe is None:
        told = _("No start is early enough to be {sure} sure.")
        return told.format(sure=words.per_cent(SURE))
    told = _("To be {sure} sure, begin by {day} and go on as early as can be.")
    return told.format(sure=words.per_cent(SURE), day=words.long_day(safe))


def room(plan: Plan, action: PlannedAction) -> str:
    """Where else an action may lie: its earliest begin or its latest end; nothing without slack."""
    if not (action.pending and action.slack):
        return ""
    if plan.backward:
        return words.counted(
            action.slack,
            "{count} working day of slack, at the earliest from {day}",
            "{count} working days of slack, at the earliest from {day}",
            day=words.day(action.earliest),
        )
    return words.counted(
        action.slack,
        "{count} working day of slack, at the latest to {day}",
        "{count} working days of slack, at the latest to {day}",
        day=words.day(action.latest),
    )
