"""Canonical JSON: one spelling for each meaning, and what has none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from iso20k_gap.core.canonical import canonical, digest
from iso20k_gap.errors import InputError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"b": 1.0, "a": [None, True, "ü"]}, '{"a":[null,true,"ü"],"b":1}'),
        ({2: (1, 2)}, '{"2":[1,2]}'),
        ([Decimal("1E3"), Decimal("1.50"), Decimal(7)], '["1000","1.5","7"]'),
        ([Fraction(2, 6), Fraction(4, 2)], '["1/3","2"]'),
        (date(2026, 11, 21), '"2026-11-21"'),
    ],
)
def test_what_is_written(data, text):
    """Sorted, without blanks; amounts, shares and days as texts."""
    assert canonical(data) == text.encode()


def test_digest():
    """The SHA-256 of the bytes, as other tools reckon it."""
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (2**53, "9007199254740992 exceeds safe integer domain for JSON floats"),
        (float("inf"), "inf is not representable in JCS"),
        ({"a": ["\ud800"]}, "input contains non-UTF-8 codepoints"),
    ],
)
def test_what_cannot_be_written(data, why):
    """Refused with the reason, and with what would do."""
    with pytest.raises(InputError) as caught:
        canonical(data)

    (complaint,) = caught.value.complaints
    assert complaint.what == f"this cannot be written as canonical JSON: {why}"
    assert complaint.remedy == "use smaller numbers and whole characters"
