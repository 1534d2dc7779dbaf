"""What is shown for a question, as plain texts: every way of showing it starts here."""

from dataclasses import dataclass

from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.language import N_, _

UNRATED = "·"
"""The mark of what has no answer yet."""

MIXED = "mixed"
"""The mark of a question whose requirements are rated differently."""

MARKS = {NO_OCCURRENCE: N_("no occurrence"), MIXED: N_("rated differently")}


def mark_name(mark: str) -> str:
    """A mark as a short text; a rating's symbol stays as it is."""
    return _(MARKS[mark]) if mark in MARKS else mark


@dataclass(frozen=True)
class Progress:
    """How far the sitting is; `seconds_left` is None until there is a pace.

    `again` says that the questions are looked at again rather than answered.
    """

    number: int
    total: int
    answered: int
    percent: int
    put_off: int = 0
    seconds_left: float | None = None
    again: bool = False


@dataclass(frozen=True)
class Item:
    """One requirement of the sentence on the table."""

    label: str
    statement: str
    mark: str
    current: bool


@dataclass(frozen=True)
class Meaning:
    """What one value of the scale means here; `key` rates it."""

    key: str
    symbol: str
    name: str
    bounds: str
    text: str


@dataclass(frozen=True)
class Page:
    """A question with all that helps to answer it."""

    organisation: str
    edition: str
    clause: str
    title: str
    id: str
    progress: Progress
    lead: str
    items: tuple[Item, ...]
    statement: str
    question: str
    guidance: str
    evidence: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    document: str
    condition: str
    facts: tuple[tuple[str, str], ...]
    mark: str
    present: tuple[tuple[str, str], ...]
    unconfirmed: bool = False
    message: str = ""
