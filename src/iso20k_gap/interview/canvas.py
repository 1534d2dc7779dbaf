"""The surface of a terminal: taken, drawn on from the top, and given back as it was."""

import io
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TextIO

from rich.console import Console
from rich.text import Text

from iso20k_gap.interview.blocks import Lines, plain, sides, wrapped
from iso20k_gap.interview.line_editor import Line
from iso20k_gap.interview.parts import ASCII, UNICODE
from iso20k_gap.interview.screen import Screen
from iso20k_gap.language import _

OTHER_SCREEN, OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
MARK_PASTES, MARK_NO_PASTES = "\x1b[?2004h", "\x1b[?2004l"
HOME, CLEAR_LINE, CLEAR_REST = "\x1b[H", "\x1b[K", "\x1b[J"
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
SMALLEST = (20, 6)


def size_of(stream: TextIO) -> tuple[int, int]:
    """The terminal's columns and rows as they are at this moment."""
    try:
        size = os.get_terminal_size(stream.fileno())
    except OSError:
        size = os.terminal_size((0, 0))
    width, height = size.columns or 80, size.lines or 24
    return max(width, SMALLEST[0]), max(height, SMALLEST[1])


class Canvas:
    """Draws whole screens; a change of size counts from the next drawing on."""

    def __init__(
        self,
        stream: TextIO,
        size: Callable[[TextIO], tuple[int, int]] = size_of,
        *,
        coloured: bool | None = None,
    ) -> None:
        self._stream = stream
        self._size = size
        self._coloured = coloured
        self._below: Lines = []

    @property
    def width(self) -> int:
        """The columns there are now."""
        return self._size(self._stream)[0]

    @property
    def height(self) -> int:
        """The rows there are now."""
        return self._size(self._stream)[1]

    @property
    def screen(self) -> Screen:
        """What a page is laid out for."""
        width, height = self._size(self._stream)
        encoding = (getattr(self._stream, "encoding", "") or "").lower()
        return Screen(width, height, UNICODE if encoding.startswith("utf") else ASCII)

    def take(self) -> None:
        """Begin to draw; what the terminal showed before is kept aside by the terminal."""
        self._write(OTHER_SCREEN + MARK_PASTES + HIDE_CURSOR)

    def give(self) -> None:
        """Give the terminal back with what it showed before."""
        self._write(SHOW_CURSOR + MARK_NO_PASTES + OWN_SCREEN)

    def show(self, lines: Lines) -> None:
        """Draw these lines in place of all there was."""
        self._below = lines
        self._draw(lines)

    def show_line(self, prompt: str, line: Line, above: Sequence[str]) -> None:
        """Draw the foot of the screen with a line being typed; what was above it stays."""
        width, height = self._size(self._stream)
        more = [text for each in above for text in wrapped(plain(each), width)]
        rule, dots = self.screen.rule(), self.screen.glyphs.dots
        asked = sides(plain(prompt, "bold"), Text(_("Esc: never mind")), width, dots)
        foot = [rule, *more, asked][-(height - 1) :]
        shown, cursor = line.window(width - 2)
        kept = self._below[: height - len(foot) - 1]
        kept += [Text()] * (height - len(foot) - 1 - len(kept))
        self._draw([*kept, *foot, Text.assemble("> ", plain(shown))])
        self._write(f"\x1b[{height};{cursor + 3}H{SHOW_CURSOR}")

    def _draw(self, lines: Lines) -> None:
        width, height = self._size(self._stream)
        drawn = io.StringIO()
        console = Console(
            file=drawn,
            force_terminal=True,
            width=width,
            no_color=None if self._coloured is None else not self._coloured,
            highlight=False,
            markup=False,
            emoji=False,
        )
        for line in lines[:height]:
            console.print(line, no_wrap=True, overflow="crop")
        text = "\n".join(row + CLEAR_LINE for row in drawn.getvalue().splitlines())
        self._write(HIDE_CURSOR + HOME + text + CLEAR_REST)

    def _write(self, text: str) -> None:
        with suppress(OSError):  # a closed terminal takes nothing; the next key says it is gone
            self._stream.write(text)
            self._stream.flush()
