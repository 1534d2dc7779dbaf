"""Interview packs: which questions go out to whom, and what stands in their answer fields."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from iso20k_gap.core.assessment import Answer, Assessment, Evidence
from iso20k_gap.core.catalogue import Catalogue, Clause, Requirement
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.questionnaire import Draft, Question, Questionnaire, answers_to, selected
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating, Scale

SCHEMA = 1
KIND = "iso20k-gap answers"
"""Marks a file of answers that a pack's page wrote."""

Stated = Rating | Literal["no_occurrence"]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as a pack has it; what was seen of it is the assessor's to say."""

    title: str = ""
    location: str = ""
    effective: date | None = None
    valid_until: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return self == Piece()


@dataclass(frozen=True)
class Entry:
    """What stands in a question's answer fields; a rating that is not confirmed is none yet."""

    rating: Stated | None = None
    reason: str = ""
    note: str = ""
    evidence: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Source:
    """What packs are made from and merged into; `drafts` are by question id."""

    catalogue: Catalogue
    questionnaire: Questionnaire
    scale: Scale
    assessment: Assessment
    drafts: Mapping[str, Draft] = field(default_factory=dict)

    def draft(self, question: str) -> Draft:
        """What was noted on a question that is not rated yet."""
        return self.drafts.get(question, Draft())


@dataclass(frozen=True)
class Selection:
    """For whom a pack is, and about what; `roles` are those the person holds."""

    role: str = ""
    clause: str = ""
    person: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackHead:
    """What a pack says about itself, so that what comes back finds its place."""

    pack: str
    edition: str
    questionnaire: str
    catalogue_version: int
    scale: str
    organisation: str
    made: date
    role: str = ""
    clause: str = ""
    person: str = ""
    schema: int = SCHEMA


@dataclass(frozen=True)
class Item:
    """A question of a pack; `suggestion` is a rating carried over that nobody confirmed."""

    question: Question
    clause: Clause
    requirements: tuple[Requirement, ...]
    entry: Entry
    suggestion: Stated | None = None

    @property
    def may_lack_occurrence(self) -> bool:
        """Whether every requirement of the question may be without occurrence."""
        return all(each.no_occurrence for each in self.requirements)


@dataclass(frozen=True)
class Pack:
    """Questions for someone to answer by themselves."""

    head: PackHead
    items: tuple[Item, ...]
    source: Source

    @property
    def pieces(self) -> int:
        """How many pieces of evidence a question needs room for: one more than the most."""
        return max((3, *(len(item.entry.evidence) + 1 for item in self.items)))


def build(source: Source, selection: Selection, made: date) -> Pack:
    """The pack for a selection, in the order of the questionnaire; without items if none fits."""
    questions = _questions(source, selection)
    items = tuple(_item(source, question) for question in questions)
    head = PackHead(
        pack="",
        edition=source.assessment.edition,
        questionnaire=source.questionnaire.id,
        catalogue_version=source.catalogue.edition.version,
        scale=source.scale.id,
        organisation=source.assessment.organisation.name,
        made=made,
        role=selection.role,
        clause=selection.clause,
        person=selection.person,
    )
    return Pack(replace(head, pack=_identity(head, items)), items, source)


def _identity(head: PackHead, items: tuple[Item, ...]) -> str:
    """An id that is the same for the same pack and another for any other."""
    content = repr((head, [(item.question.id, item.entry, item.suggestion) for item in items]))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _questions(source: Source, selection: Selection) -> tuple[Question, ...]:
    catalogue = source.catalogue
    asked = source.questionnaire.asked(catalogue)
    roles = (selection.role,) if selection.role else selection.roles or ("",)
    chosen = {
        question.id
        for role in roles
        for question in selected(asked, catalogue, clause=selection.clause, role=role)
    }
    return tuple(question for question in asked if question.id in chosen)


def _item(source: Source, question: Question) -> Item:
    requirements = tuple(source.catalogue.by_id[each] for each in question.requirements)
    answers = answers_to(question, source.assessment)
    ratings = {answer.rating if answer else None for answer in answers}
    unsure = any(answer and not answer.confirmed for answer in answers)
    return Item(
        question=question,
        clause=source.catalogue.clause_by_id[requirements[0].clause],
        requirements=requirements,
        entry=entry_of(question, source),
        suggestion=ratings.pop() if unsure and len(ratings) == 1 else None,
    )


def entry_of(question: Question, source: Source) -> Entry:
    """What a question's fields hold: what its requirements' answers have in common."""
    draft = source.draft(question.id)
    first, *rest = (entry_in(each, draft) for each in answers_to(question, source.assessment))
    return Entry(
        rating=first.rating if _agree("rating", first, rest) else None,
        reason=first.reason if _agree("rating reason", first, rest) else "",
        note=first.note if _agree("note", first, rest) else "",
        evidence=first.evidence if _agree("evidence", first, rest) else (),
    )


def _agree(fields: str, first: Entry, rest: Iterable[Entry]) -> bool:
    return all(
        getattr(first, name) == getattr(other, name) for other in rest for name in fields.split()
    )


def entry_in(answer: Answer | None, draft: Draft) -> Entry:
    """What is on file for one requirement, as a pack has it."""
    if answer is None:
        return Entry(note=draft.note, evidence=tuple(map(piece_of, draft.evidence)))
    rating = answer.rating if answer.confirmed else None
    return Entry(
        rating=rating,
        reason=answer.reason if rating == NO_OCCURRENCE else "",
        note=answer.note,
        evidence=tuple(map(piece_of, answer.evidence)),
    )


def piece_of(evidence: Evidence) -> Piece:
    """A piece of evidence as a pack has it."""
    return Piece(evidence.title, evidence.location, evidence.effective, evidence.valid_until)


def roles_held(
    person: str, catalogue: Catalogue, assessment: Assessment, decisions: PlanDecisions
) -> tuple[str, ...]:
    """The catalogue's roles a person holds, by the plan's owners and the interviews."""
    held = {
        role.casefold()
        for name, role in named_roles(assessment, decisions)
        if name.casefold() == person.casefold()
    }
    return tuple(role for role in catalogue.edition.roles if role.casefold() in held)


def named_roles(assessment: Assessment, decisions: PlanDecisions) -> list[tuple[str, str]]:
    """Everyone who is named with a role."""
    owners = [(owner.name, owner.role) for owner in decisions.owners if owner.name]
    return [*owners, *((each.name, each.role) for each in assessment.interviews if each.role)]
