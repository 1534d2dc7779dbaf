"""The plan's actions put together: drafts with their dates, and what decisions came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from iso20k_gap.core.actions import Draft, person_of
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.doubts import Doubts, remark
from iso20k_gap.core.generation import Problem, Slot
from iso20k_gap.core.plan import PlanDecisions, PlannedAction, Status
from iso20k_gap.core.responsibility import Responsibilities
from iso20k_gap.core.schedule import Schedule
from iso20k_gap.core.track import Track
from iso20k_gap.language import N_, _, ngettext
from iso20k_gap.language import day as say

ASSUMPTION = N_(
    "Effort is a planning assumption, not a published figure: the catalogue's person-days times "
    "the share still to do. Change it in plan.yaml where you know better."
)

AFTER_STAGE_2 = N_(
    "Stage 2 does not wait for these actions, and they do not end before it: {actions}."
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

    @property
    def start(self) -> date:
        """The plan's first day; of a backward plan, the last on which it can begin."""
        if not self.made.backward:
            return self.begin
        pending = [self.made.slots[each.id].start for each in self.found.drafts if each.pending]
        return min([self.made.start, *pending])

    def actions(self) -> tuple[PlannedAction, ...]:
        """Every action with its dates, in the standard's order."""
        return tuple(self._action(each) for each in self.found.drafts)

    def _action(self, draft: Draft) -> PlannedAction:
        slot = self.made.slots.get(draft.id) or self._settled(draft)
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
            critical=draft.pending and self.made.is_critical(draft.id),
            slack=slot.slack,
            note=decision.note,
            decided=draft.decided,
            basis=draft.basis,
            earliest=slot.earliest,
            latest=slot.latest,
            due=decision.due,
            raci=self.responsibilities.of(clause, remedial, draft.owner),
        )

    def _settled(self, draft: Draft) -> Slot:
        """The dates of an action done or dropped: those people gave, else the plan's start."""
        start = draft.decision.start or min(self.begin, draft.decision.due or self.begin)
        end = max(start, draft.decision.due or start)
        return Slot(start, end, end, earliest=start, latest=end)

    def critical_path(self) -> tuple[str, ...]:
        """The actions of the chain that sets the goal's date, or the start of a backward plan."""
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

    def doubtful(self, doubts: Doubts, wished: date | None) -> tuple[Misfit, ...]:
        """What does not go together in the dates people decided on."""
        pending = (each for each in self.found.drafts if each.pending)
        return (*doubts.on_stage2(wished), *(told for each in pending for told in doubts.on(each)))

    def remarks(self, doubtful: tuple[Misfit, ...]) -> tuple[str, ...]:
        """What a reader of the plan must know; all that is doubtful is in it."""
        return (
            _(ASSUMPTION),
            *self._unrated(),
            *self.found.remarks,
            *self._after_stage2(),
            *(said for each in self.found.drafts for said in self._on_decision(each)),
            *(remark(each) for each in doubtful),
        )

    def _unrated(self) -> Iterator[str]:
        tally = self.found.evaluation.scorecard.overall
        if tally.unrated:
            told = ngettext(
                "{unrated} of {count} requirement is not rated: the plan knows only what has been "
                "found so far, and may grow.",
                "{unrated} of {count} requirements are not rated: the plan knows only what has "
                "been found so far, and may grow.",
                tally.applicable,
            )
            yield told.format(unrated=tally.unrated, count=tally.applicable)

    def _after_stage2(self) -> Iterator[str]:
        """Improvements for which there is no time before Stage 2."""
        goal = self.made.slots[self.problem.goal].end
        late = [
            each.id
            for each in self.found.drafts
            if each.pending and self.made.slots[each.id].end >= goal
        ]
        if late and self.found.certifiable:
            yield _(AFTER_STAGE_2).format(actions=", ".join(late))

    def _on_decision(self, draft: Draft) -> Iterator[str]:
        if draft.decision.status is Status.DROPPED:
            findings = ", ".join(each.id for each in draft.findings)
            told = _("{action} is dropped by decision: nothing closes {findings}.")
            yield told.format(action=draft.id, findings=findings)
        due = draft.decision.due
        if draft.pending and due and due < self.problem.start:
            end = say(self.made.slots[draft.id].end)
            told = _("{action} was due {day} and is not done: planned anew to end {end}.")
            yield told.format(action=draft.id, day=say(due), end=end)
