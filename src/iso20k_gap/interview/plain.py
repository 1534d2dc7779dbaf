"""The asker for screen readers, simple terminals and pipes: a labelled line for each thing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from iso20k_gap.core.printable import harmless
from iso20k_gap.core.rating import Scale
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.commands import (
    AWAY,
    HELP,
    act_of,
    rating_letters,
    usable,
    wrong,
)
from iso20k_gap.interview.pace import duration
from iso20k_gap.interview.page import UNRATED, Page

Write = Callable[[str], None]


class Replies(Protocol):
    """Where replies come from; None is the end of them."""

    def command(self) -> str | None:
        """The next key or line that says what to do."""

    def line(self) -> str | None:
        """The next line of text."""

    def edit(self, text: str) -> str | None:
        """A longer text as the person edits it; None where that cannot be done."""


class PlainAsker:
    """Asks line by line; with `brief`, the help for a question comes only when asked for."""

    def __init__(self, replies: Replies, write: Write, scale: Scale, *, brief: bool) -> None:
        self._replies = replies
        self._write = write
        self._scale = scale
        self._brief = brief
        self._id = ""

    def ask(self, page: Page) -> Act:
        """Say a question, unless it was just said, and take the next command."""
        self._say([page.message] if page.message else [])
        if page.id != self._id:
            self._say(["", *question_lines(page, whole=not self._brief)])
        self._id = page.id
        while True:
            self._say([f"{rating_letters(page)} rate, ? help, q quit:"])
            reply = self._replies.command()
            if reply is None:
                return Act(Deed.QUIT)
            act = act_of(reply, self._scale)
            if act:
                return act
            self._say(help_lines(page) if reply.strip() == HELP else [wrong(reply, page)])

    def ask_end(self, lines: Sequence[str]) -> Act:
        """Say that the last question is done with, and take the next command."""
        self._id = ""
        self._say(["", *lines])
        while True:
            reply = self._replies.command()
            act = Act(Deed.QUIT) if reply is None else act_of(reply, self._scale)
            if act and act.deed in AWAY:
                return act
            self._say(["Enter goes on, b goes back, u undoes, j jumps, q leaves."])

    def line(self, prompt: str, present: str = "", above: Sequence[str] = ()) -> str | None:
        """Ask for a line; an empty one keeps what is there, a dash empties it."""
        now = f" (now: {present}; blank keeps it, - empties it)" if present else ""
        self._say([*above, f"{prompt}{now}:"])
        reply = self._replies.line()
        if reply is None or not present:
            return reply
        return {"": present, "-": ""}.get(reply.strip(), reply)

    def edit(self, text: str) -> str | None:
        """Let a longer text be edited."""
        return self._replies.edit(text)

    def choose(self, title: str, options: Sequence[str]) -> int | None:
        """Let one of several be picked by its number."""
        self._say([title, *(f"{number}. {each}" for number, each in enumerate(options, 1))])
        while True:
            self._say(["Number (blank for none of them):"])
            reply = (self._replies.line() or "").strip()
            if not reply:
                return None
            if reply.isdecimal() and 0 < int(reply) <= len(options):
                return int(reply) - 1

    def decide(self, lines: Sequence[str], options: Mapping[str, str], otherwise: str) -> str:
        """Let one of a few be decided by its key; at the end of input, `otherwise`."""
        self._say(lines)
        while True:
            self._say([", ".join(f"{key} {what}" for key, what in options.items()) + ":"])
            reply = self._replies.command()
            if reply is None:
                return otherwise
            if reply.strip().casefold() in options:
                return reply.strip().casefold()

    def _say(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._write(harmless(line.replace("\n", " ")))


def question_lines(page: Page, *, whole: bool) -> list[str]:
    """A question as labelled lines; without `whole`, only what is needed to answer it."""
    lines = [_place(page), f"Requirement: {page.statement}" if page.statement else page.lead]
    if page.items and not page.statement:
        lines += [f"{item.label}: {item.statement}" for item in page.items]
    if whole:
        lines += _context(page)
    lines.append(f"Question: {page.question}")
    if whole:
        lines += guidance_lines(page)
    return [*lines, *(f"{name}: {text}" for name, text in page.present)]


def _place(page: Page) -> str:
    progress = page.progress
    parts = [f"{page.id}: {page.clause} {page.title}."]
    done = f"{progress.answered} of {progress.total} {progress.word}"
    parts.append(f"{done}, {progress.percent} % of all answered.")
    if progress.seconds_left is not None:
        parts.append(f"About {duration(progress.seconds_left)} left.")
    return " ".join(parts)


def _context(page: Page) -> list[str]:
    if not page.items or not page.statement:
        return []
    marks = [
        f"{item.label} {'not rated' if item.mark == UNRATED else item.mark}"
        + (", this one" if item.current else "")
        for item in page.items
    ]
    return [f"Belongs to: {page.lead}", f"Items: {'; '.join(marks)}"]


def guidance_lines(page: Page) -> list[str]:
    """What helps to answer, as labelled lines."""
    lines = [f"Look for: {page.guidance}"] if page.guidance else []
    lines += [f"Ask to see: {each}" for each in page.evidence]
    for each in page.meanings:
        bounds = f" {each.bounds}" if each.bounds else ""
        lines.append(f"{each.symbol}, {each.name}{bounds}: {each.text}".removesuffix(": "))
    lines += [f"Due: {page.document}"] if page.document else []
    return lines + ([f"No occurrence, only where: {page.condition}"] if page.condition else [])


def help_lines(page: Page) -> list[str]:
    """Everything about a question, and every command, as labelled lines."""
    lines = [*question_lines(page, whole=True), *(f"{name}: {text}" for name, text in page.facts)]
    lines += [f"Key {each.key}: {each.name}" for each in page.meanings]
    return lines + [f"Key {each.key}: {each.full}" for each in usable(page)]
