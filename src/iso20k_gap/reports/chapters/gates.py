"""The readiness gates: what stands against each stage, what is open, what clears it."""

from collections.abc import Sequence
from dataclasses import dataclass

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.readiness import Blocker, Gate, StageVerdict
from iso20k_gap.reports import words

STANDINGS = {"met": "✓", "blocked": "✗", "open": "○"}

TRACK = {
    "Stage 1": (
        "About a day: documents, scope, site conditions, whether internal audit and management "
        "review are planned and performed, and readiness for Stage 2. Its output is a list of "
        "areas of concern."
    ),
    "Between the stages": (
        "Long enough to clear the concerns. ISO/IEC 17021-1 sets no maximum; many certification "
        "bodies allow three or six months."
    ),
    "Stage 2": (
        "Usually two to four person-days for small and medium scopes: evidence that every "
        "requirement is put into practice and works."
    ),
    "Major nonconformity": (
        "Correction and corrective action are reviewed and verified before the certificate: "
        "usually within 90 days, at the latest six months after the last day of Stage 2."
    ),
    "Minor nonconformity": (
        "A plan for correction and corrective action is reviewed and accepted; its effect is "
        "checked at the next audit."
    ),
    "Certificate": (
        "Three years. Surveillance audits in the first and second year, at least one a calendar "
        "year; the first within 12 months of the decision."
    ),
    "Surveillance covers": (
        "Internal audit, management review, actions on past nonconformities, complaints, "
        "objectives, changes, and the use of marks."
    ),
    "Recertification": (
        "Before the certificate ends. After it has ended, it can be restored within six months "
        "if the open work is done; otherwise at least a Stage 2 is due."
    ),
    "Months of operation": (
        "Three months of records before Stage 2 is a rule of the market and of certification "
        "bodies, not of the standard."
    ),
}
"""How a certification runs after ISO/IEC 17021-1 and the custom of certification bodies."""


@dataclass(frozen=True)
class PointView:
    """One reason that stands against a stage, or that must be known first."""

    standing: str
    mark: str
    clause: str
    reason: str
    clears: str
    finding: str = ""


@dataclass(frozen=True)
class GateView:
    """A gate of a stage and how it stands."""

    title: str
    clause: str
    standing: str
    mark: str


@dataclass(frozen=True)
class StageView:
    """One stage: the ruling, its gates, and every point with what clears it."""

    name: str
    ruling: str
    tone: str
    gates: tuple[GateView, ...]
    points: tuple[PointView, ...]
    as_before: str


@dataclass(frozen=True)
class GatesChapter:
    """Both stages, and the dates the gates ask for."""

    remark: str
    stages: tuple[StageView, ...]
    dates: tuple[tuple[str, str], ...]
    track: tuple[tuple[str, str], ...] = tuple(TRACK.items())


def gates_chapter(evaluation: Evaluation) -> GatesChapter:
    """Put the gates into words."""
    verdict = evaluation.verdict
    rules = evaluation.rulebook.readiness
    first = verdict.stage1
    return GatesChapter(
        remark=verdict.remark,
        stages=(
            _stage(evaluation, "Stage 1", first, rules.stage1, ()),
            _stage(
                evaluation,
                "Stage 2",
                verdict.stage2,
                rules.stage2,
                (*first.blockers, *first.open_points),
            ),
        ),
        dates=_dates(evaluation),
    )


def _stage(
    evaluation: Evaluation,
    name: str,
    stage: StageVerdict,
    gates: Sequence[Gate],
    before: Sequence[Blocker],
) -> StageView:
    carried = [each for each in (*stage.blockers, *stage.open_points) if each in before]
    return StageView(
        name=name,
        ruling=ruling(stage),
        tone={True: "good", False: "bad", None: "open"}[stage.ready],
        gates=tuple(_gate(each, stage) for each in gates),
        points=(
            *(
                point_view(evaluation, each, "blocked")
                for each in stage.blockers
                if each not in before
            ),
            *(
                point_view(evaluation, each, "open")
                for each in stage.open_points
                if each not in before
            ),
        ),
        as_before=_as_before(len(carried)),
    )


def _as_before(count: int) -> str:
    if not count:
        return ""
    points = words.capital(words.counted(count, "point"))
    return f"{points} of Stage 1 {words.verb(count, 'stands')} against Stage 2 too."


def ruling(stage: StageVerdict) -> str:
    """The ruling on one stage in a few words."""
    if stage.ready:
        return "nothing stands against it"
    if stage.ready is None:
        return f"cannot be ruled on yet: {words.counted(len(stage.open_points), 'point')} open"
    count = len(stage.blockers)
    return f"blocked: {words.counted(count, 'point')} {words.verb(count, 'stands')} against it"


def _gate(gate: Gate, stage: StageVerdict) -> GateView:
    reason = f"{gate.title}: "
    standing = "met"
    if any(_is_of(each, gate, reason) for each in stage.blockers):
        standing = "blocked"
    elif any(_is_of(each, gate, reason) for each in stage.open_points):
        standing = "open"
    return GateView(gate.title, gate.clause, standing, STANDINGS[standing])


def _is_of(point: Blocker, gate: Gate, reason: str) -> bool:
    return point.gate == gate.id and point.reason.startswith(reason)


def point_view(evaluation: Evaluation, point: Blocker, standing: str) -> PointView:
    """One point in words; a major nonconformity points to its finding instead of repeating it."""
    finding = next(
        (
            each
            for each in evaluation.findings
            if point.gate == "major" and each.requirements == point.requirements
        ),
        None,
    )
    if finding is None:
        mark = STANDINGS[standing]
        return PointView(standing, mark, point.clause, point.reason, words.capital(point.clears))
    title = evaluation.catalogue.clause_by_id[finding.clause].title
    return PointView(
        standing=standing,
        mark=STANDINGS[standing],
        clause=finding.clause,
        reason=f"Major nonconformity in {title}: {finding.because}",
        clears=f"Close finding {finding.id}",
        finding=finding.id,
    )


def _dates(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    operation = evaluation.assessment.operation
    audit = operation.internal_audit
    ended = "not recorded"
    if audit:
        extent = "all clauses" if audit.complete else "not all clauses"
        ended = f"{words.long_day(audit.completed)}, {extent}"
    single = {
        "SMS in operation since": operation.since,
        "Latest management review": operation.management_review,
        "Latest service continuity test": operation.continuity_test,
    }
    shown = {name: words.long_day(on) if on else "not recorded" for name, on in single.items()}
    rows = list(shown.items())
    return (rows[0], ("Latest internal audit ended", ended), *rows[1:])
