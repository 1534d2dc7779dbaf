"""`plan`: the implementation plan, in the terminal or as documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.folder import Directory  # noqa: TC001 - Typer reads the annotations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.reports.rendering import Progress


class Format(StrEnum):
    """What a plan can be written as."""

    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


STDOUT = Path("-")
STREAMED = (Format.CSV, Format.JSON)
"""Formats that go to stdout when no place is named."""


def plan(
    directory: Directory,
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
            help="A file, with several formats a folder; - is stdout. "
            "Default: csv or json alone to stdout, else DIR-plan.ENDING here.",
        ),
    ] = None,
) -> None:
    """Plan the way to the certificate: actions, owners, dates, milestones.

    Example: iso20k-gap plan acme --stage2 2027-09-15 -f pdf -f csv -o out/
    """
    from iso20k_gap.cli import steps

    folder = steps.read(directory)
    days = _dates(start, stage2)
    evaluation = steps.evaluated(folder)
    made = planned(folder, evaluation, *days, strict=True)
    if not formats:
        _show(evaluation, made)
        return
    places = _places(directory, list(dict.fromkeys(formats)), output)
    for path in _write(places, evaluation, made):
        if path != STDOUT:
            settings.out().print(str(path), soft_wrap=True)


def planned(
    folder: AssessmentFolder,
    evaluation: Evaluation,
    start: date | None = None,
    stage2: date | None = None,
    *,
    strict: bool = False,
) -> Plan:
    """The plan of an assessment folder, with its decisions and its public holidays.

    With `strict`, a Stage 2 in `plan.yaml` that has passed is refused, unless `stage2` is given.
    """
    from iso20k_gap.core.planning import make_plan
    from iso20k_gap.files import plan_file, work_calendar

    today = evaluation.date if strict and not stage2 else None
    decisions = plan_file.read(folder.path, folder.catalogue, today)
    begin = start or decisions.start or evaluation.date
    holidays = work_calendar.public_holidays(decisions.calendar, min(begin, evaluation.date))
    return make_plan(evaluation, decisions, holidays, start, stage2)


def write_plans(directory: Path, formats: Sequence[str], place: Path) -> list[Path]:
    """Write a folder's plan in these formats into the folder `place`; gives the files."""
    from iso20k_gap.cli import steps

    folder = steps.read(directory)
    evaluation = steps.evaluated(folder)
    places = [(Format(each), place / f"{_name(directory)}.{each}") for each in formats]
    return _write(places, evaluation, planned(folder, evaluation))


def _write(places: Sequence[tuple[Format, Path]], evaluation: Evaluation, made: Plan) -> list[Path]:
    """Draw all documents first, so that none is written if one cannot be drawn."""
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.report import progress_bar

    with progress_bar() as progress:
        contents = [(path, _rendered(each, evaluation, made, progress)) for each, path in places]
    for path, content in contents:
        steps.write(path, content)
    return [path for path, _ in contents]


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


def _name(directory: Path) -> str:
    return f"{directory.resolve().name}-plan"


def _places(
    directory: Path, formats: Sequence[Format], output: Path | None
) -> list[tuple[Format, Path]]:
    """Where each format goes."""
    from iso20k_gap.errors import Complaint, UsageError

    name = _name(directory)
    alone = len(formats) == 1
    if output is None and alone and formats[0] in STREAMED:
        output = STDOUT
    if output == STDOUT and not alone:
        raise UsageError(Complaint("several formats cannot go to stdout", "name a folder with -o"))
    if output is not None and alone and not output.is_dir():
        return [(formats[0], output)]
    place = output or Path()
    return [(each, place / f"{name}.{each}") for each in formats]


def _rendered(
    wanted: Format, evaluation: Evaluation, made: Plan, progress: Progress | None
) -> bytes:
    from iso20k_gap.reports import plan_table

    if wanted is Format.JSON:
        return plan_table.render_json(made)
    if wanted is Format.CSV:
        return plan_table.render_csv(made)
    from iso20k_gap.reports import plan_document

    view = plan_document.plan_view(evaluation, made)
    if wanted is Format.HTML:
        return plan_document.render_html(view)
    return plan_document.render_pdf(view, progress)


def _show(evaluation: Evaluation, made: Plan) -> None:
    from iso20k_gap.reports import plan_terminal, terminal

    console = settings.out()
    console.print(terminal.heading(evaluation))
    for line in plan_terminal.ruling(made):
        console.print(line)
    console.print(plan_terminal.totals(made))
    for line in (*plan_terminal.milestone_lines(made), *plan_terminal.action_lines(made)):
        console.print(line)
    console.print()
    for note in plan_terminal.notes(made):
        console.print(f"- {note}")
