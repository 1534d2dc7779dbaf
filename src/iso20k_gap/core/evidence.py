"""The evidence register: every piece once, what it backs, and how it stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from iso20k_gap.core.assessment import Assessment, Evidence

WARNING = timedelta(days=30)
"""How far ahead the register looks for what runs out, where nothing else is said."""


class Standing(StrEnum):
    """How a piece of evidence stands on a day."""

    CURRENT = "current"
    NOT_YET = "not yet"
    STALE = "stale"
    NOT_SEEN = "not seen"


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, however many requirements it backs.

    Where answers give it different dates, it begins with the latest, ends with the earliest and
    is seen only if all say so; `disputed` names those fields.
    """

    title: str
    location: str
    requirements: tuple[str, ...]
    effective: date | None
    valid_until: date | None
    seen: bool
    hashes: tuple[str, ...]
    disputed: tuple[str, ...] = ()

    def standing(self, on: date) -> Standing:
        """How the piece stands on a day; run out counts before never seen."""
        if self.valid_until and self.valid_until < on:
            return Standing.STALE
        if not self.seen:
            return Standing.NOT_SEEN
        if self.effective and self.effective > on:
            return Standing.NOT_YET
        return Standing.CURRENT


def key_of(evidence: Evidence) -> tuple[str, str]:
    """What makes two entries one piece: the same title at the same place."""
    return evidence.title.strip(), evidence.location.strip()


def register(assessment: Assessment) -> tuple[Piece, ...]:
    """Every piece of evidence of an assessment, in the order of its first use."""
    uses: dict[tuple[str, str], list[tuple[str, Evidence]]] = {}
    for identifier, answer in assessment.answers.items():
        for each in answer.evidence:
            uses.setdefault(key_of(each), []).append((identifier, each))
    return tuple(_piece(*key, used) for key, used in uses.items())


def _piece(title: str, location: str, uses: list[tuple[str, Evidence]]) -> Piece:
    entries = [entry for _, entry in uses]
    fields = ("effective", "valid_until", "seen", "sha256")
    return Piece(
        title=title,
        location=location,
        requirements=tuple(dict.fromkeys(identifier for identifier, _ in uses)),
        effective=max((each.effective for each in entries if each.effective), default=None),
        valid_until=min((each.valid_until for each in entries if each.valid_until), default=None),
        seen=all(each.seen for each in entries),
        hashes=tuple(dict.fromkeys(each.sha256 for each in entries if each.sha256)),
        disputed=tuple(
            name for name in fields if len({getattr(each, name) for each in entries}) > 1
        ),
    )


def ahead(on: date) -> date:
    """The day up to which the register looks ahead."""
    return on + min(WARNING, date.max - on)


def running_out(pieces: tuple[Piece, ...], on: date, by: date) -> tuple[Piece, ...]:
    """The pieces that are not stale on a day and will be by a later one, the soonest first."""
    soon = [
        (each.valid_until, each)
        for each in pieces
        if each.valid_until and on <= each.valid_until < by
    ]
    return tuple(piece for _, piece in sorted(soon, key=lambda pair: pair[0]))
