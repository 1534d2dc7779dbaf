"""What became of each requirement of 2011, and where ISO 9001 and ISO/IEC 27001 meet ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.mapping import Kind
from iso20k_gap.reports.interchange.identity import uuid_of
from iso20k_gap.reports.interchange.oscal.catalog import control_id
from iso20k_gap.reports.interchange.oscal.document import (
    OWN_WORDS,
    Resource,
    catalogue_resource,
    document,
    metadata,
)
from iso20k_gap.reports.interchange.oscal.values import filled, lines, prop
from iso20k_gap.reports.interchange.standards import STANDARDS, Standard, pointing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from iso20k_gap.core.catalogue import Catalogue, Clause
    from iso20k_gap.core.mapping import EditionMapping, Link

OVERLAP = "intersects-with"
RELATIONSHIPS = {
    Kind.KEPT: "equivalent-to",
    Kind.MOVED: OVERLAP,
    Kind.SPLIT: OVERLAP,
    Kind.JOINED: OVERLAP,
}
"""What we can vouch for: only where an answer still means the same is it more than an overlap."""

HOW = {"method": "human", "matching-rationale": "semantic"}
DESCRIPTION = (
    "Our own reading, by meaning. 'equivalent-to' is said only where an answer still means the "
    "same; whatever was moved, widened, split or joined only 'intersects-with'. Requirements with "
    "no honest counterpart are listed as unmapped. No answer is carried over by this mapping "
    "alone: confirm every one."
)
SHARED = (
    "A clause of ours as a whole meets clauses of the other standard: all its requirements stand "
    "as sources of one entry. The topic is shared, the demands are not the same, and meeting one "
    "standard is no proof of the other."
)


def render(catalogue: Catalogue, editions: tuple[Catalogue, EditionMapping], on: date) -> bytes:
    """The mappings of an edition; `editions` is the other edition and the way between the two."""
    other, mapping = editions
    old, new = (other, catalogue) if other.edition.id == mapping.origin else (catalogue, other)
    ours = catalogue_resource(catalogue.edition)
    resources = [ours, catalogue_resource(other.edition), *map(_standard, STANDARDS)]
    about = metadata(
        f"Mappings of {catalogue.edition.label}",
        str(catalogue.edition.version),
        on,
        remarks=lines(OWN_WORDS),
    )
    body = {
        "metadata": about,
        "provenance": {
            **HOW,
            "status": "complete",
            "confidence-score": {"category": "medium"},
            "mapping-description": lines(f"{DESCRIPTION}\n{mapping.note}"),
        },
        "mappings": [
            _between_editions(mapping, old, new),
            *(_to_standard(catalogue, each) for each in STANDARDS),
        ],
        "back-matter": {"resources": [each.data() for each in resources]},
    }
    return document("mapping-collection", body)


def _standard(standard: Standard) -> Resource:
    told = f"{standard.title}. Only its clause numbers are used here; its text is ISO's."
    return Resource(uuid_of("standard", standard.id), standard.label, told, standard.page)


def _reference(resource: Resource) -> dict[str, str]:
    return {"type": "catalog", "href": resource.address}


def _gap(key: Sequence[str], controls: Iterable[str]) -> dict[str, Any] | None:
    """What a mapping leaves out on one side."""
    ids = [control_id(each) for each in controls]
    return {"uuid": uuid_of("gap", *key), "unmapped-controls": [{"with-ids": ids}]} if ids else None


def _between_editions(mapping: EditionMapping, old: Catalogue, new: Catalogue) -> dict[str, Any]:
    key = (mapping.origin, mapping.target)
    links = [each for each in mapping.links if each.to is None or each.to in new.by_id]
    dropped = [each for link in mapping.of_kind(Kind.DROPPED) for each in link.origins]
    return filled(
        {
            "uuid": uuid_of("mapping", *key),
            **HOW,
            "status": "complete",
            "source-resource": _reference(catalogue_resource(old.edition)),
            "target-resource": _reference(catalogue_resource(new.edition)),
            "maps": [_entry(key, each) for each in links if each.kind in RELATIONSHIPS],
            "mapping-description": lines(mapping.note),
            "source-gap-summary": _gap((*key, "source"), dropped),
            "target-gap-summary": _gap(
                (*key, "target"), [each.to for each in links if each.kind is Kind.NEW and each.to]
            ),
        }
    )


def _entry(key: tuple[str, str], link: Link) -> dict[str, Any]:
    """One link; what must be asked anew is a requirement on the target."""
    asked = {
        "subject": "target",
        "predicate": "has-requirement",
        "category": "addressable",
        "description": lines(link.ask),
    }
    return {
        "uuid": uuid_of("map", *key, link.to or ""),
        "relationship": RELATIONSHIPS[link.kind],
        "sources": [_item(each) for each in link.origins],
        "targets": [_item(link.to or "")],
        "qualifiers": [asked],
        "props": [prop("kind", link.kind.value)],
    }


def _item(requirement: str) -> dict[str, str]:
    return {"type": "control", "id-ref": control_id(requirement)}


def _to_standard(catalogue: Catalogue, standard: Standard) -> dict[str, Any]:
    key = (catalogue.edition.id, standard.id)
    found = list(pointing(catalogue.lowest, standard))
    mapped = {clause.id for clause, _ in found}
    rest = [each.id for each in catalogue.requirements if each.clause not in mapped]
    return filled(
        {
            "uuid": uuid_of("mapping", *key),
            **HOW,
            "status": "not-complete",
            "source-resource": _reference(catalogue_resource(catalogue.edition)),
            "target-resource": _reference(_standard(standard)),
            "maps": [_shared(key, clause, targets) for clause, targets in found],
            "mapping-description": lines(SHARED),
            "source-gap-summary": _gap((*key, "source"), rest),
        }
    )


def _shared(key: tuple[str, str], clause: Clause, targets: tuple[str, ...]) -> dict[str, Any]:
    note = clause.shared.note
    return filled(
        {
            "uuid": uuid_of("map", *key, clause.id),
            "relationship": OVERLAP,
            "sources": [_item(each.id) for each in clause.requirements],
            "targets": [{"type": "control", "id-ref": each} for each in targets],
            "props": [prop("clause", clause.id)],
            "remarks": lines(note) if note else "",
        }
    )
