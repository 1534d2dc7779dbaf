"""The keys of a Windows console."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

import typer

from iso20k_gap.interview.keyboard import named

ARROWS = {
    "H": "up",
    "P": "down",
    "M": "right",
    "K": "left",
    "G": "home",
    "O": "end",
    "S": "delete",
    "I": "page up",
    "Q": "page down",
}


class WindowsKeyboard:
    """The keys of a Windows console; it has no Ctrl-Z."""

    suspending: Callable[[], None] = print
    resuming: Callable[[], None] = print

    def __enter__(self) -> Self:
        """Take the keys one by one; a Windows console needs no change for that."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the console as it is."""

    def key(self) -> str:
        """The next key."""
        typed = typer.getchar()
        if len(typed) > 1 and typed[0] in "\x00\xe0":
            return ARROWS.get(typed[1], "unknown")
        return named(typed)

    def line(self) -> str | None:
        """A whole line, typed and mended as the console does it; None at the end of input."""
        text = sys.stdin.readline()
        return text.rstrip("\r\n") if text else None

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Leave the console to another program meanwhile."""
        yield

    def swallow_enter(self) -> None:
        """Drop nothing: a Windows console sends single keys."""
