"""The comparison with a baseline, in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _
from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.word.markup import cell

if TYPE_CHECKING:
    from iso20k_gap.reports.chapters.comparison import ComparisonChapter
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper

NUMBERS = (N_("Number"), N_("Then"), N_("Now"), N_("Change"))
TREND = (
    N_("State"),
    N_("Day"),
    N_("Conformity"),
    N_("Achievement"),
    N_("Coverage"),
    N_("Findings"),
    N_("Verdict"),
)
CHANGES = (N_("Requirement"), N_("What it asks"), N_("Rating then → now"), N_("Why"))
CHART_CM = 6.5
TWO_STATES = 2


def write_comparison(paper: Paper, view: ReportView) -> None:
    """Write what changed since the baseline, and the trend over all of them."""
    told = view.comparison
    if told is None:
        return
    paper.text(f"{told.lead} {told.unchanged}")
    caption = _("The numbers then and now; then is {baseline}").format(baseline=told.baseline)
    numbers = [(cell(each[0], style="Strong"), *each[1:]) for each in told.numbers]
    paper.table(caption, [_(each) for each in NUMBERS], numbers, (5, 5, 5, 3))
    paper.bullets(told.remarks)
    paper.heading(_("Trend"), 2)
    if told.chart:
        words = f"{told.chart.title}. {told.chart.description}"
        name, rows = _("Conformity and achievement"), trend_rows(view)
        paper.chart(name, lambda book, at: charts.lines(book, at, (1, 2)), rows, CHART_CM, words)
    trend = [
        (cell(each.name, style="Strong"), each.day, each.conformity, each.achievement,
         each.coverage, " / ".join(map(str, each.grades)), each.verdict)
        for each in told.trend
    ]  # fmt: skip
    caption = _("Every baseline and now; findings as major, minor, opportunity")
    head = [_(each) for each in TREND]
    paper.table(caption, head, trend, (3.4, 2.1, 2.1, 2.3, 2, 2.3, 3.4))
    _changes(paper, told)


def _changes(paper: Paper, told: ComparisonChapter) -> None:
    for group in told.groups:
        paper.heading(f"{group.name}: {group.count}", 2)
        paper.text(group.meaning, "Lead")
        rows = [
            (each.id, each.statement, f"{each.before} → {each.after}", each.why or "–")
            for each in group.changes
        ]
        paper.table(group.name, [_(each) for each in CHANGES], rows, (2.4, 8, 3.4, 3.2))


def trend_rows(view: ReportView) -> list[list[Any]]:
    """Conformity and achievement of each state that has them."""
    rows: list[list[Any]] = [[_("State"), _("Conformity"), _("Achievement by requirement")]]
    states = view.comparison.trend if view.comparison else ()
    data = view.data["comparison"]["trend"] if states else ()
    rows += [
        [
            f"{each.name} {each.day}",
            _share(stored["conformity"]),
            _share(stored["achievement_by_requirement"]),
        ]
        for each, stored in zip(states, data, strict=True)
    ]
    return rows


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100
