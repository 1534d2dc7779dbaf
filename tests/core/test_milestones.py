"""The milestones of a plan, each whole: its day, what it follows from, practice or not."""

from dataclasses import replace
from datetime import date

import pytest

from builders import READY, evaluation, everything
from iso20k_gap.core.plan import Milestone, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.language import speaking
from pseudo import ONE_FORM, PSEUDO, in_one_form, unsaid

WISH = {"stage2": "2028-06-30"}
OWN_ACTIONS = {"8.7.2": "N", "9.2": "N", "9.3": "N", "4.1": "N"}
NOTHING_LEFT = "no nonconformity is left to close for it"
RECORDED = "recorded in assessment.yaml"
PRACTICE = "; bodies expect so many months of records, the standard does not say so"
MONTHS = f"3 months after all processes are in operation{PRACTICE}"
LAST_IN = "operation began on 2026-01-01, all processes are in it with the last action"
STAGE_1 = "10 working days after the management review, to agree a date"
STAGE_2 = "30 working days or more after Stage 1, to clear up its concerns"
LATEST_STAGE_1 = "the last day that leaves 30 working days before Stage 2 to clear up concerns"
WISHED = "the day wished for; 30 working days or more after Stage 1"
FOUNDED = "the foundations' last action that closes a nonconformity ends: "
CLOSED = "the last action that closes a nonconformity ends: "
HELD = "its last action ends: "

EDITION_2011 = dict.fromkeys("456789", "F")
NOTHING_RECORDED = [
    ("foundations", "2026-11-21", NOTHING_LEFT),
    ("go-live", "2026-11-21", NOTHING_LEFT),
    (
        "continuity-test",
        "2026-12-04",
        "10 working days to hold it, from the start of the plan",
    ),
    ("operation", "2027-02-21", MONTHS),
    (
        "internal-audit",
        "2027-03-05",
        "10 working days to hold it, after: Months of operation completed",
    ),
    (
        "management-review",
        "2027-03-12",
        "5 working days to hold it, after: Internal audit completed",
    ),
]
"""The steps up to the management review where all must be held and nothing is left to close."""


def plan(ratings, decisions=None, **fields):
    rated = ratings if "edition" in fields else {**everything("F"), **ratings}
    return make_plan(evaluation(rated, **fields), PlanDecisions.model_validate(decisions or {}))


def steps(made):
    """The milestones up to Stage 2: their days, and what they follow from."""
    return [
        (each.id, each.date.isoformat(), each.why)
        for each in made.milestones
        if not each.id.startswith(("certificate", "surveillance", "recertification"))
    ]


@pytest.mark.parametrize(
    ("ratings", "decisions", "fields", "wanted"),
    [
        pytest.param(
            {},
            {},
            {},
            [
                *NOTHING_RECORDED,
                ("stage-1", "2027-03-26", STAGE_1),
                ("stage-2", "2027-05-07", STAGE_2),
            ],
            id="nothing to close, nothing recorded",
        ),
        pytest.param(
            OWN_ACTIONS,
            {},
            {},
            [
                ("foundations", "2026-12-04", f"{FOUNDED}4.1-A1"),
                ("go-live", "2027-01-27", f"{CLOSED}8.7.2-A3"),
                ("continuity-test", "2027-01-27", f"{HELD}8.7.2-A3"),
                ("operation", "2027-04-27", MONTHS),
                ("internal-audit", "2027-06-11", f"{HELD}9.2-A2"),
                ("management-review", "2027-06-30", f"{HELD}9.3-A2"),
                ("stage-1", "2027-07-14", STAGE_1),
                ("stage-2", "2027-08-25", STAGE_2),
            ],
            id="events that actions hold",
        ),
        pytest.param(
            OWN_ACTIONS,
            WISH,
            {},
            [
                ("foundations", "2027-12-02", f"{FOUNDED}4.1-A1"),
                ("go-live", "2027-12-02", f"{CLOSED}4.1-A1"),
                ("continuity-test", "2027-12-02", f"{HELD}8.7.2-A3"),
                ("operation", "2028-03-02", MONTHS),
                ("internal-audit", "2028-04-18", f"{HELD}9.2-A2"),
                ("management-review", "2028-05-05", f"{HELD}9.3-A2"),
                ("stage-1", "2028-05-19", LATEST_STAGE_1),
                ("stage-2", "2028-06-30", WISHED),
            ],
            id="events that actions hold, backward",
        ),
        pytest.param(
            {"8.6.1": "N"},
            WISH,
            {},
            [
                ("foundations", "2028-01-14", f"{FOUNDED}8.6.1-A1"),
                ("go-live", "2028-01-14", f"{CLOSED}8.6.1-A1"),
                (
                    "continuity-test",
                    "2028-04-14",
                    "10 working days to hold it, in time for: Internal audit completed",
                ),
                ("operation", "2028-04-14", MONTHS),
                (
                    "internal-audit",
                    "2028-04-28",
                    "10 working days to hold it, in time for: Management review held",
                ),
                (
                    "management-review",
                    "2028-05-05",
                    "5 working days to hold it, in time for: Stage 1 audit",
                ),
                ("stage-1", "2028-05-19", LATEST_STAGE_1),
                ("stage-2", "2028-06-30", WISHED),
            ],
            id="events to be held, backward",
        ),
        pytest.param(
            {},
            {},
            {"operation": READY},
            [
                ("go-live", "2026-01-01", RECORDED),
                (
                    "operation",
                    "2026-04-01",
                    f"3 months after operation began on 2026-01-01{PRACTICE}",
                ),
                ("continuity-test", "2026-06-01", RECORDED),
                ("internal-audit", "2026-09-01", RECORDED),
                ("management-review", "2026-09-15", RECORDED),
                ("foundations", "2026-11-21", NOTHING_LEFT),
                ("stage-1", "2026-12-04", STAGE_1),
                ("stage-2", "2027-01-15", STAGE_2),
            ],
            id="all recorded",
        ),
        pytest.param(
            {"8.6.1-02": "P"},
            {},
            {"operation": READY},
            [
                ("continuity-test", "2026-06-01", RECORDED),
                ("internal-audit", "2026-09-01", RECORDED),
                ("management-review", "2026-09-15", RECORDED),
                ("foundations", "2026-11-27", f"{FOUNDED}8.6.1-A1"),
                ("go-live", "2026-11-27", f"{CLOSED}8.6.1-A1"),
                (
                    "operation",
                    "2026-11-27",
                    f"{LAST_IN}; bodies expect 3 months of records, the standard does not say so",
                ),
                ("stage-1", "2026-12-11", STAGE_1),
                ("stage-2", "2027-01-22", STAGE_2),
            ],
            id="in operation, a minor left",
        ),
        pytest.param(
            EDITION_2011,
            {},
            {"edition": "2011"},
            NOTHING_RECORDED,
            id="an edition without certificates",
        ),
    ],
)
def test_every_step_says_what_it_follows_from(ratings, decisions, fields, wanted):
    """In order of their days; the same is said in a language with one form for all numbers."""
    made = plan(ratings, decisions, **fields)
    with speaking(ONE_FORM):
        again = plan(ratings, decisions, **fields)

    assert steps(made) == wanted
    assert [in_one_form(why) for *_, why in wanted] == [
        in_one_form(why) for *_, why in steps(again)
    ]
    assert {each.id for each in made.milestones if each.practice} == {
        *(name for name, _, why in wanted if "working days" in why or "records" in why),
        *({"certificate", "recertification"} if len(wanted) == 8 else ()),
    }


def test_what_follows_stage_2():
    """The decision and the three years of a certificate, on the days its courses reach them."""
    after = plan({"8.6.1": "N"}).milestones[-4:]
    days = [
        ("2027-07-15", "2027-07-20", "2027-07-27", "2027-07-29"),
        ("2028-07-15", "2028-07-20", "2028-07-27", "2028-07-29"),
        ("2029-07-15", "2029-07-20", "2029-07-27", "2029-07-29"),
        ("2030-04-15", "2030-04-20", "2030-04-27", "2030-04-29"),
    ]
    told = [
        (
            "certificate",
            "Certificate decision",
            "30 working days after Stage 2, for corrections and the body's review",
            True,
        ),
        (
            "surveillance-1",
            "Surveillance audit 1",
            "the latest day: 12 months after the decision (ISO/IEC 17021-1)",
            False,
        ),
        (
            "surveillance-2",
            "Surveillance audit 2",
            "24 months after the decision; at least one a calendar year (ISO/IEC 17021-1)",
            False,
        ),
        (
            "recertification",
            "Recertification audit",
            "3 months before the certificate of three years expires on 2030-07-15",
            True,
        ),
    ]

    wanted = [
        Milestone(name, title, day, why, practice, *sure)
        for (name, title, why, practice), (day, *sure) in zip(
            told, ([date.fromisoformat(each) for each in row] for row in days), strict=True
        )
    ]
    assert after == tuple(wanted)
    with speaking(ONE_FORM):
        again = plan({"8.6.1": "N"}).milestones[-4:]
    assert [in_one_form(each.why) for each in again] == [in_one_form(each.why) for each in after]


def test_names_of_the_steps():
    """As a reader knows them."""
    assert [each.name for each in plan({}).milestones] == [
        "Foundations laid",
        "All processes in operation",
        "Service continuity tested",
        "Months of operation completed",
        "Internal audit completed",
        "Management review held",
        "Stage 1 audit",
        "Stage 2 audit",
        "Certificate decision",
        "Surveillance audit 1",
        "Surveillance audit 2",
        "Recertification audit",
    ]


@pytest.mark.parametrize("since", ["2026-10-25", None])
def test_one_month_of_operation(since):
    """A rulebook may ask for as little: it is said in the singular."""
    evaluated = evaluation(everything("F"), operation={"since": since})
    rules = evaluated.rulebook
    asked = rules.readiness.model_copy(update={"months_of_operation": 1})
    less = replace(evaluated, rulebook=replace(rules, readiness=asked))
    made = {each.id: each for each in make_plan(less, PlanDecisions()).milestones}
    told = "operation began on 2026-10-25" if since else "all processes are in operation"

    assert made["operation"].why == f"1 month after {told}{PRACTICE}"


def test_every_text_of_a_milestone_can_be_translated():
    """Names and reasons are said in the language spoken; only ids and days stand by themselves."""
    for ratings, decisions in (({}, {}), (OWN_ACTIONS, {}), (OWN_ACTIONS, WISH)):
        with speaking(PSEUDO):
            made = plan(ratings, decisions)
        for each in made.milestones:
            assert (unsaid(each.name), unsaid(each.why)) == ("", "")
