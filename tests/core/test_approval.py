"""An approval's state: what changes it, what does not, and what is told of a change."""

import hashlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import READY, TODAY, answers, assessment, evaluation, everything, evidence
from iso20k_gap.core.approval import (
    Act,
    AnswerState,
    Approval,
    CatalogueMark,
    Change,
    Covers,
    Outcome,
    Predicate,
    Present,
    Sealed,
    Standing,
    State,
    changed,
    contradiction,
    hold,
    outcome_of,
    state_of,
    stated,
)
from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.canonical import canonical, digest
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.readiness import State as Ruling

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


def test_a_state_is_of_what_the_files_say():
    """Each SHA-256 is of what stands in the files, by the names it has there, defaults left out.

    What was signed years ago is held against it: a field more, with its default, is no change.
    """
    answer = {"rating": "L", "note": "seldom"}
    organisation = {"name": "Acme Services", "scope": "Managed workplace"}
    break_ = {"from": "2026-12-24", "to": "2026-12-31"}
    made = assessment(answers={"8.6.1-01": Answer.model_validate(answer)}, schema=2)
    decisions = plan(
        schema=1,
        calendar={"closed": [break_]},
        actions={
            "8.6.1-A1": {"status": "dropped", "percent": 40, "owner": "Jane"},
            "8.6.1-A2": {"status": "in_progress", "percent": 40},
        },
    )

    assert state_of(made, decisions) == State(
        assessment={
            "schema": digest(2),
            "edition": digest("2018"),
            "catalogue_version": digest(1),
            "organisation": digest(organisation),
        },
        answers={"8.6.1-01": AnswerState(rating="L", sha256=digest(answer))},
        plan={
            "calendar": digest({"closed": [break_]}),
            "actions.8.6.1-A1": digest({"status": "dropped", "owner": "Jane"}),
        },
    )
    assert state_of(made, None) == state_of(made, decisions).model_copy(update={"plan": None})


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
    sealed = Sealed("a.json", statement(made))

    assert hold(sealed, now) == Approval(sealed, Standing.LAPSED, other_results=True)


def test_what_changed_since_lapses_it():
    """Each change is told; other answers come to other results, which is not told besides."""
    made, other = evaluation(RATED), evaluation({**RATED, "4.1": "P"})
    sealed = Sealed("a.json", statement(made))
    changes = [Change("answers", name, "F", "P") for name in answers({"4.1": "P"})]

    assert hold(sealed, present(other), {KEY: "A. Smith"}) == Approval(
        sealed, Standing.LAPSED, owner="A. Smith", changes=tuple(changes)
    )


@pytest.mark.parametrize(
    ("ratings", "fields", "expected"),
    [
        (
            {},
            {},
            Outcome(
                conformity=None,
                achievement_by_requirement=None,
                achievement_by_clause=None,
                coverage=0,
                evidenced=None,
                requirements=373,
                rated=0,
                full=0,
                excluded=0,
                unconfirmed=0,
                findings={Grade.OPPORTUNITY: 0, Grade.MINOR: 0, Grade.MAJOR: 0},
                verdict=Ruling.UNDETERMINED,
                stage1=None,
                stage2=False,
            ),
        ),
        (
            {},
            {
                "answers": {
                    **answers({"8.6.1": "L", "4.3": "N", "8.7.2-16": "no_occurrence", "10.2": "P"}),
                    **answers({"4.1": "F"}, evidence=evidence(), confirmed=False),
                }
            },
            Outcome(
                conformity=100 * 2 / 28,
                achievement_by_requirement=44.04761904761905,
                achievement_by_clause=50,
                coverage=100 * 28 / 372,
                evidenced=100,
                requirements=373,
                rated=28,
                full=2,
                excluded=1,
                unconfirmed=2,
                findings={Grade.OPPORTUNITY: 7, Grade.MINOR: 0, Grade.MAJOR: 3},
                verdict=Ruling.NOT_READY,
                stage1=False,
                stage2=False,
            ),
        ),
        (
            everything("F"),
            {"operation": READY},
            Outcome(
                conformity=100,
                achievement_by_requirement=100,
                achievement_by_clause=100,
                coverage=100,
                evidenced=0,
                requirements=373,
                rated=373,
                full=373,
                excluded=0,
                unconfirmed=0,
                findings={Grade.OPPORTUNITY: 0, Grade.MINOR: 0, Grade.MAJOR: 0},
                verdict=Ruling.STAGE_2,
                stage1=True,
                stage2=True,
            ),
        ),
    ],
    ids=["nothing rated", "some rated", "ready"],
)
def test_an_outcome_is_what_the_report_said(ratings, fields, expected):
    """Its percentages, counts, findings by grade, and the verdict with both stages."""
    assert outcome_of(evaluation(ratings, **fields)) == expected


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
    sealed = Sealed("a.json", statement(made))
    owner = (trusted or {}).get(KEY, "")

    assert hold(sealed, present(made), trusted) == Approval(sealed, standing, told, owner)


def test_a_faulty_file_is_broken_whatever_it_says():
    """Even where the state would be the same."""
    made = evaluation(RATED)
    sealed = Sealed("a.json", statement(made), "altered")

    assert hold(sealed, present(made)) == Approval(sealed, Standing.BROKEN, "altered")


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
    """In canonical JSON, with in-toto's own names of fields and days as text.

    Its subjects are the parts of the state that it holds itself, each by its SHA-256.
    """
    made = statement(evaluation(RATED))
    written = made.payload()
    data = json.loads(written)
    state = data["predicate"]["state"]
    parts = {"assessment.yaml": "assessment", "answers": "answers", "plan.yaml": "plan"}

    assert canonical(data) == written
    assert set(data) == {"_type", "subject", "predicateType", "predicate"}
    assert data["_type"] == "https://in-toto.io/Statement/v1"
    assert data["predicateType"] == "iso20k-gap:approval/v1"
    assert data["predicate"]["act"]["date"] == f"{TODAY}"
    assert data["subject"] == [
        {
            "name": name,
            "mediaType": "application/vnd.iso20k-gap.state+json",
            "digest": {"sha256": hashlib.sha256(canonical(state[key])).hexdigest()},
        }
        for name, key in parts.items()
    ]


ONE_LINE = "Value error, one line of printable characters"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("approver", "", "Value should have at least 1 item after validation, not 0"),
        ("approver", "  ", "Value should have at least 1 item after validation, not 0"),
        ("approver", "a\nb", ONE_LINE),
        ("approver", "a\x1b[31m", ONE_LINE),
        ("approver", "a\u202eb", ONE_LINE),
        ("approver", "x" * 201, "String should have at most 200 characters"),
        ("role", "a\tb", ONE_LINE),
        ("statement", " ", "String should have at least 1 character"),
        ("statement", "x" * 4001, "String should have at most 4000 characters"),
    ],
)
def test_names_are_one_line_of_printable_characters(field, value, told):
    """So that none can look like something else."""
    whole = {"approver": "A", "date": TODAY, "statement": "S", field: value}
    with pytest.raises(ValidationError) as caught:
        Act.model_validate(whole)

    assert [(each["loc"], each["msg"]) for each in caught.value.errors()] == [((field,), told)]


def test_what_the_approver_did_is_known_only_where_the_file_tells():
    """A file that cannot be read tells no name and no day."""
    made = evaluation(RATED)
    signed = statement(made)

    assert hold(Sealed("a.json", signed), present(made)).act == signed.predicate.act
    assert hold(Sealed("a.json", None, "no JSON"), present(made)).act is None
