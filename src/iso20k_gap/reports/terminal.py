"""Numbers, findings and verdict as text and tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from iso20k_gap.core.findings import Grade
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import StageVerdict, State, Verdict
from iso20k_gap.core.scoring import FORMULAS, Range, Tally

if TYPE_CHECKING:
    from fractions import Fraction

    from iso20k_gap.core.advice import Advice
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.explanation import Explanation

BAR = 20
SHOWN = 3
STATE_STYLES = {
    State.NOT_READY: "bold red",
    State.UNDETERMINED: "bold yellow",
    State.STAGE_1: "bold cyan",
    State.STAGE_2: "bold green",
}
GRADE_STYLES = {Grade.MAJOR: "bold red", Grade.MINOR: "yellow", Grade.OPPORTUNITY: "cyan"}


def percentage(share: Fraction | None) -> str:
    """A share for reading, one decimal; a dash where there is none."""
    return "–" if share is None else f"{float(share * 100):.1f} %"


def span(reach: Range | None) -> str:
    """A range for reading."""
    if reach is None:
        return "–"
    if reach.lowest == reach.highest:
        return percentage(reach.lowest)
    return f"{float(reach.lowest * 100):.1f} to {float(reach.highest * 100):.1f} %"


def bar(share: Fraction | None, width: int = BAR) -> Text:
    """A bar of fixed width; the figure stands beside it, never colour alone."""
    filled = 0 if share is None else round(float(share) * width)
    return Text("█" * filled + "░" * (width - filled), style="cyan")


def heading(evaluation: Evaluation) -> Text:
    """Who, what edition, which day."""
    assessment = evaluation.assessment
    edition = evaluation.catalogue.edition
    label = assessment.label or edition.label
    kind = "  (screening: a first look)" if assessment.questionnaire == "screening" else ""
    return Text.assemble(
        (harmless(assessment.organisation.name), "bold"),
        f"  {label}{amendments(evaluation)}, catalogue {edition.version}, "
        f"scale {evaluation.scorecard.scale.id}, as of {evaluation.date}{kind}",
    )


def amendments(evaluation: Evaluation) -> str:
    """The amendments the edition is read with, as a suffix."""
    listed = evaluation.catalogue.edition.amendments
    return "".join(f" + {each.id}" for each in listed)


def progress_table(evaluation: Evaluation) -> Table:
    """How far each clause group is, and how good."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Clause", no_wrap=True)
    table.add_column("Title", overflow="fold")
    table.add_column("Rated", justify="right", no_wrap=True)
    table.add_column("Coverage", no_wrap=True)
    table.add_column("Conformity", justify="right", no_wrap=True)
    for group, tally in evaluation.scorecard.by_group.items():
        title = evaluation.catalogue.clause_by_id[group].title
        table.add_row(group, title, *_progress(tally))
    table.add_section()
    table.add_row("all", "", *_progress(evaluation.scorecard.overall))
    return table


def _progress(tally: Tally) -> tuple[str, Text, str]:
    return f"{tally.rated}/{tally.applicable}", bar(tally.coverage), percentage(tally.conformity)


def overall_table(evaluation: Evaluation) -> Table:
    """The overall numbers with range and formula."""
    card = evaluation.scorecard
    tally = card.overall
    table = Table(box=None, pad_edge=False, title="Overall", title_justify="left")
    for name in ("Number", "Now", "If unrated are N to F", "Formula"):
        table.add_column(name, overflow="fold")
    rows = (
        ("Conformity", tally.conformity, tally.conformity_range, "conformity"),
        ("Achievement by requirement", tally.achievement, tally.achievement_range, "achievement"),
        (
            "Achievement by clause",
            card.achievement_by_clause,
            card.achievement_by_clause_range,
            "achievement_by_clause",
        ),
        ("Coverage", tally.coverage, None, "coverage"),
        ("Evidenced", tally.evidenced, None, "evidenced"),
    )
    for name, share, reach, formula in rows:
        table.add_row(name, percentage(share), span(reach), FORMULAS[formula])
    table.caption = (
        f"{tally.requirements} requirements: {tally.rated} rated, {tally.full} of them F; "
        f"{tally.unrated} unrated, {tally.excluded} left out (no occurrence)"
        + (f"; {tally.inherited} not confirmed" if tally.inherited else "")
    )
    table.caption_justify = "left"
    return table


def clause_table(evaluation: Evaluation) -> Table:
    """Every lowest clause with its numbers."""
    table = Table(box=None, pad_edge=False, title="By clause", title_justify="left")
    table.add_column("Clause", no_wrap=True)
    table.add_column("Title", overflow="fold")
    for name in ("Rated", "Conformity", "Achievement"):
        table.add_column(name, justify="right", no_wrap=True)
    for clause in evaluation.catalogue.lowest:
        tally = evaluation.scorecard.by_clause[clause.id]
        rated = f"{tally.rated}/{tally.applicable}"
        table.add_row(
            clause.id,
            clause.title,
            rated,
            percentage(tally.conformity),
            percentage(tally.achievement),
        )
    return table


def verdict_line(verdict: Verdict) -> Text:
    """The verdict in one line, with its remark."""
    line = Text.assemble("Verdict: ", (verdict.state.value, STATE_STYLES[verdict.state]))
    if verdict.remark:
        line.append(f"\n  {verdict.remark}")
    return line


def stage_table(name: str, stage: StageVerdict, shown: StageVerdict | None = None) -> Table:
    """A stage's blockers and open points; those already `shown` with another stage left out."""
    word = {True: "nothing stands against it", False: "blocked", None: "cannot be ruled on yet"}
    known = (*shown.blockers, *shown.open_points) if shown else ()
    blockers = [each for each in stage.blockers if each not in known]
    open_points = [each for each in stage.open_points if each not in known]
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.title = Text.assemble(f"{name}: ", (word[stage.ready], "bold"), style="")
    table.title_justify = "left"
    for mark, points in (("✗", blockers), ("?", open_points[:SHOWN])):
        for each in points:
            table.add_row(mark, _shortened(each.reason, 200))
            table.add_row("", Text("→ " + _shortened(each.clears, 200), "dim"))
    if len(open_points) > SHOWN:
        table.add_row("?", f"and {len(open_points) - SHOWN} more open points")
    return table


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"


def findings_table(evaluation: Evaluation) -> Table:
    """All findings: grade, clause, rule, recommendation."""
    table = Table(box=None, pad_edge=False, show_lines=False)
    table.add_column("Finding", no_wrap=True)
    table.add_column("Grade", no_wrap=True)
    table.add_column("Rule", no_wrap=True)
    table.add_column("Recommendation", overflow="fold")
    for each in evaluation.findings:
        grade = Text(each.grade.value + (" *" if each.overridden else ""))
        grade.stylize(GRADE_STYLES[each.grade])
        table.add_row(each.id, grade, each.rule, _shortened(each.recommendation, 220))
    return table


def advice_table(advice: tuple[Advice, ...]) -> Table:
    """The next best actions and what closing each would gain."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Action", no_wrap=True)
    table.add_column("What", overflow="fold")
    table.add_column("Days", justify="right", no_wrap=True)
    table.add_column("Clears", overflow="fold")
    for each in advice:
        what = Text.assemble(each.title, (f"\n{each.role}", "dim"))
        table.add_row(each.action, what, f"{float(each.days):g}", _gain(each))
    table.caption = "Days are planning assumptions; gains suppose everything else unchanged."
    table.caption_justify = "left"
    return table


def _gain(advice: Advice) -> str:
    parts = (
        (advice.stage1, "Stage 1 blocker"),
        (advice.stage2 - advice.stage1, "Stage 2 blocker"),
        (advice.majors, "major"),
        (advice.minors, "minor"),
    )
    words = [f"{number} {name}{'s' if number > 1 else ''}" for number, name in parts if number > 0]
    return ", ".join([*words, f"{float(advice.conformity * 100):+.1f} points conformity"])


def finding_counts(evaluation: Evaluation) -> str:
    """How many findings of each grade."""
    counts = ", ".join(
        f"{evaluation.count(grade)} {grade.value}" for grade in reversed(list(Grade))
    )
    starred = (
        "  (* grade set by the assessor)" if any(f.overridden for f in evaluation.findings) else ""
    )
    return f"{counts}; {coverage_words(evaluation)}{starred}"


def coverage_words(evaluation: Evaluation) -> str:
    """How much of the assessment the findings rest on."""
    tally = evaluation.scorecard.overall
    return f"{tally.rated} of {tally.applicable} applicable requirements are rated"


def explanation_text(explanation: Explanation) -> Text:
    """One number with formula, sums, range and rows."""
    place = f" of clause {explanation.place}" if explanation.place else ""
    text = Text.assemble(
        (f"{explanation.name}{place}: {percentage(explanation.value)}\n", "bold"),
        f"  formula      {explanation.formula}\n",
        f"  numerator    {_number(explanation.numerator)}\n",
        f"  denominator  {_number(explanation.denominator)}\n",
    )
    if explanation.range:
        text.append(f"  range        {span(explanation.range)} (unrated as N, unrated as F)\n")
    for row in explanation.rows:
        text.append(f"    {row.id:<12}{row.rating:<9}{_number(row.part)} of {_number(row.of)}\n")
    if explanation.left_out:
        text.append(f"  left out     {len(explanation.left_out)}\n")
        for name, why in explanation.left_out:
            text.append(f"    {name:<12}{harmless(why)}\n")
    return text


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0")
