"""The 2018 catalogue against the fact sheet: counts, order, fields, and that texts differ."""

import re
from graphlib import TopologicalSorter

import pytest

from builders import catalogue
from iso20k_gap.core.catalogue import DocumentKind, Phase, group_of, in_order, is_under
from iso20k_gap.core.record import clause_key

# Sentences, requirements and lettered items of every lowest clause, with Amendment 1:2024.
COUNTS_2018 = {
    "4.1": (2, 2, 0), "4.2": (1, 2, 2), "4.3": (4, 6, 3), "4.4": (1, 1, 0),
    "5.1": (1, 12, 12), "5.2.1": (1, 4, 4), "5.2.2": (1, 3, 3), "5.3": (2, 3, 2),
    "6.1": (3, 9, 9), "6.2.1": (3, 8, 6), "6.2.2": (1, 5, 5), "6.3": (4, 11, 8),
    "7.1": (1, 1, 0), "7.2": (1, 4, 4), "7.3": (1, 5, 5), "7.4": (1, 5, 5),
    "7.5.1": (1, 2, 2), "7.5.2": (1, 3, 3), "7.5.3": (3, 7, 6), "7.5.4": (1, 12, 12),
    "7.6": (2, 2, 0),
    "8.1": (3, 5, 3), "8.2.1": (2, 2, 0), "8.2.2": (5, 5, 0), "8.2.3": (7, 10, 5),
    "8.2.4": (3, 3, 0), "8.2.5": (1, 1, 0), "8.2.6": (11, 15, 5),
    "8.3.2": (9, 9, 0), "8.3.3": (5, 6, 2), "8.3.4.1": (10, 13, 4), "8.3.4.2": (3, 3, 0),
    "8.4.1": (3, 3, 0), "8.4.2": (1, 2, 2), "8.4.3": (4, 6, 3),
    "8.5.1.1": (1, 3, 3), "8.5.1.2": (4, 9, 6), "8.5.1.3": (10, 14, 5),
    "8.5.2.1": (4, 11, 8), "8.5.2.2": (2, 8, 7), "8.5.2.3": (4, 4, 0), "8.5.3": (12, 12, 0),
    "8.6.1": (7, 11, 5), "8.6.2": (3, 6, 4), "8.6.3": (9, 13, 5),
    "8.7.1": (6, 6, 0), "8.7.2": (12, 16, 5), "8.7.3.1": (4, 6, 3), "8.7.3.2": (5, 5, 0),
    "8.7.3.3": (3, 7, 5),
    "9.1": (4, 7, 4), "9.2": (3, 8, 7), "9.3": (4, 15, 12), "9.4": (5, 5, 0),
    "10.1": (3, 8, 7), "10.2": (5, 9, 5),
}  # fmt: skip


def test_counts_of_every_clause_equal_the_fact_sheet():
    """Sentences, requirements and letters per lowest clause are those of domain 1.3."""
    counted = {
        clause.id: (
            len(clause.sentences),
            len(clause.requirements),
            sum(bool(each.letter) for each in clause.requirements),
        )
        for clause in catalogue().lowest
    }

    assert counted == COUNTS_2018
    assert sum(sentences for sentences, _, _ in counted.values()) == 213
    assert sum(requirements for _, requirements, _ in counted.values()) == 373


def test_amendment_adds_one_requirement():
    """Without Amendment 1:2024 there are 372 requirements."""
    added = [each.id for each in catalogue().requirements if each.since]

    assert added == ["4.1-02"]


def test_clauses_stand_in_the_order_of_the_standard():
    """Clauses and requirement ids are sorted, and ids run on without gaps."""
    clauses = [clause.id for clause in catalogue().clauses]

    assert clauses == sorted(clauses, key=clause_key)
    for clause in catalogue().lowest:
        expected = [f"{clause.id}-{n:02}" for n in range(1, len(clause.requirements) + 1)]
        assert [each.id for each in clause.requirements] == expected


def test_letters_of_a_sentence_run_from_a():
    """Within one place of the standard the list letters go a, b, c."""
    for clause in catalogue().lowest:
        for sentence in clause.sentences:
            letters = "".join(each.letter for each in sentence.requirements)
            assert letters in "abcdefghijklmnop", (clause.id, letters)


@pytest.mark.parametrize("field", ["statement", "question", "guidance", "remedy"])
def test_no_text_is_used_twice(field):
    """Every requirement has its own words."""
    texts = [getattr(each, field) for each in catalogue().requirements]

    assert len(set(texts)) == len(texts)


def test_every_requirement_points_to_an_action_of_its_clause():
    """No action is unused and none is missing."""
    for clause in catalogue().lowest:
        used = {each.action for each in clause.requirements}
        assert used == {action.id for action in clause.actions}


def test_every_owner_is_a_role_of_the_edition():
    """Owners are drawn from one list."""
    roles = set(catalogue().edition.roles)

    assert {each.owner for each in catalogue().requirements} <= roles
    assert {clause.owner for clause in catalogue().lowest} <= roles


def test_every_lowest_clause_has_goal_measure_practices_and_shared_clause():
    """The fields of the clause itself are filled."""
    for clause in catalogue().lowest:
        assert clause.goal, clause.id
        assert clause.measure, clause.id
        assert clause.practices, clause.id
        shared = clause.shared
        assert shared.iso9001 or shared.iso27001 or shared.note, clause.id


def test_prerequisites_exist_and_form_no_circle():
    """Every prerequisite clause is there, and work can be put in an order."""
    graph = {}
    for clause in catalogue().lowest:
        needs = [*clause.prerequisites, *(p for a in clause.actions for p in a.prerequisites)]
        for need in needs:
            assert catalogue().under(need), (clause.id, need)
        graph[clause.id] = {
            other.id
            for other in catalogue().lowest
            for need in needs
            if is_under(other.id, need) and other.id != clause.id
        }

    assert list(TopologicalSorter(graph).static_order())


def test_no_phase_precedes_its_prerequisites():
    """A clause's work never lies in an earlier phase than the clauses it needs."""
    order = list(Phase)
    first = {c.id: min(order.index(a.phase) for a in c.actions) for c in catalogue().lowest}
    for clause in catalogue().lowest:
        last = max(order.index(action.phase) for action in clause.actions)
        for need in clause.prerequisites:
            for other in catalogue().lowest:
                if is_under(other.id, need) and other.id != clause.id:
                    assert first[other.id] <= last, (clause.id, other.id)


def test_clauses_4_and_5_cannot_be_performed_by_others():
    """The organisation itself fulfils clauses 4 and 5 (domain 5.1)."""
    for each in catalogue().requirements:
        if group_of(each.clause) in ("4", "5") or each.clause == "8.2.3":
            assert not each.others, each.id


# The list of documented information in domain 3.2, by clause.
DOCUMENTED_2018 = [
    "4.3",
    "5.2.2",
    "6.1",
    "6.2.1",
    "6.3",
    "7.2",
    "7.5.3",
    "7.5.4",
    "8.1",
    "8.2.2",
    "8.2.3",
    "8.2.4",
    "8.2.6",
    "8.3.2",
    "8.3.3",
    "8.3.4.1",
    "8.3.4.2",
    "8.4.1",
    "8.4.2",
    "8.4.3",
    "8.5.1.1",
    "8.5.1.2",
    "8.5.1.3",
    "8.5.2.1",
    "8.5.2.2",
    "8.5.2.3",
    "8.5.3",
    "8.6.1",
    "8.6.2",
    "8.6.3",
    "8.7.1",
    "8.7.2",
    "8.7.3.1",
    "8.7.3.2",
    "8.7.3.3",
    "9.1",
    "9.2",
    "9.3",
    "9.4",
    "10.1",
    "10.2",
]


@pytest.mark.parametrize("clause", DOCUMENTED_2018)
def test_documented_information_is_named_where_it_is_due(clause):
    """Every clause of the fact sheet's list of documented information names a piece of it."""
    kinds = {each.documented.kind for each in catalogue().under(clause)}

    assert kinds & {DocumentKind.DOCUMENT, DocumentKind.RECORD}


def test_no_occurrence_is_never_free():
    """At most a fifth of the requirements know a condition, and none in clauses 4 to 6 does."""
    conditional = [each for each in catalogue().requirements if each.no_occurrence]

    assert 20 <= len(conditional) <= 75
    assert not [each.id for each in conditional if each.clause[0] in "456"]


def test_texts_do_not_speak_like_the_standard():
    """No text uses the standard's verb of obligation."""
    for each in catalogue().requirements:
        assert not re.search(r"\bshall\b", str(each.model_dump()), re.IGNORECASE), each.id


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["MAJOR", "incident", "procedure", "8.6.1-08"], ["8.6.1-08"]),
        (["demand management", "8.4.2"], ["8.4.2-01", "8.4.2-02"]),
        (["8.4.2-01", "xylophone"], []),
        (["xylophone"], []),
        ([], list(catalogue().by_id)),
    ],
)
def test_search_finds_words_in_any_field(words, found):
    """All words must occur, wherever, the clause's title included; case does not matter."""
    assert [each.id for each in catalogue().search(words)] == found


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("8.4.2", ["8.4.2-01", "8.4.2-02"]),
        ("10.1", [f"10.1-0{number}" for number in range(1, 9)]),
        ("8.99", []),
        ("", []),
    ],
)
def test_requirements_are_found_under_a_clause(clause, found):
    """Under the clause itself or one above it; where there is no such clause there is none."""
    above = [each.id for each in catalogue().under(clause.rpartition(".")[0])]

    assert [each.id for each in catalogue().under(clause)] == found
    assert set(found) <= set(above)


def test_sentences_are_counted_from_one_in_each_clause():
    """The number of a sentence is its place in its own clause."""
    told = [(name, clause.id) for name, clause, _sentence in catalogue().sentences()]
    counted = {clause: count[0] for clause, count in COUNTS_2018.items()}

    assert told == [
        (f"{clause}:{number}", clause)
        for clause, count in counted.items()
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("clause", "ancestor", "under"),
    [
        ("8.6.1", "8.6.1", True),
        ("8.6.1", "8.6", True),
        ("8.6.1", "8", True),
        ("8.6", "8.6.1", False),
        ("8.6.11", "8.6.1", False),
        ("10.1", "1", False),
    ],
)
def test_a_clause_is_under_itself_and_those_above(clause, ancestor, under):
    """By clauses, not by how their numbers begin."""
    assert is_under(clause, ancestor) is under


def test_ids_are_put_in_the_order_of_the_standard():
    """By numbers, not by letters; a clause before its requirements, those before what is below."""
    ordered = [
        "4.1", "4.1-01", "8.3.4", "8.3.4-02", "8.3.4-10", "8.3.4.1", "8.3.4.1-01", "8.3.4.2",
        "8.3.10", "10", "10.1", "10.1-A1", "10.1-A2",
    ]  # fmt: skip

    assert in_order(ordered[::-1]) == ordered
    assert in_order(ordered) == ordered


@pytest.mark.parametrize(
    ("clause", "group"),
    [
        ("4.1", "4"),
        ("8", "8"),
        ("8.1", "8.1"),
        ("8.3.4.1", "8.3"),
        ("10.2", "10"),
        ("7.5.3", "7"),
        ("7", "7"),
        ("10", "10"),
    ],
)
def test_group_of(clause, group):
    """Clause 8 is grouped by its second number, all others by the first."""
    assert group_of(clause) == group
