"""The sheet of the comparison with a baseline: each change, the numbers, the trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import N_, _
from iso20k_gap.reports.excel.book import Column, Toned

if TYPE_CHECKING:
    from iso20k_gap.reports.excel.book import Book
    from iso20k_gap.reports.view import ReportView

CHANGES = (
    Column(N_("Change"), 28, "strong"),
    Column(N_("Requirement"), 14, "strong"),
    Column(N_("What it asks"), 60),
    Column(N_("Then"), 18),
    Column(N_("Now"), 18),
    Column(N_("Why"), 30),
    Column(N_("Coverage"), 12),
    Column(N_("Findings"), 18),
    Column(N_("Verdict"), 30),
)
NUMBERS = (N_("Number"), "", "", N_("Then"), N_("Now"), N_("Change"))
TREND = (
    # for translators: the name of a baseline, or now
    N_("State"),
    N_("Day"),
    "",
    N_("Conformity"),
    N_("Achievement"),
    "",
    N_("Coverage"),
    N_("Findings"),
    N_("Verdict"),
)
TONES = {"opened": "bad", "worse": "bad", "closed": "good", "better": "good"}


def write_comparison(book: Book, view: ReportView) -> None:
    """Write the changes as a table to filter, then the numbers and the trend."""
    told = view.comparison
    if told is None:
        return
    page = book.page("Comparison")
    rows = [
        (Toned(group.name, TONES.get(group.id, "open")), each.id, each.statement, each.before,
         each.after, each.why, None, None, None)
        for group in told.groups
        for each in group.changes
    ]  # fmt: skip
    end = page.fill(CHANGES, rows, frozen=2)
    page.text(end + 1, 0, f"{told.lead} {told.unchanged}", "plain")
    # for translators: the column Then shows the state of {baseline}
    then = _("Then is {baseline}.").format(baseline=told.baseline)
    page.text(end + 2, 0, then, "plain")
    numbers = [(name, None, None, then, now, change) for name, then, now, change in told.numbers]
    columns = [_named(CHANGES[at], head) for at, head in enumerate(NUMBERS)]
    row = page.table(end + 4, columns, numbers)
    trend = [
        (each.name, each.day, None, each.conformity, each.achievement, None, each.coverage,
         " / ".join(map(str, each.grades)), each.verdict)
        for each in told.trend
    ]  # fmt: skip
    columns = [_named(CHANGES[at], head) for at, head in enumerate(TREND)]
    row = page.table(row + 1, columns, trend)
    for place, remark in enumerate(told.remarks, start=row + 1):
        page.text(place, 0, remark, "plain")
    page.set_up()


def _named(column: Column, head: str) -> Column:
    return Column(head, column.width, column.style)
