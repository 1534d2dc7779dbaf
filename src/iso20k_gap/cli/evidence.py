"""`evidence`: the register, what became of its files, and their hashes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.cli.numbers import Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from iso20k_gap.core.evidence import Piece
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.files.evidence_files import CheckedPiece

FILES = {
    "matches": N_("matches"),
    "not hashed": N_("not hashed"),
    "changed": N_("changed"),
    "missing": N_("missing"),
    "unreadable": N_("unreadable"),
    "outside the folder": N_("outside the folder"),
    "address, not fetched": N_("address, not fetched"),
    "not a file": N_("not a file"),
}
"""What became of the file of a piece of evidence; in the code it goes by its English name."""


class What(StrEnum):
    """What `evidence` does."""

    LIST = "list"
    VERIFY = "verify"
    HASH = "hash"


def evidence(
    directory: Directory,
    what: Annotated[
        What, typer.Argument(metavar="ACTION", help="list, verify or hash.")
    ] = What.LIST,
    stale_by: Annotated[
        str,
        typer.Option(
            "--stale-by",
            metavar="YYYY-MM-DD",
            help="verify: show too what runs out before; default: 30 days on.",
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """List the evidence, verify its files and dates; or hash its local files.

    Only files inside DIR are read, and no address is fetched. verify ends with 3 if a file is
    missing or changed; stale evidence is told, and lowers the verdict.

    Examples: iso20k-gap evidence acme verify --date 2027-03-01; iso20k-gap evidence acme hash
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.evidence import ahead
    from iso20k_gap.errors import Complaint, UsageError

    today = settings.current().today
    by = settings.read_date(stale_by, "--stale-by") if stale_by else ahead(today)
    if stale_by and (what is not What.VERIFY or by <= today):
        remedy = "give it with verify, and a day after --date"
        raise UsageError(Complaint(f"--stale-by {stale_by} says nothing here", remedy))
    folder = steps.read(directory)
    if what is What.LIST:
        _list(folder, as_json)
    elif what is What.VERIFY:
        _verify(folder, by, as_json)
    else:
        _hash(folder, as_json)


def _list(folder: AssessmentFolder, as_json: bool) -> None:
    from iso20k_gap.core.evidence import register
    from iso20k_gap.reports import evidence_view

    today = settings.current().today
    pieces = register(folder.assessment)
    if as_json:
        settings.print_json(evidence_view.register_data(pieces, today))
        return
    console = settings.out()
    for part in evidence_view.register_parts(pieces, today):
        console.print(part)


def _verify(folder: AssessmentFolder, by: date, as_json: bool) -> None:
    from iso20k_gap.core.evidence import register, running_out
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import evidence_files
    from iso20k_gap.reports import evidence_view

    today = settings.current().today
    pieces = register(folder.assessment)
    soon = running_out(pieces, today, by)
    checked = evidence_files.check(folder.path, pieces)
    complaints = evidence_files.complaints(folder, checked)
    if as_json:
        settings.print_json({
            **evidence_view.register_data(pieces, today),
            "passed": not complaints,
            "stale_by": by.isoformat(),
            "runs_out": [evidence_view.piece_data(each, today) for each in soon],
            "files": [
                {**evidence_view.piece_data(each.piece, today), **_file(each)} for each in checked
            ],
        })  # fmt: skip
    else:
        _show_verified(pieces, soon, by, checked)
    if complaints:
        raise InputError(*complaints)


def _file(checked: CheckedPiece) -> dict[str, object]:
    return {"file": checked.state.value, "bad": checked.is_bad, "found_sha256": checked.sha256}


def _show_verified(
    pieces: Sequence[Piece], soon: Sequence[Piece], by: date, checked: Sequence[CheckedPiece]
) -> None:
    from collections import Counter

    from iso20k_gap.core.evidence import Standing
    from iso20k_gap.reports import evidence_view, words

    today = settings.current().today
    console = settings.out()
    stale = [each for each in pieces if each.standing(today) is Standing.STALE]
    if stale:
        title = _("Stale on {day}").format(day=words.day(today))
        console.print(evidence_view.pieces_table(stale, today, title))
    if soon:
        title = evidence_view.soon_words(soon, by)
        console.print(evidence_view.pieces_table(soon, today, title))
    console.print(evidence_view.standings_words(pieces, today))
    states = Counter(each.state.value for each in checked)
    counts = ", ".join(f"{number} {_(FILES[state])}" for state, number in states.items())
    console.print(_("Files: {counts}").format(counts=counts) if counts else _("Files: none"))
    for each in checked:
        if each.is_bad:
            state = _(FILES[each.state.value])
            console.print(evidence_view.file_line(state, each.piece), soft_wrap=True)


def _hash(folder: AssessmentFolder, as_json: bool) -> None:
    from iso20k_gap.files import evidence_files
    from iso20k_gap.reports import evidence_view

    hashed = evidence_files.write_hashes(folder)
    # for translators: how many files were given a checksum, and how many were not
    parts = {
        N_("hashed"): hashed.fresh,
        N_("hashed anew"): hashed.renewed,
        N_("unchanged"): hashed.unchanged,
        N_("left out"): hashed.left_out,
    }
    if as_json:
        today = settings.current().today
        settings.print_json({
            name.replace(" ", "_"): [
                {**evidence_view.piece_data(each.piece, today), **_file(each)} for each in checked
            ]
            for name, checked in parts.items()
        })  # fmt: skip
        return
    for each in (*hashed.fresh, *hashed.renewed):
        settings.out().print(f"{each.sha256}  {each.piece.location}", soft_wrap=True)
    for each in (*hashed.renewed, *hashed.left_out):
        line = evidence_view.file_line(_(FILES[each.state.value]), each.piece)
        settings.err().print(line, soft_wrap=True)
    counts = ", ".join(f"{len(checked)} {_(name)}" for name, checked in parts.items())
    settings.err().print(_("local files: {counts}").format(counts=counts))
