"""Answers and remarks as OSCAL's observations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.assessment import SELF
from iso20k_gap.reports import words
from iso20k_gap.reports.interchange.links import web_address
from iso20k_gap.reports.interchange.oscal.people import ASSESSOR
from iso20k_gap.reports.interchange.oscal.values import (
    can_write,
    filled,
    line,
    lines,
    moment,
    prop,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.assessment import Answer, Evidence
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.reports.interchange.oscal.teller import Teller

EXAMINED, UNKNOWN = "EXAMINE", "UNKNOWN"


def observation(teller: Teller, requirement: Requirement, answer: Answer) -> dict[str, Any]:
    """An answer as an observation; it was examined where evidence was seen, else who knows how."""
    clause = teller.evaluation.catalogue.clause_by_id[requirement.clause]
    seen = any(each.seen for each in answer.evidence)
    on = teller.evaluation.date
    day = answer.rated_on
    return filled(
        {
            "uuid": teller.uuid("observation", requirement.id),
            "title": line(f"{requirement.short} {clause.title}"),
            "description": lines(f"{teller.rated(answer)}\n{answer.note}"),
            "props": list(_props(teller, answer)),
            "methods": [EXAMINED if seen else UNKNOWN],
            "types": ["control-objective"],
            "origins": _origins(teller, answer),
            "subjects": [_performer(teller, answer)],
            "relevant-evidence": [_evidence(each, on) for each in answer.evidence],
            "collected": moment(day if day and can_write(day) else on),
        }
    )


def remarks(teller: Teller) -> Iterator[dict[str, Any]]:
    """The strengths and observations the assessors wrote."""
    assessment = teller.evaluation.assessment
    kinds = {"strength": assessment.strengths, "observation": assessment.observations}
    for kind, told in kinds.items():
        for number, each in enumerate(told, start=1):
            yield {
                "uuid": teller.uuid("remark", kind, each.clause, str(number)),
                "title": line(f"{words.capital(kind)}, clause {each.clause}"),
                "description": lines(each.text),
                "props": [prop("remark", kind), prop("clause", each.clause)],
                "methods": [UNKNOWN],
                "types": ["discovery"],
                "collected": moment(teller.evaluation.date),
            }


def _props(teller: Teller, answer: Answer) -> Iterator[dict[str, Any]]:
    yield prop("rating", answer.rating)
    if answer.rated is not None:
        yield prop("value", float(teller.evaluation.rulebook.scale.value(answer.rated)))
    yield prop("performed-by", answer.performed_by)
    unconfirmed = "" if answer.confirmed else "Taken over and not yet confirmed."
    yield prop("confirmed", answer.confirmed, unconfirmed)
    given = {
        "rated-by": answer.rated_by,
        "rated-on": answer.rated_on,
        "carried-from": answer.origin,
    }
    yield from (prop(name, each) for name, each in given.items() if each)


def _origins(teller: Teller, answer: Answer) -> list[dict[str, Any]]:
    if not answer.rated_by.strip():
        return teller.tool
    uuid = teller.people.person(answer.rated_by)
    return [{"actors": [{"type": "party", "actor-uuid": uuid, "role-id": ASSESSOR}]}]


def _performer(teller: Teller, answer: Answer) -> dict[str, Any]:
    assessment = teller.evaluation.assessment
    names = {each.id: each.name for each in assessment.parties}
    names[SELF] = assessment.organisation.name
    uuid = teller.people.party(answer.performed_by)
    return {"subject-uuid": uuid, "type": "party", "title": line(names[answer.performed_by])}


def _evidence(piece: Evidence, on: date) -> dict[str, Any]:
    """A piece of evidence; its place is a link only if it is on the web."""
    address = web_address(piece.location)
    elsewhere = f"Kept at: {piece.location}" if piece.location and not address else ""
    facts = {
        "effective": piece.effective,
        "valid-until": piece.valid_until,
        "sha-256": piece.sha256,
    }
    return filled(
        {
            "href": address,
            "description": lines(piece.title),
            "props": [
                prop("seen", piece.seen),
                prop("current", piece.is_current(on)),
                *(prop(name, value) for name, value in facts.items() if value),
            ],
            "remarks": lines(elsewhere) if elsewhere else "",
        }
    )
