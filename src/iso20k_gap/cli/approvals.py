"""The approvals of a folder, held against what it says now."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from iso20k_gap.core.approval import Act, Approval, CatalogueMark, Outcome, Present, Statement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.files.assessment_folder import AssessmentFolder


def held(
    folder: AssessmentFolder, trusted: Mapping[str, str] | None = None
) -> tuple[Approval, ...]:
    """The folder's approvals and whether each still stands; `trusted` has names by key.

    Raises:
        InputError: `plan.yaml` is wrong.
    """
    from iso20k_gap.core.approval import hold
    from iso20k_gap.files import approvals

    found = approvals.read_all(folder.path)
    if not found:
        return ()
    now = _present(folder)
    return tuple(hold(each, now, trusted) for each in found)


def _present(folder: AssessmentFolder) -> Present:
    from iso20k_gap.core.approval import Present, outcome_of, state_of
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.files import plan_file

    @cache
    def outcome_on(day: date) -> Outcome:
        evaluation = evaluate(folder.catalogue, folder.assessment, folder.rulebook, day)
        return outcome_of(evaluation)

    decisions = plan_file.read(folder.path, folder.catalogue)
    return Present(state_of(folder.assessment, decisions), outcome_on)


def statement(folder: AssessmentFolder, act: Act, key: str) -> Statement:
    """What is signed when a person approves the folder as it is on the day they act.

    Raises:
        InputError: a file of the folder is wrong.
    """
    from iso20k_gap.cli import report_order
    from iso20k_gap.core.approval import Covers, Predicate, outcome_of, state_of, stated
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.files import plan_file
    from iso20k_gap.reports.chapters.cover import generator

    assessment = folder.assessment
    evaluation = evaluate(folder.catalogue, assessment, folder.rulebook, act.date)
    decisions = plan_file.read(folder.path, folder.catalogue)
    return stated(
        Predicate(
            act=act,
            organisation=assessment.organisation.name,
            scope=assessment.organisation.scope,
            state=state_of(assessment, decisions if act.covers is Covers.ALL else None),
            catalogue=_catalogue(evaluation),
            outcome=outcome_of(evaluation),
            report_content_hash=report_order.whole_hash(folder, evaluation),
            tool=generator(),
            key=key,
        )
    )


def _catalogue(evaluation: Evaluation) -> CatalogueMark:
    from iso20k_gap.core.approval import CatalogueMark
    from iso20k_gap.core.canonical import digest

    catalogue, rulebook = evaluation.catalogue, evaluation.rulebook
    scale = evaluation.scorecard.scale
    rules = [each.model_dump() for each in (scale, rulebook.findings, rulebook.readiness)]
    return CatalogueMark(
        edition=catalogue.edition.id,
        label=evaluation.assessment.label or catalogue.edition.label,
        version=catalogue.edition.version,
        sha256=digest(catalogue.model_dump()),
        rules_sha256=digest(rules),
        scale=scale.id,
    )
