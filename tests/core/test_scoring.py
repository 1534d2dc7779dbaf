"""The one engine: formulas by example, and the laws that hold for any answers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    TODAY,
    answers,
    assessment,
    catalogue,
    evaluation,
    everything,
    evidence,
    rulebook,
)
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.scoring import Range, Scorecard, score

RATINGS = st.sampled_from(["N", "P", "L", "F"])
IDS = st.sampled_from(sorted(catalogue().by_id))
SOME = st.dictionaries(IDS, RATINGS, max_size=25)


HALF = {"8.6.1": "F", "8.6.2": "N"}


def card(ratings, scale="nplf", **fields) -> Scorecard:
    return score(catalogue(), assessment(ratings, **fields), rulebook(scale=scale).scale, TODAY)


def test_nothing_rated_gives_no_number_but_the_whole_range():
    """Without ratings every share is None and the range is everything."""
    overall = card({}).overall

    assert (overall.conformity, overall.achievement, overall.evidenced) == (None, None, None)
    assert overall.coverage == 0
    assert overall.conformity_range.lowest == 0
    assert overall.conformity_range.highest == 1


@pytest.mark.parametrize(
    ("scale", "value"),
    [("nplf", Fraction(1, 2)), ("nplf-midpoints", Fraction(1, 2)), ("yes-partial-no", None)],
)
def test_achievement_is_the_mean_of_rating_values(scale, value):
    """N, P, L and F once each average to the scale's own mean."""
    ratings = {"8.6.2-01": "N", "8.6.2-02": "P", "8.6.2-03": "L", "8.6.2-04": "F"}
    expected = value or Fraction(1, 4) * (0 + Fraction(1, 2) * 2 + 1)

    assert card(ratings, scale).overall.achievement == expected


def test_worked_example():
    """Six requirements, one without occurrence, one unrated: each number by hand."""
    given_answers = {
        **answers({"8.6.2-01": "F"}, evidence=evidence()),
        **answers({"8.6.2-02": "F", "8.6.2-03": "L", "8.6.2-04": "P"}),
    }
    tally = card(None, answers=given_answers).by_clause["8.6.2"]

    assert tally.requirements == 6
    assert tally.conformity == Fraction(2, 4)
    assert tally.achievement == Fraction(3, 4)
    assert tally.coverage == Fraction(4, 6)
    assert tally.evidenced == Fraction(1, 2)
    assert (tally.conformity_range.lowest, tally.conformity_range.highest) == (
        Fraction(2, 6),
        Fraction(4, 6),
    )
    assert tally.achievement_range.lowest == Fraction(3, 6)
    assert tally.achievement_range.highest == Fraction(5, 6)


def test_no_occurrence_leaves_the_denominator():
    """A requirement without occurrence counts neither as rated nor as applicable."""
    tally = card({"8.7.2": "F", "8.7.2-16": "no_occurrence"}).by_clause["8.7.2"]

    assert (tally.requirements, tally.excluded, tally.applicable, tally.rated) == (16, 1, 15, 15)
    assert tally.conformity == 1
    assert tally.coverage == 1


@pytest.mark.parametrize(
    ("dates", "share"),
    [
        ({}, 1),
        ({"effective": "2026-11-21", "valid_until": "2026-11-21"}, 1),
        ({"effective": "2026-11-22"}, 0),
        ({"valid_until": "2026-11-20"}, 0),
        ({"seen": False}, 0),
    ],
)
def test_evidence_counts_while_it_is_current_and_seen(dates, share):
    """Evidence outside its dates, or not seen, does not count."""
    made = answers({"8.6.2-01": "F"}, evidence=evidence(**dates))

    assert card(None, answers=made).overall.evidenced == share


def test_weights_take_the_nearest_name():
    """A requirement's own weight wins over its clause's, and that over the group's."""
    ratings = {"8.6.2-01": "F", "8.6.2-02": "N", "8.6.3-01": "N", "9.4-01": "N"}
    weighted = card(ratings, scoring={"weights": {"8.6": "2", "8.6.2": "3", "8.6.2-01": "4"}})

    assert weighted.overall.achievement == Fraction(4, 4 + 3 + 2 + 1)
    assert weighted.overall.conformity == Fraction(1, 4)


@pytest.mark.parametrize(
    ("requirement", "weight"), [("8.6.2-01", 4), ("8.6.2-02", 3), ("8.6.1-01", 2), ("4.1-01", 1)]
)
def test_an_evaluation_tells_what_a_requirement_weighs(requirement, weight):
    """The same weight that the achievement is reckoned with."""
    made = evaluation({}, scoring={"weights": {"8.6": "2", "8.6.2": "3", "8.6.2-01": "4"}})

    assert made.weight(catalogue().by_id[requirement]) == weight


def test_where_nothing_is_rated_there_is_no_mean_but_a_range():
    """And where nothing occurred at all there is neither."""
    empty = card({})
    absent = card(dict.fromkeys(catalogue().by_id, "no_occurrence"))

    assert empty.achievement_by_clause is None
    assert empty.achievement_by_clause_range == Range(Fraction(0), Fraction(1))
    assert (absent.achievement_by_clause, absent.achievement_by_clause_range) == (None, None)


def test_what_is_unrated_ranges_between_the_ends_of_the_scale_by_its_weight():
    """One rated L of weight 1, one unrated of weight 3, on a scale from 7.5 to 92.5 %."""
    ids = [each.id for each in catalogue().under("8.6.2")]
    weights = {"8.6.2-02": "3"}
    ratings = {"8.6.2-01": "L", **dict.fromkeys(ids[2:], "F")}
    low, high, middle = Fraction(3, 40), Fraction(37, 40), Fraction(27, 40)
    rest = len(ids) - 2
    made = card(ratings, "nplf-midpoints", scoring={"weights": weights})
    tally = made.by_clause["8.6.2"]

    assert tally.achievement == (middle + rest * high) / (1 + rest)
    assert tally.achievement_range == Range(
        (middle + rest * high + 3 * low) / (4 + rest), (middle + (rest + 3) * high) / (4 + rest)
    )
    assert (made.scale.id, made.date) == ("nplf-midpoints", TODAY)


def test_an_evaluation_keeps_what_it_was_made_from():
    """Catalogue, assessment, rules and day: a plan or a report begins with those."""
    made, given_assessment = evaluation(HALF), assessment(HALF)

    assert (made.catalogue, made.assessment) == (catalogue(), given_assessment)
    assert (made.rulebook, made.date) == (rulebook(), TODAY)


def test_an_evaluation_counts_its_findings_by_grade():
    """Each finding once, under the grade it has."""
    made = evaluation({"4.3-06": "N", "8.6.1-01": "P", "8.6.2-02": "P"})

    assert [made.count(grade) for grade in (Grade.MAJOR, Grade.MINOR, Grade.OPPORTUNITY)] == [
        1, 2, 0,
    ]  # fmt: skip


def test_by_clause_is_the_unweighted_mean_of_lowest_clauses():
    """One requirement of 8.2.5 weighs as much as the fifteen of 8.2.6."""
    both = card({"8.2.5": "F", "8.2.6": "N"})

    assert both.achievement_by_clause == Fraction(1, 2)
    assert both.overall.achievement == Fraction(1, 16)


def test_numbered_clause_without_requirements_has_no_numbers():
    """8.3.1 is listed with nothing in it."""
    tally = card(everything("F")).by_clause["8.3.1"]

    assert (tally.requirements, tally.conformity, tally.coverage) == (0, None, None)


@given(SOME)
def test_shares_lie_between_0_and_1_and_within_their_range(ratings):
    """No number leaves 0 to 1, and the present value of a full rating lies in the range."""
    result = card(ratings)
    for tally in (result.overall, *result.by_clause.values()):
        for share in (tally.conformity, tally.achievement, tally.coverage, tally.evidenced):
            assert share is None or 0 <= share <= 1
        reach = tally.achievement_range
        assert reach is None or 0 <= reach.lowest <= reach.highest <= 1
        if tally.rated and not tally.unrated:
            assert reach.lowest == tally.achievement == reach.highest


@given(SOME, IDS, RATINGS)
def test_a_better_rating_never_lowers_a_number(ratings, identifier, rating):
    """Raising one rating raises or keeps every overall number."""
    order = list(Rating)
    better = order[min(order.index(rating) + 1, 3)]
    before = card({**ratings, identifier: rating})
    after = card({**ratings, identifier: better})

    assert after.overall.conformity >= before.overall.conformity
    assert after.overall.achievement >= before.overall.achievement
    assert after.achievement_by_clause >= before.achievement_by_clause


@given(SOME)
def test_parts_add_up_to_the_whole(ratings):
    """Sentences, lowest clauses and groups each partition the requirements."""
    result = card(ratings)
    parts = (
        result.by_sentence.values(),
        [result.by_clause[clause] for clause in result.lowest],
        result.by_group.values(),
    )
    for tallies in parts:
        assert sum(t.requirements for t in tallies) == 373
        assert sum(t.rated for t in tallies) == result.overall.rated
        assert sum(t.points for t in tallies) == result.overall.points


@given(SOME, st.randoms())
def test_order_of_answers_does_not_matter(ratings, random):
    """The same answers in another order give the same numbers."""
    made = answers(ratings)
    shuffled = list(made.items())
    random.shuffle(shuffled)

    assert card(None, answers=made) == card(None, answers=dict(shuffled))


@given(SOME)
def test_rating_the_rest_lands_in_the_range(ratings):
    """Whatever the unrated become, the number falls between worst and best."""
    reach = card(ratings).overall.achievement_range
    for rest in ("N", "P", "L", "F"):
        filled = card({**dict.fromkeys(catalogue().by_id, rest), **ratings}).overall
        assert reach.lowest <= filled.achievement <= reach.highest


def test_unconfirmed_answers_are_counted_apart():
    """Inherited answers count, and how many there are is known."""
    made = answers({"8.6.2": "F"}, confirmed=False)

    assert evaluation(answers=made).scorecard.overall.inherited == 6
