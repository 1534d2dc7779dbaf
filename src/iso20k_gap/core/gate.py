"""The gate: an evaluation held against a policy, every rule ruled on."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from iso20k_gap.core.approval import Approval, Standing
from iso20k_gap.core.catalogue import is_under
from iso20k_gap.core.comparison import Comparison
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.gate_verdict import GateVerdict, Ruling
from iso20k_gap.core.policy import WHOLE, Limits, Policy
from iso20k_gap.core.scoring import Tally
from iso20k_gap.language import _, ngettext

UNRATED = "unrated"
"""What a comparison calls a requirement without an answer."""


@dataclass(frozen=True)
class Circumstances:
    """What some rules need beside the evaluation; None where the policy does not ask for it.

    `best` is the best baseline's name and conformity, `overdue` the actions past their date,
    `approvals` are held against those whose approvals count.
    """

    comparison: Comparison | None = None
    best: tuple[str, Fraction] | None = None
    overdue: tuple[str, ...] | None = None
    approvals: tuple[Approval, ...] | None = None


def judge_gate(
    evaluation: Evaluation, policy: Policy, circumstances: Circumstances | None = None
) -> GateVerdict:
    """Hold an evaluation against a policy; nothing is left out after the first miss."""
    day = evaluation.date
    holding = {each.finding_id: each for each in policy.waivers if each.holds(day)}
    present = {each.id for each in evaluation.findings}
    waived = tuple((each, holding[each.id]) for each in evaluation.findings if each.id in holding)
    judge = _Judge(
        evaluation,
        policy,
        circumstances or Circumstances(),
        tuple(each for each in evaluation.findings if each.id not in holding),
    )
    return GateVerdict(
        policy=policy,
        rulings=tuple(judge.rulings()),
        waived=waived,
        expired=tuple(each for each in policy.waivers if not each.holds(day)),
        unused=tuple(each for name, each in holding.items() if name not in present),
        remarks=tuple(judge.remarks()),
    )


@dataclass(frozen=True)
class _Judge:
    evaluation: Evaluation
    policy: Policy
    circumstances: Circumstances
    findings: tuple[Finding, ...]

    def rulings(self) -> Iterator[Ruling]:
        yield from self._anything_rated()
        yield from self._gravest()
        yield from self._limits(self.policy, self.evaluation.scorecard.overall)
        for clause, limits in self.policy.clauses.items():
            yield from self._limits(limits, self.evaluation.scorecard.by_clause[clause], clause)
        yield from self._stale()
        yield from self._overdue()
        yield from self._regression()
        yield from self._ratchet()
        yield from self._approved()

    def _anything_rated(self) -> Iterator[Ruling]:
        """No finding in an empty assessment is no good news, unless the policy says so."""
        tally = self.evaluation.scorecard.overall
        if tally.applicable and not tally.rated and self.policy.min_coverage is None:
            yield Ruling("rated", 1, 0, met=False)

    def _gravest(self) -> Iterator[Ruling]:
        limit = self.policy.fail_on
        if limit is None:
            return
        reaching = [each for each in self.findings if each.grade.weight >= Grade(limit).weight]
        reaching.sort(key=lambda each: -each.grade.weight)
        gravest = max((each.grade for each in self.findings), key=_weight, default=None)
        yield Ruling(
            "fail_on",
            limit,
            gravest.value if gravest else "none",
            met=not reaching,
            subjects=_ids(reaching),
        )

    def _limits(self, limits: Limits, tally: Tally, clause: str = "") -> Iterator[Ruling]:
        most = (
            ("max_majors", limits.max_majors, Grade.MAJOR),
            ("max_minors", limits.max_minors, Grade.MINOR),
        )
        for rule, count, grade in most:
            if count is not None:
                found = [each for each in self._within(clause) if each.grade is grade]
                yield _at_most(rule, count, _ids(found), clause)
        least = (
            ("min_conformity", limits.min_conformity, tally.conformity),
            ("min_coverage", limits.min_coverage, tally.coverage),
            ("min_achievement", limits.min_achievement, tally.achievement),
        )
        for rule, limit, share in least:
            if limit is not None:
                value = None if share is None else share * WHOLE
                met = not tally.applicable or (value or 0) >= limit
                yield Ruling(rule, limit, value, met, clause)

    def _within(self, clause: str) -> Iterator[Finding]:
        return (each for each in self.findings if not clause or is_under(each.clause, clause))

    def _stale(self) -> Iterator[Ruling]:
        if self.policy.max_stale is None:
            return
        answers = self.evaluation.assessment.answers
        stale = [
            name
            for name, answer in answers.items()
            if answer.rated and answer.has_stale_evidence(self.evaluation.date)
        ]
        yield _at_most("max_stale", self.policy.max_stale, tuple(stale))

    def _overdue(self) -> Iterator[Ruling]:
        if self.policy.max_overdue is not None:
            overdue = _known(self.circumstances.overdue, "max_overdue")
            yield _at_most("max_overdue", self.policy.max_overdue, overdue)

    def _regression(self) -> Iterator[Ruling]:
        if self.policy.no_regression:
            comparison = _known(self.circumstances.comparison, "no_regression")
            # Taking an answer away must not make a gate pass that a bad answer fails.
            gone = [each for each in comparison.not_comparable if each.after == UNRATED]
            lost = [each.requirement for each in (*comparison.regressed, *gone)]
            yield _at_most("no_regression", 0, tuple(lost))

    def _ratchet(self) -> Iterator[Ruling]:
        if self.policy.ratchet:
            _, best = _known(self.circumstances.best, "ratchet")
            share = self.evaluation.scorecard.overall.conformity
            met = (share or 0) >= best
            value = None if share is None else share * WHOLE
            yield Ruling("ratchet", best * WHOLE, value, met)

    def _approved(self) -> Iterator[Ruling]:
        if self.policy.require_approval:
            standing = len(self._approvals(Standing.VALID))
            yield Ruling("require_approval", 1, standing, met=standing >= 1)

    def _approvals(self, standing: Standing) -> list[Approval]:
        approvals = _known(self.circumstances.approvals, "require_approval")
        return [each for each in approvals if each.standing is standing]

    def remarks(self) -> Iterator[str]:
        yield from self._tiny()
        yield from self._unlooked()
        yield from self._gone()
        if self.policy.no_regression and self.circumstances.comparison:
            comparison = self.circumstances.comparison
            yield from (
                _("since {origin}: {remark}").format(origin=comparison.origin, remark=each)
                for each in comparison.remarks
            )

    def _gone(self) -> Iterator[str]:
        """What became of the approvals where none stands."""
        if not self.policy.require_approval or self._approvals(Standing.VALID):
            return
        for each in self._approvals(Standing.LAPSED):
            if each.act:
                yield f"the approval by {each.act.approver} of {each.act.date} has lapsed"
        for each in self._approvals(Standing.BROKEN):
            yield f"{each.sealed.file} does not count: {each.reason}"

    def _tiny(self) -> Iterator[str]:
        for limits in (self.policy, *self.policy.clauses.values()):
            asked = (limits.min_conformity, limits.min_coverage, limits.min_achievement)
            for limit in asked:
                if limit and limit < 1:
                    yield _("{limit} asks for less than one per cent; write 80 for 80 %").format(
                        limit=f"{float(limit):g}"
                    )

    def _unlooked(self) -> Iterator[str]:
        """What the policy does not ask, and a reader of "passed" might think it does."""
        tally, policy = self.evaluation.scorecard.overall, self.policy
        if tally.rated and tally.unrated and policy.min_coverage is None:
            yield _(
                "{unrated} of {applicable} requirements are not rated, and no "
                "min_coverage asks for them; any may be a major"
            ).format(unrated=tally.unrated, applicable=tally.applicable)
        majors = sum(1 for each in self.findings if each.grade is Grade.MAJOR)
        if majors and policy.fail_on is None and policy.max_majors is None:
            yield ngettext(
                "{count} major finding is there; neither fail_on nor max_majors asks for it",
                "{count} major findings are there; neither fail_on nor max_majors asks for them",
                majors,
            ).format(count=majors)


def _weight(grade: Grade) -> int:
    return grade.weight


def _ids(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(each.id for each in findings)


def _at_most(rule: str, limit: int, subjects: tuple[str, ...], clause: str = "") -> Ruling:
    return Ruling(rule, limit, len(subjects), len(subjects) <= limit, clause, subjects)


Thing = TypeVar("Thing")


def _known(thing: Thing | None, rule: str) -> Thing:
    if thing is None:
        raise ValueError(f"{rule} cannot be ruled on: what it needs was not given")
    return thing
