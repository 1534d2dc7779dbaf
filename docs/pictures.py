"""Make the README's pictures anew: `python docs/pictures.py`; needs the development tools."""

import os
import re
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
SESSION = (
    'rate northgate 8.6.1=F 8.6.2-04=L --note "Seen in the service desk tool"',
    "next northgate -n 3",
    "check northgate --max-majors 0 --min-conformity 55",
    "report northgate -f pdf -f xlsx -o out",
)
"""The commands of the picture of a whole session."""

PAGES = {"summary": "Are we ready?", "results": "Heat map of", "gantt": "Dark bars:"}
"""The pages of the report that are drawn, and words that stand on each and nowhere before it."""

FONTS = "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def main() -> None:
    """Run the example and draw what a person sees."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        example = Path(__file__).parent.parent / "examples" / EXAMPLE
        shutil.copytree(example, work / "northgate")
        shutil.copytree(example, work / "acme")
        leave_open(work / "acme" / "answers" / "8.6.yaml", "8.6.3-03")
        draw(work, [f"status northgate --date {DAY}"], "status", (80, 92))
        draw(work, ["assess acme --clause 8.6.3"], "assess", (30, 92), leave="q")
        draw(work, [f"{each} --date {DAY}" for each in SESSION], "terminal", (60, 92))
        pages(work)


def leave_open(answers: Path, first: str) -> None:
    """Take the answers from this one on out of a file."""
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text[: text.index(f"\n{first}:") + 1], encoding="utf-8")


def draw(work: Path, calls: list[str], name: str, size: tuple[int, int], leave: str = "") -> None:
    """Run commands one after the other in a terminal of that size and save its screen as SVG."""
    screen = pyte.Screen(size[1], size[0])
    stream = pyte.ByteStream(screen)
    shown = [each.partition(" --date")[0] for each in calls]
    for call, words in zip(calls, shown, strict=True):
        if len(calls) > 1:
            stream.feed(f"\x1b[1;32m$\x1b[0m \x1b[1miso20k-gap {words}\x1b[0m\r\n".encode())
        _run(stream, call, work, size, leave)
        if call != calls[-1]:
            stream.feed(b"\r\n")
    lines = [text_of(screen, row) for row in range(size[0])]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    if lines and len(lines) == size[0]:
        sys.exit(f"{name}: the screen is too small")
    console = Console(record=True, width=size[1], file=(work / "nowhere").open("w"))
    for line in lines:
        console.print(line, no_wrap=True)
    title = "iso20k-gap" if len(calls) > 1 else f"iso20k-gap {shown[0]}"
    svg = console.export_svg(title=title, unique_id=name)
    (PICTURES / f"{name}.svg").write_text(_self_contained(svg), encoding="utf-8")


def _run(stream: pyte.ByteStream, call: str, work: Path, size: tuple[int, int], leave: str) -> None:
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "", "PYTHONUTF8": "1"}
    child = pexpect.spawn(f"{PROGRAM} {call}", cwd=work, dimensions=size, env=environment)
    while True:
        try:
            stream.feed(child.read_nonblocking(65536, timeout=4 if leave else 120))
        except (pexpect.EOF, pexpect.TIMEOUT):
            break
    if leave:
        child.send(leave)
    child.close()


def _self_contained(svg: str) -> str:
    """The picture with fonts that machines have: it is to ask no other site for one."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", FONTS)


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
    texts = [page.get_textpage().get_text_range() for page in document]
    for name, words in PAGES.items():
        found = [number for number, text in enumerate(texts) if number > 1 and words in text]
        if not found:
            sys.exit(f"no page of the report says {words!r}")
        image = document[found[0]].render(scale=1.4).to_pil()
        image.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
