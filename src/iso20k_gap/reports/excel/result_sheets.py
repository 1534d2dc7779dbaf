"""The sheets of the results: every number with its formula, and the clauses with charts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.method import NUMBERS
from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.excel.book import A3, Column, Toned
from iso20k_gap.reports.excel.charts import Block

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from iso20k_gap.reports.chapters.results import ClauseRow
    from iso20k_gap.reports.excel.book import Book, Page
    from iso20k_gap.reports.view import ReportView

NUMBER_COLUMNS = (
    Column("Level", 10),
    Column("Place", 10, "strong"),
    Column("Title", 44),
    Column("Number", 27),
    Column("Value", 10, "share"),
    Column("Formula", 46),
    Column("Numerator", 12, "amount"),
    Column("Denominator", 12, "amount"),
    Column("Worst case", 10, "share"),
    Column("Best case", 10, "share"),
    Column("Not rated", 10, "whole"),
    Column("No occurrence", 12, "whole"),
)
COUNTED = ("N", "P", "L", "F", "Not rated", "No occurrence")
CLAUSE_COLUMNS = (
    Column("Clause", 9, "strong"),
    Column("Title", 40),
    *(Column(name, 7 if len(name) == 1 else 11, "whole") for name in COUNTED),
    Column("Coverage", 11, "share"),
    Column("Conformity", 11, "share"),
    Column("Achievement", 12, "share"),
    Column("Worst case", 11, "share"),
    Column("Best case", 11, "share"),
)
SHARES = ("coverage", "conformity", "achievement")
FIRST_COUNT, CONFORMITY, ACHIEVEMENT = 2, 9, 10
CHART_SIZE = (640, 420)
RESULTS = "Results"


def write_numbers(book: Book, view: ReportView) -> None:
    """Write every number with numerator, denominator and range."""
    page = book.page("Numbers")
    rows = [
        (
            each.level,
            each.place,
            each.title,
            NUMBERS.get(each.name, words.capital(each.name)),
            plain(each.value),
            each.formula,
            float(each.numerator),
            float(each.denominator),
            plain(each.reach.lowest) if each.reach else None,
            plain(each.reach.highest) if each.reach else None,
            each.unrated,
            each.excluded,
        )
        for each in view.numbers
    ]
    page.fill(NUMBER_COLUMNS, rows, frozen=2)
    page.set_up()


def plain(share: Fraction | None) -> float | None:
    """A share as a cell holds it."""
    return None if share is None else float(share)


def write_results(book: Book, view: ReportView) -> None:
    """Write groups, processes and all clauses in figures, and their charts on a sheet after."""
    page = book.page(RESULTS)
    page.widths(CLAUSE_COLUMNS)
    rows = view.results.clauses
    ids = {group_of(each.id) for each in rows if each.lowest}
    groups, row = _figures(page, view, "Clause groups", [each for each in rows if each.id in ids])
    ids = {each[0] for each in view.results.processes}
    processes, row = _figures(
        page, view, "Processes", [each for each in rows if each.id in ids], row
    )
    whole, _ = _figures(page, view, "All clauses", rows, row)
    page.sheet.autofilter(whole.head, 0, whole.last, len(CLAUSE_COLUMNS) - 1)
    page.sheet.freeze_panes(0, 2)
    page.set_up(A3)
    _draw(book, groups, processes)


def _figures(
    page: Page, view: ReportView, heading: str, rows: Sequence[ClauseRow], row: int = 0
) -> tuple[Block, int]:
    """A table of clauses; gives where it stands, and the row for the next heading."""
    page.text(row, 0, heading, "heading")
    page.sheet.set_row(row, 20)
    end = page.table(row + 1, CLAUSE_COLUMNS, [_clause(view, each) for each in rows])
    return Block(RESULTS, row + 1, row + 2, max(end - 1, row + 2), 1), end + 1


def _clause(view: ReportView, row: ClauseRow) -> tuple[Any, ...]:
    figures = view.data["score"]["clauses"][row.id]
    share = {name: _share(figures[name]) for name in SHARES}
    low, high = figures["range"]["achievement"]
    return (
        row.id,
        row.title if row.lowest else Toned(row.title, "strong"),
        *(count or None for count in row.counts),
        share["coverage"],
        share["conformity"],
        Toned(share["achievement"], f"share {row.tone}"),
        _share(low),
        _share(high),
    )


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _draw(book: Book, groups: Block, processes: Block) -> None:
    page = book.page("Charts")
    counts = range(FIRST_COUNT, FIRST_COUNT + len(COUNTED))
    drawn = {
        "Conformity by clause group": charts.bars(book.book, groups, CONFORMITY),
        "Achievement by clause group": charts.bars(book.book, groups, ACHIEVEMENT),
        "Ratings by clause group": charts.stacks(book.book, groups, counts),
        "Achievement by process": charts.radar(book.book, replace(processes, names=0), ACHIEVEMENT),
    }
    for place, (title, chart) in enumerate(drawn.items()):
        chart.set_title({"name": title, "name_font": {**charts.SMALL, "size": 12}})
        chart.set_size({"width": CHART_SIZE[0] - 12, "height": CHART_SIZE[1] - 12})
        offset = {"x_offset": place % 2 * CHART_SIZE[0], "y_offset": place // 2 * CHART_SIZE[1]}
        page.sheet.insert_chart(0, 0, chart, {**offset, "description": title})
    page.set_up()
