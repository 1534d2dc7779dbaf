"""Who needs which training: by the roles of the catalogue and the gaps of an assessment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement
from iso20k_gap.core.guidance import Fact, Sourced
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.record import ClauseId, Record, Text
from iso20k_gap.language import _


class RoleTraining(Record):
    """What the holder of a role has to learn; `hours` are a planning assumption."""

    role: Text
    topics: tuple[Text, ...] = Field(min_length=2)
    proof: Text
    hours: int = Field(ge=1)


class TrainingClauses(Record):
    """The clauses of an edition on competence and on awareness."""

    competence: ClauseId
    awareness: ClauseId


class TrainingGuide(Sourced):
    """What is known about training, as shipped data; the source is that of the contents."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    clauses: dict[Text, TrainingClauses]
    facts: tuple[Fact, ...]
    everyone: tuple[Text, ...]
    roles: tuple[RoleTraining, ...]


class Urgency(StrEnum):
    """How soon a role's training is due, by the worst rating of what the role owns."""

    FIRST = "first"
    SOON = "soon"
    OPEN = "not rated yet"
    KEEP = "keep up"
    UNKNOWN = ""


@dataclass(frozen=True)
class RoleNeed:
    """One role: what it owns, what is amiss there, and what its holder has to learn.

    `gaps` are requirements of the role rated below fully; without an assessment there are none
    and the urgency is unknown.
    """

    training: RoleTraining
    people: tuple[str, ...]
    clauses: tuple[str, ...]
    requirements: int
    gaps: tuple[str, ...]
    urgency: Urgency


@dataclass(frozen=True)
class SupportGap:
    """A requirement on competence or awareness that is not shown to be met."""

    requirement: Requirement
    standing: str


@dataclass(frozen=True)
class TrainingNeeds:
    """All roles, most urgent first, and the gaps in competence and awareness themselves."""

    roles: tuple[RoleNeed, ...]
    support: tuple[SupportGap, ...]
    everyone: tuple[str, ...]


def needs(
    catalogue: Catalogue,
    guide: TrainingGuide,
    assessment: Assessment | None = None,
    people: Mapping[str, Iterable[str]] | None = None,
) -> TrainingNeeds:
    """The training needs of an edition, or of an assessment; `people` are names by role."""
    known = {each.role: each for each in guide.roles}
    roles = [
        _need(catalogue, known[role], assessment, tuple((people or {}).get(role, ())))
        for role in catalogue.edition.roles
    ]
    order = list(Urgency)
    clauses = guide.clauses[catalogue.edition.id]
    support = (
        *catalogue.under(clauses.competence),
        *(catalogue.under(clauses.awareness) if clauses.awareness != clauses.competence else ()),
    )
    return TrainingNeeds(
        roles=tuple(sorted(roles, key=lambda each: order.index(each.urgency))),
        support=tuple(
            SupportGap(each, standing)
            for each in support
            if assessment and (standing := _standing(assessment, each))
        ),
        everyone=guide.everyone,
    )


def _standing(assessment: Assessment, requirement: Requirement) -> str:
    """How a requirement falls short; empty where it does not."""
    answer = assessment.answers.get(requirement.id)
    if answer is None:
        return _("not rated")
    if answer.rated is None or answer.rated is Rating.F:
        return ""
    return _("rated {rating}").format(rating=answer.rated.value)


def _need(
    catalogue: Catalogue,
    training: RoleTraining,
    assessment: Assessment | None,
    people: tuple[str, ...],
) -> RoleNeed:
    owned = [each for each in catalogue.requirements if each.owner == training.role]
    answers = assessment.answers if assessment else {}
    ratings = {each.id: answers[each.id].rated for each in owned if each.id in answers}
    gaps = tuple(name for name, rating in ratings.items() if rating and rating is not Rating.F)
    return RoleNeed(
        training=training,
        people=people,
        clauses=tuple(dict.fromkeys(each.clause for each in owned)),
        requirements=len(owned),
        gaps=gaps,
        urgency=_urgency([*ratings.values()], len(owned)) if assessment else Urgency.UNKNOWN,
    )


def _urgency(ratings: list[Rating | None], owned: int) -> Urgency:
    if Rating.N in ratings or Rating.P in ratings:
        return Urgency.FIRST
    if Rating.L in ratings:
        return Urgency.SOON
    return Urgency.OPEN if len(ratings) < owned else Urgency.KEEP
