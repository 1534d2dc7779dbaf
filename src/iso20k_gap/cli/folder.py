"""`new` and `validate`."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import settings

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The assessment folder.")]


def new(
    directory: Directory,
    organisation: Annotated[
        str, typer.Option("--organisation", "--organization", help="Who is assessed.")
    ] = "",
    scope: Annotated[str, typer.Option("--scope", help="Scope: services and organisation.")] = "",
    edition: Annotated[
        str, typer.Option("--edition", help="2018, 2011 or a national adoption such as SR-2020.")
    ] = "2018",
    questionnaire: Annotated[
        str, typer.Option("--questionnaire", help="full or screening.")
    ] = "full",
    scale: Annotated[
        str, typer.Option("--scale", help="nplf, nplf-midpoints or yes-partial-no.")
    ] = "nplf",
    assessor: Annotated[
        list[str] | None, typer.Option("--assessor", help="Who assesses; may be repeated.")
    ] = None,
) -> None:
    """Start an assessment folder.

    Example: iso20k-gap new acme --organisation "Acme Ltd" --scope "Managed workplace services"
    """
    from iso20k_gap.files import new_folder

    organisation = organisation or _asked("Organisation", "--organisation")
    scope = scope or _asked("Scope (services and organisation)", "--scope")
    beginning = new_folder.Beginning(
        edition=edition,
        organisation=organisation,
        scope=scope,
        questionnaire=questionnaire,
        scale=scale,
        assessors=tuple(assessor or ()),
        today=settings.current().today,
    )
    for path in new_folder.make(directory, beginning):
        settings.err().print(f"wrote {path}")
    settings.err().print(f"Next: iso20k-gap assess {directory}")


def _asked(prompt: str, option: str) -> str:
    import sys

    from iso20k_gap.errors import Complaint, UsageError

    if settings.current().no_input or not sys.stdin.isatty():
        raise UsageError(Complaint(f"{option} is missing", f'add {option} "..."'))
    return str(typer.prompt(prompt, err=True))


def validate(directory: Directory) -> None:
    """Check the folder's files and show every complaint at once."""
    from iso20k_gap.cli import plan, steps
    from iso20k_gap.errors import Complaint, InputError
    from iso20k_gap.files import policy_file

    folder = steps.read(directory)
    complaints: list[Complaint] = []
    try:
        plan.warn(directory, plan.planned(folder, steps.evaluated(folder)).doubts)
    except InputError as error:
        complaints += error.complaints
    try:
        policy_file.read(directory, folder.catalogue)
    except InputError as error:
        complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    number = len(folder.assessment.answers)
    total = len(folder.catalogue.by_id)
    line = f"{directory}: no complaints; {number} of {total} requirements answered"
    settings.err().print(line, soft_wrap=True)
