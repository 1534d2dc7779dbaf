"""The assessment folder: `assessment.yaml` and `answers/`, read into one record."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from iso20k_gap import SCHEMA
from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import check, did_you_mean
from iso20k_gap.core.evaluation import Rulebook
from iso20k_gap.core.rating import NO_OCCURRENCE, Scale
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import library, yaml_file
from iso20k_gap.files.own_files import refuse_ways_out
from iso20k_gap.files.yaml_file import Document

ASSESSMENT = "assessment.yaml"
ANSWERS = "answers"
PLAN = "plan.yaml"


@dataclass
class AssessmentFolder:
    """An assessment as read from disk, with the catalogue and rules it is read by.

    `documents` holds each file's data and positions; `stored` the answers as they lay on disk.
    """

    path: Path
    catalogue: Catalogue = field(repr=False)
    rulebook: Rulebook = field(repr=False)
    assessment: Assessment
    documents: dict[str, Document] = field(default_factory=dict, repr=False)

    def answers_path(self, group: str) -> Path:
        """The file that holds the answers of a clause group."""
        return self.path / ANSWERS / f"{group}.yaml"


def read(path: Path, scale: str = "") -> AssessmentFolder:
    """The assessment in a folder; `scale` computes under another scale than its own.

    Raises:
        InputError: every complaint about every file of the folder.
    """
    refuse_ways_out(path)
    main = _read_main(path)
    assessment = _without_answers(main)
    catalogue = library.load_catalogue(assessment.edition, amendments=assessment.amendments)
    rulebook = library.rulebook_for(assessment, scale)
    folder = AssessmentFolder(path, catalogue, rulebook, assessment, {ASSESSMENT: main})
    answers, complaints = _read_answers(folder)
    folder.assessment = assessment.with_answers(answers)
    complaints += _misfits(folder)
    if complaints:
        raise InputError(*sorted(complaints, key=lambda each: (each.file, each.line)))
    return folder


def without_x_keys(data: Any) -> Any:
    """The data without the keys that begin with `x-`, which are people's own."""
    if isinstance(data, dict):
        return {
            key: value if type(value) is str else without_x_keys(value)
            for key, value in data.items()
            if key[:2] != "x-"
        }
    if isinstance(data, list):
        return [without_x_keys(value) for value in data]
    return data


def without_empty(data: Any) -> Any:
    """The data without keys that have no value: a key left empty is a key not given."""
    if isinstance(data, dict):
        return {
            key: value if type(value) is str else without_empty(value)
            for key, value in data.items()
            if value is not None
        }
    if isinstance(data, list):
        return [without_empty(value) for value in data if value is not None]
    return data


def refuse_other_schema(document: Document) -> None:
    """Refuse a file made for another schema than ours.

    Raises:
        InputError: the schema is unknown or newer.
    """
    data = document.data
    if not isinstance(data, dict):
        raise InputError(document.complaint((), "this must be a mapping of keys and values"))
    given = data.get("schema")
    if given == str(SCHEMA):
        return
    if given is None:
        raise InputError(document.complaint((), "schema is missing", f"add 'schema: {SCHEMA}'"))
    what = f"schema {given} is not known; this program reads schema {SCHEMA}"
    remedy = "update iso20k-gap, or correct the number"
    raise InputError(document.complaint(("schema",), what, remedy))


def _read_main(path: Path) -> Document:
    file = path / ASSESSMENT
    if not file.is_file():
        what = f"{path} holds no {ASSESSMENT}: it is not an assessment folder"
        raise InputError(Complaint(what, "make one with: iso20k-gap new DIR", str(file)))
    document = yaml_file.read(file)
    refuse_other_schema(document)
    return document


def _without_answers(document: Document) -> Assessment:
    data = without_empty(without_x_keys(document.data))
    if "answers" in data:
        remedy = "move them to answers/<clause group>.yaml"
        raise InputError(document.complaint(("answers",), "answers do not belong here", remedy))
    edition = data.get("edition")
    if isinstance(edition, str) and edition not in library.EDITIONS:
        try:
            data["edition"], label = library.edition_of(edition)
            data.setdefault("label", label)
        except InputError as error:
            first = error.complaints[0]
            raise InputError(document.complaint(("edition",), first.what, first.remedy)) from None
    _refuse_unknown_scale(document, data)
    _refuse_unknown_questionnaire(document, data)
    try:
        return Assessment.model_validate(data)
    except ValidationError as error:
        raise InputError(*yaml_file.complaints_of(error, document)) from None


def _refuse_unknown_scale(document: Document, data: dict[str, Any]) -> None:
    own = data.get("scales")
    entries = own if isinstance(own, list) else []
    known = [str(each.get("id")) for each in entries if isinstance(each, dict)]
    known += library.scale_names()
    scale = data.get("scale")
    if isinstance(scale, str) and scale not in known:
        remedy = did_you_mean(scale, known) or ", ".join(known)
        raise InputError(document.complaint(("scale",), f"there is no scale {scale!r}", remedy))


def _refuse_unknown_questionnaire(document: Document, data: dict[str, Any]) -> None:
    name, edition = data.get("questionnaire"), data.get("edition")
    if not (isinstance(name, str) and isinstance(edition, str) and edition in library.EDITIONS):
        return
    known = library.questionnaire_names(edition)
    if name not in known:
        what = f"edition {edition} has no questionnaire {name!r}"
        remedy = did_you_mean(name, known) or ", ".join(known)
        raise InputError(document.complaint(("questionnaire",), what, remedy))


def _read_answers(folder: AssessmentFolder) -> tuple[dict[str, Answer], list[Complaint]]:
    answers: dict[str, Answer] = {}
    complaints: list[Complaint] = []
    for group in folder.catalogue.groups:
        path = folder.answers_path(group)
        if not path.is_file():
            continue
        try:
            answers.update(read_group(folder, path))
        except InputError as error:
            complaints += error.complaints
    complaints += _strangers(folder)
    order = {identifier: number for number, identifier in enumerate(folder.catalogue.by_id)}
    ordered = sorted(answers, key=lambda each: order.get(each, len(order)))
    return {identifier: answers[identifier] for identifier in ordered}, complaints


def _strangers(folder: AssessmentFolder) -> list[Complaint]:
    expected = {f"{group}.yaml" for group in folder.catalogue.groups}
    return [
        Complaint(
            f"{path.name} is no clause group of edition {folder.catalogue.edition.id}",
            "name it after a group: " + ", ".join(sorted(expected)),
            str(path),
        )
        for path in sorted((folder.path / ANSWERS).glob("*.yaml"))
        if path.name not in expected and not path.name.startswith(".")
    ]


def read_group(folder: AssessmentFolder, path: Path) -> dict[str, Answer]:
    """The answers in one file of the folder.

    Raises:
        InputError: every complaint about the file.
    """
    document = yaml_file.read(path)
    folder.documents[path.stem] = document
    return group_answers(folder, document, path)


def group_answers(folder: AssessmentFolder, document: Document, path: Path) -> dict[str, Answer]:
    """The answers in a document that lies at `path` in the folder.

    Raises:
        InputError: every complaint about the document.
    """
    refuse_other_schema(document)
    answers = {}
    complaints: list[Complaint] = []
    scale = library.scale_for(folder.assessment)
    for key, entry in without_empty(without_x_keys(document.data)).items():
        if key in ("schema", "catalogue_version"):
            continue
        if not isinstance(entry, dict):
            remedy = did_you_mean(key, ("schema", "catalogue_version"))
            remedy = remedy or "write 'rating: F' below it"
            complaints.append(document.complaint((key,), f"{key} holds no answer", remedy))
            continue
        try:
            answers[key] = Answer.model_validate(with_canonical_rating(entry, scale))
        except ValidationError as error:
            complaints += yaml_file.complaints_of(error, document, (key,))
        complaints += _misplaced(folder, document, path, key)
    if complaints:
        raise InputError(*complaints)
    return answers


def _misplaced(
    folder: AssessmentFolder, document: Document, path: Path, key: str
) -> list[Complaint]:
    requirement = folder.catalogue.by_id.get(key)
    if requirement is None:
        return []
    clause = folder.catalogue.clause_by_id[requirement.clause]
    if clause.group == path.stem:
        return []
    return [document.complaint((key,), f"{key} belongs in {clause.group}.yaml", "move it there")]


def with_canonical_rating(entry: dict[str, Any], scale: Scale) -> dict[str, Any]:
    """The entry with its rating as N, P, L or F where the scale's own symbol was written."""
    symbol = entry.get("rating")
    if not isinstance(symbol, str) or symbol == NO_OCCURRENCE:
        return entry
    rating = scale.read(symbol)
    return {**entry, "rating": rating} if rating else entry


def _misfits(folder: AssessmentFolder) -> list[Complaint]:
    complaints = []
    for misfit in check(folder.catalogue, folder.assessment, folder.rulebook.readiness):
        name, path = ASSESSMENT, misfit.path
        if path[0] == "answers":
            identifier = str(path[1])
            name = next(
                (
                    key
                    for key, document in folder.documents.items()
                    if key != ASSESSMENT and identifier in document.data
                ),
                ASSESSMENT,
            )
            path = path[1:]
        complaints.append(folder.documents[name].complaint(path, misfit.what, misfit.remedy))
    return complaints
