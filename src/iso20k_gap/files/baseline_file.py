"""Baselines: earlier states of an assessment, frozen whole in one file each."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.progress import FrozenPlan
from iso20k_gap.core.record import Record
from iso20k_gap.errors import Complaint, InputError, UsageError
from iso20k_gap.files import library, yaml_file
from iso20k_gap.files.answer_block import data_of, dumped
from iso20k_gap.files.assessment_folder import (
    AssessmentFolder,
    refuse_other_schema,
    without_empty,
    without_x_keys,
)
from iso20k_gap.files.atomic import replace_file, writing

BASELINES = "baselines"
HEAD = """\
# yaml-language-server: $schema=../.schema/baseline.schema.json
# A frozen state of this assessment: made by `baseline`, read by `compare`.
"""
LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


class _Frozen(Record):
    """The shape of a baseline file."""

    schema_version: int = Field(alias="schema")
    taken_on: date
    label: str = ""
    assessment: dict[str, Any]
    answers: dict[str, Any] = Field(default_factory=dict)
    numbers: dict[str, Any] = Field(default_factory=dict)
    plan: FrozenPlan | None = None


@dataclass(frozen=True)
class Baseline:
    """An earlier state: its name, day and assessment with all answers, and its plan's dates."""

    name: str
    taken_on: date
    label: str
    path: Path
    assessment: Assessment
    plan: FrozenPlan | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the baseline's edition."""
        edition, amendments = self.assessment.edition, self.assessment.amendments
        return library.load_catalogue(edition, amendments=amendments)


def freeze(
    folder: AssessmentFolder,
    on: date,
    label: str,
    numbers: dict[str, Any],
    plan: FrozenPlan | None = None,
) -> Path:
    """Write the folder's present state as a baseline and give its path.

    Raises:
        UsageError: the label cannot be part of a file name.
        InputError: there is a baseline of that name already.
        RenderError: the disk refuses.
    """
    if label and not LABEL.fullmatch(label):
        what = f"the label {label!r} cannot be part of a file name"
        raise UsageError(Complaint(what, "use letters, digits, dots, dashes; 60 at most"))
    name = f"{on}-{label}" if label else f"{on}"
    path = folder.path / BASELINES / f"{name}.yaml"
    assessment = folder.assessment.model_dump(
        mode="json", by_alias=True, exclude={"answers"}, exclude_defaults=True
    )
    data = {
        "schema": 1,
        "taken_on": on,
        "label": label,
        "assessment": {
            "schema": 1,
            "questionnaire": folder.assessment.questionnaire,
            "scale": folder.assessment.scale,
            **assessment,
        },
        "answers": {key: data_of(answer) for key, answer in folder.assessment.answers.items()},
        "numbers": numbers,
        **({"plan": plan.model_dump()} if plan else {}),
    }
    with writing(folder.path):
        twin = _twin(path)
        if twin is not None:
            what, remedy = f"there is a baseline {twin.stem} already", "give it another --label"
            raise InputError(Complaint(what, remedy, str(twin)))
        replace_file(path, (HEAD + dumped(data)).encode())
    return path


def _twin(path: Path) -> Path | None:
    """A file of that name, in capitals or not: some systems keep only one of the two."""
    names = path.parent.glob("*.yaml")
    return next((each for each in names if each.name.casefold() == path.name.casefold()), None)


def list_baselines(folder: Path) -> list[Baseline]:
    """All baselines of a folder, earliest first.

    Raises:
        InputError: every complaint about every file.
    """
    found: list[Baseline] = []
    complaints: list[Complaint] = []
    for path in sorted((folder / BASELINES).glob("*.yaml")):
        try:
            found.append(read(path))
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return sorted(found, key=lambda each: (each.taken_on, each.name))


def read(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        InputError: every complaint about the file.
    """
    document = yaml_file.read(path)
    refuse_other_schema(document)
    try:
        frozen = _Frozen.model_validate(without_empty(without_x_keys(document.data)))
        assessment = Assessment.model_validate(frozen.assessment)
        answers = {key: Answer.model_validate(entry) for key, entry in frozen.answers.items()}
    except ValidationError as error:
        raise InputError(*yaml_file.complaints_of(error, document)) from None
    whole = assessment.with_answers(answers)
    return Baseline(path.stem, frozen.taken_on, frozen.label, path, whole, frozen.plan)


def named(folder: Path, wanted: str) -> Baseline:
    """The baseline a person means: by file, name, label or day; empty means the latest.

    Raises:
        UsageError: there is none, or several are meant.
    """
    if wanted and Path(wanted).is_file():
        return read(Path(wanted))
    every = list_baselines(folder)
    if not every:
        what = f"{folder} has no baseline"
        raise UsageError(Complaint(what, f"freeze one with: iso20k-gap baseline {folder}"))
    if not wanted:
        return every[-1]
    meant = [each for each in every if wanted in (each.name, each.label, str(each.taken_on))]
    if len(meant) == 1:
        return meant[0]
    names = [each.name for each in every]
    if meant:
        which = " or ".join(each.name for each in meant)
        raise UsageError(Complaint(f"several baselines are called {wanted!r}", which))
    by_word = {word: each.name for each in every for word in (each.name, each.label) if word}
    near = dict.fromkeys(by_word[each] for each in get_close_matches(wanted, list(by_word)))
    hint = f"did you mean {' or '.join(near)}?" if near else f"baselines: {', '.join(names)}"
    raise UsageError(Complaint(f"there is no baseline {wanted!r}", hint))
