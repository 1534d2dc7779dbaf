"""Capability by ISO/IEC 33020: levels, means by midpoints, reliability."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from iso20k_gap.core.capability import (
    ATTRIBUTES,
    CapabilityInput,
    assess_capability,
    rate_attribute,
    unknown_attributes,
)
from iso20k_gap.core.rating import Rating

REPLIES = st.lists(st.sampled_from(["N", "P", "L", "F", "don't know"]), max_size=6)


def assessed(**attributes):
    names = {key.replace("_", " ", 1).replace("_", "."): value for key, value in attributes.items()}
    return assess_capability(CapabilityInput(processes={"Change": names}))["Change"]


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ("", 0),
        ("P", 0),
        ("L", 1),
        ("F", 1),
        ("FLL", 2),
        ("FLF", 2),
        ("LFF", 1),
        ("FLP", 1),
        ("FFFLL", 3),
        ("FFLLL", 2),
        ("FFFFFLL", 4),
        ("FFFFFFFLF", 5),
        ("FFFFFFFFF", 5),
        ("FFFFFLFFF", 4),
    ],
)
def test_level_needs_its_attributes_l_or_f_and_lower_ones_f(ratings, level):
    """The rule of ISO/IEC 33020, over the profile PA 1.1 to PA 5.2."""
    given_ratings = {name: [rating] for name, rating in zip(ATTRIBUTES, ratings, strict=False)}
    result = assess_capability(CapabilityInput(processes={"Change": given_ratings}))

    assert result["Change"].level == level


@pytest.mark.parametrize(
    ("replies", "rating", "mean", "respondents", "reliability"),
    [
        (["F", "F", "L"], "L", Fraction(101, 120), 3, "high"),
        (["L", "L"], "L", Fraction(27, 40), 2, "high"),
        (["L", "don't know", ""], "L", Fraction(27, 40), 1, "high"),
        (["P", "N"], "P", Fraction(1, 5), 2, "poor"),
        (["L", "P"], "P", Fraction(1, 2), 2, "medium"),
        (["L", None], "L", Fraction(27, 40), 1, "high"),
        (["don't know"], None, None, 0, None),
        ([], None, None, 0, None),
    ],
)
def test_several_replies(replies, rating, mean, respondents, reliability):
    """Replies are averaged at the middle of their ranges; don't know is left out."""
    result = assessed(PA_1_1=replies).attributes["PA 1.1"]

    assert (result.rating, result.mean) == (rating, mean)
    assert (result.respondents, result.reliability) == (respondents, reliability)


def test_wrong_reply_is_refused():
    """A reply outside the scale is told."""
    with pytest.raises(ValidationError, match="no rating 'X'"):
        CapabilityInput(processes={"Change": {"PA 1.1": ["X"]}})


@given(st.dictionaries(st.sampled_from(list(ATTRIBUTES)), REPLIES))
def test_level_lies_between_0_and_5(attributes):
    """Whatever was replied, the level is one of six."""
    assert 0 <= assess_capability(CapabilityInput(processes={"x": attributes}))["x"].level <= 5


@given(st.lists(st.sampled_from(list(Rating)), min_size=1), st.integers(0, 5))
def test_a_better_reply_never_lowers_the_mean(replies, place):
    """Raising one reply raises or keeps the mean."""
    better = list(replies)
    better[place % len(replies)] = Rating.F

    assert rate_attribute(better).mean >= rate_attribute(replies).mean


def test_unknown_attributes_are_told_with_their_process():
    """Each of them, in the order of the file; the known ones are left in peace."""
    given_ratings = CapabilityInput(
        processes={
            "Change": {"PA 1.1": ["F"], "PA 1.2": ["F"]},
            "Incident": {"PA 6.1": [], "PA 5.2": ["L"], "pa 1.1": ["L"]},
        }
    )

    assert unknown_attributes(given_ratings) == [
        ("Change", "PA 1.2"),
        ("Incident", "PA 6.1"),
        ("Incident", "pa 1.1"),
    ]
