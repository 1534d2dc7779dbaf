"""`demo`: the worked example, from assessment folder to report and plan."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.arguments import Json

EXAMPLE = "northgate-managed-services"


def demo(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it.")] = Path(
        "demo"
    ),
    as_json: Json = False,
) -> None:
    """Make the worked example in DIR: its assessment, report and plan."""
    from iso20k_gap.cli.plan import write_plans
    from iso20k_gap.cli.report import write_reports
    from iso20k_gap.files import example
    from iso20k_gap.language import _

    folder = directory / EXAMPLE
    example.copy(EXAMPLE, folder)
    console = settings.err()
    console.print(_("wrote the example assessment: {path}").format(path=folder), soft_wrap=True)
    written = [
        *write_reports(folder, ["pdf", "html", "json"], directory),
        *write_plans(folder, ["pdf", "csv"], directory),
    ]
    console.print(f"\n{_('The main job, done:')}")
    if as_json:
        settings.print_json({"folder": str(folder), "files": [str(each) for each in written]})
    else:
        for path in written:
            print(path)  # noqa: T201 - the result, on stdout
    following = _("Next: {command}").format(command=f"iso20k-gap status {folder}", soft_wrap=True)
    console.print(f"\n{following}")
