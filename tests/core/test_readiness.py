"""The verdict by gates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    READY,
    TODAY,
    answers,
    assessment,
    catalogue,
    evaluation,
    everything,
    evidence,
    rulebook,
)
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.readiness import Blocker, State, judge, months_after


def verdict(ratings=None, **fields):
    return evaluation(ratings, **fields).verdict


def gates(stage):
    return {each.gate for each in stage.blockers}


def test_everything_met_and_dated_is_ready_for_stage_2():
    """All F, three months of operation, complete audit, review after it, continuity test."""
    result = verdict(everything("F"), operation=READY)

    assert result.state is State.STAGE_2
    assert result.stage1.ready
    assert result.stage2.blockers == ()


def test_nothing_rated_is_undetermined():
    """Without answers there is no ruling, only what has to be known."""
    result = verdict({})

    assert result.state is State.UNDETERMINED
    assert result.stage1.ready is None
    assert result.stage1.open_points


def test_dates_block_stage_2_only():
    """Without dates the organisation is ready for Stage 1."""
    result = verdict(everything("F"))

    assert result.state is State.STAGE_1
    assert gates(result.stage2) == {
        "operation",
        "internal-audit",
        "management-review",
        "continuity-test",
    }


@pytest.mark.parametrize(
    ("operation", "gate"),
    [
        ({"since": "2026-08-22"}, "operation"),
        ({"internal_audit": {"completed": "2026-09-01", "complete": "false"}}, "internal-audit"),
        ({"internal_audit": {"completed": "2026-11-22"}}, "internal-audit"),
        ({"management_review": "2026-08-31"}, "management-review"),
        ({"continuity_test": "2026-11-22"}, "continuity-test"),
    ],
)
def test_each_date_is_checked(operation, gate):
    """Too short, incomplete, in the wrong order or in the future: a blocker."""
    result = verdict(everything("F"), operation={**READY, **operation})

    assert gates(result.stage2) == {gate}


@pytest.mark.parametrize(
    ("operation", "blocker"),
    [
        ({"since": None},
         ("operation", "", "No date is recorded since when the SMS is in operation",
          "set operation.since; 3 months of records are expected")),
        ({"since": "2026-09-01"},
         ("operation", "",
          "The SMS is in operation since 2026-09-01: less than 3 months of records",
          "collect records until 2026-12-01")),
        ({"internal_audit": None},
         ("internal-audit", "9.2", "No completed internal audit is recorded",
          "audit all clauses and set operation.internal_audit")),
        ({"internal_audit": {"completed": "2026-09-01", "complete": False}},
         ("internal-audit", "9.2", "The internal audit of 2026-09-01 did not cover all clauses",
          "audit the rest")),
        ({"internal_audit": {"completed": "2026-11-21"}, "management_review": "2026-11-20"},
         ("management-review", "9.3",
          "The management review of 2026-11-20 was held before the internal audit ended",
          "hold a management review on the audit's results")),
        ({"management_review": None},
         ("management-review", "9.3", "No management review is recorded",
          "hold it after the internal audit and set operation.management_review")),
        ({"management_review": "2026-08-31"},
         ("management-review", "9.3",
          "The management review of 2026-08-31 was held before the internal audit ended",
          "hold a management review on the audit's results")),
        ({"continuity_test": None},
         ("continuity-test", "8.7.2", "No service continuity test is recorded",
          "test the continuity plan and set operation.continuity_test")),
    ],
)  # fmt: skip
def test_what_is_said_of_each_date(operation, blocker):
    """What is missing, in which clause, and what clears it."""
    (told,) = verdict(everything("F"), operation={**READY, **operation}).stage2.blockers

    assert (told.gate, told.clause, told.reason, told.clears) == blocker
    assert told.requirements == ()


@pytest.mark.parametrize(
    "operation",
    [
        {"management_review": "2026-09-01"},
        {"internal_audit": {"completed": "2026-09-15"}},
        {"internal_audit": {"completed": "2026-11-21"}, "management_review": "2026-11-21"},
        {"continuity_test": "2026-11-21"},
    ],
)
def test_a_day_may_be_the_last(operation):
    """Today counts, and so does a review on the day the audit ended."""
    assert verdict(everything("F"), operation={**READY, **operation}).state is State.STAGE_2


def test_a_review_before_an_audit_that_is_yet_to_come_is_one_blocker():
    """What is missing is the audit."""
    operation = {**READY, "internal_audit": {"completed": "2026-12-01"}}

    assert gates(verdict(everything("F"), operation=operation).stage2) == {"internal-audit"}


def test_a_gate_tells_what_is_absent():
    """By its title and the ids, with what clears it; a rating that is enough is not named."""
    gate = next(each for each in rulebook().readiness.stage1 if each.id == "scope")
    known = catalogue().by_id
    ids = [
        each.id
        for name in gate.requirements
        for each in ([known[name]] if name in known else catalogue().under(name))
    ]
    result = verdict({**everything("F"), **dict.fromkeys(ids, "N")}, operation=READY)
    told = next(each for each in result.stage1.blockers if each.gate == "scope")

    assert told.clause == gate.clause
    assert told.reason == f"{gate.title}: absent ({', '.join(ids)})"
    assert told.clears == gate.clears
    assert told.requirements == tuple(ids)
    assert result.stage2.blockers[0] == told


def gate_of(name):
    """A shipped gate by its id."""
    rules = rulebook().readiness
    return next(each for each in (*rules.stage1, *rules.stage2) if each.id == name)


def test_open_points_tell_what_is_to_be_rated_or_renewed():
    """Each with its clause and ids, and how to settle it."""
    made = stale("4.3-05", "4.3-06")
    del made["9.2-01"], made["9.2-02"]
    result = verdict(answers=made, operation=READY)
    (first,) = result.stage1.open_points
    again, second, *_others, rest, old = result.stage2.open_points
    scope, audit = gate_of("scope"), gate_of("internal-audit")

    assert again == first
    assert first == Blocker(
        "scope",
        scope.clause,
        f"{scope.title}: rests on stale evidence only (4.3-05, 4.3-06)",
        "renew the evidence, or look again and rate anew",
        ("4.3-05", "4.3-06"),
    )
    assert second == Blocker(
        "internal-audit",
        audit.clause,
        f"{audit.title}: not rated or not confirmed (9.2-01, 9.2-02)",
        "rate them",
        ("9.2-01", "9.2-02"),
    )
    assert rest == Blocker(
        "coverage",
        "",
        "2 requirements are not rated or not confirmed; any may be a major",
        "rate them",
        ("9.2-01", "9.2-02"),
    )
    assert old == Blocker(
        "stale-evidence",
        "",
        "2 requirements rated F rest on stale evidence only (4.3-05, 4.3-06)",
        "renew the evidence, or look again and rate anew",
        ("4.3-05", "4.3-06"),
    )


def test_one_open_point_is_told_in_the_singular():
    """Unrated, and rated F on stale evidence only."""
    made = stale("8.6.2-01")
    del made["8.6.2-05"]
    unrated, old = verdict(answers=made, operation=READY).stage2.open_points

    assert unrated.reason == "1 requirement is not rated or not confirmed; it may be a major"
    assert old.reason == "1 requirement rated F rests on stale evidence only (8.6.2-01)"


def test_what_is_not_confirmed_is_not_told_as_stale_too():
    """It has to be looked at anyway."""
    made = stale("4.3-05")
    made["4.3-05"] = made["4.3-05"].model_copy(update={"confirmed": False})
    (told,) = verdict(answers=made, operation=READY).stage1.open_points

    assert told.reason == f"{gate_of('scope').title}: not rated or not confirmed (4.3-05)"


def test_a_gate_may_name_a_whole_clause():
    """Own rules need not list every requirement of it."""
    gate = gate_of("scope").model_copy(update={"requirements": ("4.3",)})
    rules = rulebook().readiness.model_copy(update={"stage1": (gate,)})
    made = assessment({**everything("F"), "4.3-02": "N"}, operation=READY)
    (told,) = judge(catalogue(), made, (), rules, TODAY).stage1.blockers

    assert told.requirements == ("4.3-02",)


def test_a_major_of_several_actions_is_cleared_by_all():
    """One after the other, each with its title."""
    (told,) = verdict({**everything("F"), "8.6.3": "N"}, operation=READY).stage2.blockers
    actions = catalogue().actions

    first, second = told.clears.split("; ")
    assert [first, second] == [f"{name} {actions[name].title}" for name in (first[:8], second[:8])]


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        ({}, ""),
        (
            {"questionnaire": "screening"},
            "A screening is a first look: it gives no verdict. Rate the full questionnaire.",
        ),
        (
            {"amendments": False},
            "Read without amendments; an audit today asks what they added too.",
        ),
    ],
)
def test_what_a_reader_must_know_stands_with_the_verdict(fields, remark):
    """Only where there is something."""
    assert verdict(everything("F"), operation=READY, **fields).remark == remark


def test_three_months_to_the_day_are_enough():
    """Operation since 21 August is three months on 21 November."""
    operation = {**READY, "since": "2026-08-21"}

    assert verdict(everything("F"), operation=operation).state is State.STAGE_2


def test_every_stage_1_gate_blocks_when_absent():
    """Each gate's requirements rated N make it not ready, named by gate."""
    for gate in rulebook().readiness.stage1:
        absent = dict.fromkeys(gate.requirements, "N")
        result = verdict({**everything("F"), **absent}, operation=READY)
        assert result.state is State.NOT_READY, gate.id
        assert gate.id in gates(result.stage1)


def test_known_blocker_rules_whatever_the_coverage():
    """One absent gate is enough to say not ready."""
    assert verdict({"6.3-01": "N"}).state is State.NOT_READY


def test_major_blocks_stage_2():
    """A major nonconformity is a blocker with the finding's recommendation."""
    result = verdict({**everything("F"), "8.6.2": "N"}, operation=READY)

    assert result.state is State.STAGE_1
    (blocker,) = result.stage2.blockers
    clause = catalogue().clause_by_id["8.6.2"]
    because = rulebook().findings.clause_not_met.because
    assert (blocker.gate, blocker.clause) == ("major", "8.6.2")
    assert blocker.reason == f"Major nonconformity F-8.6.2, {clause.title}: {because}"
    assert blocker.clears == "; ".join(f"{each.id} {each.title}" for each in clause.actions)
    assert blocker.requirements == tuple(each.id for each in clause.requirements)


def test_one_unrated_requirement_leaves_stage_2_open():
    """Anything unrated might be a major: Stage 2 is not ruled on."""
    made = answers(everything("F"))
    made.pop("8.6.2-05")
    result = verdict(answers=made, operation=READY)

    assert result.state is State.STAGE_1
    assert result.stage2.ready is None
    assert result.stage2.open_points[0].requirements == ("8.6.2-05",)


def test_unconfirmed_answers_carry_no_ruling():
    """Inherited answers must be confirmed before a gate is passed."""
    made = answers(everything("F"), confirmed=False)

    assert verdict(answers=made, operation=READY).state is State.UNDETERMINED


def stale(*ids, rating="F"):
    """Everything F, these on evidence that ran out in summer."""
    old = answers(dict.fromkeys(ids, rating), evidence=evidence(valid_until="2026-08-31"))
    return {**answers(everything("F")), **old}


def test_stale_evidence_outside_the_gates_shows_and_leaves_the_ruling():
    """F on stale evidence only is an open point of Stage 2 that takes no readiness away."""
    made = {**stale("8.6.2-01", "8.6.2-05"), "8.6.2-02": stale("8.6.2-02", rating="L")["8.6.2-02"]}
    result = verdict(answers=made, operation=READY)

    assert result.state is State.STAGE_2
    assert result.stage2.ready
    (point,) = result.stage2.open_points
    assert point.reason == (
        "2 requirements rated F rest on stale evidence only (8.6.2-01, 8.6.2-05)"
    )
    assert point.requirements == ("8.6.2-01", "8.6.2-05")
    assert result.stage1.open_points == ()


@pytest.mark.parametrize("rating", ["F", "L", "P"])
def test_stale_evidence_leaves_a_gate_open(rating):
    """What passes a gate by stale evidence only is not ruled on; current evidence closes it."""
    first = verdict(answers=stale("4.3-05", rating=rating), operation=READY)
    second = verdict(answers=stale("9.2-01", rating=rating), operation=READY)
    fresh = stale("4.3-05", rating=rating)
    both = (*evidence(valid_until="2026-08-31"), *evidence())
    fresh["4.3-05"] = fresh["4.3-05"].model_copy(update={"evidence": both})

    assert first.state is State.UNDETERMINED
    assert first.stage1.open_points[0].gate == "scope"
    assert (second.state, second.stage2.ready) == (State.STAGE_1, None)
    assert second.stage2.open_points[0].gate == "internal-audit"
    assert verdict(answers=fresh, operation=READY).stage1.ready


def test_stale_evidence_does_not_soften_a_blocker():
    """A gate that is absent anyway stays blocked, and is not told twice."""
    result = verdict(answers=stale("4.3-05", rating="N"), operation=READY)

    assert result.state is State.NOT_READY
    assert result.stage1.open_points == ()


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 9, 1)])
def test_evidence_turns_stale_with_the_day(day):
    """On its last day evidence counts; the day after, the point shows."""
    made = evaluation(answers=stale("8.6.2-01"), operation=READY, on=day).verdict
    points = [each.gate for each in made.stage2.open_points]

    assert points == ([] if day == date(2026, 8, 31) else ["stale-evidence"])


def test_all_services_by_others_cannot_conform():
    """An organisation that performs no service itself cannot conform (8.2.3)."""
    party = {"id": "netco", "name": "NetCo", "kind": "external_supplier"}
    services = [{"name": "Network", "performed_by": "netco"}]
    result = verdict(everything("F"), operation=READY, parties=[party], services=services)

    assert result.state is State.NOT_READY
    (told,) = result.stage1.blockers
    assert (told.gate, told.clause) == ("all-services-by-others", "8.2.3")
    assert told.reason == "Cannot conform (8.2.3): every service in scope is performed by others"
    assert told.clears == "take back services or processes, or narrow the scope"


def test_all_processes_by_others_cannot_conform():
    """The same for all processes of clause 8."""
    party = {"id": "netco", "name": "NetCo", "kind": "external_supplier"}
    made = answers(everything("F"))
    for identifier, answer in made.items():
        if catalogue().by_id[identifier].others:
            made[identifier] = answer.model_copy(update={"performed_by": "netco"})
    result = verdict(answers=made, operation=READY, parties=[party])

    assert {"all-processes-by-others"} == gates(result.stage1)


def test_screening_gives_no_verdict():
    """A screening never says ready."""
    result = verdict(everything("F"), operation=READY, questionnaire="screening")

    assert result.state is State.UNDETERMINED
    assert "screening" in result.remark


@given(
    st.dictionaries(st.sampled_from(sorted(catalogue().by_id)), st.sampled_from("NPLF")),
    st.sampled_from(sorted(catalogue().by_id)),
)
def test_a_better_rating_never_makes_the_verdict_worse(ratings, identifier):
    """Raising one rating keeps or betters the state."""
    order = [State.NOT_READY, State.UNDETERMINED, State.STAGE_1, State.STAGE_2]
    filled = {**dict.fromkeys(catalogue().by_id, "F"), **ratings}
    worse = verdict({**filled, identifier: "N"}, operation=READY)
    for rating in Rating:
        better = verdict({**filled, identifier: rating}, operation=READY)
        assert order.index(better.state) >= order.index(worse.state)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 21), 3, date(2026, 11, 21)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 1, 28), 13, date(2027, 2, 28)),
        (date(2026, 1, 27), 1, date(2026, 2, 27)),
    ],
)
def test_months_after(day, months, expected):
    """The end of a shorter month is used where the day is missing."""
    assert months_after(day, months) == expected
