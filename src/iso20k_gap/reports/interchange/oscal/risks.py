"""Predicted findings as OSCAL's risks, with what the plan does about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.plan import Status
from iso20k_gap.reports import words
from iso20k_gap.reports.interchange.identity import SPACE
from iso20k_gap.reports.interchange.oscal.values import (
    filled,
    line,
    lines,
    moment,
    plain,
    prop,
    token,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.findings import Finding
    from iso20k_gap.core.plan import PlannedAction
    from iso20k_gap.reports.interchange.oscal.teller import Teller

LIFECYCLES = {
    Status.OPEN: "planned",
    Status.IN_PROGRESS: "planned",
    Status.DONE: "completed",
    Status.DROPPED: "recommendation",
}
LIKELY = "What a certification auditor would probably raise:"
BEGUN = (Status.IN_PROGRESS, Status.DONE)


@dataclass(frozen=True)
class RiskTeller:
    """Tells findings as risks; with actions, what is planned about each and until when."""

    teller: Teller

    @property
    def actions(self) -> dict[str, PlannedAction]:
        """The plan's actions by their ids."""
        return {each.id: each for each in self.teller.actions}

    def closing(self, finding: Finding) -> list[PlannedAction]:
        """The plan's actions that close a finding."""
        return [each for each in self.teller.actions if finding.id in each.findings]

    def title(self, finding: Finding) -> str:
        """A finding's id, what it is about, and its grade."""
        clause = self.teller.evaluation.catalogue.clause_by_id[finding.clause]
        return f"{finding.id} {clause.title}: {words.GRADES[finding.grade]}"

    def risk(self, finding: Finding) -> dict[str, Any]:
        """A finding as a risk."""
        planned = self.closing(finding)
        ends = [each.end for each in planned if each.pending]
        missing = f"Documented information missing: {'; '.join(finding.missing)}"
        told = f"{finding.because}\n{missing if finding.missing else ''}"
        grade = {"name": "grade", "system": SPACE, "value": finding.grade.value}
        return filled(
            {
                "uuid": self.teller.uuid("risk", finding.id),
                "title": line(self.title(finding)),
                "description": lines(told),
                "statement": lines(f"{LIKELY} {words.GRADES[finding.grade]}."),
                "props": self.props(finding),
                "status": self._status(planned),
                "origins": self.teller.tool,
                "characterizations": [{"origin": self.teller.tool[0], "facets": [grade]}],
                "deadline": moment(max(ends)) if ends else "",
                "remediations": [
                    self._recommended(finding),
                    *(self._response(finding, each) for each in planned),
                ],
                "related-observations": self.teller.observed(finding.requirements),
            }
        )

    def props(self, finding: Finding) -> list[dict[str, Any]]:
        """What the program says of a finding: its grade, the rule, who changed it and why."""
        override = finding.override
        changed = [prop("overridden", finding.predicted.value, override.reason)] if override else []
        return [
            prop("predicted-finding", finding.id),
            prop("grade", finding.grade.value),
            prop("rule", finding.rule),
            prop("clause", finding.clause),
            *changed,
        ]

    def _status(self, planned: list[PlannedAction]) -> str:
        return "remediating" if any(each.status in BEGUN for each in planned) else "open"

    def _recommended(self, finding: Finding) -> dict[str, Any]:
        return {
            "uuid": self.teller.uuid("recommendation", finding.id),
            "lifecycle": "recommendation",
            "title": line(f"Recommendation for {finding.id}"),
            "description": lines(finding.recommendation),
            "origins": self.teller.tool,
        }

    def _response(self, finding: Finding, action: PlannedAction) -> dict[str, Any]:
        remedies = [told for name, told in action.remedies if name in finding.requirements]
        told = "\n".join((f"Deliverable: {action.deliverable}", *remedies))
        return filled(
            {
                "uuid": self.teller.uuid("response", finding.id, action.id),
                "lifecycle": LIFECYCLES[action.status],
                "title": line(f"{action.id} {action.title}"),
                "description": lines(told),
                "props": list(_facts(action)),
                "origins": self.teller.tool,
                "tasks": [self._task(finding, action)],
                "remarks": lines(action.note) if action.note else "",
            }
        )

    def _task(self, finding: Finding, action: PlannedAction) -> dict[str, Any]:
        """The work and, below it, its steps and the day it is to be done by."""
        waits = [self.task_uuid(each) for each in action.prerequisites if each in self.actions]
        window = {"start": moment(action.start), "end": moment(action.end)}
        return filled(
            {
                "uuid": self.teller.uuid("task", finding.id, action.id),
                "type": "action",
                "title": line(action.title),
                "description": lines(f"Goal: {action.goal}\nMeasure: {action.measure}"),
                "props": [prop("action", action.id)],
                "timing": {"within-date-range": window},
                "dependencies": [{"task-uuid": each} for each in dict.fromkeys(waits)],
                "tasks": [*self._steps(finding, action), self._done(finding, action)],
                "responsible-roles": self._responsible(action),
            }
        )

    def task_uuid(self, action: str) -> str:
        """The task other tasks wait for: an action stands once with each finding it closes."""
        return self.teller.uuid("task", self.actions[action].findings[0], action)

    def _steps(self, finding: Finding, action: PlannedAction) -> Iterator[dict[str, Any]]:
        for number, told in enumerate(action.activities, start=1):
            uuid = self.teller.uuid("step", finding.id, action.id, str(number))
            yield {"uuid": uuid, "type": "action", "title": line(told)}

    def _done(self, finding: Finding, action: PlannedAction) -> dict[str, Any]:
        return {
            "uuid": self.teller.uuid("milestone", finding.id, action.id),
            "type": "milestone",
            "title": line(f"Done: {action.deliverable}"),
            "timing": {"on-date": {"date": moment(action.end)}},
        }

    def _responsible(self, action: PlannedAction) -> list[dict[str, Any]]:
        if not action.role:
            return []
        name = self.teller.people.named(action)
        people = [self.teller.people.person(name)] if name else []
        return [filled({"role-id": token(action.role), "party-uuids": people})]


def _facts(action: PlannedAction) -> Iterator[dict[str, Any]]:
    yield prop("action", action.id)
    yield prop("status", action.status.value)
    yield prop("percent", action.percent)
    yield prop("phase", action.phase.value)
    yield prop("critical", action.critical)
    yield prop("owner", plain(action.owner))
    effort = action.effort
    for kind, value in (("low", effort.low), ("likely", effort.likely), ("high", effort.high)):
        yield prop("effort", f"{value:g}", "Person-days, a planning assumption.", kind)
    if action.due:
        yield prop("due", action.due)
