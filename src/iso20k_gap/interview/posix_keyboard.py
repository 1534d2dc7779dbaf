"""The keys of a POSIX terminal."""

import codecs
import os
import select
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Self

from iso20k_gap.interview.keyboard import END_OF_INPUT, PASTE, REDRAW, named

ESCAPE_PAUSE = 0.05
"""Seconds after which a lone escape character is the Esc key and no arrow."""

PASTE_BEGINS, PASTE_ENDS = "[200~", "\x1b[201~"
NAMES = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
NUMBERS = {
    "1": "home",
    "3": "delete",
    "4": "end",
    "5": "page up",
    "6": "page down",
    "7": "home",
    "8": "end",
}
SEQUENCES = {
    **{f"[{letter}": name for letter, name in NAMES.items()},
    **{f"O{letter}": name for letter, name in NAMES.items()},
    **{f"[{number}~": name for number, name in NUMBERS.items()},
}


def _nothing() -> None:
    """Do nothing around a Ctrl-Z."""


class PosixKeyboard:
    """The keys of a POSIX terminal; nothing typed ahead is lost.

    A change of the window's size and a return from being suspended come as `redraw`.
    """

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._typed = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._modes: list[Any] = []
        self._signals: dict[int, Any] = {}
        self._ended = False
        self.suspending: Callable[[], None] = _nothing
        self.resuming: Callable[[], None] = _nothing

    def __enter__(self) -> Self:
        """Take the keys one by one from now on."""
        self._modes = termios.tcgetattr(self._terminal)
        self._wake, self._alarm = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._alarm, False)
        self._old_alarm = signal.set_wakeup_fd(self._alarm, warn_on_full_buffer=False)
        for number in (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT):
            self._signals[number] = signal.signal(number, self._awake)
        self._single_keys()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was found."""
        for number, handler in self._signals.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_alarm)
        os.close(self._wake)
        os.close(self._alarm)
        self._restore()

    def _awake(self, number: int, _: FrameType | None) -> None:
        if number == signal.SIGTSTP:
            self.suspending()
            self._restore()
            os.kill(os.getpid(), signal.SIGSTOP)
        elif number == signal.SIGCONT:
            self._single_keys()
            self.resuming()

    def _single_keys(self) -> None:
        """No echo and no waiting for Enter; Ctrl-C and Ctrl-Z stay what they are."""
        modes = termios.tcgetattr(self._terminal)
        modes[3] &= ~(termios.ICANON | termios.ECHO)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        self._set(modes)

    def _restore(self) -> None:
        self._set(self._modes)

    def _set(self, modes: list[Any]) -> None:
        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSADRAIN, modes)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Leave the terminal to another program meanwhile."""
        self._restore()
        try:
            yield
        finally:
            self._single_keys()

    def key(self) -> str:
        """The next key."""
        if not self._typed:
            name = self._wait()
            if name:
                return name
        first, self._typed = self._typed[0], self._typed[1:]
        if first != "\x1b":
            return named(first)
        return self._after_escape()

    def _wait(self) -> str:
        """Wait for something typed; the name of what came instead, if it was no character."""
        while not self._typed:
            if self._ended:
                return END_OF_INPUT
            ready, _, _ = select.select([self._terminal, self._wake], [], [])
            if self._wake in ready:
                with suppress(BlockingIOError):
                    os.read(self._wake, 64)
                return REDRAW
            self._read()
        return ""

    def _read(self) -> None:
        try:
            typed = os.read(self._terminal, 1024)
        except OSError:
            typed = b""
        self._ended = not typed
        self._typed += self._decoder.decode(typed)

    def _more(self) -> bool:
        """Whether more is typed at once, as the rest of an escape sequence is."""
        if not self._typed and select.select([self._terminal], [], [], ESCAPE_PAUSE)[0]:
            self._read()
        return bool(self._typed)

    def _after_escape(self) -> str:
        sequence = ""
        while self._more():
            sequence += self._typed[0]
            self._typed = self._typed[1:]
            if sequence == PASTE_BEGINS:
                return PASTE + self._pasted()
            if len(sequence) > 1 and (sequence[-1].isalpha() or sequence[-1] == "~"):
                return SEQUENCES.get(sequence, "unknown")
            if sequence[0] not in "[O":
                return "unknown"
        return "unknown" if sequence else "escape"

    def _pasted(self) -> str:
        while PASTE_ENDS not in self._typed and not self._ended:
            self._read()
        text, _, self._typed = self._typed.partition(PASTE_ENDS)
        return text

    def line(self) -> str | None:
        """A whole line, typed and mended as the terminal does it; None at the end of input."""
        with self.lent():
            while "\n" not in self._typed and not self._ended:
                self._read()
        self._ended = False
        text, end, self._typed = self._typed.partition("\n")
        return text.rstrip("\r") if text or end else None

    def swallow_enter(self) -> None:
        """Drop an Enter that came right after a key, as line-minded terminals send it."""
        if self._more() and self._typed[0] in "\r\n":
            self._typed = self._typed[1:]
