"""The results in Word: heat map, charts, clauses in figures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.language import N_, _
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
PROCESSES = (N_("Clause"), N_("Process"), N_("Achievement"), N_("Worst to best"))
CLAUSES = (
    N_("Clause"),
    N_("Title"),
    *"NPLF",
    N_("Not rated"),
    # for translators: no occurrence, in a narrow column
    N_("No occ."),
    N_("Coverage"),
    N_("Conformity"),
    N_("Achievement"),
)
CHART_HEIGHT, RADAR_HEIGHT = 8.5, 10.5


def write_results(paper: Paper, view: ReportView) -> None:
    """Write the results."""
    results = view.results
    paper.text(results.lead)
    paper.heading(_("Heat map"), 2)
    paper.table(
        _(
            "Achievement of the lowest clauses: N up to 15 %, P up to 50 %, L up to 85 %, F above; "
            "* not all is rated"
        ),
        (),
        _tiles(view),
        (1.2, *[3.2] * TILES),
    )
    paper.heading(_("Charts"), 2)
    conformity = _("Conformity by clause group; lines: worst to best case")
    achievement = _("Achievement by clause group; lines: worst to best case")
    for caption, chart, number in (
        (conformity, results.conformity, "conformity"),
        (achievement, results.achievement, "achievement"),
    ):
        told = f"{chart.title}. {chart.description}"
        spread(paper, caption, group_rows(view, number), CHART_HEIGHT, told)
    paper.chart(
        _("Ratings by clause group"),
        lambda book, at: charts.stacks(book, at, range(1, 7)),
        rating_rows(view),
        CHART_HEIGHT,
        f"{results.ratings.title}. {results.ratings.description}",
    )
    paper.chart(
        _("Achievement by process"),
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
    paper.heading(_("Achievement by process"), 2)
    processes = [_(each) for each in PROCESSES]
    shares: tuple[float, ...] = (1.6, 8, 3, 4)
    paper.table(_("Processes"), processes, view.results.processes, shares, numbers=(2, 3))
    paper.heading(_("Clauses in figures"), 2)
    rows = [list(_clause(each)) for each in view.results.clauses]
    clauses = [_(each) for each in CLAUSES]
    shares = (1.5, 4.7, 0.8, 0.8, 0.8, 0.9, 1.1, 1.2, 1.7, 1.9, 2.1)
    paper.table(_("Ratings and numbers by clause"), clauses, rows, shares, numbers=range(2, 11))


def _clause(row: ClauseRow) -> Iterator[Cell | str]:
    style = "" if row.lowest else "Strong"
    yield cell(row.id, style=style)
    yield cell(row.title, style=style)
    for count in row.counts:
        yield str(count) if count else ""
    yield row.coverage
    yield row.conformity
    yield cell(row.achievement, tone=row.tone)
