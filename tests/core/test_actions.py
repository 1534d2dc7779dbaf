"""From findings to actions: nothing is forgotten, and people's decisions win."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue, evaluation, everything
from iso20k_gap.core.actions import LEAST_SHARE, Draft, drafts, needs, person_of
from iso20k_gap.core.catalogue import Effort
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.tasks import Task, in_order

RATINGS = st.sampled_from(["N", "P", "L", "F", "no_occurrence"])
SOME = st.dictionaries(st.sampled_from(sorted(catalogue().by_id)), RATINGS, max_size=40)


def drafted(ratings, **decisions):
    return {each.id: each for each in drafts(evaluation(ratings), decided(**decisions))}


def decided(**decisions):
    return PlanDecisions.model_validate(decisions)


@given(SOME)
def test_every_finding_and_each_of_its_requirements_is_in_the_plan(ratings):
    """No finding without an action, no requirement of one either, and no action without one."""
    evaluated = evaluation(ratings)
    made = drafts(evaluated, PlanDecisions())

    planned = {finding.id for each in made for finding in each.findings}
    assert planned == {each.id for each in evaluated.findings}
    wanted = sorted(name for each in evaluated.findings for name in each.requirements)
    assert sorted(each.id for draft in made for each in draft.requirements) == wanted
    assert all(each.findings and each.requirements for each in made)
    assert len({each.id for each in made}) == len(made)


def test_one_action_closes_many_findings():
    """Requirements with the same remedial action share one; it has all that a plan needs."""
    evaluated = evaluation({"8.6.1-02": "L", "8.6.1-03": "P"})
    decisions = decided(actions={"8.6.1-A1": {"owner": "Bob", "note": "soon"}})
    shipped = catalogue()

    (draft,) = drafts(evaluated, decisions)
    assert draft == Draft(
        clause=shipped.clause_by_id["8.6.1"],
        remedial=shipped.actions["8.6.1-A1"],
        findings=evaluated.findings,
        requirements=(shipped.by_id["8.6.1-02"], shipped.by_id["8.6.1-03"]),
        role="Incident manager",
        owner="Bob",
        effort=Effort(low=0.75, likely=1, high=1.75),
        basis="4 days of the catalogue x 25 % left to do (2 of 6 requirements open)",
        prerequisites=(),
        decision=decisions.actions["8.6.1-A1"],
    )
    assert (draft.id, draft.grade) == ("8.6.1-A1", Grade.MINOR)


@pytest.mark.parametrize(
    ("ratings", "share"),
    [
        ("NN", Fraction(1)),
        ("PP", Fraction(2, 3)),
        ("LP", Fraction(1, 2)),
        ("NF", Fraction(1, 2)),
        ("LF", LEAST_SHARE),
    ],
)
def test_effort_is_the_share_still_to_do(ratings, share):
    """Catalogue's days times what is left, in quarters of a day, at least a quarter of it."""
    both = [each.id for each in catalogue().requirements if each.action == "8.6.3-A2"]
    draft = drafted(dict(zip(both, ratings, strict=True)))["8.6.3-A2"]
    full = catalogue().actions["8.6.3-A2"].effort

    for mine, theirs in zip(
        (draft.effort.low, draft.effort.likely, draft.effort.high),
        (full.low, full.likely, full.high),
        strict=True,
    ):
        exact = Fraction(str(theirs)) * share
        assert exact <= mine < exact + Fraction(1, 4)
        assert mine * 4 == int(mine * 4)


@pytest.mark.parametrize(
    ("action", "ratings", "basis"),
    [
        ("4.1-A1", {"4.1": "P"}, "2 days of the catalogue x 67 % {} (2 of 2 requirements open)"),
        ("7.1-A1", {"7.1": "N"}, "2 days of the catalogue x 100 % {} (1 of 1 requirement open)"),
        ("9.2-A1", {"9.2-05": "L"}, "2 days of the catalogue x 100 % {} (held as a whole)"),
    ],
)
def test_where_an_effort_comes_from_is_told(action, ratings, basis):
    """The catalogue's days, the share that is left, and of how much."""
    assert drafted(ratings)[action].basis == basis.format("left to do")


def test_an_audit_is_held_as_a_whole():
    """Actions of the last phase take their full effort, however little is open."""
    draft = drafted({"9.2-05": "L"})

    assert [each.effort for each in draft.values()] == [
        catalogue().actions[name].effort for name in draft
    ]
    assert draft


def test_nothing_in_place_takes_the_whole_of_the_catalogue():
    """All rated N: every action, each with the catalogue's effort and the findings' remedies."""
    made = drafted(everything("N"))

    assert set(made) == set(catalogue().actions)
    for name, draft in made.items():
        assert draft.effort == catalogue().actions[name].effort
        assert draft.requirements


@pytest.mark.parametrize(
    ("action", "edition", "role"),
    [
        ("8.6.1-A1", "2018", "Incident manager"),
        ("8.6.1-A2", "2018", "Major incident manager"),
        ("6.1-A2", "2018", "SMS owner"),
        ("4.5.2-A2", "2011", "Service transition manager"),
    ],
)
def test_owner_is_the_role_most_of_its_requirements_name(action, edition, role):
    """As good as another is the clause's owner, and without that the first they name."""
    evaluated = evaluation({action.partition("-")[0]: "N"}, edition=edition)
    made = {each.id: each for each in drafts(evaluated, PlanDecisions())}

    assert made[action].role == role


def test_a_role_becomes_the_person_of_plan_yaml():
    """Role to person by `owners`; a decided owner wins, and may be a role as well."""
    owners = [{"role": "Incident manager", "name": "Jane Doe"}]
    by_role = drafted({"8.6.1-02": "N"}, owners=owners)["8.6.1-A1"]
    other = {"8.6.1-A1": {"owner": "Bob"}}
    by_name = drafted({"8.6.1-02": "N"}, owners=owners, actions=other)["8.6.1-A1"]

    assert (by_role.role, by_role.owner) == ("Incident manager", "Jane Doe")
    assert (by_name.role, by_name.owner) == ("Incident manager", "Bob")
    assert by_name.decided == ("owner",)
    assert person_of("Incident manager", decided(owners=owners)) == "Jane Doe"
    assert person_of("Nobody in particular", decided(owners=owners)) == "Nobody in particular"


def test_waits_for_present_actions_of_the_clauses_named():
    """A parent clause stands for all below it; absent and finished ones are not waited for."""
    ratings = {"8.6.3": "N", "8.5.1.1": "N", "8.5.1.3": "N", "8.6.1": "N", "8.2.4": "F"}
    made = drafted(ratings, actions={"8.5.1.3-A1": {"status": "done"}})
    waits = made["8.6.3-A1"].prerequisites

    assert catalogue().clause_by_id["8.6.3"].prerequisites == ("8.5.1", "8.6.1", "8.6.2")
    expected = ["8.5.1.1-A1", "8.5.1.3-A2", "8.5.1.3-A3", "8.6.1-A1", "8.6.1-A2"]
    assert list(waits) == expected
    assert "8.6.3-A1" not in made["8.6.3-A2"].prerequisites


def test_decided_prerequisites_win():
    """A list replaces the catalogue's, an empty one is none."""
    ratings = {"8.6.3": "N", "8.6.1": "N"}
    one = {"8.6.3-A1": {"prerequisites": ["8.6.1-A2"]}, "8.6.3-A2": {"prerequisites": []}}
    made = drafted(ratings, actions=one)

    assert made["8.6.3-A1"].prerequisites == ("8.6.1-A2",)
    assert made["8.6.3-A2"].prerequisites == ()


def test_decided_effort_and_percentage_win():
    """The days given replace the computed, and what is done is not done again."""
    effort = {"low": 1, "likely": 10, "high": 20}
    made = drafted({"8.6.1-02": "N"}, actions={"8.6.1-A1": {"effort": effort, "percent": 30}})
    draft = made["8.6.1-A1"]

    assert (draft.effort.likely, draft.work_left, draft.basis) == (10, 7, "decided")
    assert set(draft.decided) == {"effort", "percent"}


@pytest.mark.parametrize("edition", ["2018", "2011"])
def test_the_catalogue_has_no_circle(edition):
    """The shipped prerequisites can be put in an order."""
    graph = needs(catalogue(edition))

    ordered = [
        each.id for each in in_order([Task(name, after=tuple(graph[name])) for name in graph])
    ]

    assert sorted(ordered) == sorted(catalogue(edition).actions)
