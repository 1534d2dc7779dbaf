"""Public holidays by country, and hints where the country is unknown."""

from datetime import date

import pytest

from iso20k_gap.core.plan import Calendar
from iso20k_gap.errors import InputError
from iso20k_gap.files.work_calendar import public_holidays

START = date(2026, 11, 21)


def holidays(country, subdivision=""):
    return public_holidays(Calendar(country=country, subdivision=subdivision), START)


def test_no_country_no_holidays():
    """Without a country only closures are free."""
    assert holidays("") == frozenset()


@pytest.mark.parametrize("country", ["IE", "ie", "IRL", "Ireland", " ireland "])
def test_a_country_may_be_written_in_many_ways(country):
    """Codes in any case, and names."""
    found = holidays(country)

    assert {date(2027, 3, 17), date(2026, 12, 25), date(2038, 12, 26)} <= found


def test_subdivisions_have_holidays_of_their_own():
    """By code or by name."""
    assert date(2027, 1, 6) in holidays("DE", "BY")
    assert date(2027, 1, 6) not in holidays("DE", "BE")
    assert holidays("DE", "Bayern") == holidays("DE", "BY")


@pytest.mark.parametrize(
    ("country", "subdivision", "words"),
    [
        ("Irland", "", r"did you mean IE \(Ireland\)"),
        ("Atlantis", "", "write the two-letter code"),
        ("DE", "BZ", "did you mean .*BY"),
        ("DE", "Bayren", "did you mean Bayern"),
        ("", "BY", "without a country"),
        ("SG", "X", "SG has no subdivision 'X' .leave it out"),
    ],
)
def test_the_unknown_is_told_with_a_hint(country, subdivision, words):
    """No traceback, no guess."""
    if not country:
        assert holidays(country, subdivision) == frozenset()
        return
    with pytest.raises(InputError, match=words):
        holidays(country, subdivision)
