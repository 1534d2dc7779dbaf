"""The shipped questionnaires and readiness gates against the catalogues."""

import re

import pytest

from builders import catalogue, rulebook
from iso20k_gap.files.library import EDITIONS, load_questionnaire

EACH_EDITION = pytest.mark.parametrize("edition", sorted(EDITIONS))
EACH_KIND = pytest.mark.parametrize("kind", ["full", "screening"])


def asked(edition, kind):
    return load_questionnaire(edition, kind).asked(catalogue(edition))


def requirements(edition, kind):
    return [each for question in asked(edition, kind) for each in question.requirements]


def gates(edition):
    rules = rulebook(edition).readiness
    return (*rules.stage1, *rules.stage2)


@EACH_EDITION
@EACH_KIND
def test_questionnaire_says_what_it_is(edition, kind):
    """File name, edition, kind and title agree."""
    questionnaire = load_questionnaire(edition, kind)

    assert (questionnaire.id, questionnaire.kind) == (kind, kind)
    assert questionnaire.edition == edition
    assert questionnaire.title.endswith(f"ISO/IEC 20000-1:{edition}")


@EACH_EDITION
@EACH_KIND
def test_only_requirements_of_the_edition_are_asked(edition, kind):
    """Every id exists in the catalogue."""
    assert set(requirements(edition, kind)) <= set(catalogue(edition).by_id)


@EACH_EDITION
@EACH_KIND
def test_no_requirement_is_asked_twice(edition, kind):
    """A requirement belongs to one question at most, so it has one answer."""
    ids = requirements(edition, kind)

    assert len(set(ids)) == len(ids)


@EACH_EDITION
@EACH_KIND
def test_questions_differ(edition, kind):
    """Every question has its own id, text and help."""
    questions = asked(edition, kind)

    for field in ("id", "text", "help"):
        values = [getattr(each, field) for each in questions]
        assert all(values)
        assert len(set(values)) == len(values), field


@EACH_EDITION
def test_full_asks_every_requirement_in_order(edition):
    """The full questionnaire is the catalogue, in the order of the standard."""
    assert requirements(edition, "full") == list(catalogue(edition).by_id)


@EACH_EDITION
def test_screening_has_40_to_50_questions_numbered_on(edition):
    """One conversation's worth, S01 onwards."""
    ids = [each.id for each in asked(edition, "screening")]

    assert 40 <= len(ids) <= 50
    assert ids == [f"S{number:02}" for number in range(1, len(ids) + 1)]


@EACH_EDITION
def test_screening_touches_every_lowest_clause(edition):
    """No clause goes without a question."""
    by_id = catalogue(edition).by_id
    touched = {by_id[each].clause for each in requirements(edition, "screening")}

    assert {clause.id for clause in catalogue(edition).lowest} - touched == set()


@EACH_EDITION
def test_screening_asks_every_essential_requirement(edition):
    """What makes a major when absent is never left out of a first look."""
    essential = {each.id for each in catalogue(edition).requirements if each.essential}

    assert essential - set(requirements(edition, "screening")) == set()


@EACH_EDITION
def test_screening_is_in_our_own_words(edition):
    """Questions to people: no wording of obligation, and each ends in a question mark."""
    for question in asked(edition, "screening"):
        assert not re.search(r"\bshall\b", f"{question.text} {question.help}"), question.id
        assert question.text.endswith("?"), question.id


@EACH_EDITION
def test_every_gate_names_what_exists(edition):
    """Gates point at clauses and requirements of their own edition."""
    known = catalogue(edition)

    assert rulebook(edition).readiness.edition == edition
    for gate in gates(edition):
        assert gate.clause in known.clause_by_id, gate.id
        assert set(gate.requirements) <= set(known.by_id), gate.id


@EACH_EDITION
def test_every_gate_holds_something_essential(edition):
    """A gate stands on at least one requirement whose absence is a major."""
    by_id = catalogue(edition).by_id
    for gate in gates(edition):
        assert any(by_id[each].essential for each in gate.requirements), gate.id


@EACH_EDITION
def test_stage_1_gates_ask_for_what_stage_1_looks_at(edition):
    """Nothing that is first looked at in Stage 2 blocks Stage 1."""
    by_id = catalogue(edition).by_id
    for gate in rulebook(edition).readiness.stage1:
        assert {by_id[each].stage for each in gate.requirements} == {1}, gate.id


@EACH_EDITION
def test_clauses_of_the_readiness_rules_exist(edition):
    """The clauses named beside the gates are clauses of the edition."""
    rules = rulebook(edition).readiness
    single = (
        rules.control_clause,
        rules.audit_clause,
        rules.review_clause,
        rules.continuity_clause,
    )

    assert {*single, *rules.own_clauses, *rules.shared_clauses} <= set(
        catalogue(edition).clause_by_id
    )
