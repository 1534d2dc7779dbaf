"""Who does, answers, is asked, is told: one answerable person, and no one in two parts."""

import pytest

from builders import catalogue, evaluation, everything
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.responsibility import Matrix, Raci, Responsibilities, matrix


def raci(identifier, owner, edition="2018", **people):
    """The parts in one action; roles that `people` name stand for a person."""
    made = Responsibilities(catalogue(edition), lambda role: people.get(role, role))
    clause = catalogue(edition).clause_by_id[identifier.partition("-")[0]]
    return made.of(clause, catalogue(edition).actions[identifier], owner)


@pytest.mark.parametrize(
    ("action", "owner", "accountable"),
    [
        ("8.6.1-A2", "Major incident manager", "Incident manager"),
        ("8.6.1-A1", "Incident manager", "SMS owner"),
        ("8.6.1-A1", "Bob", "Incident manager"),
        ("6.1-A1", "SMS owner", "Top management"),
        ("9.3-A2", "Top management", "Top management"),
    ],
)
def test_the_clause_owner_answers_or_someone_above(action, owner, accountable):
    """Nobody answers for a superior's work."""
    assert raci(action, owner).accountable == accountable


def test_the_older_edition_has_a_representative_of_management():
    """Its roles are others."""
    action = next(iter(catalogue("2011").actions))
    owner = catalogue("2011").clause_by_id[action.partition("-")[0]].owner

    assert raci(action, owner, "2011").accountable in (
        "Management representative",
        "Top management",
    )


@pytest.mark.parametrize(
    ("clause_owner", "roles", "accountable"),
    [
        ("", ("SMS owner", "Top management"), "SMS owner"),
        ("Jo", (), "Jo"),
        ("Bob", (), "Bob"),
        ("", (), "Bob"),
    ],
)
def test_where_no_one_else_can_answer_the_doer_does(clause_owner, roles, accountable):
    """A catalogue may name no owner of a clause, nor roles of management."""
    shipped = catalogue()
    edition = shipped.edition.model_copy(update={"roles": roles})
    clause = shipped.clause_by_id["8.6.1"].model_copy(update={"owner": clause_owner})
    made = Responsibilities(Catalogue(edition=edition, clauses=(clause,)), lambda role: role)

    assert made.of(clause, clause.actions[0], "Bob").accountable == accountable


def test_asked_are_owners_before_and_told_are_owners_after():
    """By the catalogue's prerequisites; a parent clause stands for all below it."""
    parts = raci("8.6.3-A1", "Problem manager")

    assert catalogue().clause_by_id["8.6.3"].prerequisites == ("8.5.1", "8.6.1", "8.6.2")
    assert parts.consulted == ("Change manager", "Incident manager", "Service desk manager")
    assert "Internal audit lead" in parts.informed
    assert "Service level manager" in parts.informed


def test_one_person_in_many_roles_has_one_part():
    """Who does it is not asked, who answers is not told."""
    everyone = dict.fromkeys(catalogue().edition.roles, "Jane")
    parts = raci("8.6.3-A1", "Jane", **everyone)

    assert (parts.responsible, parts.accountable) == ("Jane", "Jane")
    assert (parts.consulted, parts.informed) == ((), ())


@pytest.mark.parametrize("edition", ["2018", "2011"])
def test_every_action_of_the_catalogue_has_its_parts(edition):
    """Nobody twice, and always one who answers."""
    nothing = {name: "N" for name in everything("N") if catalogue(edition).under(name)}
    made = make_plan(evaluation(nothing, edition=edition), PlanDecisions())

    assert len(made.actions) == len(catalogue(edition).actions)
    for each in made.actions:
        parts = each.raci
        people = [*{parts.responsible, parts.accountable}, *parts.consulted, *parts.informed]
        assert len(set(people)) == len(people)
        assert all(people)
        assert parts.responsible == each.owner


def test_the_matrix_puts_doers_first():
    """One letter a part; who answers for their own work has both; no one without a part."""
    parts = {
        "a": Raci("Ann", "Bob", ("Cy",), ("Di", "Ed")),
        "b": Raci("Ed", "Ed", ("Ann",)),
        "c": Raci("", ""),
    }

    assert matrix(parts) == Matrix(
        ("Ann", "Ed", "Bob", "Cy", "Di"),
        (
            ("a", ("R", "I", "A", "C", "I")),
            ("b", ("C", "A/R", "", "", "")),
            ("c", ("", "", "", "", "")),
        ),
    )
    assert matrix({}) == Matrix((), ())
