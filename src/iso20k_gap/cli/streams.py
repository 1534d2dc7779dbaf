"""Standard output and error that take every character, whatever a console can show."""

from __future__ import annotations

import codecs
import sys
import unicodedata

PLAIN = {
    "✓": "+", "✗": "x", "✅": "+", "❌": "x", "⚠": "!",
    "→": "->", "←": "<-", "↑": "^", "↓": "v",
    "–": "-", "—": "-", "\u2011": "-", "\u2212": "-", "…": "...", "·": ".", "•": "*", "×": "x",
    "●": "o", "○": ".", "◐": "~", "■": "#", "▲": "^", "▼": "v", "◆": "*", "▬": "=", "▸": ">",
    "█": "#", "░": ".", "─": "-", "━": "-", "│": "|", "┃": "|",
    "≤": "<=", "≥": ">=", "±": "+-", "€": "EUR",
    "\u2018": "'", "\u2019": "'", "“": '"', "”": '"',
}  # fmt: skip
"""Plain stand-ins for the marks we print."""

NAME = "iso20k-gap"
LOWEST, HIGHEST = 0xDC80, 0xDCFF
"""What Python makes of the bytes of a file name that are no text."""


def prepare() -> None:
    """From now on no text fails to be printed: marks get plain stand-ins, the rest escapes."""
    codecs.register_error(NAME, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=NAME)


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    after = error.start + 1
    if LOWEST <= ord(character) <= HIGHEST:
        return bytes([ord(character) - LOWEST + 0x80]), after
    plain = PLAIN.get(character) or _base(character)
    return plain or character.encode("ascii", "backslashreplace").decode(), after


def _base(character: str) -> str:
    """A letter without its accents, where that leaves a plain one."""
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
