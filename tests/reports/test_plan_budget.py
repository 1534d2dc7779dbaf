"""The budget in documents: every split with its total, and what is in no sum."""

from decimal import Decimal

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.rates import Cost
from iso20k_gap.reports.plan_budget import budget_table, money, range_of
from iso20k_gap.reports.plan_document import plan_view, render_html

GAPS = {**everything("F"), "8.6.1": "N", "8.7.2": "P"}
RATES = {
    "currency": "<b>EUR</b>",
    "roles": {"Incident manager": 1000},
    "fixed": [{"name": "Tool & co", "amount": 4200.5, "action": "8.6.1-A1"}],
}


def page(budget):
    evaluated = evaluation(GAPS)
    made = make_plan(evaluated, PlanDecisions.model_validate({"budget": budget}))
    return made, render_html(plan_view(evaluated, made)).decode()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0"),
        ("1234567.5", "1,234,567.50"),
        ("1000.00", "1,000"),
        ("0.01", "0.01"),
        ("24916.625", "24,916.63"),
    ],
)
def test_amounts_as_people_read_them(amount, text):
    """Cents only where there are any."""
    assert money(Decimal(amount)) == text


def test_a_range_of_one_value_is_that_value():
    """A fixed cost is not told three times."""
    one, two = Decimal(1), Decimal(2)

    assert range_of(Cost(one, one, one)) == "1"
    assert range_of(Cost(one, one, two)) == "1 / 1 / 2"


def test_the_table_has_every_split_and_the_total():
    """By phase and by owner, with the notes below."""
    made, text = page(RATES)
    table = budget_table(made.budget)

    assert [name for name, _ in table.groups] == ["Phase", "Owner"]
    assert table.groups[1][1] == (("Incident manager", *table.total[1:]),)
    assert table.total[0] == "In all"
    assert table.notes[0] == "Fixed cost of 4,200.50: Tool & co, for 8.6.1-A1."
    assert table.notes[-1].startswith("Not in it, as no day rate is known: ")
    assert text.count("Budget in &lt;b&gt;EUR&lt;/b&gt;") == 2
    assert "Tool &amp; co" in text
    assert all(amount in text for amount in table.total[1:])


def test_without_rates_no_table():
    """Nothing is said about money nobody spoke of."""
    made, text = page({})

    assert budget_table(made.budget) is None
    assert "Budget" not in text


def test_each_sheet_says_who_answers():
    """RACI beside the owner, in words."""
    made, text = page({})
    raci = made.actions[0].raci

    assert f"Responsible: {raci.responsible}; accountable: {raci.accountable}; consulted:" in text
