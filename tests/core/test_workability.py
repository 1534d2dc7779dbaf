"""Plans that cannot be made: all reasons at once, each with its place in `plan.yaml`."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from builders import TODAY, evaluation, everything
from iso20k_gap.core.capacity import Team, working_days
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.generation import Problem
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.tasks import Task
from iso20k_gap.core.workability import UnworkableError, circle, unworkable
from iso20k_gap.errors import Complaint

GAPS = {**everything("F"), "8.6.1": "N", "8.6.3": "P"}
EVER = [{"from": "2020-01-01", "to": "2099-01-01"}]
MUCH = {"low": 1, "likely": 9000, "high": 9000}
LITTLE = 0.0001
AWAY = "shorten the absences, or name another owner"
RELIEVE = "give more days_per_week, shorten absences, lower the effort, or begin it earlier"


def misfits(options=None, **decided):
    decisions = PlanDecisions.model_validate(decided)
    with pytest.raises(UnworkableError) as caught:
        make_plan(evaluation(GAPS), decisions, **(options or {}))
    assert caught.value.complaints == tuple(
        Complaint(each.what, each.remedy, "plan.yaml") for each in caught.value.misfits
    )
    return list(caught.value.misfits)


def test_everyone_who_is_never_there_is_told_at_once():
    """With what they would have to do; the place is where the absence stands."""
    owners = [
        {"role": "Incident manager", "name": "Jo"},
        {"role": "Major incident manager", "name": "Jo", "absences": EVER},
        {"role": "Problem manager", "absences": EVER},
    ]

    assert misfits(owners=owners) == [
        Misfit(
            ("owners", 1, "absences"),
            "Jo has no working day from 2026-11-21 on, but has to do 8.6.1-A1, 8.6.1-A2",
            AWAY,
        ),
        Misfit(
            ("owners", 2, "absences"),
            "Problem manager has no working day from 2026-11-21 on, but has to do "
            "8.6.3-A1, 8.6.3-A2",
            AWAY,
        ),
    ]


INCIDENTS = "8.6.1-A1 ({days} days by Incident manager) does not end within 12 years"
REST = (
    "8.6.1-A2 (3 days by Major incident manager) does not end within 12 years",
    "8.6.3-A1 (2.75 days by Problem manager) does not end within 12 years",
    "8.6.3-A2 (2 days by Problem manager) does not end within 12 years",
)


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        (
            {"actions": {"8.6.1-A1": {"effort": MUCH}}},
            [(("actions", "8.6.1-A1", "effort"), INCIDENTS.format(days=9000))],
        ),
        (
            {"actions": {"8.6.1-A1": {"start": "2045-01-01"}}},
            [(("actions", "8.6.1-A1", "start"), INCIDENTS.format(days=4))],
        ),
        (
            {"owners": [{"role": "Incident manager", "days_per_week": LITTLE}]},
            [(("owners", 0, "days_per_week"), INCIDENTS.format(days=4))],
        ),
        (
            {"default_days_per_week": LITTLE, "owners": [{"role": "SMS owner"}]},
            [
                (("default_days_per_week",), each)
                for each in (INCIDENTS.format(days=4), *REST)
            ],
        ),
        (
            {"default_days_per_week": LITTLE, "owners": [{"role": "Problem manager"}]},
            [
                (("default_days_per_week",), INCIDENTS.format(days=4)),
                (("default_days_per_week",), REST[0]),
                (("owners", 0, "days_per_week"), REST[1]),
                (("owners", 0, "days_per_week"), REST[2]),
            ],
        ),
    ],
)  # fmt: skip
def test_work_that_never_ends_is_told_where_it_can_be_mended(decided, told):
    """At the effort, the start or the capacity that people wrote."""
    assert misfits(**decided) == [Misfit(path, what, RELIEVE) for path, what in told]


def test_a_step_that_never_ends_is_told_at_the_closures():
    """Nobody works on it: what it lacks is working days after the work."""
    closed = [{"from": "2027-03-01", "to": "2099-01-01"}]

    assert misfits(default_days_per_week=5, calendar={"closed": closed}) == [
        Misfit(
            ("calendar", "closed"),
            "internal-audit does not end within 12 years: too few working days are left for it",
            "shorten 'closed', or let the work before it end earlier",
        )
    ]


def test_nothing_but_days_off_is_told_once():
    """Nobody works on any day: the calendar is to mend, not the owners."""
    assert misfits(calendar={"closed": EVER}) == [
        Misfit(
            ("calendar", "closed"),
            "there is no working day from 2026-11-21 on: everything is closed",
            "shorten 'closed'",
        )
    ]


FAR = date(2099, 1, 1)
TOO_FAR = ("Stage 2 on 2099-01-01 lies more than 12 years ahead", "give an earlier day")
TOO_LATE = ("the plan cannot begin on 9000-01-01", "begin it in 2200 or earlier")


@pytest.mark.parametrize(
    ("options", "decided", "path", "told"),
    [
        ({}, {"stage2": FAR}, ("stage2",), TOO_FAR),
        ({"stage2": FAR}, {}, ("--stage2",), TOO_FAR),
        ({"stage2": FAR}, {"stage2": "2028-01-01"}, ("--stage2",), TOO_FAR),
        ({}, {"start": "9000-01-01"}, ("start",), TOO_LATE),
        ({"start": date(9000, 1, 1)}, {}, ("--start",), TOO_LATE),
    ],
)
def test_days_beyond_every_calendar_are_told(options, decided, path, told):
    """From the file with its place, from an option with its name."""
    assert misfits(options, **decided) == [Misfit(path, *told)]


def test_what_just_fits_is_no_reason():
    """A wish on the last working day of all, and work that takes every day there is."""
    decisions = PlanDecisions(default_days_per_week=5)
    days = working_days(TODAY, decisions.calendar, frozenset())
    last, number = days.listed[-1], len(days.listed)

    def reasons(effort, wished):
        task = Task("a", owner="Ann", effort=Fraction(effort))
        return list(unworkable(Problem((task,), "a", TODAY, Team(decisions, days)), wished))

    assert reasons(number, last) == []
    assert reasons(number, None) == []
    late, endless = reasons(number + 1, last + timedelta(days=1))
    assert late.what == f"Stage 2 on {last + timedelta(days=1)} lies more than 12 years ahead"
    assert endless.what == f"a ({number + 1} days by Ann) does not end within 12 years"


CIRCLE = "8.6.1-A1 -> 8.6.3-A1 -> 8.6.1-A1"


@pytest.mark.parametrize(
    ("actions", "path"),
    [
        (
            {"8.6.1-A1": {"prerequisites": ["8.6.3-A1"]}, "8.6.3-A1": {"note": "later"}},
            ("actions", "8.6.1-A1", "prerequisites"),
        ),
        (
            {
                "8.6.1-A2": {"prerequisites": []},
                "8.6.3-A1": {"note": "later"},
                "8.6.1-A1": {"prerequisites": ["8.6.3-A1"]},
            },
            ("actions", "8.6.1-A1", "prerequisites"),
        ),
        (
            {
                "8.6.3-A1": {"prerequisites": ["8.6.1-A1"]},
                "8.6.1-A1": {"prerequisites": ["8.6.3-A1"]},
            },
            ("actions", "8.6.3-A1", "prerequisites"),
        ),
        ({"8.6.3-A1": {"note": "later"}}, ("actions",)),
    ],
)
def test_a_circle_is_told_at_the_first_decision_that_makes_it(actions, path):
    """Decisions about other actions, or about other things, have no part in it."""
    decisions = PlanDecisions.model_validate({"actions": actions})

    assert circle(decisions, CIRCLE) == Misfit(
        path, f"actions wait for each other in a circle: {CIRCLE}", "take one of them away"
    )


def test_a_circle_through_the_track_is_told():
    """The catalogue's own order and the track's steps count too."""
    (told,) = misfits(actions={"8.6.1-A1": {"prerequisites": ["8.6.3-A1"]}})

    assert told.path == ("actions", "8.6.1-A1", "prerequisites")
    assert told.what in (
        f"actions wait for each other in a circle: {CIRCLE}",
        "actions wait for each other in a circle: 8.6.3-A1 -> 8.6.1-A1 -> 8.6.3-A1",
    )
