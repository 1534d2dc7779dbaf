"""The catalogue as a framework for CISO Assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import DocumentKind
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating
from iso20k_gap.reports import words
from iso20k_gap.reports.interchange.ciso_library import dump, framework_of, head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.catalogue import Catalogue, Clause, Requirement, Sentence
    from iso20k_gap.reports.interchange.ciso_library import Framework

GROUPS = (
    ("S1", "Stage 1", "Looked at in the Stage 1 audit, mostly by reading documents."),
    ("S2", "Stage 2", "Looked at in the Stage 2 audit, in operation."),
    ("DOC", "Documents", "A document must exist."),
    ("REC", "Records", "A record must exist."),
    ("ESS", "Essential", "Absence alone would be a major nonconformity."),
)
"""Implementation groups: an audit may be cut down to some of them."""

NAMES = {
    Rating.N: "N, not achieved",
    Rating.P: "P, partially achieved",
    Rating.L: "L, largely achieved",
    Rating.F: "F, fully achieved",
}
RESULTS = {Rating.N: False, Rating.F: True}
"""What an answer makes of the result; P and L decide nothing, as neither yes nor no is true."""


def render(catalogue: Catalogue, on: date) -> bytes:
    """The framework as a library in YAML."""
    edition = catalogue.edition
    framework = framework_of(edition)
    told = {
        "ref_id": f"ISO-IEC-20000-1-{edition.id}",
        "name": f"{edition.label}, in our own words",
        "description": f"{edition.title}. {words.capital(edition.status)}. {edition.counting}",
    }
    body = {
        "urn": framework.urn,
        **told,
        "min_score": 0,
        "max_score": len(NAMES) - 1,
        "scores_definition": [
            {"score": score, "name": rating.value, "description": name}
            for score, (rating, name) in enumerate(NAMES.items())
        ],
        "implementation_groups_definition": [
            {"ref_id": ref_id, "name": name, "description": what} for ref_id, name, what in GROUPS
        ],
        "requirement_nodes": list(_nodes(catalogue, framework)),
    }
    return dump({**head(framework.library, edition, on, **told), "objects": {"framework": body}})


def _nodes(catalogue: Catalogue, framework: Framework) -> Iterator[dict[str, Any]]:
    for clause in catalogue.clauses:
        yield _clause(clause, framework)
        for sentence in clause.sentences:
            for each in sentence.requirements:
                yield _requirement(each, sentence, framework)


def _depth(clause: str) -> int:
    return clause.count(".") + 1


def _clause(clause: Clause, framework: Framework) -> dict[str, Any]:
    parent = clause.id.rpartition(".")[0]
    node = {
        "urn": framework.node(clause.id),
        "assessable": False,
        "depth": _depth(clause.id),
        "parent_urn": framework.node(parent) if parent else "",
        "ref_id": clause.id,
        "name": clause.title,
        "description": clause.goal,
        "annotation": clause.note,
    }
    return {key: value for key, value in node.items() if value != ""}


def _requirement(each: Requirement, sentence: Sentence, framework: Framework) -> dict[str, Any]:
    urn = framework.node(each.id)
    annotation = (sentence.lead, each.guidance, f"To close a gap: {each.remedy}")
    return {
        "urn": urn,
        "assessable": True,
        "depth": _depth(each.clause) + 1,
        "parent_urn": framework.node(each.clause),
        "ref_id": each.id,
        "description": each.statement,
        "annotation": "\n\n".join(text for text in annotation if text),
        "typical_evidence": "\n".join(f"- {piece}" for piece in each.evidence),
        "implementation_groups": list(_groups(each)),
        "questions": {
            f"{urn}:question:1": {
                "type": "unique_choice",
                "text": each.question,
                "choices": list(_choices(each, f"{urn}:question:1")),
            }
        },
    }


def _groups(each: Requirement) -> Iterator[str]:
    yield f"S{each.stage}"
    if each.documented.kind is not DocumentKind.NONE:
        yield "DOC" if each.documented.kind is DocumentKind.DOCUMENT else "REC"
    if each.essential:
        yield "ESS"


def _choices(each: Requirement, question: str) -> Iterator[dict[str, Any]]:
    """The four ratings with what each looks like, and no occurrence where it is allowed."""
    looks = each.ratings.model_dump()
    for score, (rating, name) in enumerate(NAMES.items()):
        choice = {"urn": f"{question}:choice:{rating.value.lower()}", "value": name}
        if rating.value in looks:
            choice["description"] = looks[rating.value]
        result = {"compute_result": RESULTS[rating]} if rating in RESULTS else {}
        yield {**choice, "add_score": score, **result}
    if each.no_occurrence:
        urn = f"{question}:choice:{NO_OCCURRENCE}"
        yield {"urn": urn, "value": "No occurrence", "description": each.no_occurrence}
