"""Looks a workbook's parts through before they are read: what would they unfold to?"""

import re
from collections import Counter
from typing import Any
from xml.parsers import expat

MOST_ROWS, MOST_COLUMNS = 10_000, 1_000
MOST_CELLS = 500_000
MOST_TEXT = 64 * 1024 * 1024
CELL = re.compile("([A-Za-z]*)([0-9]*)")
SHARED = "s"
"""Marks a cell whose text lies in the list of shared texts."""


class AbsurdError(Exception):
    """The workbook holds more than any pack can, or things no pack has."""


class Scan:
    """Reads the parts of a workbook one after the other and adds up what is in them."""

    def __init__(self) -> None:
        self._cells = 0
        self._lengths: dict[int, int] = {}
        self._uses: Counter[int] = Counter()
        self._part = _Part(self)

    def take(self, content: bytes) -> bool:
        """Whether a part is XML; what it holds is added up.

        Raises:
            AbsurdError: it holds too much, or defines entities.
        """
        self._part = _Part(self)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._part.begin
        parser.EndElementHandler = self._part.end
        parser.CharacterDataHandler = self._part.texts.append
        parser.StartDoctypeDeclHandler = _refuse_entities
        try:
            parser.Parse(content, True)  # noqa: FBT003 - the end of the part
        except (expat.ExpatError, LookupError):  # broken, or in an encoding that there is not
            return False
        return True

    def refuse_absurd(self) -> None:
        """Refuse the workbook once all its parts are known.

        Raises:
            AbsurdError: its cells hold too much text together.
        """
        if (
            sum(self._lengths.get(index, 0) * uses for index, uses in self._uses.items())
            > MOST_TEXT
        ):
            raise AbsurdError("its cells hold too much text")

    def add_cell(self, row: int, column: int) -> None:
        """Count a cell that holds something."""
        self._cells += 1
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise AbsurdError(f"a cell lies at row {row}, column {column}")
        if self._cells > MOST_CELLS:
            raise AbsurdError(f"it has more than {MOST_CELLS} cells")

    def add_shared(self, index: int, length: int) -> None:
        """Count a shared text."""
        self._lengths[index] = max(length, self._lengths.get(index, 0))

    def add_use(self, index: int) -> None:
        """Count a cell that shows a shared text."""
        self._uses[index] += 1


def _refuse_entities(*_: Any) -> None:
    raise AbsurdError("it defines entities")


class _Part:
    """Where the reading of one part stands."""

    def __init__(self, scan: Scan) -> None:
        self.texts: list[str] = []
        self._scan = scan
        self._row = self._column = self._shared = 0
        self._kind = ""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "row":
            self._column = 0
            self._row = _number(attributes.get("r", "")) or self._row + 1
        elif name == "c":
            self._kind = attributes.get("t", "")
            self._go_to(attributes.get("r", ""))
        elif name in ("v", "is"):
            self._scan.add_cell(self._row, self._column)
        if name in ("v", "si"):
            self.texts.clear()

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "si":
            self._scan.add_shared(self._shared, sum(map(len, self.texts)))
            self._shared += 1
        elif name == "v" and self._kind == SHARED:
            self._scan.add_use(_number("".join(self.texts).strip()))
        if name in ("v", "si", "row"):
            self.texts.clear()

    def _go_to(self, place: str) -> None:
        self._column += 1
        found = CELL.fullmatch(place)
        if place and found:
            letters, digits = found.groups()
            self._column = _column_number(letters)
            self._row = _number(digits)


def _number(text: str) -> int:
    """The number, 0 for none; one that is too long counts as too large, whatever it is."""
    digits = text if text.isascii() and text.isdigit() else "0"
    return int(digits[-9:]) if len(digits.lstrip("0")) <= 9 else MOST_ROWS + 1  # noqa: PLR2004


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
