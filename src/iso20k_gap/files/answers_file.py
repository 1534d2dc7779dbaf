"""Answers onto disk: one small file is rewritten, and only the lines of the answers changed.

Everything else in the file stays as it is, byte for byte; within a changed answer a person's
comments and `x-` keys survive. Before writing, each answer is compared with what was read, and
what is about to be written is read back.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iso20k_gap import SCHEMA
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.record import clause_key
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import answer_block, assessment_folder, layout, yaml_file
from iso20k_gap.files.answer_block import LayoutError, block_of, storable
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.atomic import replace_file, sweep, writing
from iso20k_gap.files.layout import Layout
from iso20k_gap.files.yaml_file import Document

Changes = Mapping[str, Answer | None]
"""New answers by requirement id; None takes the answer away."""

HEADER = """\
# yaml-language-server: $schema=../.schema/answers.schema.json
schema: {schema}
catalogue_version: {version}
"""
HEADER_KEYS = ("schema", "catalogue_version")
ANSWER_KEY = re.compile(r"\d+(?:\.\d+)*-\d+")


@dataclass(frozen=True)
class Conflict:
    """An answer someone else changed since we read it: theirs on disk, and ours."""

    requirement: str
    theirs: Answer | None
    ours: Answer | None


class ConflictError(InputError):
    """Someone else changed the same answers; nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(*(_complaint(each) for each in conflicts))


def save(folder: AssessmentFolder, changes: Changes, *, force: bool = False) -> None:
    """Write the changed answers, and keep `folder` in step with the disk.

    Other people's changes to other answers are kept and taken over into `folder`; after a
    conflict theirs are in `folder` too, so that the next save of the same answer is a decision.
    With `force` the changes win over a conflicting answer on disk.

    Raises:
        ConflictError: the same answers were changed on disk since they were read.
        InputError: a file on disk is broken.
        RenderError: the disk refuses.
    """
    with writing(folder.path):
        (folder.path / assessment_folder.ANSWERS).mkdir(exist_ok=True)
        sweep(folder.path / assessment_folder.ANSWERS)
        wanted = {key: each and storable(each) for key, each in changes.items()}
        files = [_open(folder, group, wanted) for group in _groups(folder, wanted)]
        conflicts = [] if force else [each for file in files for each in file.conflicts(folder)]
        if conflicts:
            for file in files:
                _take_over(folder, file, file.stored)
            raise ConflictError(conflicts)
        contents = [file.rewritten(folder) for file in files]
        for file, content in zip(files, contents, strict=True):
            replace_file(file.path, content)
            _take_over(folder, file, file.answers_after())


def _complaint(conflict: Conflict) -> Complaint:
    theirs = conflict.theirs
    stored = f"{theirs.rating} by {theirs.rated_by or 'someone'}" if theirs else "taken away"
    what = f"{conflict.requirement} was changed by someone else meanwhile: on disk it is {stored}"
    return Complaint(what, "look at it and answer again; nothing was written")


def _group_of(folder: AssessmentFolder, identifier: str) -> str:
    return folder.catalogue.clause_by_id[folder.catalogue.by_id[identifier].clause].group


def _groups(folder: AssessmentFolder, changes: Changes) -> list[str]:
    return list(dict.fromkeys(_group_of(folder, each) for each in changes))


@dataclass
class _AnswersFile:
    """One answers file as it lies on disk now, and what is to change in it."""

    path: Path
    text: str
    document: Document
    stored: dict[str, Answer]
    changes: dict[str, Answer | None]
    mark: bytes = b""

    def conflicts(self, folder: AssessmentFolder) -> list[Conflict]:
        known = folder.assessment.answers
        return [
            Conflict(identifier, self.stored.get(identifier), ours)
            for identifier, ours in self.changes.items()
            if self.stored.get(identifier) not in (known.get(identifier), ours)
        ]

    def rewritten(self, folder: AssessmentFolder) -> bytes:
        try:
            pieces = layout.laid_out(self.text, self.document)
            for identifier, answer in self.changes.items():
                _put(pieces, identifier, self.stored.get(identifier), answer)
            self._refuse_damage(folder, pieces.text)
        except LayoutError:
            what = "the file's layout cannot be changed safely; nothing was written"
            remedy = "begin every requirement id on a line of its own, without { and }"
            raise InputError(Complaint(what, remedy, str(self.path))) from None
        return self.mark + pieces.text.encode()

    def _refuse_damage(self, folder: AssessmentFolder, text: str) -> None:
        """Read back what is about to be written; it must say what was meant and no less."""
        try:
            document = yaml_file.parse(text, str(self.path))
            answers = assessment_folder.group_answers(folder, document, self.path)
        except InputError as error:
            raise LayoutError(str(error)) from error
        rest = _rest(self.document.data, self.changes) == _rest(document.data, self.changes)
        if not rest or answers != self.answers_after():
            raise LayoutError(text)

    def answers_after(self) -> dict[str, Answer]:
        merged = {**self.stored, **self.changes}
        return {key: answer for key, answer in merged.items() if answer is not None}


def _rest(data: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """All a file says that the changes must leave alone: other keys, and a person's own."""
    rest: dict[str, Any] = {}
    for key, entry in data.items():
        if key not in changes:
            rest[key] = entry
        elif changes[key] is not None and isinstance(entry, dict):
            rest |= {f"{key} {own}": each for own, each in entry.items() if own[:2] == "x-"}
    return rest


def _open(folder: AssessmentFolder, group: str, changes: Changes) -> _AnswersFile:
    path = folder.answers_path(group)
    mine = {key: answer for key, answer in changes.items() if _group_of(folder, key) == group}
    if not path.is_file():
        version = folder.catalogue.edition.version
        header = HEADER.format(schema=SCHEMA, version=version)
        return _AnswersFile(path, header, yaml_file.parse(header, str(path)), {}, mine)
    text = yaml_file.read_text(path)
    with path.open("rb") as file:
        mark = codecs.BOM_UTF8 if file.read(3) == codecs.BOM_UTF8 else b""
    document = yaml_file.parse(text, str(path))
    folder.documents[group] = document
    stored = assessment_folder.group_answers(folder, document, path)
    return _AnswersFile(path, text, document, stored, mine, mark)


def _take_over(folder: AssessmentFolder, file: _AnswersFile, answers: dict[str, Answer]) -> None:
    others = {
        identifier: answer
        for identifier, answer in folder.assessment.answers.items()
        if _group_of(folder, identifier) != file.path.stem
    }
    merged = {**others, **answers}
    ordered = {key: merged[key] for key in folder.catalogue.by_id if key in merged}
    folder.assessment = folder.assessment.with_answers(ordered)


def _put(pieces: Layout, identifier: str, old: Answer | None, new: Answer | None) -> None:
    """Put one answer in, change it, or take it away."""
    place = pieces.index(identifier)
    if place is None:
        if new is not None:
            pieces.insert(_place_for(pieces, identifier), identifier, block_of(identifier, new))
    elif new is None:
        pieces.remove(place)
    elif old != new:
        piece = pieces.pieces[place]
        text = piece.body.replace("\r\n", "\n")
        piece.body = pieces.local(_changed(text, identifier, old, new))


def _place_for(pieces: Layout, identifier: str) -> int:
    """Where a new answer goes: after the answer that comes before it in the standard."""
    keys = {
        clause_key(piece.key): place
        for place, piece in enumerate(pieces.pieces)
        if ANSWER_KEY.fullmatch(piece.key)
    }
    mine = clause_key(identifier)
    before = [key for key in keys if key < mine]
    if before:
        return keys[max(before)] + 1
    if keys:
        return keys[min(keys)]
    heads = [pieces.index(key) for key in HEADER_KEYS]
    return max((place + 1 for place in heads if place is not None), default=len(pieces.pieces))


def _changed(body: str, identifier: str, old: Answer | None, new: Answer) -> str:
    text, blank = layout.without_blank_end(body)
    if old is None or text == block_of(identifier, old):
        return block_of(identifier, new) + blank
    made = answer_block.merged(body, identifier, old, new)
    return made if made.endswith("\n") else made + "\n"
