"""How the verdict is put into words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gating import gate_view
from iso20k_gap.core.gate import Circumstances, judge_gate
from iso20k_gap.core.gate_verdict import Ruling
from iso20k_gap.core.policy import Policy
from iso20k_gap.reports.gate_view import GateView, asked_for, headline, label, shown

HUNDREDTHS = st.integers(0, 10_000).map(lambda number: Fraction(number, 100))
NOTHING_RATED = (
    "clause 9.2 Internal audit: there is no conformity, nothing is rated; at least 5 % is asked"
)
SHARES = st.fractions(0, 1, max_denominator=400).map(lambda share: share * 100)


@given(SHARES, HUNDREDTHS | SHARES)
def test_a_missed_percentage_never_looks_reached(value, limit):
    """Values are rounded down and limits up, so that a miss is seen in the figures."""
    if value < limit:
        assert float(shown(value)) < float(asked_for(limit))
    else:
        assert float(shown(value)) >= float(asked_for(limit)) - 0.02


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("80", "80"),
        ("79.5", "79.5"),
        ("79.123456789012", "79.123456789012"),
        ("0", "0"),
        ("1/3", "0.34"),
    ],
)
def test_a_limit_is_shown_as_written(limit, text):
    """What the policy says comes back; only a baseline's odd share is rounded."""
    assert asked_for(Fraction(limit)) == text


@pytest.mark.parametrize(
    ("ruling", "text"),
    [
        (Ruling("fail_on", "major", "none", met=True), "fail_on major"),
        (
            Ruling("min_conformity", Fraction(80), None, met=False, clause="8.6"),
            "min_conformity 8.6 80",
        ),
        (Ruling("max_stale", 0, 3, met=False), "max_stale 0"),
        (Ruling("no_regression", 0, 3, met=False), "no_regression"),
        (Ruling("ratchet", Fraction(80), Fraction(79), met=False), "ratchet"),
    ],
)
def test_a_rule_is_named_with_clause_and_limit(ruling, text):
    """The label is what a person would look for in the policy."""
    assert label(ruling) == text


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ({"fail_on": "major"}, "1 major finding"),
        ({"fail_on": "minor"}, "1 major and 1 minor findings"),
        ({"max_minors": 0}, "1 minor finding, 0 allowed"),
        ({"max_stale": 0}, "no answers with stale evidence, 0 allowed"),
        ({"min_coverage": 100}, "coverage is 7.52 %, at least 100 % is asked"),
        (
            {"clauses": {"9.2": {"min_conformity": 5}}},
            NOTHING_RATED,
        ),
    ],
)
def test_sentences(policy, sentence):
    """Each rule says what it found and what it asks."""
    view = gate_view(**policy)

    assert view.sentence(view.verdict.rulings[0]) == sentence


def test_the_ratchet_names_the_best():
    """The figure to beat is told."""
    state = gate_view().evaluation
    verdict = judge_gate(
        state, Policy(ratchet=True), Circumstances(best=("first", Fraction(98, 100)))
    )
    view = GateView(state, verdict, {}, (), gate_view().home, "")

    assert view.sentence(verdict.rulings[0]).endswith("%, the best baseline has 98 %")


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        ({"max_majors": 3}, "passed: the only rule is met"),
        ({"max_majors": 3, "max_minors": 3}, "passed: all 2 rules are met"),
        ({"fail_on": "major"}, "failed: 1 of 1 rule is missed"),
        ({"fail_on": "major", "max_minors": 3}, "failed: 1 of 2 rules is missed"),
        ({"fail_on": "major", "max_minors": 0}, "failed: 2 of 2 rules are missed"),
    ],
)
def test_headlines(policy, text):
    """Passed or failed is the first word."""
    assert headline(gate_view(**policy).verdict) == text
