"""Paper: the full report as PDF, against the same HTML printed by a browser, and by its length."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import example, peers
from benchmarks.clock import PROGRAM, Clock, Work, python
from benchmarks.outcome import Line

BROWSER = 2
"""How many times as long as a browser a PDF may take."""

MEGABYTES = 300
"""How much memory the full report may take."""

LINEAR = 1.25
"""How much longer a page of a long report may take than one of a short report."""

PAGE = """
import sys
from pathlib import Path
from benchmarks.page import written
written(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
"""
"""Writes the page of a report whose notes are so many times as long, as a browser can read it."""

DRAW = """
import gc, sys
from pathlib import Path
from iso20k_gap.__main__ import SELDOM
gc.set_threshold(SELDOM)
from benchmarks.page import drawn
Path(sys.argv[2]).write_bytes(drawn(Path(sys.argv[1])))
gc.freeze()
"""
"""Draws such a page as the program does."""

COUNT = """
import json, sys
from pypdfium2 import PdfDocument
print(json.dumps({"pages": len(PdfDocument(sys.argv[1]))}))
"""


def lines(clock: Clock, lengths: tuple[int, ...] = (1, 3, 9), runs: int = 3) -> Iterator[Line]:
    """The report of the example, whole; then with longer notes."""
    place = clock.folder()
    folder = example.copied(place)
    report = Work((*PROGRAM, "report", str(folder), "-f", "pdf", "-o", str(place / "out")))
    pages = {length: _page(clock, folder, place, length) for length in lengths}
    works = {str(length): _drawing(page) for length, page in pages.items()} | {"report": report}
    if browser := peers.chromium():
        first = pages[lengths[0]]
        works["browser"] = peers.printed(browser, first, first.with_suffix(".browser.pdf"))
    took = clock.turns(works, runs)
    first, last = lengths[0], lengths[-1]
    if browser:
        theirs = took["browser"].seconds
        against = "Chromium, the same HTML"
        yield Line("paper", "HTML to PDF", took[str(first)].seconds, against, theirs, BROWSER)
    yield Line("paper", "report -f pdf, whole", took["report"].seconds)
    yield Line("paper", "its memory", took["report"].megabytes, limit=MEGABYTES, unit="MB")
    counts = {length: _count(clock, page.with_suffix(".pdf")) for length, page in pages.items()}
    each = {length: took[str(length)].seconds / counts[length] for length in lengths}
    for length in lengths[1:]:
        what, against = f"a page of {counts[length]:.0f}", f"a page of {counts[first]:.0f}"
        limit = LINEAR if length == last else 0
        yield Line("paper", what, each[length], against, each[first], limit)


def _page(clock: Clock, folder: Path, place: Path, length: int) -> Path:
    path = place / f"page{length}.html"
    clock.report(PAGE + "print('{}')", str(folder), str(path), str(length))
    return path


def _drawing(page: Path) -> Work:
    return Work(python(DRAW, str(page), str(page.with_suffix(".pdf"))))


def _count(clock: Clock, pdf: Path) -> float:
    return clock.report(COUNT, str(pdf))["pages"]
