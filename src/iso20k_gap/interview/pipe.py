"""Replies from a plain pipe, a line each, and from a terminal that is not to be redrawn."""

from typing import BinaryIO

from iso20k_gap.interview import editor
from iso20k_gap.interview.keyboard import END_OF_INPUT, REDRAW, Keyboard


class PipeReplies:
    """Replies from a pipe: `f`, `L some note`, `j 8.6`, an empty line for the next question."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._first: bytes | None = None

    def has_more(self) -> bool:
        """Whether a line comes; waits for it."""
        if not self._first:
            self._first = self._stream.readline()
        return bool(self._first)

    def command(self) -> str | None:
        """The next line."""
        return self.line()

    def line(self) -> str | None:
        """The next line."""
        line = self._first or self._stream.readline()
        self._first = None
        return line.decode(errors="replace").rstrip("\r\n") if line else None

    def edit(self, _: str) -> str | None:
        """Nothing: a pipe has no editor; `T text` gives the text along."""
        return None


class KeyReplies:
    """Replies from a terminal, a key each, without drawing on it."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard

    def command(self) -> str | None:
        """The next key by name; an Enter sent along with it is dropped."""
        key = self._keyboard.key()
        while key == REDRAW:
            key = self._keyboard.key()
        if key == END_OF_INPUT:
            return None
        if len(key) == 1:
            self._keyboard.swallow_enter()
        return key

    def line(self) -> str | None:
        """A line as the terminal lets it be typed."""
        return self._keyboard.line()

    def edit(self, text: str) -> str | None:
        """The text as the person's editor gives it back."""
        with self._keyboard.lent():
            return editor.edit(text)
