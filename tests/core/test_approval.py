"""An approval's state: what changes it, what does not, and what is told of a change."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, answers, assessment, evaluation
from iso20k_gap.core.approval import (
    Act,
    CatalogueMark,
    Change,
    Covers,
    Predicate,
    Present,
    Sealed,
    Standing,
    changed,
    contradiction,
    hold,
    outcome_of,
    state_of,
    stated,
)
from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.canonical import canonical
from iso20k_gap.core.plan import PlanDecisions

KEY = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
RATED = {"8.6.1": "L", "4.1": "F"}
MARK = CatalogueMark(
    edition="2018", label="x", version=1, sha256="0" * 64, rules_sha256="0" * 64, scale="nplf"
)
NOTHING = PlanDecisions()


def plan(**decisions):
    return PlanDecisions.model_validate(decisions)


def differences(before, after, then=NOTHING, now=NOTHING):
    """What changed between two assessments and their plans."""
    return list(changed(state_of(before, then), state_of(after, now)))


def statement(made, decisions=NOTHING, **fields):
    """A statement about an evaluation."""
    act = Act(approver="A. Smith", date=TODAY, statement="Approved", **fields)
    covered = decisions if act.covers is Covers.ALL else None
    return stated(
        Predicate(
            act=act,
            organisation="Acme",
            scope="All",
            state=state_of(made.assessment, covered),
            catalogue=MARK,
            outcome=outcome_of(made),
            report_content_hash="sha256:0",
            tool="iso20k-gap",
            key=KEY,
        )
    )


def present(made, decisions=NOTHING):
    return Present(state_of(made.assessment, decisions), lambda _: outcome_of(made))


FIELDS = {
    "rating": "P",
    "note": "another",
    "reason": "why",
    "evidence": [{"title": "Minutes"}],
    "performed_by": "netco",
    "rated_by": "B",
    "rated_on": "2026-01-02",
    "confirmed": False,
    "origin": "2011",
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_an_answer_counts(field):
    """A change of any of them is found, with both ratings."""
    before = assessment(RATED)
    answer = Answer.model_validate({"rating": "L", field: FIELDS[field]})
    after = before.with_answers({**before.answers, "8.6.1-02": answer})

    (change,) = differences(before, after)
    assert change == Change("answers", "8.6.1-02", "L", answer.rating)


def test_an_answer_more_or_less_counts():
    """Both are told as not rated on the other side."""
    before = assessment({"8.6.1-01": "L"})
    after = assessment({"8.6.1-02": "F"})

    assert differences(before, after) == [
        Change("answers", "8.6.1-01", "L", "not rated"),
        Change("answers", "8.6.1-02", "not rated", "F"),
    ]


@given(st.permutations(list(answers(RATED))))
def test_order_does_not_count(order):
    """The same answers in another order are the same state."""
    before = assessment(RATED)
    shuffled = {name: before.answers[name] for name in order}

    assert state_of(before, None) == state_of(before.with_answers(shuffled), None)


def test_what_is_written_out_is_as_what_is_left_out():
    """A default that stands in the file means what it means without."""
    before = assessment(answers={"8.6.1-01": Answer.model_validate({"rating": "L"})})
    data = before.model_dump(by_alias=True)
    after = Assessment.model_validate(data)

    assert differences(before, after, NOTHING, plan(**NOTHING.model_dump(by_alias=True))) == []


def test_fields_of_the_assessment_count_but_not_its_looks():
    """Scope, people and overrides count; logo and colour do not."""
    before = assessment(RATED)
    branding = {"name": "Hart", "accent": "#7a1f5c"}
    other = {"organisation": {"name": "Acme Services", "scope": "Another"}, "assessors": ["B"]}

    assert differences(before, assessment(RATED, branding=branding)) == []
    assert differences(before, assessment(RATED, **other)) == [
        Change("assessment.yaml", "organisation"),
        Change("assessment.yaml", "assessors"),
    ]


@pytest.mark.parametrize(
    ("decision", "counts"),
    [
        ({"status": "in_progress", "percent": 40}, False),
        ({"status": "done"}, False),
        ({"status": "dropped"}, True),
        ({"owner": "Jane"}, True),
        ({"due": "2027-02-03"}, True),
        ({"effort": {"low": 1, "likely": 2, "high": 3}}, True),
        ({"prerequisites": []}, True),
        ({"note": "Wait"}, True),
    ],
)
def test_progress_of_an_action_is_no_change_of_the_plan(decision, counts):
    """Who, when, how much and whether at all are the plan; how far it is, is not."""
    made = assessment(RATED)
    found = differences(made, made, NOTHING, plan(actions={"8.6.1-A1": decision}))

    assert found == ([Change("plan.yaml", "actions.8.6.1-A1")] if counts else [])


def test_equal_amounts_are_equal():
    """620 and 620.00 cost the same, 1 and 1.0 days are as long."""
    made = assessment(RATED)
    then = plan(budget={"day_rate": "620"}, default_days_per_week="2")
    now = plan(budget={"day_rate": "620.00"}, default_days_per_week="2.0")

    assert differences(made, made, then, now) == []
    assert differences(made, made, then, plan(budget={"day_rate": "621"})) == [
        Change("plan.yaml", "default_days_per_week"),
        Change("plan.yaml", "budget"),
    ]


def test_the_plan_counts_only_where_it_was_approved():
    """An approval of the assessment outlives a new plan."""
    made = evaluation(RATED)
    after = plan(start="2027-01-01")
    for covers, standing in ((Covers.ALL, Standing.LAPSED), (Covers.ASSESSMENT, Standing.VALID)):
        signed = Sealed("a.json", statement(made, covers=covers))

        assert hold(signed, present(made, after)).standing is standing
        assert hold(signed, present(made)).standing is Standing.VALID


def test_other_results_from_the_same_answers_lapse_it():
    """Where rules or catalogue changed so that the verdict is another, nobody approved that."""
    made = evaluation(RATED)
    other = evaluation({**RATED, "4.3": "N"})
    now = Present(state_of(made.assessment, NOTHING), lambda _: outcome_of(other))

    held = hold(Sealed("a.json", statement(made)), now)
    assert (held.standing, held.other_results, held.changes) == (Standing.LAPSED, True, ())


def test_results_are_compared_as_of_the_day_of_approval():
    """Evidence that runs out later is no change of what was approved."""
    made = evaluation(RATED)
    asked = []

    def outcome_on(day: date):
        asked.append(day)
        return outcome_of(made)

    hold(Sealed("a.json", statement(made)), Present(state_of(made.assessment, NOTHING), outcome_on))
    assert asked == [TODAY]


@pytest.mark.parametrize(
    ("trusted", "standing", "told"),
    [
        (None, Standing.VALID, ""),
        ({}, Standing.BROKEN, "the key is none of the trusted keys"),
        ({KEY: "A. Smith"}, Standing.VALID, ""),
        ({KEY: "B. Jones"}, Standing.BROKEN, "the key is that of B. Jones, not of A. Smith"),
        ({KEY: " A.  Smith "}, Standing.VALID, ""),
    ],
)
def test_only_trusted_keys_count_where_any_are_named(trusted, standing, told):
    """And only under their owner's name."""
    made = evaluation(RATED)
    held = hold(Sealed("a.json", statement(made)), present(made), trusted)

    assert held.standing is standing
    assert held.reason == told
    assert held.owner == (trusted or {}).get(KEY, "")


def test_a_faulty_file_is_broken_whatever_it_says():
    """Even where the state would be the same."""
    made = evaluation(RATED)
    held = hold(Sealed("a.json", statement(made), "altered"), present(made))

    assert (held.standing, held.reason) == (Standing.BROKEN, "altered")


def test_a_statement_must_fit_itself():
    """Subjects, coverage and spelling are checked against each other."""
    made = statement(evaluation(RATED))
    predicate = made.predicate
    part = made.subject[0]

    assert contradiction(made, made.payload()) == ""
    assert contradiction(made, made.payload() + b" ") == (
        "the statement is not written as canonical JSON"
    )
    other = made.model_copy(update={"subject": (part,)})
    assert contradiction(other, other.payload()) == "the subjects are not those of the state"
    act = predicate.act.model_copy(update={"covers": Covers.ASSESSMENT})
    other = made.model_copy(update={"predicate": predicate.model_copy(update={"act": act})})
    assert contradiction(other, other.payload()) == (
        "the state is not the one that the approval covers"
    )


def test_what_is_signed_is_an_in_toto_statement():
    """In canonical JSON, with in-toto's own names of fields and days as text."""
    made = statement(evaluation(RATED))
    written = made.payload()
    data = json.loads(written)

    assert canonical(data) == written
    assert set(data) == {"_type", "subject", "predicateType", "predicate"}
    assert data["_type"] == "https://in-toto.io/Statement/v1"
    assert set(data["subject"][0]) == {"name", "mediaType", "digest"}
    assert data["predicate"]["act"]["date"] == f"{TODAY}"


@pytest.mark.parametrize(
    "fields",
    [
        {"approver": ""},
        {"approver": "  "},
        {"approver": "a\nb"},
        {"approver": "a\x1b[31m"},
        {"approver": "a\u202eb"},
        {"approver": "x" * 201},
        {"role": "a\tb"},
        {"statement": " "},
        {"statement": "x" * 4001},
    ],
)
def test_names_are_one_line_of_printable_characters(fields):
    """So that none can look like something else."""
    whole = {"approver": "A", "date": TODAY, "statement": "S", **fields}
    with pytest.raises(ValueError, match="validation error"):
        Act.model_validate(whole)


def test_what_the_approver_did_is_known_only_where_the_file_tells():
    """A file that cannot be read tells no name and no day."""
    made = evaluation(RATED)
    signed = statement(made)

    assert hold(Sealed("a.json", signed), present(made)).act == signed.predicate.act
    assert hold(Sealed("a.json", None, "no JSON"), present(made)).act is None
