"""From what was said about a question to the answers it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from iso20k_gap.core.assessment import SELF, Answer, Assessment, Evidence
from iso20k_gap.core.catalogue import Catalogue, is_under
from iso20k_gap.core.evaluation import Rulebook
from iso20k_gap.core.questionnaire import (
    Draft,
    Only,
    Question,
    Questionnaire,
    answers_to,
)
from iso20k_gap.core.rating import Rating

Pieces = tuple[Evidence, ...]
Revision = dict[str, Answer] | Draft


@dataclass(frozen=True)
class Sitting:
    """Who asks which questions on which day."""

    catalogue: Catalogue
    questionnaire: Questionnaire
    rulebook: Rulebook
    today: date
    by: str = ""
    only: Only = Only.ALL
    clause: str = ""
    role: str = ""


@dataclass(frozen=True)
class Case:
    """A question with what is known about it."""

    sitting: Sitting
    question: Question
    assessment: Assessment
    draft: Draft

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers there are, by requirement."""
        given = zip(
            self.question.requirements, answers_to(self.question, self.assessment), strict=True
        )
        return {identifier: answer for identifier, answer in given if answer}

    @property
    def is_answered(self) -> bool:
        """Whether every requirement of the question has an answer."""
        return len(self.answers) == len(self.question.requirements)

    @property
    def noted(self) -> Answer | Draft:
        """What is noted on the question now."""
        return next(iter(self.answers.values())) if self.is_answered else self.draft

    @property
    def lacking_condition(self) -> list[str]:
        """The requirements that cannot be without occurrence."""
        by_id = self.sitting.catalogue.by_id
        return [each for each in self.question.requirements if not by_id[each].no_occurrence]

    def rated(self, rating: Rating, note: str = "") -> dict[str, Answer]:
        """The answers with a rating, and with a note where one was given along."""
        return {
            identifier: self._renewed(identifier, rating=rating, reason="", note=note)
            for identifier in self.question.requirements
        }

    def without_occurrence(self, reason: str) -> dict[str, Answer]:
        """The answers that say nothing occurred, and why."""
        return {
            identifier: self._renewed(identifier, rating="no_occurrence", reason=reason, note="")
            for identifier in self.question.requirements
        }

    def _renewed(
        self,
        identifier: str,
        *,
        rating: Rating | Literal["no_occurrence"],
        reason: str,
        note: str,
    ) -> Answer:
        old = self.answers.get(identifier)
        known: Answer | Draft = old or self.draft
        return Answer(
            rating=rating,
            reason=reason,
            note=note or _both(known.note, self.draft.note),
            evidence=_joined(known.evidence, self.draft.evidence),
            performed_by=known.performed_by,
            rated_by=self.sitting.by,
            rated_on=self.sitting.today,
            origin=self._origin(old),
        )

    def _origin(self, old: Answer | None) -> str:
        """A screening's mark goes once the requirement is rated by itself."""
        own = self.sitting.questionnaire.origin(self.question)
        kept = old.origin if old and not old.origin.startswith("screening:") else ""
        return own or kept

    def confirmed(self) -> dict[str, Answer]:
        """The answers not confirmed before, stood for now by whoever asks."""
        update = {"confirmed": True, "rated_on": self.sitting.today}
        update |= {"rated_by": self.sitting.by} if self.sitting.by else {}
        return {
            identifier: answer.model_copy(update=update)
            for identifier, answer in self.answers.items()
            if not answer.confirmed
        }

    def annotated(self, text: str) -> Revision:
        """The question with another note."""
        return self._revised(lambda _: {"note": text})

    def performed(self, party: str) -> Revision:
        """The question with another party that performs it."""
        return self._revised(lambda _: {"performed_by": party})

    def evidenced(self, change: Callable[[Pieces], Pieces]) -> Revision:
        """The question with its evidence changed."""
        return self._revised(lambda noted: {"evidence": change(noted.evidence)})

    def _revised(self, update: Callable[[Answer | Draft], dict[str, object]]) -> Revision:
        if not self.is_answered:
            return self.draft.model_copy(update=update(self.draft))
        return {
            identifier: answer.model_copy(update=update(answer))
            for identifier, answer in self.answers.items()
        }

    @property
    def own(self) -> list[str]:
        """The requirements that the organisation itself must fulfil, whoever performs the rest."""
        rules = self.sitting.rulebook.readiness
        return [
            identifier
            for identifier in self.question.requirements
            if any(is_under(identifier.partition("-")[0], each) for each in rules.own_clauses)
        ]


def is_empty(draft: Draft) -> bool:
    """Whether nothing is noted."""
    return not draft.note and not draft.evidence and draft.performed_by == SELF


def _both(first: str, second: str) -> str:
    return "\n".join(dict.fromkeys(note for note in (first, second) if note))


def _joined(pieces: Pieces, more: Pieces) -> Pieces:
    return (*pieces, *(piece for piece in more if piece not in pieces))


def added(piece: Evidence) -> Callable[[Pieces], Pieces]:
    """Put a piece of evidence to the others."""
    return lambda pieces: _joined(pieces, (piece,))


def exchanged(old: Evidence, new: Iterable[Evidence]) -> Callable[[Pieces], Pieces]:
    """Put other pieces, or none, in the place of one."""
    put = tuple(new)
    return lambda pieces: tuple(
        each for piece in pieces for each in (put if piece == old else (piece,))
    )
