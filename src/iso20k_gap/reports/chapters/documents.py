"""The register of documented information: what is due, and whether it was seen."""

from dataclasses import dataclass
from itertools import groupby

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import DocumentKind, Requirement
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.answers import EvidenceView, Register

STANDINGS = {
    "present": ("✓", "evidence that is current today is on record"),
    "out of date": ("▼", "evidence is on record, but none of it counts today"),
    "missing": ("✗", "the requirement is rated, and no evidence is on record"),
    "not rated": ("○", "nobody has looked yet"),
    "no occurrence": ("∅", "there was no case it could stem from"),
}


@dataclass(frozen=True)
class DocumentView:
    """A document or record that a requirement calls for."""

    name: str
    kind: str
    requirement: str
    standing: str
    mark: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class GroupDocuments:
    """The documents and records of a clause group."""

    id: str
    title: str
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True)
class DocumentsChapter:
    """The whole register with its counts and what each standing means."""

    lead: str
    counts: tuple[tuple[str, str, int, str], ...]
    groups: tuple[GroupDocuments, ...]


def documents_chapter(evaluation: Evaluation, evidence: Register) -> DocumentsChapter:
    """List every requirement that calls for a document or a record."""
    views = {
        each.id: _document(evaluation, each, evidence)
        for each in evaluation.catalogue.requirements
        if each.documented.kind is not DocumentKind.NONE
    }
    by_group = groupby(
        views.values(),
        key=lambda each: (
            evaluation.catalogue.clause_by_id[each.requirement.partition("-")[0]].group
        ),
    )
    titles = evaluation.catalogue.clause_by_id
    counts = tuple(
        (mark, name, sum(1 for each in views.values() if each.standing == name), meaning)
        for name, (mark, meaning) in STANDINGS.items()
    )
    present = counts[0][2]
    return DocumentsChapter(
        lead=f"A document or a record is due for {words.counted(len(views), 'requirement')}; "
        f"for {present or 'none'} of them current evidence is on record.",
        counts=counts,
        groups=tuple(
            GroupDocuments(group, titles[group].title, tuple(members))
            for group, members in by_group
        ),
    )


def _document(evaluation: Evaluation, requirement: Requirement, evidence: Register) -> DocumentView:
    answer = evaluation.assessment.answers.get(requirement.id)
    stands = standing(evaluation, answer)
    return DocumentView(
        name=words.capital(requirement.documented.name),
        kind=requirement.documented.kind.value,
        requirement=requirement.id,
        standing=stands,
        mark=STANDINGS[stands][0],
        evidence=evidence.views(answer),
    )


def standing(evaluation: Evaluation, answer: Answer | None) -> str:
    """How the documented information behind an answer stands."""
    if answer is None:
        return "not rated"
    if answer.has_current_evidence(evaluation.date):
        return "present"
    if answer.rated is None:
        return "no occurrence"
    return "out of date" if answer.evidence else "missing"
