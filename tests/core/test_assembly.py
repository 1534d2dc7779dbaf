"""The plan put together: whole actions, settled ones, and all that a reader must know."""

from datetime import date

import pytest

from builders import TODAY, assessment, catalogue, evaluation, everything, rulebook
from iso20k_gap.core.catalogue import Catalogue, Effort, PdcaStep, Phase
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlanDecisions, PlannedAction, Status
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.responsibility import Raci

GAPS = {"8.6.1-02": "P", "8.6.1-03": "L"}
ASSUMPTION = (
    "Effort is a planning assumption, not a published figure: the catalogue's person-days times "
    "the share still to do. Change it in plan.yaml where you know better."
)


def plan(ratings=None, stage2=None, edition="2018", **decided):
    """The plan where everything is fully met but these ratings."""
    everywhere = everything("F") if edition == "2018" else dict.fromkeys("456789", "F")
    evaluated = evaluation({**everywhere, **(GAPS if ratings is None else ratings)},
                           edition=edition)  # fmt: skip
    return make_plan(evaluated, PlanDecisions.model_validate(decided), stage2=stage2)


def action(made, name):
    return next(each for each in made.actions if each.id == name)


def test_a_planned_action_has_all_that_is_known_of_it():
    """From the catalogue, the findings, the calendar, and people's decisions."""
    given = {"status": "in_progress", "due": "2027-02-26", "percent": 20, "note": "with Jo"}
    owners = [{"role": "SMS owner", "name": "Ada"}, {"role": "Asset manager", "name": "Bob"}]
    made = plan(start="2026-11-02", owners=owners, actions={"8.6.1-A1": given})
    clause, known = catalogue().clause_by_id["8.6.1"], catalogue().by_id

    assert made.actions == (
        PlannedAction(
            id="8.6.1-A1",
            clause="8.6.1",
            clause_title="Incident management",
            title="Set up one incident life cycle in one tool",
            goal=clause.goal,
            measure=clause.measure,
            activities=clause.actions[0].activities,
            remedies=tuple((name, known[name].remedy) for name in GAPS),
            deliverable=clause.actions[0].deliverable,
            findings=("F-8.6.1-02", "F-8.6.1-03"),
            requirements=("8.6.1-02", "8.6.1-03"),
            grade=Grade.MINOR,
            role="Incident manager",
            owner="Incident manager",
            effort=Effort(low=0.75, likely=1.0, high=1.75),
            phase=Phase.FOUNDATIONS,
            pdca=PdcaStep.DO,
            prerequisites=(),
            start=date(2026, 11, 2),
            end=date(2027, 2, 26),
            status=Status.IN_PROGRESS,
            percent=20,
            critical=True,
            slack=0,
            note="with Jo",
            decided=("status", "due", "percent", "note"),
            basis="4 days of the catalogue x 25 % left to do (2 of 6 requirements open)",
            earliest=date(2026, 11, 2),
            latest=date(2027, 2, 26),
            due=date(2027, 2, 26),
            raci=Raci(
                "Incident manager",
                "Ada",
                (
                    "Service catalogue manager",
                    "Bob",
                    "Configuration manager",
                    "Service level manager",
                ),
                (
                    "SMS manager",
                    "Service portfolio manager",
                    "Problem manager",
                    "Information security manager",
                    "Internal audit lead",
                ),
            ),
        ),
    )
    assert made.critical_path == ("8.6.1-A1",)


@pytest.mark.parametrize("status", ["done", "dropped"])
@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ({}, "2026-11-16", "2026-11-16"),
        ({"due": "2026-11-10"}, "2026-11-10", "2026-11-10"),
        ({"due": "2026-11-20"}, "2026-11-16", "2026-11-20"),
        ({"start": "2026-11-10"}, "2026-11-10", "2026-11-10"),
        ({"start": "2026-11-18"}, "2026-11-18", "2026-11-18"),
        ({"start": "2026-11-02", "due": "2026-11-10"}, "2026-11-02", "2026-11-10"),
    ],
)
def test_a_settled_action_has_the_dates_people_gave(status, dates, start, end):
    """Else those of the plan's start; it waits for nothing, and nothing for it."""
    decided = {"status": status, "percent": 40, **dates}
    settled = action(plan(start="2026-11-16", actions={"8.6.1-A1": decided}), "8.6.1-A1")

    assert (str(settled.start), str(settled.end)) == (start, end)
    assert (settled.earliest, settled.latest) == (settled.start, settled.end)
    assert (settled.critical, settled.slack) == (False, 0)
    assert settled.percent == (100 if status == "done" else 40)


def test_a_plan_with_nothing_to_remark_on_says_what_efforts_are():
    """All rated, no decision."""
    assert plan().remarks == (ASSUMPTION,)


@pytest.mark.parametrize(
    ("ratings", "decided", "told"),
    [
        (
            {"8.6.1": "N"},
            {"8.6.1-A1": {"status": "dropped"}},
            "8.6.1-A1 is dropped by decision: nothing closes F-8.6.1.",
        ),
        (
            GAPS,
            {"8.6.1-A1": {"status": "dropped", "due": "2026-11-10"}},
            "8.6.1-A1 is dropped by decision: nothing closes F-8.6.1-02, F-8.6.1-03.",
        ),
        (
            GAPS,
            {"8.6.1-A1": {"due": "2026-11-20"}},
            "8.6.1-A1 was due 2026-11-20 and is not done: planned anew to end 2026-11-27.",
        ),
        (GAPS, {"8.6.1-A1": {"due": "2026-11-20", "status": "done"}}, None),
        (GAPS, {"8.6.1-A1": {"due": "2026-11-27"}}, None),
    ],
)
def test_decisions_with_consequences_are_remarked(ratings, decided, told):
    """What nothing closes, and what could not be kept."""
    made = plan(ratings, actions=decided)

    assert made.remarks == ((ASSUMPTION, told) if told else (ASSUMPTION,))


@pytest.mark.parametrize(
    ("due", "status", "overdue"),
    [
        ("2026-11-20", "open", ("8.6.1-A1",)),
        ("2026-11-20", "in_progress", ("8.6.1-A1",)),
        ("2026-11-20", "done", ()),
        ("2026-11-21", "open", ()),
    ],
)
def test_overdue_is_what_was_due_before_today(due, status, overdue):
    """On its day it is not late yet, and what is done never is."""
    made = plan(start="2026-10-01", actions={"8.6.1-A1": {"due": due, "status": status}})

    assert made.overdue == overdue


def test_a_due_date_of_today_is_not_planned_anew():
    """The day has not passed: the work is short, and that is what is told."""
    made = plan(actions={"8.6.1-A1": {"due": "2026-11-21"}})

    assert action(made, "8.6.1-A1").end == TODAY
    assert not any("planned anew" in each for each in made.remarks)


def test_decisions_about_what_is_met_by_now_are_kept_apart():
    """In the catalogue's order, whatever that of the file."""
    kept = {name: {"note": "was open"} for name in ("9.2-A1", "8.6.1-A1", "4.1-A1")}

    assert plan(actions=kept).closed == ("4.1-A1", "9.2-A1")


def alone():
    """An evaluation of a catalogue that has one requirement only, not rated yet."""
    shipped = catalogue()
    clause = next(each for each in shipped.lowest if len(each.requirements) == 1)
    small = Catalogue(edition=shipped.edition, clauses=(clause,))
    return evaluate(small, assessment({}), rulebook(), TODAY)


def test_what_is_not_rated_is_remarked():
    """Of how much, in the singular too; not where all is rated."""
    many = make_plan(evaluation({"8.6.1": "N"}), PlanDecisions())
    one = make_plan(alone(), PlanDecisions())

    end = "the plan knows only what has been found so far, and may grow."
    assert many.remarks[1] == f"362 of 373 requirements are not rated: {end}"
    assert one.remarks == (ASSUMPTION, f"1 of 1 requirement is not rated: {end}")


@pytest.mark.parametrize(
    ("due", "late"), [("2028-06-29", ()), ("2028-06-30", ("7.1-A1", "8.6.1-A1"))]
)
def test_improvements_that_do_not_end_before_stage_2_are_told(due, late):
    """On its day is not before it."""
    both = {"8.6.1-A1": {"due": due}, "7.1-A1": {"due": due}}
    made = plan({"8.6.1-02": "L", "7.1-01": "L"}, stage2=date(2028, 6, 30), actions=both)

    told = "Stage 2 does not wait for these actions, and they do not end before it: {}."
    assert made.remarks == (ASSUMPTION, *([told.format(", ".join(late))] if late else []))


def test_where_there_is_no_stage_2_nothing_is_said_of_it():
    """The older edition has no certificate that improvements could come after."""
    ratings = {"8.1": "L"}
    name = plan(ratings, edition="2011").actions[0].id
    made = plan(ratings, edition="2011", actions={name: {"due": "2029-06-29"}})

    assert made.actions[0].end == date(2029, 6, 29)
    assert not any("Stage 2 does not wait" in each for each in made.remarks)


def test_a_backward_plan_begins_with_its_first_work():
    """What is done long since is none of it; work under way is, and else the first step."""
    wished = date(2028, 6, 30)
    done = {"8.6.1-A1": {"status": "done", "start": "2026-01-05"}}
    begun = {"8.6.1-A1": {"status": "in_progress", "start": "2026-11-02"}}

    nothing, work = plan({}, wished), plan(stage2=wished)

    assert nothing.start == nothing.latest_start
    assert plan(stage2=wished, actions=done).start == nothing.start
    assert plan(stage2=wished, start="2026-11-02", actions=begun).start == date(2026, 11, 2)
    assert work.start == work.latest_start == action(work, "8.6.1-A1").start
