"""`drafts.yaml`: what was noted on questions not rated yet. It goes away with the last draft."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.errors import Complaint, InputError, RenderError
from iso20k_gap.files import layout, yaml_file
from iso20k_gap.files.answer_block import dumped
from iso20k_gap.files.assessment_folder import refuse_other_schema, without_empty, without_x_keys
from iso20k_gap.files.atomic import replace_file, writing

DRAFTS = "drafts.yaml"
HEADER = """\
# yaml-language-server: $schema=.schema/drafts.schema.json
# Notes on questions that are not rated yet; `iso20k-gap assess` shows them again.
schema: 1
"""


def read(folder: Path) -> dict[str, Draft]:
    """The drafts in an assessment folder, by question id.

    Raises:
        InputError: every complaint about the file.
    """
    path = folder / DRAFTS
    if not path.is_file():
        return {}
    document = yaml_file.read(path)
    refuse_other_schema(document)
    drafts: dict[str, Draft] = {}
    complaints: list[Complaint] = []
    for key, entry in without_empty(without_x_keys(document.data)).items():
        if key == "schema":
            continue
        try:
            drafts[key] = Draft.model_validate(entry)
        except ValidationError as error:
            complaints += yaml_file.complaints_of(error, document, (key,))
    if complaints:
        raise InputError(*complaints)
    return drafts


def put(folder: Path, identifier: str, known: Draft | None, draft: Draft | None) -> None:
    """Write one draft, or take it away; what someone else noted since `known` is kept with it.

    Raises:
        InputError: the file is broken.
        RenderError: the disk refuses.
    """
    with writing(folder):
        stored = read(folder)
        theirs = stored.get(identifier)
        if theirs is not None and theirs != known:
            draft = _both(theirs, draft)
        after = {key: each for key, each in stored.items() if key != identifier}
        after |= {identifier: draft} if draft else {}
        _write(folder / DRAFTS, identifier, after)


def _both(theirs: Draft, mine: Draft | None) -> Draft:
    if mine is None:
        return theirs
    notes = dict.fromkeys(note for note in (theirs.note, mine.note) if note)
    more = tuple(piece for piece in mine.evidence if piece not in theirs.evidence)
    update = {"note": "\n".join(notes), "evidence": (*theirs.evidence, *more)}
    return mine.model_copy(update=update)


def _write(path: Path, identifier: str, drafts: Mapping[str, Draft]) -> None:
    if not drafts:
        _remove(path)
        return
    pieces = layout.parse(yaml_file.read_text(path) if path.is_file() else HEADER)
    place = pieces.index(identifier)
    if place is not None:
        pieces.remove(place)
    if identifier in drafts:
        body = dumped({identifier: drafts[identifier].model_dump(exclude_defaults=True)})
        pieces.insert(len(pieces.pieces), identifier, body)
    replace_file(path, pieces.text.encode())


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        try:
            path.unlink()
        except PermissionError as error:
            raise RenderError(f"cannot remove {path}: {error.strerror}") from error
