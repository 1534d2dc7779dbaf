"""The budget: nearest rate first, ranges kept, and every split adds up to the same total."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import catalogue, evaluation, everything
from iso20k_gap.core.budget import with_budget
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.plan_consistency import check_decisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.rates import Budget, Cost, CostShare, FixedCost, Rates

GAPS = {**everything("F"), "8.6.1": "N", "8.7.2": "P", "9.2": "P"}
BARE = make_plan(evaluation(GAPS), PlanDecisions())


def plan(budget, **decisions):
    decided = PlanDecisions.model_validate({"budget": budget, **decisions})
    return make_plan(evaluation(GAPS), decided)


def cost(made, name):
    return next(each.cost for each in made.actions if each.id == name)


def costs(amount):
    return Cost(*[Decimal(amount)] * 3)


@pytest.mark.parametrize(
    ("rates", "rate"),
    [
        ({"day_rate": "500"}, "500"),
        ({"day_rate": "500", "roles": {"Incident manager": "600"}}, "600"),
        ({"roles": {"Incident manager": "600"}, "owners": {"Jane Doe": "700.50"}}, "700.50"),
        ({"day_rate": "0"}, "0"),
        ({"roles": {"Change manager": "600"}}, None),
    ],
)
def test_the_nearest_rate_counts(rates, rate):
    """The person's, else the role's, else the one for all; without any, no cost."""
    owners = [{"role": "Incident manager", "name": "Jane Doe"}]
    made = plan(rates, owners=owners)
    effort = next(each.effort for each in made.actions if each.id == "8.6.1-A1")

    wanted = None
    if rate is not None:
        days = (effort.low, effort.likely, effort.high)
        wanted = Cost(*(Decimal(str(each)) * Decimal(rate) for each in days))
    assert cost(made, "8.6.1-A1") == wanted


def test_work_handed_to_another_role_costs_what_that_role_costs():
    """A decided owner that is a role has its rate; a person without one has the action's."""
    rates = {"roles": {"Change manager": 900, "Incident manager": 100}}
    handed = plan(rates, actions={"8.6.1-A1": {"owner": "Change manager"}})
    person = plan(rates, actions={"8.6.1-A1": {"owner": "Bob"}})
    effort = next(each.effort for each in handed.actions if each.id == "8.6.1-A1")

    assert cost(handed, "8.6.1-A1").likely == Decimal(str(effort.likely)) * 900
    assert cost(person, "8.6.1-A1").likely == Decimal(str(effort.likely)) * 100


def test_without_rates_there_is_no_budget():
    """Not even with a currency: nothing is made up."""
    assert plan({}).budget is None
    assert plan({"currency": "EUR"}).budget is None
    assert all(each.cost is None for each in plan({}).actions)


def test_fixed_costs_fall_away_with_their_action():
    """What hangs on an action that is done is not to be spent any more, and is said."""
    fixed = [
        {"name": "Certification body", "amount": "9800.50"},
        {"name": "Tool", "amount": 4200, "action": "8.6.1-A1"},
        {"name": "Course", "amount": 100, "action": "4.1-A1"},
    ]
    here = plan({"fixed": fixed}).budget
    done = plan({"fixed": fixed}, actions={"8.6.1-A1": {"status": "done"}}).budget

    assert here.total == costs("14000.50")
    assert [each.name for each in here.settled] == ["Course"]
    assert done.total == costs("9800.50")
    assert [each.name for each in done.settled] == ["Tool", "Course"]
    assert here.work == Cost()
    assert ("Incident manager", costs("4200")) in [(x.name, x.cost) for x in here.by_owner]
    assert (here.by_owner[-1].name, here.by_owner[-1].cost) == ("", costs("9800.50"))


def test_a_budget_in_full():
    """What is to do by phase and by owner, the dearest first; costs of none at the end."""
    body = {"name": "Certification body", "amount": "980.50"}
    tool = {"name": "Tool", "amount": 300, "action": "8.6.1-A1"}
    course = {"name": "Course", "amount": 100, "action": "8.7.2-A2"}
    rates = {
        "currency": "CHF",
        "roles": {"Incident manager": 1000, "Continuity manager": "99.50"},
        "fixed": [body, tool, course],
    }
    actions = {
        "8.6.1-A1": {"effort": {"low": 1, "likely": 2, "high": 4.5}},
        "8.7.2-A1": {"effort": {"low": 2, "likely": 3, "high": 4}},
        "8.7.2-A2": {"status": "done"},
        "8.7.2-A3": {"status": "dropped"},
    }
    made = plan(rates, actions=actions)
    incident = Cost(Decimal(1300), Decimal(2300), Decimal(4800))
    continuity = Cost(Decimal(199), Decimal("298.50"), Decimal(398))

    assert made.budget == Budget(
        currency="CHF",
        total=incident + continuity + costs("980.50"),
        work=Cost(Decimal(1199), Decimal("2298.50"), Decimal(4898)),
        by_phase=(
            CostShare("foundations", incident),
            CostShare("integration", continuity),
            CostShare("", costs("980.50")),
        ),
        by_owner=(
            CostShare("Incident manager", incident),
            CostShare("Continuity manager", continuity),
            CostShare("", costs("980.50")),
        ),
        fixed=(FixedCost.model_validate(body), FixedCost.model_validate(tool)),
        settled=(FixedCost.model_validate(course),),
        unpriced=("8.6.1-A2", "9.2-A1", "9.2-A2"),
    )
    assert {each.id: each.day_rate for each in made.actions} == {
        "8.6.1-A1": Decimal(1000),
        "8.6.1-A2": None,
        "8.7.2-A1": Decimal("99.50"),
        "8.7.2-A2": Decimal("99.50"),
        "8.7.2-A3": Decimal("99.50"),
        "9.2-A1": None,
        "9.2-A2": None,
    }


def test_actions_without_a_rate_are_named():
    """They are in no sum."""
    made = plan({"roles": {"Incident manager": 100}})

    assert "8.7.2-A1" in made.budget.unpriced
    assert "8.6.1-A1" not in made.budget.unpriced
    assert [each.name for each in made.budget.by_owner] == ["Incident manager"]


MONEY = st.decimals(0, 5000, places=2)


@given(
    st.none() | MONEY,
    st.dictionaries(st.sampled_from(sorted({each.role for each in BARE.actions})), MONEY),
    st.lists(
        st.tuples(MONEY, st.none() | st.sampled_from([each.id for each in BARE.actions])),
        max_size=4,
    ),
)
@settings(max_examples=60)
def test_every_split_adds_up_to_the_total(day_rate, roles, fixed):
    """By phase, by owner, work and fixed costs: the same sum to the cent; low <= likely <= high."""
    rates = Rates.model_validate(
        {
            "currency": "EUR",
            "day_rate": day_rate,
            "roles": roles,
            "fixed": [{"name": "x", "amount": each, "action": action} for each, action in fixed],
        }
    )
    made = with_budget(BARE, rates)
    if made.budget is None:
        assert (day_rate, roles, fixed) == (None, {}, [])
        return

    budget = made.budget
    extra = sum((costs(each.amount) for each in budget.fixed), start=Cost())
    assert sum((each.cost for each in budget.by_phase), start=Cost()) == budget.total
    assert sum((each.cost for each in budget.by_owner), start=Cost()) == budget.total
    assert budget.work + extra == budget.total
    assert budget.total.low <= budget.total.likely <= budget.total.high
    priced = [each.id for each in made.actions if each.cost is not None]
    assert sorted([*priced, *budget.unpriced]) == sorted(each.id for each in made.actions)


@given(MONEY, MONEY)
def test_a_higher_rate_never_costs_less(one, other):
    """The total follows the rate."""
    low, high = sorted([one, other])
    cheap, dear = (with_budget(BARE, Rates(day_rate=each)).budget for each in (low, high))

    assert cheap.total.likely <= dear.total.likely


@pytest.mark.parametrize(
    "budget",
    [
        {"day_rate": "-1"},
        {"day_rate": "NaN"},
        {"day_rate": "Infinity"},
        {"day_rate": "1.234"},
        {"day_rate": "five"},
        {"day_rate": "9" * 40},
        {"fixed": [{"name": " ", "amount": 1}]},
        {"fixed": [{"name": "x"}]},
        {"rate": 5},
    ],
)
def test_bad_amounts_are_refused(budget):
    """Before anything is computed from them."""
    with pytest.raises(ValidationError):
        PlanDecisions.model_validate({"budget": budget})


def test_rates_for_nobody_are_told():
    """A misspelt role or action would leave money out unseen."""
    budget = {
        "roles": {"Incident manger": 5, "Incident manager": 5},
        "owners": {"Jane Doe": 5, "Nobody": 5},
        "fixed": [{"name": "Tool", "amount": 1, "action": "8.6.9-A1"}],
    }
    owners = [{"role": "Change manager", "name": "Jane Doe"}]
    decided = PlanDecisions.model_validate({"budget": budget, "owners": owners})

    assert [each.what for each in check_decisions(catalogue(), decided)] == [
        "budget.roles: no action belongs to 'Incident manger'",
        "budget.owners: no action belongs to 'Nobody'",
        "Tool: there is no action 8.6.9-A1",
    ]
