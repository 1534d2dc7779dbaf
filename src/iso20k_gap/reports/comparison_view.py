"""Comparisons and trends: as plain data and for the terminal."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from iso20k_gap.core.comparison import Change, Comparison
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import State
from iso20k_gap.language import _, pgettext
from iso20k_gap.reports import words
from iso20k_gap.reports.figures import percent
from iso20k_gap.reports.terminal import STATE_STYLES, bar, percentage


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison in the published shape (`design.md` 8), with reasons beside it."""
    return {
        "from": comparison.origin,
        "to": comparison.target,
        "closed": _ids(comparison.closed),
        "opened": _ids(comparison.opened),
        "better": _ids(comparison.better),
        "worse": _ids(comparison.worse),
        "unchanged": comparison.unchanged,
        "not_comparable": _ids(comparison.not_comparable),
        "reasons": {each.requirement: each.why for each in comparison.not_comparable},
        "ratings": {
            each.requirement: [each.before, each.after]
            for each in (*comparison.closed, *comparison.better, *comparison.regressed)
        },
        "remarks": list(comparison.remarks),
        "conformity": [percent(each) for each in comparison.conformity],
        "achievement_by_requirement": [percent(each) for each in comparison.achievement],
        "coverage": [percent(each) for each in comparison.coverage],
        "verdict": list(comparison.verdicts),
    }


def _ids(changes: tuple[Change, ...]) -> list[str]:
    return [each.requirement for each in changes]


def comparison_parts(comparison: Comparison) -> list[RenderableType]:
    """The comparison for reading; regressions come first."""
    parts: list[RenderableType] = [
        Text(f"{comparison.origin} → {comparison.target}", "bold"),
        _numbers(comparison),
    ]
    parts += [Text(f"! {harmless(remark)}", "yellow") for remark in comparison.remarks]
    groups = (
        (_("REGRESSION: conformity lost"), comparison.opened, "bold red"),
        (_("REGRESSION: gap grew"), comparison.worse, "bold red"),
        (_("Closed"), comparison.closed, "green"),
        (_("Better, still a gap"), comparison.better, "cyan"),
        (_("Not comparable"), comparison.not_comparable, "dim"),
    )
    for title, changes, style in groups:
        if changes:
            parts.append(Text(f"{title}: {len(changes)}", style))
            parts.append(_changes(changes))
    parts.append(Text(_("Unchanged: {count}").format(count=comparison.unchanged)))
    return parts


def _numbers(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(pgettext("column", "Number"))
    for name in (_("Before"), pgettext("column", "Now"), _("Change")):
        table.add_column(name, justify="right")
    rows = (
        (_("Conformity"), comparison.conformity),
        (_("Achievement by requirement"), comparison.achievement),
        (_("Coverage"), comparison.coverage),
    )
    for name, (before, after) in rows:
        table.add_row(name, percentage(before), percentage(after), words.points(before, after))
    verdicts = (_(words.STATES[State(each)]) for each in comparison.verdicts)
    table.add_row(_("Verdict"), *verdicts, "")
    return table


def _changes(changes: tuple[Change, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    for change in changes:
        way = f"{words.rating(change.before)} → {words.rating(change.after)}"
        table.add_row("", change.requirement, way, change.why)
    return table


def trend_data(points: list[tuple[str, Evaluation]]) -> list[dict[str, Any]]:
    """One entry per baseline and for now, in order of time."""
    return [
        {
            "name": name,
            "date": each.date.isoformat(),
            "conformity": percent(each.scorecard.overall.conformity),
            "achievement_by_requirement": percent(each.scorecard.overall.achievement),
            "achievement_by_clause": percent(each.scorecard.achievement_by_clause),
            "coverage": percent(each.scorecard.overall.coverage),
            "findings": {grade.value: each.count(grade) for grade in reversed(list(Grade))},
            "verdict": each.verdict.state.value,
            "scale": each.scorecard.scale.id,
        }
        for name, each in points
    ]


def trend_table(points: list[tuple[str, Evaluation]]) -> Table:
    """The way over all baselines to now."""
    table = Table(box=None, pad_edge=False)
    table.add_column(pgettext("column", "State"), overflow="fold", min_width=10)
    table.add_column(_("Conformity"), no_wrap=True)
    for name in ("", _("Achievement"), _("Coverage"), _("Major"), _("Minor")):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(_("Verdict"), min_width=10)
    for name, each in points:
        tally = each.scorecard.overall
        state = each.verdict.state
        table.add_row(
            name,
            bar(tally.conformity, 8),
            percentage(tally.conformity),
            percentage(tally.achievement),
            percentage(tally.coverage),
            str(each.count(Grade.MAJOR)),
            str(each.count(Grade.MINOR)),
            Text(_(words.STATES[state]), STATE_STYLES[state]),
        )
    return table
