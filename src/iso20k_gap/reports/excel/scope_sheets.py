"""The sheets of scope and readiness: other parties, gates, and the assessment as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import Column, Toned
from iso20k_gap.reports.excel.finding_sheets import toned_standing
from iso20k_gap.reports.stored import stored_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iso20k_gap.reports.chapters.gates import StageView
    from iso20k_gap.reports.excel.book import Book, Page
    from iso20k_gap.reports.view import ReportView

PARTY_COLUMNS = (
    Column(N_("Party"), 30, "strong"),
    Column(N_("Id"), 14),
    Column(N_("Kind"), 24),
    Column(N_("Provides"), 44),
    Column(N_("Services"), 34),
    Column(N_("Performs"), 44),
)
GATE_COLUMNS = (
    Column(N_("Stage"), 9, "strong"),
    Column(N_("Gate or point"), 13),
    Column(N_("Clause"), 8),
    Column(N_("What"), 70),
    # for translators: whether a gate is met, a document present, evidence current
    Column(N_("Standing"), 13),
    Column(N_("What clears it"), 60),
    Column(N_("Finding"), 14),
)
STORED_COLUMNS = (Column(N_("Field"), 40, "strong"), Column(N_("Value"), 110))


def write_parties(book: Book, view: ReportView) -> None:
    """Write who else performs what, the services, and what did not occur."""
    page = book.page("Other parties")
    page.widths(PARTY_COLUMNS)
    page.text(0, 0, _("Other parties"), "heading")
    page.text(1, 0, view.parties.lead, "plain")
    row = page.table(2, PARTY_COLUMNS, _parties(view))
    for heading, columns, rows in _more(view):
        if rows:
            page.text(row + 1, 0, heading, "heading")
            row = _narrow(page, row + 2, columns, rows)
    page.text(row + 1, 0, _("Rules"), "heading")
    for place, rule in enumerate(view.parties.rules, start=row + 2):
        page.text(place, 0, rule, "plain")
    page.set_up()


def _parties(view: ReportView) -> list[Sequence[Any]]:
    rows = [
        (each.name, each.id, each.kind, each.provides, ", ".join(each.services), each.performs)
        for each in view.parties.parties
    ]
    return [*rows] or [(_("none declared"), None, None, None, None, None)]


def _narrow(page: Page, row: int, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """A table in the columns of the one above it."""
    columns = [
        Column(name, PARTY_COLUMNS[place].width, PARTY_COLUMNS[place].style)
        for place, name in enumerate(names)
    ]
    return page.table(row, columns, rows)


def _more(view: ReportView) -> Iterator[tuple[str, Sequence[str], list[Sequence[Any]]]]:
    yield (
        _("Services in scope"),
        (N_("Service"), "", N_("Performed by"), N_("Description")),
        [(each.name, None, each.performed_by, each.description) for each in view.parties.services],
    )
    yield (
        _("Control of other parties: {clause}").format(
            clause=f"{view.parties.control_clause} {view.parties.control_title}"
        ),
        (N_("Requirement"), N_("Rating"), N_("Rating in words"), N_("What it asks")),
        [
            (each.id, Toned(each.rating.symbol, each.rating.tone), each.rating.name, each.statement)
            for each in view.parties.controls
        ],
    )
    yield (
        _("Requirements without occurrence"),
        (
            N_("Requirement"),
            "",
            N_("Allowed where"),
            N_("What it asks"),
            "",
            N_("Reason given"),
        ),
        [
            (each.id, None, each.condition, each.statement, None, each.reason)
            for each in view.parties.excluded
        ],
    )


def write_gates(book: Book, view: ReportView) -> None:
    """Write both stages: their gates, and every point that blocks or is open."""
    page = book.page("Gates")
    rows = [row for stage in view.gates.stages for row in _stage(stage)]
    end = page.fill(GATE_COLUMNS, rows, frozen=2)
    for place, (name, text) in enumerate(view.gates.dates, start=end + 1):
        page.text(place, 3, f"{name}: {text}", "soft")
    page.set_up()


def _stage(stage: StageView) -> Iterator[Sequence[Any]]:
    ruling = words.capital(stage.ruling)
    yield (stage.name, _("ruling"), None, Toned(ruling, stage.tone), None, stage.as_before, None)
    for gate in stage.gates:
        standing = toned_standing(gate.standing, gate.mark)
        yield (stage.name, _("gate"), gate.clause, gate.title, standing, None, None)
    for point in stage.points:
        standing = toned_standing(point.standing, point.mark)
        text = (point.reason, standing, point.clears, point.finding)
        # for translators: something that stands against a certification stage
        yield (stage.name, _("point"), point.clause, *text)


def write_stored(book: Book, view: ReportView) -> None:
    """Write the assessment's own fields as they are stored, answers apart."""
    page = book.page("Assessment")
    page.fill(STORED_COLUMNS, stored_fields(view.data["assessment"]))
    page.set_up()
