"""`demo`: the worked example, from assessment folder to report and plan."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.folder import Json

EXAMPLE = "northgate-managed-services"


def demo(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it.")] = Path(
        "demo"
    ),
    as_json: Json = False,
) -> None:
    """Make the worked example's assessment in DIR and write its report and plan."""
    from iso20k_gap.cli.plan import write_plans
    from iso20k_gap.cli.report import write_reports
    from iso20k_gap.files import example

    folder = directory / EXAMPLE
    example.copy(EXAMPLE, folder)
    console = settings.err()
    console.print(f"wrote the example assessment: {folder}", soft_wrap=True)
    written = [
        *write_reports(folder, ["pdf", "html", "json"], directory),
        *write_plans(folder, ["pdf", "csv"], directory),
    ]
    console.print("\nThe main job, done:")
    if as_json:
        settings.print_json({"folder": str(folder), "files": [str(each) for each in written]})
    else:
        for path in written:
            print(path)  # noqa: T201 - the result, on stdout
    console.print(f"\nNext: iso20k-gap status {folder}", soft_wrap=True)
