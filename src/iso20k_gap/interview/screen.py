"""A question's page drawn for a terminal of any size: what matters most stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from iso20k_gap.interview.blocks import Lines, beside, cut, fit, plain, sides, wrapped
from iso20k_gap.interview.commands import HELP, rating_letters, usable
from iso20k_gap.interview.noted import share
from iso20k_gap.interview.pace import duration
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.parts import UNICODE, Glyphs, Parts
from iso20k_gap.language import _, ngettext

WIDE = 132
BAR = 12
LONGEST_MESSAGE = 3
READABLE = 110
FACTS = 20
"""The columns of the labels in the full help; more where a label needs them."""

KEY = 8
SINGLE_STEPS = (
    "items guidance facts shown meanings items guidance shown space meanings guidance facts "
    "present guidance gap meanings shown lead guidance statement shown facts meanings "
    "present items lead statement"
)
LEFT_STEPS = "items space present items lead statement gap present items"
RIGHT_STEPS = "facts guidance space shown meanings guidance shown meanings guidance shown guidance"


@dataclass(frozen=True)
class Screen:
    """How large the terminal is, and what it can show."""

    width: int
    height: int
    glyphs: Glyphs = UNICODE

    def draw(self, page: Page) -> Lines:
        """The page in at most as many lines as there are."""
        head, foot = self._head(page), self._foot(page)
        room = max(self.height - len(head) - len(foot), 1)
        body = self._two_columns(page, room) if self.width >= WIDE else self._body(page, room)
        gap = [Text()] * (room - len(body))
        return [*head, *body, *gap, *foot][: self.height]

    def rule(self) -> Text:
        """A line across."""
        return Text(self.glyphs.rule * self.width, style="dim")

    def _head(self, page: Page) -> Lines:
        progress = page.progress
        name = Text.assemble(plain(page.organisation, "bold"), "  ", plain(page.edition))
        whole = _("{share} of all answered").format(share=share(progress.percent))
        if progress.seconds_left is not None:
            # for translators: {duration} is a time such as 20 min
            form = _("about {duration} left, {share} of all answered")
            left = duration(progress.seconds_left)
            whole = form.format(duration=left, share=share(progress.percent))
        place = Text.assemble((page.clause, "cyan"), " ", plain(page.title, "bold"))
        return [
            sides(name, Text(whole), self.width, self.glyphs.dots),
            sides(place, self._progress(page), self.width, self.glyphs.dots),
            self.rule(),
        ]

    def _progress(self, page: Page) -> Text:
        progress = page.progress
        filled = int(progress.answered / progress.total * BAR) if progress.total else BAR
        form = _("{done} of {total} done") if progress.again else _("{done} of {total} answered")
        text = Text(f"{form.format(done=progress.answered, total=progress.total)} ")
        text.append(self.glyphs.full * filled + self.glyphs.empty * (BAR - filled), "cyan")
        if progress.put_off:
            put_off = ngettext("{count} put off", "{count} put off", progress.put_off)
            text.append(f" {put_off.format(count=progress.put_off)}")
        return text

    def _foot(self, page: Page) -> Lines:
        message = plain(page.message, "bold")
        rows = 1 if self.height < 30 else 2  # noqa: PLR2004 - a low screen has no room to spare
        return [
            self.rule(),
            *self._keys(page, rows),
            *cut(wrapped(message, self.width), LONGEST_MESSAGE, self.width, self.glyphs.dots),
        ]

    def _keys(self, page: Page, rows: int) -> Lines:
        last = Text.assemble((HELP, "bold"), f" {_('help')}  ", ("q", "bold"), f" {_('quit')}")
        # for translators: stands after the keys that rate: f l p n rate
        rate = _("rate")
        texts = [Text.assemble((rating_letters(page), "bold"), f" {rate}")]
        if rows == 1 and texts[0].cell_len + last.cell_len + 4 > self.width:
            last = Text(f"{HELP} q", "bold")
        texts += [
            Text.assemble((each.key, "bold"), f" {each.short}")
            for each in usable(page)
            if each.key != "q"
        ]
        lines = [Text()]
        for text in texts:
            room = self.width - (last.cell_len + 2 if len(lines) == rows else 0)
            if lines[-1].cell_len + text.cell_len + 2 > room:
                if len(lines) == rows:
                    continue
                lines.append(Text())
            lines[-1] = Text.assemble(lines[-1], "  " if lines[-1] else "", text)
        lines[-1] = Text.assemble(lines[-1], "  ", last)
        return lines

    # --- the body ------------------------------------------------------------------------

    def _body(self, page: Page, height: int) -> Lines:
        part = Parts(page, self.width, self.glyphs)
        blocks = [
            *part.sentence(),
            *part.asked(),
            part.space(),
            part.guidance(),
            part.shown(),
            part.meanings(),
            part.facts(),
            part.space(),
            part.present(),
        ]
        return fit(blocks, SINGLE_STEPS.split(), height)

    def _two_columns(self, page: Page, height: int) -> Lines:
        left = (self.width - 3) // 2
        first = Parts(page, left, self.glyphs)
        second = Parts(page, self.width - 3 - left, self.glyphs)
        asked = [*first.sentence(), *first.asked(), first.space(), first.present()]
        help_ = [
            *(second.guidance(), second.space(), second.shown(), second.space()),
            *(second.meanings(), second.space(), second.facts()),
        ]
        return beside(
            fit(asked, LEFT_STEPS.split(), height),
            fit(help_, RIGHT_STEPS.split(), height),
            left,
            self.glyphs.post,
        )


def full_help(page: Page, screen: Screen) -> Lines:
    """Everything there is about a question, as long as it takes, and the keys."""
    width = min(screen.width, READABLE)
    part = Parts(page, width, screen.glyphs)
    lines = [Text(f"{page.clause} {page.title}", "cyan"), Text()]
    for block in (*part.asked(), part.guidance(), part.shown(), part.meanings(), part.facts()):
        lines += [*block.forms[0], Text()] if block.forms[0] and block.name != "gap" else []
    indent = _indent([name for name, _text in page.facts], FACTS, width)
    for name, text in page.facts:
        lines += wrapped(plain(text), width, Text(name, "cyan"), indent)
    lines.append(Text())
    for block in part.sentence():
        lines += block.forms[0]
    return [*lines, Text(_("Keys"), "bold"), *keys_help(page, width)]


def _indent(labels: Sequence[str], least: int, width: int) -> int:
    """The columns that the labels need, within a third of the width."""
    widest = max((Text(each).cell_len for each in labels), default=0)
    return max(least, min(widest + 1, width // 3))


def keys_help(page: Page, width: int) -> Lines:
    """What every key does."""
    lines: Lines = []
    commands = usable(page)
    indent = _indent([each.key for each in commands], KEY, width)
    for meaning in page.meanings:
        text = plain(_("rate {symbol}: {name}").format(symbol=meaning.symbol, name=meaning.name))
        lines += wrapped(text, width, Text(meaning.key, "bold"), indent)
    for each in commands:
        lines += wrapped(plain(each.full), width, Text(each.key, "bold"), indent)
    return lines
