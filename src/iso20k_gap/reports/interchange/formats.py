"""Every form an assessment or a catalogue is exchanged in, and what draws each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iso20k_gap.reports.interchange import (
    answers_csv,
    ciso_framework,
    ciso_mapping,
    hdf,
)
from iso20k_gap.reports.interchange.oscal import catalog, mapping, poam, results

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from iso20k_gap.core.catalogue import Catalogue
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.mapping import EditionMapping
    from iso20k_gap.core.plan import Plan


@dataclass(frozen=True)
class Standard:
    """What documents about an edition are made of; `editions` is the other one and the way."""

    catalogue: Catalogue
    editions: tuple[Catalogue, EditionMapping]
    date: date


@dataclass(frozen=True)
class Case:
    """What documents about an assessment are made of; `plan` makes the plan where one is told."""

    evaluation: Evaluation
    plan: Callable[[], Plan]
    redacted: bool = False
    guarded: bool = True


OF_EDITIONS: dict[str, Callable[[Standard], bytes]] = {
    "oscal-catalog": lambda it: catalog.render(it.catalogue, it.date),
    "oscal-mapping": lambda it: mapping.render(it.catalogue, it.editions, it.date),
    "ciso-framework": lambda it: ciso_framework.render(it.catalogue, it.date),
    "ciso-mapping": lambda it: ciso_mapping.render(it.catalogue, it.editions, it.date),
}

OF_ASSESSMENTS: dict[str, Callable[[Case], bytes]] = {
    "oscal-ar": lambda it: results.render(it.evaluation, redacted=it.redacted),
    "oscal-poam": lambda it: poam.render(it.evaluation, it.plan(), redacted=it.redacted),
    "hdf": lambda it: hdf.render(it.evaluation, redacted=it.redacted),
    "csv": lambda it: answers_csv.render(it.evaluation, guarded=it.guarded),
}
