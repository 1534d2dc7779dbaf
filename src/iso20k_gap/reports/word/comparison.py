"""The comparison with a baseline, in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.word.markup import cell

if TYPE_CHECKING:
    from iso20k_gap.reports.chapters.comparison import ComparisonChapter
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

NUMBERS = ("Number", "Then", "Now", "Change")
TREND = ("State", "Day", "Conformity", "Achievement", "Coverage", "Findings", "Verdict")
CHANGES = ("Requirement", "What it asks", "Rating then → now", "Why")
CHART_CM = 6.5
TWO_STATES = 2


def write_comparison(paper: Paper, view: ReportView) -> None:
    """Write what changed since the baseline, and the trend over all of them."""
    told = view.comparison
    if told is None:
        return
    paper.text(f"{told.lead} {told.unchanged}")
    caption = f"The numbers then and now; then is {told.baseline}"
    numbers = [(cell(each[0], style="Strong"), *each[1:]) for each in told.numbers]
    paper.table(caption, NUMBERS, numbers, (5, 5, 5, 3))
    paper.bullets(told.remarks)
    paper.heading("Trend", 2)
    if told.chart:
        words = f"{told.chart.title}. {told.chart.description}"
        paper.chart("Conformity and achievement", lambda book, at: charts.lines(book, at, (1, 2)),
                    trend_rows(told), CHART_CM, words)  # fmt: skip
    trend = [
        (cell(each.name, style="Strong"), each.day, each.conformity, each.achievement,
         each.coverage, " / ".join(map(str, each.grades)), each.verdict)
        for each in told.trend
    ]  # fmt: skip
    caption = "Every baseline and now; findings as major, minor, opportunity"
    paper.table(caption, TREND, trend, (3.4, 2.1, 2.1, 2.3, 2, 2.3, 3.4))
    _changes(paper, told)


def _changes(paper: Paper, told: ComparisonChapter) -> None:
    for group in told.groups:
        paper.heading(f"{group.name}: {group.count}", 2)
        paper.text(group.meaning, "Lead")
        rows = [
            (each.id, each.statement, f"{each.before} → {each.after}", each.why or "–")
            for each in group.changes
        ]
        paper.table(group.name, CHANGES, rows, (2.4, 8, 3.4, 3.2))


def trend_rows(told: ComparisonChapter) -> list[list[Any]]:
    """Conformity and achievement of each state that has them."""
    rows: list[list[Any]] = [["State", "Conformity", "Achievement by requirement"]]
    rows += [
        [f"{each.name} {each.day}", _share(each.conformity), _share(each.achievement)]
        for each in told.trend
    ]
    return rows


def _share(text: str) -> float | None:
    figure = text.removesuffix(" %")
    return float(figure) / 100 if figure != text else None
