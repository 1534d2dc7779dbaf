"""Numbers, findings and verdict as text and tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from iso20k_gap.core.findings import Grade
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import StageVerdict, State, Verdict
from iso20k_gap.core.scoring import FORMULAS, Range, Tally
from iso20k_gap.language import N_, _, current, pgettext, role
from iso20k_gap.reports import words

if TYPE_CHECKING:
    from collections.abc import Iterator
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
READY = {
    True: N_("nothing stands against it"),
    False: N_("blocked"),
    None: N_("cannot be ruled on yet"),
}


def percentage(share: Fraction | None) -> str:
    """A share for reading, one decimal; a dash where there is none."""
    return words.NONE if share is None else current().conventions.percent(_tenths(share))


def _tenths(share: Fraction) -> str:
    """A share in per cent with one decimal, without the sign."""
    return current().conventions.decimal(float(share * 100), 1)


def span(reach: Range | None) -> str:
    """A range for reading."""
    if reach is None:
        return words.NONE
    if reach.lowest == reach.highest:
        return percentage(reach.lowest)
    return _("{lowest} to {highest}").format(
        lowest=_tenths(reach.lowest), highest=percentage(reach.highest)
    )


def bar(share: Fraction | None, width: int = BAR) -> Text:
    """A bar of fixed width; the figure stands beside it, never colour alone."""
    filled = 0 if share is None else round(float(share) * width)
    return Text("█" * filled + "░" * (width - filled), style="cyan")


def heading(evaluation: Evaluation) -> Text:
    """Who, what edition, which day."""
    assessment = evaluation.assessment
    edition = evaluation.catalogue.edition
    label = assessment.label or edition.label
    screening = f"  {_('(screening: a first look)')}"
    kind = screening if assessment.questionnaire == "screening" else ""
    about = _("{edition}, catalogue {version}, scale {scale}, as of {day}").format(
        edition=f"{label}{amendments(evaluation)}",
        version=edition.version,
        scale=evaluation.scorecard.scale.id,
        day=words.day(evaluation.date),
    )
    return Text.assemble((harmless(assessment.organisation.name), "bold"), f"  {about}{kind}")


def amendments(evaluation: Evaluation) -> str:
    """The amendments the edition is read with, as a suffix."""
    listed = evaluation.catalogue.edition.amendments
    return "".join(f" + {each.id}" for each in listed)


def progress_table(evaluation: Evaluation) -> Table:
    """How far each clause group is, and how good."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Clause"), no_wrap=True)
    table.add_column(_("Title"), overflow="fold")
    table.add_column(_("Rated"), justify="right", no_wrap=True)
    table.add_column(_("Coverage"), no_wrap=True)
    table.add_column(_("Conformity"), justify="right", no_wrap=True)
    for group, tally in evaluation.scorecard.by_group.items():
        title = evaluation.catalogue.clause_by_id[group].title
        table.add_row(group, title, *_progress(tally))
    table.add_section()
    table.add_row(pgettext("clauses", "all"), "", *_progress(evaluation.scorecard.overall))
    return table


def _progress(tally: Tally) -> tuple[str, Text, str]:
    return f"{tally.rated}/{tally.applicable}", bar(tally.coverage), percentage(tally.conformity)


def overall_table(evaluation: Evaluation) -> Table:
    """The overall numbers with range and formula."""
    card = evaluation.scorecard
    tally = card.overall
    table = Table(box=None, pad_edge=False, title=_("Overall"), title_justify="left")
    for name in (_("Number"), _("Now"), _("If unrated are N to F"), _("Formula")):
        table.add_column(name, overflow="fold")
    by_clause = (card.achievement_by_clause, card.achievement_by_clause_range)
    rows = (
        (_("Conformity"), tally.conformity, tally.conformity_range, "conformity"),
        (
            _("Achievement by requirement"),
            tally.achievement,
            tally.achievement_range,
            "achievement",
        ),
        (_("Achievement by clause"), *by_clause, "achievement_by_clause"),
        (_("Coverage"), tally.coverage, None, "coverage"),
        (_("Evidenced"), tally.evidenced, None, "evidenced"),
    )
    for name, share, reach, formula in rows:
        table.add_row(name, percentage(share), span(reach), _(FORMULAS[formula]))
    table.caption = _rated(tally)
    table.caption_justify = "left"
    return table


def _rated(tally: Tally) -> str:
    """What the numbers rest on."""
    form = (
        _(
            "{requirements} requirements: {rated} rated, {full} of them F; {unrated} unrated, "
            "{excluded} left out (no occurrence); {inherited} not confirmed"
        )
        if tally.inherited
        else _(
            "{requirements} requirements: {rated} rated, {full} of them F; {unrated} unrated, "
            "{excluded} left out (no occurrence)"
        )
    )
    return form.format(
        requirements=tally.requirements,
        rated=tally.rated,
        full=tally.full,
        unrated=tally.unrated,
        excluded=tally.excluded,
        inherited=tally.inherited,
    )


def clause_table(evaluation: Evaluation) -> Table:
    """Every lowest clause with its numbers."""
    table = Table(box=None, pad_edge=False, title=_("By clause"), title_justify="left")
    table.add_column(_("Clause"), no_wrap=True)
    table.add_column(_("Title"), overflow="fold")
    for name in (_("Rated"), _("Conformity"), _("Achievement")):
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
    state = _(words.STATES[verdict.state])
    line = Text.assemble(f"{_('Verdict')}: ", (state, STATE_STYLES[verdict.state]))
    if verdict.remark:
        line.append(f"\n  {verdict.remark}")
    return line


def stage_table(name: str, stage: StageVerdict, shown: StageVerdict | None = None) -> Table:
    """A stage's blockers and open points; those already `shown` with another stage left out."""
    known = (*shown.blockers, *shown.open_points) if shown else ()
    blockers = [each for each in stage.blockers if each not in known]
    open_points = [each for each in stage.open_points if each not in known]
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.title = Text.assemble(f"{name}: ", (_(READY[stage.ready]), "bold"), style="")
    table.title_justify = "left"
    for mark, points in (("✗", blockers), ("?", open_points[:SHOWN])):
        for each in points:
            table.add_row(mark, _shortened(each.reason, 200))
            table.add_row("", Text("→ " + _shortened(each.clears, 200), "dim"))
    if len(open_points) > SHOWN:
        more = words.counted(
            len(open_points) - SHOWN,
            "and {count} more open point",
            "and {count} more open points",
        )
        table.add_row("?", more)
    return table


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"


def findings_table(evaluation: Evaluation) -> Table:
    """All findings: grade, clause, rule, recommendation."""
    table = Table(box=None, pad_edge=False, show_lines=False)
    table.add_column(_("Finding"), no_wrap=True)
    table.add_column(_("Grade"), no_wrap=True)
    table.add_column(_("Rule"), no_wrap=True)
    table.add_column(_("Recommendation"), overflow="fold")
    for each in evaluation.findings:
        grade = Text(_(words.GRADES_SHORT[each.grade]) + (" *" if each.overridden else ""))
        grade.stylize(GRADE_STYLES[each.grade])
        table.add_row(each.id, grade, each.rule, _shortened(each.recommendation, 220))
    return table


def advice_table(advice: tuple[Advice, ...]) -> Table:
    """The next best actions and what closing each would gain."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Action"), no_wrap=True)
    table.add_column(_("What"), overflow="fold")
    table.add_column(_("Days"), justify="right", no_wrap=True)
    # for translators: what closing the action's findings would clear
    table.add_column(_("Clears"), overflow="fold")
    for each in advice:
        what = Text.assemble(each.title, (f"\n{role(each.role)}", "dim"))
        table.add_row(each.action, what, words.days(float(each.days)), _gain(each))
    table.caption = _("Days are planning assumptions; gains suppose everything else unchanged.")
    table.caption_justify = "left"
    return table


def _gain(advice: Advice) -> str:
    return ", ".join([*_closed(advice), _points(advice.conformity)])


def _closed(advice: Advice) -> Iterator[str]:
    if advice.stage1 > 0:
        yield words.counted(advice.stage1, "{count} Stage 1 blocker", "{count} Stage 1 blockers")
    if (more := advice.stage2 - advice.stage1) > 0:
        yield words.counted(more, "{count} Stage 2 blocker", "{count} Stage 2 blockers")
    if advice.majors > 0:
        yield words.counted(advice.majors, "{count} major", "{count} majors")
    if advice.minors > 0:
        yield words.counted(advice.minors, "{count} minor", "{count} minors")


def _points(gained: Fraction) -> str:
    figure = current().conventions.decimal(abs(float(gained * 100)), 1)
    # for translators: {difference} has its sign, such as +1.2
    return _("{difference} points conformity").format(difference=("-+"[gained >= 0]) + figure)


def finding_counts(evaluation: Evaluation) -> str:
    """How many findings of each grade."""
    counts = ", ".join(
        f"{evaluation.count(grade)} {_(words.GRADES_SHORT[grade])}"
        for grade in reversed(list(Grade))
    )
    starred = f"  {_('(* grade set by the assessor)')}"
    overridden = any(each.overridden for each in evaluation.findings)
    return f"{counts}; {coverage_words(evaluation)}{starred if overridden else ''}"


def coverage_words(evaluation: Evaluation) -> str:
    """How much of the assessment the findings rest on."""
    tally = evaluation.scorecard.overall
    return _("{rated} of {applicable} applicable requirements are rated").format(
        rated=tally.rated, applicable=tally.applicable
    )


def explanation_text(explanation: Explanation) -> Text:
    """One number with formula, sums, range and rows."""
    # for translators: {number} is the name of a number as commands have it, such as conformity
    form = _("{number} of clause {clause}: {share}") if explanation.place else "{number}: {share}"
    title = form.format(
        number=explanation.name, clause=explanation.place, share=percentage(explanation.value)
    )
    text = Text.assemble((f"{title}\n", "bold"))
    reach = _("{range} (unrated as N, unrated as F)").format(range=span(explanation.range))
    facts = [
        (_("formula"), explanation.formula),
        (_("numerator"), words.number(explanation.numerator)),
        (_("denominator"), words.number(explanation.denominator)),
        *([(_("range"), reach)] if explanation.range else []),
    ]
    left_out = (_("left out"), str(len(explanation.left_out)))
    width = max(words.room(name) for name, _text in (*facts, left_out)) + 2
    for name, told in facts:
        text.append(_fact(name, told, width))
    for row in explanation.rows:
        told = _("{part} of {whole}").format(
            part=words.number(row.part), whole=words.number(row.of)
        )
        text.append(f"    {row.id:<12}{_padded(words.rating(row.rating), 9)}{told}\n")
    if explanation.left_out:
        text.append(_fact(*left_out, width))
        for name, why in explanation.left_out:
            text.append(f"    {name:<12}{harmless(why)}\n")
    return text


def _fact(name: str, text: str, width: int) -> str:
    return f"  {_padded(name, width)}{text}\n"


def _padded(text: str, width: int) -> str:
    """The text with blanks behind it, up to so many columns of a terminal."""
    return text + " " * (width - words.room(text))
