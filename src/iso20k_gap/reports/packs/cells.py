"""Cells that take what people typed as it is: always text, never a formula, a link or markup."""

from __future__ import annotations

import re
import textwrap
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from iso20k_gap.reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iso20k_gap.reports.packs.looks import Looks

FIRST_DAY = date(1900, 3, 1)
"""Before it, workbooks count days wrongly: they take 1900 for a leap year."""

NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
ESCAPE = "_x[0-9a-fA-F]{4}_"
OVERLAPPING = re.compile(f"{ESCAPE}(?<=_)x[0-9a-fA-F]{{4}}_")
SPLIT = re.compile("(?<=_)(?=x[0-9a-fA-F]{4}_)|(?<=^<r)(?=>)")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
LONGEST_NAME = 31
LONGEST_HINT_TITLE, LONGEST_HINT = 32, 255

LINE, GAP, TALLEST = 13.0, 6.0, 400.0
"""Points: a line of text, the air around it, and the tallest row."""

NARROWNESS = 1.12
"""How many letters of prose stand in the room of one digit, by which widths are counted."""


class Sheet:
    """A worksheet that is written with the pack's styles."""

    def __init__(self, sheet: Any, looks: Looks) -> None:
        self.sheet = sheet
        self.looks = looks

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """Write a text as text."""
        look = self.looks[style]
        text = NO_XML.sub("\ufffd", text)
        if not text:
            self.sheet.write_blank(row, column, None, look)
        elif _is_misread(text):
            first, *others = SPLIT.split(CONTROL.sub("\ufffd", text))
            runs = (part for piece in others for part in (look, piece))
            self.sheet.write_rich_string(row, column, first, *runs, look)
        else:
            self.sheet.write_string(row, column, text, look)

    def day(self, row: int, column: int, day: date | None, style: str = "day") -> None:
        """Write a day as a date; one before workbooks can count is written as text."""
        if day is None or day < FIRST_DAY:
            self.text(row, column, str(day or ""), style)
        else:
            moment = datetime.combine(day, time())
            self.sheet.write_datetime(row, column, moment, self.looks[style])

    def fit(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make a row tall enough for texts in columns of some width; not every program does."""
        lines = max(_lines(text, width) for text, width in texts)
        self.sheet.set_row(row, min(lines * LINE + GAP, TALLEST))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide."""
    return sum(_wrapped(line, int(width * NARROWNESS)) for line in text.split("\n")[:40])


def _wrapped(line: str, room: int) -> int:
    """How many lines one takes; East Asian signs break anywhere."""
    taken = words.room(line)
    return -(-taken // room) if taken != len(line) else max(1, len(textwrap.wrap(line, room)))


def sheet_name(text: str) -> str:
    """A text as the name of a sheet: within 31 characters, without the signs that may not be."""
    return " ".join(NO_NAME.sub(" ", text).split())[:LONGEST_NAME].strip(" '") or "-"


def hints(title: str, message: str, wrong: str, remedy: str) -> dict[str, str]:
    """What a cell says when it is entered and when something wrong is put in, as long as it may."""
    return {
        "input_title": words.shortened(title, LONGEST_HINT_TITLE),
        "input_message": words.shortened(message, LONGEST_HINT),
        "error_title": words.shortened(wrong, LONGEST_HINT_TITLE),
        "error_message": words.shortened(remedy, LONGEST_HINT),
    }


def _is_misread(text: str) -> bool:
    """Whether the writer would take the text for markup, or its escapes would run into each other.

    Such a text is written in pieces that are harmless each.
    """
    markup = text.startswith("<r>") and text.endswith("</r>")
    return markup or bool(OVERLAPPING.search(text))
