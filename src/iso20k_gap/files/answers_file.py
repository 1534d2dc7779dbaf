"""Answers onto disk: one small file is rewritten, and only the lines of the answers changed.

Everything else in the file stays as it is, byte for byte; within a changed answer a person's
comments and `x-` keys survive. Before writing, each answer is compared with what was read.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.record import clause_key
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import assessment_folder, yaml_file
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.atomic import replace_file, sweep, writing

Changes = Mapping[str, Answer | None]
"""New answers by requirement id; None takes the answer away."""

HEADER = """\
# yaml-language-server: $schema=../.schema/answers.schema.json
schema: {schema}
catalogue_version: {version}
"""
OWN_KEYS = tuple(Answer.model_fields)


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

    Other people's changes to other answers are kept and taken over into `folder`. With `force`
    the changes win over a conflicting answer on disk.

    Raises:
        ConflictError: the same answers were changed on disk since they were read.
        InputError: a file on disk is broken.
        RenderError: the disk refuses.
    """
    with writing(folder.path):
        (folder.path / assessment_folder.ANSWERS).mkdir(exist_ok=True)
        sweep(folder.path / assessment_folder.ANSWERS)
        files = [_open(folder, group, changes) for group in _groups(folder, changes)]
        conflicts = [] if force else [each for file in files for each in file.conflicts(folder)]
        if conflicts:
            raise ConflictError(conflicts)
        for file in files:
            replace_file(file.path, file.rewritten())
            _take_over(folder, file)


def _complaint(conflict: Conflict) -> Complaint:
    theirs = conflict.theirs
    stored = f"{theirs.rating} by {theirs.rated_by or 'someone'}" if theirs else "taken away"
    what = f"{conflict.requirement} was changed by someone else meanwhile: on disk it is {stored}"
    return Complaint(what, "look at it and answer again; nothing was written")


def _groups(folder: AssessmentFolder, changes: Changes) -> list[str]:
    catalogue = folder.catalogue
    clauses = (catalogue.clause_by_id[catalogue.by_id[each].clause] for each in changes)
    return list(dict.fromkeys(clause.group for clause in clauses))


@dataclass
class _AnswersFile:
    """One answers file as it lies on disk now, and what is to change in it."""

    path: Path
    text: str
    stored: dict[str, Answer]
    changes: dict[str, Answer | None]
    newline: str = "\n"

    def conflicts(self, folder: AssessmentFolder) -> list[Conflict]:
        known = folder.assessment.answers
        return [
            Conflict(identifier, self.stored.get(identifier), ours)
            for identifier, ours in self.changes.items()
            if self.stored.get(identifier) not in (known.get(identifier), ours)
        ]

    def rewritten(self) -> bytes:
        text = self.text
        for identifier, answer in self.changes.items():
            text = _with_answer(text, identifier, self.stored.get(identifier), answer)
        return text.replace("\n", self.newline).encode()

    def answers_after(self) -> dict[str, Answer]:
        merged = {**self.stored, **self.changes}
        return {key: answer for key, answer in merged.items() if answer is not None}


def _open(folder: AssessmentFolder, group: str, changes: Changes) -> _AnswersFile:
    path = folder.answers_path(group)
    mine = {
        identifier: answer
        for identifier, answer in changes.items()
        if folder.catalogue.clause_by_id[folder.catalogue.by_id[identifier].clause].group == group
    }
    if not path.is_file():
        version = folder.catalogue.edition.version
        header = HEADER.format(schema=assessment_folder.SCHEMA, version=version)
        return _AnswersFile(path, header, {}, mine)
    text = yaml_file.read_text(path)
    stored = assessment_folder.read_group(folder, path)
    newline = "\r\n" if b"\r\n" in path.read_bytes()[:4096] else "\n"
    return _AnswersFile(path, text if text.endswith("\n") else text + "\n", stored, mine, newline)


def _take_over(folder: AssessmentFolder, file: _AnswersFile) -> None:
    group = file.path.stem
    others = {
        identifier: answer
        for identifier, answer in folder.assessment.answers.items()
        if folder.catalogue.clause_by_id[folder.catalogue.by_id[identifier].clause].group != group
    }
    merged = {**others, **file.answers_after()}
    ordered = {key: merged[key] for key in folder.catalogue.by_id if key in merged}
    folder.assessment = folder.assessment.with_answers(ordered)


def _with_answer(text: str, identifier: str, old: Answer | None, new: Answer | None) -> str:
    """The file's text with one answer put in, changed or taken away."""
    lines = text.splitlines(keepends=True)
    starts = _starts(text)
    if identifier not in starts:
        if new is None:
            return text
        place = _place_for(lines, starts, identifier)
        return "".join([*lines[:place], block_of(identifier, new), *lines[place:]])
    begin = starts[identifier]
    end = _end(lines, begin, sorted(starts.values()))
    block = "".join(lines[begin:end])
    return "".join([*lines[:begin], _changed(block, identifier, old, new), *lines[end:]])


def _starts(text: str) -> dict[str, int]:
    """Where each top-level key begins, as a line number from 0."""
    spots = yaml_file.parse(text, "").spots
    return {str(path[0]): spot[0] - 1 for path, spot in spots.items() if len(path) == 1}


def _end(lines: list[str], begin: int, starts: list[int]) -> int:
    """The line after a block; comments and blank lines above the next key belong to that key."""
    end = next((start for start in starts if start > begin), len(lines))
    while end > begin + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _place_for(lines: list[str], starts: dict[str, int], identifier: str) -> int:
    """Where a new answer goes: after the last key that comes before it in the standard."""
    before = [
        begin
        for key, begin in starts.items()
        if "-" not in key or key[:2] == "x-" or clause_key(key) < clause_key(identifier)
    ]
    if not before:
        return min(starts.values(), default=len(lines))
    return _end(lines, max(before), sorted(starts.values()))


def _changed(block: str, identifier: str, old: Answer | None, new: Answer | None) -> str:
    if new is None:
        return ""
    if old is not None and block == block_of(identifier, old):
        return block_of(identifier, new)
    return _merged(block, identifier, new)


def data_of(answer: Answer) -> dict[str, Any]:
    """An answer as plain data, in the order it is written, defaults left out."""
    data = answer.model_dump(mode="json", exclude_defaults=True)
    if "evidence" in data:
        data["evidence"] = [
            piece.model_dump(mode="json", exclude_defaults=True) for piece in answer.evidence
        ]
    return {key: data[key] for key in OWN_KEYS if key in data}


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks, and every text so that it reads back as it was."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, False)  # noqa: FBT003 - lists stand indented


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    tidy = all(line == line.rstrip() for line in value.split("\n"))
    style = "|" if "\n" in value and tidy else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dumped(data: Any) -> str:
    """Plain data as YAML in our style."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def block_of(identifier: str, answer: Answer) -> str:
    """An answer as its lines in an answers file."""
    return dumped({identifier: data_of(answer)})


def _merged(block: str, identifier: str, new: Answer) -> str:
    """A block a person has edited, with our keys changed and theirs and the comments kept."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 100
    editor.indent(mapping=2, sequence=4, offset=2)
    document = editor.load(block)
    entry = document[identifier]
    wanted = data_of(new)
    if not isinstance(entry, dict):
        return block_of(identifier, new)
    for key in [key for key in entry if key in OWN_KEYS and key not in wanted]:
        del entry[key]
    current = yaml_file.parse(block, "").data[identifier]
    for key, value in wanted.items():
        if assessment_folder.without_x_keys(current.get(key)) != _as_text(value):
            multiline = isinstance(value, str) and "\n" in value
            entry[key] = LiteralScalarString(value) if multiline else value
    stream = io.StringIO()
    editor.dump(document, stream)
    return stream.getvalue()


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return value
