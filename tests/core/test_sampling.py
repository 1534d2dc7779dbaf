"""Sample sizes as published, and draws that repeat."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.sampling import (
    LARGEST_POPULATION,
    SOURCES,
    Aim,
    Rule,
    attribute,
    draw,
    sample,
    square_root,
)

SHARES = st.fractions(Fraction(1, 1000), Fraction(999, 1000))


def aim(confidence, tolerable):
    return Aim(Fraction(confidence, 100), Fraction(tolerable, 100))


@pytest.mark.parametrize(
    ("sites", "size"),
    [(1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (25, 5), (26, 6), (480, 22)],
)
def test_square_root_is_rounded_up(sites, size):
    """As for the sites of an initial audit: two of two, three of five, five of 25."""
    assert square_root(sites) == size


@pytest.mark.parametrize(
    ("population", "confidence", "tolerable", "size"),
    [
        # Cannon and Roe (1982), the table for 95 %: 5 %, 10 % and 1 % of finite populations.
        (100, 95, 5, 45),
        (500, 95, 5, 56),
        (100, 95, 10, 25),
        (500, 95, 10, 28),
        (100, 95, 1, 95),
        (500, 95, 1, 225),
        (1000, 95, 1, 258),
        # Audit tables for large populations: ln(0.05) / ln(1 - rate).
        (LARGEST_POPULATION, 95, 5, 59),
        (LARGEST_POPULATION, 95, 10, 29),
        (LARGEST_POPULATION, 90, 10, 22),
        (LARGEST_POPULATION, 99, 1, 459),
        (1, 95, 5, 1),
        (20, 95, 5, 19),
    ],
)
def test_attribute_sizes_as_published(population, confidence, tolerable, size):
    """Finite and large populations give the sizes of the known tables."""
    assert attribute(population, aim(confidence, tolerable)) == size


@pytest.mark.parametrize(
    ("population", "tolerable", "deviations"), [(100, 5, 5), (101, 5, 6), (10, 5, 1), (30, 10, 3)]
)
def test_what_is_not_tolerable_any_more(population, tolerable, deviations):
    """The tolerable rate counts up to whole items: six of 101 reach 5 %, five do not."""
    assert aim(95, tolerable).deviations(population) == deviations


@given(st.integers(1, 3000), SHARES, SHARES)
def test_attribute_size_is_the_smallest_that_suffices(population, confidence, tolerable):
    """The size misses all deviations rarely enough, and one less does not."""
    wanted = Aim(confidence, tolerable)
    size, deviations = attribute(population, wanted), wanted.deviations(population)

    def missed(drawn):
        return Fraction(comb(population - deviations, drawn), comb(population, drawn))

    assert 1 <= size <= population
    assert missed(size) <= 1 - confidence < missed(size - 1)


@given(st.integers(1, 2000), SHARES, SHARES, SHARES)
def test_asking_more_never_samples_less(population, one, two, other):
    """More confidence, or a lower tolerable rate, needs as many or more."""
    low, high = sorted((one, two))

    assert attribute(population, Aim(low, other)) <= attribute(population, Aim(high, other))
    assert attribute(population, Aim(other, high)) <= attribute(population, Aim(other, low))


@given(st.integers(1, 5000), st.integers(0, 10**9), st.data())
def test_draw_is_a_part_of_the_population(population, seed, data):
    """Different numbers from 1 to the population, in order, and again the same by the same seed."""
    size = data.draw(st.integers(0, population))
    numbers = draw(population, size, seed)

    assert len(set(numbers)) == size
    assert list(numbers) == sorted(numbers)
    assert set(numbers) <= set(range(1, population + 1))
    assert draw(population, size, seed) == numbers


@given(st.integers(2, 500), st.integers(0, 10**9), st.data())
def test_a_larger_draw_contains_the_smaller(population, seed, data):
    """A sample that has to grow keeps what was looked at already."""
    size = data.draw(st.integers(1, population - 1))

    assert set(draw(population, size, seed)) < set(draw(population, size + 1, seed))


def test_draw_is_the_same_everywhere():
    """A seed gives these numbers on every machine and Python, so that others can draw again."""
    assert draw(500, 5, 42) == (14, 114, 139, 320, 370)


def test_draw_is_fair():
    """Over many seeds every item comes up about as often."""
    counts = [0] * 10
    for seed in range(2000):
        for number in draw(10, 3, seed):
            counts[number - 1] += 1

    assert all(520 < count < 680 for count in counts)


@pytest.mark.parametrize("rule", list(Rule))
def test_sample_carries_what_is_needed_to_repeat_it(rule):
    """Rule, both sizes, seed and numbers go together; each rule has a source."""
    drawn = sample(480, rule, Aim(), 7)

    assert drawn.sizes == {Rule.SQUARE_ROOT: 22, Rule.ATTRIBUTE: 55}
    assert drawn.numbers == draw(480, drawn.sizes[rule], 7)
    assert SOURCES[rule]


def test_the_largest_population_is_done_at_once():
    """Exact reckoning stays quick where it is hardest, at many deviations and a large sample."""
    assert attribute(LARGEST_POPULATION, Aim(Fraction(95, 100), Fraction(55, 100_000))) == 5444


@pytest.mark.parametrize(("rule", "size"), [(Rule.SQUARE_ROOT, 10), (Rule.ATTRIBUTE, 45)])
def test_a_sample_tells_how_it_was_drawn(rule, size):
    """Population, rule, aim and seed stand beside the numbers: anybody can draw it again."""
    made = sample(100, rule, aim(95, 5), 7)

    assert (made.population, made.rule, made.aim, made.seed) == (100, rule, aim(95, 5), 7)
    assert made.sizes == {Rule.SQUARE_ROOT: 10, Rule.ATTRIBUTE: 45}
    assert made.numbers == draw(100, size, 7)
