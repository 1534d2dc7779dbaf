"""Rating scales: what each symbol means, what it is worth, and how people may write it."""

from fractions import Fraction

import pytest

from iso20k_gap.core.rating import Rating
from iso20k_gap.files import library

NPLF = library.load_scale("nplf")
THREE = library.load_scale("yes-partial-no")


@pytest.mark.parametrize(
    ("scale", "symbol", "rating"),
    [
        (NPLF, "F", Rating.F),
        (NPLF, " l ", Rating.L),
        (NPLF, "partially achieved", Rating.P),
        (NPLF, "NOT ACHIEVED", Rating.N),
        (NPLF, "yes", None),
        (NPLF, "", None),
        (THREE, "Yes", Rating.F),
        (THREE, "no", Rating.N),
        (THREE, "L", Rating.L),
    ],
)
def test_what_people_write_is_read(scale, symbol, rating):
    """Symbols and names in any case; the four ratings themselves on every scale."""
    assert scale.read(symbol) == rating


@pytest.mark.parametrize(
    ("scale", "symbols", "lowest", "highest"),
    [
        (NPLF, "N, P, L, F", 0, 1),
        (THREE, "no, partial, yes", 0, 1),
        (library.load_scale("nplf-midpoints"), "N, P, L, F", Fraction(3, 40), Fraction(37, 40)),
    ],
)
def test_a_scale_tells_its_symbols_and_its_ends(scale, symbols, lowest, highest):
    """As a person may type them; from the worst rating's value to the best one's."""
    assert scale.symbols == symbols
    assert (scale.lowest, scale.highest) == (lowest, highest)


@pytest.mark.parametrize(
    ("rating", "value"),
    [("N", Fraction(0)), ("P", Fraction(1, 3)), ("L", Fraction(2, 3)), ("F", Fraction(1))],
)
def test_values_are_exact(rating, value):
    """A third is a third."""
    assert NPLF.value(Rating(rating)) == value
