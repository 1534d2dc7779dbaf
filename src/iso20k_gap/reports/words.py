"""How numbers, dates and terms are called in documents; numbers are rounded here, once."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from unicodedata import east_asian_width

from iso20k_gap.core.assessment import SELF, Assessment, PartyKind
from iso20k_gap.core.catalogue import PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.readiness import State
from iso20k_gap.core.scoring import Range
from iso20k_gap.core.status import Status

NONE = "–"
"""Stands where there is no number, date or name."""

GRADES = {
    Grade.MAJOR: "major nonconformity",
    Grade.MINOR: "minor nonconformity",
    Grade.OPPORTUNITY: "opportunity for improvement",
}
GRADE_MARKS = {Grade.MAJOR: "▲", Grade.MINOR: "■", Grade.OPPORTUNITY: "●"}
STATE_MARKS = {
    State.NOT_READY: "✗",
    State.STAGE_1: "◐",
    State.STAGE_2: "✓",
    State.UNDETERMINED: "○",
}
STATE_TONES = {
    State.NOT_READY: "bad",
    State.STAGE_1: "fair",
    State.STAGE_2: "good",
    State.UNDETERMINED: "open",
}
PARTY_KINDS = {
    PartyKind.EXTERNAL_SUPPLIER: "external supplier",
    PartyKind.INTERNAL_SUPPLIER: "internal supplier",
    PartyKind.CUSTOMER: "customer acting as a supplier",
}
PHASES = {
    Phase.FOUNDATIONS: "Foundations",
    Phase.INTEGRATION: "Integration",
    Phase.PROOF: "Proof and improvement",
}
PDCA = {PdcaStep.PLAN: "Plan", PdcaStep.DO: "Do", PdcaStep.CHECK: "Check", PdcaStep.ACT: "Act"}
STATUSES = {
    Status.OPEN: "open",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.DROPPED: "dropped",
}
GRADES_PLURAL = {
    Grade.MAJOR: "major nonconformities",
    Grade.MINOR: "minor nonconformities",
    Grade.OPPORTUNITY: "opportunities for improvement",
}
VERBS = {"is": "are", "has": "have", "stands": "stand"}


def percentage(share: Fraction | None) -> str:
    """A share in per cent with one decimal; never 100.0 or 0.0 unless it is exactly that."""
    if share is None:
        return NONE
    text = f"{float(share * 100):.1f}"
    if share < 1 and text == "100.0":
        text = "99.9"
    if share > 0 and text == "0.0":
        text = "0.1"
    return f"{text} %"


def span(reach: Range | None) -> str:
    """A range in per cent, one figure where both ends are the same."""
    if reach is None:
        return NONE
    if reach.lowest == reach.highest:
        return percentage(reach.lowest)
    return f"{percentage(reach.lowest).removesuffix(' %')} to {percentage(reach.highest)}"


def number(value: Fraction | float) -> str:
    """A count or a sum, with at most four decimals."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def days(value: float) -> str:
    """An effort in person-days; plans reckon in quarters of a day."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def day(on: date | None) -> str:
    """A date as tables have it, `2026-11-21`."""
    return on.isoformat() if on else NONE


def long_day(on: date) -> str:
    """A date as prose has it, `21 November 2026`."""
    return f"{on.day} {on:%B %Y}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 finding`, `3 findings`, `no findings`."""
    return f"{count or 'no'} {noun if count == 1 else plural or noun + 's'}"


def graded(count: int, grade: Grade) -> str:
    """How many findings of a grade, in words."""
    return f"{count or 'no'} {grade_name(count, grade)}"


def grade_name(count: int, grade: Grade) -> str:
    """What so many findings of a grade are called."""
    return GRADES[grade] if count == 1 else GRADES_PLURAL[grade]


def verb(count: int, singular: str) -> str:
    """The verb's form that goes with a number: `is` or `are`."""
    return singular if count == 1 else VERBS[singular]


def listed(names: Iterable[str]) -> str:
    """Names in a row: `a, b and c`."""
    *rest, last = [*names] or [NONE]
    return f"{', '.join(rest)} and {last}" if rest else last


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def room(text: str) -> int:
    """How many columns a text takes; East Asian wide signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def shortened(text: str, limit: int) -> str:
    """The text on one line within so many columns, cut at a word if there is one near the end."""
    line = " ".join(text.split())
    if room(line) <= limit:
        return line
    kept = ""
    for sign in line:
        if room(kept + sign) > limit - 1:
            break
        kept += sign
    head = kept.rpartition(" ")[0]
    return (head if len(head) > len(kept) * 0.6 else kept).rstrip(" ,;:.") + "…"


def party_name(assessment: Assessment, identifier: str) -> str:
    """Who `performed_by` means, by name."""
    if identifier == SELF:
        return "the organisation"
    return next(
        (each.name for each in assessment.parties if each.id == identifier),
        identifier,
    )
