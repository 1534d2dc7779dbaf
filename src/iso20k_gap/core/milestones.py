"""The milestones of the plan: the certification track's dates, each with what it follows from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from iso20k_gap.core import certification as steps
from iso20k_gap.core.capacity import Days
from iso20k_gap.core.plan import Milestone
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.schedule import Schedule
from iso20k_gap.core.track import Track

DECISION_DAYS = 30
"""Working days from Stage 2 to the decision: practice, for corrections and the body's review."""

AFTER_REVIEW = "{days} working days after the management review, to agree a date"
AFTER_STAGE_1 = "{days} working days or more after Stage 1, to clear up its concerns"
BEFORE_STAGE_2 = "the last day that leaves {days} working days before Stage 2 for its concerns"
WISHED = "the day wished for; {days} working days or more after Stage 1"
HELD_AFTER = "{days} working days to hold it, after: {step}"
HELD_BEFORE = "{days} working days to hold it, in time for: {step}"
FROM_START = "{days} working days to hold it, from the start of the plan"

NAMES = {
    steps.FOUNDATIONS: "Foundations laid",
    steps.GO_LIVE: "All processes in operation",
    steps.CONTINUITY_TEST: "Service continuity tested",
    steps.OPERATION: "Months of operation completed",
    steps.INTERNAL_AUDIT: "Internal audit completed",
    steps.MANAGEMENT_REVIEW: "Management review held",
    steps.STAGE_1: "Stage 1 audit",
    steps.STAGE_2: "Stage 2 audit",
}


def milestones(
    found: Track, made: Schedule, sure: Mapping[str, tuple[date, date, date]], days: Days
) -> tuple[Milestone, ...]:
    """The dated steps in order; `days` are the working days.

    `sure` has the days by which 50, 80 and 95 % of simulated courses reach a step.
    """
    teller = _Teller(found, made, sure)
    track = [teller.milestone(name) for name in NAMES if name in made.slots]
    if found.certifiable:
        stage2 = made.slots[steps.STAGE_2].end
        track += _certificate(stage2, sure.get(steps.STAGE_2, ()), days)
    return tuple(sorted(track, key=lambda each: each.date))


def _certificate(stage2: date, sure: Sequence[date], days: Days) -> list[Milestone]:
    """From the decision on, for the three years a certificate holds; `sure` as for Stage 2."""
    planned, *reached = (_life(days.after(day, DECISION_DAYS) or day) for day in (stage2, *sure))
    return [
        replace(
            each, **dict(zip(("p50", "p80", "p95"), [each.date for each in same], strict=False))
        )
        for each, *same in zip(planned, *reached, strict=True)
    ]


def _life(decision: date) -> list[Milestone]:
    told = f"{DECISION_DAYS} working days after Stage 2, for corrections and the body's review"
    first = "the latest day: 12 months after the decision (ISO/IEC 17021-1)"
    second = "24 months after the decision; at least one a calendar year (ISO/IEC 17021-1)"
    expiry = months_after(decision, 36)
    renewal = f"3 months before the certificate of three years expires on {expiry}"
    return [
        Milestone("certificate", "Certificate decision", decision, told, practice=True),
        Milestone("surveillance-1", "Surveillance audit 1", months_after(decision, 12), first),
        Milestone("surveillance-2", "Surveillance audit 2", months_after(decision, 24), second),
        Milestone(
            "recertification",
            "Recertification audit",
            months_after(decision, 33),
            renewal,
            practice=True,
        ),
    ]


@dataclass(frozen=True)
class _Teller:
    """Says what each step's date follows from."""

    found: Track
    made: Schedule
    sure: Mapping[str, tuple[date, date, date]]

    def milestone(self, name: str) -> Milestone:
        """A step on its day."""
        why, practice = self._why(name)
        day = self.made.slots[name].end
        return Milestone(name, NAMES[name], day, why, practice, *self.sure.get(name, ()))

    def _why(self, name: str) -> tuple[str, bool]:
        """What a step's date follows from, and whether that is no more than practice."""
        if name in (steps.STAGE_1, steps.STAGE_2):
            return self._stage(name), True
        if name == steps.OPERATION:
            return self._operation(), True
        if name in (steps.FOUNDATIONS, steps.GO_LIVE):
            return self._last_action(name), False
        return self._event(name)

    def _stage(self, name: str) -> str:
        told = {
            (steps.STAGE_1, False): AFTER_REVIEW.format(days=steps.STAGE_1_DAYS),
            (steps.STAGE_2, False): AFTER_STAGE_1.format(days=steps.STAGE_2_DAYS),
            (steps.STAGE_1, True): BEFORE_STAGE_2.format(days=steps.STAGE_2_DAYS),
            (steps.STAGE_2, True): WISHED.format(days=steps.STAGE_2_DAYS),
        }
        return told[name, self.made.backward]

    def _last_action(self, name: str) -> str:
        cause = self.made.slots[name].cause
        if name == steps.GO_LIVE and self.made.slots[name].end == self.found.since:
            return "recorded in assessment.yaml"
        if not cause:
            return "no nonconformity is left to close for it"
        kind = "foundations' last action" if name == steps.FOUNDATIONS else "last action"
        return f"the {kind} that closes a nonconformity ends: {cause}"

    def _operation(self) -> str:
        months = self.found.evaluation.rulebook.readiness.months_of_operation
        custom = f"bodies expect {months} months of records, the standard does not say so"
        if self.found.since is None:
            return f"{months} months after all processes are in operation; {custom}"
        if self.made.slots[steps.OPERATION].cause == steps.GO_LIVE:
            since = f"operation began on {self.found.since}"
            return f"{since}, all processes are in it with the last action; {custom}"
        return f"{months} months after operation began on {self.found.since}; {custom}"

    def _event(self, name: str) -> tuple[str, bool]:
        recorded = {
            steps.INTERNAL_AUDIT: self.found.audit,
            steps.MANAGEMENT_REVIEW: self.found.review,
            steps.CONTINUITY_TEST: self.found.test,
        }
        if recorded[name]:
            return "recorded in assessment.yaml", False
        slot = self.made.slots[name]
        after = NAMES.get(slot.cause, slot.cause).lower() if slot.cause in NAMES else slot.cause
        if slot.start == slot.end and after:
            return f"its last action ends: {after}", False
        told = FROM_START if not after else HELD_BEFORE if self.made.backward else HELD_AFTER
        return told.format(days=steps.HOLDING_DAYS[name], step=after), True
