"""`template`: own templates for the reports, made, listed and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.arguments import Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.cli.folder import complaint_data
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.errors import Complaint
    from iso20k_gap.files.template_folder import TemplateFolder

app = typer.Typer(
    help="Own templates: begin, list and check.", no_args_is_help=True, rich_markup_mode=None
)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of your templates.")]
WORD = "report.docx"


@app.command()
def new(
    directory: Folder,
    template: Annotated[
        list[str] | None,
        typer.Option("--template", metavar="NAME", help="A copy of this one instead; repeatable."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Copies of all of them instead, report.docx too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Begin a folder of own templates: colours and a block of the cover, with a README.

    Examples: iso20k-gap template new house; iso20k-gap template new house --template report.docx
    """
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import template_folder
    from iso20k_gap.reports.templating import inventory

    if template and every:
        raise UsageError(Complaint("--template and --all contradict each other", "give one"))
    files = inventory.starter()
    if template or every:
        files = _copies(template or [*inventory.templates(), WORD])
    written = template_folder.write(directory, files)
    if as_json:
        settings.print_json({"folder": str(directory), "files": [*map(str, written)]})
    for path in written:
        settings.err().print(_("wrote {path}").format(path=path), soft_wrap=True)
    following = f"iso20k-gap template check {directory}"
    settings.err().print(_("Next: {command}").format(command=following), soft_wrap=True)


def _copies(names: Sequence[str]) -> dict[str, bytes]:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.templating import inventory

    shipped = inventory.templates()
    known = [*shipped, WORD]
    wrong = [each for each in names if each not in known]
    if wrong:
        raise UsageError(
            *(
                Complaint(
                    f"there is no template {each!r}",
                    did_you_mean(each, known) or "names: iso20k-gap template list",
                )
                for each in wrong
            )
        )
    return {
        each: inventory.word_template() if each == WORD else shipped[each].encode()
        for each in names
    }


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the templates and styles that can be replaced, each with its blocks."""
    from rich.table import Table

    from iso20k_gap.reports.templating import inventory

    blocks = {name: list(inventory.blocks(name)) for name in inventory.templates()}
    if as_json:
        told = {**blocks, WORD: []}
        settings.print_json([{"name": each, "blocks": inner} for each, inner in told.items()])
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for name, inner in blocks.items():
        table.add_row(name, ", ".join(inner) or "-")
    table.add_row(WORD, "(styles, page, header and footer)")
    settings.out().print(table)


@app.command()
def check(directory: Folder, as_json: Json = False) -> None:
    """Check own templates: read them, and fill them with three assessments at the extremes.

    Everything that is wrong is told at once, with its line; nothing wrong ends with 0.
    """
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import template_folder

    folder = template_folder.read(directory)
    complaints = [*folder.complaints, *_faults(folder), *_word_faults(folder)]
    complaints.sort(key=lambda each: (each.file, each.line))
    number = len(folder.texts) + bool(folder.word)
    if as_json:
        told = [complaint_data(each) for each in complaints]
        settings.print_json({"valid": not told, "templates": number, "complaints": told})
    if complaints:
        raise InputError(*complaints)
    if not number:
        settings.err().print(f"{directory} holds no template: reports look as shipped")
        return
    what = "template stands" if number == 1 else "templates stand"
    line = f"{directory}: no complaints; {number} {what} in for shipped ones"
    settings.err().print(line, soft_wrap=True)


def _faults(folder: TemplateFolder) -> list[Complaint]:
    from iso20k_gap.cli.template_samples import samples
    from iso20k_gap.errors import Complaint
    from iso20k_gap.reports.templating import faults

    if not folder.texts:
        return []
    found = faults.check(folder.texts, samples())
    return [
        Complaint(
            each.what,
            each.remedy,
            str(folder.path / each.file) if each.file else str(folder.path),
            each.line,
            1 if each.line else 0,
        )
        for each in found
    ]


def _word_faults(folder: TemplateFolder) -> list[Complaint]:
    from iso20k_gap.errors import Complaint
    from iso20k_gap.reports.templating import word

    if folder.word is None:
        return []
    remedy = "begin with a copy: iso20k-gap template new DIR --template report.docx"
    return [Complaint(each, remedy, str(folder.word)) for each in word.faults(folder.word)]
