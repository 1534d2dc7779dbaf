"""Which questions are asked, and which are still open."""

from datetime import date

import pytest

from builders import TODAY, assessment, catalogue
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.questionnaire import Only, Question, answers_to, is_open, selected
from iso20k_gap.files import library

FULL = library.load_questionnaire("2018", "full")
SCREENING = library.load_questionnaire("2018", "screening")
BOTH = Question(id="Q", text="Both?", requirements=("8.6.1-01", "8.6.1-02"))


def test_the_full_questionnaire_asks_every_requirement_with_its_own_question() -> None:
    """In the standard's order, with the catalogue's words."""
    asked = FULL.asked(catalogue())

    assert [each.id for each in asked] == list(catalogue().by_id)
    assert asked[0].text == catalogue().requirements[0].question
    assert FULL.origin(asked[0]) == ""


def test_a_screening_marks_the_answers_it_gives() -> None:
    """The origin names the question."""
    assert SCREENING.origin(SCREENING.asked(catalogue())[0]) == "screening:S01"


@pytest.mark.parametrize(
    ("clause", "role", "count"),
    [
        ("", "", 373),
        ("8.6.1", "", 11),
        ("8.6.1-03", "", 1),
        ("", "service desk manager", 1),
        ("8.6.1", "Major incident manager", 5),
        ("8.7", "Incident manager", 0),
    ],
)
def test_questions_are_selected_by_clause_and_role(clause: str, role: str, count: int) -> None:
    """Both must hold for one and the same requirement."""
    picked = selected(FULL.asked(catalogue()), catalogue(), clause=clause, role=role)

    assert len(picked) >= count
    assert all(
        (not role or catalogue().by_id[each.id].owner.casefold() == role.casefold())
        and each.id.startswith(clause)
        for each in picked
    )
    assert bool(picked) is bool(count)


def test_a_screening_question_is_selected_if_any_of_its_requirements_is() -> None:
    """One who answers for a part is asked the whole question."""
    picked = selected(SCREENING.asked(catalogue()), catalogue(), clause="4.2")

    assert [each.id for each in picked] == ["S01"]


STALE = Answer(rating="F", evidence=(Evidence(title="x", valid_until=date(2026, 1, 1)),))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (None, None, {Only.ALL, Only.UNANSWERED}),
        (Answer(rating="F"), None, {Only.ALL, Only.UNANSWERED}),
        (Answer(rating="F"), Answer(rating="F"), {Only.ALL}),
        (Answer(rating="F"), Answer(rating="L"), {Only.ALL, Only.GAPS}),
        (Answer(rating="no_occurrence", reason="x"), Answer(rating="F"), {Only.ALL}),
        (Answer(rating="F", confirmed=False), Answer(rating="F"), {Only.ALL, Only.UNCONFIRMED}),
        (STALE, Answer(rating="F"), {Only.ALL, Only.STALE}),
    ],
)
def test_a_question_belongs_to_what_is_asked_for_if_any_requirement_does(
    first: Answer | None, second: Answer | None, expected: set[Only]
) -> None:
    """Unanswered, gaps, unconfirmed and stale look at each answer."""
    given = {"8.6.1-01": first, "8.6.1-02": second}
    before = assessment(answers={key: each for key, each in given.items() if each})

    assert {only for only in Only if is_open(BOTH, before, only, TODAY)} == expected
    assert answers_to(BOTH, before) == (first, second)
