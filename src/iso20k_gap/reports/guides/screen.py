"""A manuscript for the terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from iso20k_gap.core.manuscript import Bullets, Grid, Heading, Manuscript, Paragraph, Steps
from iso20k_gap.core.printable import harmless


def parts(manuscript: Manuscript) -> Iterator[RenderableType]:
    """The manuscript piece by piece, for a console."""
    yield Text(harmless(manuscript.title), "bold")
    yield Text(harmless(manuscript.subtitle), "dim")
    for block in manuscript.blocks:
        match block:
            case Heading():
                yield Text(f"\n{harmless(block.text)}", "bold cyan" if block.level == 1 else "bold")
            case Paragraph():
                yield Padding(Text(harmless(block.text), "dim" if block.hint else ""), (0, 0, 0, 2))
            case Bullets():
                yield _marked([("•", each) for each in block.items])
            case Steps():
                numbered = enumerate(block.steps, start=block.first)
                yield _marked([(f"{number}.", step.text) for number, step in numbered])
            case Grid():
                yield _table(block)


def _marked(items: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", min_width=3, no_wrap=True)
    table.add_column(overflow="fold")
    for mark, text in items:
        table.add_row(mark, harmless(text))
    return table


def _table(block: Grid) -> Padding:
    table = Table(box=None, pad_edge=False)
    for name, share in zip(block.header, block.widths, strict=True):
        table.add_column(Text(harmless(name)), overflow="fold", ratio=share)
    for row in block.rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    return Padding(table, (0, 0, 0, 2), expand=True)
