"""A new folder for the next edition, made from an assessment of the earlier one."""

import io
from pathlib import Path
from typing import Any

from iso20k_gap.core.mapping import Transition, carry
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import answers_file, assessment_folder, library, new_folder, schemas
from iso20k_gap.files.assessment_folder import ANSWERS, ASSESSMENT, PLAN, AssessmentFolder
from iso20k_gap.files.atomic import replace_file

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
    for name, schema in schemas.folder_schemas().items():
        replace_file(output / new_folder.SCHEMAS / f"{name}.schema.json", schema.encode())
    replace_file(output / PLAN, new_folder.empty_plan().encode())
    (output / ANSWERS).mkdir(parents=True, exist_ok=True)
    replace_file(output / ASSESSMENT, main.encode())
    answers_file.save(assessment_folder.read(output), dict(transition.answers))
    return transition


def _carried_main(folder: AssessmentFolder, edition: str, label: str, version: int) -> str:
    """The old `assessment.yaml` with comments kept, made to speak of the new edition."""
    from ruamel.yaml import YAML

    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 100
    editor.indent(mapping=2, sequence=4, offset=2)
    text = (folder.path / ASSESSMENT).read_text(encoding="utf-8-sig")
    document: Any = editor.load(text)
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
