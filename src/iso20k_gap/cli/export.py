"""`export` and `catalogue export`: assessments and catalogues for other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.cli.export_files import (
    EditionFormat,
    Format,
    distinct,
    edition_file,
    file_name,
    places,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.core.catalogue import Catalogue
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.reports.interchange.formats import Case

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="A file, with several formats a folder; - is stdout. "
        "Default: one alone to stdout, several here.",
    ),
]


def export(
    directory: Directory,
    formats: Annotated[
        list[Format], typer.Option("--format", "-f", metavar="FORMAT", help=", ".join(Format))
    ],
    output: Output = None,
    redact: Annotated[
        bool,
        typer.Option(
            "--redact", help="Leave out names of people and parties, notes, and evidence places."
        ),
    ] = False,
    no_csv_guard: Annotated[
        bool,
        typer.Option(
            "--no-csv-guard",
            help="csv for programs: no quote before what a spreadsheet takes for a formula.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the assessment for other programs: OSCAL, CISO Assistant, Heimdall, CSV.

    Repeat -f for several formats. What each carries: docs/interchange.md

    Examples: iso20k-gap export acme -f oscal-ar -f oscal-poam -o out/;
    iso20k-gap export acme -f csv -o answers.csv
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.reports.interchange.formats import OF_ASSESSMENTS

    wanted = distinct(formats)
    _refuse_useless(wanted, redact=redact, no_csv_guard=no_csv_guard)
    _refuse_day(wanted)
    folder = steps.read(directory)
    edition = folder.catalogue.edition.id
    where = places({each: file_name(directory, edition, each) for each in wanted}, output)
    steps.refuse_two_documents(where.values(), as_json)
    contents = _of_edition(folder.catalogue, wanted)
    told = [each for each in wanted if each in OF_ASSESSMENTS]
    if told:
        case = _case(folder, redact=redact, guarded=not no_csv_guard)
        contents |= {each: OF_ASSESSMENTS[each](case) for each in told}
    write(where, contents, as_json=as_json)


def export_edition(
    formats: Annotated[
        list[EditionFormat],
        typer.Option("--format", "-f", metavar="FORMAT", help=", ".join(EditionFormat)),
    ],
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            help="2018, 2011 or an adoption.",
            autocompletion=completion.edition,
        ),
    ] = "2018",
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Write the catalogue for other programs: OSCAL, CISO Assistant.

    Example: iso20k-gap catalogue export -f ciso-framework -o iso20000-1.yaml
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.files import library

    wanted = distinct(formats)
    _refuse_day(wanted)
    known = library.edition_of(edition)[0]
    where = places({each: edition_file(known, each) for each in wanted}, output)
    steps.refuse_two_documents(where.values(), as_json)
    write(where, _of_edition(library.load_catalogue(known), wanted), as_json=as_json)


def _refuse_useless(wanted: Sequence[str], *, redact: bool, no_csv_guard: bool) -> None:
    """Refuse options that would change none of the formats."""
    from iso20k_gap.errors import Complaint, UsageError

    complaints = []
    if redact and not set(wanted) - set(EditionFormat):
        what = f"--redact changes nothing in {' and '.join(wanted)}: nothing is told of anyone"
        complaints.append(Complaint(what, "leave it out"))
    if no_csv_guard and Format.CSV.value not in wanted:
        what = "--no-csv-guard changes csv, and it is not ordered"
        complaints.append(Complaint(what, "add -f csv, or leave --no-csv-guard out"))
    if complaints:
        raise UsageError(*complaints)


def _refuse_day(wanted: Sequence[str]) -> None:
    """Refuse a `--date` that OSCAL cannot write."""
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.interchange.oscal.values import FIRST, LAST, can_write

    today = settings.current().today
    if any(each.startswith("oscal") for each in wanted) and not can_write(today):
        what = f"OSCAL cannot write the day {today}"
        raise UsageError(Complaint(what, f"give a --date from {FIRST} to {LAST}"))


def _of_edition(catalogue: Catalogue, wanted: Sequence[str]) -> dict[str, bytes]:
    """The formats that say something of the catalogue only."""
    from iso20k_gap.files import library
    from iso20k_gap.reports.interchange.formats import OF_EDITIONS, Standard

    mapping = library.load_mapping("2011", "2018")
    ours = catalogue.edition.id
    other = mapping.origin if ours == mapping.target else mapping.target
    standard = Standard(
        catalogue, (library.load_catalogue(other), mapping), settings.current().today
    )
    return {each: OF_EDITIONS[each](standard) for each in wanted if each in OF_EDITIONS}


def _case(folder: AssessmentFolder, *, redact: bool, guarded: bool) -> Case:
    """The folder's assessment and the way to its plan, redacted if wished."""
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.plan_order import planned
    from iso20k_gap.cli.report_order import redacted_plan
    from iso20k_gap.core.redaction import redacted
    from iso20k_gap.reports.interchange.formats import Case

    if redact:
        folder = replace(folder, assessment=redacted(folder.assessment))
    evaluation = steps.evaluated(folder)
    make = redacted_plan if redact else planned
    return Case(evaluation, lambda: make(folder, evaluation), redacted=redact, guarded=guarded)
