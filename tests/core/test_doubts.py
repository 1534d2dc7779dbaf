"""Decided dates that do not go with the calendar or each other: kept as they are, and told."""

from datetime import date

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.language import speaking
from pseudo import PSEUDO, unsaid_words

GAPS = {**everything("F"), "8.6.1": "N", "8.6.3": "P"}
CALENDAR = {"closed": [{"from": "2027-03-01", "to": "2027-03-05"}]}
OWNERS = [
    {"role": "Problem manager", "absences": [{"from": "2027-04-05", "to": "2027-04-09"}]},
]
HOLIDAY = date(2027, 3, 17)


def plan(asked=None, **decided):
    fields = {"calendar": CALENDAR, "owners": OWNERS, **decided}
    decisions = PlanDecisions.model_validate(fields)
    return make_plan(evaluation(GAPS), decisions, {HOLIDAY}, stage2=asked)


def action(made, name):
    return next(each for each in made.actions if each.id == name)


@pytest.mark.parametrize("stage2", [None, date(2028, 6, 30)])
@pytest.mark.parametrize(
    ("name", "decided", "key", "words"),
    [
        ("8.6.1-A1", {"start": "2027-03-17"}, "start", "2027-03-17 by decision (public holiday)"),
        ("8.6.1-A1", {"start": "2027-03-13"}, "start", "(Saturday, no working day)"),
        ("8.6.1-A1", {"due": "2027-03-03"}, "due", "(the organisation is closed)"),
        ("8.6.3-A1", {"start": "2027-04-06"}, "start", "(Problem manager is absent)"),
        ("8.6.3-A1", {"due": "2026-12-01", "effort": 9}, "due", "Problem manager lacks 38 working"),
        ("8.6.1-A2", {"due": "2026-11-23", "effort": 0.4}, "due", "lacks 1 working day until then"),
        ("8.6.3-A1", {"start": "2026-11-23"}, "start", "before 8.6.1-A1 ends on "),
    ],
)
def test_what_does_not_go_together_is_kept_and_told(stage2, name, decided, key, words):
    """Each with its place in the file, in the remarks, and the date as people set it."""
    if days := decided.get("effort"):
        decided = {**decided, "effort": {"low": days, "likely": days, "high": days}}
    made = plan(stage2, actions={name: decided})
    told = [each for each in made.doubts if words in each.what]

    assert [each.path for each in told] == [("actions", name, key)]
    assert all(f"{each.what}; {each.remedy}." in made.remarks for each in made.doubts)
    kept = action(made, name)
    assert str({"start": kept.start, "due": kept.end}[key]) == decided[key]
    assert key in kept.decided


def test_work_on_a_day_off_is_done_on_the_next_one():
    """The decided day stands, the work does not lie on it."""
    made = plan(actions={"8.6.1-A1": {"start": "2027-03-17"}})

    assert "its work begins on 2027-03-18" in made.doubts[0].what
    assert action(made, "8.6.1-A1").start == HOLIDAY


@pytest.mark.parametrize(
    ("in_file", "asked", "path"),
    [
        ("2028-12-24", None, ("stage2",)),
        (None, date(2028, 12, 24), ("--stage2",)),
        ("2029-01-03", date(2028, 12, 24), ("--stage2",)),
    ],
)
def test_a_stage_2_on_a_day_off_is_told(in_file, asked, path):
    """A Sunday, from the file or the option; the wish stands."""
    made = plan(asked, stage2=in_file)

    assert [each.path for each in made.doubts] == [path]
    assert "Stage 2 is wished for 2028-12-24: Sunday, no working day" in made.doubts[0].what
    assert {each.id: each.date for each in made.milestones}["stage-2"] == date(2028, 12, 24)


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
    assert any(
        "8.6.3-A1 begins 2027-03-08 by decision, before 8.6.1-A1 ends on 2027-04-30" in each.what
        for each in made.doubts
    )


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
