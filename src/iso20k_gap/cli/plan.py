"""`plan`: the implementation plan, in the terminal or as documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import configured, settings
from iso20k_gap.cli.plan_files import ENDINGS, STDOUT, Looks, places, write
from iso20k_gap.cli.plan_format import Format
from iso20k_gap.cli.plan_order import planned, warn, with_last_baseline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from iso20k_gap.cli.plan_files import Places
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan

CHECK = Path("check")
"""The word that, with a file after it, asks to check a plan made elsewhere."""


def plan(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The assessment folder; or the word check.")
    ],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.csv", help="After check: a plan to check.")
    ] = None,
    start: Annotated[
        str, typer.Option("--start", metavar="YYYY-MM-DD", help="First day of the plan.")
    ] = "",
    stage2: Annotated[
        str, typer.Option("--stage2", metavar="YYYY-MM-DD", help="Wished day of the Stage 2 audit.")
    ] = "",
    formats: Annotated[
        list[Format] | None, typer.Option("--format", "-f", help="Repeatable; none: the terminal.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A file, with several formats a folder; - is stdout. Default: a text format "
            "alone to stdout, else DIR-plan.ENDING here. Without -f: by its ending, else "
            "plan.formats of your settings, else pdf.",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="DIR",
            help="Own templates and styles for pdf and html; begin with: template new DIR.",
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what should be done by now and is not.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Plan the way to the certificate: actions, owners, dates, milestones, budget.

    Example: iso20k-gap plan acme --stage2 2027-09-15 -f pdf -f csv -o out/

    With check and FILE.csv: hold a plan made elsewhere against itself. Columns: id, start, end,
    predecessors, budget; also name, duration. Days are whole days, the end included; a task may
    start on the day its predecessor ends. Violations are a result: the exit code is 0, and 3 if
    the file is broken. A folder that is called check: plan ./check

    Example: iso20k-gap plan check contractor.csv --json
    """
    from iso20k_gap.cli import plan_check, steps
    from iso20k_gap.cli.report import refuse_useless
    from iso20k_gap.cli.report_order import branded

    extra = {"--start": start, "--stage2": stage2, "--format": formats, "--output": output}
    extra["--template"] = template
    if file or (directory == CHECK and not directory.exists()):
        plan_check.check_file(directory, file, {**extra, "--overdue": overdue}, as_json=as_json)
        return
    refuse_useless(template, [each.value for each in formats or []])
    folder = branded(steps.read(directory))
    days = _dates(start, stage2)
    evaluation = steps.evaluated(folder)
    made = with_last_baseline(folder, planned(folder, evaluation, *days, strict=True))
    warn(folder.path, made.doubts)
    if overdue:
        _show_overdue(made, evaluation.date, {"--format": formats, "--output": output}, as_json)
    elif as_json and not formats:
        _tell(write(places(directory, [Format.JSON], output), evaluation, made))
    elif formats or output:
        wanted = list(dict.fromkeys(formats or _formats_for(output)))
        from iso20k_gap.cli.report_order import logo

        looks = Looks(template, logo(folder))
        _deliver(places(directory, wanted, output), evaluation, made, looks, as_json)
    else:
        _show(evaluation, made)


def _formats_for(output: Path | None) -> list[Format]:
    """What a place asks for by its name; else what the settings say."""
    name = output.name.lower() if output else ""
    endings = {ENDINGS.get(each, f".{each.value}"): each for each in Format}
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            return [endings[ending]]
    usual = [Format(each) for each in configured.value("plan.formats")]
    return usual[:1] if output == STDOUT else usual


def _deliver(
    wanted: Places, evaluation: Evaluation, made: Plan, looks: Looks, as_json: bool
) -> None:
    """Write the documents; with `as_json` the plan itself goes to stdout."""
    from iso20k_gap.cli import steps
    from iso20k_gap.reports.plan_table import plan_data

    steps.refuse_two_documents([path for _, path in wanted], as_json)
    written = write(wanted, evaluation, made, looks)
    if as_json:
        settings.print_json(plan_data(made))
    else:
        _tell(written)


def _tell(written: Sequence[Path]) -> None:
    for path in written:
        if path != STDOUT:
            settings.out().print(str(path), soft_wrap=True)


def write_plans(directory: Path, formats: Sequence[str], place: Path) -> list[Path]:
    """Write a folder's plan in these formats into the folder `place`; gives the files."""
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.plan_files import named
    from iso20k_gap.cli.report_order import branded, logo

    folder = branded(steps.read(directory))
    evaluation = steps.evaluated(folder)
    wanted = [(Format(each), place / named(directory, Format(each))) for each in formats]
    made = with_last_baseline(folder, planned(folder, evaluation))
    return write(wanted, evaluation, made, Looks(logo=logo(folder)))


def _dates(start: str, stage2: str) -> tuple[date | None, date | None]:
    """The two dates as given; a Stage 2 that has passed is refused."""
    from iso20k_gap.errors import Complaint, InputError, UsageError

    complaints: list[Complaint] = []
    found: list[date | None] = []
    for text, option in ((start, "--start"), (stage2, "--stage2")):
        try:
            found.append(settings.read_date(text, option) if text else None)
        except InputError as error:
            complaints += error.complaints
            found.append(None)
    begin, wished = found
    earliest = begin or settings.current().today
    if wished and wished < earliest:
        what = f"--stage2 {wished} lies before {earliest}, "
        what += "the plan's start" if begin else "today"
        complaints.append(Complaint(what, "give a later day"))
    if complaints:
        raise UsageError(*complaints)
    return begin, wished


def _show(evaluation: Evaluation, made: Plan) -> None:
    from iso20k_gap.reports import plan_budget, plan_progress, plan_terminal, terminal

    console = settings.out()
    console.print(terminal.heading(evaluation))
    for line in plan_terminal.ruling(made):
        console.print(line)
    console.print(plan_terminal.totals(made))
    for line in (
        *plan_progress.progress_lines(made),
        *plan_terminal.milestone_lines(made),
        *plan_terminal.action_lines(made),
        *plan_budget.budget_lines(made),
    ):
        console.print(line)
    console.print()
    for note in plan_terminal.notes(made):
        console.print(f"- {note}")


def _show_overdue(made: Plan, today: date, extra: dict[str, object], as_json: bool) -> None:
    from iso20k_gap.cli.plan_check import refuse
    from iso20k_gap.core.slippage import late
    from iso20k_gap.reports import plan_progress

    refuse(extra, "--overdue")
    if as_json:
        settings.print_json(plan_progress.late_data(late(made, today)))
        return
    for line in plan_progress.late_lines(late(made, today)):
        settings.out().print(line)
