"""The plan as Microsoft Project's XML: phases, tasks, links, people, calendars."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from iso20k_gap.language import _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.plan_actions import direct_prerequisites
from iso20k_gap.reports.mspdi_calendar import HOURS, SHIFTS, add, add_calendars, at, clean, hours
from iso20k_gap.reports.mspdi_tasks import DAYS_FORMAT, ORDER, task_rows
from iso20k_gap.reports.workload import days_of, left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan, PlannedAction

SPACE = "http://schemas.microsoft.com/project"
HEADING = '<?xml version="1.0" encoding="UTF-8"?>\n'
VERSION = 14
MINUTES = HOURS * 60
FINISH_TO_START = 1
WORKER = 1
NAME_LIMIT = 180


def render(evaluation: Evaluation, plan: Plan) -> bytes:
    """The plan as MSPDI: every task keeps its dates; links that others imply are left out."""
    return _Project(evaluation, plan).written()


@dataclass
class _Project:
    """A project in the making; `uids` are the numbers of tasks by their ids."""

    evaluation: Evaluation
    plan: Plan
    root: ET.Element = field(default_factory=lambda: ET.Element("Project", xmlns=SPACE))
    uids: dict[str, int] = field(default_factory=dict)

    def written(self) -> bytes:
        """The project as XML."""
        names = sorted({each.owner or each.role for each in self.plan.actions})
        people = {name: number for number, name in enumerate(names, start=1)}
        self._head()
        add_calendars(self.root, self.plan.time, people)
        self._tasks()
        self._resources(people)
        self._assignments(people)
        ET.indent(self.root)
        return f"{HEADING}{ET.tostring(self.root, 'unicode')}\n".encode()

    def _head(self) -> None:
        name = self.evaluation.assessment.organisation.name
        organisation = words.shortened(clean(name), NAME_LIMIT)
        days = [self.plan.start, *(each.end for each in self.plan.actions)]
        days += [each.date for each in self.plan.milestones]
        heading = {
            "SaveVersion": VERSION,
            "Name": "plan.xml",
            "Title": _("Implementation plan: {organisation}").format(organisation=organisation),
            "Subject": "ISO/IEC 20000-1",
            "Company": organisation,
            "CreationDate": at(self.evaluation.date),
            "ScheduleFromStart": 1,
            "StartDate": at(min(days)),
            "FinishDate": at(max(days), end=True),
            "CalendarUID": 1,
            "DefaultStartTime": SHIFTS[0][0],
            "DefaultFinishTime": SHIFTS[-1][1],
            "MinutesPerDay": MINUTES,
            "MinutesPerWeek": MINUTES * len(self.plan.time.weekdays),
            "DaysPerMonth": 20,
            "DurationFormat": DAYS_FORMAT,
            "StatusDate": at(self.evaluation.date),
            "CurrentDate": at(self.evaluation.date),
        }
        for key, value in heading.items():
            add(self.root, key, value)

    def _tasks(self) -> None:
        tasks = add(self.root, "Tasks")
        rows = dict(task_rows(self.plan))
        self.uids = {name: number for number, name in enumerate(rows, start=1)}
        direct = direct_prerequisites(self.plan.actions)
        for name, fields in rows.items():
            task = add(tasks, "Task")
            numbered = {**fields, "UID": self.uids[name], "ID": self.uids[name]}
            for key in ORDER:
                if key in numbered:
                    add(task, key, numbered[key])
            for before in direct.get(name, ()):
                self._link(task, before)

    def _link(self, task: ET.Element, before: str) -> None:
        link = add(task, "PredecessorLink")
        add(link, "PredecessorUID", self.uids[before])
        add(link, "Type", FINISH_TO_START)
        add(link, "CrossProject", 0)
        add(link, "LinkLag", 0)
        add(link, "LagFormat", DAYS_FORMAT)

    def _resources(self, people: Mapping[str, int]) -> None:
        resources = add(self.root, "Resources")
        for name, number in people.items():
            resource = add(resources, "Resource")
            share = self.plan.time.shares.get(name)
            # Project takes a comma or semicolon for the end of a name.
            plain = clean(role(name)).replace(",", " ").replace(";", " ")
            add(resource, "UID", number)
            add(resource, "ID", number)
            add(resource, "Name", words.shortened(plain, NAME_LIMIT))
            add(resource, "Type", WORKER)
            add(resource, "MaxUnits", f"{float(share):g}" if share else "1")
            add(resource, "CalendarUID", number + 1)

    def _assignments(self, people: Mapping[str, int]) -> None:
        assignments = add(self.root, "Assignments")
        for number, action in enumerate(self.plan.actions, start=1):
            assignment = add(assignments, "Assignment")
            add(assignment, "UID", number)
            add(assignment, "TaskUID", self.uids[action.id])
            add(assignment, "ResourceUID", people[action.owner or action.role])
            self._work(assignment, action)

    def _work(self, assignment: ET.Element, action: PlannedAction) -> None:
        work = action.effort.likely * HOURS
        length = len(days_of(self.plan, action)) * HOURS
        add(assignment, "PercentWorkComplete", action.percent)
        add(assignment, "Finish", at(action.end, end=True))
        add(assignment, "RemainingWork", hours(left(action) * HOURS))
        add(assignment, "Start", at(action.start))
        add(assignment, "Units", f"{work / length:.6g}")
        add(assignment, "Work", hours(work))
