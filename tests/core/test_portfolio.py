"""Several assessments: two named aggregates that are not the same."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue, evaluation
from iso20k_gap.core.portfolio import Aggregate, CommonGap, Summary, gather, summarise

SOME = st.dictionaries(
    st.sampled_from(sorted(catalogue().by_id)), st.sampled_from("NPLF"), max_size=20
)


def gathered(*ratings):
    return gather([summarise(str(n), evaluation(each)) for n, each in enumerate(ratings)])


def test_a_summary_says_what_a_portfolio_needs():
    """Counts, points by weight, findings, verdict, and what is below F in the standard's order."""
    made = evaluation(
        {"8.4.2": "N", "8.6.2-01": "F", "8.7.2-16": "no_occurrence", "8.6.1-01": "P"},
        scoring={"weights": {"8.6.2-01": "2"}},
        scale="yes-partial-no",
    )

    assert summarise("acme", made) == Summary(
        path="acme",
        name="Acme Services",
        edition="2018",
        scale="yes-partial-no",
        requirements=373,
        applicable=372,
        rated=4,
        full=1,
        points=Fraction(5, 2),
        weight=Fraction(5),
        majors=1,
        minors=1,
        verdict="undetermined",
        gaps=("8.4.2-01", "8.4.2-02", "8.6.1-01"),
    )


def summary(**fields):
    """An assessment in short, with nothing in it but for what is given."""
    nothing = {
        "path": "x", "name": "X", "edition": "2018", "scale": "nplf", "requirements": 10,
        "applicable": 0, "rated": 0, "full": 0, "points": Fraction(0), "weight": Fraction(0),
        "majors": 0, "minors": 0, "verdict": "undetermined", "gaps": (),
    }  # fmt: skip
    return Summary(**{**nothing, **fields})


def test_both_aggregates_by_hand():
    """One of two F, and six of six F: the mean is 3/4, pooled it is 7/8; points are weighed."""
    parts = (
        summary(applicable=10, rated=2, full=1, points=Fraction(2), weight=Fraction(3)),
        summary(applicable=8, rated=6, full=6, points=Fraction(6), weight=Fraction(6)),
    )
    made = gather(parts)

    assert made.summaries == parts
    assert made.mean_of_assessments == Aggregate(
        Fraction(3, 4), Fraction(5, 6), (Fraction(1, 5) + Fraction(3, 4)) / 2
    )
    assert made.pooled == Aggregate(Fraction(7, 8), Fraction(8, 9), Fraction(8, 18))


def test_what_has_no_number_is_left_out_of_the_mean():
    """An assessment without ratings has a coverage only; one without requirements has nothing."""
    parts = (
        summary(applicable=4, rated=2, full=1, points=Fraction(1), weight=Fraction(2)),
        summary(applicable=4),
        summary(),
    )
    half, quarter = Fraction(1, 2), Fraction(1, 4)

    assert gather(parts).mean_of_assessments == Aggregate(half, half, quarter)
    assert gather(parts).pooled == Aggregate(half, half, quarter)


def test_common_gaps_come_commonest_first():
    """Only gaps that two or more assessments of one edition share; else as they first come up."""
    made = gather([
        summary(gaps=("8.6.2-01", "8.6.1-01", "8.6.1-02", "8.6.1-03", "4.1-01")),
        summary(gaps=("8.6.1-02", "8.6.3-01")),
        summary(gaps=("8.6.1-01", "8.6.1-02", "8.6.2-01")),
        summary(gaps=("4.1-01",), edition="2011"),
        summary(gaps=("4.1-01",), edition="2011"),
    ])  # fmt: skip

    assert made.common_gaps == (
        CommonGap("2018", "8.6.1-02", 3),
        CommonGap("2018", "8.6.2-01", 2),
        CommonGap("2018", "8.6.1-01", 2),
        CommonGap("2011", "4.1-01", 2),
    )


def test_nothing_to_aggregate():
    """Without assessments, or without ratings, there is no number."""
    nothing = Aggregate(None, None, None)

    assert (gather([]).mean_of_assessments, gather([]).pooled) == (nothing, nothing)
    assert gather([]).common_gaps == ()
    for made in (gathered({}).mean_of_assessments, gathered({}).pooled):
        assert made == Aggregate(None, None, Fraction(0))


@given(SOME)
def test_a_portfolio_of_one_is_its_assessment(ratings):
    """Both aggregates of one assessment are its own numbers."""
    card = evaluation(ratings).scorecard.overall
    made = gathered(ratings)

    for aggregate in (made.pooled, made.mean_of_assessments):
        assert aggregate.conformity == card.conformity
        assert aggregate.achievement == card.achievement
        assert aggregate.coverage == card.coverage
