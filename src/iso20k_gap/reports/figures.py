"""The numbers and findings as plain data: the published JSON shapes (`design.md` 4 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.scoring import FORMULAS, Range, Tally
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from iso20k_gap.core.advice import Advice
    from iso20k_gap.core.approval import Approval
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.explanation import Explanation
    from iso20k_gap.core.readiness import Blocker, StageVerdict, Verdict


def percent(share: Fraction | None) -> float | None:
    """A share as an unrounded number from 0 to 100; None stays None."""
    return None if share is None else share.numerator * 100 / share.denominator


def span(reach: Range | None) -> list[float | None]:
    """A range as `[lowest, highest]` in per cent."""
    if reach is None:
        return [None, None]
    return [percent(reach.lowest), percent(reach.highest)]


def score_data(evaluation: Evaluation) -> dict[str, Any]:
    """The score document: overall numbers, every clause, findings and verdict."""
    card = evaluation.scorecard
    edition = evaluation.catalogue.edition
    return {
        "edition": edition.id,
        "label": evaluation.assessment.label or edition.label,
        "catalogue_version": edition.version,
        "scale": card.scale.id,
        "date": card.date.isoformat(),
        "questionnaire": evaluation.assessment.questionnaire,
        "overall": {
            **_overall(card.overall),
            "achievement_by_requirement": percent(card.overall.achievement),
            "achievement_by_clause": percent(card.achievement_by_clause),
            "range": {
                "conformity": span(card.overall.conformity_range),
                "achievement_by_requirement": span(card.overall.achievement_range),
                "achievement_by_clause": span(card.achievement_by_clause_range),
            },
        },
        "formulas": {name: _(text) for name, text in FORMULAS.items()},
        "clauses": {
            clause.id: {"title": clause.title, **tally_data(card.by_clause[clause.id])}
            for clause in evaluation.catalogue.clauses
        },
        "sentences": {key: tally_data(tally) for key, tally in card.by_sentence.items()},
        "findings": {grade.value: evaluation.count(grade) for grade in reversed(list(Grade))},
        "verdict": verdict_data(evaluation.verdict),
    }


def _overall(tally: Tally) -> dict[str, Any]:
    return {
        "conformity": percent(tally.conformity),
        "coverage": percent(tally.coverage),
        "evidenced": percent(tally.evidenced),
        "requirements": tally.requirements,
        "rated": tally.rated,
        "full": tally.full,
        "excluded": tally.excluded,
        "unconfirmed": tally.inherited,
    }


def tally_data(tally: Tally) -> dict[str, Any]:
    """One tally's counts and shares."""
    return {
        "conformity": percent(tally.conformity),
        "achievement": percent(tally.achievement),
        "coverage": percent(tally.coverage),
        "evidenced": percent(tally.evidenced),
        "requirements": tally.requirements,
        "rated": tally.rated,
        "excluded": tally.excluded,
        "full": tally.full,
        "range": {
            "conformity": span(tally.conformity_range),
            "achievement": span(tally.achievement_range),
        },
    }


def status_data(evaluation: Evaluation, approvals: Sequence[Approval] = ()) -> dict[str, Any]:
    """Where the assessment stands: progress overall and by group, the verdict, the approvals."""
    card = evaluation.scorecard
    return {
        "organisation": evaluation.assessment.organisation.name,
        "edition": evaluation.catalogue.edition.id,
        "questionnaire": evaluation.assessment.questionnaire,
        "date": card.date.isoformat(),
        "progress": tally_data(card.overall),
        "groups": {group: tally_data(tally) for group, tally in card.by_group.items()},
        "findings": {grade.value: evaluation.count(grade) for grade in reversed(list(Grade))},
        "verdict": verdict_data(evaluation.verdict),
        "approvals": _counts(approvals),
    }


def _counts(approvals: Sequence[Approval]) -> dict[str, int]:
    from iso20k_gap.reports.approvals_view import counts  # noqa: PLC0415 - heavy, for status only

    return counts(approvals)


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """One explained number with all its rows."""
    return {
        "number": explanation.name,
        "clause": explanation.place,
        "formula": explanation.formula,
        "value": percent(explanation.value),
        "numerator": float(explanation.numerator),
        "denominator": float(explanation.denominator),
        "range": span(explanation.range),
        "rows": [
            {"id": row.id, "rating": row.rating, "part": float(row.part), "of": float(row.of)}
            for row in explanation.rows
        ],
        "left_out": [{"id": name, "why": why} for name, why in explanation.left_out],
    }


def advice_data(advice: tuple[Advice, ...]) -> list[dict[str, Any]]:
    """The next best actions with what each would gain."""
    return [
        {
            "action": each.action,
            "clause": each.clause,
            "title": each.title,
            "owner": each.role,
            "requirements": list(each.requirements),
            "days": float(each.days),
            "stage1_blockers": each.stage1,
            "stage2_blockers": each.stage2,
            "majors": each.majors,
            "minors": each.minors,
            "conformity": percent(each.conformity),
        }
        for each in advice
    ]


def findings_data(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """The findings, in the standard's order."""
    return [
        {
            "id": each.id,
            "grade": each.grade.value,
            "predicted": each.predicted.value,
            "rule": each.rule,
            "because": each.because,
            "clause": each.clause,
            "requirements": list(each.requirements),
            "missing_documents": list(each.missing),
            "actions": list(each.actions),
            "recommendation": each.recommendation,
            "overridden": each.overridden,
            **({"override_reason": each.override.reason} if each.override else {}),
        }
        for each in findings
    ]


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict with every blocker and what clears it."""
    return {
        "state": verdict.state.value,
        "remark": verdict.remark,
        "stage1": _stage(verdict.stage1),
        "stage2": _stage(verdict.stage2),
    }


def _stage(stage: StageVerdict) -> dict[str, Any]:
    return {
        "ready": bool(stage.ready),
        "undetermined": stage.ready is None,
        "blockers": [_blocker(each) for each in stage.blockers],
        "open": [_blocker(each) for each in stage.open_points],
    }


def _blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "gate": blocker.gate,
        "clause": blocker.clause,
        "reason": blocker.reason,
        "clears": blocker.clears,
        "requirements": list(blocker.requirements),
    }
