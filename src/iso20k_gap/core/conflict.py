"""Values that contradict each other, and by which preference one of them holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

DISK = "disk"
LATEST = "latest"
BOTH = "both"
RATING, NOTE, EVIDENCE = "rating", "note", "evidence"

Value = tuple[str, ...]
"""A rating with its reason, or a note; empty is blank."""


@dataclass(frozen=True)
class Side:
    """One of the values that contradict each other, and whose it is."""

    value: Value
    who: str
    on: date | None
    source: str
    moment: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Conflict:
    """Values for one field that contradict each other; `disk` is what is on file, blank or not.

    `requirement` is the question's id where a note belongs to a question not rated yet.
    """

    requirement: str
    question: str
    field: str
    sides: tuple[Side, ...]
    disk: Side


Decider = Callable[[Conflict], Side | None]
"""Says which side holds; None leaves it undecided."""


def plain(value: Value) -> Value:
    """A value without what programs change on their own: line ends and outer blanks."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in value)


def preferring(preferences: Sequence[str]) -> Decider:
    """A decider by preferences, of which the first that can decide does.

    They are `latest`, `disk`, `both` (notes only), a respondent's name or a file.
    """

    def decide(conflict: Conflict) -> Side | None:
        found = (_preferred(conflict, preference) for preference in preferences)
        return next((side for side in found if side), None)

    return decide


def _preferred(conflict: Conflict, preference: str) -> Side | None:
    if preference == DISK:
        return conflict.disk if conflict.disk.value else None
    if preference == LATEST:
        return _sole(_latest(conflict.sides))
    if preference == BOTH:
        return both_notes(conflict)
    return _sole([side for side in conflict.sides if is_of(side, preference)])


def is_of(side: Side, name: str) -> bool:
    """Whether a side is a respondent's, or from a file, that is called so."""
    file = side.source.replace("\\", "/").rpartition("/")[2]
    return name in (side.source, file) or side.who.casefold() == name.casefold()


def both_notes(conflict: Conflict) -> Side | None:
    """All notes one after the other, each with its author; None where it is not about notes."""
    if conflict.field != NOTE:
        return None
    notes = dict.fromkeys(f"{side.who or side.source}: {side.value[0]}" for side in conflict.sides)
    last = conflict.sides[-1]
    return replace(last, value=("\n\n".join(notes),))


def _sole(sides: Sequence[Side]) -> Side | None:
    """The side, if all say the same."""
    return sides[0] if len({plain(side.value) for side in sides}) == 1 else None


def _latest(sides: Sequence[Side]) -> list[Side]:
    newest = max(side.on or date.min for side in sides)
    last = [side for side in sides if (side.on or date.min) == newest]
    if all(side.moment for side in last):
        moment = max(side.moment for side in last)
        return [side for side in last if side.moment == moment]
    return last
