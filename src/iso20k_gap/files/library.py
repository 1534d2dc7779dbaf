"""What ships with the program: editions, scales, rules and questionnaires, as records."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Clause, Edition
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.editions import without_amendments
from iso20k_gap.core.evaluation import Rulebook
from iso20k_gap.core.findings import FindingRules
from iso20k_gap.core.mapping import EditionMapping
from iso20k_gap.core.questionnaire import Questionnaire
from iso20k_gap.core.rating import Scale
from iso20k_gap.core.readiness import ReadinessRules
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import vocabulary, yaml_file
from iso20k_gap.shipped import data_root

EDITIONS = vocabulary.EDITIONS


@cache
def load_catalogue(edition: str, *, amendments: bool = True) -> Catalogue:
    """The catalogue of a shipped edition, by its id (`2018`), with its amendments or without.

    Raises:
        InputError: there is no such edition, or its files are broken.
    """
    if edition not in EDITIONS:
        raise InputError(_unknown("edition", edition, EDITIONS))
    if not amendments:
        return without_amendments(load_catalogue(edition))
    return read_catalogue(data_root() / "clauses" / EDITIONS[edition])


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`: its `edition.yaml` and one file per clause or clause group.

    Raises:
        InputError: every complaint about every file.
    """
    edition = yaml_file.record(Edition, yaml_file.read(folder / "edition.yaml"))
    clauses: list[Clause] = []
    complaints: list[Complaint] = []
    for path in sorted(folder.glob("[0-9]*.yaml")):
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


@cache
def load_scale(name: str) -> Scale:
    """A shipped scale by its id (`nplf`).

    Raises:
        InputError: there is no such scale.
    """
    known = scale_names()
    if name not in known:
        raise InputError(_unknown("scale", name, known))
    return yaml_file.record(Scale, yaml_file.read(data_root() / "clauses/scales" / f"{name}.yaml"))


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


@cache
def load_rulebook(edition: str, scale: str) -> Rulebook:
    """The shipped rules for an edition under a scale.

    Raises:
        InputError: there is no such edition or scale.
    """
    rules = data_root() / "clauses" / "rules"
    return Rulebook(
        scale=load_scale(scale),
        findings=yaml_file.record(FindingRules, yaml_file.read(rules / "findings.yaml")),
        readiness=yaml_file.record(
            ReadinessRules, yaml_file.read(rules / f"readiness-{edition}.yaml")
        ),
    )


@cache
def load_mapping(origin: str, target: str) -> EditionMapping:
    """The shipped way from one edition to another.

    Raises:
        InputError: there is none.
    """
    path = data_root() / "clauses" / "mappings" / f"{origin}-to-{target}.yaml"
    if not path.is_file():
        what = f"there is no way from edition {origin} to {target}"
        raise InputError(Complaint(what, "assessments of 2011 can be migrated to 2018"))
    return yaml_file.record(EditionMapping, yaml_file.read(path))


@cache
def load_questionnaire(edition: str, name: str) -> Questionnaire:
    """A shipped questionnaire by its id (`full`, `screening`).

    Raises:
        InputError: the edition has no such questionnaire.
    """
    path = data_root() / "questionnaires" / f"{name}-{edition}.yaml"
    if not path.is_file():
        known = questionnaire_names(edition)
        what = f"edition {edition} has no questionnaire {name!r}"
        hint = did_you_mean(name, known) or f"questionnaires: {', '.join(known)}"
        raise InputError(Complaint(what, hint))
    return yaml_file.record(Questionnaire, yaml_file.read(path))


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
        entry = yaml_file.record(Edition, yaml_file.read(path))
        names = {edition: entry.label, **{each.id: each.label for each in entry.adoptions}}
        known += names
        for name, printed in names.items():
            if label.casefold() in (name.casefold(), printed.casefold()):
                return edition, printed
    raise InputError(_unknown("edition", label, known))


def _unknown(kind: str, name: str, known: Collection[str]) -> Complaint:
    remedy = did_you_mean(name, known) or f"{kind}s: {', '.join(known)}"
    return Complaint(f"there is no {kind} {name!r}", remedy)
