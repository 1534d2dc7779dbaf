"""Predicted findings by the shipped rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, assessment, catalogue, evaluation, everything, evidence, rulebook
from iso20k_gap.core.findings import Grade, unknown_overrides

RATINGS = st.sampled_from(["N", "P", "L", "F"])
SOME = st.dictionaries(st.sampled_from(sorted(catalogue().by_id)), RATINGS, max_size=30)


def find(ratings=None, **fields):
    return evaluation(ratings, **fields).findings


def test_all_fully_met_gives_no_finding():
    """F is no finding."""
    assert find(everything("F")) == ()


@pytest.mark.parametrize(
    ("requirement", "rating", "grade", "rule"),
    [
        ("8.6.1-02", "N", Grade.MINOR, "not-met"),
        ("8.6.1-01", "N", Grade.MAJOR, "essential-absent"),
        ("8.6.1-02", "P", Grade.MINOR, "partly-met"),
        ("8.6.1-01", "P", Grade.MINOR, "partly-met"),
        ("8.6.1-02", "L", Grade.OPPORTUNITY, "largely-met"),
        ("8.6.1-08", "L", Grade.MINOR, "undocumented"),
    ],
)
def test_rules(requirement, rating, grade, rule):
    """Each rule of the shipped policy, by an example."""
    (finding,) = find({requirement: rating})

    assert (finding.grade, finding.rule) == (grade, rule)
    assert finding.requirements == (requirement,)
    assert finding.recommendation == catalogue().by_id[requirement].remedy


def test_largely_met_with_the_document_on_record_is_an_opportunity():
    """Current evidence of the documented information takes the minor away."""
    made = answers({"8.6.1-08": "L"}, evidence=evidence())

    assert find(answers=made)[0].grade is Grade.OPPORTUNITY


def test_stale_document_is_a_missing_document():
    """Evidence that ran out yesterday does not count, and the document is named."""
    made = answers({"8.6.1-08": "L"}, evidence=evidence(valid_until="2026-11-20"))
    (finding,) = find(answers=made)

    assert finding.grade is Grade.MINOR
    assert finding.missing == (catalogue().by_id["8.6.1-08"].documented.name,)


def test_whole_clause_below_15_percent_is_one_major():
    """A lowest clause where nothing is in place is one major over all its requirements."""
    (finding,) = find({"8.6.2": "N"})

    assert (finding.id, finding.grade, finding.rule) == ("F-8.6.2", Grade.MAJOR, "clause-not-met")
    assert len(finding.requirements) == 6


def test_clause_not_fully_rated_is_not_ruled_as_a_whole():
    """An unrated requirement might be met: the clause rule waits."""
    ratings = dict.fromkeys(["8.6.2-03", "8.6.2-04"], "N")

    assert {each.rule for each in find(ratings)} == {"not-met"}


@pytest.mark.parametrize(("limit", "majors"), [(3, 1), (4, 0)])
def test_several_minors_in_a_clause_are_one_systemic_major(limit, majors):
    """Three minors fold into a major, or as many as the assessment says."""
    ratings = {"8.6.3": "F", "8.6.3-01": "P", "8.6.3-02": "P", "8.6.3-04": "P"}
    found = find(ratings, scoring={"systemic_minors": limit})

    assert sum(each.rule == "systemic-minors" for each in found) == majors
    if majors:
        assert found[0].requirements == ("8.6.3-01", "8.6.3-02", "8.6.3-04")


def test_a_folded_finding_says_what_each_of_its_requirements_lacks():
    """Recommendations one after the other; documents and actions each once."""
    ids = ("8.6.3-01", "8.6.3-02", "8.6.3-04", "8.6.3-05")
    (folded,) = find({"8.6.3": "F", **dict.fromkeys(ids, "P")})
    singles = find({"8.6.3": "F", **dict.fromkeys(ids, "P")}, scoring={"systemic_minors": 99})
    rules = rulebook().findings

    assert (folded.rule, folded.because) == (rules.systemic.id, rules.systemic.because)
    assert (folded.grade, folded.predicted) == (Grade.MAJOR, Grade.MAJOR)
    assert folded.recommendation == " ".join(each.recommendation for each in singles)
    assert folded.actions == ("8.6.3-A2", "8.6.3-A1")
    missing = [name for each in singles for name in each.missing]
    assert folded.missing == tuple(dict.fromkeys(missing))
    whole = find({"8.6.3": "N"})[0]
    assert (whole.rule, whole.because) == (rules.clause_not_met.id, rules.clause_not_met.because)
    assert 1 < len(whole.missing) == len(set(whole.missing))


@pytest.mark.parametrize(
    ("weight", "is_not_met"), [("89/10", True), ("9", False), ("91/10", False)]
)
def test_a_clause_is_not_met_below_its_limit(weight, is_not_met):
    """At 15 % sharp it is met a little; a tenth of a per cent less is nothing in place."""
    weights = {"8.6.2": "11/5", "8.6.2-01": weight}
    found = find({"8.6.2": "N", "8.6.2-01": "P"}, scoring={"weights": weights})

    assert (found[0].rule == "clause-not-met") == is_not_met


def test_a_finding_says_why_and_what_is_missing():
    """By the rule's words; a document is missing only where there is no evidence of it."""
    bare, backed = (
        find(answers=answers({"8.6.3-01": "P", "8.6.2": "F"}, evidence=each))[0]
        for each in ((), evidence())
    )
    owed = next(each for each in catalogue().requirements if each.documented.name)
    (lacking,) = find({owed.id: "P"})
    (shown,) = find(answers=answers({owed.id: "P"}, evidence=evidence()))
    reasons = {each.id: each.because for each in rulebook().findings.answer_rules}

    assert bare.because == reasons[bare.rule]
    assert backed.missing == shown.missing == ()
    assert lacking.missing == (owed.documented.name,)
    assert bool(bare.missing) == bool(catalogue().by_id["8.6.3-01"].documented.name)


@pytest.mark.parametrize("known", ["F-8.6.1-01", "8.6.1-01", "F-8.6.1", "8.6.1", "8"])
def test_overrides_that_name_no_finding_are_told_with_their_place(known):
    """A finding may be named by its requirement or clause, with or without its F."""
    overrides = [
        {"finding": known, "grade": "minor", "reason": "x"},
        {"finding": "F-8.6.1-77", "grade": "minor", "reason": "x"},
    ]
    made = assessment(overrides=overrides)

    ((number, unknown),) = unknown_overrides(made, catalogue())
    assert (number, unknown.finding) == (1, "F-8.6.1-77")


def test_override_keeps_rule_and_reason():
    """An assessor's grade wins; what was predicted stays visible."""
    override = {"finding": "F-8.6.1-01", "grade": "minor", "reason": "Kept on paper"}
    (finding,) = find({"8.6.1-01": "N"}, overrides=[override])

    assert (finding.grade, finding.predicted, finding.overridden) == (
        Grade.MINOR,
        Grade.MAJOR,
        True,
    )
    assert finding.override.reason == "Kept on paper"


def test_override_with_none_takes_the_finding_away():
    """Grade none: no finding."""
    override = {"finding": "8.6.1-01", "grade": "none", "reason": "Wrong sample"}

    assert find({"8.6.1-01": "N"}, overrides=[override]) == ()


def test_override_of_a_folded_finding():
    """A clause's finding can be overridden as well."""
    override = {"finding": "F-8.6.2", "grade": "minor", "reason": "Service starts next month"}
    (finding,) = find({"8.6.2": "N"}, overrides=[override])

    assert finding.grade is Grade.MINOR
    assert finding.predicted is Grade.MAJOR


def test_no_occurrence_and_unrated_give_no_finding():
    """Neither is a fail."""
    assert find({"8.7.2-16": "no_occurrence"}) == ()


@given(SOME)
def test_every_gap_is_in_exactly_one_finding(ratings):
    """Each requirement rated below F is in one finding, no other requirement in any."""
    listed = [each for found in find(ratings) for each in found.requirements]
    gaps = [identifier for identifier, rating in ratings.items() if rating != "F"]

    assert sorted(listed) == sorted(gaps)


@given(SOME)
def test_every_finding_names_rule_and_action(ratings):
    """No finding without rule, recommendation and action."""
    for found in find(ratings):
        assert found.rule
        assert found.recommendation
        assert set(found.actions) <= set(catalogue().actions)
        assert found.actions
