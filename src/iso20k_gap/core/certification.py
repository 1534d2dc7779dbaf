"""The certification track as tasks, from the last process in operation to Stage 2.

Intervals marked as practice stand in no standard; certification bodies differ in them.
"""

from datetime import date

from iso20k_gap.core.actions import Draft
from iso20k_gap.core.catalogue import Phase, is_under
from iso20k_gap.core.readiness import months_after
from iso20k_gap.core.tasks import Task
from iso20k_gap.core.track import Track

FOUNDATIONS = "foundations"
GO_LIVE = "go-live"
CONTINUITY_TEST = "continuity-test"
OPERATION = "operation"
INTERNAL_AUDIT = "internal-audit"
MANAGEMENT_REVIEW = "management-review"
STAGE_1 = "stage-1"
STAGE_2 = "stage-2"

HOLDING_DAYS = {CONTINUITY_TEST: 10, INTERNAL_AUDIT: 10, MANAGEMENT_REVIEW: 5}
"""Working days to hold an event that the plan's actions do not hold: practice."""

STAGE_1_DAYS = 10
"""Working days from the management review to Stage 1: practice, for a date with the auditors."""

STAGE_2_DAYS = 30
"""Working days from Stage 1 to Stage 2: practice, to clear up areas of concern."""


def goal(found: Track) -> str:
    """The step whose date the plan is about."""
    return STAGE_2 if found.certifiable else MANAGEMENT_REVIEW


def steps(found: Track) -> tuple[Task, ...]:
    """The track's steps as tasks, to be scheduled together with the actions."""
    rules = found.evaluation.rulebook.readiness
    late = _after_proof(found)
    closing = [each for each in found.building if each.closes_nonconformity and each.id not in late]
    first = tuple(each.id for each in closing if each.remedial.phase is Phase.FOUNDATIONS)
    ready = (OPERATION, CONTINUITY_TEST)
    made = [
        Task(FOUNDATIONS, after=first),
        *_operation(found, tuple(each.id for each in closing)),
        _event(found, CONTINUITY_TEST, rules.continuity_clause, found.test, ()),
        _event(found, INTERNAL_AUDIT, rules.audit_clause, found.audit, ready),
        _event(found, MANAGEMENT_REVIEW, rules.review_clause, found.review, (INTERNAL_AUDIT,)),
    ]
    if found.certifiable:
        before = (MANAGEMENT_REVIEW, FOUNDATIONS, GO_LIVE, *ready)
        made.append(Task(STAGE_1, after=before, workdays=STAGE_1_DAYS))
        made.append(Task(STAGE_2, after=(STAGE_1,), workdays=STAGE_2_DAYS))
    return tuple(made)


def _operation(found: Track, closing: tuple[str, ...]) -> tuple[Task, Task]:
    """Going live, and the months after it: as recorded, or once the last finding is closed."""
    months = found.evaluation.rulebook.readiness.months_of_operation
    if found.since is None:
        return Task(GO_LIVE, after=closing), Task(OPERATION, after=(GO_LIVE,), months=months)
    over = months_after(found.since, months)
    if closing:
        return Task(GO_LIVE, after=closing), Task(OPERATION, after=(GO_LIVE,), not_before=over)
    live = Task(GO_LIVE, start=found.since, due=found.since)
    return live, Task(OPERATION, start=over, due=over)


def _event(
    found: Track, name: str, clause: str, recorded: date | None, after: tuple[str, ...]
) -> Task:
    """An event that has been held, or is held by the clause's actions or in the usual time."""
    if recorded:
        return Task(name, start=recorded, due=recorded)
    actions = tuple(each.id for each in found.pending_of(clause))
    days = 0 if found.holds(clause) else HOLDING_DAYS[name]
    return Task(name, after=(*after, *actions), workdays=days)


def waits_for(draft: Draft, found: Track) -> tuple[str, ...]:
    """What a pending action of the last phase waits for beside its prerequisites.

    These are steps of the track and, as an event is prepared before it is held, the actions
    that stand before it in its clause.
    """
    if draft.remedial.phase is not Phase.PROOF:
        return ()
    same = [each.id for each in found.pending_of(draft.clause.id)]
    earlier = same[: same.index(draft.id)]
    rules = found.evaluation.rulebook.readiness
    if is_under(draft.clause.id, rules.review_clause):
        return (INTERNAL_AUDIT, *earlier)
    if is_under(draft.clause.id, rules.continuity_clause):
        return (OPERATION, *earlier)
    return (OPERATION, CONTINUITY_TEST, *earlier)


def _after_proof(found: Track) -> frozenset[str]:
    """Actions that wait for one of the last phase: they cannot come before operation."""
    late = {each.id for each in found.drafts if each.remedial.phase is Phase.PROOF}
    before = 0
    while before < len(late):
        before = len(late)
        late |= {each.id for each in found.drafts if late.intersection(each.prerequisites)}
    return frozenset(late)
