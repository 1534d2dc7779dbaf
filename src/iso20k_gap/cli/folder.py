"""`new` and `validate`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iso20k_gap.cli import completion, configured, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from iso20k_gap.errors import Complaint
    from iso20k_gap.files.assessment_folder import AssessmentFolder


def new(
    directory: Directory,
    organisation: Annotated[
        str, typer.Option("--organisation", "--organization", help="Who is assessed.")
    ] = "",
    scope: Annotated[str, typer.Option("--scope", help="Scope: services and organisation.")] = "",
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            metavar="EDITION",
            help="2018 (unless your settings say otherwise), 2011 or an adoption such as SR-2020.",
            autocompletion=completion.edition,
        ),
    ] = "",
    questionnaire: Annotated[
        str,
        typer.Option(
            "--questionnaire",
            metavar="NAME",
            help="full (unless your settings say otherwise) or screening.",
            autocompletion=completion.questionnaire,
        ),
    ] = "",
    scale: Annotated[
        str,
        typer.Option(
            "--scale",
            metavar="NAME",
            help="nplf (unless your settings say otherwise), nplf-midpoints or yes-partial-no.",
            autocompletion=completion.scale,
        ),
    ] = "",
    assessor: Annotated[
        list[str] | None,
        typer.Option("--assessor", metavar="NAME", help="Who assesses; may be repeated."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Start an assessment: a folder of YAML files.

    What is left out comes from your settings: see config show.

    Example: iso20k-gap new acme --organisation "Acme Ltd" --scope "Managed workplace services"
    """
    from iso20k_gap.files import new_folder

    organisation = organisation or _asked(_("Organisation"), "--organisation")
    scope = scope or _asked(_("Scope (services and organisation)"), "--scope")
    myself = configured.value("assessor")
    beginning = new_folder.Beginning(
        edition=configured.value("new.edition", edition),
        organisation=organisation,
        scope=scope,
        questionnaire=configured.value("new.questionnaire", questionnaire),
        scale=configured.value("new.scale", scale),
        assessors=tuple(assessor or ([myself] if myself else ())),
        today=settings.current().today,
        country=configured.value("new.country"),
        subdivision=configured.value("new.subdivision"),
    )
    files = new_folder.make(directory, beginning)
    if as_json:
        settings.print_json({"folder": str(directory), "files": [str(each) for each in files]})
    for path in files:
        settings.err().print(_("wrote {path}").format(path=path), soft_wrap=True)
    following = f"iso20k-gap assess {directory}"
    settings.err().print(_("Next: {command}").format(command=following), soft_wrap=True)


def _asked(prompt: str, option: str) -> str:
    import sys

    from iso20k_gap.errors import Complaint, UsageError

    if settings.current().no_input or not sys.stdin.isatty():
        raise UsageError(Complaint(f"{option} is missing", f'add {option} "..."'))
    return str(typer.prompt(prompt, err=True))


def validate(directory: Directory, as_json: Json = False) -> None:
    """Check the folder's files and show every complaint at once."""
    from iso20k_gap.errors import InputError

    try:
        number, total = _validated(directory)
    except InputError as error:
        if as_json:
            complaints = [complaint_data(each) for each in error.complaints]
            unknown = {"answered": None, "total": None}
            settings.print_json({"valid": False, "complaints": complaints, **unknown})
        raise
    if as_json:
        counts = {"answered": number, "total": total}
        settings.print_json({"valid": True, "complaints": [], **counts})
    line = _("{folder}: no complaints; {answered} of {total} requirements answered")
    line = line.format(folder=directory, answered=number, total=total)
    settings.err().print(line, soft_wrap=True)


def _validated(directory: Path) -> tuple[int, int]:
    """How many requirements are answered, and how many there are.

    Raises:
        InputError: every complaint about every file.
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import (
        approvals,
        baseline_file,
        capability_file,
        drafts_file,
        policy_file,
    )

    folder = steps.read(directory)
    complaints: list[Complaint] = [*approvals.complaints(directory)]
    for read in (
        lambda: _planned(folder),
        lambda: policy_file.read(directory, folder.catalogue),
        lambda: drafts_file.read(directory),
        lambda: baseline_file.list_baselines(directory),
        lambda: capability_file.read(directory) if _has_capability(directory) else None,
    ):
        try:
            read()
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return len(folder.assessment.answers), len(folder.catalogue.by_id)


def _planned(folder: AssessmentFolder) -> None:
    """Make the plan, so that what is wrong with it shows; tell what is only doubtful."""
    from iso20k_gap.cli import plan_order, steps

    made = plan_order.planned(folder, steps.evaluated(folder))
    plan_order.warn(folder.path, made.doubts)


def _has_capability(directory: Path) -> bool:
    from iso20k_gap.files.capability_file import CAPABILITY

    return (directory / CAPABILITY).is_file()


def complaint_data(complaint: Complaint) -> dict[str, Any]:
    """What is wrong, where, and how to mend it, as data."""
    return {
        "file": complaint.file,
        "line": complaint.line,
        "column": complaint.column,
        "what": complaint.what,
        "remedy": complaint.remedy,
    }
