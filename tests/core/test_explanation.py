"""Every explained number equals the engine's, row by row."""

import pytest

from builders import evaluation
from iso20k_gap.core.explanation import explain
from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.errors import UsageError

MIXED = {"8.6.1": "F", "8.6.2": "L", "8.6.3": "P", "8.7.2": "N", "8.7.2-16": "no_occurrence"}


@pytest.mark.parametrize("name", FORMULAS)
def test_rows_make_the_number(name):
    """Numerator over denominator of the rows is the number itself."""
    explained = explain(evaluation(MIXED), name)

    assert explained.denominator > 0
    assert explained.value == explained.numerator / explained.denominator
    assert sum(row.part for row in explained.rows) == explained.numerator


def test_left_out_says_why():
    """Unrated rows and rows without occurrence are listed with the reason."""
    explained = explain(evaluation(MIXED), "conformity@8.7")
    reasons = dict(explained.left_out)

    assert reasons["8.7.2-16"] == "no occurrence: none happened"
    assert reasons["8.7.1-01"] == "not rated"


@pytest.mark.parametrize("wanted", ["conformty", "conformity@8.99", ""])
def test_unknown_number_or_clause(wanted):
    """A number or clause that is not there is a wrong argument."""
    with pytest.raises(UsageError):
        explain(evaluation(MIXED), wanted)
