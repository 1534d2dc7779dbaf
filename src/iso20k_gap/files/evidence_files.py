"""Local files behind the evidence: their hashes, and what has gone missing or changed since.

Only files inside the assessment folder are ever opened. A way out of it, by `..`, by an absolute
path or through a symbolic link, is told and not followed; addresses are not fetched.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evidence import Piece, key_of, register
from iso20k_gap.errors import Complaint
from iso20k_gap.files import answers_file
from iso20k_gap.files.assessment_folder import AssessmentFolder

ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|urn:|www\.)", re.IGNORECASE)
ROOTED = re.compile(r"/|~[^/]*/|[A-Za-z]:")
ENDINGS = re.compile(
    r"\.(?:bmp|bpmn|csv|doc[mx]?|drawio|eml|gif|html?|ics|jpe?g|json|log|md|mp[34p]|msg|od[gpst]|one|"
    r"pdf|png|ppt[mx]?|rtf|svg|tiff?|toml|tsv|txt|vsdx?|webp|xls[bmx]?|xml|ya?ml|zip)$",
    re.IGNORECASE,
)
"""What a location ends in if it means a file; `SMS library / Change policy` means a place."""


class FileState(StrEnum):
    """What became of the file a piece of evidence names, if it names one."""

    MATCHES = "matches"
    UNHASHED = "not hashed"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    OUTSIDE = "outside the folder"
    ADDRESS = "address, not fetched"
    PLACE = "not a file"


@dataclass(frozen=True)
class CheckedPiece:
    """A piece of evidence with the state of its file, and the file's hash where it was read."""

    piece: Piece
    state: FileState
    sha256: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether the piece cannot be shown as it was: gone, changed, or out of reach."""
        lost = self.state is FileState.OUTSIDE and bool(self.piece.hashes)
        return lost or self.state in (FileState.MISSING, FileState.CHANGED, FileState.UNREADABLE)


@dataclass(frozen=True)
class Hashed:
    """What hashing wrote: files hashed for the first time, and files whose hash was another."""

    fresh: tuple[CheckedPiece, ...]
    renewed: tuple[CheckedPiece, ...]
    unchanged: tuple[CheckedPiece, ...]
    left_out: tuple[CheckedPiece, ...]


def check(root: Path, pieces: Iterable[Piece]) -> tuple[CheckedPiece, ...]:
    """Every piece with the state of its file below `root`, the assessment folder."""
    return tuple(_checked(root, piece) for piece in pieces)


def complaints(folder: AssessmentFolder, checked: Iterable[CheckedPiece]) -> list[Complaint]:
    """A complaint for every bad piece, where the first answer that uses it stands."""
    return [_complaint(folder, each) for each in checked if each.is_bad]


def write_hashes(folder: AssessmentFolder) -> Hashed:
    """Hash the local files and write the hashes into all answers that name them.

    Raises:
        InputError: someone else changed the same answers meanwhile, or a file is broken.
        RenderError: the disk refuses.
    """
    checked = check(folder.path, register(folder.assessment))
    read = [each for each in checked if each.sha256]
    hashes = {(each.piece.title, each.piece.location): each.sha256 for each in read}
    changes = {}
    for identifier, answer in folder.assessment.answers.items():
        new = _with_hashes(answer, hashes)
        if new != answer:
            changes[identifier] = new
    if changes:
        answers_file.save(folder, changes)
    return Hashed(
        fresh=tuple(each for each in read if each.state is FileState.UNHASHED),
        renewed=tuple(each for each in read if each.state is FileState.CHANGED),
        unchanged=tuple(each for each in read if each.state is FileState.MATCHES),
        left_out=tuple(each for each in checked if each.is_bad and not each.sha256),
    )


def _with_hashes(answer: Answer, hashes: dict[tuple[str, str], str]) -> Answer:
    evidence = tuple(
        each.model_copy(update={"sha256": hashes.get(key_of(each), each.sha256)})
        for each in answer.evidence
    )
    return answer.model_copy(update={"evidence": evidence})


def _checked(root: Path, piece: Piece) -> CheckedPiece:
    location = piece.location.replace("\\", "/")
    if ADDRESS.match(location):
        return CheckedPiece(piece, FileState.ADDRESS)
    try:
        path = _inside(root, location)
        return _read(piece, path) if path else _unread(piece, FileState.OUTSIDE)
    except FileNotFoundError:
        return _unread(piece, FileState.MISSING)
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name no disk takes
        return _unread(piece, FileState.UNREADABLE)


def _inside(root: Path, location: str) -> Path | None:
    """Where a location leads once all links are resolved; None if that is out of the folder."""
    if ROOTED.match(location):  # not even looked at: on Windows a look may already log in there
        return None
    home = root.resolve()
    path = (home / location).resolve()
    return path if path.is_relative_to(home) else None


def _read(piece: Piece, path: Path) -> CheckedPiece:
    """The piece with the file's hash.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be read.
    """
    if not path.exists():
        raise FileNotFoundError(path)
    if not path.is_file():
        return _unread(piece, FileState.PLACE)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    state = FileState.MATCHES if piece.hashes else FileState.UNHASHED
    if any(each.casefold() != digest for each in piece.hashes):
        state = FileState.CHANGED
    return replace(CheckedPiece(piece, state), sha256=digest)


def _unread(piece: Piece, state: FileState) -> CheckedPiece:
    """The state of a file that was not read; words that mean no file are a place."""
    if piece.hashes and state is FileState.PLACE:
        return CheckedPiece(piece, FileState.MISSING)
    return CheckedPiece(piece, state if piece.hashes or _means_file(piece) else FileState.PLACE)


def _means_file(piece: Piece) -> bool:
    name = piece.location.replace("\\", "/")
    return name.startswith(("./", "../")) or ENDINGS.search(name) is not None


def _complaint(folder: AssessmentFolder, checked: CheckedPiece) -> Complaint:
    piece = checked.piece
    words = {
        FileState.MISSING: ("is missing", "put it back, or correct the location"),
        FileState.CHANGED: ("is not the file that was hashed", "look; then: evidence DIR hash"),
        FileState.UNREADABLE: ("cannot be read", "check the name and the rights"),
        FileState.OUTSIDE: ("leads out of the folder and is not read", "copy the file into it"),
    }
    what, remedy = words[checked.state]
    first = piece.requirements[0]
    place = _place(folder, first, piece)
    group = folder.catalogue.clause_by_id[folder.catalogue.by_id[first].clause].group
    backs = ", ".join(piece.requirements)
    text = f"evidence {piece.title!r} of {backs}: {piece.location} {what}"
    return folder.documents[group].complaint((first, "evidence", place), text, remedy)


def _place(folder: AssessmentFolder, identifier: str, piece: Piece) -> int:
    """Which of an answer's pieces it is."""
    keys = [key_of(each) for each in folder.assessment.answers[identifier].evidence]
    return keys.index((piece.title, piece.location))
