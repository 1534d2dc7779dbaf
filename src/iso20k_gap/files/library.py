"""What ships with the program: editions, scales, rules and questionnaires, as records.

What few commands need is imported where it is read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from iso20k_gap.core.catalogue import Catalogue, Clause, Edition
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.evaluation import Rulebook
from iso20k_gap.core.findings import FindingRules
from iso20k_gap.core.rating import Scale
from iso20k_gap.core.readiness import ReadinessRules
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import compiled, vocabulary, yaml_file
from iso20k_gap.language import ENGLISH, current
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from iso20k_gap.core.assessment import Assessment
    from iso20k_gap.core.mapping import EditionMapping
    from iso20k_gap.core.questionnaire import Questionnaire

Kind = TypeVar("Kind", bound=BaseModel)

EDITIONS = vocabulary.EDITIONS
CLAUSE_FILES = "[0-9]*.yaml"


def load_catalogue(edition: str, *, amendments: bool = True) -> Catalogue:
    """The catalogue of a shipped edition, by its id (`2018`), with its amendments or without.

    What the language spoken has no words for stands in English.

    Raises:
        InputError: there is no such edition, or its files are broken.
    """
    return _catalogue_in(current().code, edition, amendments)


@cache
def _catalogue_in(language: str, edition: str, amendments: bool) -> Catalogue:  # noqa: FBT001
    del language  # what is kept is kept for this language
    return _spoken(shipped_catalogue(edition, amendments=amendments))


@cache
def shipped_catalogue(edition: str, *, amendments: bool = True) -> Catalogue:
    """The catalogue of a shipped edition as it was written, in English.

    Raises:
        InputError: there is no such edition, or its files are broken.
    """
    if edition not in EDITIONS:
        raise InputError(_unknown("edition", edition, EDITIONS))
    if not amendments:
        from iso20k_gap.core.editions import without_amendments  # noqa: PLC0415 - seldom needed

        return without_amendments(shipped_catalogue(edition))
    folder = data_root() / "clauses" / EDITIONS[edition]
    sources = [folder / "edition.yaml", *folder.glob(CLAUSE_FILES)]
    return compiled.load(Catalogue, sources, lambda: read_catalogue(folder))


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`: its `edition.yaml` and one file per clause or clause group.

    Raises:
        InputError: every complaint about every file.
    """
    edition = yaml_file.record(Edition, yaml_file.read(folder / "edition.yaml"))
    clauses: list[Clause] = []
    complaints: list[Complaint] = []
    for path in sorted(folder.glob(CLAUSE_FILES)):
        try:
            clauses += read_clauses(path)
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return Catalogue(edition=edition, clauses=tuple(clauses))


def read_clauses(path: Path) -> list[Clause]:
    """The clauses in one file of a catalogue.

    Raises:
        InputError: every complaint about the file.
    """
    document = yaml_file.read(path)
    entries: Any = document.data.get("clauses") if isinstance(document.data, dict) else None
    if not isinstance(entries, list):
        raise InputError(document.complaint((), "a list under 'clauses' is missing"))
    clauses: list[Clause] = []
    complaints: list[Complaint] = []
    for number, entry in enumerate(entries):
        try:
            clauses.append(Clause.model_validate(entry))
        except ValidationError as error:
            complaints += yaml_file.complaints_of(error, document, ("clauses", number))
    if complaints:
        raise InputError(*complaints)
    return clauses


def _spoken(record: Kind) -> Kind:
    """A shipped record in the language spoken."""
    if current() is ENGLISH:
        return record
    from iso20k_gap.files import translations  # noqa: PLC0415 - for other languages only

    return translations.spoken(record)


def _spoken_rules(rules: Rulebook) -> Rulebook:
    """A rulebook in the language spoken."""
    if current() is ENGLISH:
        return rules
    from iso20k_gap.files import translations  # noqa: PLC0415 - for other languages only

    return translations.spoken_rules(rules)


def _shipped(kind: type[Kind], path: Path) -> Kind:
    """The record in a shipped file."""
    return compiled.load(kind, [path], lambda: yaml_file.record(kind, yaml_file.read(path)))


def load_scale(name: str) -> Scale:
    """A shipped scale by its id (`nplf`), in the language spoken.

    Raises:
        InputError: there is no such scale.
    """
    return _spoken(shipped_scale(name))


@cache
def shipped_scale(name: str) -> Scale:
    """A shipped scale as it was written.

    Raises:
        InputError: there is no such scale.
    """
    known = scale_names()
    if name not in known:
        raise InputError(_unknown("scale", name, known))
    return _shipped(Scale, data_root() / "clauses" / "scales" / f"{name}.yaml")


def scale_names() -> list[str]:
    """The ids of the shipped scales."""
    return sorted(path.stem for path in (data_root() / "clauses" / "scales").glob("*.yaml"))


def scale_for(assessment: Assessment, name: str = "") -> Scale:
    """The scale an assessment is read by, or the one called `name`; its own win over shipped ones.

    Raises:
        InputError: there is no such scale.
    """
    wanted = name or assessment.scale
    own = {scale.id: scale for scale in assessment.scales}
    return own[wanted] if wanted in own else load_scale(wanted)


def rulebook_for(assessment: Assessment, scale: str = "") -> Rulebook:
    """The rules an assessment is judged by, under its own scale or the one called `scale`.

    Raises:
        InputError: there is no such scale.
    """
    shipped = load_rulebook(assessment.edition, "nplf")
    return replace(shipped, scale=scale_for(assessment, scale))


def load_rulebook(edition: str, scale: str) -> Rulebook:
    """The shipped rules for an edition under a scale, in the language spoken.

    Raises:
        InputError: there is no such edition or scale.
    """
    return _spoken_rules(shipped_rulebook(edition, scale))


@cache
def shipped_rulebook(edition: str, scale: str) -> Rulebook:
    """The shipped rules for an edition under a scale, as they were written.

    Raises:
        InputError: there is no such edition or scale.
    """
    rules = data_root() / "clauses" / "rules"
    return Rulebook(
        scale=shipped_scale(scale),
        findings=_shipped(FindingRules, rules / "findings.yaml"),
        readiness=_shipped(ReadinessRules, rules / f"readiness-{edition}.yaml"),
    )


def load_mapping(origin: str, target: str) -> EditionMapping:
    """The shipped way from one edition to another, in the language spoken.

    Raises:
        InputError: there is none.
    """
    return _spoken(shipped_mapping(origin, target))


@cache
def shipped_mapping(origin: str, target: str) -> EditionMapping:
    """The shipped way from one edition to another, as it was written.

    Raises:
        InputError: there is none.
    """
    from iso20k_gap.core.mapping import EditionMapping  # noqa: PLC0415 - seldom needed

    path = data_root() / "clauses" / "mappings" / f"{origin}-to-{target}.yaml"
    if not path.is_file():
        what = f"there is no way from edition {origin} to {target}"
        raise InputError(Complaint(what, "assessments of 2011 can be migrated to 2018"))
    return _shipped(EditionMapping, path)


def load_questionnaire(edition: str, name: str) -> Questionnaire:
    """A shipped questionnaire by its id (`full`, `screening`), in the language spoken.

    Raises:
        InputError: the edition has no such questionnaire.
    """
    return _spoken(shipped_questionnaire(edition, name))


@cache
def shipped_questionnaire(edition: str, name: str) -> Questionnaire:
    """A shipped questionnaire as it was written.

    Raises:
        InputError: the edition has no such questionnaire.
    """
    from iso20k_gap.core.questionnaire import Questionnaire  # noqa: PLC0415 - for interviews only

    folder = data_root() / "questionnaires"
    paths = sorted(folder.glob(f"*-{edition}.yaml"))
    found = {each.stem.rpartition("-")[0]: each for each in paths}
    if name not in found:
        known = list(found)
        what = f"edition {edition} has no questionnaire {name!r}"
        hint = did_you_mean(name, known) or f"questionnaires: {', '.join(known)}"
        raise InputError(Complaint(what, hint))
    return _shipped(Questionnaire, found[name])


def questionnaire_names(edition: str) -> list[str]:
    """The ids of the questionnaires of an edition."""
    files = (data_root() / "questionnaires").glob(f"*-{edition}.yaml")
    return sorted(each.stem.rpartition("-")[0] for each in files)


def edition_of(label: str) -> tuple[str, str]:
    """The edition id and the printed label that a person means: `2018`, `SR-2020`, `2011`.

    Raises:
        InputError: no edition and no national adoption is called so.
    """
    known: list[str] = []
    for edition, folder in EDITIONS.items():
        path = data_root() / "clauses" / folder / "edition.yaml"
        entry = _shipped(Edition, path)
        names = {edition: entry.label, **{each.id: each.label for each in entry.adoptions}}
        known += names
        for name, printed in names.items():
            if label.casefold() in (name.casefold(), printed.casefold()):
                return edition, printed
    raise InputError(_unknown("edition", label, known))


def _unknown(kind: str, name: str, known: Collection[str]) -> Complaint:
    remedy = did_you_mean(name, known) or f"{kind}s: {', '.join(known)}"
    return Complaint(f"there is no {kind} {name!r}", remedy)
