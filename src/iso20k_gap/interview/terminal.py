"""The asker of a terminal: a page a question, one key an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from rich.text import Text

from iso20k_gap.core.rating import Scale
from iso20k_gap.interview import editor
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.blocks import Lines, plain, wrapped
from iso20k_gap.interview.canvas import Canvas
from iso20k_gap.interview.commands import ARROWS, AWAY, HELP, act_of, wrong
from iso20k_gap.interview.keyboard import END_OF_INPUT, PASTE, REDRAW, Keyboard
from iso20k_gap.interview.line_editor import line_of
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.screen import full_help
from iso20k_gap.language import N_, _

# for translators: t is the key that takes a note
PASTED = N_("Pasted text rates nothing; t takes it as a note.")
FORWARD = ("enter", " ", "down", "right", "page down")
BACKWARD = ("b", "up", "left", "page up")


class TerminalAsker:
    """Asks in a terminal; used as a context, it gives the terminal back as it was."""

    def __init__(self, keyboard: Keyboard, canvas: Canvas, scale: Scale) -> None:
        self._keyboard = keyboard
        self._canvas = canvas
        self._scale = scale

    def __enter__(self) -> Self:
        """Take the screen and the keys."""
        self._keyboard.suspending = self._canvas.give
        self._keyboard.resuming = self._canvas.take
        self._keyboard.__enter__()
        self._canvas.take()
        return self

    def __exit__(self, *error: object) -> None:
        """Give the screen and the keys back."""
        self._canvas.give()
        self._keyboard.__exit__(*error)

    # --- what an interview asks -----------------------------------------------------------

    def ask(self, page: Page) -> Act:
        """Show a question and take the next key that means something."""
        shown = page
        while True:
            self._canvas.show(self._canvas.screen.draw(shown))
            key = self._keyboard.key()
            act = self._act(key)
            if act:
                return act
            if key == HELP:
                self._read(lambda: full_help(page, self._canvas.screen))
            elif key != REDRAW:
                hint = _(PASTED) if key.startswith(PASTE) else wrong(key, page)
                shown = replace(page, message=hint)

    def ask_end(self, lines: Sequence[str]) -> Act:
        """Say that the last question is done with, and take the next key."""
        message = ""
        while True:
            texts = [line for each in lines for line in wrapped(plain(each), self._canvas.width)]
            self._canvas.show([Text(), *texts, Text(), Text(message, style="bold")])
            key = self._keyboard.key()
            act = self._act(key)
            if act and act.deed in AWAY:
                return act
            if key != REDRAW:
                message = _("Enter goes on, b goes back, u undoes, j jumps, / searches, q leaves.")

    def line(self, prompt: str, present: str = "", above: Sequence[str] = ()) -> str | None:
        """Ask for a line at the foot of the screen; Esc is never mind."""
        line = line_of(present)
        while True:
            self._canvas.show_line(prompt, line, above)
            key = self._keyboard.key()
            if key in ("escape", END_OF_INPUT):
                return None
            if key == "enter":
                return line.text
            pasted = key.startswith(PASTE)
            line = line.with_text(key.removeprefix(PASTE)) if pasted else line.after(key)

    def edit(self, text: str) -> str | None:
        """Let a longer text be edited in the person's own editor."""
        self._canvas.give()
        try:
            with self._keyboard.lent():
                return editor.edit(text)
        finally:
            self._canvas.take()

    def choose(self, title: str, options: Sequence[str]) -> int | None:
        """Let one of several be picked with the arrows or by its number."""
        picked, number = 0, ""
        while True:
            self._show_options(title, options, picked)
            key = self._keyboard.key()
            if key in ("escape", "q", END_OF_INPUT):
                return None
            if key == "enter":
                return picked
            number = number + key if key.isdecimal() else ""
            if number:
                picked = min(max(int(number), 1), len(options)) - 1
            else:
                picked = self._moved(key, picked, len(options))

    def decide(self, lines: Sequence[str], options: Mapping[str, str], otherwise: str) -> str:
        """Let one of a few be decided by its key."""
        while True:
            texts = [line for each in lines for line in wrapped(plain(each), self._canvas.width)]
            keys = [Text.assemble((key, "bold"), f"  {what}") for key, what in options.items()]
            self._canvas.show([*texts, Text(), *keys])
            key = self._keyboard.key()
            if key == END_OF_INPUT:
                return otherwise
            if key.casefold() in options:
                return key.casefold()

    # --- how it is shown ------------------------------------------------------------------

    def _act(self, key: str) -> Act | None:
        if key == END_OF_INPUT:
            return Act(Deed.QUIT)
        if key in ARROWS or len(key.strip()) == 1:
            return act_of(key, self._scale)
        return None

    @staticmethod
    def _moved(key: str, picked: int, count: int) -> int:
        steps = {"up": -1, "down": 1, "page up": -10, "page down": 10}
        return min(max(picked + steps.get(key, 0), 0), count - 1)

    def _read(self, make: Callable[[], Lines]) -> None:
        """Show a long text, a screenful at a time."""
        top = 0
        while True:
            lines, room = make(), self._canvas.height - 2
            end = top + room >= len(lines)
            foot = Text(_foot(begins=not top, ends=end), style="bold")
            shown = lines[top : top + room]
            self._canvas.show([*shown, *([Text()] * (room - len(shown) + 1)), foot])
            key = self._keyboard.key()
            if key in ("q", "escape", HELP, END_OF_INPUT) or (key in FORWARD and end):
                return
            if key in FORWARD:
                top += room
            elif key == "k":
                top = max(len(lines) - room, 0)
            elif key in BACKWARD:
                top = max(top - room, 0)

    def _show_options(self, title: str, options: Sequence[str], picked: int) -> None:
        width, height = self._canvas.width, self._canvas.height
        glyphs = self._canvas.screen.glyphs
        room = max(height - 4, 1)
        first = max(min(picked - room // 2, len(options) - room), 0)
        lines = [plain(title, "bold"), Text()]
        for number, option in list(enumerate(options))[first : first + room]:
            sign = glyphs.here if number == picked else " "
            line = plain(f"{sign} {number + 1:>3}  {option}", "bold" if number == picked else "")
            line.truncate(width, overflow="ellipsis")
            lines.append(line)
        foot = Text(_("arrows or number, Enter picks, Esc never mind"))
        self._canvas.show([*lines, Text(), foot])


def _foot(*, begins: bool, ends: bool) -> str:
    """Which keys turn the pages of a long text."""
    if begins:
        return _("Enter or q closes") if ends else _("Enter: more, k: keys, q closes")
    return _("Enter or q closes, b: back") if ends else _("Enter: more, k: keys, q closes, b: back")
