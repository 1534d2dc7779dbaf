"""Who to see about what, for how long, in which order."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, assessment, catalogue, everything
from iso20k_gap.core.catalogue import Catalogue, Sentence, is_under
from iso20k_gap.core.interview_plan import (
    TOP,
    InterviewPlan,
    Session,
    Topic,
    people_by_role,
    plan_interviews,
)

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


def test_people_come_from_interviews_and_then_from_the_plan():
    """Case and spaces do not matter; nobody is named twice; who has no role holds none."""
    made = assessment(
        interviews=[
            {"name": "Ana", "role": "change  Manager "},
            {"name": "Ben", "role": "Change manager"},
            {"name": "Cy", "role": "Plumber"},
            {"name": "Dee"},
        ]
    )
    owners = {"Change manager": "Ben", "Risk manager": "Eve"}

    assert people_by_role(made, owners) == {
        "change manager": ("Ana", "Ben"),
        "plumber": ("Cy",),
        "risk manager": ("Eve",),
    }
    assert people_by_role(made) == {"change manager": ("Ana", "Ben"), "plumber": ("Cy",)}


def test_a_plan_by_hand():
    """Two sessions of one clause for two roles, one of whom is known; the rest is confirmed."""
    made = answers({**everything("F"), "8.4.2": "F"})
    for name in ("8.6.1-01", "8.6.1-07", "8.6.1-08"):
        del made[name]

    assert planned(answers=made, minutes=5, session=30, people={"incident manager": ("Ana",)}) == (
        InterviewPlan(
            sessions=(
                Session("Incident manager", ("Ana",), (Topic("8.6.1", ("8.6.1-01",)),), 5),
                Session(
                    "Major incident manager", (), (Topic("8.6.1", ("8.6.1-07", "8.6.1-08")),), 10
                ),
            ),
            minutes_per_requirement=5,
            session_minutes=30,
            confirmed=370,
        )
    )


@pytest.mark.parametrize(
    ("sizes", "session", "expected"),
    [
        ((3, 9, 14), 26, [(3, 9, 14)]),
        ((3, 9, 14), 25, [(3, 9), (14,)]),
        ((3, 9, 14), 12, [(3, 9), (7,), (7,)]),
        ((3, 9, 14), 10, [(3,), (9,), (7,), (7,)]),
        ((3, 9, 14), 5, [(3,), (5,), (4,), (5,), (5,), (4,)]),
        ((2, 4, 2), 6, [(2, 4), (2,)]),
        ((3, 3, 2), 6, [(3,), (3, 2)]),
        ((1, 5, 2), 6, [(1, 5), (2,)]),
        ((0, 0, 13), 6, [(5,), (4,), (4,)]),
        ((1, 1, 1), 1, [(1,), (1,), (1,)]),
        ((3, 0, 0), 2, [(2,), (1,)]),
    ],
)
def test_sessions_of_one_role_are_of_like_length(sizes, session, expected):
    """A clause goes along where that comes nearer to the mean, and is cut only if none holds it."""
    left = dict(zip(("8.5.1.1", "8.5.1.2", "8.5.1.3"), sizes, strict=True))
    ids = [each.id for name, size in left.items() for each in catalogue().under(name)[:size]]
    made = answers(dict.fromkeys(set(catalogue().by_id) - set(ids), "F"))

    for minutes, spare in ((1, 0), (4, 3)):
        sessions = planned(
            answers=made, minutes=minutes, session=minutes * session + spare
        ).sessions
        assert [
            tuple(len(each.requirements) for each in one.topics) for one in sessions
        ] == expected
        assert [each for one in sessions for each in one.requirements] == ids


def small(needs, *owners):
    """A catalogue of clauses 4.1, 4.2, ... with prerequisites and, by letters, their owners."""
    form = catalogue().lowest[0]
    clauses = []
    for number, letters in enumerate(owners, start=1):
        name = f"4.{number}"
        asked = tuple(
            form.requirements[0].model_copy(
                update={"id": f"{name}-{place:02}", "owner": {"T": TOP}.get(letter, letter)}
            )
            for place, letter in enumerate(letters, start=1)
        )
        fields = {"id": name, "prerequisites": tuple(needs.get(name, ()))}
        clauses.append(
            form.model_copy(update={**fields, "sentences": (Sentence(requirements=asked),)})
        )
    return Catalogue(edition=catalogue().edition, clauses=tuple(clauses))


@pytest.mark.parametrize(
    ("needs", "owners", "room", "expected"),
    [
        ({}, "A B C D", 1, "A B C D"),
        ({"4.1": ["4.3"]}, "A B C D", 1, "B C A D"),
        ({"4.1": ["4"]}, "A B C D", 1, "B C D A"),
        ({"4.1": ["4.1"]}, "A B C D", 1, "A B C D"),
        ({"4.1": ["4.2"], "4.2": ["4.1"]}, "A B C D", 1, "C D A B"),
        ({"4.1": ["4.2"], "4.2": ["4.3"], "4.3": ["4.1", "4.4"]}, "A B C D", 1, "D A C B"),
        ({}, "AA B AAA D", 9, "B A D"),
        ({}, "AAA B AAA D", 9, "A B D"),
        ({}, "A B AAAABB C", 3, "A B A A C"),
        ({}, "A B T D", 1, "T A B D"),
        ({"4.4": ["4.1", "4.2"]}, "A B C T", 1, "T A B C"),
        ({"4.4": ["4.1", "4.2", "4.3"]}, "A B C T", 1, "A B C T"),
        ({"4.4": ["4.3"], "4.3": ["4.2"], "4.2": ["4.1"]}, "A B C T", 1, "A B C T"),
        ({"4.4": ["4.1", "4.2", "4.3"]}, "A T C TA", 9, "T A C T"),
    ],
)
def test_sessions_stand_where_their_middle_requirement_does(needs, owners, room, expected):
    """Prerequisites first, else the standard's order, which breaks a circle too.

    Top management opens, and closes with what builds on more than half of all the others.
    """
    book = small(needs, *owners.split())

    sessions = plan_interviews(book, assessment(), {}, 1, room).sessions

    assert " ".join({TOP: "T"}.get(each.role, each.role) for each in sessions) == expected


@given(st.sets(st.sampled_from(sorted(catalogue().by_id))))
def test_top_management_is_at_the_ends_whatever_is_left(confirmed):
    """Nobody is seen before top management's opening or after its closing."""
    made = answers(dict.fromkeys(confirmed, "F"))
    roles = [each.role for each in planned(answers=made).sessions]
    others = [place for place, role in enumerate(roles) if role != TOP]

    assert not others or others == list(range(others[0], others[-1] + 1))
