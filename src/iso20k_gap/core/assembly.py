"""The plan's actions put together: drafts with their dates, and what decisions came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from iso20k_gap.core.actions import Draft, person_of
from iso20k_gap.core.generation import Problem, Slot
from iso20k_gap.core.plan import PlanDecisions, PlannedAction, Status
from iso20k_gap.core.responsibility import Responsibilities
from iso20k_gap.core.schedule import Schedule, held_back
from iso20k_gap.core.track import Track

ASSUMPTION = (
    "Effort is a planning assumption, not a published figure: the catalogue's person-days times "
    "the share still to do. Change it in plan.yaml where you know better."
)


@dataclass(frozen=True)
class Assembly:
    """A schedule and the drafts it was made of; `begin` is the plan's first day."""

    found: Track
    decisions: PlanDecisions
    problem: Problem
    made: Schedule
    begin: date

    @property
    def today(self) -> date:
        """The evaluation's day."""
        return self.found.evaluation.date

    @cached_property
    def responsibilities(self) -> Responsibilities:
        """Who has which part in an action."""
        catalogue = self.found.evaluation.catalogue
        return Responsibilities(catalogue, lambda role: person_of(role, self.decisions))

    def actions(self, stage2: date) -> tuple[PlannedAction, ...]:
        """Every action with its dates, in the standard's order; `stage2` is the day to keep."""
        held = held_back(self.problem, self.made, stage2)
        return tuple(self._action(each, held) for each in self.found.drafts)

    def _action(self, draft: Draft, held: Schedule) -> PlannedAction:
        slot = self.made.slots.get(draft.id) or self._settled(draft)
        last = held.slots.get(draft.id, slot)
        remedial, decision, clause = draft.remedial, draft.decision, draft.clause
        return PlannedAction(
            id=draft.id,
            clause=clause.id,
            clause_title=clause.title,
            title=remedial.title,
            goal=clause.goal,
            measure=clause.measure,
            activities=remedial.activities,
            remedies=tuple((each.id, each.remedy) for each in draft.requirements),
            deliverable=remedial.deliverable,
            findings=tuple(each.id for each in draft.findings),
            requirements=tuple(each.id for each in draft.requirements),
            grade=draft.grade,
            role=draft.role,
            owner=draft.owner,
            effort=draft.effort,
            phase=remedial.phase,
            pdca=remedial.pdca,
            prerequisites=draft.prerequisites,
            start=slot.start,
            end=slot.end,
            status=decision.status,
            percent=100 if decision.status is Status.DONE else decision.percent,
            critical=draft.pending and slot.slack == 0,
            slack=last.slack,
            note=decision.note,
            decided=draft.decided,
            basis=draft.basis,
            latest=last.latest,
            due=decision.due,
            raci=self.responsibilities.of(clause, remedial, draft.owner),
        )

    def _settled(self, draft: Draft) -> Slot:
        """The dates of an action done or dropped: those people gave, else the plan's start."""
        start = draft.decision.start or min(self.begin, draft.decision.due or self.begin)
        end = max(start, draft.decision.due or start)
        return Slot(start, end, end, latest=end)

    def critical_path(self) -> tuple[str, ...]:
        """The actions of the chain that sets the goal's date."""
        present = {each.id for each in self.found.drafts}
        return tuple(each for each in self.made.chain if each in present)

    def closed(self) -> tuple[str, ...]:
        """Actions people decided about whose findings are gone."""
        present = {each.id for each in self.found.drafts}
        known = self.found.evaluation.catalogue.actions
        return tuple(
            each for each in known if each in self.decisions.actions and each not in present
        )

    def overdue(self) -> tuple[str, ...]:
        """Pending actions whose decided date has passed."""
        return tuple(
            each.id
            for each in self.found.drafts
            if each.pending and each.decision.due and each.decision.due < self.today
        )

    def remarks(self) -> tuple[str, ...]:
        """What a reader of the plan must know."""
        return (
            ASSUMPTION,
            *self._unrated(),
            *self.found.remarks,
            *(said for each in self.found.drafts for said in self._on_decision(each)),
        )

    def _unrated(self) -> Iterator[str]:
        tally = self.found.evaluation.scorecard.overall
        if tally.unrated:
            yield (
                f"{tally.unrated} of {tally.applicable} requirements are not rated: the plan knows "
                "only what has been found so far, and may grow."
            )

    def _on_decision(self, draft: Draft) -> Iterator[str]:
        if draft.decision.status is Status.DROPPED:
            findings = ", ".join(each.id for each in draft.findings)
            yield f"{draft.id} is dropped by decision: nothing closes {findings}."
        if not draft.pending:
            return
        slot = self.made.slots[draft.id]
        due = draft.decision.due
        if due and due < self.problem.start:
            yield f"{draft.id} was due {due} and is not done: planned anew to end {slot.end}."
        elif due and self._days_lacking(draft, slot):
            lacking = self._days_lacking(draft, slot)
            yield (
                f"{draft.id} is due {due} by decision: {draft.owner} lacks {lacking} working days "
                "until then; give it more time or more people."
            )
        yield from self._too_early(draft, slot)

    def _days_lacking(self, draft: Draft, slot: Slot) -> int:
        worker = self.problem.team.worker(draft.owner)
        first = max(slot.start, self.problem.start)
        there = worker.days.between(first, slot.end) + (worker.days.on_or_after(first) == first)
        return max(0, worker.days_for(draft.work_left) - there)

    def _too_early(self, draft: Draft, slot: Slot) -> Iterator[str]:
        if draft.decision.status is not Status.OPEN:
            return
        for name in draft.prerequisites:
            end = self.made.slots[name].end
            if end >= slot.start:
                yield (
                    f"{draft.id} begins {slot.start} by decision, before {name} ends on {end}, "
                    "which it builds on."
                )
