"""Plans that cannot be made: all reasons at once, each with its place in `plan.yaml`."""

from datetime import date

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.workability import UnworkableError

GAPS = {**everything("F"), "8.6.1": "N", "8.6.3": "P"}
EVER = [{"from": "2020-01-01", "to": "2099-01-01"}]
MUCH = {"low": 1, "likely": 9000, "high": 9000}


def misfits(options=None, **decided):
    decisions = PlanDecisions.model_validate(decided)
    with pytest.raises(UnworkableError) as caught:
        make_plan(evaluation(GAPS), decisions, **(options or {}))
    assert [each.what for each in caught.value.complaints] == [
        each.what for each in caught.value.misfits
    ]
    assert all(each.remedy for each in caught.value.misfits)
    return [(each.path, each.what) for each in caught.value.misfits]


def test_everyone_who_is_never_there_is_told_at_once():
    """With what they would have to do; the place is where the absence stands."""
    owners = [
        {"role": "Incident manager", "name": "Jo"},
        {"role": "Major incident manager", "name": "Jo", "absences": EVER},
        {"role": "Problem manager", "absences": EVER},
    ]
    told = misfits(owners=owners)

    assert [path for path, _ in told] == [("owners", 1, "absences"), ("owners", 2, "absences")]
    assert (
        "Jo has no working day from 2026-11-21 on, but has to do 8.6.1-A1, 8.6.1-A2" in told[0][1]
    )
    assert "8.6.3-A1" in told[1][1]


@pytest.mark.parametrize(
    ("decided", "path"),
    [
        ({"actions": {"8.6.1-A1": {"effort": MUCH}}}, ("actions", "8.6.1-A1", "effort")),
        ({"actions": {"8.6.1-A1": {"start": "2045-01-01"}}}, ("actions", "8.6.1-A1", "start")),
        ({"default_days_per_week": 0.0001}, ("default_days_per_week",)),
        (
            {"owners": [{"role": "Incident manager", "days_per_week": 0.0001}]},
            ("owners", 0, "days_per_week"),
        ),
    ],
)
def test_work_that_never_ends_is_told_where_it_can_be_mended(decided, path):
    """At the effort, the start or the capacity that people wrote."""
    told = misfits(**decided)

    assert path in [each for each, _ in told]
    assert all("does not end within 12 years" in what for _, what in told)


def test_nothing_but_days_off_is_told_once():
    """Nobody works on any day: the calendar is to mend, not the owners."""
    assert misfits(calendar={"closed": EVER}) == [
        (
            ("calendar", "closed"),
            "there is no working day from 2026-11-21 on: everything is closed",
        )
    ]


@pytest.mark.parametrize(
    ("options", "decided", "path", "words"),
    [
        ({}, {"stage2": "2099-01-01"}, ("stage2",), "lies more than 12 years ahead"),
        ({"stage2": date(2099, 1, 1)}, {}, ("--stage2",), "lies more than 12 years ahead"),
        ({}, {"start": "9000-01-01"}, ("start",), "cannot begin on 9000-01-01"),
        ({"start": date(9000, 1, 1)}, {}, ("--start",), "cannot begin on 9000-01-01"),
    ],
)
def test_days_beyond_every_calendar_are_told(options, decided, path, words):
    """From the file with its place, from an option with its name."""
    ((found, what),) = misfits(options, **decided)

    assert found == path
    assert words in what


def test_a_circle_through_the_track_is_told_at_the_decision():
    """The catalogue's own order and the track's steps count too."""
    actions = {"8.6.1-A1": {"prerequisites": ["8.6.3-A1"]}, "8.6.3-A1": {"note": "later"}}
    ((path, what),) = misfits(actions=actions)

    assert path == ("actions", "8.6.1-A1", "prerequisites")
    assert "8.6.1-A1 -> 8.6.3-A1 -> 8.6.1-A1" in what or "8.6.3-A1 -> 8.6.1-A1" in what
