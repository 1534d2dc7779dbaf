"""Ratings given in bulk: on the command line or in a CSV file."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.consistency import check_answer, did_you_mean
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files import library, yaml_file
from iso20k_gap.files.assessment_folder import AssessmentFolder

MOST_ROWS, MOST_COLUMNS = 5_000, 100
COLUMNS = ("id", "rating", "note", "evidence", "reason")


@dataclass(frozen=True)
class Wish:
    """One rating as a person gave it; `line` is 0 on the command line."""

    name: str
    symbol: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""
    file: str = ""
    line: int = 0

    def complaint(self, what: str, remedy: str = "") -> Complaint:
        """A complaint about this rating."""
        return Complaint(what, remedy, self.file, self.line, 1 if self.line else 0)


@dataclass(frozen=True)
class Extra:
    """What goes with every rating of one command."""

    note: str
    evidence: tuple[str, ...]
    reason: str
    by: str
    performed_by: str
    today: date


def from_arguments(arguments: list[str]) -> list[Wish]:
    """Wishes from `ID=RATING` arguments; a missing `=` is complained of later."""
    wishes = []
    for argument in arguments:
        name, _, symbol = argument.partition("=")
        wishes.append(Wish(name.strip(), symbol.strip()))
    return wishes


def from_csv(path: Path) -> list[Wish]:
    """Wishes from a CSV file with columns `id,rating,note,evidence,reason`.

    Raises:
        InputError: the file cannot be read or lacks its columns.
    """
    text = yaml_file.read_text(path)
    try:
        table = csv.DictReader(io.StringIO(text), strict=True)
        columns = tuple(name.strip() for name in table.fieldnames or ())
        _check_columns(path, columns)
        table.fieldnames = columns
        rows = (row for row in table if any(row.values()))
        wishes = [_wish(path, table.line_num, row) for row in islice(rows, MOST_ROWS + 1)]
    except csv.Error as error:
        raise InputError(Complaint(f"broken CSV: {error}", "check the quotes", str(path))) from None
    if len(wishes) > MOST_ROWS:
        what = f"more than {MOST_ROWS} ratings"
        raise InputError(Complaint(what, "one a requirement is enough", str(path), MOST_ROWS, 1))
    return wishes


def _check_columns(path: Path, columns: tuple[str, ...]) -> None:
    if len(columns) > MOST_COLUMNS:
        what = f"there are {len(columns)} columns"
        raise InputError(Complaint(what, f"columns: {','.join(COLUMNS)}", str(path), 1, 1))
    complaints = [
        Complaint(
            f"the column {name!r} is missing", f"columns: {','.join(COLUMNS)}", str(path), 1, 1
        )
        for name in ("id", "rating")
        if name not in columns
    ]
    complaints += [
        Complaint(f"there is no column {name!r}", did_you_mean(name, COLUMNS), str(path), 1, 1)
        for name in columns
        if name not in COLUMNS
    ]
    if complaints:
        raise InputError(*complaints)


def _wish(path: Path, line: int, row: dict[str, str | None]) -> Wish:
    cell = {key: (value or "").strip() for key, value in row.items() if key in COLUMNS}
    pieces = tuple(piece.strip() for piece in cell.get("evidence", "").split(";") if piece.strip())
    return Wish(
        name=cell.get("id", ""),
        symbol=cell.get("rating", ""),
        note=cell.get("note", ""),
        evidence=pieces,
        reason=cell.get("reason", ""),
        file=str(path),
        line=line,
    )


def changes(folder: AssessmentFolder, wishes: list[Wish], extra: Extra) -> dict[str, Answer]:
    """The answers that the wishes make of the folder's.

    A wish that names a requirement wins over one that names its clause.

    Raises:
        InputError: every wish that cannot be met; none of them is done then.
    """
    if not wishes:
        raise InputError(Complaint("nothing to rate", "give ID=RATING or --from FILE.csv"))
    complaints: list[Complaint] = []
    chosen = _chosen(folder, wishes, complaints)
    made: dict[str, Answer] = {}
    for identifier, wish in chosen.items():
        answer = _answer(folder, identifier, wish, extra)
        if answer is None:
            complaints.append(_no_rating(folder, wish))
        else:
            made[identifier] = answer
    complaints += [
        chosen[identifier].complaint(misfit.what, misfit.remedy)
        for identifier, answer in made.items()
        for misfit in check_answer(
            folder.catalogue, folder.assessment, folder.rulebook.readiness, identifier, answer
        )
    ]
    if complaints:
        raise InputError(*dict.fromkeys(complaints))
    return made


def _chosen(
    folder: AssessmentFolder, wishes: list[Wish], complaints: list[Complaint]
) -> dict[str, Wish]:
    """The wish that counts for each requirement: the nearest, and the last among equals."""
    chosen: dict[str, Wish] = {}
    for wish in wishes:
        if len(complaints) >= MOST_COMPLAINTS:
            break
        for identifier in _requirements(folder, wish, complaints):
            earlier = chosen.get(identifier)
            if earlier is None or len(wish.name) >= len(earlier.name):
                chosen[identifier] = wish
            if earlier and earlier.name == wish.name and earlier.symbol != wish.symbol:
                what = f"{wish.name} is given two ratings: {earlier.symbol} and {wish.symbol}"
                complaints.append(wish.complaint(what, "keep one of them"))
    return chosen


def _requirements(
    folder: AssessmentFolder, wish: Wish, complaints: list[Complaint]
) -> tuple[str, ...]:
    catalogue = folder.catalogue
    if wish.name in catalogue.by_id:
        return (wish.name,)
    below = tuple(each.id for each in catalogue.under(wish.name))
    if not below:
        clause = catalogue.clause_by_id.get(wish.name)
        what = f"there is no requirement or clause {wish.name!r} in edition {catalogue.edition.id}"
        if clause:
            what = f"clause {wish.name} ({clause.title}) holds no requirement"
        hint = did_you_mean(wish.name, [*catalogue.by_id, *catalogue.clause_by_id])
        complaints.append(wish.complaint(what, hint))
    return below


def _no_rating(folder: AssessmentFolder, wish: Wish) -> Complaint:
    scale = library.scale_for(folder.assessment)
    what = f"{wish.name}: there is no rating {wish.symbol!r}"
    hint = did_you_mean(wish.symbol, [NO_OCCURRENCE]) if len(wish.symbol) > 1 else ""
    return wish.complaint(what, hint or f"ratings: {scale.symbols}, {NO_OCCURRENCE}")


def _answer(folder: AssessmentFolder, identifier: str, wish: Wish, extra: Extra) -> Answer | None:
    scale = library.scale_for(folder.assessment)
    nothing = wish.symbol.casefold() == NO_OCCURRENCE
    rating = NO_OCCURRENCE if nothing else scale.read(wish.symbol)
    if rating is None:
        return None
    old = folder.assessment.answers.get(identifier)
    pieces = tuple(_evidence(text) for text in (*wish.evidence, *extra.evidence))
    kept = old.evidence if old else ()
    return Answer(
        rating=rating,
        reason=wish.reason or extra.reason or (old.reason if old and nothing else ""),
        note=wish.note or extra.note or (old.note if old else ""),
        evidence=(
            *kept,
            *(piece for piece in pieces if piece.title not in {e.title for e in kept}),
        ),
        performed_by=extra.performed_by or (old.performed_by if old else "self"),
        rated_by=extra.by or (old.rated_by if old else ""),
        rated_on=extra.today,
        origin=old.origin if old else "",
    )


def _evidence(text: str) -> Evidence:
    whole = text.encode("utf-8", "replace").decode()
    title, _, place = whole.partition(" @ ")
    return Evidence(title=title.strip(), location=place.strip())
