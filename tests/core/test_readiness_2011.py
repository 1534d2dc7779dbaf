"""The verdict on the withdrawn 2011 edition: never ready, and the way out is named."""

import pytest

from builders import READY, answers, catalogue, evaluation, rulebook
from iso20k_gap.core.readiness import State

CLAUSES = ("4", "5", "6", "7", "8", "9")


def everything(rating):
    return dict.fromkeys(CLAUSES, rating)


def verdict(ratings=None, **fields):
    return evaluation(ratings, edition="2011", **fields).verdict


def gates(stage):
    return {each.gate for each in stage.blockers}


def test_everything_met_and_dated_is_still_not_ready():
    """All F with all dates: only the closed edition stands in the way, and migrate is named."""
    result = verdict(everything("F"), operation=READY)

    assert result.state is State.NOT_READY
    assert result.stage1.ready is False
    assert result.stage2.ready is False
    assert gates(result.stage1) == gates(result.stage2) == {"edition"}
    assert "iso20k-gap migrate DIR --to 2018 -o DIR2" in result.remark
    assert "30 September 2021" in result.remark
    (told,) = result.stage1.blockers
    assert (told.clause, told.reason) == ("", rulebook("2011").readiness.closed)
    assert told.clears == "migrate the assessment to the 2018 edition"


def test_nothing_rated_is_not_ready_either():
    """No answer can open an edition that is closed."""
    result = verdict({})

    assert result.state is State.NOT_READY
    assert "migrate" in result.remark


def test_screening_says_migrate_as_well():
    """That the edition is closed matters more than that it was a screening."""
    result = verdict(everything("F"), operation=READY, questionnaire="screening")

    assert result.state is State.NOT_READY
    assert "migrate" in result.remark


@pytest.mark.parametrize("stage", ["stage1", "stage2"])
def test_every_gate_blocks_when_absent(stage):
    """The gates still tell what is missing, each by its name."""
    for gate in getattr(rulebook("2011").readiness, stage):
        absent = dict.fromkeys(gate.requirements, "N")
        result = verdict({**everything("F"), **absent}, operation=READY)
        assert gate.id in gates(getattr(result, stage)), gate.id


def test_dates_are_asked_for_stage_2():
    """Without dates the same four blockers as in the 2018 edition appear, by 2011 clauses."""
    found = {each.gate: each.clause for each in verdict(everything("F")).stage2.blockers}

    assert found == {
        "edition": "",
        "operation": "",
        "internal-audit": "4.5.4.2",
        "management-review": "4.5.4.3",
        "continuity-test": "6.3.3",
    }


def test_all_processes_by_others_cannot_conform():
    """Handing over every process of clauses 5 to 9 is told by clause 4.2."""
    party = {"id": "netco", "name": "NetCo", "kind": "external_supplier"}
    made = answers(everything("F"), "2011")
    for identifier, answer in made.items():
        if catalogue("2011").by_id[identifier].others:
            made[identifier] = answer.model_copy(update={"performed_by": "netco"})
    result = verdict(answers=made, operation=READY, parties=[party])

    assert gates(result.stage1) == {"edition", "all-processes-by-others"}
    assert "(4.2)" in result.stage1.blockers[1].reason
