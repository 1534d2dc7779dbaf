"""Tasks in Microsoft Project's XML: phases as summaries, actions, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.plan import Milestone, Plan, PlannedAction, Status
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.mspdi_calendar import HOURS, at, clean, hours
from iso20k_gap.reports.workload import days_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

FIXED_DURATION, MUST_START_ON, START_NO_EARLIER = 1, 2, 4
DAYS_FORMAT = 7
PRIORITIES = {"major": 800, "minor": 600, "opportunity": 400}
TRACK = N_("Certification track")
LEAF = {"Type": FIXED_DURATION, "DurationFormat": DAYS_FORMAT, "Summary": 0, "EffortDriven": 0}

ORDER = (
    "UID",
    "ID",
    "Name",
    "Active",
    "Manual",
    "Type",
    "WBS",
    "OutlineNumber",
    "OutlineLevel",
    "Priority",
    "Start",
    "Finish",
    "Duration",
    "DurationFormat",
    "Work",
    "EffortDriven",
    "Milestone",
    "Summary",
    "Critical",
    "PercentComplete",
    "ConstraintType",
    "ConstraintDate",
    "Notes",
)
"""The order the schema wants a task's fields in."""

Fields = dict[str, Any]


def task_rows(plan: Plan) -> Iterator[tuple[str, Fields]]:
    """Every task with its id: phases with their actions, then the milestones."""
    number = 0
    for phase, name in words.PHASES.items():
        members = [each for each in plan.actions if each.phase is phase]
        members.sort(key=lambda each: (each.start, each.end, each.id))
        if members:
            number += 1
            span = (min(each.start for each in members), max(each.end for each in members))
            yield f"phase {phase}", _placed(_summary(_(name), span, plan), number)
        for place, each in enumerate(members, start=1):
            yield each.id, _placed(_action(each, plan), number, place)
    if plan.milestones:
        days = [each.date for each in plan.milestones]
        yield "track", _placed(_summary(_(TRACK), (min(days), max(days)), plan), number + 1)
    for place, milestone in enumerate(plan.milestones, start=1):
        yield milestone.id, _placed(_milestone(milestone), number + 1, place)


def _placed(fields: Fields, *numbers: int) -> Fields:
    outline = ".".join(map(str, numbers))
    return {**fields, "OutlineNumber": outline, "OutlineLevel": len(numbers)}


def _summary(name: str, span: tuple[date, date], plan: Plan) -> Fields:
    return {
        "Name": name,
        "Type": FIXED_DURATION,
        "Start": at(span[0]),
        "Finish": at(span[1], end=True),
        "Duration": hours(max(1, len(plan.time.days(*span))) * HOURS),
        "DurationFormat": DAYS_FORMAT,
        "Milestone": 0,
        "Summary": 1,
    }


def _action(action: PlannedAction, plan: Plan) -> Fields:
    decided = "start" in action.decided
    return {
        **LEAF,
        "Name": words.shortened(clean(f"{action.id} {action.title}"), 250),
        "Active": int(action.status is not Status.DROPPED),
        "Manual": 0,
        "WBS": action.id,
        "Priority": PRIORITIES[action.grade],
        "Start": at(action.start),
        "Finish": at(action.end, end=True),
        "Duration": hours(len(days_of(plan, action)) * HOURS),
        "Work": hours(action.effort.likely * HOURS),
        "Milestone": 0,
        "Critical": int(action.critical),
        "PercentComplete": action.percent,
        "ConstraintType": MUST_START_ON if decided else START_NO_EARLIER,
        "ConstraintDate": at(action.start),
        "Notes": clean("\n".join(_notes(action))),
    }


def _milestone(milestone: Milestone) -> Fields:
    why = words.capital(milestone.why)
    if milestone.practice:
        why = _("{why} (practice, no rule of a standard)").format(why=why)
    return {
        **LEAF,
        "Name": milestone.name,
        "Manual": 0,
        "WBS": milestone.id,
        "Start": at(milestone.date),
        "Finish": at(milestone.date),
        "Duration": hours(0),
        "Milestone": 1,
        "ConstraintType": MUST_START_ON,
        "ConstraintDate": at(milestone.date),
        "Notes": clean(why),
    }


def _notes(action: PlannedAction) -> Iterator[str]:
    effort = action.effort
    days = " / ".join(words.days(each) for each in (effort.low, effort.likely, effort.high))
    yield _("Closes {findings}").format(findings=", ".join(action.findings))
    yield f"{_('Goal')}: {action.goal}"
    yield f"{_('Measure')}: {action.measure}"
    yield f"{_('Deliverable')}: {action.deliverable}"
    yield _("Effort: {days} person-days, low / likely / high; {basis}").format(
        days=days, basis=action.basis
    )
    yield from (f"- {each}" for each in action.activities)
    yield from (f"{name}: {remedy}" for name, remedy in action.remedies)
    if action.note:
        yield f"{_('Note')}: {action.note}"
