"""Who to see about what, for how long, in which order."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, assessment, catalogue, everything
from iso20k_gap.core.catalogue import is_under
from iso20k_gap.core.interview_plan import TOP, people_by_role, plan_interviews

EDITIONS = ("2018", "2011")


def planned(edition="2018", minutes=4, session=60, people=None, **fields):
    made = assessment(fields.pop("ratings", {}), edition, **fields)
    return plan_interviews(catalogue(edition), made, people or {}, minutes, session)


@pytest.mark.parametrize("edition", EDITIONS)
def test_top_management_opens_and_closes(edition):
    """The first and the last session are with top management."""
    sessions = planned(edition).sessions

    assert sessions[0].role == sessions[-1].role == TOP
    assert {topic.clause for topic in sessions[-1].topics} == {
        {"2018": "9.3", "2011": "4.5.4.3"}[edition]
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_top_management_is_a_role_of_the_catalogue(edition):
    """The role that opens and closes exists."""
    assert TOP in catalogue(edition).edition.roles


@pytest.mark.parametrize("edition", EDITIONS)
@given(minutes=st.integers(1, 20), extra=st.integers(0, 120))
def test_every_requirement_is_asked_once_of_its_owner(edition, minutes, extra):
    """Whatever the times: nothing is lost or asked twice, nobody asked what is another's."""
    plan = planned(edition, minutes, minutes + extra)
    by_id = catalogue(edition).by_id
    asked = Counter(each for session in plan.sessions for each in session.requirements)

    assert asked == Counter(by_id.keys())
    for session in plan.sessions:
        assert {by_id[each].owner for each in session.requirements} == {session.role}
        assert session.minutes == minutes * len(session.requirements) <= minutes + extra
        assert all(by_id[each].clause == topic.clause
                   for topic in session.topics for each in topic.requirements)  # fmt: skip
    assert plan.minutes == minutes * len(by_id)
    assert plan.requirements == len(by_id)


@pytest.mark.parametrize("edition", EDITIONS)
def test_prerequisites_come_first(edition):
    """Where a session holds one requirement, no clause comes before one it builds on.

    Top management, who is seen at the ends, is apart.
    """
    book = catalogue(edition)
    sessions = [each for each in planned(edition, 60).sessions if each.role != TOP]
    begins, ends = {}, {}
    for place, session in enumerate(sessions):
        begins.setdefault(session.topics[0].clause, place)
        ends[session.topics[0].clause] = place
    checked = 0
    for clause, begin in begins.items():
        for name in book.clause_by_id[clause].prerequisites:
            for before in (each for each in ends if is_under(each, name) and each != clause):
                assert ends[before] < begin, (before, clause)
                checked += 1
    assert checked > 60


def test_clauses_stay_whole_where_they_fit():
    """A clause of one role is cut only where it is longer than a session."""
    plan = planned()
    parts = Counter((each.role, topic.clause) for each in plan.sessions for topic in each.topics)
    cut = [key for key, number in parts.items() if number > 1]

    assert cut == [("Continuity manager", "8.7.2")]
    sizes = [each.minutes for each in plan.sessions if each.role == "Continuity manager"]
    assert sizes == [32, 32]


def test_confirmed_answers_are_left_out():
    """What is answered and confirmed is not asked again; unconfirmed is."""
    made = {**answers(everything("F")), **answers({"8.6.1": "L"}, confirmed=False)}
    made.pop("8.2.5-01")
    plan = planned(answers=made)

    assert {each for session in plan.sessions for each in session.requirements} == {
        "8.2.5-01",
        *(f"8.6.1-{number:02}" for number in range(1, 12)),
    }
    assert plan.confirmed == 361


def test_nothing_is_left_to_ask():
    """With all confirmed there is no session."""
    plan = planned(ratings=everything("F"))

    assert (plan.sessions, plan.minutes, plan.confirmed) == ((), 0, 373)


def test_people_come_from_interviews_where_the_role_matches():
    """Case and spaces do not matter; other roles name nobody; the plan's owners come second."""
    made = assessment(
        interviews=[
            {"name": "Ana", "role": "change  Manager"},
            {"name": "Ben", "role": "Change manager"},
            {"name": "Cy", "role": "Plumber"},
            {"name": "Dee"},
        ]
    )
    people = people_by_role(made, {"Change manager": "Ben", "Risk manager": "Eve"})
    plan = plan_interviews(catalogue(), made, people, 4, 60)
    named = {each.role: each.people for each in plan.sessions}

    assert named["Change manager"] == ("Ana", "Ben")
    assert named["Risk manager"] == ("Eve",)
    assert named["Problem manager"] == ()


@given(st.sets(st.sampled_from(sorted(catalogue().by_id))))
def test_top_management_is_at_the_ends_whatever_is_left(confirmed):
    """Nobody is seen before top management's opening or after its closing."""
    made = answers(dict.fromkeys(confirmed, "F"))
    roles = [each.role for each in planned(answers=made).sessions]
    others = [place for place, role in enumerate(roles) if role != TOP]

    assert not others or others == list(range(others[0], others[-1] + 1))
