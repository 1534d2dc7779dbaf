"""The readiness gates: what stands against each stage, what is open, what clears it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iso20k_gap.core.assessment import InternalAudit
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.readiness import Blocker, Gate, StageVerdict
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words

STANDINGS = {N_("met"): "✓", N_("blocked"): "✗", N_("open"): "○"}
"""How a gate or a point stands, with its mark; said where it is shown."""

TRACK = {
    N_("Stage 1"): N_(
        "About a day: documents, scope, site conditions, whether internal audit and management "
        "review are planned and performed, and readiness for Stage 2. Its output is a list of "
        "areas of concern."
    ),
    N_("Between the stages"): N_(
        "Long enough to clear the concerns. ISO/IEC 17021-1 sets no maximum; many certification "
        "bodies allow three or six months."
    ),
    N_("Stage 2"): N_(
        "Usually two to four person-days for small and medium scopes: evidence that every "
        "requirement is put into practice and works."
    ),
    N_("Major nonconformity"): N_(
        "Correction and corrective action are reviewed and verified before the certificate: "
        "usually within 90 days, at the latest six months after the last day of Stage 2."
    ),
    N_("Minor nonconformity"): N_(
        "A plan for correction and corrective action is reviewed and accepted; its effect is "
        "checked at the next audit."
    ),
    N_("Certificate"): N_(
        "Three years. Surveillance audits in the first and second year, at least one a calendar "
        "year; the first within 12 months of the decision."
    ),
    N_("Surveillance covers"): N_(
        "Internal audit, management review, actions on past nonconformities, complaints, "
        "objectives, changes, and the use of marks."
    ),
    N_("Recertification"): N_(
        "Before the certificate ends. After it has ended, it can be restored within six months "
        "if the open work is done; otherwise at least a Stage 2 is due."
    ),
    N_("Months of operation"): N_(
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
    track: tuple[tuple[str, str], ...]


def track() -> tuple[tuple[str, str], ...]:
    """How a certification runs, step by step."""
    return tuple((_(name), _(text)) for name, text in TRACK.items())


def gates_chapter(evaluation: Evaluation) -> GatesChapter:
    """Put the gates into words."""
    verdict = evaluation.verdict
    rules = evaluation.rulebook.readiness
    first = verdict.stage1
    return GatesChapter(
        remark=verdict.remark,
        stages=(
            _stage(evaluation, _("Stage 1"), first, rules.stage1, ()),
            _stage(
                evaluation,
                _("Stage 2"),
                verdict.stage2,
                rules.stage2,
                (*first.blockers, *first.open_points),
            ),
        ),
        dates=_dates(evaluation),
        track=track(),
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
    return words.counted(
        count,
        "{count} point of Stage 1 stands against Stage 2 too.",
        "{count} points of Stage 1 stand against Stage 2 too.",
    )


def ruling(stage: StageVerdict) -> str:
    """The ruling on one stage in a few words."""
    if stage.ready:
        return _("nothing stands against it")
    if stage.ready is None:
        return words.counted(
            len(stage.open_points),
            "cannot be ruled on yet: {count} point open",
            "cannot be ruled on yet: {count} points open",
        )
    return words.counted(
        len(stage.blockers),
        "blocked: {count} point stands against it",
        "blocked: {count} points stand against it",
    )


def _gate(gate: Gate, stage: StageVerdict) -> GateView:
    standing = "met"
    if any(_is_of(each, gate) for each in stage.blockers):
        standing = "blocked"
    elif any(_is_of(each, gate) for each in stage.open_points):
        standing = "open"
    return GateView(gate.title, gate.clause, standing, STANDINGS[standing])


def _is_of(point: Blocker, gate: Gate) -> bool:
    """Whether the gate's requirements make the point; a missing date has the gate's id alone."""
    return point.gate == gate.id and bool(point.requirements)


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
        reason=_("Major nonconformity in {clause}: {because}").format(
            clause=title, because=finding.because
        ),
        clears=_("Close finding {finding}").format(finding=finding.id),
        finding=finding.id,
    )


def _dates(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    operation = evaluation.assessment.operation
    return (
        (_("SMS in operation since"), _recorded(operation.since)),
        (_("Latest internal audit ended"), _audited(operation.internal_audit)),
        (_("Latest management review"), _recorded(operation.management_review)),
        (_("Latest service continuity test"), _recorded(operation.continuity_test)),
    )


def _recorded(on: date | None) -> str:
    return words.long_day(on) if on else _("not recorded")


def _audited(audit: InternalAudit | None) -> str:
    if audit is None:
        return _("not recorded")
    text = _("{day}, all clauses") if audit.complete else _("{day}, not all clauses")
    return text.format(day=words.long_day(audit.completed))
