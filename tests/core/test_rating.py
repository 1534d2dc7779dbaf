"""Rating scales: what each symbol means, what it is worth, and how people may write it."""

from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError

from iso20k_gap.core.rating import ExactNumber, Rating
from iso20k_gap.files import library

NPLF = library.load_scale("nplf")
EXACT = TypeAdapter(ExactNumber)
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


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1/3", Fraction(1, 3)),
        (" 0.5 ", Fraction(1, 2)),
        (2, Fraction(2)),
        ("-1.25", Fraction(-5, 4)),
        ("123456789/987654321", Fraction(123456789, 987654321)),
    ],
)
def test_exact_numbers(written, number):
    """Whole ones, decimals and fractions, kept exactly."""
    assert EXACT.validate_python(written) == number


@pytest.mark.parametrize(
    "written", ["1/0", "", "a third", "1e9", "1/3/5", "1234567890", "1.", None]
)
def test_what_is_no_exact_number(written):
    """Refused with an example, as is what would be too large to reckon with."""
    with pytest.raises(ValidationError) as caught:
        EXACT.validate_python(written)

    (error,) = caught.value.errors()
    assert error["msg"] == "Value error, expected a number or a fraction such as 1/3"
