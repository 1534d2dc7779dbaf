"""Decided dates that do not go with the calendar or with each other: they are kept, and told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iso20k_gap.core.actions import Draft
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.generation import Problem, Slot
from iso20k_gap.core.plan import PlanDecisions, Status
from iso20k_gap.core.schedule import Schedule
from iso20k_gap.language import N_, _, current, ngettext, role
from iso20k_gap.language import day as say

# for translators: why is one of "Sunday, no working day", "public holiday", "the organisation is
# closed", "NAME is absent"
STAGE_2_OFF = N_("Stage 2 is wished for {day}: {why}")
START_OFF = N_("{action} starts on {day} by decision ({why}): its work begins on {other}")
DUE_OFF = N_("{action} is due on {day} by decision ({why}): its work ends on {other}")
TOO_EARLY = N_(
    "{action} begins {start} by decision, before {other} ends on {end}, which it builds on"
)

AGREE = N_("agree a working day with the certification body")
OTHER_DAY = N_("decide on a working day, or change the calendar")
MORE = N_("give it more time or more people")
MOVE = N_("move one of them, or change what it waits for")

WEEKEND = N_("{weekday}, no working day")
HOLIDAY = N_("public holiday")
CLOSED = N_("the organisation is closed")
ABSENT = N_("{owner} is absent")


def remark(doubt: Misfit) -> str:
    """A doubt as a sentence for a reader of the plan."""
    # for translators: what is wrong, and how to mend it
    return _("{what}; {remedy}.").format(what=doubt.what, remedy=doubt.remedy)


@dataclass(frozen=True)
class Doubts:
    """Looks through the dates people decided on; `holidays` are the public ones.

    Paths lie in `plan.yaml`, or name the option a date was given by.
    """

    decisions: PlanDecisions
    problem: Problem
    made: Schedule
    holidays: frozenset[date]

    def on_stage2(self, wished: date | None) -> Iterator[Misfit]:
        """A Stage 2 on a day on which nobody works."""
        why = self._off(wished) if wished else ""
        if wished and why:
            path = ("stage2",) if wished == self.decisions.stage2 else ("--stage2",)
            yield Misfit(path, _(STAGE_2_OFF).format(day=say(wished), why=why), _(AGREE))

    def on(self, draft: Draft) -> Iterator[Misfit]:
        """What does not go with the dates decided for one action that is still to do."""
        slot = self.made.slots[draft.id]
        yield from self._on_days_off(draft, slot)
        yield from self._on_capacity(draft, slot)
        yield from self._on_prerequisites(draft, slot)

    def _on_days_off(self, draft: Draft, slot: Slot) -> Iterator[Misfit]:
        decision, days = draft.decision, self.problem.team.worker(draft.owner).days
        first, last = days.on_or_after(slot.start), slot.worked_until
        for key, day, told, other in (
            ("start", decision.start, START_OFF, first),
            ("due", decision.due, DUE_OFF, last if days.on_or_after(last) == last else None),
        ):
            why = self._off(day, draft.owner) if day and day >= self.problem.start else ""
            if day and why:
                works = say(other) if other else "–"
                what = _(told).format(action=draft.id, day=say(day), why=why, other=works)
                yield Misfit(("actions", draft.id, key), what, _(OTHER_DAY))

    def _off(self, day: date, owner: str = "") -> str:
        """Why nobody works on a day, or why an owner does not; empty where there is no reason."""
        calendar = self.decisions.calendar
        absences = [
            span
            for each in self.decisions.owners
            if (each.name or each.role) == owner
            for span in each.absences
        ]
        reasons = (
            (day.isoweekday() not in calendar.working_days, WEEKEND),
            (day in self.holidays, HOLIDAY),
            (any(each.first <= day <= each.last for each in calendar.closed), CLOSED),
            (any(each.first <= day <= each.last for each in absences), ABSENT),
        )
        for holds, why in reasons:
            if holds:
                weekday = current().conventions.weekday(day)
                return _(why).format(weekday=weekday, owner=role(owner))
        return ""

    def _on_capacity(self, draft: Draft, slot: Slot) -> Iterator[Misfit]:
        due = draft.decision.due
        if due is None or due < self.problem.start:
            return
        worker = self.problem.team.worker(draft.owner)
        first = max(slot.start, self.problem.start)
        there = worker.days.between(first, slot.end) + (worker.days.on_or_after(first) == first)
        lacking = worker.days_for(draft.work_left) - there
        if lacking > 0:
            told = ngettext(
                "{action} is due {due} by decision: {owner} lacks {count} working day until then",
                "{action} is due {due} by decision: {owner} lacks {count} working days until then",
                lacking,
            )
            owner = role(draft.owner)
            what = told.format(action=draft.id, due=say(due), owner=owner, count=lacking)
            yield Misfit(("actions", draft.id, "due"), what, _(MORE))

    def _on_prerequisites(self, draft: Draft, slot: Slot) -> Iterator[Misfit]:
        decision = draft.decision
        if decision.status is not Status.OPEN or not (decision.start or decision.due):
            return
        path = ("actions", draft.id, "start" if decision.start else "due")
        for name in draft.prerequisites:
            end = self.made.slots[name].end
            if end >= slot.start:
                what = _(TOO_EARLY).format(
                    action=draft.id, start=say(slot.start), other=name, end=say(end)
                )
                yield Misfit(path, what, _(MOVE))
