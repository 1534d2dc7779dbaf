"""`report`: the gap report as PDF, HTML, Word, Excel, Markdown or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, configured, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.cli.report_order import Wishes, asked, ordered_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.reports.format import Format

STDOUT = Path("-")


def report(
    directory: Directory,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="pdf, html, docx, xlsx, md or json; repeatable. "
            "None: by the ending of -o, else report.formats of your settings, else pdf.",
            autocompletion=completion.report_format,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A file, with several formats a folder; - is stdout. "
            "Default: DIR-gap-report.ENDING here.",
        ),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            metavar="WHO",
            help="full; board: two pages; auditor: without effort and owners. "
            "Not for xlsx; json is always whole.",
            autocompletion=completion.audience,
        ),
    ] = "full",
    redact: Annotated[
        bool,
        typer.Option(
            "--redact", help="Leave out names of people and parties, notes, and evidence places."
        ),
    ] = False,
    baseline: Annotated[
        str,
        typer.Option(
            "--compare-with",
            metavar="BASELINE",
            help="Name, label, day or file of the baseline. Default: the latest, if there is one.",
            autocompletion=completion.baseline,
        ),
    ] = "",
    no_comparison: Annotated[
        bool, typer.Option("--no-comparison", help="Leave the comparison out.")
    ] = False,
    beside: Annotated[
        str,
        typer.Option(
            "--beside",
            metavar="CODE",
            help="A second language side by side with the first, for pdf and html.",
        ),
    ] = "",
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="DIR",
            help="Own templates, styles and report.docx; begin with: template new DIR.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the gap report: verdict, findings, evidence, gates, plan and every answer.

    Example: iso20k-gap report acme -f pdf -f html -o out/
    """
    from iso20k_gap.cli import steps

    wishes = asked(audience, redact, baseline, no_comparison, beside)
    chosen = _formats(formats or [], output)
    refuse_useless(template, [each.value for each in chosen])
    places = _places(directory, chosen, output)
    steps.refuse_two_documents([path for _, path in places], as_json)
    _write(directory, places, wishes, template or _usual_template())
    if as_json:
        settings.print_json(steps.files_data(places))
        return
    for _format, path in places:
        if path != STDOUT:
            settings.out().print(str(path), soft_wrap=True)


def _usual_template() -> Path | None:
    """The folder of own templates that the settings name.

    Raises:
        InputError: it is none.
    """
    from iso20k_gap.errors import Complaint, InputError

    named = configured.everything()["report.template"]
    if not named.value:
        return None
    folder = Path(str(named.value))
    if not folder.is_dir():
        what = f"report.template: {folder} is no folder"
        raise InputError(Complaint(what, "correct the setting", named.where))
    return folder


def write_reports(directory: Path, formats: Sequence[str], place: Path) -> list[Path]:
    """Write a folder's report in these formats into the folder `place`; gives the files."""
    chosen = _formats(formats, None)
    places = [(each, place / f"{_name(directory)}.{each}") for each in chosen]
    return _write(directory, places, Wishes())


def _formats(named: Sequence[str], output: Path | None) -> list[Format]:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.format import Format

    known = [each.value for each in Format]
    ending = output.suffix[1:].lower() if output else ""
    if not named and ending in known:
        return [Format(ending)]
    if not named:
        usual = configured.value("report.formats")
        return [Format(each) for each in (usual[:1] if output == STDOUT else usual)]
    wanted = [each.strip().lower() for each in named]
    complaints = [
        Complaint(
            f"there is no report format {each!r}",
            did_you_mean(each, known) or f"formats: {', '.join(known)}",
        )
        for each in wanted
        if each not in known
    ]
    if complaints:
        raise UsageError(*complaints)
    return [Format(each) for each in dict.fromkeys(wanted)]


def _places(
    directory: Path, formats: Sequence[Format], output: Path | None
) -> list[tuple[Format, Path]]:
    """Where each format goes."""
    from iso20k_gap.errors import Complaint, UsageError

    alone = len(formats) == 1
    if output == STDOUT and not alone:
        raise UsageError(Complaint("several formats cannot go to stdout", "name a folder with -o"))
    if output is not None and alone and not output.is_dir():
        return [(formats[0], output)]
    place = output or Path()
    return [(each, place / f"{_name(directory)}.{each}") for each in formats]


def _name(directory: Path) -> str:
    return f"{directory.resolve().name}-gap-report"


def refuse_useless(template: Path | None, formats: Sequence[str]) -> None:
    """Refuse a template folder that is none, or that no ordered format would use.

    Raises:
        UsageError: it is of no use.
    """
    from iso20k_gap.errors import Complaint, UsageError

    if template is None:
        return
    if not template.is_dir():
        remedy = f"make one with: iso20k-gap template new {template}"
        raise UsageError(Complaint(f"{template} is no folder", remedy))
    dressed = {"pdf", "html", "md", *(["docx"] if (template / "report.docx").is_file() else [])}
    if not dressed & set(formats):
        what = "--template changes pdf, html and md, with a report.docx also docx; none is ordered"
        raise UsageError(Complaint(what, "add -f pdf, or leave --template out"))


def _write(
    directory: Path,
    places: Sequence[tuple[Format, Path]],
    wishes: Wishes,
    template: Path | None = None,
) -> list[Path]:
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.progress import progress_bar
    from iso20k_gap.reports.formats import RENDERERS
    from iso20k_gap.reports.rendering import own_templates

    view = ordered_view(directory, wishes, [each for each, _ in places])
    with own_templates(template), progress_bar() as progress:
        contents = [(path, RENDERERS[each](view, progress)) for each, path in places]
    for path, content in contents:
        steps.write(path, content)
    return [path for path, _ in contents]
