"""How a pack's workbook looks: its colours and cell styles, and the ink of each rating."""

from __future__ import annotations

from typing import Any

from iso20k_gap.core.rating import Rating

INK, SOFT, RULE, TINT, ANSWER, ACCENT = (
    "#1B2A41",
    "#55617A",
    "#D3D9E3",
    "#F3F5F9",
    "#FFFBE8",
    "#0B6582",
)
BANDS = {
    Rating.N: ("#B5432A", "#FFFFFF"),
    Rating.P: ("#ECB765", "#1B2A41"),
    Rating.L: ("#A9D0DC", "#1B2A41"),
    Rating.F: ("#1A6A82", "#FFFFFF"),
}
DAY = "yyyy-mm-dd"
AS_TEXT = "@"
"""A number format under which whatever is typed stays text, `=1+1` and `8.10` included."""

BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top", "font_color": INK}
WRAPPED = {"text_wrap": True}
RULED = {"bottom": 1, "bottom_color": RULE}
BOXED = {"border": 1, "border_color": "#C9BD8A", "bg_color": ANSWER, "locked": False}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 20},
    "subtitle": {"font_size": 12, "font_color": ACCENT, "bold": True},
    "label": {"font_color": SOFT, "bold": True},
    "value": WRAPPED,
    "step": {**WRAPPED, "indent": 1},
    "heading": {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": INK},
    "head": {
        **WRAPPED,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": INK,
        "border": 1,
        "border_color": "#FFFFFF",
        "valign": "vcenter",
    },
    "answer head": {
        **WRAPPED,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "border": 1,
        "border_color": "#FFFFFF",
        "valign": "vcenter",
    },
    "clause": {"bold": True, "font_size": 11, "bg_color": "#E4F0F4", "valign": "vcenter"},
    "id": {**RULED, "bold": True},
    "read": {**WRAPPED, **RULED, "align": "left", "indent": 1},
    "rating": {**BOXED, "bold": True, "align": "center", "num_format": AS_TEXT},
    "answer": {**BOXED, **WRAPPED, "num_format": AS_TEXT},
    "day": {**BOXED, "num_format": DAY, "align": "center"},
}


class Looks:
    """The styles of one workbook, by name."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._styles = {name: book.add_format({**BASE, **each}) for name, each in STYLES.items()}

    def __getitem__(self, name: str) -> Any:
        """The style called so."""
        return self._styles[name]

    def band(self, rating: Rating) -> Any:
        """The colours of a rating."""
        background, ink = BANDS[rating]
        return self._book.add_format({"bg_color": background, "font_color": ink})

    def missing(self) -> Any:
        """The colours of a cell that must still be filled in."""
        return self._book.add_format({"bg_color": "#FBEEEB", "border_color": "#9E2A1B"})
