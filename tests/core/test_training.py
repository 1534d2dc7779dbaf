"""Training needs: every role, most urgent first, by the gaps of the assessment."""

import pytest

from builders import assessment, catalogue, everything
from iso20k_gap.core.training import Urgency, needs
from iso20k_gap.files import guides

GUIDE = guides.load_training()


def urgencies(ratings):
    found = needs(catalogue(), GUIDE, assessment(ratings))
    return {each.training.role: each.urgency for each in found.roles}


@pytest.mark.parametrize("edition", ["2018", "2011"])
def test_every_role_of_an_edition_is_told_once(edition):
    """The roles are the catalogue's, each with its contents and what it owns."""
    known = catalogue(edition)
    found = needs(known, GUIDE).roles

    assert sorted(each.training.role for each in found) == sorted(known.edition.roles)
    assert sum(each.requirements for each in found) == len(known.by_id)
    assert {each.urgency for each in found} == {Urgency.UNKNOWN}


def test_no_two_roles_learn_the_same():
    """Topics and proofs are specific to a role."""
    topics = [topic for each in GUIDE.roles for topic in each.topics]

    assert len(set(topics)) == len(topics)
    assert len({each.proof for each in GUIDE.roles}) == len(GUIDE.roles)
    assert len({each.role for each in GUIDE.roles}) == len(GUIDE.roles)


@pytest.mark.parametrize(
    ("ratings", "urgency"),
    [
        ({"8.6.3": "F"}, Urgency.KEEP),
        ({"8.6.3": "F", "8.6.3-02": "L"}, Urgency.SOON),
        ({"8.6.3": "F", "8.6.3-02": "L", "8.6.3-03": "P"}, Urgency.FIRST),
        ({"8.6.3": "N"}, Urgency.FIRST),
        ({"8.6.3-01": "F"}, Urgency.OPEN),
        ({"8.6.3-01": "L"}, Urgency.SOON),
        ({}, Urgency.OPEN),
    ],
)
def test_urgency_follows_the_worst_rating(ratings, urgency):
    """What a role owns decides how soon its holder learns."""
    assert urgencies(ratings)["Problem manager"] is urgency


def test_most_urgent_role_comes_first():
    """Roles with grave gaps lead the list."""
    found = needs(catalogue(), GUIDE, assessment(everything("F") | {"8.7.2": "N"})).roles

    assert found[0].training.role == "Continuity manager"
    assert len(found[0].gaps) == 16


def test_gaps_in_competence_and_awareness_are_told():
    """What 7.2 and 7.3 lack is listed with the standing; what is met is not."""
    ratings = {"7.2": "F", "7.3": "F", "7.3-02": "P"}
    found = needs(catalogue(), GUIDE, assessment(ratings)).support

    assert [(each.requirement.id, each.standing) for each in found] == [("7.3-02", "rated P")]
    unrated = needs(catalogue(), GUIDE, assessment()).support
    assert {each.standing for each in unrated} == {"not rated"}
    assert len(unrated) == 9
    assert needs(catalogue(), GUIDE).support == ()


def test_a_role_is_told_with_its_clauses_and_gaps():
    """Clauses once each in order; a gap is what is rated below F, not what did not occur."""
    ratings = {"8.6.3": "F", "8.6.3-02": "L", "8.7.2": "F", "8.7.2-16": "no_occurrence"}
    found = needs(catalogue(), GUIDE, assessment(ratings))
    roles = {each.training.role: each for each in found.roles}
    problems, continuity = roles["Problem manager"], roles["Continuity manager"]

    assert problems.gaps == ("8.6.3-02",)
    assert continuity.gaps == ()
    owned = [each for each in catalogue().requirements if each.owner == "Problem manager"]
    assert problems.clauses == tuple(sorted({each.clause for each in owned}))
    assert found.everyone == GUIDE.everyone


def test_2011_has_competence_and_awareness_in_one_clause():
    """In 2011 both stand in 4.4.2, told once."""
    found = needs(catalogue("2011"), GUIDE, assessment(edition="2011")).support

    assert [each.requirement.clause for each in found] == ["4.4.2"] * 6


def test_people_are_named():
    """The people behind a role stand with it."""
    found = needs(catalogue(), GUIDE, people={"Problem manager": ["Jane Doe"]}).roles
    named = {each.training.role: each.people for each in found}

    assert named["Problem manager"] == ("Jane Doe",)
    assert named["Change manager"] == ()
