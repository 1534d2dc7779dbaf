"""Manuscripts on the terminal: every block readable, nothing obeyed."""

from io import StringIO

from rich.console import Console

from builders import TODAY
from iso20k_gap.core.manuscript import (
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
    Step,
    Steps,
)
from iso20k_gap.reports.guides import screen


def shown(*blocks, width=60):
    """What a terminal of this width gets to see."""
    console = Console(file=StringIO(), width=width, highlight=False, markup=False, emoji=False)
    for part in screen.parts(Manuscript("Title", "Sub", "Acme", TODAY, blocks)):
        console.print(part)
    return console.file.getvalue()


def test_every_block_is_shown():
    """Headings, hints, lists, steps and tables all appear, steps with their numbers."""
    text = shown(
        Heading("Inputs"),
        Heading("Part", 2),
        Paragraph("plain"),
        Paragraph("hint", hint=True),
        Bullets(("one",)),
        Steps((Step("go"), Step("on")), first=9),
        Grid(("A", "B"), (("1", "2"),), (50, 50)),
    )

    for words in ("Title", "Sub", "Inputs", "Part", "plain", "hint", "• one", "9. go", "10. on"):
        assert words in text
    assert [line.split() for line in text.splitlines()][-2:] == [["A", "B"], ["1", "2"]]


def test_typed_text_is_shown_not_obeyed():
    """Control signs and markup in any block reach the screen as text."""
    typed = "\x1b[31m[bold]x[/bold] :smile: \u202e"
    text = shown(
        Heading(typed), Paragraph(typed), Bullets((typed,)), Grid((typed,), ((typed,),), (1,))
    )

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("[bold]x[/bold] :smile:") == 5


def test_long_lines_stay_within_the_terminal():
    """Nothing runs past the edge, however narrow."""
    text = shown(Paragraph("word " * 60), Grid(("A", "B"), (("x" * 90, "y"),), (9, 1)), width=40)

    assert max(len(line) for line in text.splitlines()) <= 40
