"""Several assessments: two named aggregates that are not the same."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue, evaluation
from iso20k_gap.core.portfolio import gather, summarise

SOME = st.dictionaries(
    st.sampled_from(sorted(catalogue().by_id)), st.sampled_from("NPLF"), max_size=20
)


def gathered(*ratings):
    return gather([summarise(str(n), evaluation(each)) for n, each in enumerate(ratings)])


def test_both_aggregates_by_hand():
    """One of two F, and six of six F: the mean is 3/4, pooled it is 7/8."""
    made = gathered({"8.6.1-01": "F", "8.6.1-02": "N"}, {"8.6.2": "F"})

    assert made.mean_of_assessments.conformity == Fraction(3, 4)
    assert made.pooled.conformity == Fraction(7, 8)
    assert made.pooled.coverage == Fraction(8, 746)


def test_common_gaps_come_commonest_first():
    """Only gaps of two or more assessments are common."""
    made = gathered(
        {"8.6.1-01": "N", "8.6.1-02": "L", "8.6.1-03": "P"},
        {"8.6.1-02": "P", "8.6.1-03": "F"},
        {"8.6.1-01": "P", "8.6.1-02": "N"},
    )

    assert [(each.requirement, each.assessments) for each in made.common_gaps] == [
        ("8.6.1-02", 3),
        ("8.6.1-01", 2),
    ]


def test_nothing_to_aggregate():
    """Without assessments, or without ratings, there is no number."""
    assert gathered().pooled.conformity is None
    assert gathered({}).mean_of_assessments.conformity is None
    assert gathered({}).mean_of_assessments.coverage == 0


@given(SOME)
def test_a_portfolio_of_one_is_its_assessment(ratings):
    """Both aggregates of one assessment are its own numbers."""
    card = evaluation(ratings).scorecard.overall
    made = gathered(ratings)

    for aggregate in (made.pooled, made.mean_of_assessments):
        assert aggregate.conformity == card.conformity
        assert aggregate.achievement == card.achievement
        assert aggregate.coverage == card.coverage
