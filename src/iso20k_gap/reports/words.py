"""How numbers, dates and terms are called in documents; numbers are rounded here, once."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

from iso20k_gap.core.assessment import SELF, Assessment, PartyKind
from iso20k_gap.core.catalogue import PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import Status
from iso20k_gap.core.readiness import State
from iso20k_gap.core.scoring import Range
from iso20k_gap.language import N_, _, current, ngettext, pgettext
from iso20k_gap.language import day as table_day

NONE = "–"
"""Stands where there is no number, date or name."""

GRADES = {
    Grade.MAJOR: N_("major nonconformity"),
    Grade.MINOR: N_("minor nonconformity"),
    Grade.OPPORTUNITY: N_("opportunity for improvement"),
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
    PartyKind.EXTERNAL_SUPPLIER: N_("external supplier"),
    PartyKind.INTERNAL_SUPPLIER: N_("internal supplier"),
    PartyKind.CUSTOMER: N_("customer acting as a supplier"),
}
PHASES = {
    Phase.FOUNDATIONS: N_("Foundations"),
    Phase.INTEGRATION: N_("Integration"),
    Phase.PROOF: N_("Proof and improvement"),
}
PDCA = {
    PdcaStep.PLAN: N_("Plan"),
    PdcaStep.DO: N_("Do"),
    PdcaStep.CHECK: N_("Check"),
    PdcaStep.ACT: N_("Act"),
}
STATUSES = {
    Status.OPEN: N_("open"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.DONE: N_("done"),
    Status.DROPPED: N_("dropped"),
}
GRADES_PLURAL = {
    Grade.MAJOR: N_("major nonconformities"),
    Grade.MINOR: N_("minor nonconformities"),
    Grade.OPPORTUNITY: N_("opportunities for improvement"),
}
VERBS = {"is": "are", "has": "have", "stands": "stand"}


def percentage(share: Fraction | None) -> str:
    """A share in per cent with one decimal; never 100.0 or 0.0 unless it is exactly that."""
    if share is None:
        return NONE
    return current().conventions.percent(_tenths(share))


def _tenths(share: Fraction) -> str:
    """The figure of a share in per cent, without the sign."""
    figure = round(float(share * 100), 1)
    if share < 1:
        figure = min(figure, 99.9)
    if share > 0:
        figure = max(figure, 0.1)
    return current().conventions.decimal(figure, 1)


def span(reach: Range | None) -> str:
    """A range in per cent, one figure where both ends are the same."""
    if reach is None:
        return NONE
    if reach.lowest == reach.highest:
        return percentage(reach.lowest)
    return _("{lowest} to {highest}").format(
        lowest=_tenths(reach.lowest), highest=percentage(reach.highest)
    )


def number(value: Fraction | float) -> str:
    """A count or a sum, with at most four decimals."""
    return _trimmed(float(value), 4)


def _trimmed(value: float, places: int) -> str:
    """A number with at most so many decimals."""
    needed = len(f"{value:.{places}f}".rstrip("0").partition(".")[2])
    return current().conventions.decimal(value, needed)


def days(value: float) -> str:
    """An effort in person-days; plans reckon in quarters of a day."""
    return _trimmed(value, 2)


def day(on: date | None) -> str:
    """A date as tables have it, `2026-11-21`."""
    return table_day(on) if on else NONE


def long_day(on: date) -> str:
    """A date as prose has it, `21 November 2026`."""
    return current().conventions.long_day(on)


def counted(count: int, one: str, many: str, **values: Any) -> str:
    """A number with its noun, `1 finding`, `3 findings`, `no findings`, or a whole sentence.

    Both forms say `{count}`, and whatever else is put into them by name.
    """
    return ngettext(one, many, count).format(count=amount(count), **values)


def amount(count: int) -> str:
    """A count before a noun: `no` for 0 where the language says so."""
    return str(count) if count else pgettext("before a noun", "no")


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
    return current().conventions.listed([*names] or [NONE])


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
        return _("the organisation")
    return next(
        (each.name for each in assessment.parties if each.id == identifier),
        identifier,
    )
