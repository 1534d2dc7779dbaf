"""`baseline`, `rescore`, `compare` and `trend`: remediation, then re-scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.files.baseline_file import Baseline

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def _freeze(folder: AssessmentFolder, label: str) -> Path:
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.plan_order import planned
    from iso20k_gap.core.slippage import frozen
    from iso20k_gap.files import baseline_file
    from iso20k_gap.reports import figures

    evaluation = steps.evaluated(folder)
    numbers = figures.score_data(evaluation)
    kept = {key: numbers[key] for key in ("scale", "overall", "findings")}
    plan = frozen(planned(folder, evaluation))
    return baseline_file.freeze(folder, settings.current().today, label, kept, plan)


def baseline(
    directory: Directory,
    label: Annotated[str, typer.Option("--label", help="Part of the baseline's name.")] = "",
    as_json: Json = False,
) -> None:
    """Freeze the present state, to compare with later.

    Example: iso20k-gap baseline acme --label before-remediation
    """
    from iso20k_gap.cli import steps

    path = _freeze(steps.read(directory), label)
    if as_json:
        settings.print_json({"baseline": path.stem, "path": str(path)})
    settings.err().print(_("wrote {path}").format(path=path), soft_wrap=True)


def rescore(
    directory: Directory,
    label: Annotated[str, typer.Option("--label", help="Name of the baseline.")] = "round",
    as_json: Json = False,
) -> None:
    """Start a new round: freeze a baseline, keep all answers as unconfirmed."""
    from iso20k_gap.cli import steps
    from iso20k_gap.files import answers_file

    folder = steps.read(directory)
    path = _freeze(folder, label)
    waiting = {
        identifier: answer.model_copy(update={"confirmed": False})
        for identifier, answer in folder.assessment.answers.items()
    }
    answers_file.save(folder, waiting)
    if as_json:
        data = {"baseline": path.stem, "path": str(path), "to_confirm": len(waiting)}
        settings.print_json(data)
    console = settings.err()
    form = ngettext(
        "wrote {path}; {count} answer waits to be confirmed",
        "wrote {path}; {count} answers wait to be confirmed",
        len(waiting),
    )
    console.print(form.format(path=path, count=len(waiting)), soft_wrap=True)
    following = f"iso20k-gap assess {directory} --only unconfirmed"
    console.print(_("Next: {command}").format(command=following), soft_wrap=True)


def _evaluated(state: Baseline) -> Evaluation:
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.files import library

    assessment = state.assessment
    rulebook = library.rulebook_for(assessment)
    return evaluate(state.catalogue, assessment, rulebook, state.taken_on)


def compare(
    directory: Directory,
    baselines: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BASELINE [BASELINE]]",
            help="Name, label, day or file.",
            autocompletion=completion.baseline,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare with the latest or a named baseline, or two baselines with each other.

    Example: iso20k-gap compare acme before-remediation
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.comparison import compare as compared
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import baseline_file
    from iso20k_gap.reports import comparison_view

    wanted = baselines or [""]
    if len(wanted) > 2:  # noqa: PLR2004 - two states make a comparison
        raise UsageError(Complaint("more than two baselines", "name one or two"))
    states = [baseline_file.named(directory, each) for each in wanted]
    names = [each.name for each in states]
    evaluations = [_evaluated(each) for each in states]
    if len(states) == 1:
        evaluations.append(steps.evaluated(steps.read(directory)))
        names.append(_("now"))
    comparison = compared(evaluations[0], evaluations[1], (names[0], names[1]))
    if as_json:
        settings.print_json(comparison_view.comparison_data(comparison))
        return
    console = settings.out()
    for part in comparison_view.comparison_parts(comparison):
        console.print(part)


def trend(directory: Directory, as_json: Json = False) -> None:
    """Show the numbers over all baselines up to now."""
    from iso20k_gap.cli import steps
    from iso20k_gap.files import baseline_file
    from iso20k_gap.reports import comparison_view

    folder = steps.read(directory)
    points = [(each.name, _evaluated(each)) for each in baseline_file.list_baselines(directory)]
    points.append((_("now"), steps.evaluated(folder)))
    if as_json:
        settings.print_json(comparison_view.trend_data(points))
        return
    settings.out().print(comparison_view.trend_table(points))
