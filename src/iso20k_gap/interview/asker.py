"""How an interview talks with a person and with the disk, knowing neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.core.rating import Rating
from iso20k_gap.interview.page import Page

Changes = Mapping[str, Answer | None]
"""New answers by requirement id; None takes the answer away."""


class Deed(StrEnum):
    """What a person can do with a question on the table."""

    RATE = "rate"
    NO_OCCURRENCE = "no occurrence"
    CONFIRM = "confirm"
    PUT_OFF = "put off"
    NEXT = "next"
    BACK = "back"
    UNDO = "undo"
    NOTE = "note"
    LONG_NOTE = "long note"
    EVIDENCE = "evidence"
    PERFORMED_BY = "performed by"
    JUMP = "jump"
    SEARCH = "search"
    QUIT = "quit"


@dataclass(frozen=True)
class Act:
    """One thing a person did; `text` is what was said along with it."""

    deed: Deed
    rating: Rating | None = None
    text: str = ""


class Asker(Protocol):
    """The other end of the table."""

    def ask(self, page: Page) -> Act:
        """Show a question and take the next act."""

    def ask_end(self, lines: Sequence[str]) -> Act:
        """Say that the last question is done with, and take the next act."""

    def line(self, prompt: str, present: str = "", above: Sequence[str] = ()) -> str | None:
        """Ask for a line of text, with what is there now to be changed; None is never mind."""

    def edit(self, text: str) -> str | None:
        """Let a longer text be edited; None where that cannot be done."""

    def choose(self, title: str, options: Sequence[str]) -> int | None:
        """Let one of several be picked, by number from 0; None is none of them."""

    def decide(self, lines: Sequence[str], options: Mapping[str, str], otherwise: str) -> str:
        """Let one of a few be decided by its key; `otherwise` where nobody answers."""


@dataclass(frozen=True)
class Clash:
    """An answer that someone else changed while ours was given."""

    requirement: str
    theirs: Answer | None
    ours: Answer | None


class ClashError(Exception):
    """Answers were not kept because others changed the same ones; `assessment` has theirs."""

    def __init__(self, clashes: Sequence[Clash], assessment: Assessment) -> None:
        self.clashes = tuple(clashes)
        self.assessment = assessment
        super().__init__(", ".join(clash.requirement for clash in clashes))


def _forget(_: str, __: Draft | None) -> None:
    """Keep no drafts."""


@dataclass(frozen=True)
class Keeper:
    """Where answers go. Both return only when what they were given is safe.

    `keep` gives the assessment as it is then, with what others changed meanwhile; it raises
    `ClashError`, or `GapError` where the disk refuses. `put_aside` keeps what was noted on a
    question not yet rated, None takes it away; `drafts` are those there are.
    """

    keep: Callable[[Changes], Assessment]
    put_aside: Callable[[str, Draft | None], None] = _forget
    drafts: Mapping[str, Draft] = field(default_factory=dict)
