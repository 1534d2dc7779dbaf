"""`rate`: ratings without dialogue."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import completion, configured, settings
from iso20k_gap.cli.arguments import Directory, Json
from iso20k_gap.language import _


def rate(
    directory: Directory,
    ratings: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID=RATING...",
            help="8.6.1-03=L, or 8.6.1=F for all of a clause.",
            autocompletion=completion.rating,
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="A note for each of them.")] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", help="Evidence, 'title' or 'title @ place'; repeatable."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why nothing occurred.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Who rates; else the assessor of your settings.",
            autocompletion=completion.person,
        ),
    ] = "",
    performed_by: Annotated[
        str,
        typer.Option(
            "--performed-by",
            metavar="PARTY",
            help="self, or the id of a party.",
            autocompletion=completion.party,
        ),
    ] = "",
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.csv", help="Columns id,rating,note,evidence,reason."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Rate requirements without dialogue; all complaints at once, then nothing is written.

    Example: iso20k-gap rate acme 8.6.1-03=L 8.6.2=F --note "Seen in the tool" --by "A. Smith"
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.files import answers_file, ratings_file

    folder = steps.read(directory)
    wanted = ratings_file.from_arguments(ratings or [])
    if source is not None:
        wanted += ratings_file.from_csv(source)
    extra = ratings_file.Extra(
        note=note,
        evidence=tuple(evidence or ()),
        reason=reason,
        by=configured.value("assessor", by),
        performed_by=performed_by,
        today=settings.current().today,
    )
    changes = ratings_file.changes(folder, wanted, extra)
    answers_file.save(folder, changes)
    number, total = len(folder.assessment.answers), len(folder.catalogue.by_id)
    if as_json:
        settings.print_json({"rated": [*changes], "answered": number, "total": total})
    told = _("rated {count}; {answered} of {total} requirements answered")
    settings.err().print(told.format(count=len(changes), answered=number, total=total))
