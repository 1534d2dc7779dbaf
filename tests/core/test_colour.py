"""Colours: how bright they are, how they stand against each other, and which are readable."""

import re

import pytest

from iso20k_gap.core.colour import contrast, luminance, readable

DARKER, NEEDED = "a darker colour", "text needs 4.5 to 1"


@pytest.mark.parametrize(
    ("colour", "bright"),
    [
        ("#000000", 0),
        ("#ffffff", 1),
        ("#ff0000", 0.2126),
        ("#00ff00", 0.7152),
        ("#0000ff", 0.0722),
        ("#0a0a0a", 10 / 255 / 12.92),
        ("#0b0b0b", 0.00334654),
        ("#0b6582", 0.1099021),
        ("#C08040", 0.2701498),
    ],
)
def test_luminance(colour, bright):
    """WCAG's relative luminance; the darkest shades are on its straight part."""
    assert luminance(colour) == pytest.approx(bright, rel=1e-5)


@pytest.mark.parametrize(
    ("colour", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#000000", 21),
        ("#0b6582", "#0b6582", 1),
        ("#767676", "#ffffff", 4.5422),
        ("#777777", "#ffffff", 4.4781),
        ("#ff0000", "#0000ff", 2.1489),
    ],
)
def test_contrast(colour, other, ratio):
    """The same from both sides."""
    assert contrast(colour, other) == pytest.approx(ratio, rel=1e-4)


def test_contrast_is_with_white_paper_unless_told():
    """Reports are printed on it."""
    assert contrast("#0b6582") == contrast("#0b6582", "#ffffff")


@pytest.mark.parametrize(
    ("value", "taken"), [("", ""), ("#0B6582", "#0b6582"), ("#767676", "#767676")]
)
def test_what_is_readable(value, taken):
    """In small letters; nothing stays nothing."""
    assert readable(value) == taken


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("blue", "a colour such as '#0b6582', not 'blue'"),
        ("#0b658", "a colour such as '#0b6582', not '#0b658'"),
        ("#0b65829", "a colour such as '#0b6582', not '#0b65829'"),
        ("#0b658g", "a colour such as '#0b6582', not '#0b658g'"),
        (
            "#FFFF00",
            f"{DARKER}: #FFFF00 has a contrast of 1.0 to 1 with white paper, {NEEDED}",
        ),
        (
            "#777777",
            f"{DARKER}: #777777 has a contrast of 4.4 to 1 with white paper, {NEEDED}",
        ),
    ],
)
def test_what_is_not_readable(value, told):
    """No colour, or one too light, and by how much; never told as what would do."""
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        readable(value)
