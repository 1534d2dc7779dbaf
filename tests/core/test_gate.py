"""The gate: a table of rules, and laws."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import TODAY, answers, catalogue, evaluation, everything, evidence
from iso20k_gap.core.approval import Act, Approval, Predicate, Sealed, Standing, Statement
from iso20k_gap.core.comparison import compare
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.gate import Circumstances, judge_gate
from iso20k_gap.core.policy import Policy

DRY = evidence(effective=date(2026, 1, 1), valid_until=date(2026, 6, 30))
MINOR = {**everything("F"), "8.6.1-01": "P"}
MAJOR = {**everything("F"), "4.3-06": "N"}
HALF = {"8.6.1": "F", "8.6.2": "F", "8.6.3": "N"}


def judged(ratings, circumstances=None, on=TODAY, backed_by=None, **policy):
    """Judge ratings by a policy, with current evidence behind each unless said otherwise."""
    given_answers = answers(ratings, evidence=backed_by or evidence())
    return judge_gate(evaluation(on=on, answers=given_answers), Policy(**policy), circumstances)


def missed(verdict):
    return [each.rule for each in verdict.misses]


@pytest.mark.parametrize(
    ("ratings", "policy", "misses"),
    [
        (everything("F"), {"fail_on": "minor"}, []),
        (MINOR, {"fail_on": "major"}, []),
        (MINOR, {"fail_on": "minor"}, ["fail_on"]),
        (MAJOR, {"fail_on": "major"}, ["fail_on"]),
        (MAJOR, {"max_majors": 1}, []),
        (MAJOR, {"max_majors": 0}, ["max_majors"]),
        (MINOR, {"max_minors": 1}, []),
        (MINOR, {"max_minors": 0}, ["max_minors"]),
        (MINOR, {"min_conformity": 99}, []),
        (MINOR, {"min_conformity": 100}, ["min_conformity"]),
        (HALF, {"min_coverage": 100}, ["min_coverage"]),
        (HALF, {"min_coverage": 8}, []),
        (HALF, {"min_achievement": 57}, ["min_achievement"]),
        (HALF, {"min_achievement": 56}, []),
        (MINOR, {"clauses": {"8.6.1": {"min_conformity": 95}}}, ["min_conformity"]),
        (MINOR, {"clauses": {"8.6": {"min_conformity": 95}}}, []),
        (MINOR, {"clauses": {"8.6.2": {"min_conformity": 100}}}, []),
        (MINOR, {"clauses": {"8": {"max_minors": 0}, "9": {"max_minors": 0}}}, ["max_minors"]),
        (MAJOR, {"clauses": {"4": {"max_majors": 0}}}, ["max_majors"]),
        (HALF, {"clauses": {"8.6": {"min_achievement": 57}}}, ["min_achievement"]),
        (HALF, {"clauses": {"9": {"min_coverage": 1}}}, ["min_coverage"]),
        (everything("F"), {"max_stale": 0}, []),
    ],
)  # fmt: skip
def test_rules(ratings, policy, misses):
    """Each rule misses just where its limit is passed."""
    assert missed(judged(ratings, **policy)) == misses


def test_a_ruling_tells_what_was_asked_and_what_there_is():
    """Limit, value, place and the findings that were counted."""
    bad = {"4.3-06": "N", "8.6.1-01": "P", "8.6.1-02": "P"}
    verdict = judged(bad, max_majors=0, max_minors=5, clauses={"8.6": {"max_minors": 1}})
    told = [(each.rule, each.limit, each.value, each.met, each.where) for each in verdict.rulings]

    assert told == [
        ("max_majors", 0, 1, False, "F-4.3-06"),
        ("max_minors", 5, 2, True, "F-8.6.1-01, F-8.6.1-02"),
        ("max_minors", 1, 2, False, "8.6"),
    ]


def test_a_share_is_told_with_its_limit():
    """In per cent, exactly; and in which clause."""
    verdict = judged(
        HALF,
        min_conformity=1,
        min_coverage=2,
        min_achievement=3,
        clauses={"8.6.3": {"min_conformity": 50}, "8.6.1": {"min_coverage": "99.5"}},
    )
    card = evaluation(HALF).scorecard.overall
    told = [(each.rule, each.limit, each.value, each.met, each.where) for each in verdict.rulings]

    assert told == [
        ("min_conformity", 1, card.conformity * 100, True, "overall"),
        ("min_coverage", 2, card.coverage * 100, True, "overall"),
        ("min_achievement", 3, card.achievement * 100, True, "overall"),
        ("min_conformity", 50, 0, False, "8.6.3"),
        ("min_coverage", Fraction("99.5"), 100, True, "8.6.1"),
    ]


@pytest.mark.parametrize(
    ("ratings", "limit", "value", "subjects"),
    [
        ({}, "major", "none", ()),
        ({"8.6.1-02": "L"}, "minor", "opportunity", ()),
        ({"8.6.1-02": "L", "8.6.2-02": "P"}, "major", "minor", ()),
        ({"8.6.1-02": "L", "8.6.2-02": "P"}, "minor", "minor", ("F-8.6.2-02",)),
        ({"4.1-01": "P", "8.6.1-02": "L", "8.6.1-01": "N"}, "minor", "major",
         ("F-8.6.1-01", "F-4.1-01")),
        ({"4.1-01": "P", "8.6.1-01": "N"}, "major", "major", ("F-8.6.1-01",)),
    ],
)  # fmt: skip
def test_the_gravest_finding_is_told_first(ratings, limit, value, subjects):
    """What was allowed, the gravest there is, and the findings that reach the limit."""
    (ruling,) = judged({**everything("F"), **ratings}, fail_on=limit).rulings

    assert (ruling.rule, ruling.limit, ruling.value) == ("fail_on", limit, value)
    assert ruling.subjects == subjects
    assert ruling.met is (not subjects)


def test_every_miss_is_told():
    """No rule hides behind another."""
    verdict = judged(
        MAJOR, fail_on="major", max_majors=0, min_conformity=100, clauses={"4": {"max_majors": 0}}
    )

    assert missed(verdict) == ["fail_on", "max_majors", "min_conformity", "max_majors"]
    assert [each.where for each in verdict.misses] == ["F-4.3-06", "F-4.3-06", "overall", "4"]


def test_a_percentage_is_held_exactly():
    """59.99 % is not 60 %, however it is printed."""
    card = evaluation(HALF).scorecard.overall
    just_above = f"{float(card.conformity * 100) + 0.0001:.4f}"

    assert missed(judged(HALF, min_conformity=just_above)) == ["min_conformity"]
    assert missed(judged(MINOR, min_conformity="99.73")) == []
    assert missed(judged(MINOR, min_conformity="99.74")) == ["min_conformity"]


@pytest.mark.parametrize("limit", ["max_majors", "max_minors", "max_stale"])
def test_zero_is_a_limit_and_unset_is_none(limit):
    """0 allows none; a rule left out asks nothing."""
    bad = {"4.3-06": "N", "8.6.1-01": "P"}

    assert missed(judged(bad, backed_by=DRY, **{limit: 0})) == [limit]
    assert limit not in [each.rule for each in judged(bad, backed_by=DRY, fail_on="major").rulings]


def test_min_of_zero_is_always_reached():
    """0 % is a value: it is asked for and reached, also where nothing is rated."""
    verdict = judged({}, min_conformity=0, min_coverage=0, min_achievement=0)

    assert verdict.passed
    assert len(verdict.rulings) == 3
    assert verdict.rulings[0].value is None


def test_nothing_rated_passes_no_gate_unless_allowed():
    """An empty assessment has no findings, which is no good news."""
    first, *_rest = judged({}, fail_on="major").rulings
    assert (first.rule, first.limit, first.value, first.met) == ("rated", 1, 0, False)
    assert missed(judged({}, fail_on="major")) == ["rated"]
    assert missed(judged({}, fail_on="major", min_coverage=0)) == []
    assert missed(judged({"8.6": "F"}, fail_on="major")) == []


def test_a_clause_without_occurrence_is_asked_nothing():
    """Where nothing is applicable, nothing can be missed."""
    some = next(
        clause
        for clause in catalogue().lowest
        if any(each.no_occurrence for each in clause.requirements)
    )
    ratings = {each.id: "no_occurrence" for each in some.requirements}

    assert judged({**ratings, "4.1": "F"}, clauses={some.id: {"min_conformity": 100}}).passed


@pytest.mark.parametrize(
    ("on", "stale"),
    [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (date(2025, 12, 31), True)],
)
def test_stale_evidence(on, stale):
    """An answer is stale when it has evidence and none of it holds on the day."""
    verdict = judged({"8.6.1-01": "F", "8.6.1-02": "L"}, on=on, backed_by=DRY, max_stale=1)

    assert verdict.passed != stale
    assert verdict.rulings[0].subjects == (("8.6.1-01", "8.6.1-02") if stale else ())


def test_evidence_of_no_occurrence_does_not_go_stale():
    """What did not happen needs no fresh proof."""
    ratings = {"8.7.2-16": "no_occurrence", "8.6.1-01": "F"}
    verdict = judged(ratings, backed_by=DRY, max_stale=1)

    assert verdict.rulings[0].subjects == ("8.6.1-01",)


def test_overdue_actions():
    """Actions past their day count against the limit."""
    late = Circumstances(overdue=("8.6.1-A1", "8.6.2-A1"))

    assert missed(judged(MINOR, late, max_overdue=1)) == ["max_overdue"]
    assert missed(judged(MINOR, late, max_overdue=2)) == []
    assert judged(MINOR, late, max_overdue=1).misses[0].where == "8.6.1-A1, 8.6.2-A1"


def since(before, after):
    return Circumstances(
        comparison=compare(evaluation(before), evaluation(after), ("first", "now"))
    )


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ({"8.6.1-01": "F"}, {"8.6.1-01": "L"}, ["8.6.1-01"]),
        ({"8.6.1-01": "L"}, {"8.6.1-01": "N"}, ["8.6.1-01"]),
        ({"8.6.1-01": "L"}, {"8.6.1-01": "F"}, []),
        ({"8.6.1-01": "L"}, {"8.6.1-01": "L"}, []),
        ({"8.6.1-01": "L", "4.1": "F"}, {"4.1": "F"}, ["8.6.1-01"]),
        ({"4.1": "F"}, {"8.6.1-01": "N", "4.1": "F"}, []),
        ({"8.7.2-16": "F", "4.1": "F"}, {"8.7.2-16": "no_occurrence", "4.1": "F"}, []),
    ],
)
def test_regression(before, after, lost):
    """Worse ratings miss the rule, and so does an answer that was taken away."""
    verdict = judged(after, since(before, after), no_regression=True)

    (ruling,) = verdict.rulings
    assert (ruling.rule, ruling.limit, list(ruling.subjects)) == ("no_regression", 0, lost)
    assert verdict.passed == (not lost)
    told = [f"since first: {each}" for each in since(before, after).comparison.remarks]
    assert [each for each in verdict.remarks if "since" in each] == told


def test_remarks_of_a_comparison_are_told_where_the_policy_compares():
    """Another scale on the other day is said before anyone reads the numbers."""
    then, now = evaluation(HALF, scale="yes-partial-no"), evaluation(HALF)
    known = Circumstances(comparison=compare(then, now, ("first", "now")))
    remarks = known.comparison.remarks

    verdict = judge_gate(now, Policy(no_regression=True, min_coverage=0, max_majors=9), known)
    assert list(verdict.remarks) == [f"since first: {each}" for each in remarks]
    assert remarks
    assert judge_gate(now, Policy(fail_on="major", min_coverage=0), known).remarks == ()


@pytest.mark.parametrize(("best", "passes"), [("56.6", True), ("56.7", False), ("170/3", True)])
def test_ratchet(best, passes):
    """Conformity may not fall below the best it has been."""
    mark = Circumstances(best=("first", Fraction(best) / 100))

    (ruling,) = judged(HALF, mark, ratchet=True).rulings
    assert ruling.met == passes
    assert (ruling.rule, ruling.value) == (
        "ratchet",
        evaluation(HALF).scorecard.overall.conformity * 100,
    )


@pytest.mark.parametrize(
    "rule",
    [{"no_regression": True}, {"ratchet": True}, {"max_overdue": 0}, {"require_approval": True}],
)
def test_a_rule_without_its_facts_is_a_mistake_not_a_pass(rule):
    """What cannot be ruled on must not pass in silence."""
    (name,) = rule
    with pytest.raises(
        ValueError, match=f"^{name} cannot be ruled on: what it needs was not given"
    ):
        judged(MINOR, **rule)


@pytest.mark.parametrize(
    ("best", "told"),
    [("0", (0, None, True)), ("50", (50, None, False))],
)
def test_a_ratchet_where_nothing_is_rated(best, told):
    """There is no conformity, which is less than any but none."""
    mark = Circumstances(best=("first", Fraction(best) / 100))
    (ruling,) = judged({}, mark, ratchet=True, min_coverage=0).rulings[1:]

    assert (ruling.rule, ruling.limit, ruling.value, ruling.met) == ("ratchet", *told)


def approval(standing, approver="Ann", reason=""):
    """An approval as it stands today; without an approver a file that tells nothing."""
    act = Act(approver=approver, date=TODAY, statement="Agreed") if approver else None
    predicate = Predicate.model_construct(act=act)
    sealed = Sealed("a.json", Statement.model_construct(predicate=predicate))
    return Approval(sealed if act else Sealed("a.json"), standing, reason)


VALID = approval(Standing.VALID)
LAPSED = approval(Standing.LAPSED)
MUTE = approval(Standing.LAPSED, approver="")
BROKEN = approval(Standing.BROKEN, reason="altered")


@pytest.mark.parametrize(
    ("approvals", "value", "told"),
    [
        ((), 0, []),
        ((VALID,), 1, []),
        ((BROKEN, VALID, LAPSED, VALID), 2, []),
        ((LAPSED,), 0, ["the approval by Ann of 2026-11-21 has lapsed"]),
        ((MUTE,), 0, []),
        ((BROKEN, LAPSED), 0, ["the approval by Ann of 2026-11-21 has lapsed",
                               "a.json does not count: altered"]),
    ],
)  # fmt: skip
def test_an_approval_must_stand(approvals, value, told):
    """One is enough; where none stands, what became of each is told."""
    known = Circumstances(approvals=approvals)
    verdict = judged(everything("F"), known, require_approval=True)
    (ruling,) = verdict.rulings

    assert (ruling.rule, ruling.limit, ruling.value) == ("require_approval", 1, value)
    assert verdict.passed == ruling.met == (value > 0)
    assert list(verdict.remarks) == told
    assert judged(everything("F"), known, fail_on="major").remarks == ()


WAIVER = {
    "finding": "F-4.3-06",
    "approved_by": "Managing director",
    "reason": "Merger",
    "expires": "2026-11-21",
}


def test_a_waiver_takes_its_finding_out():
    """A waived finding does not count; it is told with its waiver."""
    verdict = judged(MAJOR, fail_on="major", max_majors=0, waivers=[WAIVER])

    assert verdict.passed
    assert [(each.id, waiver.reason) for each, waiver in verdict.waived] == [("F-4.3-06", "Merger")]
    assert verdict.breaching == frozenset()


def test_a_waiver_does_not_change_a_number():
    """Waiving a finding makes nothing conform."""
    assert missed(judged(MAJOR, min_conformity=100, waivers=[WAIVER])) == ["min_conformity"]


def test_an_expired_waiver_does_not_count_and_is_told():
    """The day it expires is its last."""
    day_after = date(2026, 11, 22)
    verdict = judged(MAJOR, on=day_after, fail_on="major", waivers=[WAIVER])

    assert missed(verdict) == ["fail_on"]
    assert [each.finding for each in verdict.expired] == ["F-4.3-06"]
    assert verdict.waived == ()


def test_a_waiver_may_name_the_requirement():
    """People write the requirement's id; a waiver of another finding waives nothing."""
    assert judged(MAJOR, fail_on="major", waivers=[{**WAIVER, "finding": "4.3-06"}]).passed
    other = judged(MAJOR, fail_on="major", waivers=[{**WAIVER, "finding": "4.3-05"}])
    assert not other.passed
    assert [each.finding for each in other.unused] == ["4.3-05"]


def test_what_a_passed_gate_did_not_ask_is_told():
    """Unrated requirements and majors that no rule looks at are no secret."""
    verdict = judged({"4.3-06": "N"}, min_conformity=0)
    many = judged({"4.3-06": "N", "8.6.1-01": "N"}, min_conformity=0)

    assert verdict.passed
    assert verdict.policy == Policy(min_conformity=0)
    assert list(verdict.remarks) == [
        (
            "372 of 373 requirements are not rated, and no min_coverage asks for them; "
            "any may be a major"
        ),
        "1 major finding is there; neither fail_on nor max_majors asks for it",
    ]
    assert many.remarks[1] == (
        "2 major findings are there; neither fail_on nor max_majors asks for them"
    )
    asked = judged({"4.3-06": "N"}, min_coverage=0, max_majors=1)
    assert asked.remarks == ()


def test_a_share_written_for_a_percentage_is_told():
    """0.8 is less than one per cent, and hardly what was meant."""
    assert judged(MINOR, min_conformity="0.8").remarks == (
        "0.8 asks for less than one per cent; write 80 for 80 %",
    )
    assert judged(MINOR, min_conformity=1, min_coverage=0).remarks == ()


@pytest.mark.parametrize(
    "value", ["-1", "101", "100.1", "nan", "inf", "1e999999999", "1/3", "", "many", "٣"]
)
def test_what_is_no_percentage(value):
    """A percentage is a plain number from 0 to 100."""
    with pytest.raises(ValidationError):
        Policy(min_conformity=value)


@pytest.mark.parametrize("value", ["80", "80.5", "80 %", "80%", 80, 80.5, "0", "100"])
def test_what_is_a_percentage(value):
    """A per cent sign may follow."""
    assert 0 <= Policy(min_conformity=value).min_conformity <= 100


def test_the_default_is_no_major():
    """A policy that asks nothing gets the default, and keeps its waivers; others are left."""
    assert Policy().or_default().fail_on == "major"
    kept = Policy(waivers=[WAIVER], clauses={"4": {}}, baseline="first").or_default()
    assert (kept.fail_on, len(kept.waivers)) == ("major", 1)
    for rule in ({"max_stale": 0}, {"ratchet": True}, {"clauses": {"4": {"max_minors": 0}}}):
        assert Policy(**rule).or_default().fail_on is None


RATINGS = st.dictionaries(
    st.sampled_from(["4.3", "8.6.1", "8.6.2-01", "8.6.3", "9.2-01", "10.2"]),
    st.sampled_from(["N", "P", "L", "F"]),
    min_size=1,
)
COUNT = st.none() | st.integers(0, 3)
PERCENT = st.none() | st.integers(0, 100)
LIMITS = {
    "max_majors": COUNT,
    "max_minors": COUNT,
    "min_conformity": PERCENT,
    "min_coverage": PERCENT,
    "min_achievement": PERCENT,
}
POLICIES = st.fixed_dictionaries(
    {**LIMITS, "fail_on": st.sampled_from([None, "minor", "major"]), "max_stale": COUNT},
    optional={
        "clauses": st.dictionaries(
            st.sampled_from(["4", "8.6", "10"]), st.fixed_dictionaries(LIMITS)
        )
    },
)


@given(RATINGS, POLICIES)
def test_it_passes_exactly_when_no_rule_is_missed(ratings, policy):
    """Verdict, misses and what breaches agree; each rule asked for is ruled on once."""
    state = evaluation(ratings)
    verdict = judge_gate(state, Policy(**policy))

    assert verdict.passed == (not verdict.misses) == all(each.met for each in verdict.rulings)
    assert verdict.breaching <= {each.id for each in state.findings}
    limits = [policy, *policy.get("clauses", {}).values()]
    asked = sum(
        value is not None for each in limits for key, value in each.items() if key != "clauses"
    )
    assert len(verdict.rulings) == asked


def stricter(policy, key):
    """Make the same policy stricter in one rule."""
    value = policy[key]
    if key == "fail_on":
        return {**policy, key: "minor"}
    if value is None:
        return {**policy, key: 0 if key.startswith("max") else 100}
    return {**policy, key: max(0, value - 1) if key.startswith("max") else min(100, value + 7)}


@given(RATINGS, POLICIES, st.sampled_from([*LIMITS, "fail_on", "max_stale"]))
def test_a_stricter_policy_never_passes_where_a_looser_fails(ratings, policy, key):
    """Tightening a rule cannot open the gate."""
    state = evaluation(ratings)
    loose = judge_gate(state, Policy(**policy))
    strict = judge_gate(state, Policy(**stricter(policy, key)))

    assert loose.passed or not strict.passed


@given(RATINGS, POLICIES)
def test_a_waiver_never_closes_the_gate(ratings, policy):
    """With every finding waived, no finding breaks a rule, and nothing else changes."""
    state = evaluation(ratings)
    waivers = [{**WAIVER, "finding": each.id} for each in state.findings]
    plain = judge_gate(state, Policy(**policy))
    waived = judge_gate(state, Policy(**policy, waivers=waivers))

    assert waived.passed or not plain.passed
    assert waived.breaching == frozenset()
    assert len(waived.waived) == len(state.findings)


@given(RATINGS)
def test_fail_on_agrees_with_the_grades(ratings):
    """Failing on major is having one; failing on minor is having either."""
    state = evaluation(ratings)
    grades = {each.grade for each in state.findings}

    assert judge_gate(state, Policy(fail_on="major")).passed == (Grade.MAJOR not in grades)
    assert judge_gate(state, Policy(fail_on="minor")).passed == (grades <= {Grade.OPPORTUNITY})
