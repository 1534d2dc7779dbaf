"""A question's page drawn for a terminal of any size: what matters most stays."""

from dataclasses import dataclass

from rich.text import Text

from iso20k_gap.interview.blocks import Lines, beside, cut, fit, plain, sides, wrapped
from iso20k_gap.interview.commands import HELP, rating_letters, usable
from iso20k_gap.interview.pace import duration
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.parts import UNICODE, Glyphs, Parts

WIDE = 132
BAR = 12
LONGEST_MESSAGE = 3
READABLE = 110
KEYS = "Keys"
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
        whole = f"{progress.percent} % of all answered"
        if progress.seconds_left is not None:
            whole = f"about {duration(progress.seconds_left)} left, {whole}"
        place = Text.assemble((page.clause, "cyan"), " ", plain(page.title, "bold"))
        return [
            sides(name, Text(whole), self.width, self.glyphs.dots),
            sides(place, self._progress(page), self.width, self.glyphs.dots),
            self.rule(),
        ]

    def _progress(self, page: Page) -> Text:
        progress = page.progress
        share = progress.answered / progress.total if progress.total else 1
        filled = int(share * BAR)
        text = Text(f"{progress.answered} of {progress.total} {progress.word} ")
        text.append(self.glyphs.full * filled + self.glyphs.empty * (BAR - filled), "cyan")
        if progress.put_off:
            text.append(f" {progress.put_off} put off")
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
        last = Text.assemble((HELP, "bold"), " help  ", ("q", "bold"), " quit")
        texts = [Text.assemble((rating_letters(page), "bold"), " rate")]
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
    for name, text in page.facts:
        lines += wrapped(plain(text), width, Text(name, "cyan"), 20)
    lines.append(Text())
    for block in part.sentence():
        lines += block.forms[0]
    return [*lines, Text(KEYS, "bold"), *keys_help(page, width)]


def keys_help(page: Page, width: int) -> Lines:
    """What every key does."""
    lines: Lines = []
    for meaning in page.meanings:
        text = plain(f"rate {meaning.symbol}: {meaning.name}")
        lines += wrapped(text, width, Text(meaning.key, "bold"), 8)
    for each in usable(page):
        lines += wrapped(plain(each.full), width, Text(each.key, "bold"), 8)
    return lines
