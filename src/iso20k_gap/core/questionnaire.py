"""What is asked in one sitting: every requirement, or a screening's questions."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from iso20k_gap.core.assessment import SELF, Answer, Assessment, Evidence
from iso20k_gap.core.catalogue import Catalogue, Requirement, is_under
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.record import Record, RequirementId, Text


class Question(Record):
    """A question that stands for one or more requirements."""

    id: Text
    text: Text
    help: str = ""
    requirements: tuple[RequirementId, ...] = Field(min_length=1)


class Questionnaire(Record):
    """An ordered set of questions for one edition.

    With `every_requirement` each requirement of the catalogue is asked by its own question.
    """

    schema_version: int = Field(alias="schema", ge=1, le=1)
    id: Text
    edition: Text
    title: Text
    kind: Literal["full", "screening"]
    description: Text
    every_requirement: bool = False
    questions: tuple[Question, ...] = ()

    def asked(self, catalogue: Catalogue) -> tuple[Question, ...]:
        """The questions in order, made from the catalogue where every requirement is asked."""
        if self.every_requirement:
            return tuple(question_for(each) for each in catalogue.requirements)
        narrowed = (_within(catalogue, question) for question in self.questions)
        return tuple(question for question in narrowed if question.requirements)

    def origin(self, question: Question) -> str:
        """What marks an answer that one question gave to several requirements at once."""
        return f"{self.kind}:{question.id}" if self.kind == "screening" else ""


class Draft(Record):
    """What was noted on a question that is not rated yet."""

    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    performed_by: Text = SELF


def _within(catalogue: Catalogue, question: Question) -> Question:
    """The question without requirements that came with amendments the catalogue is read without."""
    known = tuple(each for each in question.requirements if each in catalogue.by_id)
    return question.model_copy(update={"requirements": known})


def question_for(requirement: Requirement) -> Question:
    """A requirement's own question."""
    return Question(
        id=requirement.id,
        text=requirement.question,
        help=requirement.guidance,
        requirements=(requirement.id,),
    )


class Only(StrEnum):
    """Which questions a sitting is about."""

    ALL = "all"
    UNANSWERED = "unanswered"
    GAPS = "gaps"
    UNCONFIRMED = "unconfirmed"
    STALE = "stale"


def selected(
    questions: tuple[Question, ...],
    catalogue: Catalogue,
    *,
    clause: str = "",
    role: str = "",
) -> tuple[Question, ...]:
    """The questions with a requirement under a clause and for an owner role; empty selects all.

    A requirement's own id in place of a clause selects what asks for it.
    """
    return tuple(
        question
        for question in questions
        if any(
            (not clause or each == clause or is_under(each.partition("-")[0], clause))
            and (not role or catalogue.by_id[each].owner.casefold() == role.casefold())
            for each in question.requirements
        )
    )


def answers_to(question: Question, assessment: Assessment) -> tuple[Answer | None, ...]:
    """The answers a question's requirements have, None where there is none."""
    return tuple(assessment.answers.get(each) for each in question.requirements)


def is_open(question: Question, assessment: Assessment, only: Only, on: date) -> bool:
    """Whether a question belongs to what `only` asks for, as of a day."""
    answers = answers_to(question, assessment)
    given = [answer for answer in answers if answer]
    if only is Only.UNANSWERED:
        return len(given) < len(answers)
    return only is Only.ALL or any(_belongs(answer, only, on) for answer in given)


def _belongs(answer: Answer, only: Only, on: date) -> bool:
    if only is Only.GAPS:
        return answer.rated not in (None, Rating.F)
    if only is Only.UNCONFIRMED:
        return not answer.confirmed
    return answer.has_stale_evidence(on)
