"""A portfolio: as plain data and for the terminal."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from iso20k_gap.core.portfolio import Aggregate, Portfolio
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import State
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.figures import percent
from iso20k_gap.reports.terminal import percentage

Broken = list[tuple[str, str]]
SHOWN_GAPS = 10


def portfolio_data(portfolio: Portfolio, broken: Broken) -> dict[str, Any]:
    """The portfolio in the published shape (`design.md` 8)."""
    return {
        "assessments": [
            {
                "path": each.path,
                "name": each.name,
                "edition": each.edition,
                "scale": each.scale,
                "conformity": percent(each.conformity),
                "achievement": percent(each.achievement),
                "coverage": percent(each.coverage),
                "majors": each.majors,
                "minors": each.minors,
                "verdict": each.verdict,
            }
            for each in portfolio.summaries
        ],
        "mean_of_assessments": _aggregate(portfolio.mean_of_assessments),
        "pooled": _aggregate(portfolio.pooled),
        "common_gaps": [
            {
                "edition": each.edition,
                "requirement": each.requirement,
                "assessments": each.assessments,
            }
            for each in portfolio.common_gaps
        ],
        "broken": [{"path": path, "error": error} for path, error in broken],
    }


def _aggregate(aggregate: Aggregate) -> dict[str, float | None]:
    return {
        "conformity": percent(aggregate.conformity),
        "achievement": percent(aggregate.achievement),
        "coverage": percent(aggregate.coverage),
    }


def portfolio_parts(portfolio: Portfolio, broken: Broken) -> list[RenderableType]:
    """The portfolio for reading: a table, common gaps, and what could not be read."""
    parts: list[RenderableType] = [_table(portfolio)]
    gaps = portfolio.common_gaps[:SHOWN_GAPS]
    if gaps:
        listed = ", ".join(f"{each.requirement} ({each.assessments})" for each in gaps)
        parts.append(Text.assemble((f"{_('Common gaps')}: ", "bold"), listed))
    # for translators: an assessment that cannot be read
    name = _("broken")
    parts += [Text(f"{name}: {harmless(path)}: {harmless(why)}", "red") for path, why in broken]
    scales = {each.scale for each in portfolio.summaries}
    if len(scales) > 1:
        different = _("different scales: {scales}").format(scales=", ".join(sorted(scales)))
        parts.append(Text(f"! {different}", "yellow"))
    return parts


def _table(portfolio: Portfolio) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Assessment"), overflow="fold")
    for name in (_("Conformity"), _("Achievement"), _("Coverage"), _("Major"), _("Minor")):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(_("Verdict"), min_width=10)
    for each in portfolio.summaries:
        numbers = (each.conformity, each.achievement, each.coverage)
        shown = [percentage(number) for number in numbers]
        counts = (str(each.majors), str(each.minors))
        verdict = _(words.STATES[State(each.verdict)])
        table.add_row(harmless(each.name), *shown, *counts, verdict)
    table.add_section()
    rows = (
        (_("Mean of assessments"), portfolio.mean_of_assessments),
        # for translators: the requirements of all assessments taken together
        (_("Pooled"), portfolio.pooled),
    )
    for name, aggregate in rows:
        numbers = (aggregate.conformity, aggregate.achievement, aggregate.coverage)
        table.add_row(name, *(percentage(number) for number in numbers), "", "", "")
    return table
