"""`schema`: the JSON Schemas of the files people edit, for editors and CI."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from iso20k_gap.cli import completion, configured, settings

NAMES = ("assessment", "answers", "plan", "policy", "capability", "baseline", "drafts", "config")


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"{', '.join(NAMES)}; none lists them.",
            autocompletion=completion.fixed(*NAMES),
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="A file; without NAME, a folder for all of them."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The list as one JSON document.")] = False,
) -> None:
    """Print the JSON Schema of a file, or write all of them for editors.

    New folders have them in .schema already; after an update, write them anew.

    Examples: iso20k-gap schema policy; iso20k-gap schema -o acme/.schema
    """
    import sys

    from iso20k_gap.files import schemas

    if output is not None:
        wanted = (
            {output: name} if name else {output / f"{each}.schema.json": each for each in NAMES}
        )
        _write(
            {path: schemas.schema(each, configured.words_of) for path, each in wanted.items()},
            as_json,
        )
    elif name:
        sys.stdout.write(schemas.schema(name, configured.words_of))
    elif as_json:
        settings.print_json([{"name": each, "file": schemas.FILES[each]} for each in NAMES])
    else:
        for each in NAMES:
            settings.out().print(f"{each:<12}{schemas.FILES[each]}")


def _write(texts: dict[Path, str], as_json: bool) -> None:
    from iso20k_gap.cli import steps

    for path, text in texts.items():
        steps.write(path, text.encode())
    if as_json:
        settings.print_json({"files": [str(path) for path in texts]})
        return
    for path in texts:
        settings.out().print(str(path), soft_wrap=True)
