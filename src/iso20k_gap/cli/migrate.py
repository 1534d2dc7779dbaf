"""`migrate`: a 2011 assessment carried over to 2018 as unconfirmed suggestions."""

from pathlib import Path
from typing import Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory
from iso20k_gap.language import _


def migrate(
    directory: Directory,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR2", help="New folder.")],
    to: Annotated[
        str,
        typer.Option("--to", help="The edition to go to.", autocompletion=completion.edition),
    ] = "2018",
    as_json: Annotated[bool, typer.Option("--json", help="The transition as JSON.")] = False,
) -> None:
    """Carry an assessment over to the 2018 edition; every answer waits to be confirmed.

    Example: iso20k-gap migrate acme-2011 --to 2018 -o acme-2018
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.files import library, migration
    from iso20k_gap.reports import transition_view

    folder = steps.read(directory)
    edition, label = library.edition_of(to)
    transition = migration.migrate(folder, output, edition, label)
    old, new = folder.catalogue, library.load_catalogue(edition)
    document = transition_view.transition_markdown(transition, old, new)
    steps.write(output / "transition.md", document.encode())
    if as_json:
        settings.print_json(transition_view.transition_data(transition))
    console = settings.err()
    console.print(transition_view.transition_summary(transition))
    report = output / "transition.md"
    console.print(_("wrote {folder} and {file}").format(folder=output, file=report), soft_wrap=True)
    following = f"iso20k-gap assess {output} --only unconfirmed"
    console.print(_("Next: {command}").format(command=following), soft_wrap=True)
