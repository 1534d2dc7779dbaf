"""The plan as a calendar: read back whole, ids that stay, text that cannot break out."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

import office
from builders import TODAY, evaluation, everything
from documents import planned, small
from iso20k_gap.reports import plan_ics

DECISIONS = {
    "stage2": "2028-06-30",
    "actions": {
        "4.1-A1": {"status": "done", "due": "2026-12-01"},
        "8.6.1-A1": {"status": "in_progress", "percent": 40, "note": "a, b; c\\d\nnew line"},
        "8.6.1-A2": {"status": "dropped"},
    },
}
STATES = {"open": "NEEDS-ACTION", "in_progress": "IN-PROCESS", "done": "COMPLETED",
          "dropped": "CANCELLED"}  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """An evaluation over the whole edition with its plan."""
    whole = evaluation({**everything("F"), "4": "P", "8.6": "N", "9.2": "P"})
    return whole, planned(whole, **DECISIONS)


@pytest.fixture(scope="module")
def content(made):
    return plan_ics.render(*made)


def read(content):
    """The to-dos and events of a calendar by id."""
    calendar = Calendar.from_ical(content)
    return (
        {str(each["UID"]): each for each in calendar.walk("VTODO")},
        {str(each["UID"]): each for each in calendar.walk("VEVENT")},
    )


def test_every_action_is_a_to_do(made, content):
    """Dates, state, share, owner and priority are the plan's."""
    _, plan = made
    todos, _ = read(content)

    assert list(todos) == [f"{each.id}@iso20k-gap" for each in plan.actions]
    for action in plan.actions:
        todo = todos[f"{action.id}@iso20k-gap"]
        assert todo["SUMMARY"] == f"{action.id} {action.title}"
        assert todo["DUE"].dt == action.end
        assert ("DTSTART" in todo) is (action.start < action.end)
        assert "DTSTART" not in todo or todo["DTSTART"].dt == action.start
        assert todo["STATUS"] == STATES[action.status]
        assert todo["PERCENT-COMPLETE"] == action.percent
        assert todo["CONTACT"] == action.owner
        assert action.deliverable in todo["DESCRIPTION"]
        assert all(each in todo["DESCRIPTION"] for each in action.activities)


def test_due_is_later_than_start(content):
    """RFC 5545 wants so; an action of one day has no start."""
    for todo in read(content)[0].values():
        assert "DTSTART" not in todo or todo["DTSTART"].dt < todo["DUE"].dt


def test_every_milestone_is_a_day(made, content):
    """An event of one whole day; its end is the day after, and it makes nobody busy."""
    _, plan = made
    _, events = read(content)

    assert list(events) == [f"{each.id}@iso20k-gap" for each in plan.milestones]
    for milestone in plan.milestones:
        event = events[f"{milestone.id}@iso20k-gap"]
        assert event["DTSTART"].dt == milestone.date
        assert event["DTEND"].dt == milestone.date + timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        assert milestone.why[1:] in event["DESCRIPTION"]


def test_links_lead_to_actions_of_the_calendar(content):
    """What an action waits for is named by its id, and is there."""
    todos, _ = read(content)
    links = [
        (each.params["RELTYPE"], str(each))
        for todo in todos.values()
        for each in _listed(todo.get("RELATED-TO"))
    ]

    assert links
    assert {kind for kind, _ in links} == {"DEPENDS-ON"}
    assert {name for _, name in links} <= set(todos)


def _listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def test_same_plan_same_bytes_without_a_clock(made, content):
    """The stamp is the assessment's day, so a later plan replaces an earlier one."""
    assert plan_ics.render(*made) == content
    stamps = set(re.findall(rb"DTSTAMP:(\S+)", content))
    assert stamps == {f"{TODAY:%Y%m%d}T000000Z".encode()}


def test_lines_are_folded_and_end_as_they_must(content):
    """At most 75 octets a line, each ended by carriage return and line feed."""
    lines = content.split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_what_was_typed_cannot_begin_a_property():
    """Line ends, colons and control signs in names and notes stay inside their text."""
    attacked = office.hostile()
    evil = "x\r\nEND:VTODO\r\nBEGIN:VEVENT\nATTACH:http://evil.example"
    owners = {"actions": {"8.6.1-A1": {"owner": evil, "note": f"{evil} {office.ALL}"}}}
    plan = planned(attacked, **owners)
    todos, events = read(plan_ics.render(attacked, plan))
    todo = todos["8.6.1-A1@iso20k-gap"]

    assert (len(todos), len(events)) == (len(plan.actions), len(plan.milestones))
    assert todo["CONTACT"] == evil.replace("\r\n", "\n")
    assert "ATTACH" not in todo
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", todo["DESCRIPTION"])


def test_a_note_is_read_back_as_it_was_typed(content):
    """Commas, semicolons, backslashes and line ends survive."""
    assert read(content)[0]["8.6.1-A1@iso20k-gap"]["DESCRIPTION"].endswith(
        "Note: a, b; c\\d\nnew line"
    )


def test_a_plan_without_actions_is_a_calendar():
    """Nothing to do leaves the milestones."""
    good = small({"4.1": "F"})
    todos, events = read(plan_ics.render(good, planned(good)))

    assert not todos
    assert events
    assert all(isinstance(each["DTSTART"].dt, date) for each in events.values())
