"""The results in Word: heat map, charts, clauses in figures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.word.figures import group_rows, process_rows, rating_rows
from iso20k_gap.reports.word.markup import Cell, cell
from iso20k_gap.reports.word.opening import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.reports.chapters.results import ClauseRow
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

TILES = 5
PROCESSES = ("Clause", "Process", "Achievement", "Worst to best")
CLAUSES = ("Clause", "Title", "N", "P", "L", "F", "Not rated", "No occ.", "Coverage", "Conformity",
           "Achievement")  # fmt: skip
CHART_HEIGHT, RADAR_HEIGHT = 8.5, 10.5


def write_results(paper: Paper, view: ReportView) -> None:
    """Write the results."""
    results = view.results
    paper.text(results.lead)
    paper.heading("Heat map", 2)
    paper.table(
        "Achievement of the lowest clauses: N up to 15 %, P up to 50 %, L up to 85 %, F above; "
        "* not all is rated",
        (),
        _tiles(view),
        (1.2, *[3.2] * TILES),
    )
    paper.heading("Charts", 2)
    for name, chart, number in (
        ("Conformity by clause group", results.conformity, "conformity"),
        ("Achievement by clause group", results.achievement, "achievement"),
    ):
        told = f"{chart.title}. {chart.description}"
        caption = f"{name}; lines: worst to best case"
        spread(paper, caption, group_rows(view, number), CHART_HEIGHT, told)
    paper.chart(
        "Ratings by clause group",
        lambda book, at: charts.stacks(book, at, range(1, 7)),
        rating_rows(view),
        CHART_HEIGHT,
        f"{results.ratings.title}. {results.ratings.description}",
    )
    paper.chart(
        "Achievement by process",
        lambda book, at: charts.radar(book, at, 1),
        process_rows(view),
        RADAR_HEIGHT,
        f"{results.radar.title}. {results.radar.description}",
    )
    _figures(paper, view)


def _tiles(view: ReportView) -> Iterator[list[Cell]]:
    tiles = view.results.heat_map.tiles
    for group, members in groupby(tiles, key=lambda each: group_of(each.label)):
        listed = list(members)
        for first in range(0, len(listed), TILES):
            cells = [
                cell(f"{each.label} {each.value} {each.band}", " ".join(each.lines), tone=each.tone)
                for each in listed[first : first + TILES]
            ]
            name = group if not first else ""
            yield [cell(name, style="Strong"), *cells, *[cell("")] * (TILES - len(cells))]


def _figures(paper: Paper, view: ReportView) -> None:
    paper.heading("Achievement by process", 2)
    paper.table("Processes", PROCESSES, view.results.processes, (1.6, 8, 3, 4), numbers=(2, 3))
    paper.heading("Clauses in figures", 2)
    rows = [list(_clause(each)) for each in view.results.clauses]
    shares = (1.5, 4.7, 0.8, 0.8, 0.8, 0.9, 1.1, 1.2, 1.7, 1.9, 2.1)
    paper.table("Ratings and numbers by clause", CLAUSES, rows, shares, numbers=range(2, 11))


def _clause(row: ClauseRow) -> Iterator[Cell | str]:
    style = "" if row.lowest else "Strong"
    yield cell(row.id, style=style)
    yield cell(row.title, style=style)
    for count in row.counts:
        yield str(count) if count else ""
    yield row.coverage
    yield row.conformity
    yield cell(row.achievement, tone=row.tone)
