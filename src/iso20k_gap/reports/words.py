"""How numbers, dates and terms are called in documents; numbers are rounded here, once."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

from iso20k_gap.core.assessment import SELF, Assessment, PartyKind
from iso20k_gap.core.catalogue import DocumentKind, PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.readiness import State
from iso20k_gap.core.scoring import Range
from iso20k_gap.core.status import Status
from iso20k_gap.language import N_, _, current, ngettext, pgettext
from iso20k_gap.language import day as table_day
from iso20k_gap.language import number as trimmed
from iso20k_gap.language import per_cent as whole_per_cent

CENT = Decimal("0.01")

NONE = "–"
"""Stands where there is no number, date or name."""

WIDE_LESS = 3
"""How many columns fewer a line of wide signs has, as each is broader than two letters."""

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
GRADES_SHORT = {
    Grade.MAJOR: N_("major"),
    Grade.MINOR: N_("minor"),
    Grade.OPPORTUNITY: N_("opportunity"),
}
STATES = {
    State.NOT_READY: N_("not ready"),
    State.STAGE_1: N_("ready for stage 1"),
    State.STAGE_2: N_("ready for stage 2"),
    State.UNDETERMINED: N_("undetermined"),
}
DOCUMENT_KINDS = {
    DocumentKind.DOCUMENT: N_("document"),
    DocumentKind.RECORD: N_("record"),
    DocumentKind.NONE: N_("none"),
}
DECIDED = {
    "status": N_("status"),
    "owner": N_("owner"),
    "start": N_("start"),
    "due": N_("due"),
    "percent": N_("percent"),
    "effort": N_("effort"),
    "prerequisites": N_("prerequisites"),
    "note": N_("note"),
}
"""What people may decide about an action."""

UNRATED = {"unrated": N_("not rated"), "no_occurrence": N_("no occurrence")}
"""What stands in place of a rating."""


def percentage(share: Fraction | None) -> str:
    """A share in per cent with one decimal; never 100.0 or 0.0 unless it is exactly that."""
    if share is None:
        return NONE
    return current().conventions.percent(figure(share))


def per_cent(value: int) -> str:
    """A whole number of per cent."""
    return whole_per_cent(value)


def figure(share: Fraction) -> str:
    """The figure of a share in per cent, without the sign."""
    tenths = round(float(share * 100), 1)
    if share < 1:
        tenths = min(tenths, 99.9)
    if share > 0:
        tenths = max(tenths, 0.1)
    return current().conventions.decimal(tenths, 1)


def span(reach: Range | None) -> str:
    """A range in per cent, one figure where both ends are the same."""
    if reach is None:
        return NONE
    if reach.lowest == reach.highest:
        return percentage(reach.lowest)
    return _("{lowest} to {highest}").format(
        lowest=figure(reach.lowest), highest=percentage(reach.highest)
    )


def number(value: Fraction | float) -> str:
    """A count or a sum, with at most four decimals."""
    return trimmed(float(value), 4)


def days(value: float) -> str:
    """An effort in person-days; plans reckon in quarters of a day."""
    return trimmed(value, 2)


def day(on: date | None) -> str:
    """A date as tables have it, `2026-11-21`."""
    return table_day(on) if on else NONE


def long_day(on: date) -> str:
    """A date as prose has it, `21 November 2026`."""
    return current().conventions.long_day(on)


def long_month(on: date) -> str:
    """The month of a day as prose has it, `November 2026`."""
    return current().conventions.long_month(on)


def short_month(on: date) -> str:
    """The month of a day as an axis has it, `Nov 26`."""
    return current().conventions.short_month(on)


def short_day(on: date) -> str:
    """A day without its year as an axis has it, `23 Nov`."""
    return current().conventions.short_day(on)


def points(before: Fraction | None, after: Fraction | None) -> str:
    """How far a share moved, in percentage points with their sign."""
    if before is None or after is None:
        return NONE
    moved = float((after - before) * 100)
    sign = f"{moved:+.1f}"[0]
    return _("{difference} points").format(
        difference=sign + current().conventions.decimal(abs(moved), 1)
    )


def money(value: Decimal) -> str:
    """An amount as people read it, with cents only where there are any."""
    # As spreadsheets round: halves away from zero.
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    cents = f"{rounded:.2f}".removesuffix(".00").partition(".")[2]
    return current().conventions.money(rounded, len(cents))


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
    if grade is Grade.MAJOR:
        return counted(count, "{count} major nonconformity", "{count} major nonconformities")
    if grade is Grade.MINOR:
        return counted(count, "{count} minor nonconformity", "{count} minor nonconformities")
    return counted(
        count, "{count} opportunity for improvement", "{count} opportunities for improvement"
    )


def grade_name(count: int, grade: Grade) -> str:
    """What so many findings of a grade are called, beside their number."""
    if grade is Grade.MAJOR:
        return ngettext("major nonconformity", "major nonconformities", count)
    if grade is Grade.MINOR:
        return ngettext("minor nonconformity", "minor nonconformities", count)
    return ngettext("opportunity for improvement", "opportunities for improvement", count)


def rating(state: str) -> str:
    """A rating as it is shown; words where there is none."""
    return _(UNRATED[state]) if state in UNRATED else state


def listed(names: Iterable[str]) -> str:
    """Names in a row: `a, b and c`."""
    return current().conventions.listed([*names] or [NONE])


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def room(text: str) -> int:
    """How many columns a text takes; East Asian wide signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def in_two_lines(text: str, limit: int) -> tuple[str, ...]:
    """The text broken at a word, or anywhere in a script without spaces, into two lines at most."""
    first = ""
    rest = text.split()
    while rest and room(f"{first} {rest[0]}".strip()) <= limit:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return _broken(text, limit)
    wide = (limit - WIDE_LESS) // 2
    return (first, fitting(" ".join(rest), limit, wide)) if rest else (first,)


def _broken(text: str, limit: int) -> tuple[str, ...]:
    """A text whose first word is longer than a line."""
    if room(text) == len(text):
        return (shortened(text, limit),)
    signs = (limit - WIDE_LESS) // 2
    rest = text[signs:]
    return (text[:signs], shortened(rest, signs * 2)) if rest else (text,)


def fitting(text: str, limit: int, wide: int) -> str:
    """The text on one line within so many signs, or within so many wide ones if it has such."""
    line = " ".join(text.split())
    has_wide = room(line) > len(line)
    return shortened(line, wide * 2 if has_wide else limit)


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
