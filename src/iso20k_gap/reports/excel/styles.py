"""How the workbooks look: the pack's house style, and the colours of grades and ratings."""

from __future__ import annotations

from typing import Any

from iso20k_gap.language import current
from iso20k_gap.reports.packs.looks import (
    BANDS,
    BASE,
    DAY,
    INK,
    RULED,
    SOFT,
    STYLES,
    WRAPPED,
    Looks,
)

WHOLE, SHARE, AMOUNT, MONEY = "0", "0.00%", "0.##", "#,##0.00"
DAYS = {
    "de": "dd.mm.yyyy",
    "es": "dd/mm/yyyy",
    "ro": "dd.mm.yyyy",
    "nl": "dd-mm-yyyy",
    "zh": "yyyy/mm/dd",
}
"""How dates look in other languages than English."""

TINTS = {
    "major": ("#9E2A1B", "#FBEEEB"),
    "minor": ("#7D5200", "#FDF4E3"),
    "opportunity": ("#1D5FA0", "#EAF1F9"),
    "good": ("#17664F", "#E6F3EF"),
    "bad": ("#9E2A1B", "#FBEEEB"),
    "fair": ("#7D5200", "#FDF4E3"),
    "open": (SOFT, "#F3F5F9"),
    "none": (INK, "#DFE3EA"),
}
BARS = {
    "planned": ("#0B6582", "#FFFFFF"),
    "critical": ("#9E2A1B", "#FFFFFF"),
    "done": ("#8A94A6", "#FFFFFF"),
    "dropped": ("#DFE3EA", "#1B2A41"),
    "milestone": ("#FFFFFF", "#1B2A41"),
}
_RATED = {rating.lower(): colours for rating, colours in BANDS.items()}
CELL = {**WRAPPED, **RULED, "align": "left", "indent": 1}
NUMBER = {**RULED, "align": "right", "indent": 1}
STRONG_SHARE = {**NUMBER, "bold": True, "num_format": SHARE}
TONED = {**CELL, "bold": True}
CENTRED = {**WRAPPED, **RULED, "bold": True, "align": "center"}
EXTRA: dict[str, dict[str, Any]] = {
    "cell": CELL,
    "subtitle": {**WRAPPED, **STYLES["subtitle"]},
    "label": {**WRAPPED, **STYLES["label"]},
    "head": {**STYLES["head"], "indent": 1},
    "head of numbers": {**STYLES["head"], "align": "right", "indent": 1},
    "strong": TONED,
    "whole": {**NUMBER, "num_format": WHOLE},
    "share": {**NUMBER, "num_format": SHARE},
    "amount": {**NUMBER, "num_format": AMOUNT},
    "money": {**NUMBER, "num_format": MONEY},
    "date": {**CELL, "num_format": DAY, "align": "left"},
    "link": {"font_color": "#0B6582", "underline": 1},
    **{
        f"verdict {name}": {
            **WRAPPED,
            "bold": True,
            "font_size": 14,
            "valign": "vcenter",
            "indent": 1,
            "font_color": TINTS[name][0],
            "bg_color": TINTS[name][1],
        }
        for name in ("good", "fair", "bad", "open")
    },
    "head turned": {**STYLES["head"], "rotation": 90, "valign": "vcenter", "align": "center"},
    "letter": {**RULED, "align": "center", "valign": "vcenter"},
    "letter r": {**CENTRED, "bg_color": "#0B6582", "font_color": "#FFFFFF"},
    "letter a": {**CENTRED, "bg_color": INK, "font_color": "#FFFFFF"},
    "letter c": {**CENTRED, "bg_color": "#E4F0F4", "font_color": INK},
    "letter i": {**CENTRED, "bold": False, "font_color": SOFT},
    "soft": {**WRAPPED, "font_color": SOFT},
    "week": {"font_size": 7, "align": "center", "rotation": 90, "font_color": SOFT},
    "month": {"bold": True, "font_size": 9, "align": "left", "left": 1, "left_color": SOFT},
    "empty week": {"left": 4, "left_color": "#E3E7EE"},
    "load": {
        "num_format": "0.#",
        "font_size": 8,
        "align": "center",
        "left": 4,
        "left_color": "#E3E7EE",
    },
    "total load": {
        "bold": True,
        "num_format": "0.#",
        "font_size": 8,
        "align": "center",
        "top": 1,
        "top_color": INK,
    },
    "total": {"bold": True, "num_format": AMOUNT, "top": 1, "top_color": INK},
    **{name: {**TONED, "font_color": ink, "bg_color": tint} for name, (ink, tint) in TINTS.items()},
    **{
        tone: {**CENTRED, "font_color": ink, "bg_color": ground}
        for tone, (ground, ink) in _RATED.items()
    },
    **{
        f"share {tone}": {
            **NUMBER,
            "bold": True,
            "font_color": ink,
            "bg_color": ground,
            "num_format": SHARE,
        }
        for tone, (ground, ink) in (*_RATED.items(), ("open", TINTS["open"][::-1]))
    },
    **{
        f"bar {name}": {"bg_color": fill, "font_color": ink, "font_size": 8, "align": "center"}
        for name, (fill, ink) in BARS.items()
    },
}
FILLS = {tone: ground for tone, (ground, _) in _RATED.items()}
"""The colour of each rating, by tone."""


class Styles(Looks):
    """The pack's styles and those of reports, by name."""

    def __init__(self, book: Any) -> None:
        super().__init__(book)
        extra = {**EXTRA, "date": {**EXTRA["date"], "num_format": DAYS.get(current().code, DAY)}}
        self._styles |= {name: book.add_format({**BASE, **each}) for name, each in extra.items()}
        self._styles |= {
            f"middle {name}": book.add_format({**BASE, **each, "valign": "vcenter"})
            for name, each in extra.items()
        }
