"""Capability results: as plain data and for the terminal."""

from typing import Any

from rich.table import Table

from iso20k_gap.core.capability import ATTRIBUTES, AttributeResult, ProcessResult
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import _, pgettext
from iso20k_gap.reports.capability_chart import level_name
from iso20k_gap.reports.figures import percent


def capability_data(results: dict[str, ProcessResult]) -> dict[str, Any]:
    """The results in the published shape (`design.md` 8)."""
    return {
        "processes": {
            name: {
                "attributes": {key: _attribute(each) for key, each in result.attributes.items()},
                "level": result.level,
            }
            for name, result in results.items()
        }
    }


def _attribute(result: AttributeResult) -> dict[str, Any]:
    return {
        "rating": result.rating.value if result.rating else None,
        "mean": percent(result.mean),
        "respondents": result.respondents,
        "variation": result.variation,
        "reliability": result.reliability,
    }


def capability_table(results: dict[str, ProcessResult]) -> Table:
    """Each process' profile over the attributes, and its level."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Process"), overflow="fold")
    for name in ATTRIBUTES:
        table.add_column(name.removeprefix("PA "), no_wrap=True)
    table.add_column(pgettext("capability", "Level"), no_wrap=True)
    table.caption = _("N, P, L, F by ISO/IEC 33020; ~ medium, ! poor reliability of the replies")
    table.caption_justify = "left"
    for name, result in results.items():
        cells = [_cell(result.attributes.get(key)) for key in ATTRIBUTES]
        table.add_row(harmless(name), *cells, level_name(result))
    return table


def _cell(result: AttributeResult | None) -> str:
    if result is None or result.rating is None:
        return "·"
    mark = {"medium": "~", "poor": "!"}.get(result.reliability or "", "")
    return f"{result.rating.value}{mark}"
