"""The dates of a certificate: waiting times of the body, and what falls due when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from iso20k_gap.core.assessment import Certification
from iso20k_gap.core.guidance import Fact
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.record import Record
from iso20k_gap.language import N_, _, day


class Interval(Fact):
    """A number of months and the rule it comes from."""

    months: int = Field(ge=1)


class Intervals(Record):
    """The intervals a certificate's life is measured in."""

    cooling_off: Interval
    first_surveillance: Interval
    second_surveillance: Interval
    validity: Interval
    renewal_lead: Interval
    restoration: Interval
    major_limit: Interval
    stage_gap: Interval


@dataclass(frozen=True)
class WaitingTime:
    """Something that bars a body for a time; clear from `clear_from` on, that day included.

    `conflicts` are the body's dates that lie before it.
    """

    event: str
    ended: date
    clear_from: date
    clear: bool
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class DueDate:
    """Something that falls due, and the rule that says so."""

    id: str
    name: str
    date: date
    passed: bool
    rule: Interval


def audits_by_body(certification: Certification) -> tuple[date, ...]:
    """The internal audits done by the certification body, however they were written."""
    given = certification.internal_audit_by_body
    return tuple(sorted(given)) if isinstance(given, tuple) else (given,)


def waiting_times(certification: Certification, rule: Interval, on: date) -> Iterator[WaitingTime]:
    """What bars the body for a time; without days of the body, `on` decides whether it is over."""
    events = [(_("internal audit by the body"), ended) for ended in audits_by_body(certification)]
    if certification.consultancy_ended:
        events.append((_("end of consultancy"), certification.consultancy_ended))
    steps = audit_days(certification)
    for event, ended in events:
        clear_from = months_after(ended, rule.months)
        conflicts = tuple(
            _(BEFORE if held < ended else WAITING).format(name=name, day=day(held))
            for name, held in steps.items()
            if held < clear_from
        )
        clear = not conflicts if steps else on >= clear_from
        yield WaitingTime(event, ended, clear_from, clear, conflicts)


def audit_days(certification: Certification) -> dict[str, date]:
    """The body's own dates that are on record."""
    steps = {
        _("Stage 1"): certification.stage1,
        _("Stage 2"): certification.stage2,
        _("certificate"): certification.decision,
    }
    return {name: held for name, held in steps.items() if held}


def due_dates(certification: Certification, rules: Intervals, on: date) -> Iterator[DueDate]:
    """What falls due for the body's days on record."""
    for identifier, name, due, rule in (
        *_before_decision(certification, rules),
        *_after_decision(certification, rules),
    ):
        yield DueDate(identifier, name, due, due < on, rule)


Due = tuple[str, str, date, Interval]
BEFORE = N_("{name} on {day} lies before it")
WAITING = N_("{name} on {day} lies in the waiting time")


def _before_decision(certification: Certification, rules: Intervals) -> Iterator[Due]:
    stage1, stage2 = certification.stage1, certification.stage2
    if certification.decision:
        return
    if stage2:
        rule = rules.major_limit
        yield "majors", _("Majors closed at the latest"), months_after(stage2, rule.months), rule
    elif stage1:
        rule = rules.stage_gap
        yield "stage2", _("Stage 2 at the latest"), months_after(stage1, rule.months), rule


def _after_decision(certification: Certification, rules: Intervals) -> Iterator[Due]:
    decision, life = certification.decision, rules.validity.months
    if decision is None:
        return
    first, second = rules.first_surveillance, rules.second_surveillance
    lead, restoration = rules.renewal_lead, rules.restoration
    for identifier, name, months, rule in (
        ("surveillance-1", _("Surveillance audit 1"), first.months, first),
        ("surveillance-2", _("Surveillance audit 2"), second.months, second),
        ("recertification", _("Recertification audit"), life - lead.months, lead),
        ("expiry", _("Certificate expires"), life, rules.validity),
        ("restoration", _("Restoration ends"), life + restoration.months, restoration),
    ):
        yield identifier, name, months_after(decision, months), rule
