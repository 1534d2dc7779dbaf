"""The evidence register and what became of its files: as plain data and for the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from iso20k_gap.core.evidence import Piece, Standing
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports.words import counted, day, shortened

MARKS = {
    Standing.CURRENT: "✓",
    Standing.NOT_YET: "…",
    Standing.STALE: "✗",
    Standing.NOT_SEEN: "○",
}
STANDINGS = {
    Standing.CURRENT: N_("current"),
    # for translators: the evidence does not hold yet
    Standing.NOT_YET: N_("not yet"),
    Standing.STALE: N_("stale"),
    Standing.NOT_SEEN: N_("not seen"),
}
BACKED = 3
"""How many requirement ids the terminal shows for a piece."""


def register_data(pieces: Sequence[Piece], on: date) -> dict[str, Any]:
    """The whole register as of a day."""
    standings = Counter(each.standing(on) for each in pieces)
    return {
        "date": on.isoformat(),
        "pieces": len(pieces),
        "standing": {each.value: standings[each] for each in Standing},
        "evidence": [piece_data(each, on) for each in pieces],
    }


def piece_data(piece: Piece, on: date) -> dict[str, Any]:
    """One piece of evidence as of a day."""
    return {
        "title": piece.title,
        "location": piece.location,
        "requirements": list(piece.requirements),
        "effective": piece.effective.isoformat() if piece.effective else None,
        "valid_until": piece.valid_until.isoformat() if piece.valid_until else None,
        "seen": piece.seen,
        "standing": piece.standing(on).value,
        "sha256": list(piece.hashes),
        "disputed": list(piece.disputed),
    }


def register_parts(pieces: Sequence[Piece], on: date) -> Iterator[Table | Text]:
    """The register as a table, and how many pieces stand how."""
    yield pieces_table(pieces, on)
    yield Text(standings_words(pieces, on))
    if any(each.disputed for each in pieces):
        yield Text(
            _(
                "* answers give this piece different dates, hashes or views of it; "
                "counted is the most cautious"
            )
        )


def pieces_table(pieces: Sequence[Piece], on: date, title: str = "") -> Table:
    """Pieces of evidence: how each stands, what it is, where, until when, what it backs."""
    table = Table(box=None, pad_edge=False, title=title or None, title_justify="left")
    table.add_column(_("Status"), no_wrap=True)
    table.add_column(_("Evidence"), overflow="fold")
    table.add_column(pgettext("day", "From"), no_wrap=True)
    table.add_column(pgettext("day", "Until"), no_wrap=True)
    # for translators: the requirements that the evidence backs
    table.add_column(_("Backs"), overflow="fold", min_width=12)
    for each in pieces:
        standing = each.standing(on)
        table.add_row(
            f"{MARKS[standing]} {_(STANDINGS[standing])}",
            Text.assemble(
                harmless(each.title) + (" *" if each.disputed else ""),
                (f"\n{harmless(each.location)}" if each.location else "", "dim"),
            ),
            day(each.effective),
            day(each.valid_until),
            _backed(each),
        )
    return table


def _backed(piece: Piece) -> str:
    more = len(piece.requirements) - BACKED
    tail = counted(more, "and {count} more", "and {count} more")
    return ", ".join([*piece.requirements[:BACKED], *([tail] if more > 0 else [])])


def standings_words(pieces: Sequence[Piece], on: date) -> str:
    """How many pieces there are, and how they stand on a day."""
    standings = Counter(each.standing(on) for each in pieces)
    parts = [f"{standings[each]} {_(STANDINGS[each])}" for each in Standing if standings[each]]
    count = counted(
        len(pieces),
        "{count} piece of evidence on {day}",
        "{count} pieces of evidence on {day}",
        day=day(on),
    )
    return f"{count}: {', '.join(parts)}" if parts else count


def soon_words(pieces: Sequence[Piece], by: date) -> str:
    """How many pieces will have run out by a day."""
    return counted(
        len(pieces),
        "{count} piece more will be stale on {day}",
        "{count} pieces more will be stale on {day}",
        day=day(by),
    )


def file_line(state: str, piece: Piece, limit: int = 160) -> str:
    """A piece with what became of its file, in one line."""
    return harmless(shortened(f"{state}: {piece.title} @ {piece.location}", limit))
