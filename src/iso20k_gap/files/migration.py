"""A new folder for the next edition, made from an assessment of the earlier one."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from iso20k_gap.core.mapping import Transition, carry
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import answers_file, assessment_folder, library, new_folder, schemas
from iso20k_gap.files.answer_block import text_editor
from iso20k_gap.files.assessment_folder import ANSWERS, ASSESSMENT, PLAN, AssessmentFolder
from iso20k_gap.files.atomic import LOCK, replace_file

LEFT_BEHIND = ("overrides", "strengths", "observations")
"""Keys that speak of the old edition's clauses and are not carried."""


def migrate(folder: AssessmentFolder, output: Path, edition: str, label: str) -> Transition:
    """Write the carried assessment into `output` and give what was carried.

    Raises:
        InputError: there is no way between the editions, or `output` holds something already.
        RenderError: the disk refuses.
    """
    origin = folder.assessment.edition
    mapping = library.load_mapping(origin, edition)
    if (output / ASSESSMENT).exists():
        what = f"{output} already holds an assessment"
        raise InputError(Complaint(what, "choose another folder"))
    new = library.load_catalogue(edition)
    rules = library.load_rulebook(edition, "nplf").readiness
    transition = carry(mapping, folder.assessment.answers, new, rules)
    main = _carried_main(folder, edition, label, new.edition.version)
    with _staged(output) as stage:
        for name, schema in schemas.folder_schemas().items():
            replace_file(stage / new_folder.SCHEMAS / f"{name}.schema.json", schema.encode())
        replace_file(stage / PLAN, new_folder.empty_plan().encode())
        (stage / ANSWERS).mkdir(parents=True, exist_ok=True)
        replace_file(stage / ASSESSMENT, main.encode())
        answers_file.save(assessment_folder.read(stage), dict(transition.answers))
    return transition


@contextmanager
def _staged(output: Path) -> Iterator[Path]:
    """A folder to write into first; what is in it then goes to `output`, the main file last.

    A migration that is cut short leaves no folder that looks like a whole assessment.
    """
    stage = output / f".migrating.{os.getpid()}"
    try:
        yield stage
        files = [each for each in stage.rglob("*") if each.is_file() and each.name != LOCK]
        for file in sorted(files, key=lambda each: (each.name == ASSESSMENT, each)):
            replace_file(output / file.relative_to(stage), file.read_bytes())
        (output / ANSWERS).mkdir(exist_ok=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _carried_main(folder: AssessmentFolder, edition: str, label: str, version: int) -> str:
    """The old `assessment.yaml` with comments kept, made to speak of the new edition."""
    from ruamel.yaml.error import YAMLError

    editor = text_editor()
    editor.width = 100
    text = (folder.path / ASSESSMENT).read_text(encoding="utf-8-sig")
    try:
        document: Any = editor.load(text)
    except YAMLError:
        what = "the file cannot be carried over as it is laid out"
        remedy = "write it in block style, a key a line"
        raise InputError(Complaint(what, remedy, str(folder.path / ASSESSMENT))) from None
    document["edition"] = edition
    document["label"] = label
    document["catalogue_version"] = version
    for key in LEFT_BEHIND:
        document.pop(key, None)
    if isinstance(document.get("scoring"), dict):
        document["scoring"].pop("weights", None)
    stream = io.StringIO()
    editor.dump(document, stream)
    return stream.getvalue()
