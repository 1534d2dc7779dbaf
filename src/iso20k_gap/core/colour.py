"""Colours that text can be read in."""

import re

CONTRAST = 4.5
"""The least contrast of text with its background (WCAG 2.2, success criterion 1.4.3)."""

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LINEAR, OFFSET, SCALE, POWER = 0.04045, 0.055, 12.92, 2.4
WEIGHTS = (0.2126, 0.7152, 0.0722)


def luminance(colour: str) -> float:
    """How bright a colour such as `#0b6582` is, 0 to 1 (WCAG's relative luminance)."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (
        each / SCALE if each <= LINEAR else ((each + OFFSET) / (1 + OFFSET)) ** POWER
        for each in shares
    )
    return sum(weight * each for weight, each in zip(WEIGHTS, linear, strict=True))


def contrast(colour: str, other: str = "#ffffff") -> float:
    """The contrast of two colours, 1 to 21; by default with white paper."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(value: str) -> str:
    """The colour in small letters; an empty text stays empty.

    Raises:
        ValueError: it is no colour, or too light for text on white paper.
    """
    if not value:
        return value
    if not COLOUR.fullmatch(value):
        raise ValueError(f"a colour such as '#0b6582', not {value!r}")
    found = contrast(value)
    if found < CONTRAST:
        told = int(found * 10) / 10  # never rounded up to what is needed
        raise ValueError(
            f"a darker colour: {value} has a contrast of {told} to 1 with white paper, "
            f"text needs {CONTRAST} to 1"
        )
    return value.lower()
