"""`questionnaire export`, `import` and `list`: interview packs out and back."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated, Any

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

app = typer.Typer(
    help="Send interview packs, and take the answers back in.",
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


@app.command("list")
def list_questionnaires(as_json: Json = False) -> None:
    """List the questionnaires that ship with the program."""
    from rich.table import Table

    from iso20k_gap.shipped import data_root

    files = sorted((data_root() / "questionnaires").glob("*.yaml"))
    rows = [_questionnaire_data(*each.stem.rsplit("-", 1)) for each in files]
    if as_json:
        settings.print_json(rows)
        return
    table = Table(box=None, pad_edge=False)
    shown = {
        "id": _("Id"),
        "edition": _("Edition"),
        "questions": _("Questions"),
        "requirements": _("Requirements"),
        "title": _("Title"),
    }
    for name in shown.values():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(str(row[name]) for name in shown))
    settings.out().print(table)


def _questionnaire_data(name: str, edition: str) -> dict[str, Any]:
    from iso20k_gap.files import library

    questionnaire = library.load_questionnaire(edition, name)
    asked = questionnaire.asked(library.load_catalogue(edition))
    return {
        "id": questionnaire.id,
        "edition": edition,
        "kind": questionnaire.kind,
        "title": questionnaire.title,
        "description": questionnaire.description,
        "questions": len(asked),
        "requirements": len({each for question in asked for each in question.requirements}),
    }


@app.command()
def export(
    directory: Directory,
    role: Annotated[
        str,
        typer.Option(
            "--role", help="Only what this role answers for.", autocompletion=completion.role
        ),
    ] = "",
    clause: Annotated[
        str,
        typer.Option(
            "--clause",
            help="Only this clause: 8.6.",
            autocompletion=completion.clause_or_requirement,
        ),
    ] = "",
    person: Annotated[
        str,
        typer.Option(
            "--person",
            metavar="NAME",
            help="For this person; without --role and --clause, about the roles that plan.yaml "
            "and the interviews give them.",
            autocompletion=completion.person,
        ),
    ] = "",
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="xlsx or html; repeatable. Default: xlsx.",
            autocompletion=completion.fixed("xlsx", "html"),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A file, with several formats a folder; - is stdout. "
            "Default: DIR-WHOM.ENDING here.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write questions for someone to answer by themselves, with what is on file filled in.

    Example: iso20k-gap questionnaire export acme --role "Change manager" -f xlsx -f html
    """
    from iso20k_gap.cli import packing, steps
    from iso20k_gap.reports import pack_html, pack_xlsx
    from iso20k_gap.reports.words import counted

    renderers = {"xlsx": pack_xlsx.render, "html": pack_html.render}
    folder = steps.read(directory)
    selection = packing.selection_of(folder, role, clause, person)
    pack = packing.pack_for(folder, selection, settings.current().today)
    wanted = packing.formats_of(formats or [], output)
    places = packing.places_of(directory, wanted, output, pack)
    contents = [(place, renderers[each](pack)) for each, place in places]
    steps.refuse_two_documents([place for _, place in places], as_json)
    for place, content in contents:
        steps.write(place, content)
        if place != packing.STDOUT and not as_json:
            settings.out().print(str(place), soft_wrap=True)
    number = len(pack.items)
    if as_json:
        settings.print_json({**steps.files_data(places), "questions": number})
    settings.err().print(counted(number, "{count} question", "{count} questions"))


@app.command("import")
def import_packs(
    directory: Directory,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Packs that came back: .xlsx, .json.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            "--prefer",
            metavar="WHO",
            help="Decides contradictions: latest, disk, both (notes), a respondent or a file; "
            "repeatable, the first that can decide does.",
            autocompletion=completion.fixed("latest", "disk", "both"),
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who answered, where a file names nobody.")
    ] = "",
    evidence_seen: Annotated[
        bool,
        typer.Option("--evidence-seen", help="You have seen the evidence named; else it waits."),
    ] = False,
    any_organisation: Annotated[
        bool,
        typer.Option("--any-organisation", help="Take packs made under another name."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Take in packs that came back. Blank never overwrites; contradictions are decided.

    All complaints at once, then nothing is written.

    Example: iso20k-gap questionnaire import acme ann.xlsx bob.json --prefer latest
    """
    from iso20k_gap.cli import deciding, packing, steps, unpacking
    from iso20k_gap.core.merging import merge
    from iso20k_gap.files.sent import Terms

    folder = steps.read(directory)
    source = packing.source_of(folder)
    terms = Terms(settings.current().today, " ".join(by.split()), any_organisation)
    packs = unpacking.returned(files, folder, terms)
    deciding.check_preferences(prefer or [], packs, folder.assessment)
    decide = deciding.decider(prefer or [], source.scale, ask=not (dry_run or as_json))
    replies = [reply for pack in packs for reply in pack.replies]
    merged = merge(source, replies, decide, seen=evidence_seen)
    unpacking.refuse_misfits(folder, merged)
    written = not (dry_run or merged.undecided)
    if written:
        unpacking.save(folder, source, merged)
    if as_json:
        settings.print_json(unpacking.data(packs, merged, dry_run=dry_run, written=written))
    else:
        unpacking.show(merged, source.scale)
    unpacking.sum_up(packs, merged, source, dry_run=dry_run)
