"""Make the README's pictures anew: `python docs/pictures.py`; needs the development tools."""

import os
import shutil
import sys
import tempfile
from itertools import groupby
from pathlib import Path

import pexpect
import pypdfium2
import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

from iso20k_gap.cli.demo import EXAMPLE

PICTURES = Path(__file__).parent / "pictures"
DAY = "2026-10-15"
PROGRAM = f"{sys.executable} -m iso20k_gap"
COLOURS = {"brown": "yellow", "default": None, "brightbrown": "bright_yellow"}


def main() -> None:
    """Run the example and draw what a person sees."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        example = Path(__file__).parent.parent / "examples" / EXAMPLE
        shutil.copytree(example, work / "northgate")
        draw(work, f"status northgate --date {DAY}", "status", (48, 96))
        draw(work, "assess northgate --clause 8.6.3", "assess", (30, 96), leave="q")
        pages(work)


def draw(work: Path, command: str, name: str, size: tuple[int, int], leave: str = "") -> None:
    """Run a command in a terminal of that size and save its screen as SVG."""
    screen = pyte.Screen(size[1], size[0])
    stream = pyte.ByteStream(screen)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "", "PYTHONUTF8": "1"}
    child = pexpect.spawn(f"{PROGRAM} {command}", cwd=work, dimensions=size, env=environment)
    while True:
        try:
            stream.feed(child.read_nonblocking(65536, timeout=4))
        except (pexpect.EOF, pexpect.TIMEOUT):
            break
    if leave:
        child.send(leave)
    child.close()
    console = Console(record=True, width=size[1], file=(work / "nowhere").open("w"))
    lines = [text_of(screen, row) for row in range(size[0])]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    for line in lines:
        console.print(line, no_wrap=True)
    title = f"iso20k-gap {command.split(' --date', maxsplit=1)[0]}"
    svg = console.export_svg(title=title, unique_id=name)
    (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")


def text_of(screen: pyte.Screen, row: int) -> Text:
    """One line of the screen with its colours."""
    cells = [screen.buffer[row][column] for column in range(screen.columns)]
    line = Text()
    for style, run in groupby(cells, key=style_of):
        line.append("".join(cell.data for cell in run), style)
    line.rstrip()
    return line


def style_of(cell: pyte.screens.Char) -> Style:
    """A cell's colours as rich knows them."""
    foreground, background = (_colour(each) for each in (cell.fg, cell.bg))
    return Style(
        color=foreground,
        bgcolor=background,
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        reverse=cell.reverse,
    )


def _colour(name: str) -> str | None:
    if name in COLOURS:
        return COLOURS[name]
    if len(name) == 6 and all(letter in "0123456789abcdef" for letter in name):  # noqa: PLR2004
        return f"#{name}"
    return name.replace("bright", "bright_")


def pages(work: Path) -> None:
    """Draw the pages of the report that the README shows."""
    report = work / "report.pdf"
    command = f"{PROGRAM} report northgate --date {DAY} -f pdf -o {report}"
    pexpect.run(command, cwd=str(work), timeout=600)
    document = pypdfium2.PdfDocument(report)
    wanted = {"summary": "Are we ready?", "results": "Heat map of", "plan": "Implementation plan"}
    for name, words in wanted.items():
        for number, page in enumerate(document):
            if number > 1 and words in page.get_textpage().get_text_range():
                page.render(scale=1.4).to_pil().quantize(64).save(
                    PICTURES / f"{name}.png", optimize=True
                )
                break


if __name__ == "__main__":
    main()
