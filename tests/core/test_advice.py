"""What next: what an action would gain, and the order that follows from it."""

from fractions import Fraction

import pytest

from builders import READY, evaluation, everything
from iso20k_gap.core.actions import drafts
from iso20k_gap.core.advice import Advice, advise
from iso20k_gap.core.plan import PlanDecisions


def advised(ratings, **actions):
    """The advice on ratings, with decisions about actions."""
    made = evaluation({**everything("F"), **ratings}, operation=READY)
    decisions = PlanDecisions.model_validate({"actions": actions})
    return advise(made, drafts(made, decisions))


def advice(**fields):
    """An advice that gains nothing, but for what is given."""
    nothing = {
        "action": "A", "clause": "4.1", "title": "Do it", "role": "Owner", "requirements": (),
        "days": Fraction(2), "stage1": 0, "stage2": 0, "majors": 0, "minors": 0,
        "conformity": Fraction(0),
    }  # fmt: skip
    return Advice(**{**nothing, **fields})


@pytest.mark.parametrize(
    ("fields", "gain"),
    [
        ({}, (0, 0, 0, 0)),
        ({"stage1": 1, "stage2": 3}, (Fraction(1, 2), Fraction(3, 2), 0, 0)),
        ({"majors": 1, "minors": 1}, (0, 0, 2, 0)),
        ({"majors": 1, "minors": -3}, (0, 0, 0, 0)),
        ({"conformity": Fraction(1, 50)}, (0, 0, 0, Fraction(1, 100))),
        ({"stage1": 1, "days": Fraction(0)}, (100, 0, 0, 0)),
    ],
)
def test_gain_is_counted_by_person_day(fields, gain):
    """A major weighs as three minors; no work at all counts as a hundredth of a day."""
    assert advice(**fields).gain == gain


LIFE_CYCLE = {
    "action": "8.6.1-A1", "clause": "8.6.1", "role": "Incident manager",
    "title": "Set up one incident life cycle in one tool",
}  # fmt: skip
SCOPE = {
    "action": "4.3-A2", "clause": "4.3", "role": "SMS manager",
    "title": "Write and publish the scope statement",
}  # fmt: skip


def test_what_an_action_would_gain():
    """Blockers, findings and conformity are those of the state with its requirements met."""
    ids = ("8.6.1-01", "8.6.1-02")

    assert advised(dict.fromkeys(ids, "P")) == (
        advice(
            **LIFE_CYCLE, requirements=ids, days=Fraction(1), minors=2,
            conformity=Fraction(2, 373),
        ),
    )  # fmt: skip


def test_gains_are_counted_from_what_is_and_not_below_it():
    """A scope that is missing blocks both audits; a clause half met becomes two majors of one."""
    scope, *_others = advised({"4.3-06": "N", "8.6.1": "P"})
    first, _second = advised({"8.6.1": "N", "8.6.1-11": "P"})

    assert scope == advice(
        **SCOPE, requirements=("4.3-06",), days=Fraction(3, 4), stage1=1, stage2=2, majors=1,
        conformity=Fraction(1, 373),
    )  # fmt: skip
    assert first == advice(
        **LIFE_CYCLE, requirements=tuple(f"8.6.1-0{number}" for number in range(1, 7)),
        days=Fraction(4), stage2=-1, majors=-1, conformity=Fraction(6, 373),
    )  # fmt: skip


def test_each_action_gains_its_own_and_not_what_others_would():
    """Two clauses that block Stage 1, and two with a minor, each less by one."""
    told = advised({"4.3-06": "N", "5.2.2-01": "N", "8.6.1-01": "P", "8.6.2-02": "P"})

    gains = {each.clause: (each.stage1, each.stage2, each.majors, each.minors) for each in told}
    assert gains == {
        "4.3": (1, 2, 1, 0),
        "5.2.2": (1, 2, 1, 0),
        "8.6.1": (0, 0, 0, 1),
        "8.6.2": (0, 0, 0, 1),
    }


def test_the_only_answer_gains_all():
    """Where nothing else is rated, conformity goes from nothing to the whole."""
    made = evaluation({"8.6.1-01": "N"})

    assert advise(made, drafts(made, PlanDecisions())) == (
        advice(
            **LIFE_CYCLE, requirements=("8.6.1-01",), days=Fraction(1), stage2=1, majors=1,
            conformity=Fraction(1),
        ),
    )  # fmt: skip


def test_a_blocker_of_stage_1_goes_before_more_findings():
    """No scope, no audit: that is mended first, whatever else there is to gain."""
    first, *_rest = advised({"4.3-06": "N", "8.6.1": "P", "8.6.2": "P"})

    assert first.clause == "4.3"
    assert first.stage1 > 0
    assert (first.majors, first.minors) == (1, 0)


def test_a_major_that_falls_apart_into_minors_is_told():
    """Meeting some of a clause that nobody meets takes a major, and shows what was behind it."""
    gained = {each.action: each for each in advised({"8.6.1": "N", "8.6.1-11": "P"})}

    assert all(each.majors <= 1 for each in gained.values())
    assert [each.gain for each in gained.values()] == sorted(
        (each.gain for each in gained.values()), reverse=True
    )


def test_advice_goes_by_gain_then_by_name():
    """Two actions that gain as much stand in the order of their ids."""
    ratings = {"8.6.1-01": "P", "8.6.2-02": "P", "9.2-02": "P", "10.1-02": "P"}
    gained = [(tuple(-part for part in each.gain), each.action) for each in advised(ratings)]

    assert gained == sorted(gained)
    assert len(gained) > 2


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_nothing_is_advised_twice(status):
    """What is done or dropped is no advice."""
    assert advised({"8.6.1-01": "P"}, **{"8.6.1-A1": {"status": status}}) == ()
