"""The ruling on a wished Stage 2, word for word: kept, missed, or not to be had at all."""

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.language import speaking
from pseudo import ONE_FORM, PSEUDO, in_one_form, unsaid

INCIDENTS = {"8.6.1": "N"}
PROBLEMS = {"8.6.1": "N", "8.6.3": "N"}
MOVE = "Move Stage 2, begin earlier, or drop or hand over work of the chain."
JO = {"role": "Incident manager", "name": "Jo", "days_per_week": 0.5}
BOTH = [JO, {"role": "Problem manager", "days_per_week": 3}]


def plan(ratings, edition="2018", **decisions):
    rated = ratings if edition != "2018" else {**everything("F"), **ratings}
    return make_plan(evaluation(rated, edition=edition), PlanDecisions.model_validate(decisions))


@pytest.mark.parametrize(
    ("ratings", "decisions", "headline", "gives"),
    [
        pytest.param(
            INCIDENTS, {}, "Stage 2 can be held on 2027-06-03 at the earliest.", (), id="no wish"
        ),
        pytest.param(
            {},
            {"stage2": "2027-05-07"},
            "Stage 2 on 2027-05-07 can be made, with 0 working days to spare: the latest start is "
            "2026-11-21, the earliest Stage 2 is 2027-05-07.",
            (),
            id="no day to spare",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2027-06-04"},
            "Stage 2 on 2027-06-04 can be made, with 1 working day to spare: the latest start is "
            "2026-11-24, the earliest Stage 2 is 2027-06-03.",
            (),
            id="a day to spare",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2027-09-06"},
            "Stage 2 on 2027-09-06 can be made, with 65 working days to spare: the latest start is "
            "2027-02-22, the earliest Stage 2 is 2027-06-03.",
            (),
            id="days to spare",
        ),
        pytest.param(
            {},
            {"stage2": "2027-05-06"},
            "Stage 2 on 2027-05-06 cannot be made: earliest is 2027-05-07, 1 working day later.",
            (MOVE,),
            id="a day too early, with no work on the chain",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2027-05-14"},
            "Stage 2 on 2027-05-14 cannot be made: earliest is 2027-06-03, 14 working days later.",
            (
                "With Incident manager at 5 days a week the earliest is 2027-05-27.",
                "With every owner at 5 days a week it could be 2027-05-14: add capacity there.",
            ),
            id="just enough with everybody",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2027-05-13"},
            "Stage 2 on 2027-05-13 cannot be made: earliest is 2027-06-03, 15 working days later.",
            (
                "With Incident manager at 5 days a week the earliest is 2027-05-27.",
                "Even with every owner at 5 days a week it is 2027-05-14.",
                MOVE,
            ),
            id="not even with everybody",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2026-11-01"},
            "Stage 2 on 2026-11-01 cannot be made: earliest is 2027-06-03, 139 working days later.",
            (
                "With Incident manager at 5 days a week the earliest is 2027-05-27.",
                "Even with every owner at 5 days a week it is 2027-05-14.",
                MOVE,
            ),
            id="before the plan begins: counted from its begin",
        ),
        pytest.param(
            INCIDENTS,
            {"stage2": "2026-12-01", "calendar": {"working_days": [1, 1]}},
            "Stage 2 on 2026-12-01 cannot be made: earliest is 2028-03-27, 69 working days later.",
            ("Even with every owner at 1 day a week it is 2028-03-27.", MOVE),
            id="a week of one day",
        ),
        pytest.param(
            PROBLEMS,
            {"stage2": "2027-06-04", "owners": BOTH},
            "Stage 2 on 2027-06-04 cannot be made: earliest is 2027-07-16, 30 working days later.",
            (
                "With Jo at 5 days a week the earliest is 2027-06-14.",
                "With every owner at 5 days a week it could be 2027-05-21: add capacity there.",
            ),
            id="the one owner of the chain who would help most",
        ),
        pytest.param(
            PROBLEMS,
            {"stage2": "2027-06-04", "actions": {"8.6.1-A1": {"due": "2027-04-30"}}},
            "Stage 2 on 2027-06-04 cannot be made: earliest is 2027-12-03, 130 working days later.",
            (
                "With Problem manager at 5 days a week the earliest is 2027-10-27.",
                "Without the dates decided for 8.6.1-A1 the earliest is 2027-07-21.",
                "Even with every owner at 5 days a week it is 2027-10-27.",
                MOVE,
            ),
            id="a decided date on the chain",
        ),
        pytest.param(
            PROBLEMS,
            {
                "stage2": "2027-06-04",
                "actions": {
                    "8.6.1-A1": {"start": "2027-04-30", "due": "2027-05-27"},
                    "8.6.3-A1": {"due": "2027-05-30"},
                },
            },
            "Stage 2 on 2027-06-04 cannot be made: earliest is 2027-12-03, 130 working days later.",
            (
                "With Problem manager at 5 days a week the earliest is 2027-11-18.",
                "Without the dates decided for 8.6.1-A1 the earliest is 2027-11-15.",
                "Even with every owner at 5 days a week it is 2027-11-18.",
                MOVE,
            ),
            id="another decided date behind it",
        ),
    ],
)
def test_the_ruling_says_in_full_what_can_be_and_what_would_help(
    ratings, decisions, headline, gives
):
    """Headline, chain and what would have to give, one after another; in any form of number."""
    made = plan(ratings, **decisions)
    with speaking(ONE_FORM):
        again = plan(ratings, **decisions)

    assert (made.headline, made.gives) == (headline, gives)
    assert made.reason == " ".join(
        [headline, f"Because of this chain: {'; '.join(made.chain)}.", *gives]
    )
    assert made.feasible == (not gives)
    assert str(made.earliest) in headline
    assert ("to spare" in headline) == (made.spare is not None)
    assert made.spare is None or f" {made.spare} working day" in headline
    assert in_one_form(again.reason) == in_one_form(made.reason)


@pytest.mark.parametrize(
    ("ratings", "decisions", "chain"),
    [
        (
            {"8.7.2": "N", "9.2": "N", "9.3": "N"},
            {},
            (
                "Continuity manager: 8.7.2-A1, 8.7.2-A2, 8.7.2-A3, to 2027-01-27",
                "All processes in operation: 2027-01-27",
                "Months of operation completed: 2027-04-27",
                "Internal audit lead: 9.2-A1, 9.2-A2, to 2027-06-11",
                "SMS manager: 9.3-A1, to 2027-06-23",
                "Top management: 9.3-A2, to 2027-06-30",
                "Management review held: 2027-06-30",
                "Stage 1 audit: 2027-07-14",
                "Stage 2 audit: 2027-08-25",
            ),
        ),
        (
            PROBLEMS,
            {"stage2": "2028-06-30", "owners": BOTH},
            (
                "Jo: 8.6.1-A1, to 2027-12-29",
                "Problem manager: 8.6.3-A1, 8.6.3-A2, to 2028-01-14",
                "All processes in operation: 2028-01-14",
                "Months of operation completed: 2028-04-14",
                "Internal audit completed: 2028-04-28",
                "Management review held: 2028-05-05",
                "Stage 1 audit: 2028-05-19",
                "Stage 2 audit: 2028-06-30",
            ),
        ),
    ],
)
def test_the_chain_is_told_link_by_link(ratings, decisions, chain):
    """Who does what until when, what one owner does in a row as one link; then the track."""
    assert plan(ratings, **decisions).chain == chain


def test_a_recorded_day_would_not_have_to_give():
    """What has been lies at the head of the chain, but nobody can decide it otherwise."""
    evaluated = evaluation(everything("F"), operation={"since": "2026-10-01"})
    made = make_plan(evaluated, PlanDecisions.model_validate({"stage2": "2027-02-01"}))

    assert made.chain[0] == "Months of operation completed: 2027-01-01"
    assert made.gives == (MOVE,)


def test_where_no_certificate_is_issued_the_review_is_told():
    """A wish changes nothing about it, and nothing would have to give."""
    wished = plan(dict.fromkeys("456789", "F"), edition="2011", stage2="2028-06-30")

    assert wished.headline == (
        "There is no Stage 2: Certificates to ISO/IEC 20000-1:2011 lapsed by 30 September 2021: "
        "this edition can only be used for historic or internal purposes. `iso20k-gap migrate DIR "
        "--to 2018 -o DIR2` leads to the 2018 edition. The management review is on 2027-03-12."
    )
    assert wished.chain == (
        "All processes in operation: 2026-11-21",
        "Months of operation completed: 2027-02-21",
        "Internal audit completed: 2027-03-05",
        "Management review held: 2027-03-12",
    )
    assert (wished.feasible, wished.spare, wished.gives) == (False, None, ())
    assert (wished.backward, wished.chance) == (False, None)
    assert str(wished.earliest) == "2027-03-12"


@pytest.mark.parametrize("stage2", [None, "2026-12-01", "2027-06-04", "2028-06-30"])
def test_every_text_of_the_ruling_can_be_translated(stage2):
    """Only the ids of actions and the marks between links stand by themselves."""
    due = {"8.6.1-A1": {"due": "2027-04-30"}}
    with speaking(PSEUDO):
        made = plan(PROBLEMS, stage2=stage2, actions=due if stage2 == "2026-12-01" else {})

    for each in (made.headline, *made.chain, *made.gives):
        assert unsaid(each) == ""
    assert unsaid(made.reason).strip() == ""
