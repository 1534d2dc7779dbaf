"""Cells of a plan as people and project tools write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.files.plan_cells import read_date, read_days, read_money, split_ids


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("0", "0"),
        ("1250.50", "1250.50"),
        ("1250,50", "1250.50"),
        ("12,5", "12.5"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12 000", "12000"),
        ("12\u00a0000,5", "12000.5"),
        ("12'000.50", "12000.50"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
    ],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    """Points or commas, with or without groups, where there is one way to read them."""
    assert read_money(text) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,000", "two ways"),
        ("12.000", "two ways"),
        ("100 EUR", "no amount"),
        ("€100", "no amount"),
        ("-5", "no amount"),
        ("1e9", "no amount"),
        ("NaN", "no amount"),
        ("inf", "no amount"),
        ("1,2,3", "no amount"),
        ("1 2", "no amount"),
        ("=1+1", "no amount"),
        ("9" * 40, "no amount"),
        ("\u0661\u0662", "no amount"),
        ("1" * 100_000, "no amount"),
    ],
)
def test_what_is_no_clear_amount_is_refused(text, why):
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=why.replace("no amount", "is not an amount")):
        read_money(text)


@given(st.decimals(0, 10**9, places=2))
def test_plain_amounts_are_read_exactly(amount):
    """To the cent, with no crumbs of binary numbers."""
    assert read_money(f"{amount:f}") == amount or 0 < amount < 1000


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", None),
        ("5", "5"),
        ("5d", "5"),
        ("5 days", "5"),
        ("1 day?", "1"),
        ("2.5", "2.5"),
        ("2,5", "2.5"),
        ("0", "0"),
    ],
)
def test_durations_are_in_days(text, days):
    """Also as project tools write them."""
    assert read_days(text) == (None if days is None else Decimal(days))


@pytest.mark.parametrize("text", ["2w", "x", "-1", "1 month", "5 d a y s", "1e3"])
def test_other_durations_are_refused(text):
    """Weeks and months have no length of their own."""
    with pytest.raises(ValueError, match="number of days"):
        read_days(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-28", date(2027, 2, 28)),
        ("2027-02-29", None),
        ("20270228", None),
        ("2027-W05-1", None),
        ("28.02.2027", None),
        ("2027-2-8", None),
        ("", None),
        ("\u0662\u0660\u0662\u0667-02-01", None),
    ],
)
def test_dates_are_iso(text, day):
    """Year, month, day, and nothing else."""
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "known", "ids"),
    [
        ("", "", ()),
        ("-", "", ()),
        ("none", "", ()),
        ("none", ["none"], ("none",)),
        ("a", "a", ("a",)),
        ("a b", "ab", ("a", "b")),
        ("a;b|c", "abc", ("a", "b", "c")),
        (" a , b ", "ab", ("a", "b")),
        ("a;;b;", "ab", ("a", "b")),
        ("a a a", "a", ("a",)),
        ("Task 1", ["Task 1"], ("Task 1",)),
        ("Task 1;Task 2", ["Task 1", "Task 2"], ("Task 1", "Task 2")),
        ("x y", ["a"], ("x", "y")),
    ],
)
def test_ids_are_told_apart(text, known, ids):
    """By `;`, `|`, commas or spaces; an id that has spaces is known as a whole."""
    assert split_ids(text, known) == ids
