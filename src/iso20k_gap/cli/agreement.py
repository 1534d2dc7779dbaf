"""`agreement`: how far two independent sets of answers agree."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.arguments import Directory
from iso20k_gap.cli.numbers import Json


def agreement(
    directory: Directory,
    other: Annotated[
        Path,
        typer.Argument(metavar="OTHER", help="A second folder, answers file or baseline."),
    ],
    as_json: Json = False,
) -> None:
    """Compare two assessors' independent answers: agreement, kappa, disagreements.

    Kappa is Cohen's with quadratic weights on N, P, L, F.

    Example: iso20k-gap agreement acme acme-second-opinion
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.agreement import agree
    from iso20k_gap.files import answer_set
    from iso20k_gap.reports import agreement_view

    folder = steps.read(directory)
    second = answer_set.read(folder, other)
    found = agree(folder.catalogue.by_id, folder.assessment.answers, second)
    names = (str(directory), str(other))
    if as_json:
        settings.print_json(agreement_view.agreement_data(found, folder.catalogue, names))
        return
    console = settings.out()
    for part in agreement_view.agreement_parts(found, folder.catalogue, names):
        console.print(part)
