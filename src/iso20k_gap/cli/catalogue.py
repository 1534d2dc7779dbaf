"""`catalogue list`, `show`, `search`, `editions`, `lint`: the standard in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.export import export_edition
from iso20k_gap.language import ENGLISH, _, ngettext, speaking

if TYPE_CHECKING:
    from iso20k_gap.core.catalogue import Catalogue

app = typer.Typer(help="The standard's requirements in our own words.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
EditionName = Annotated[
    str,
    typer.Option("--edition", help="2018, 2011 or an adoption.", autocompletion=completion.edition),
]


app.command("export")(export_edition)


def _catalogue(edition: str) -> Catalogue:
    from iso20k_gap.files import library

    return library.load_catalogue(library.edition_of(edition)[0])


@app.command("list")
def list_clauses(
    clause: Annotated[
        str,
        typer.Argument(
            help="List the requirements below this clause.", autocompletion=completion.clause
        ),
    ] = "",
    edition: EditionName = "2018",
    as_json: Json = False,
) -> None:
    """List the clauses, or the requirements of one."""
    from iso20k_gap.reports import catalogue_view

    catalogue = _catalogue(edition)
    if as_json:
        settings.print_json(catalogue_view.list_data(catalogue, clause))
        return
    settings.out().print(catalogue_view.list_table(catalogue, clause))


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A clause or requirement.",
            autocompletion=completion.clause_or_requirement,
        ),
    ],
    edition: EditionName = "2018",
    as_json: Json = False,
) -> None:
    """Show all about a clause or a requirement.

    Example: iso20k-gap catalogue show 8.6.1-03
    """
    from iso20k_gap.reports import catalogue_view

    catalogue = _catalogue(edition)
    if as_json:
        settings.print_json(catalogue_view.show_data(catalogue, name))
        return
    console = settings.out()
    for part in catalogue_view.show_parts(catalogue, name):
        console.print(part)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="All words must occur, in any field.")],
    edition: EditionName = "2018",
    as_json: Json = False,
) -> None:
    """Find requirements by words in any field.

    Example: iso20k-gap catalogue search emergency change
    """
    from iso20k_gap.reports import catalogue_view

    catalogue = _catalogue(edition)
    hits = catalogue.search(words)
    if as_json:
        settings.print_json([catalogue_view.requirement_data(each) for each in hits])
        return
    if not hits:
        settings.err().print(_("nothing found; try fewer or shorter words"))
        return
    settings.out().print(catalogue_view.hits_table(catalogue, hits))


@app.command()
def editions(as_json: Json = False) -> None:
    """List the editions, their counts and national adoptions."""
    from iso20k_gap.files import library
    from iso20k_gap.reports import catalogue_view

    known = [library.load_catalogue(each) for each in library.EDITIONS]
    if as_json:
        settings.print_json([catalogue_view.edition_data(each) for each in known])
        return
    settings.out().print(catalogue_view.editions_table(known))


@app.command()
def lint(
    edition: Annotated[
        str,
        typer.Option(
            "--edition", help="Only this one; else all.", autocompletion=completion.edition
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Check the catalogue: ids, counts, references, documents, wording, copies.

    Exits with 3 if there is anything to complain of. Example: iso20k-gap catalogue lint
    """
    from iso20k_gap.core.lint.check import lint as flaws_of
    from iso20k_gap.errors import ExitCode
    from iso20k_gap.files import library, lint_facts

    editions = [library.edition_of(edition)[0]] if edition else list(library.EDITIONS)
    with speaking(ENGLISH):  # the catalogue as it was written
        found = [
            (each, flaw)
            for each in editions
            for flaw in flaws_of(library.load_catalogue(each), lint_facts.load_facts(each))
        ]
    if as_json:
        settings.print_json([{"edition": each, **vars(flaw)} for each, flaw in found])
    else:
        for each, flaw in found:
            typer.echo(f"{each} {flaw}")
    form = ngettext(
        "{count} complaint; editions: {editions}",
        "{count} complaints; editions: {editions}",
        len(found),
    )
    settings.err().print(form.format(count=len(found), editions=", ".join(editions)))
    if found:
        raise typer.Exit(ExitCode.INPUT)


@app.command()
def diff(
    origin: Annotated[
        str,
        typer.Argument(
            metavar="FROM", help="The earlier edition.", autocompletion=completion.edition
        ),
    ] = "2011",
    target: Annotated[
        str,
        typer.Argument(metavar="TO", help="The later edition.", autocompletion=completion.edition),
    ] = "2018",
    clause: Annotated[
        str,
        typer.Option(
            "--clause", help="Only below this clause of TO.", autocompletion=completion.clause
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Show which requirement of one edition became which of the other.

    Example: iso20k-gap catalogue diff 2011 2018 --clause 8.6
    """
    from iso20k_gap.files import library
    from iso20k_gap.reports import transition_view

    ids = [library.edition_of(each)[0] for each in (origin, target)]
    mapping = library.load_mapping(ids[0], ids[1])
    _refuse_unknown_clause(library.load_catalogue(ids[1]), clause)
    links = mapping.below(clause)
    if as_json:
        settings.print_json(transition_view.mapping_data(links))
        return
    settings.out().print(transition_view.mapping_table(links))


def _refuse_unknown_clause(catalogue: Catalogue, clause: str) -> None:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError

    known = catalogue.clause_by_id
    if clause and clause not in known:
        what = f"edition {catalogue.edition.id} has no clause {clause!r}"
        raise UsageError(Complaint(what, did_you_mean(clause, known)))
