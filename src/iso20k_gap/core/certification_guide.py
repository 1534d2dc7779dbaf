"""The way to a certificate: the guide, applied to one assessment."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pydantic import Field

from iso20k_gap.core.assessment import Assessment, Certification
from iso20k_gap.core.certificate_dates import (
    DueDate,
    Intervals,
    WaitingTime,
    audit_days,
    due_dates,
    waiting_times,
)
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.guidance import Fact, Sourced
from iso20k_gap.core.readiness import STALE, Blocker, Gate, StageVerdict
from iso20k_gap.core.record import Record, Text
from iso20k_gap.language import N_, _, day


class Chapter(Record):
    """Facts on one subject."""

    id: Text
    title: Text
    facts: tuple[Fact, ...] = Field(min_length=1)


class CertificationGuide(Record):
    """What is known about certification, as shipped data."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    intervals: Intervals
    chapters: tuple[Chapter, ...]

    @property
    def origins(self) -> tuple[Sourced, ...]:
        """Everything in the guide that has a source."""
        rules = tuple(getattr(self.intervals, name) for name in Intervals.model_fields)
        return (*rules, *(fact for chapter in self.chapters for fact in chapter.facts))


@dataclass(frozen=True)
class GateState:
    """A gate of the verdict: `there`, `missing` or `open`, and what clears it."""

    id: str
    title: str
    clause: str
    state: str
    reasons: tuple[str, ...]
    clears: str


TITLES = {
    "edition": N_("Edition still certifiable"),
    "major": N_("No major nonconformity"),
    "operation": N_("Months of operation"),
    "coverage": N_("Everything rated and confirmed"),
    STALE: N_("Current evidence"),
    "all-services-by-others": N_("Own part in the services"),
    "all-processes-by-others": N_("Own part in the processes"),
}
"""What blockers are about that belong to no gate in the rules."""


@dataclass(frozen=True)
class StageState:
    """What one stage still wants; `ready` is None where answers are lacking."""

    name: str
    ready: bool | None
    gates: tuple[GateState, ...]


@dataclass(frozen=True)
class Advice:
    """The guide applied to one assessment."""

    certification: Certification
    closed: str
    waiting: tuple[WaitingTime, ...]
    stages: tuple[StageState, ...]
    due: tuple[DueDate, ...]
    complaints: tuple[str, ...]


def advise(evaluation: Evaluation, guide: CertificationGuide) -> Advice:
    """Apply the guide to an assessment as of the evaluation's day."""
    assessment, on = evaluation.assessment, evaluation.date
    certification = assessment.certification
    waiting = tuple(waiting_times(certification, guide.intervals.cooling_off, on))
    due = tuple(due_dates(certification, guide.intervals, on))
    return Advice(
        certification=certification,
        closed=evaluation.rulebook.readiness.closed,
        waiting=waiting,
        stages=_stages(evaluation),
        due=due,
        complaints=(*_contradictions(assessment), *_late(due, certification)),
    )


def _stages(evaluation: Evaluation) -> tuple[StageState, ...]:
    rules, verdict = evaluation.rulebook.readiness, evaluation.verdict
    first = _stage("Stage 1", rules.stage1, verdict.stage1, ())
    known = (*verdict.stage1.blockers, *verdict.stage1.open_points)
    second = _stage("Stage 2", rules.stage2, verdict.stage2, known)
    return (first, second)


def _stage(
    name: str, gates: tuple[Gate, ...], verdict: StageVerdict, known: tuple[Blocker, ...]
) -> StageState:
    blockers = [each for each in verdict.blockers if each not in known]
    points = [each for each in verdict.open_points if each not in known]
    states = [_gate(gate, blockers, points) for gate in gates]
    shown = {gate.id for gate in gates}
    states += [
        GateState(
            each.gate,
            _(TITLES[each.gate]),
            each.clause,
            word,
            (each.reason,),
            each.clears,
        )
        for word, others in (("missing", blockers), ("open", points))
        for each in others
        if each.gate not in shown
    ]
    return StageState(name, verdict.ready, tuple(states))


def _gate(gate: Gate, blockers: list[Blocker], points: list[Blocker]) -> GateState:
    for state, entries in (("missing", blockers), ("open", points)):
        found = [each for each in entries if each.gate == gate.id]
        if found:
            reasons = tuple(each.reason for each in found)
            clears = "; ".join(dict.fromkeys(each.clears for each in found))
            return GateState(gate.id, gate.title, gate.clause, state, reasons, clears)
    return GateState(gate.id, gate.title, gate.clause, "there", (), "")


def _contradictions(assessment: Assessment) -> Iterator[str]:
    certification = assessment.certification
    steps = list(audit_days(certification).items())
    for (earlier, first), (later, second) in pairwise(steps):
        if second < first:
            yield _("{later} on {second} lies before {earlier} on {first}").format(
                later=later, second=day(second), earlier=earlier, first=day(first)
            )
    body = certification.body.strip().casefold()
    if not body:
        return
    if body in (name.strip().casefold() for name in assessment.assessors):
        yield _("the certification body is named as an assessor: it must not advise its own client")
    if body in (party.name.strip().casefold() for party in assessment.parties):
        yield _("the certification body is also one of the other parties of the services")
    if not certification.accredited_by.strip():
        yield _("no accreditation is recorded for the certification body (accredited_by)")


def _late(due: tuple[DueDate, ...], certification: Certification) -> Iterator[str]:
    passed = {each.id: each for each in due if each.passed}
    decided = day(certification.decision) if certification.decision else ""
    if "restoration" in passed:
        yield _("the certificate of {day} can no longer be restored").format(day=decided)
    elif "expiry" in passed:
        yield _("the certificate of {day} expired on {end}").format(
            day=decided, end=day(passed["expiry"].date)
        )
    for name in ("stage2", "majors"):
        if name in passed:
            late = passed[name]
            yield _("{name}: {day} has passed; ask the certification body").format(
                name=late.name, day=day(late.date)
            )
