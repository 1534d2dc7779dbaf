"""The mappings of an edition as mapping sets for CISO Assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.mapping import Kind
from iso20k_gap.reports.interchange.ciso_library import (
    ISO27001,
    PACKAGER,
    Framework,
    dump,
    framework_of,
    head,
)
from iso20k_gap.reports.interchange.standards import ISO27001 as SECURITY
from iso20k_gap.reports.interchange.standards import pointing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.catalogue import Catalogue
    from iso20k_gap.core.mapping import EditionMapping, Link

OVERLAP = "intersect"
RELATIONSHIPS = {
    Kind.KEPT: "equal",
    Kind.MOVED: OVERLAP,
    Kind.SPLIT: OVERLAP,
    Kind.JOINED: OVERLAP,
}
SEMANTIC = "semantic"


def render(catalogue: Catalogue, editions: tuple[Catalogue, EditionMapping], on: date) -> bytes:
    """The mapping sets of an edition; `editions` is the other edition and the way between both."""
    other, mapping = editions
    edition = catalogue.edition
    ours, theirs = framework_of(edition), framework_of(other.edition)
    old, new = (theirs, ours) if other.edition.id == mapping.origin else (ours, theirs)
    known = catalogue if edition.id == mapping.target else other
    ref_id = f"iso20000-1-{edition.id}-mappings"
    told = {
        "ref_id": ref_id,
        "name": f"Mappings of {edition.label}",
        "description": mapping.note,
    }
    sets = [
        _set(old, new, mapping.note, _links(mapping, known, (old, new))),
        *_both_ways(catalogue, ours),
    ]
    return dump(
        {
            **head(f"urn:{PACKAGER}:risk:library:{ref_id}", edition, on, **told),
            "dependencies": [old.library, new.library, ISO27001.library],
            "objects": {"requirement_mapping_sets": sets},
        }
    )


def _set(source: Framework, target: Framework, what: str, rows: list[Any]) -> dict[str, Any]:
    name = f"{source.name}-to-{target.name}"
    return {
        "urn": f"urn:{PACKAGER}:risk:req_mapping_set:{name}",
        "ref_id": name,
        "name": f"{source.name} to {target.name}",
        "description": what,
        "source_framework_urn": source.urn,
        "target_framework_urn": target.urn,
        "requirement_mappings": rows,
    }


def _row(source: str, target: str, relationship: str, annotation: str) -> dict[str, str]:
    row = {
        "source_requirement_urn": source,
        "target_requirement_urn": target,
        "relationship": relationship,
        "rationale": SEMANTIC,
        "annotation": annotation,
    }
    return {key: value for key, value in row.items() if value}


def _links(
    mapping: EditionMapping, known: Catalogue, ends: tuple[Framework, Framework]
) -> list[dict[str, str]]:
    """One row for each parent of a requirement; what is new or dropped has none."""
    links = (each for each in mapping.links if each.kind in RELATIONSHIPS)
    return [row for link in links if link.to in known.by_id for row in _parents(link, ends)]


def _parents(link: Link, ends: tuple[Framework, Framework]) -> Iterator[dict[str, str]]:
    old, new = ends
    for origin in link.origins:
        target = new.node(link.to or "")
        yield _row(old.node(origin), target, RELATIONSHIPS[link.kind], link.ask)


def _both_ways(catalogue: Catalogue, ours: Framework) -> Iterator[dict[str, Any]]:
    """Clause by clause to ISO/IEC 27001 and back: for reading, no result is carried by it."""
    what = (
        f"Where clauses of {catalogue.edition.label} and {SECURITY.label} share a topic. Clause by "
        "clause, so that no result is copied: the demands are not the same."
    )
    rows = [
        (ours.node(clause.id), ISO27001.node(target), clause.shared.note)
        for clause, targets in pointing(catalogue.lowest, SECURITY)
        for target in targets
    ]
    there = [_row(source, target, OVERLAP, note) for source, target, note in rows]
    back = [_row(target, source, OVERLAP, note) for source, target, note in rows]
    yield _set(ours, ISO27001, what, there)
    yield _set(ISO27001, ours, what, back)
