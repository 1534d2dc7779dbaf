"""The plan for Jira's CSV import: an epic for every clause, a task for every action to do."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlannedAction, Status
from iso20k_gap.language import _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.plan_actions import direct_prerequisites
from iso20k_gap.reports.plan_table import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iso20k_gap.core.catalogue import Effort
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan

LABELS = 4
HEADINGS = (
    "Issue Id",
    "Parent Id",
    "Issue Type",
    "Summary",
    "Description",
    "Priority",
    "Status",
    *("Labels",) * LABELS,
    "Start Date",
    "Due Date",
    "Original Estimate",
)
"""Jira takes a list as several columns of one name; dates are ISO, the estimate is in seconds."""

PRIORITIES = {Grade.MAJOR: "Highest", Grade.MINOR: "High", Grade.OPPORTUNITY: "Low"}
STATUSES = {Status.OPEN: "To Do", Status.IN_PROGRESS: "In Progress"}
DAY = 8 * 60 * 60
"""Seconds in a person-day, as Jira reckons by default."""

SUMMARY = 250
SPECIAL = re.compile(r"([\\{}\[\]|!*_^~])")


@dataclass(frozen=True)
class Issue:
    """One row of the import."""

    number: int
    summary: str
    description: str
    labels: tuple[str, ...]
    parent: int | None = None
    action: PlannedAction | None = None


def render(evaluation: Evaluation, plan: Plan) -> bytes:
    """The issues as CSV; actions that are done or dropped are left out."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for issue in _issues(plan, evaluation.assessment.organisation.name):
        writer.writerow([cell(each) for each in _row(issue)])
    return stream.getvalue().encode("utf-8-sig")


def waiting(actions: Sequence[PlannedAction]) -> list[PlannedAction]:
    """The actions, each with those it waits for itself; what these wait for goes without saying."""
    direct = direct_prerequisites(actions)
    return [replace(each, prerequisites=direct[each.id]) for each in actions]


def labels(action: PlannedAction) -> tuple[str, ...]:
    """What an issue is found by; without spaces, as trackers ask."""
    labels = (f"clause-{action.clause}", f"phase-{action.phase.value}", action.grade.value)
    return (*labels, "critical") if action.critical else labels


def _issues(plan: Plan, organisation: str) -> Iterator[Issue]:
    number = 0
    todo = waiting([each for each in plan.actions if each.pending])
    for clause, actions in groupby(todo, key=lambda each: each.clause):
        together = list(actions)
        epic = number = number + 1
        first = together[0]
        told = (
            f"*{_('Goal')}:* {wiki(first.goal)}",
            f"*{_('Measure')}:* {wiki(first.measure)}",
            "",
        )
        summary = f"{clause} {first.clause_title}"
        whose = _("Implementation plan of {organisation}").format(organisation=wiki(organisation))
        yield Issue(epic, summary, "\n".join((*told, whose)), (f"clause-{clause}",))
        for each in together:
            number += 1
            summary = words.shortened(f"{each.id} {each.title}", SUMMARY)
            told_of = "\n".join(_description(each))
            yield Issue(number, summary, told_of, labels(each), epic, each)


def _row(issue: Issue) -> Iterator[Any]:
    action = issue.action
    yield from (issue.number, issue.parent or "", "Task" if action else "Epic", issue.summary)
    yield issue.description
    yield PRIORITIES[action.grade] if action else "Medium"
    yield STATUSES[action.status] if action else "To Do"
    yield from (*issue.labels, *("",) * LABELS)[:LABELS]
    if action is None:
        yield from ("", "", "")
    else:
        yield from (action.start, action.end, round(action.effort.likely * DAY))


def _description(action: PlannedAction) -> Iterator[str]:
    owner = role(action.owner)
    if action.owner != action.role:
        owner = f"{owner} ({role(action.role)})"
    facts = (
        (_("Deliverable"), action.deliverable),
        (_("Owner"), owner),
        (_("Answers for it"), role(action.raci.accountable)),
        (_("Consulted"), ", ".join(role(each) for each in action.raci.consulted)),
        (_("Informed"), ", ".join(role(each) for each in action.raci.informed)),
        (_("Waits for"), ", ".join(action.prerequisites)),
        (_("Closes"), ", ".join(action.findings)),
        (_("Effort"), assumed(action.effort)),
        (_("Note"), action.note),
    )
    yield from (f"*{name}:* {wiki(text)}" for name, text in facts if text)
    yield from ("", f"h3. {_('Activities')}", *_bullets(action.activities))
    remedies = (f"{name}: {remedy}" for name, remedy in action.remedies)
    yield from ("", f"h3. {_('Steps for these findings')}", *_bullets(remedies))


def assumed(effort: Effort) -> str:
    """An effort as issues say it."""
    days = " / ".join(words.days(each) for each in (effort.low, effort.likely, effort.high))
    return _("{days} person-days, an assumption").format(days=days)


def _bullets(texts: Iterable[str]) -> Iterator[str]:
    return (f"* {wiki(each)}" for each in texts)


def wiki(text: str) -> str:
    """The text as Jira's markup that shows it as it stands, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
