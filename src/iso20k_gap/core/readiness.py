"""The verdict: readiness for Stage 1 and Stage 2 by gates, never by a percentage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from iso20k_gap.core.assessment import SCREENING, Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.handover import handed_over
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.record import Record, Text
from iso20k_gap.language import N_, _, day, ngettext


class State(StrEnum):
    """The three rulings, and the one given when answers are lacking."""

    NOT_READY = "not ready"
    STAGE_1 = "ready for stage 1"
    STAGE_2 = "ready for stage 2"
    UNDETERMINED = "undetermined"


class Gate(Record):
    """Something an auditor must find; blocked where a requirement is rated below `at_least`.

    `requirements` are requirement ids, or clause ids standing for all of theirs.
    """

    id: Text
    title: Text
    clause: Text
    requirements: tuple[Text, ...] = Field(min_length=1)
    at_least: Rating = Rating.P
    clears: Text


class ReadinessRules(Record):
    """The gates of one edition (`domain.md` 6.2-6.4), as shipped data."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    edition: Text
    closed: str = ""
    own_clauses: tuple[Text, ...]
    shared_clauses: tuple[Text, ...]
    control_clause: Text
    months_of_operation: int = Field(ge=0)
    audit_clause: Text
    review_clause: Text
    continuity_clause: Text
    stage1: tuple[Gate, ...]
    stage2: tuple[Gate, ...]


@dataclass(frozen=True)
class Blocker:
    """One reason why a stage cannot be passed, and what clears it."""

    gate: str
    clause: str
    reason: str
    clears: str
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class StageVerdict:
    """The ruling for one stage: `ready` is None where answers are lacking.

    `blockers` are known; `open_points` is what must be known before a ruling, and below it what
    a ruling does not wait for.
    """

    ready: bool | None
    blockers: tuple[Blocker, ...]
    open_points: tuple[Blocker, ...]


@dataclass(frozen=True)
class Verdict:
    """The ruling on an assessment; `remark` says what a person must know beside it."""

    state: State
    stage1: StageVerdict
    stage2: StageVerdict
    remark: str = ""


SCREENING_REMARK = N_(
    "A screening is a first look: it gives no verdict. Rate the full questionnaire."
)
WITHOUT_AMENDMENTS = N_("Read without amendments; an audit today asks what they added too.")


STALE = "stale-evidence"
RENEW = N_("renew the evidence, or look again and rate anew")
RATE = N_("rate them")
HANDED_OVER = {
    "service": N_("Cannot conform ({clause}): every service in scope is performed by others"),
    "process": N_("Cannot conform ({clause}): every process in scope is performed by others"),
}
"""Why nothing can conform where others perform all of something."""


def judge(
    catalogue: Catalogue,
    assessment: Assessment,
    findings: Sequence[Finding],
    rules: ReadinessRules,
    on: date,
) -> Verdict:
    """Rule on readiness as of a day."""
    bench = _Bench(catalogue, assessment, rules, on)
    first = bench.stage1()
    second = bench.stage2(first, findings)
    screening = assessment.questionnaire == SCREENING
    state = _state(first, second, screening=screening and not rules.closed)
    return Verdict(state, first, second, _remark(assessment, rules, screening=screening))


def _remark(assessment: Assessment, rules: ReadinessRules, *, screening: bool) -> str:
    if rules.closed:
        return rules.closed
    if not assessment.amendments:
        return _(WITHOUT_AMENDMENTS)
    return _(SCREENING_REMARK) if screening else ""


def _state(first: StageVerdict, second: StageVerdict, *, screening: bool) -> State:
    if first.ready is False:
        return State.NOT_READY
    if screening or first.ready is None:
        return State.UNDETERMINED
    return State.STAGE_2 if second.ready else State.STAGE_1


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


@dataclass(frozen=True)
class _Bench:
    catalogue: Catalogue
    assessment: Assessment
    rules: ReadinessRules
    on: date

    def stage1(self) -> StageVerdict:
        blockers = [*self._closed(), *self._handed_over(), *self._blocked(self.rules.stage1)]
        return _rule(blockers, self._open(self.rules.stage1))

    def stage2(self, first: StageVerdict, findings: Sequence[Finding]) -> StageVerdict:
        blockers = [
            *first.blockers,
            *self._blocked(self.rules.stage2),
            *(self._major(each) for each in findings if each.grade is Grade.MAJOR),
            *self._dates(self.on),
        ]
        unrated = [each for each in self.catalogue.requirements if not self._is_settled(each)]
        rest = [self._coverage(unrated)] if unrated else []
        points = [*first.open_points, *self._open(self.rules.stage2), *rest]
        return _rule(blockers, points, self._stale())

    def _closed(self) -> list[Blocker]:
        if not self.rules.closed:
            return []
        clears = _("migrate the assessment to the 2018 edition")
        return [Blocker("edition", "", self.rules.closed, clears)]

    def _requirements(self, gate: Gate) -> list[Requirement]:
        by_id = self.catalogue.by_id
        return [
            requirement
            for name in gate.requirements
            for requirement in ([by_id[name]] if name in by_id else self.catalogue.under(name))
        ]

    def _blocked(self, gates: Iterable[Gate]) -> list[Blocker]:
        blockers = []
        for gate in gates:
            below = [each.id for each in self._requirements(gate) if self._is_below(each, gate)]
            if below:
                reason = _("{what}: absent ({ids})").format(what=gate.title, ids=", ".join(below))
                blockers.append(Blocker(gate.id, gate.clause, reason, gate.clears, tuple(below)))
        return blockers

    def _is_below(self, requirement: Requirement, gate: Gate) -> bool:
        answer = self.assessment.answers.get(requirement.id)
        if answer is None or answer.rated is None:
            return False
        order = list(Rating)
        return order.index(answer.rated) < order.index(gate.at_least)

    def _is_settled(self, requirement: Requirement) -> bool:
        answer = self.assessment.answers.get(requirement.id)
        return answer is not None and answer.confirmed

    def _open(self, gates: Iterable[Gate]) -> list[Blocker]:
        points = []
        for gate in gates:
            ids = [each.id for each in self._requirements(gate) if not self._is_settled(each)]
            if ids:
                reason = _("{what}: not rated or not confirmed ({ids})").format(
                    what=gate.title, ids=", ".join(ids)
                )
                points.append(Blocker(gate.id, gate.clause, reason, _(RATE), tuple(ids)))
            stale = [each.id for each in self._requirements(gate) if self._is_stale(each, gate)]
            if stale:
                reason = _("{what}: rests on stale evidence only ({ids})").format(
                    what=gate.title, ids=", ".join(stale)
                )
                points.append(Blocker(gate.id, gate.clause, reason, _(RENEW), tuple(stale)))
        return points

    def _is_stale(self, requirement: Requirement, gate: Gate) -> bool:
        """Whether a requirement would pass the gate, but by stale evidence only."""
        answer = self.assessment.answers.get(requirement.id)
        if answer is None or answer.rated is None or not answer.confirmed:
            return False
        return answer.has_stale_evidence(self.on) and not self._is_below(requirement, gate)

    def _stale(self) -> list[Blocker]:
        answers = self.assessment.answers.items()
        stale = [(name, each) for name, each in answers if each.has_stale_evidence(self.on)]
        ids = tuple(name for name, answer in stale if answer.rated is Rating.F)
        if not ids:
            return []
        reason = ngettext(
            "{count} requirement rated F rests on stale evidence only ({ids})",
            "{count} requirements rated F rest on stale evidence only ({ids})",
            len(ids),
        ).format(count=len(ids), ids=", ".join(ids))
        return [Blocker(STALE, "", reason, _(RENEW), ids)]

    def _coverage(self, unrated: list[Requirement]) -> Blocker:
        number = len(unrated)
        reason = ngettext(
            "{count} requirement is not rated or not confirmed; it may be a major",
            "{count} requirements are not rated or not confirmed; any may be a major",
            number,
        ).format(count=number)
        ids = tuple(each.id for each in unrated)
        return Blocker("coverage", "", reason, _(RATE), ids)

    def _handed_over(self) -> list[Blocker]:
        clause = self.rules.control_clause
        clears = _("take back services or processes, or narrow the scope")
        lost = handed_over(self.catalogue, self.assessment, self.rules.shared_clauses)
        return [
            Blocker(gate, clause, _(HANDED_OVER[what]).format(clause=clause), clears)
            for gate, what in lost
        ]

    def _major(self, finding: Finding) -> Blocker:
        title = self.catalogue.clause_by_id[finding.clause].title
        reason = _("Major nonconformity {finding}, {title}: {because}").format(
            finding=finding.id, title=title, because=finding.because
        )
        steps = [f"{each} {self.catalogue.actions[each].title}" for each in finding.actions]
        clears = "; ".join(steps)
        return Blocker("major", finding.clause, reason, clears, finding.requirements)

    def _dates(self, on: date) -> list[Blocker]:
        return [*self._running_time(on), *self._audit_and_review(on), *self._continuity(on)]

    def _running_time(self, on: date) -> list[Blocker]:
        months = self.rules.months_of_operation
        since = self.assessment.operation.since
        if since is None:
            reason = _("No date is recorded since when the SMS is in operation")
            clears = _("set operation.since; {months} months of records are expected").format(
                months=months
            )
            return [Blocker("operation", "", reason, clears)]
        due = months_after(since, months)
        if due <= on:
            return []
        reason = _(
            "The SMS is in operation since {since}: less than {months} months of records"
        ).format(since=day(since), months=months)
        clears = _("collect records until {due}").format(due=day(due))
        return [Blocker("operation", "", reason, clears)]

    def _audit_and_review(self, on: date) -> list[Blocker]:
        audit = self.assessment.operation.internal_audit
        review = self.assessment.operation.management_review
        clause = self.rules.audit_clause
        blockers = []
        if audit is None or audit.completed > on:
            reason = _("No completed internal audit is recorded")
            clears = _("audit all clauses and set operation.internal_audit")
            blockers.append(Blocker("internal-audit", clause, reason, clears))
        elif not audit.complete:
            reason = _("The internal audit of {day} did not cover all clauses").format(
                day=day(audit.completed)
            )
            blockers.append(Blocker("internal-audit", clause, reason, _("audit the rest")))
        clause = self.rules.review_clause
        if review is None or review > on:
            reason = _("No management review is recorded")
            clears = _("hold it after the internal audit and set operation.management_review")
            blockers.append(Blocker("management-review", clause, reason, clears))
        elif audit is not None and review < audit.completed <= on:
            reason = _(
                "The management review of {day} was held before the internal audit ended"
            ).format(day=day(review))
            clears = _("hold a management review on the audit's results")
            blockers.append(Blocker("management-review", clause, reason, clears))
        return blockers

    def _continuity(self, on: date) -> list[Blocker]:
        test = self.assessment.operation.continuity_test
        if test is not None and test <= on:
            return []
        clause = self.rules.continuity_clause
        clears = _("test the continuity plan and set operation.continuity_test")
        reason = _("No service continuity test is recorded")
        return [Blocker("continuity-test", clause, reason, clears)]


def _rule(
    blockers: list[Blocker], open_points: list[Blocker], remarks: Iterable[Blocker] = ()
) -> StageVerdict:
    ready = False if blockers else None if open_points else True
    return StageVerdict(ready, tuple(blockers), (*open_points, *remarks))
