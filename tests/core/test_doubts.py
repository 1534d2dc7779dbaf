"""Decided dates that do not go with the calendar or each other: kept as they are, and told."""

from datetime import date

import pytest

from builders import evaluation, everything
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.language import speaking
from pseudo import PSEUDO, unsaid_words

GAPS = {**everything("F"), "8.6.1": "N", "8.6.3": "P"}
CALENDAR = {"closed": [{"from": "2027-03-01", "to": "2027-03-05"}]}
OWNERS = [
    {
        "role": "Problem manager",
        "days_per_week": 2,
        "absences": [{"from": "2027-04-05", "to": "2027-04-09"}],
    },
]
HOLIDAY = date(2027, 3, 17)


def plan(asked=None, **decided):
    fields = {"calendar": CALENDAR, "owners": OWNERS, **decided}
    decisions = PlanDecisions.model_validate(fields)
    return make_plan(evaluation(GAPS), decisions, {HOLIDAY}, stage2=asked)


def action(made, name):
    return next(each for each in made.actions if each.id == name)


def off(name, key, what):
    remedy = "decide on a working day, or change the calendar"
    return Misfit(("actions", name, key), f"{name} {what}", remedy)


def short(name, what):
    return Misfit(("actions", name, "due"), f"{name} {what}", "give it more time or more people")


def early(name, key, what):
    remedy = "move one of them, or change what it waits for"
    return Misfit(("actions", name, key), f"{name} {what}, which it builds on", remedy)


INCIDENTS, MAJORS, PROBLEMS = "8.6.1-A1", "8.6.1-A2", "8.6.3-A1"


@pytest.mark.parametrize("stage2", [None, date(2028, 6, 30)])
@pytest.mark.parametrize(
    ("name", "decided", "told"),
    [
        (INCIDENTS, {"start": "2027-03-17"}, [
            off(INCIDENTS, "start", "starts on 2027-03-17 by decision (public holiday): "
                "its work begins on 2027-03-18"),
        ]),
        (INCIDENTS, {"start": "2026-11-21"}, [
            off(INCIDENTS, "start", "starts on 2026-11-21 by decision (Saturday, no working day): "
                "its work begins on 2026-11-23"),
        ]),
        (INCIDENTS, {"due": "2027-02-28"}, [
            off(INCIDENTS, "due", "is due on 2027-02-28 by decision (Sunday, no working day): "
                "its work ends on 2027-02-26"),
        ]),
        (INCIDENTS, {"due": "2027-03-01"}, [
            off(INCIDENTS, "due", "is due on 2027-03-01 by decision (the organisation is closed): "
                "its work ends on 2027-02-26"),
        ]),
        (INCIDENTS, {"due": "2027-03-05"}, [
            off(INCIDENTS, "due", "is due on 2027-03-05 by decision (the organisation is closed): "
                "its work ends on 2027-02-26"),
        ]),
        (INCIDENTS, {"due": "2027-03-08"}, []),
        (INCIDENTS, {"start": "2027-04-05", "due": "2027-04-30"}, []),
        (PROBLEMS, {"start": "2027-04-05"}, [
            off(PROBLEMS, "start", "starts on 2027-04-05 by decision (Problem manager is absent): "
                "its work begins on 2027-04-12"),
        ]),
        (PROBLEMS, {"start": "2027-04-09"}, [
            off(PROBLEMS, "start", "starts on 2027-04-09 by decision (Problem manager is absent): "
                "its work begins on 2027-04-12"),
        ]),
        (PROBLEMS, {"due": "2026-12-01", "effort": 9}, [
            short(PROBLEMS, "is due 2026-12-01 by decision: Problem manager lacks 16 working days "
                  "until then"),
            early(PROBLEMS, "due", "begins 2026-11-23 by decision, before 8.6.1-A1 ends on "
                  "2026-12-18"),
            early(PROBLEMS, "due", "begins 2026-11-23 by decision, before 8.6.1-A2 ends on "
                  "2026-12-11"),
        ]),
        (PROBLEMS, {"start": "2026-12-18"}, [
            early(PROBLEMS, "start", "begins 2026-12-18 by decision, before 8.6.1-A1 ends on "
                  "2026-12-18"),
        ]),
        (PROBLEMS, {"start": "2026-12-21"}, []),
        (MAJORS, {"due": "2026-11-27", "effort": 1}, []),
        (MAJORS, {"due": "2026-11-26", "effort": 1}, [
            short(MAJORS, "is due 2026-11-26 by decision: Major incident manager lacks 1 working "
                  "day until then"),
        ]),
        (MAJORS, {"due": "2026-11-21", "effort": 0.4}, [
            off(MAJORS, "due", "is due on 2026-11-21 by decision (Saturday, no working day): "
                "its work ends on –"),
            short(MAJORS, "is due 2026-11-21 by decision: Major incident manager lacks 2 working "
                  "days until then"),
        ]),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_kept_and_told(stage2, name, decided, told):
    """Each with its place in the file, in the remarks, and the date as people set it."""
    if days := decided.get("effort"):
        decided = {**decided, "effort": {"low": days, "likely": days, "high": days}}
    made = plan(stage2, actions={name: decided})
    kept = action(made, name)
    dates = {"start": str(kept.start), "due": str(kept.end)}
    given = {key: decided[key] for key in dates if key in decided}

    assert list(made.doubts) == told
    remarks = made.remarks[len(made.remarks) - len(told) :]
    assert list(remarks) == [f"{each.what}; {each.remedy}." for each in told]
    assert {**dates, **given} == dates
    assert given.keys() <= set(kept.decided)


@pytest.mark.parametrize(
    ("in_file", "asked", "places"),
    [
        ("2028-12-24", None, ["stage2"]),
        (None, date(2028, 12, 24), ["--stage2"]),
        ("2029-01-03", date(2028, 12, 24), ["--stage2"]),
        ("2028-12-24", date(2028, 12, 22), []),
        ("2028-12-22", None, []),
    ],
)
def test_a_stage_2_on_a_day_off_is_told(in_file, asked, places):
    """A Sunday, from the file or the option; the wish stands."""
    made = plan(asked, stage2=in_file)

    assert list(made.doubts) == [
        Misfit(
            (place,),
            "Stage 2 is wished for 2028-12-24: Sunday, no working day",
            "agree a working day with the certification body",
        )
        for place in places
    ]
    wished = asked or date.fromisoformat(in_file)
    assert {each.id: each.date for each in made.milestones}["stage-2"] == wished


@pytest.mark.parametrize(
    "decided",
    [
        {"start": "2027-03-18"},
        {"due": "2026-11-15"},
        {"start": "2026-11-15", "status": "in_progress"},
        {"start": "2027-03-17", "status": "done"},
        {"start": "2027-03-17", "status": "dropped"},
        {"status": "in_progress"},
        {"note": "soon"},
    ],
)
def test_what_goes_together_or_is_past_is_not_doubted(decided):
    """Working days, days before the plan, work that is under way or over."""
    assert plan(actions={"8.6.3-A1": decided}).doubts == ()


def test_two_decided_dates_against_a_prerequisite():
    """Both stay, and it is told with the day of the other."""
    made = plan(
        actions={
            "8.6.1-A1": {"start": "2027-02-01", "due": "2027-04-30"},
            "8.6.3-A1": {"start": "2027-03-08", "due": "2027-05-28"},
        }
    )

    assert action(made, "8.6.3-A1").start == date(2027, 3, 8)
    assert action(made, "8.6.1-A1").end == date(2027, 4, 30)
    told = "begins 2027-03-08 by decision, before 8.6.1-A1 ends on 2027-04-30"
    assert early(PROBLEMS, "start", told) in made.doubts


def test_doubts_are_said_in_the_language_spoken():
    """With weekday, owner and dates; the remarks of the plan hold them."""
    effort = {"low": 9, "likely": 9, "high": 9}
    decided = {
        "8.6.1-A1": {"start": "2027-03-13"},
        "8.6.1-A2": {"due": "2027-03-17"},
        "8.6.3-A1": {"due": "2026-12-01", "effort": effort},
        "8.6.3-A2": {"start": "2027-04-06"},
    }
    with speaking(PSEUDO):
        made = plan(date(2028, 12, 24), actions=decided)

    assert len(made.doubts) > 5
    assert [each for each in made.doubts if unsaid_words(each.what + each.remedy)] == []
    assert any("Samstag" in each.what for each in made.doubts)
