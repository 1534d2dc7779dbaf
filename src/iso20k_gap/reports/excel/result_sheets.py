"""The sheets of the results: every number with its formula, and the clauses with charts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.language import N_, _
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
    # for translators: whole, clause or sentence
    Column(N_("Level"), 10),
    # for translators: the number of a clause or requirement
    Column(N_("Place"), 10, "strong"),
    Column(N_("Title"), 44),
    Column(N_("Number"), 27),
    Column(N_("Value"), 10, "share"),
    Column(N_("Formula"), 46),
    Column(N_("Numerator"), 12, "amount"),
    Column(N_("Denominator"), 12, "amount"),
    Column(N_("Worst case"), 14, "share"),
    Column(N_("Best case"), 14, "share"),
    Column(N_("Not rated"), 10, "whole"),
    Column(N_("No occurrence"), 12, "whole"),
)
LEVELS = {
    "whole": N_("whole"),
    "clause": N_("clause"),
    # for translators: a sentence of a clause, with the requirements in it
    "sentence": N_("sentence"),
}
ACHIEVED = N_("Achievement")
COUNTED = (*"NPLF", N_("Not rated"), N_("No occurrence"))
CLAUSE_COLUMNS = (
    Column(N_("Clause"), 9, "strong"),
    Column(N_("Title"), 40),
    *(Column(name, 7 if len(name) == 1 else 13, "whole") for name in COUNTED),
    Column(N_("Coverage"), 11, "share"),
    Column(N_("Conformity"), 11, "share"),
    Column(N_("Achievement"), 15, "share"),
    Column(N_("Worst case"), 14, "share"),
    Column(N_("Best case"), 14, "share"),
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
            _(LEVELS[each.level]),
            each.place,
            each.title,
            _(NUMBERS.get(each.name, ACHIEVED)),
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
    groups, row = _figures(
        page, view, _("Clause groups"), [each for each in rows if each.id in ids]
    )
    ids = {each[0] for each in view.results.processes}
    processes, row = _figures(
        page, view, _("Processes"), [each for each in rows if each.id in ids], row
    )
    whole, row = _figures(page, view, _("All clauses"), rows, row)
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
    return Block(page.name, row + 1, row + 2, max(end - 1, row + 2), 1), end + 1


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
        N_("Conformity by clause group"): charts.bars(book.book, groups, CONFORMITY),
        N_("Achievement by clause group"): charts.bars(book.book, groups, ACHIEVEMENT),
        N_("Ratings by clause group"): charts.stacks(book.book, groups, counts),
        N_("Achievement by process"): charts.radar(
            book.book, replace(processes, names=0), ACHIEVEMENT
        ),
    }
    for place, (name, chart) in enumerate(drawn.items()):
        title = _(name)
        chart.set_title({"name": title, "name_font": {**charts.SMALL, "size": 12}})
        chart.set_size({"width": CHART_SIZE[0] - 12, "height": CHART_SIZE[1] - 12})
        offset = {"x_offset": place % 2 * CHART_SIZE[0], "y_offset": place // 2 * CHART_SIZE[1]}
        page.sheet.insert_chart(0, 0, chart, {**offset, "description": title})
    page.set_up()
