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
from iso20k_gap.interview.noted import share
from iso20k_gap.interview.pace import duration
from iso20k_gap.interview.page import UNRATED, Item, Page, mark_name
from iso20k_gap.language import _

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
            # for translators: {keys} are the keys that rate, such as f l p n
            self._say([_("{keys} rate, ? help, q quit:").format(keys=rating_letters(page))])
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
            self._say([_("Enter goes on, b goes back, u undoes, j jumps, q leaves.")])

    def line(self, prompt: str, present: str = "", above: Sequence[str] = ()) -> str | None:
        """Ask for a line; an empty one keeps what is there, a dash empties it."""
        asked = f"{prompt}:"
        if present:
            form = _("{prompt} (now: {present}; blank keeps it, - empties it):")
            asked = form.format(prompt=prompt, present=present)
        self._say([*above, asked])
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
            self._say([_("Number (blank for none of them):")])
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
    requirement = _labelled(_("Requirement"), page.statement) if page.statement else page.lead
    lines = [_place(page), requirement]
    if page.items and not page.statement:
        lines += [_labelled(item.label, item.statement) for item in page.items]
    if whole:
        lines += _context(page)
    lines.append(_labelled(_("Question"), page.question))
    if whole:
        lines += guidance_lines(page)
    return [*lines, *(_labelled(name, text) for name, text in page.present)]


def _labelled(name: str, text: str) -> str:
    return f"{name}: {text}"


def _place(page: Page) -> str:
    progress = page.progress
    done = (
        _("{done} of {total} done, {share} of all answered.")
        if progress.again
        else _("{done} of {total} answered, {share} of all answered.")
    )
    parts = [
        f"{page.id}: {page.clause} {page.title}.",
        done.format(done=progress.answered, total=progress.total, share=share(progress.percent)),
    ]
    if progress.seconds_left is not None:
        # for translators: {duration} is a time such as 20 min
        left = _("About {duration} left.")
        parts.append(left.format(duration=duration(progress.seconds_left)))
    return " ".join(parts)


def _context(page: Page) -> list[str]:
    if not page.items or not page.statement:
        return []
    marks = "; ".join(_item(item) for item in page.items)
    return [_labelled(_("Belongs to"), page.lead), _labelled(_("Items"), marks)]


def _item(item: Item) -> str:
    mark = _("not rated") if item.mark == UNRATED else mark_name(item.mark)
    # for translators: {item} is a letter such as b), {mark} how it is rated
    form = _("{item} {mark}, this one") if item.current else "{item} {mark}"
    return form.format(item=item.label, mark=mark)


def guidance_lines(page: Page) -> list[str]:
    """What helps to answer, as labelled lines."""
    lines = [_labelled(_("Look for"), page.guidance)] if page.guidance else []
    lines += [_labelled(_("Ask to see"), each) for each in page.evidence]
    for each in page.meanings:
        bounds = f" {each.bounds}" if each.bounds else ""
        lines.append(f"{each.symbol}, {each.name}{bounds}: {each.text}".removesuffix(": "))
    lines += [_labelled(_("Due"), page.document)] if page.document else []
    if page.condition:
        form = _("No occurrence, only where: {condition}")
        lines.append(form.format(condition=page.condition))
    return lines


def help_lines(page: Page) -> list[str]:
    """Everything about a question, and every command, as labelled lines."""
    lines = question_lines(page, whole=True)
    lines += [_labelled(name, text) for name, text in page.facts]
    form = _("Key {key}: {meaning}")
    lines += [form.format(key=each.key, meaning=each.name) for each in page.meanings]
    return lines + [form.format(key=each.key, meaning=each.full) for each in usable(page)]
