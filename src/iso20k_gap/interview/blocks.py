"""Lines of text that know how to become fewer, so that a page fits its screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from iso20k_gap.core.printable import harmless

Lines = list[Text]
_MEASURE = Console(width=200, highlight=False, markup=False, emoji=False, color_system=None)


@dataclass
class Block:
    """A part of a page: the same thing said ever more briefly; an empty form is not shown."""

    name: str
    forms: Sequence[Lines]
    chosen: int = 0

    @property
    def lines(self) -> Lines:
        """The lines of the form chosen."""
        return self.forms[self.chosen]

    def change(self, by: int) -> None:
        """Choose a briefer form, or a fuller one with a negative number, if there is one."""
        self.chosen = min(max(self.chosen + by, 0), len(self.forms) - 1)


def fit(blocks: Sequence[Block], steps: Sequence[str], height: int) -> Lines:
    """The blocks' lines, shortened step by step until they fit; cut at last.

    Where shortening gave more room than was needed, what was shortened last grows again.
    """
    done = 0
    while _height(blocks) > height and done < len(steps):
        _change(blocks, steps[done], 1)
        done += 1
    for name in reversed(steps[: max(done - 1, 0)]):
        before = [block.chosen for block in blocks]
        _change(blocks, name, -1)
        if _height(blocks) > height:
            for block, chosen in zip(blocks, before, strict=True):
                block.chosen = chosen
    return [line for block in blocks for line in block.lines][:height]


def _height(blocks: Sequence[Block]) -> int:
    return sum(len(block.lines) for block in blocks)


def _change(blocks: Sequence[Block], name: str, by: int) -> None:
    for block in blocks:
        if block.name == name:
            block.change(by)


def plain(text: str, style: str = "") -> Text:
    """A text for the screen, made harmless and on one line."""
    return Text(harmless(text.replace("\n", " ").replace("\t", " ")), style=style)


def wrapped(text: Text, width: int, label: Text | None = None, indent: int = 0) -> Lines:
    """The text in lines, the first beside its label, the others indented under it."""
    room = max(width - indent, 8)
    lines = list(text.wrap(_MEASURE, room)) or [Text()]
    first = label.copy() if label else Text()
    first.truncate(indent, overflow="ellipsis", pad=True)
    return [
        Text.assemble(first if number == 0 else Text(" " * indent), line)
        for number, line in enumerate(lines)
    ]


def cut(lines: Lines, count: int, width: int, dots: str) -> Lines:
    """The first lines, with dots at the end where some were left out."""
    if len(lines) <= count:
        return lines
    kept = [line.copy() for line in lines[:count]]
    if kept:
        last = kept[-1]
        last.rstrip()
        if last.cell_len > width - len(dots) - 1:
            last.truncate(width - len(dots) - 1)
            head = last.plain.rpartition(" ")[0]
            if len(head) > len(last.plain) // 2:  # without spaces it ends at any sign
                last.right_crop(len(last.plain) - len(head))
        last.append(f" {dots}", style="dim")
    return kept


def sides(left: Text, right: Text, width: int, dots: str) -> Text:
    """Two texts on one line, at its two ends; the left one gives way, then the right one."""
    if right.cell_len > width:
        right = right.copy()
        right.truncate(width - len(dots))
        right.append(dots)
    room = max(width - right.cell_len - 2, 0)
    first = left.copy()
    if first.cell_len > room:
        first.truncate(max(room - len(dots), 0))
        first.append(dots if room else "")
    gap = max(width - first.cell_len - right.cell_len, 0)
    return Text.assemble(first, " " * gap, right)


def beside(left: Lines, right: Lines, width: int, rule: str) -> Lines:
    """Two columns of lines, with a rule between them; `width` is that of the left one."""
    count = max(len(left), len(right))
    rows = []
    for number in range(count):
        first = left[number].copy() if number < len(left) else Text()
        first.truncate(width, pad=True)
        second = right[number] if number < len(right) else Text()
        rows.append(Text.assemble(first, (f" {rule} ", "dim"), second))
    return rows
