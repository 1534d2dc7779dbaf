"""Microsoft Project's XML: outline, durations that fit the calendar, links, people, absences."""

import re
import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

import office
from builders import evaluation, everything
from documents import planned, small
from iso20k_gap.reports import plan_mspdi
from iso20k_gap.reports.chapters.plan_actions import direct_prerequisites
from iso20k_gap.reports.mspdi_tasks import ORDER

SPACE = "{http://schemas.microsoft.com/project}"
DECISIONS = {
    "stage2": "2028-06-30",
    "calendar": {
        "working_days": [1, 2, 3, 4],
        "closed": [{"from": "2026-12-24", "to": "2027-01-02"}],
    },
    "owners": [
        {"role": "Incident manager", "name": "Ioana Pop", "days_per_week": 2,
         "absences": [{"from": "2027-01-04", "to": "2027-01-15"}]},
    ],
    "actions": {
        "8.6.1-A1": {"start": "2027-02-01", "note": "Note & <note>"},
        "8.6.1-A2": {"status": "dropped"},
        "4.1-A1": {"status": "done"},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """An evaluation over the whole edition with its plan."""
    whole = evaluation({**everything("F"), "4": "P", "8.6": "N", "9.2": "P"})
    return whole, planned(whole, **DECISIONS)


@pytest.fixture(scope="module")
def content(made):
    return plan_mspdi.render(*made)


@pytest.fixture(scope="module")
def root(content):
    return ET.fromstring(content)  # noqa: S314 - our own output


def fields(element):
    """An element's simple children by name."""
    return {each.tag.removeprefix(SPACE): each.text for each in element if not len(each)}


def tasks(root):
    """All tasks as dictionaries, with their links."""
    return [
        {**fields(each), "links": [link.findtext(f"{SPACE}PredecessorUID")
                                   for link in each.findall(f"{SPACE}PredecessorLink")]}
        for each in root.find(f"{SPACE}Tasks")
    ]  # fmt: skip


def hours(text):
    """An XML duration in hours."""
    found = re.fullmatch(r"PT(\d+)H(\d+)M0S", text)
    return int(found[1]) + int(found[2]) / 60


def day(text):
    return datetime.fromisoformat(text).date()


def test_actions_stand_under_their_phases_and_milestones_under_the_track(made, root):
    """The outline numbers tell the tree; ids count on without a gap."""
    _, plan = made
    listed = tasks(root)
    leaves = {each["WBS"]: each for each in listed if each["Summary"] == "0"}

    assert set(leaves) == {each.id for each in (*plan.actions, *plan.milestones)}
    assert [each["UID"] for each in listed] == [str(n) for n in range(1, len(listed) + 1)]
    heads = {each["OutlineNumber"]: each["Name"] for each in listed if each["Summary"] == "1"}
    for each in leaves.values():
        above, _, _ = each["OutlineNumber"].partition(".")
        assert above in heads
        assert each["OutlineLevel"] == "2"
    for milestone in plan.milestones:
        task = leaves[milestone.id]
        assert (task["Milestone"], hours(task["Duration"])) == ("1", 0)
        assert day(task["Start"]) == milestone.date
        assert heads[task["OutlineNumber"].partition(".")[0]] == "Certification track"


def test_dates_constraints_and_shares_are_the_plans(made, root):
    """What people decided must start on its day; the rest no earlier than planned."""
    _, plan = made
    leaves = {each.get("WBS"): each for each in tasks(root)}
    for action in plan.actions:
        task = leaves[action.id]
        assert (day(task["Start"]), day(task["Finish"])) == (action.start, action.end)
        assert task["ConstraintType"] == ("2" if "start" in action.decided else "4")
        assert day(task["ConstraintDate"]) == action.start
        assert task["PercentComplete"] == str(action.percent)
        assert hours(task["Work"]) == action.effort.likely * 8
        assert task["Active"] == ("0" if action.status == "dropped" else "1")
    assert leaves["8.6.1-A1"]["ConstraintType"] == "2"
    assert leaves["8.6.1-A1"]["Notes"].endswith("Note: Note & <note>")


def exceptions(calendar):
    """The days off of a calendar."""
    found = set()
    for each in calendar.iter(f"{SPACE}Exception"):
        first = day(each.findtext(f"{SPACE}TimePeriod/{SPACE}FromDate"))
        last = day(each.findtext(f"{SPACE}TimePeriod/{SPACE}ToDate"))
        found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return found


def calendars(root):
    return {fields(each)["UID"]: each for each in root.find(f"{SPACE}Calendars")}


def test_durations_agree_with_the_calendars(made, root):
    """From start to finish there are as many working days of the owner as the task lasts."""
    _, plan = made
    people = {fields(each)["Name"]: fields(each) for each in root.find(f"{SPACE}Resources")}
    by_uid = calendars(root)
    whole = exceptions(by_uid["1"])
    leaves = {each.get("WBS"): each for each in tasks(root)}
    for action in plan.actions:
        if action.status in ("done", "dropped"):
            continue
        away = whole | exceptions(by_uid[people[action.owner]["CalendarUID"]])
        span = range((action.end - action.start).days + 1)
        days = [action.start + timedelta(days=n) for n in span]
        worked = [each for each in days if each.isoweekday() <= 4 and each not in away]
        assert hours(leaves[action.id]["Duration"]) == 8 * len(worked)


def test_the_calendar_has_the_week_and_the_days_off(root):
    """Fridays are free, the closure is, and a person's absence is on the person's own calendar."""
    by_uid = calendars(root)
    week = {
        fields(each)["DayType"]: fields(each)["DayWorking"]
        for each in by_uid["1"].find(f"{SPACE}WeekDays")
        if fields(each)["DayType"] != "0"
    }
    people = {fields(each)["Name"]: fields(each) for each in root.find(f"{SPACE}Resources")}

    assert week == {"1": "0", "2": "1", "3": "1", "4": "1", "5": "1", "6": "0", "7": "0"}
    assert {date(2026, 12, 24), date(2026, 12, 31)} <= exceptions(by_uid["1"])
    assert people["Ioana Pop"]["MaxUnits"] == "0.5"
    assert date(2027, 1, 6) in exceptions(by_uid[people["Ioana Pop"]["CalendarUID"]])
    for each in by_uid.values():
        assert fields(each)["BaseCalendarUID"] == ("-1" if fields(each)["UID"] == "1" else "1")


def test_links_are_those_that_nothing_else_implies(made, root):
    """Finish to start, to the tasks that an action waits for directly."""
    _, plan = made
    listed = tasks(root)
    names = {each["UID"]: each.get("WBS") for each in listed}
    links = {each["WBS"]: {names[uid] for uid in each["links"]} for each in listed if "WBS" in each}
    direct = direct_prerequisites(plan.actions)

    assert any(links.values())
    assert {name: links[name] for name in direct} == {key: set(of) for key, of in direct.items()}


def test_each_action_has_one_person_with_the_work(made, root):
    """Units times duration is the work, as a task of fixed duration wants it."""
    _, plan = made
    by_uid = {each["UID"]: each for each in tasks(root)}
    assignments = [fields(each) for each in root.find(f"{SPACE}Assignments")]

    assert len(assignments) == len(plan.actions)
    for each in assignments:
        length = hours(by_uid[each["TaskUID"]]["Duration"])
        assert float(each["Units"]) * length == pytest.approx(hours(each["Work"]), rel=1e-4)


def test_fields_stand_in_the_schemas_order(root):
    """Project reads a sequence; ours keeps it."""
    for task in root.find(f"{SPACE}Tasks"):
        names = [each.tag.removeprefix(SPACE) for each in task]
        links = [each for each in names if each == "PredecessorLink"]
        plain = [each for each in names if each != "PredecessorLink"]
        assert plain == [each for each in ORDER if each in plain]
        assert names == [*plain, *links]


def test_same_plan_same_bytes(made, content):
    """Nothing of the clock is in the file."""
    assert plan_mspdi.render(*made) == content
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


def test_hostile_names_and_notes_stay_text():
    """Whatever was typed, the XML is sound; Project's separators are taken out of names."""
    attacked = office.hostile()
    content = plan_mspdi.render(attacked, planned(attacked, **office.DECISIONS))
    found = ET.fromstring(content)  # noqa: S314 - our own output
    names = [fields(each)["Name"] for each in found.find(f"{SPACE}Resources")]

    assert any(each.startswith("=cmd bell\ufffd") for each in names)
    assert not any(sign in name for name in names for sign in ",;")
    assert "one\ntwo\nthree\nfour" in "".join(found.itertext())


def test_a_plan_without_actions_is_a_project():
    """Nothing to do leaves the certification track."""
    good = small({"4.1": "F"})
    found = ET.fromstring(plan_mspdi.render(good, planned(good)))  # noqa: S314 - our own output

    assert next(iter(tasks(found)))["Name"] == "Certification track"


READER = """
import sys
import jpype, mpxj
jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader
project = UniversalProjectReader().read(sys.argv[1])
for task in project.getTasks():
    before = [each.getPredecessorTask() for each in task.getPredecessors()]
    links = ",".join(sorted(str(each.getWBS()) for each in before))
    print(task.getWBS(), task.getStart(), task.getFinish(), task.getDuration(), task.getMilestone(),
          links, sep="|")
"""


@pytest.mark.slow
def test_mpxj_reads_the_same_plan(made, content, tmp_path):
    """An independent reader sees the same dates, durations, milestones and links."""
    pytest.importorskip("mpxj")
    pytest.importorskip("jpype")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    _, plan = made
    (tmp_path / "plan.xml").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(tmp_path / "plan.xml")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = {line.split("|")[0]: line.split("|")[1:] for line in done.stdout.splitlines()}
    direct = direct_prerequisites(plan.actions)

    for action in plan.actions:
        start, finish, _, milestone, links = rows[action.id]
        assert start.startswith(str(action.start))
        assert finish.startswith(str(action.end))
        assert milestone == "False"
        assert [each for each in links.split(",") if each] == sorted(direct[action.id])
    for each in plan.milestones:
        assert rows[each.id][0].startswith(str(each.date))
        assert rows[each.id][3] == "True"
