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
from iso20k_gap.language import N_, _, ngettext
from iso20k_gap.language import day as say

DECISION_DAYS = 30
"""Working days from Stage 2 to the decision: practice, for corrections and the body's review."""

NAMES = {
    steps.FOUNDATIONS: N_("Foundations laid"),
    steps.GO_LIVE: N_("All processes in operation"),
    steps.CONTINUITY_TEST: N_("Service continuity tested"),
    steps.OPERATION: N_("Months of operation completed"),
    steps.INTERNAL_AUDIT: N_("Internal audit completed"),
    steps.MANAGEMENT_REVIEW: N_("Management review held"),
    steps.STAGE_1: N_("Stage 1 audit"),
    steps.STAGE_2: N_("Stage 2 audit"),
}
RECORDED = N_("recorded in assessment.yaml")


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
    told = ngettext(
        "{count} working day after Stage 2, for corrections and the body's review",
        "{count} working days after Stage 2, for corrections and the body's review",
        DECISION_DAYS,
    )
    expiry = months_after(decision, 36)
    renewal = _("3 months before the certificate of three years expires on {day}")
    return [
        Milestone(
            "certificate",
            _("Certificate decision"),
            decision,
            told.format(count=DECISION_DAYS),
            practice=True,
        ),
        Milestone(
            "surveillance-1",
            _("Surveillance audit 1"),
            months_after(decision, 12),
            _("the latest day: 12 months after the decision (ISO/IEC 17021-1)"),
        ),
        Milestone(
            "surveillance-2",
            _("Surveillance audit 2"),
            months_after(decision, 24),
            _("24 months after the decision; at least one a calendar year (ISO/IEC 17021-1)"),
        ),
        Milestone(
            "recertification",
            _("Recertification audit"),
            months_after(decision, 33),
            renewal.format(day=say(expiry)),
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
        return Milestone(name, _(NAMES[name]), day, why, practice, *self.sure.get(name, ()))

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
        if name == steps.STAGE_1:
            return _before_stage_2() if self.made.backward else _after_review()
        return _wished() if self.made.backward else _after_stage_1()

    def _last_action(self, name: str) -> str:
        cause = self.made.slots[name].cause
        if name == steps.GO_LIVE and self.made.slots[name].end == self.found.since:
            return _(RECORDED)
        if not cause:
            return _("no nonconformity is left to close for it")
        told = _("the last action that closes a nonconformity ends: {action}")
        if name == steps.FOUNDATIONS:
            told = _("the foundations' last action that closes a nonconformity ends: {action}")
        return told.format(action=cause)

    def _operation(self) -> str:
        months = self.found.evaluation.rulebook.readiness.months_of_operation
        since = self.found.since
        if since is None:
            told = ngettext(
                "{count} month after all processes are in operation; bodies expect so many months "
                "of records, the standard does not say so",
                "{count} months after all processes are in operation; bodies expect so many months "
                "of records, the standard does not say so",
                months,
            )
            return told.format(count=months)
        told = ngettext(
            "{count} month after operation began on {day}; bodies expect so many months of "
            "records, the standard does not say so",
            "{count} months after operation began on {day}; bodies expect so many months of "
            "records, the standard does not say so",
            months,
        )
        if self.made.slots[steps.OPERATION].cause == steps.GO_LIVE:
            told = ngettext(
                "operation began on {day}, all processes are in it with the last action; bodies "
                "expect {count} month of records, the standard does not say so",
                "operation began on {day}, all processes are in it with the last action; bodies "
                "expect {count} months of records, the standard does not say so",
                months,
            )
        return told.format(count=months, day=say(since))

    def _event(self, name: str) -> tuple[str, bool]:
        recorded = {
            steps.INTERNAL_AUDIT: self.found.audit,
            steps.MANAGEMENT_REVIEW: self.found.review,
            steps.CONTINUITY_TEST: self.found.test,
        }
        if recorded[name]:
            return _(RECORDED), False
        slot = self.made.slots[name]
        after = _(NAMES[slot.cause]) if slot.cause in NAMES else slot.cause
        if slot.start == slot.end and after:
            return _("its last action ends: {action}").format(action=after), False
        return self._held(steps.HOLDING_DAYS[name], after), True

    def _held(self, days: int, step: str) -> str:
        """What the date of an event follows from that takes days to hold."""
        if not step:
            told = ngettext(
                "{count} working day to hold it, from the start of the plan",
                "{count} working days to hold it, from the start of the plan",
                days,
            )
        elif self.made.backward:
            # for translators: step is the name of a milestone
            told = ngettext(
                "{count} working day to hold it, in time for: {step}",
                "{count} working days to hold it, in time for: {step}",
                days,
            )
        else:
            # for translators: step is the name of a milestone
            told = ngettext(
                "{count} working day to hold it, after: {step}",
                "{count} working days to hold it, after: {step}",
                days,
            )
        return told.format(count=days, step=step)


def _after_review() -> str:
    told = ngettext(
        "{count} working day after the management review, to agree a date",
        "{count} working days after the management review, to agree a date",
        steps.STAGE_1_DAYS,
    )
    return told.format(count=steps.STAGE_1_DAYS)


def _after_stage_1() -> str:
    told = ngettext(
        "{count} working day or more after Stage 1, to clear up its concerns",
        "{count} working days or more after Stage 1, to clear up its concerns",
        steps.STAGE_2_DAYS,
    )
    return told.format(count=steps.STAGE_2_DAYS)


def _before_stage_2() -> str:
    told = ngettext(
        "the last day that leaves {count} working day before Stage 2 to clear up concerns",
        "the last day that leaves {count} working days before Stage 2 to clear up concerns",
        steps.STAGE_2_DAYS,
    )
    return told.format(count=steps.STAGE_2_DAYS)


def _wished() -> str:
    told = ngettext(
        "the day wished for; {count} working day or more after Stage 1",
        "the day wished for; {count} working days or more after Stage 1",
        steps.STAGE_2_DAYS,
    )
    return told.format(count=steps.STAGE_2_DAYS)
