"""Agreement between two sets: worked examples from print, and laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, catalogue
from iso20k_gap.core.agreement import STRENGTHS, Agreement, agree
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating

IDS = tuple(catalogue().by_id)
SETS = st.dictionaries(st.sampled_from(IDS[:25]), st.sampled_from([*Rating, NO_OCCURRENCE]))


def rated(ratings):
    return {
        name: Answer(rating=each, reason="none" if each == NO_OCCURRENCE else "")
        for name, each in ratings.items()
    }


def of_rows(first, second):
    """Agreement of two rows of ratings, one letter a requirement."""
    ids = IDS[: len(first)]
    return agree(
        IDS,
        rated(dict(zip(ids, first, strict=True))),
        rated(dict(zip(ids, second, strict=True))),
    )


def test_kappa_by_hand():
    """Reckoned by hand: squared steps 2 observed, 8 expected by chance.

    A: N P L F, B: N L L L. Squares 0 1 0 1 = 2. By chance each of A's four ratings meets each of
    B's: N with N L L L 0+4+4+4, P 1+1+1+1, L 4+0+0+0, F 9+1+1+1; together 32 over 4 = 8.
    """
    found = of_rows("NPLF", "NLLL")

    assert found.kappa == 1 - Fraction(2, 8)
    assert found.percentage == Fraction(1, 2)
    assert (found.nearly, found.higher_in_first, found.higher_in_second) == (4, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "kappa"),
    [
        # scikit-learn's weighted example (0.9541), after Artstein and Poesio.
        ("N" * 46 + "P" * 44 + "L" * 10, "N" * 50 + "P" * 40 + "L" * 10, 0.9541),
        # Artstein and Poesio, two categories: weights make no difference there (0.348).
        ("N" * 40 + "P" * 60, "N" * 20 + "P" * 20 + "N" * 10 + "P" * 50, 0.348),
        # Two categories at opposite ends weigh the same.
        ("N" * 40 + "F" * 60, "N" * 20 + "F" * 20 + "N" * 10 + "F" * 50, 0.348),
    ],
)
def test_kappa_as_published(first, second, kappa):
    """Published examples come out to the published decimals."""
    found = of_rows(first, second).kappa

    assert float(found) == pytest.approx(kappa, abs=0.0005)


def test_wide_disagreement_costs_more_than_narrow():
    """F against N lowers kappa more than F against L."""
    near, far = of_rows("NPLFFF", "NPLFFL"), of_rows("NPLFFF", "NPLFFN")

    assert far.kappa < near.kappa < 1
    assert far.percentage == near.percentage


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [("FFF", "FFF", "same one rating"), ("", "", "no requirement is rated in both")],
)
def test_undefined_kappa_is_told_as_such(first, second, why):
    """Without variation, or without answers, there is no kappa and no number in its place."""
    found = of_rows(first, second)

    assert found.kappa is None
    assert why in found.undefined_because
    assert found.strength == ""


def test_two_constant_sets_that_differ_agree_as_by_chance():
    """All F against all L is defined: 0."""
    found = of_rows("FFF", "LLL")

    assert found.kappa == 0
    assert (found.percentage, found.undefined_because) == (0, "")


def test_disagreements_have_both_answers_the_widest_first():
    """Each disagreement has both ratings and notes, and the widest stands first."""
    first = answers({"8.6.1-01": "F", "8.6.1-02": "F", "8.6.1-03": "L"}, note="mine")
    second = answers({"8.6.1-01": "L", "8.6.1-02": "N", "8.6.1-03": "L"}, note="theirs")
    found = agree(IDS, first, second)

    assert [each.requirement for each in found.disagreements] == ["8.6.1-02", "8.6.1-01"]
    assert [each.distance for each in found.disagreements] == [3, 1]
    widest = found.disagreements[0]
    assert (widest.first.note, widest.second.note) == ("mine", "theirs")
    assert (widest.first.rating, widest.second.rating) == ("F", "N")


def test_no_occurrence_stands_outside_the_numbers():
    """A pair with no occurrence is listed, has no distance, and moves no number."""
    first = rated({"8.6.1-01": "F", "8.6.1-02": NO_OCCURRENCE, "8.6.1-03": NO_OCCURRENCE})
    second = rated({"8.6.1-01": "F", "8.6.1-02": "F", "8.6.1-03": NO_OCCURRENCE})
    found = agree(IDS, first, second)

    assert (found.rated_by_both, found.agreed) == (1, 1)
    assert [(each.requirement, each.distance) for each in found.disagreements] == [
        ("8.6.1-02", None)
    ]
    assert found.without_occurrence == ("8.6.1-03",)


def test_answered_once_is_told_and_not_counted():
    """What only one set answers is listed by set."""
    found = agree(IDS, answers({"8.6.1-01": "F", "8.6.1-02": "F"}), answers({"8.6.1-02": "F"}))

    assert (found.only_first, found.only_second) == (("8.6.1-01",), ())
    assert found.rated_by_both == 1


@pytest.mark.parametrize(
    ("kappa", "word"),
    [(-1, "poor"), (0, "slight"), ("1/5", "slight"), ("0.21", "fair"), ("0.5", "moderate"),
     ("0.8", "substantial"), ("0.81", "almost perfect"), (1, "almost perfect")],
)  # fmt: skip
def test_words_follow_landis_and_koch(kappa, word, monkeypatch):
    """The bands of 1977: below 0 poor, to .20 slight, .40 fair, .60, .80, 1."""
    monkeypatch.setattr(Agreement, "kappa", Fraction(kappa))

    assert Agreement({}, ()).strength == word
    assert [limit for limit, _ in STRENGTHS] == sorted(limit for limit, _ in STRENGTHS)


@given(SETS)
def test_with_itself_agreement_is_full(ratings):
    """A set agrees with itself: 100 %, kappa 1 where it is defined, nothing to talk over."""
    found = agree(IDS, rated(ratings), rated(ratings))

    assert found.percentage in (None, 1)
    assert found.kappa in (None, 1)
    assert found.disagreements == found.only_first == found.only_second == ()
    kinds = {each for each in ratings.values() if each != NO_OCCURRENCE}
    assert (found.kappa is None) == (len(kinds) < 2)


@given(SETS, SETS)
def test_agreement_is_symmetric(one, two):
    """Either way round it is the same, with the sides exchanged."""
    there, back = agree(IDS, rated(one), rated(two)), agree(IDS, rated(two), rated(one))

    assert (there.kappa, there.percentage, there.nearly) == (
        back.kappa,
        back.percentage,
        back.nearly,
    )
    assert (there.higher_in_first, there.only_first) == (back.higher_in_second, back.only_second)
    assert [each.requirement for each in there.disagreements] == [
        each.requirement for each in back.disagreements
    ]


@given(SETS, SETS)
def test_counts_add_up(one, two):
    """Every requirement answered anywhere is in exactly one pile, and kappa is at most 1."""
    found = agree(IDS, rated(one), rated(two))
    outside = sum(each.distance is None for each in found.disagreements)
    piles = (found.rated_by_both, outside, len(found.without_occurrence))

    assert sum(piles) + len(found.only_first) + len(found.only_second) == len({*one, *two})
    assert found.agreed + found.higher_in_first + found.higher_in_second == found.rated_by_both
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert (found.kappa == 1) <= (found.agreed == found.rated_by_both)


def test_the_widest_disagreement_stands_first():
    """Steps apart count; one who says that nothing occurred stands behind, in the given order."""
    first = answers({"8.6.1-01": "no_occurrence", "8.6.1-02": "F", "8.6.1-03": "F"})
    second = answers({"8.6.1-01": "F", "8.6.1-02": "L", "8.6.1-03": "N"})
    found = agree(["8.6.1-01", "8.6.1-02", "8.6.1-03"], first, second).disagreements

    assert [each.distance for each in found] == [3, 1, None]
