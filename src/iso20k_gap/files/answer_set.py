"""One set of answers wherever it lies: in a folder, in one answers file, or in a baseline."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError, UsageError
from iso20k_gap.files import assessment_folder, baseline_file, yaml_file
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.yaml_file import Document

HEAD = ("schema", "catalogue_version")


def read(folder: AssessmentFolder, path: Path) -> Mapping[str, Answer]:
    """The answers at `path`, to be held against those of `folder`.

    Raises:
        UsageError: they are of another edition.
        InputError: every complaint about what lies there.
    """
    if path.is_dir():
        other = assessment_folder.read(path).assessment
        _refuse_other_edition(folder, other.edition, path)
        return other.answers
    document = yaml_file.read(path)
    assessment_folder.refuse_other_schema(document)
    if "assessment" in document.data:
        frozen = baseline_file.read(path).assessment
        _refuse_other_edition(folder, frozen.edition, path)
        return frozen.answers
    return _answers(folder, document)


def _refuse_other_edition(folder: AssessmentFolder, edition: str, path: Path) -> None:
    own = folder.assessment.edition
    if edition != own:
        what = f"{path} is of edition {edition}, {folder.path} of {own}"
        raise UsageError(Complaint(what, "only answers to the same requirements can be compared"))


def _answers(folder: AssessmentFolder, document: Document) -> dict[str, Answer]:
    """The answers of a file that may hold those of any clause."""
    strange = (
        key
        for key in document.data
        if key not in HEAD and key not in folder.catalogue.by_id and key[:2] != "x-"
    )
    complaints = [
        document.complaint((key,), f"there is no requirement {key}", _hint(folder, key))
        for key in islice(strange, MOST_COMPLAINTS)
    ]
    answers: dict[str, Answer] = {}
    for group in folder.catalogue.groups:
        own = {each.id for each in folder.catalogue.under(group)}
        part: dict[str, Any] = {
            key: entry for key, entry in document.data.items() if key in HEAD or key in own
        }
        piece = replace(document, data=part)
        try:
            answers |= assessment_folder.group_answers(folder, piece, Path(f"{group}.yaml"))
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return answers


def _hint(folder: AssessmentFolder, key: str) -> str:
    edition = folder.catalogue.edition.id
    return did_you_mean(key, folder.catalogue.by_id) or f"write ids of edition {edition}"
