"""What is signed when a person approves a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iso20k_gap.core.approval import Act, CatalogueMark, Statement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.files.assessment_folder import AssessmentFolder


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
