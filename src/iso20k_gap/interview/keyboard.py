"""Single keys from a terminal, by name: `f`, `left`, `enter`, `ctrl-u`, `end of input`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, Self

END_OF_INPUT = "end of input"
REDRAW = "redraw"
PASTE = "paste "
"""What a text pasted in one go begins with; it is no row of keys."""

CONTROLS = {
    "\r": "enter",
    "\n": "enter",
    "\t": "tab",
    "\x01": "home",
    "\x04": END_OF_INPUT,
    "\x05": "end",
    "\x08": "backspace",
    "\x0b": "ctrl-k",
    "\x0c": REDRAW,
    "\x15": "ctrl-u",
    "\x17": "ctrl-w",
    "\x1b": "escape",
    "\x7f": "backspace",
}


class Keyboard(Protocol):
    """Where keys come from; `suspending` and `resuming` are called around a Ctrl-Z."""

    suspending: Callable[[], None]
    resuming: Callable[[], None]

    def __enter__(self) -> Self:
        """Take the keys one by one from now on."""

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""

    def key(self) -> str:
        """The next key."""

    def line(self) -> str | None:
        """A whole line, typed and mended as the terminal does it; None at the end of input."""

    def lent(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program meanwhile."""

    def swallow_enter(self) -> None:
        """Drop an Enter that came right after a key, as line-minded terminals send it."""


def named(character: str) -> str:
    """The name of a single character that was typed."""
    return CONTROLS.get(character, character if character.isprintable() else "unknown")
