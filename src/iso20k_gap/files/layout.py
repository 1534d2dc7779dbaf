"""A YAML file as its top-level pieces, which joined again give the file byte for byte."""

from dataclasses import dataclass

from iso20k_gap.files import yaml_file
from iso20k_gap.files.yaml_file import Document


@dataclass
class Piece:
    """A top-level key: the comment lines above it, and its own lines up to the next piece."""

    key: str
    lead: str
    body: str


@dataclass
class Layout:
    """The pieces of a file in their order; `tail` is what follows the last."""

    pieces: list[Piece]
    tail: str
    newline: str

    @property
    def text(self) -> str:
        """The file's text."""
        return "".join(piece.lead + piece.body for piece in self.pieces) + self.tail

    def index(self, key: str) -> int | None:
        """Where the piece with `key` stands, or None."""
        return next((n for n, piece in enumerate(self.pieces) if piece.key == key), None)

    def insert(self, place: int, key: str, body: str) -> None:
        """Put a new piece in at `place`."""
        if place and not self.pieces[place - 1].body.endswith(("\n", "\r")):
            self.pieces[place - 1].body += self.newline
        self.pieces.insert(place, Piece(key, "", self.local(body)))

    def remove(self, place: int) -> None:
        """Take a piece away; the comments above it stay."""
        lead = self.pieces.pop(place).lead
        if place < len(self.pieces):
            self.pieces[place].lead = lead + self.pieces[place].lead
        else:
            self.tail = lead + self.tail

    def local(self, text: str) -> str:
        """The text with this file's line ends."""
        return text.replace("\n", self.newline)


def parse(text: str) -> Layout:
    """The layout of a YAML mapping in block style.

    Raises:
        InputError: the text is not the plain YAML we take.
    """
    return laid_out(text, yaml_file.parse(text, ""))


def laid_out(text: str, document: Document) -> Layout:
    """The layout of a YAML mapping in block style that has been read already."""
    starts = {key: line - 1 for key, (line, _) in document.heads.items()}
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    pieces: list[Piece] = []
    here = 0
    ends = [*list(starts.values())[1:], len(lines)]
    for (key, start), following in zip(starts.items(), ends, strict=True):
        end = _end(lines, start + 1, following)
        pieces.append(Piece(key, "".join(lines[here:start]), "".join(lines[start:end])))
        here = end
    return Layout(pieces, "".join(lines[here:]), newline)


def _end(lines: list[str], begin: int, following: int) -> int:
    """The line after a piece: comments right above the next key belong to that key."""
    end = place = following
    while place > begin and _is_apart(lines[place - 1]):
        place -= 1
        if lines[place].strip():
            end = place
    return end


def _is_apart(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "...", "---"))


def without_blank_end(text: str) -> tuple[str, str]:
    """A piece's lines and the blank lines that close it."""
    lines = text.splitlines(keepends=True)
    count = len(lines)
    while count and not lines[count - 1].strip():
        count -= 1
    return "".join(lines[:count]), "".join(lines[count:])
