"""What the certification track builds on: recorded dates, as far as they still hold."""

from dataclasses import dataclass
from datetime import date

from iso20k_gap.core.actions import Draft
from iso20k_gap.core.catalogue import Phase, is_under
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.readiness import months_after
from iso20k_gap.language import _, ngettext
from iso20k_gap.language import day as say

FRESH_MONTHS = 12
"""How long a recorded audit, review or test serves: practice, once a year."""


@dataclass(frozen=True)
class Track:
    """What the track of one evaluation builds on.

    `since`, `audit`, `review` and `test` are the recorded dates that still hold; `remarks` say
    why others do not.
    """

    evaluation: Evaluation
    drafts: tuple[Draft, ...]
    since: date | None = None
    audit: date | None = None
    review: date | None = None
    test: date | None = None
    remarks: tuple[str, ...] = ()

    @property
    def certifiable(self) -> bool:
        """Whether certificates to the edition are issued at all."""
        return not self.evaluation.rulebook.readiness.closed

    @property
    def building(self) -> tuple[Draft, ...]:
        """The pending actions that bring processes into operation."""
        return tuple(
            each for each in self.drafts if each.pending and each.remedial.phase is not Phase.PROOF
        )

    def pending_of(self, clause: str) -> tuple[Draft, ...]:
        """The pending actions of a clause."""
        return tuple(
            each for each in self.drafts if each.pending and is_under(each.clause.id, clause)
        )

    def holds(self, clause: str) -> bool:
        """Whether the plan has every action of a clause, so that they hold its event."""
        planned = {each.id for each in self.pending_of(clause)}
        actions = {
            action.id
            for each in self.evaluation.catalogue.clauses
            if is_under(each.id, clause)
            for action in each.actions
        }
        return bool(actions) and actions <= planned


def track(evaluation: Evaluation, drafts: tuple[Draft, ...]) -> Track:
    """Find which recorded dates still hold."""
    bare = Track(evaluation, drafts)
    recorded = _Recorded(bare, tuple(x.id for x in bare.building if x.grade is Grade.MAJOR))
    audit = recorded.audit()
    review = recorded.review(audit)
    test = recorded.test()
    return Track(
        evaluation,
        drafts,
        since=None if recorded.renewed else evaluation.assessment.operation.since,
        audit=audit,
        review=review,
        test=test,
        remarks=tuple(recorded.remarks(audit, review, test)),
    )


@dataclass(frozen=True)
class _Recorded:
    """The dates in `assessment.yaml`; `renewed` are actions that build a process anew."""

    track: Track
    renewed: tuple[str, ...]

    def audit(self) -> date | None:
        """The internal audit, if it covered all and the system has not been rebuilt since."""
        evaluation = self.track.evaluation
        audit = evaluation.assessment.operation.internal_audit
        if audit is None or not audit.complete or self.renewed:
            return None
        clause = evaluation.rulebook.readiness.audit_clause
        return audit.completed if self._serves(audit.completed, clause) else None

    def review(self, audit: date | None) -> date | None:
        """The management review, if it was held on the results of an audit that serves."""
        evaluation = self.track.evaluation
        review = evaluation.assessment.operation.management_review
        if review is None or audit is None or review < audit:
            return None
        clause = evaluation.rulebook.readiness.review_clause
        return review if self._serves(review, clause) else None

    def test(self) -> date | None:
        """The continuity test."""
        evaluation = self.track.evaluation
        test = evaluation.assessment.operation.continuity_test
        clause = evaluation.rulebook.readiness.continuity_clause
        return test if test and self._serves(test, clause) else None

    def _serves(self, day: date, clause: str) -> bool:
        today = self.track.evaluation.date
        if not months_after(today, -FRESH_MONTHS) <= day <= today:
            return False
        return not any(each.closes_nonconformity for each in self.track.pending_of(clause))

    def remarks(self, audit: date | None, review: date | None, test: date | None) -> list[str]:
        """What to say about recorded dates that do not hold."""
        operation = self.track.evaluation.assessment.operation
        said = []
        if operation.since and self.renewed:
            count = len(self.renewed)
            told = ngettext(
                "Operation since {day} is not counted: {count} action closes major findings, and "
                "records of those processes begin after it.",
                "Operation since {day} is not counted: {count} actions close major findings, and "
                "records of those processes begin after them.",
                count,
            )
            said.append(told.format(day=say(operation.since), count=count))
        if operation.internal_audit and audit is None:
            told = _("The internal audit of {day} does not serve; the plan holds another.")
            said.append(told.format(day=say(operation.internal_audit.completed)))
        if operation.management_review and review is None:
            told = _("The management review of {day} does not serve; the plan holds another.")
            said.append(told.format(day=say(operation.management_review)))
        if operation.continuity_test and test is None:
            told = _("The continuity test of {day} does not serve; the plan holds another.")
            said.append(told.format(day=say(operation.continuity_test)))
        return said
