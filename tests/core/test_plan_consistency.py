"""A plan's decisions against catalogue and calendar: every misfit has a place and a remedy."""

import pytest

from builders import catalogue
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.plan_consistency import check_decisions, unknown_actions
from iso20k_gap.errors import MOST_COMPLAINTS

JO = {"role": "Incident manager", "name": "Jo", "days_per_week": 2}
CIRCLE = {
    "8.6.1-A1": {"prerequisites": ["8.6.3-A1"]},
    "8.6.3-A1": {"prerequisites": ["8.6.1-A1"]},
}


def misfits(**fields):
    """What is wrong with decisions."""
    return check_decisions(catalogue(), PlanDecisions.model_validate(fields))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"start": "2027-01-04", "stage2": "2027-01-04"},
        {"stage2": "2027-01-04"},
        {"owners": [JO, {**JO, "role": "Major incident manager"}]},
        {"owners": [{"role": "Ann"}], "actions": {"8.6.1-A1": {"owner": "Ann"}}},
        {"owners": [{**JO, "days_per_week": 5}], "default_days_per_week": 5},
        {"actions": {"8.6.3-A1": {"prerequisites": ["8.6.1-A1"]}}},
        {"actions": {"8.6.3-A1": {"prerequisites": []}}},
        {"budget": {"roles": {"Incident manager": 500}}},
        {"owners": [JO], "budget": {"owners": {"Jo": 500, "Incident manager": 600}}},
        {"budget": {"fixed": [{"name": "Tool", "amount": 9, "action": "8.6.1-A1"}]}},
        {"budget": {"fixed": [{"name": "Tool", "amount": 9}]}},
    ],
)
def test_sound_decisions_have_no_misfit(fields):
    """Dates in order, known roles and people, weeks that are long enough."""
    assert misfits(**fields) == ()


@pytest.mark.parametrize(
    ("fields", "path", "what", "remedy"),
    [
        ({"start": "2027-01-05", "stage2": "2027-01-04"}, ("stage2",),
         "stage2 2027-01-04 lies before the plan's start 2027-01-05", "correct one of the dates"),
        ({"owners": [JO, JO]}, ("owners", 1, "role"),
         "the role 'Incident manager' has two owners", "keep one of them"),
        ({"owners": [{"role": "Incident manger"}]}, ("owners", 0, "role"),
         "no action belongs to the role 'Incident manger'",
         "did you mean Incident manager or Major incident manager or Demand manager?"),
        ({"owners": [{**JO, "days_per_week": 6}]}, ("owners", 0, "days_per_week"),
         "Jo has 6 days a week, but a week has 5 working days",
         "lower it, or add to calendar.working_days"),
        ({"owners": [{"role": "Change manager"},
                     {"role": "Incident manager", "days_per_week": 5.5}]},
         ("owners", 1, "days_per_week"),
         "Incident manager has 5.5 days a week, but a week has 5 working days",
         "lower it, or add to calendar.working_days"),
        ({"owners": [JO, {"role": "Major incident manager", "name": "Jo", "days_per_week": 3}]},
         ("owners", 1, "days_per_week"), "Jo has 2 and 3 days a week",
         "it is one figure for all roles of a person"),
        ({"default_days_per_week": 4, "calendar": {"working_days": [1, 2, 3]}},
         ("default_days_per_week",),
         "default_days_per_week is more than the 3 working days of a week", "lower it"),
        ({"actions": {"8.6.1-A1": {"prerequisites": ["4.1-A1", "8.6.3-A9"]}}},
         ("actions", "8.6.1-A1", "prerequisites", 1),
         "8.6.1-A1: there is no action 8.6.3-A9 to wait for",
         "did you mean 8.6.3-A2 or 8.6.3-A1 or 8.6.2-A1?"),
        ({"budget": {"roles": {"Incident manger": 1}}}, ("budget", "roles", "Incident manger"),
         "budget.roles: no action belongs to 'Incident manger'",
         "did you mean Incident manager or Major incident manager or Demand manager?"),
        ({"owners": [JO], "budget": {"roles": {"Jo": 1}}}, ("budget", "roles", "Jo"),
         "budget.roles: no action belongs to 'Jo'", ""),
        ({"owners": [JO], "budget": {"owners": {"Joe": 1}}}, ("budget", "owners", "Joe"),
         "budget.owners: no action belongs to 'Joe'", "did you mean Jo?"),
        ({"budget": {"fixed": [{"name": "Desk", "amount": 1},
                               {"name": "Tool", "amount": 9, "action": "8.6.1-A9"}]}},
         ("budget", "fixed", 1, "action"), "Tool: there is no action 8.6.1-A9",
         "did you mean 8.6.1-A2 or 8.6.1-A1 or 8.7.1-A2?"),
        ({"actions": CIRCLE}, ("actions", "8.6.1-A1", "prerequisites"),
         "actions wait for each other in a circle: 8.6.1-A1 -> 8.6.3-A1 -> 8.6.1-A1",
         "take one of them away"),
        ({"actions": {"4.1-A1": {"prerequisites": []}, **CIRCLE}},
         ("actions", "8.6.1-A1", "prerequisites"),
         "actions wait for each other in a circle: 8.6.1-A1 -> 8.6.3-A1 -> 8.6.1-A1",
         "take one of them away"),
    ],
)  # fmt: skip
def test_misfit(fields, path, what, remedy):
    """Each is found where it stands, with what is wrong and how to mend it."""
    assert misfits(**fields) == (Misfit(path, what, remedy),)


def test_a_circle_of_the_catalogue_itself_is_told_at_the_first_decision():
    """A pack may have one; no decision makes it, and the plan cannot be made all the same."""
    whole = catalogue()
    waits = {"8.6.1": ("8.6.3",), "8.6.3": ("8.6.1",)}
    clauses = tuple(
        each.model_copy(update={"prerequisites": waits.get(each.id, each.prerequisites)})
        for each in whole.clauses
    )
    made = Catalogue(edition=whole.edition, clauses=clauses)
    decided = PlanDecisions.model_validate({"actions": {"4.1-A1": {"prerequisites": []}}})

    (misfit,) = check_decisions(made, decided)
    assert misfit.path == ("actions", "4.1-A1", "prerequisites")
    assert misfit.what.startswith("actions wait for each other in a circle: 8.6.1-A1 -> 8.6.3-A1")


def test_decisions_about_unknown_actions_are_told_with_the_nearest():
    """The plan goes on without them."""
    assert list(unknown_actions(catalogue(), {"8.6.1-A9": None, "8.6.1-A1": None})) == [
        Misfit(
            ("actions", "8.6.1-A9"),
            "there is no action 8.6.1-A9 in edition 2018",
            "did you mean 8.6.1-A2 or 8.6.1-A1 or 8.7.1-A2?",
        )
    ]


def test_complaints_have_an_end():
    """A file that is wrong throughout is not told line by line for ever."""
    fixed = [{"name": "T", "amount": 1, "action": "4.1-A9"}] * (MOST_COMPLAINTS + 5)

    assert len(misfits(budget={"fixed": fixed})) == MOST_COMPLAINTS
