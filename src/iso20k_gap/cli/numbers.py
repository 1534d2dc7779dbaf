"""`status`, `score`, `explain` and `findings`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from rich.console import Console

    from iso20k_gap.core.approval import Approval
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.files.assessment_folder import AssessmentFolder

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
ScaleName = Annotated[
    str,
    typer.Option(
        "--scale",
        help="Compute under another scale, without writing.",
        autocompletion=completion.scale,
    ),
]


def _evaluated(directory: Path, scale: str = "", assume: list[str] | None = None) -> Evaluation:
    from iso20k_gap.cli import steps

    folder = steps.read(directory, scale)
    if assume:
        _suppose(folder, assume)
    return steps.evaluated(folder)


def _suppose(folder: AssessmentFolder, assume: list[str]) -> None:
    """Put supposed ratings into the assessment in memory; nothing is written."""
    from iso20k_gap.files import ratings_file

    wishes = ratings_file.from_arguments(assume)
    extra = ratings_file.Extra("", (), _("supposed"), "", "", settings.current().today)
    supposed = ratings_file.changes(folder, wishes, extra)
    answers = {**folder.assessment.answers, **supposed}
    folder.assessment = folder.assessment.with_answers(answers)


def status(directory: Directory, as_json: Json = False) -> None:
    """Show where the assessment stands: progress, verdict, blockers."""
    from iso20k_gap.cli import approvals, steps
    from iso20k_gap.reports import figures

    folder = steps.read(directory)
    evaluation, approved = steps.evaluated(folder), approvals.held(folder)
    if as_json:
        settings.print_json(figures.status_data(evaluation, approved))
        return
    _print_status(settings.out(), evaluation, approved)


def _print_status(console: Console, evaluation: Evaluation, approved: tuple[Approval, ...]) -> None:
    from iso20k_gap.reports import approvals_terminal, terminal

    console.print(terminal.heading(evaluation))
    console.print(terminal.progress_table(evaluation))
    _print_verdict(console, evaluation)
    if approved:
        console.print()
        console.print(approvals_terminal.status_line(approved))


def _print_verdict(console: Console, evaluation: Evaluation) -> None:
    from iso20k_gap.reports import terminal

    verdict = evaluation.verdict
    console.print()
    console.print(terminal.verdict_line(verdict))
    console.print(terminal.stage_table(_("Stage 1"), verdict.stage1))
    console.print(terminal.stage_table(_("Stage 2"), verdict.stage2, verdict.stage1))


def score(
    directory: Directory,
    as_json: Json = False,
    scale: ScaleName = "",
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume",
            metavar="ID=RATING",
            help="What if? Repeatable; writes nothing.",
            autocompletion=completion.rating,
        ),
    ] = None,
) -> None:
    """Show all numbers, each with its formula and its range.

    Examples: iso20k-gap score acme --json; iso20k-gap score acme --assume 8.6.3=F
    """
    from iso20k_gap.reports import figures

    evaluation = _evaluated(directory, scale, assume)
    if as_json:
        settings.print_json(figures.score_data(evaluation))
        return
    from iso20k_gap.reports import terminal

    console = settings.out()
    if assume:
        supposed = _("Supposing {ratings}; nothing is written.")
        console.print(supposed.format(ratings=", ".join(assume)))
    console.print(terminal.heading(evaluation))
    console.print(terminal.overall_table(evaluation))
    console.print(terminal.clause_table(evaluation))
    _print_verdict(console, evaluation)


def explain(
    directory: Directory,
    number: Annotated[
        str,
        typer.Argument(
            help="conformity, achievement, coverage, evidenced, ... [@CLAUSE]",
            autocompletion=completion.number,
        ),
    ] = "",
    as_json: Json = False,
    scale: ScaleName = "",
) -> None:
    """Explain one number: its formula, numerator, denominator and what was left out.

    Examples: iso20k-gap explain acme conformity; iso20k-gap explain acme achievement@8.6
    """
    from iso20k_gap.core.explanation import explain as explained
    from iso20k_gap.reports import figures, terminal

    explanation = explained(_evaluated(directory, scale), number)
    if as_json:
        settings.print_json(figures.explanation_data(explanation))
        return
    settings.out().print(terminal.explanation_text(explanation))


def what_next(
    directory: Directory,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many to show.")] = 10,
    as_json: Json = False,
) -> None:
    """Show the next best actions: readiness gained per person-day, blockers first."""
    from iso20k_gap.cli import steps
    from iso20k_gap.core.actions import drafts
    from iso20k_gap.core.advice import advise
    from iso20k_gap.files import plan_file
    from iso20k_gap.reports import figures, terminal

    folder = steps.read(directory)
    evaluation = steps.evaluated(folder)
    decisions = plan_file.read(directory, folder.catalogue)
    advice = advise(evaluation, drafts(evaluation, decisions))[:count]
    if as_json:
        settings.print_json(figures.advice_data(advice))
        return
    if not advice:
        rated = terminal.coverage_words(evaluation)
        settings.out().print(_("No action is open: {rated}").format(rated=rated))
        return
    settings.out().print(terminal.advice_table(advice))


def findings(directory: Directory, as_json: Json = False) -> None:
    """List the predicted findings, each with the rule that made it."""
    from iso20k_gap.reports import figures, terminal

    evaluation = _evaluated(directory)
    if as_json:
        settings.print_json(figures.findings_data(evaluation.findings))
        return
    console = settings.out()
    if not evaluation.findings:
        rated = terminal.coverage_words(evaluation)
        console.print(_("No findings: {rated}").format(rated=rated))
        return
    console.print(terminal.findings_table(evaluation))
    console.print(terminal.finding_counts(evaluation))
