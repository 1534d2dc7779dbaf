"""What is asked in one sitting: every requirement, or a screening's questions."""

from typing import Literal

from pydantic import Field

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement, is_under
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
        if not self.every_requirement:
            return self.questions
        return tuple(question_for(each) for each in catalogue.requirements)


def question_for(requirement: Requirement) -> Question:
    """A requirement's own question."""
    return Question(
        id=requirement.id,
        text=requirement.question,
        help=requirement.guidance,
        requirements=(requirement.id,),
    )


Only = Literal["all", "unanswered", "gaps", "unconfirmed", "stale"]


def selected(
    questions: tuple[Question, ...],
    catalogue: Catalogue,
    *,
    clause: str = "",
    role: str = "",
) -> tuple[Question, ...]:
    """The questions under a clause and for an owner role; empty text selects all."""
    return tuple(
        question
        for question in questions
        if all(
            (not clause or is_under(each.partition("-")[0], clause))
            and (not role or catalogue.by_id[each].owner.casefold() == role.casefold())
            for each in question.requirements
        )
    )


def is_open(question: Question, assessment: Assessment, only: Only) -> bool:
    """Whether a question belongs to what `only` asks for."""
    answers = [assessment.answers.get(each) for each in question.requirements]
    if only == "unanswered":
        return any(answer is None for answer in answers)
    given = [answer for answer in answers if answer]
    if only == "gaps":
        return any(answer.rated is not None and answer.rated != "F" for answer in given)
    if only == "unconfirmed":
        return any(not answer.confirmed for answer in given)
    return True
