"""The register of documented information: what is due, and whether it was seen."""

from dataclasses import dataclass
from itertools import groupby

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import DocumentKind, Requirement
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.answers import EvidenceView, Register

STANDINGS = {
    N_("present"): ("✓", N_("evidence that is current today is on record")),
    N_("out of date"): ("▼", N_("evidence is on record, but none of it counts today")),
    N_("missing"): ("✗", N_("the requirement is rated, and no evidence is on record")),
    N_("not rated"): ("○", N_("nobody has looked yet")),
    N_("no occurrence"): ("∅", N_("there was no case it could stem from")),
}
"""How the documented information behind a requirement stands; said where it is shown."""


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
        (mark, name, sum(1 for each in views.values() if each.standing == name), _(meaning))
        for name, (mark, meaning) in STANDINGS.items()
    )
    return DocumentsChapter(
        lead=_lead(len(views), counts[0][2]),
        counts=counts,
        groups=tuple(
            GroupDocuments(group, titles[group].title, tuple(members))
            for group, members in by_group
        ),
    )


def _lead(due: int, present: int) -> str:
    if not present:
        return words.counted(
            due,
            "A document or a record is due for {count} requirement; "
            "for none of them current evidence is on record.",
            "A document or a record is due for {count} requirements; "
            "for none of them current evidence is on record.",
        )
    return words.counted(
        due,
        "A document or a record is due for {count} requirement; "
        "for {present} of them current evidence is on record.",
        "A document or a record is due for {count} requirements; "
        "for {present} of them current evidence is on record.",
        present=present,
    )


def _document(evaluation: Evaluation, requirement: Requirement, evidence: Register) -> DocumentView:
    answer = evaluation.assessment.answers.get(requirement.id)
    stands = standing(evaluation, answer)
    return DocumentView(
        name=words.capital(requirement.documented.name),
        kind=_(words.DOCUMENT_KINDS[requirement.documented.kind]),
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
