"""The parts of a question's page as blocks of lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.interview.blocks import Block, Lines, cut, plain, wrapped
from iso20k_gap.interview.page import UNRATED, Meaning, Page
from iso20k_gap.language import N_, _

LABEL = 12
"""The columns of the labels beside the texts; more where a label needs them."""

# for translators: labels in a narrow column; "Due" is the documented information to be there
LOOK_FOR, ASK_TO_SEE, SCALE, DUE = N_("Look for"), N_("Ask to see"), N_("Scale"), N_("Due")
# for translators: o is the key for "no occurrence" and stays; what follows is the condition
O_POSSIBLE = N_("o possible")
GOOD, FAIR, POOR, BAD = "green", "cyan", "yellow", "red"
STYLES = {"F": GOOD, "L": FAIR, "P": POOR, "N": BAD, "yes": GOOD, "partial": POOR, "no": BAD}


@dataclass(frozen=True)
class Glyphs:
    """The signs a terminal can show."""

    rule: str = "─"
    post: str = "│"
    full: str = "█"
    empty: str = "░"
    here: str = "▸"
    dots: str = "…"
    bullet: str = "•"
    unrated: str = UNRATED
    bar: str = "┃"


UNICODE = Glyphs()
ASCII = Glyphs("-", "|", "#", ".", ">", "...", "*", ".", "|")


@dataclass(frozen=True)
class Parts:
    """The blocks of a page at a width."""

    page: Page
    width: int
    glyphs: Glyphs

    @property
    def indent(self) -> int:
        """The columns that the labels of this page need, within a third of the width."""
        present = [name for name, _text in self.page.present]
        labels = [_(each) for each in (LOOK_FOR, ASK_TO_SEE, SCALE, DUE, O_POSSIBLE)]
        widest = max(Text(each).cell_len for each in (*labels, *present))
        return max(LABEL, min(widest + 1, self.width // 3))

    def space(self, name: str = "space") -> Block:
        """An empty line."""
        return Block(name, [[Text()], []])

    def sentence(self) -> list[Block]:
        """What the items of the sentence have in common, and the items."""
        if not self.page.items:
            return []
        lead = wrapped(plain(self.page.lead), self.width)
        return [
            Block("lead", [lead, self._cut(lead, 1), []]),
            Block("items", [self._items(whole=True), self._items(whole=False), self._chips(), []]),
            self.space(),
        ]

    def _items(self, *, whole: bool) -> Lines:
        lines: Lines = []
        indent = (
            max(len(each.label) + self._mark(each.mark).cell_len for each in self.page.items) + 5
        )
        for item in self.page.items:
            here = self.glyphs.here if item.current else " "
            label = Text.assemble(f"{here} {item.label} ", self._mark(item.mark))
            style = "bold" if item.current else ""
            text = wrapped(plain(item.statement, style), self.width, label, indent)
            lines += text if whole else self._cut(text, 1)
        return lines

    def _chips(self) -> Lines:
        lines = [Text()]
        for item in self.page.items:
            here = self.glyphs.here if item.current else ""
            chip = Text.assemble(f"{here}{item.label} ", self._mark(item.mark))
            chip.stylize("bold" if item.current else "")
            if lines[-1].cell_len + chip.cell_len + 3 > self.width:
                lines.append(Text())
            lines[-1] = Text.assemble(lines[-1], "   " if lines[-1] else "", chip)
        return lines

    def _mark(self, mark: str) -> Text:
        shown = self.glyphs.unrated if mark == UNRATED else mark.replace(NO_OCCURRENCE, "o")
        return Text(shown, style=STYLES.get(mark, ""))

    def asked(self) -> list[Block]:
        """What is demanded, and the question."""
        label = Text(f"{self.page.id}  ", "cyan")
        own = self.page.statement
        statement = wrapped(Text.assemble(label, plain(own)), self.width) if own else []
        asked = plain(self.page.question, "bold")
        lines = wrapped(asked if own else Text.assemble(label, asked), self.width - 2)
        question = [Text.assemble((f"{self.glyphs.bar} ", "cyan"), line) for line in lines]
        return [
            Block("statement", [statement, self._cut(statement, 2), self._cut(statement, 1)]),
            *([self.space("gap")] if own else []),
            Block("question", [question]),
        ]

    def guidance(self) -> Block:
        """What to look for."""
        lines = self._labelled(_(LOOK_FOR), plain(self.page.guidance))
        counts = (4, 3, 2, 1)
        forms = [lines, *(self._cut(lines, count) for count in counts), []]
        return Block("guidance", forms if self.page.guidance else [[]])

    def shown(self) -> Block:
        """What to ask to be shown."""
        texts = [plain(each) for each in self.page.evidence]
        whole = self._list(_(ASK_TO_SEE), texts, whole=True)
        brief = self._list(_(ASK_TO_SEE), texts, whole=False)
        joined = plain("; ".join(self.page.evidence))
        single = self._cut(self._labelled(_(ASK_TO_SEE), joined), 2)
        return Block("shown", [whole, brief, single, self._cut(single, 1), []] if texts else [[]])

    def meanings(self) -> Block:
        """What each rating means for this requirement."""
        meant = [each for each in self.page.meanings if each.text]
        if not meant:
            return Block("meanings", [self._scale(), []])
        whole = [line for each in meant for line in self._meaning(each)]
        brief = [line for each in meant for line in self._cut(self._meaning(each), 1)]
        told = [line for each in meant[:-1] for line in self._cut(self._meaning(each), 1)]
        return Block("meanings", [whole, brief, told, []])

    def _meaning(self, meaning: Meaning) -> Lines:
        label = Text.assemble(
            (meaning.symbol, STYLES.get(meaning.symbol, "bold")), f" {meaning.bounds}"
        )
        return wrapped(plain(meaning.text), self.width, label, self.indent)

    def _scale(self) -> Lines:
        names = [f"{each.symbol} {each.name} {each.bounds}".strip() for each in self.page.meanings]
        return self._labelled(_(SCALE), plain(", ".join(names)))

    def facts(self) -> Block:
        """Documented information due, and when nothing may have occurred."""
        lines = self._labelled(_(DUE), plain(self.page.document)) if self.page.document else []
        condition = plain(_("only where: {condition}").format(condition=self.page.condition))
        more = self._labelled(_(O_POSSIBLE), condition) if self.page.condition else []
        return Block("facts", [[*lines, *more], [*lines, *self._cut(more, 1)], lines, []])

    def present(self) -> Block:
        """The answer there is now."""
        pairs = [(name, plain(text)) for name, text in self.page.present]
        whole = [line for name, text in pairs for line in self._labelled(name, text, "bold")]
        brief = [
            line
            for name, text in pairs
            for line in self._cut(self._labelled(name, text, "bold"), 1)
        ]
        return Block("present", [whole, brief, brief[:2], brief[:1]])

    def _labelled(self, name: str, text: Text, style: str = "") -> Lines:
        return wrapped(text, self.width, Text(name, style or "cyan"), self.indent)

    def _list(self, name: str, texts: Sequence[Text], *, whole: bool) -> Lines:
        lines: Lines = []
        for number, text in enumerate(texts):
            label = Text(name if number == 0 else "", "cyan")
            label.truncate(self.indent, overflow="ellipsis", pad=True)
            label.append(f"{self.glyphs.bullet} ")
            made = wrapped(text, self.width, label, self.indent + 2)
            lines += made if whole else self._cut(made, 1)
        return lines

    def _cut(self, lines: Lines, count: int) -> Lines:
        return cut(lines, count, self.width, self.glyphs.dots)
