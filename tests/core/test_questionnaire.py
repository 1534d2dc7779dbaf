"""Which questions are asked, and which are still open."""

from datetime import date

import pytest

from builders import TODAY, assessment, catalogue
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.editions import without_amendments
from iso20k_gap.core.questionnaire import Only, Question, answers_to, is_open, selected
from iso20k_gap.files import library

FULL = library.load_questionnaire("2018", "full")
SCREENING = library.load_questionnaire("2018", "screening")
BOTH = Question(id="Q", text="Both?", requirements=("8.6.1-01", "8.6.1-02"))


def test_the_full_questionnaire_asks_every_requirement_with_its_own_question() -> None:
    """In the standard's order, with the catalogue's words."""
    assert FULL.asked(catalogue()) == tuple(
        Question(id=each.id, text=each.question, help=each.guidance, requirements=(each.id,))
        for each in catalogue().requirements
    )
    assert {FULL.origin(each) for each in FULL.asked(catalogue())} == {""}


def test_a_screening_asks_its_questions_about_what_is_there() -> None:
    """Without what came with an amendment; a question that is left with nothing goes."""
    first = without_amendments(catalogue())
    added = Question(id="S98", text="New?", requirements=("4.1-02",))
    partly = Question(id="S99", text="All?", requirements=("4.1-01", "4.1-02"))
    made = SCREENING.model_copy(update={"questions": (added, partly)})

    assert SCREENING.asked(catalogue()) == SCREENING.questions
    assert made.asked(catalogue()) == (added, partly)
    assert made.asked(first) == (partly.model_copy(update={"requirements": ("4.1-01",)}),)


def test_a_screening_marks_the_answers_it_gives() -> None:
    """The origin names the question."""
    assert SCREENING.origin(SCREENING.asked(catalogue())[0]) == "screening:S01"


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"clause": "8.4.2"}, ["8.4.2-01", "8.4.2-02"]),
        ({"clause": "8.6.1-03"}, ["8.6.1-03"]),
        ({"clause": "8.6.1-0"}, []),
        ({"role": "asset MANAGER"}, ["8.2.5-01"]),
        ({"clause": "8.6.1", "role": "Major incident manager"},
         [f"8.6.1-{number:02}" for number in range(7, 12)]),
        ({"clause": "8.6.1-03", "role": "Major incident manager"}, []),
        ({"clause": "8.7", "role": "Incident manager"}, []),
        ({"role": "Plumber"}, []),
        ({}, list(catalogue().by_id)),
    ],
)  # fmt: skip
def test_questions_are_selected_by_clause_and_role(fields: dict[str, str], ids: list[str]) -> None:
    """Both must hold for one and the same requirement; what is not given is not asked for."""
    picked = selected(FULL.asked(catalogue()), catalogue(), **fields)

    assert [each.id for each in picked] == ids


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
