"""The catalogue as an OSCAL catalog: clauses are groups, requirements are controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import DocumentKind
from iso20k_gap.core.record import clause_key
from iso20k_gap.reports.interchange.identity import SPACE
from iso20k_gap.reports.interchange.oscal.document import OWN_WORDS, document, metadata
from iso20k_gap.reports.interchange.oscal.values import bullets, filled, line, lines, prop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.catalogue import (
        Catalogue,
        Clause,
        RemedialAction,
        Requirement,
        Sentence,
    )

RMF = "http://csrc.nist.gov/ns/rmf"
"""NIST's namespace of assessment methods."""


def render(catalogue: Catalogue, on: date) -> bytes:
    """The catalogue of an edition as OSCAL."""
    edition = catalogue.edition
    known = [prop("edition", edition.id), prop("edition-published", edition.published)]
    amended = [prop("amendment", each.label) for each in edition.amendments]
    about = metadata(
        f"{edition.label}, {edition.title}",
        str(edition.version),
        on,
        props=[*known, prop("edition-status", edition.status), *amended],
        remarks=lines("\n".join((OWN_WORDS, *edition.provenance, edition.counting))),
    )
    groups = [_group(catalogue, each) for each in _children(catalogue, "")]
    return document("catalog", {"metadata": about, "groups": groups})


def group_id(clause: str) -> str:
    """The id of a clause's group: `c8.6.1`."""
    return f"c{clause}"


def control_id(requirement: str) -> str:
    """The id of a requirement's control: `r8.6.1-03`."""
    return f"r{requirement}"


def objective_id(requirement: str) -> str:
    """The id of what a finding about a requirement is about: `r8.6.1-03_obj`."""
    return f"{control_id(requirement)}_obj"


def _children(catalogue: Catalogue, parent: str) -> Iterator[Clause]:
    return (each for each in catalogue.clauses if each.id.rpartition(".")[0] == parent)


def _group(catalogue: Catalogue, clause: Clause) -> dict[str, Any]:
    """A clause with the clauses below it, or with its requirements."""
    facts = {"owner": clause.owner, "measure": clause.measure}
    practices = [prop("itil-practice", each) for each in clause.practices]
    parts = [*_about(clause), *(_remedial(each) for each in clause.actions)]
    return filled(
        {
            "id": group_id(clause.id),
            "class": "clause",
            "title": line(clause.title),
            "props": [
                *_labels(clause.id),
                *(prop(name, value) for name, value in facts.items() if value),
                *practices,
            ],
            "parts": parts,
            "groups": [_group(catalogue, each) for each in _children(catalogue, clause.id)],
            "controls": [
                _control(f"{clause.id}:{number}", clause, sentence, each)
                for number, sentence in enumerate(clause.sentences, start=1)
                for each in sentence.requirements
            ],
        }
    )


def _labels(identifier: str) -> list[dict[str, str]]:
    """What people call it, and what puts it in the standard's order."""
    order = ".".join(f"{max(number, 0):02}" for number in clause_key(identifier))
    return [{"name": "label", "value": identifier}, {"name": "sort-id", "value": order}]


def _about(clause: Clause) -> list[dict[str, Any]]:
    told = "\n".join(text for text in (clause.goal, clause.note) if text)
    name = f"{group_id(clause.id)}_ovw"
    return [{"id": name, "name": "overview", "prose": lines(told)}] if told else []


def _remedial(action: RemedialAction) -> dict[str, Any]:
    effort = action.effort
    days = {"low": effort.low, "likely": effort.likely, "high": effort.high}
    return {
        "id": f"a{action.id}",
        "name": "remedial-action",
        "ns": SPACE,
        "title": line(action.title),
        "props": [
            prop("label", action.id),
            prop("deliverable", action.deliverable),
            prop("phase", action.phase.value),
            prop("pdca", action.pdca.value),
            *(
                prop("effort", f"{value:g}", "Person-days, a planning assumption.", kind)
                for kind, value in days.items()
            ),
        ],
        "prose": bullets(action.activities),
    }


def _control(key: str, clause: Clause, sentence: Sentence, each: Requirement) -> dict[str, Any]:
    name = control_id(each.id)
    objects = {"name": "assessment-objects", "prose": bullets(each.evidence)}
    examine = {"name": "method", "ns": RMF, "value": "EXAMINE"}
    parts = [
        *([{"id": f"{name}_ovw", "name": "overview", "prose": lines(sentence.lead)}]
          if sentence.lead else []),
        {"id": f"{name}_smt", "name": "statement", "prose": lines(each.statement)},
        {"id": f"{name}_gdn", "name": "guidance", "prose": lines(each.guidance)},
        {"id": objective_id(each.id), "name": "assessment-objective",
         "prose": lines(each.question)},
        {"id": f"{name}_mtd", "name": "assessment-method", "props": [examine], "parts": [objects]},
        *_ratings(each),
        {"id": f"{name}_rem", "name": "remedy", "ns": SPACE, "prose": lines(each.remedy)},
    ]  # fmt: skip
    return {
        "id": name,
        "class": "requirement",
        "title": line(f"{each.short} {clause.title}"),
        "props": [*_labels(each.id), *_facts(key, each)],
        "parts": parts,
    }


def _ratings(each: Requirement) -> Iterator[dict[str, Any]]:
    """What fully, largely and partly look like."""
    for rating, told in each.ratings.model_dump().items():
        name = f"{control_id(each.id)}_rating-{rating.lower()}"
        yield {"id": name, "name": "rating", "ns": SPACE, "class": rating, "prose": lines(told)}


def _facts(key: str, each: Requirement) -> Iterator[dict[str, Any]]:
    documented = each.documented
    yield prop("sentence", key)
    yield prop("stage", each.stage)
    yield prop("essential", each.essential)
    yield prop("documented", documented.kind.value)
    if documented.kind is not DocumentKind.NONE:
        yield prop("documented-name", documented.name)
    yield prop("others-may-perform", each.others)
    yield prop("owner", each.owner)
    yield prop("remedial-action", each.action)
    if each.no_occurrence:
        yield prop("no-occurrence", each.no_occurrence)
    if each.since:
        yield prop("since", each.since)
    yield from (prop("tag", tag) for tag in each.tags)
