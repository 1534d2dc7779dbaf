"""Charts that can be changed in Excel and Word: bars, stacks, a radar, columns, a Gantt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.excel.styles import FILLS, SHARE
from iso20k_gap.reports.packs.looks import ACCENT, INK, RULE, SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    Ways = tuple[list[float], list[float]]

FONT = "Calibri"
SMALL = {"name": FONT, "size": 9, "color": INK}
AXIS = {"name": FONT, "size": 8, "color": SOFT}
NO_LINE = {"none": True}
GRID = {"visible": True, "line": {"color": RULE, "width": 0.5}}
RATING_FILLS = (*FILLS.values(), "#FFFFFF", "#DFE3EA")
"""Not, partially, largely, fully; then not rated and no occurrence."""


@dataclass(frozen=True)
class Block:
    """Where a chart's figures stand: rows `first` to `last`, their names in column `names`."""

    sheet: str
    head: int
    first: int
    last: int
    names: int

    def cells(self, column: int) -> list[Any]:
        """The reference to a column of the block."""
        return [self.sheet, self.first, column, self.last, column]

    def heading(self, column: int) -> list[Any]:
        """The reference to a column's heading."""
        return [self.sheet, self.head, column]


def bars(book: Any, block: Block, column: int, ways: Ways | None = None) -> Any:
    """Horizontal bars from 0 to 100 %; `ways` are how far each may still go down and up."""
    chart = book.add_chart({"type": "bar"})
    series: dict[str, Any] = {
        "name": block.heading(column),
        "categories": block.cells(block.names),
        "values": block.cells(column),
        "fill": {"color": ACCENT},
        "gap": 60,
        "data_labels": {
            "value": True,
            "num_format": "0.0%",
            "font": SMALL,
            "position": "inside_base",
        },
    }
    series["data_labels"]["font"] = {**SMALL, "color": "#FFFFFF", "bold": True}
    if ways:
        series["y_error_bars"] = {
            "type": "custom",
            "minus_values": ways[0],
            "plus_values": ways[1],
            "line": {"color": INK, "width": 1.25},
        }
    chart.add_series(series)
    _from_top(chart)
    chart.set_x_axis({**_share_axis(), "min": 0, "max": 1})
    chart.set_legend({"none": True})
    return chart


def stacks(book: Any, block: Block, columns: Sequence[int]) -> Any:
    """Stacked bars of counts, each as long as the whole: the ratings by clause group."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, fill in zip(columns, RATING_FILLS, strict=True):
        dark = fill in (FILLS["n"], FILLS["f"])
        chart.add_series(
            {
                "name": block.heading(column),
                "categories": block.cells(block.names),
                "values": block.cells(column),
                "fill": {"color": fill},
                "border": {"color": SOFT, "width": 0.5},
                "gap": 50,
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": {**SMALL, "size": 8, "color": "#FFFFFF" if dark else INK},
                },
            }
        )
    _from_top(chart)
    chart.set_x_axis({**_share_axis(), "num_format": "0%"})
    chart.set_legend({"position": "bottom", "font": SMALL})
    return chart


def radar(book: Any, block: Block, column: int) -> Any:
    """A radar of shares, one spoke a row."""
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    chart.add_series(
        {
            "name": block.heading(column),
            "categories": block.cells(block.names),
            "values": block.cells(column),
            "line": {"color": ACCENT, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": ACCENT}},
        }
    )
    chart.set_x_axis({"num_font": SMALL})
    axis = {"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%", "num_font": AXIS}
    chart.set_y_axis({**axis, "major_gridlines": GRID})
    chart.set_legend({"none": True})
    return chart


def columns(book: Any, block: Block, column: int) -> Any:
    """Upright columns of amounts, one a row."""
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": block.heading(column),
            "categories": block.cells(block.names),
            "values": block.cells(column),
            "fill": {"color": ACCENT},
            "gap": 50,
            "data_labels": {"value": True, "num_format": "0.#", "font": {**SMALL, "size": 8}},
        }
    )
    chart.set_x_axis({"num_font": AXIS, "line": {"color": SOFT}, "text_axis": True})
    chart.set_y_axis({"num_font": AXIS, "major_gridlines": GRID, "line": NO_LINE, "min": 0})
    chart.set_legend({"none": True})
    return chart


def lines(book: Any, block: Block, wanted: Sequence[int]) -> Any:
    """Shares from 0 to 100 % over the rows, a line each with a mark of its own."""
    chart = book.add_chart({"type": "line"})
    looks = (("circle", ACCENT, "solid"), ("square", "#B5432A", "dash"))
    for column, (mark, colour, dash) in zip(wanted, looks, strict=True):
        chart.add_series(
            {
                "name": block.heading(column),
                "categories": block.cells(block.names),
                "values": block.cells(column),
                "line": {"color": colour, "width": 2, "dash_type": dash},
                "marker": {"type": mark, "size": 7, "fill": {"color": colour}},
                "data_labels": {"value": True, "num_format": "0.0%", "font": SMALL,
                                "position": "above"},
            }
        )  # fmt: skip
    chart.set_x_axis({"num_font": SMALL, "line": {"color": SOFT}, "text_axis": True})
    axis = {"min": 0, "max": 1, "num_format": "0%", "num_font": AXIS, "line": NO_LINE}
    chart.set_y_axis({**axis, "major_gridlines": GRID})
    chart.set_legend({"position": "bottom", "font": SMALL})
    return chart


def gantt(book: Any, block: Block, column: int, span: tuple[int, int]) -> Any:
    """Bars on a time axis: from column `column`, the days of critical and of other work after it.

    `span` are the days the axis begins and ends on, as workbooks count days.
    """
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    fills = ({"none": True}, {"color": "#9E2A1B"}, {"color": ACCENT})
    for place, fill in enumerate(fills):
        chart.add_series(
            {
                "name": block.heading(column + place),
                "categories": block.cells(block.names),
                "values": block.cells(column + place),
                "fill": fill,
                "border": NO_LINE,
                "gap": 40,
            }
        )
    _from_top(chart)
    chart.set_x_axis(
        {
            "num_format": "mmm yy",
            "num_font": AXIS,
            "major_gridlines": GRID,
            "line": NO_LINE,
            "min": span[0],
            "max": span[1],
            "label_position": "high",
        }
    )
    chart.set_legend({"none": True})
    return chart


def _from_top(chart: Any) -> None:
    chart.set_y_axis({"reverse": True, "num_font": SMALL, "line": {"color": SOFT}})


def _share_axis() -> dict[str, Any]:
    return {
        "num_format": SHARE.replace(".00", ""),
        "num_font": AXIS,
        "major_gridlines": GRID,
        "line": NO_LINE,
        "label_position": "high",
    }
