"""The plan as a calendar: a to-do for each action, a day for each milestone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import Status
from iso20k_gap.language import _, current, role
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.plan_actions import direct_prerequisites
from iso20k_gap.reports.rendering import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Milestone, Plan, PlannedAction

DOMAIN = "iso20k-gap"
DAY = timedelta(days=1)
STATES = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.DONE: "COMPLETED",
    Status.DROPPED: "CANCELLED",
}
PRIORITIES = {Grade.MAJOR: 1, Grade.MINOR: 5, Grade.OPPORTUNITY: 9}


def render(evaluation: Evaluation, plan: Plan) -> bytes:
    """The plan as .ics; ids stay the same, so that a later plan replaces an earlier one."""
    import icalendar

    # Without a clock: the stamp tells which assessment the entries are from.
    stamp = datetime.combine(evaluation.date, time(), UTC)
    calendar = icalendar.Calendar()
    organisation = evaluation.assessment.organisation.name
    name = _("Implementation plan: {organisation}").format(organisation=organisation)
    _add(
        calendar,
        {
            "prodid": f"-//{DOMAIN}//implementation plan//{current().code.upper()}",
            "version": "2.0",
            "x-wr-calname": name,
        },
    )
    direct = direct_prerequisites(plan.actions)
    for action in plan.actions:
        todo = icalendar.Todo()
        _add(todo, {"uid": uid(action.id), "dtstamp": stamp, **_todo(action)})
        for before in direct[action.id]:
            todo.add("related-to", uid(before), parameters={"RELTYPE": "DEPENDS-ON"})
        calendar.add_component(todo)
    for milestone in plan.milestones:
        event = icalendar.Event()
        _add(event, {"uid": uid(milestone.id), "dtstamp": stamp, **_event(milestone)})
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(name: str) -> str:
    """The id of an entry, the same in every plan."""
    return f"{name}@{DOMAIN}"


def _add(component: Any, properties: dict[str, Any]) -> None:
    for name, value in properties.items():
        kept = [_text(each) for each in value] if isinstance(value, list) else _text(value)
        if kept not in ("", None):
            component.add(name, kept)


def _text(value: Any) -> Any:
    """A text without what a calendar cannot hold; anything else as it is."""
    if not isinstance(value, str):
        return value
    return printable(value.replace("\r\n", "\n").replace("\r", "\n"))


def _todo(action: PlannedAction) -> dict[str, Any]:
    return {
        "summary": f"{action.id} {action.title}",
        "description": "\n".join(_told(action)),
        **_dates(action.start, action.end),
        "status": STATES[action.status],
        "percent-complete": action.percent,
        "priority": PRIORITIES[action.grade],
        "categories": [
            _(words.PHASES[Phase(action.phase)]),
            _("Clause {clause}").format(clause=action.clause),
        ],
        "contact": role(action.owner or action.role),
    }


def _dates(start: date, end: date) -> dict[str, date]:
    # RFC 5545 wants DUE after DTSTART, and programs show DUE as the last day: one day has no start.
    return {"dtstart": start, "due": end} if start < end else {"due": end}


def _told(action: PlannedAction) -> Iterable[str]:
    held = f" ({role(action.role)})" if action.owner else ""
    yield _told_of(_("Owner"), role(action.owner or action.role) + held)
    when = _("From {start} to {end}, critical") if action.critical else _("From {start} to {end}")
    yield when.format(start=words.day(action.start), end=words.day(action.end))
    effort = action.effort
    days = " / ".join(words.days(each) for each in (effort.low, effort.likely, effort.high))
    yield _("Effort: {days} person-days (low / likely / high), a planning assumption").format(
        days=days
    )
    yield _told_of(_("Findings"), ", ".join(action.findings))
    yield _told_of(_("Requirements"), ", ".join(action.requirements))
    yield _told_of(_("Goal"), action.goal)
    yield _told_of(_("Measure"), action.measure)
    yield _told_of(_("Deliverable"), action.deliverable)
    yield from (f"- {each}" for each in action.activities)
    yield from (_told_of(name, remedy) for name, remedy in action.remedies)
    if action.note:
        yield _told_of(_("Note"), action.note)


def _told_of(name: str, text: str) -> str:
    return f"{name}: {text}"


def _event(milestone: Milestone) -> dict[str, Any]:
    lines = [words.capital(milestone.why)]
    if milestone.practice:
        lines.append(_("Rests on practice, not on a rule of a standard."))
    sure = {50: milestone.p50, 80: milestone.p80, 95: milestone.p95}
    lines += [
        _("{share} sure by {day}").format(share=words.per_cent(share), day=words.day(day))
        for share, day in sure.items()
        if day
    ]
    return {
        "summary": milestone.name,
        "description": "\n".join(lines),
        "dtstart": milestone.date,
        "dtend": milestone.date + DAY,
        "categories": [_("Milestone")],
        "transp": "TRANSPARENT",
    }
