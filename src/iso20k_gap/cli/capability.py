"""`capability`: process capability levels from respondents' ratings."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import settings


def capability(
    source: Annotated[
        Path, typer.Argument(metavar="DIR|FILE.yaml", help="A folder with capability.yaml, or it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE.svg", help="Draw the profile as SVG.")
    ] = None,
) -> None:
    """Rate process attributes by ISO/IEC 33020 and find each process' capability level."""
    from iso20k_gap.cli import steps
    from iso20k_gap.core.capability import assess_capability
    from iso20k_gap.files import capability_file
    from iso20k_gap.reports import capability_chart, capability_view

    results = assess_capability(capability_file.read(source))
    if chart is not None:
        steps.write(chart, capability_chart.render(results))
    if as_json:
        settings.print_json(capability_view.capability_data(results))
        return
    settings.out().print(capability_view.capability_table(results))
