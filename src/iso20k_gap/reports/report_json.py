"""The report as one JSON document: every stored field, numbers unrounded, sealed by a hash."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import DocumentKind
from iso20k_gap.core.printable import json_text
from iso20k_gap.reports import figures, plan_table
from iso20k_gap.reports.approvals_view import approvals_data
from iso20k_gap.reports.chapters.comparison import NOW, comparison_of
from iso20k_gap.reports.chapters.cover import generator
from iso20k_gap.reports.chapters.documents import standing
from iso20k_gap.reports.comparison_view import comparison_data, trend_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iso20k_gap.core.approval import Approval
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.reports.chapters.comparison import History

SCHEMA = 1
UNSEALED = ("content_hash", "approvals")
"""What the content hash does not cover."""


def render(data: Mapping[str, Any]) -> bytes:
    """A report's data as JSON."""
    return f"{json_text(data)}\n".encode()


def report_data(
    evaluation: Evaluation,
    plan: Plan | None,
    *,
    redacted: bool = False,
    history: History | None = None,
    approvals: Sequence[Approval] = (),
) -> dict[str, Any]:
    """Everything the report rests on; `content_hash` seals the rest.

    Approvals carry seals of their own, so that approving a report does not change its hash.
    """
    assessment = evaluation.assessment.model_dump(mode="json", by_alias=True, exclude={"answers"})
    data = {
        "schema": SCHEMA,
        "document": "gap-report",
        "generator": generator(),
        "redacted": redacted,
        "assessment": assessment,
        "score": figures.score_data(evaluation),
        "findings": figures.findings_data(evaluation.findings),
        "requirements": [
            _requirement(evaluation, each) for each in evaluation.catalogue.requirements
        ],
        "plan": plan_table.plan_data(plan) if plan else None,
        "comparison": _comparison(evaluation, history) if history else None,
    }
    told = approvals_data(approvals, evaluation.catalogue)
    return {"content_hash": content_hash(data), **data, "approvals": told}


def _comparison(evaluation: Evaluation, history: History) -> dict[str, Any]:
    """What changed since the baseline, and the numbers of every state up to now."""
    return {
        **comparison_data(comparison_of(evaluation, history)),
        "trend": trend_data([*history.states, (NOW, evaluation)]),
    }


def content_hash(data: dict[str, Any]) -> str:
    """The SHA-256 of the data but for the hash and the approvals: sorted keys, no spaces, UTF-8."""
    rest = {key: value for key, value in data.items() if key not in UNSEALED}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _requirement(evaluation: Evaluation, requirement: Requirement) -> dict[str, Any]:
    answer = evaluation.assessment.answers.get(requirement.id)
    documented = requirement.documented
    due = None
    if documented.kind is not DocumentKind.NONE:
        due = {**documented.model_dump(mode="json"), "standing": standing(evaluation, answer)}
    return {
        "id": requirement.id,
        "letter": requirement.letter,
        "clause": requirement.clause,
        "statement": requirement.statement,
        "stage": requirement.stage,
        "essential": requirement.essential,
        "documented": due,
        "answer": answer.model_dump(mode="json") if answer else None,
    }
