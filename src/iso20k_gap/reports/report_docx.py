"""The report as a Word document: a template's styles, our chapters, charts that can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports import rendering
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.word import closing, comparison, findings, opening, plan, results
from iso20k_gap.reports.word.paper import Paper, lent_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from iso20k_gap.reports.view import ReportView

    Writer = Callable[[Paper, ReportView], None]

CHAPTERS: dict[str, Writer] = {
    "summary": opening.write_summary,
    "takes": plan.write_takes,
    "method": opening.write_method,
    "results": results.write_results,
    "findings": findings.write_findings,
    "documents": findings.write_documents,
    "parties": findings.write_parties,
    "remarks": findings.write_remarks,
    "gates": closing.write_gates,
    "plan": plan.write_plan,
    "comparison": comparison.write_comparison,
    "answers": closing.write_answers,
    "evidence": closing.write_evidence,
    "formulas": closing.write_formulas,
    "glossary": closing.write_glossary,
}
ACROSS = ("plan", "answers", "evidence")
"""Chapters whose tables need pages that lie across."""


def render(view: ReportView) -> bytes:
    """The report as .docx; the same view gives the same bytes.

    Raises:
        RenderError: the template lacks a style, or is damaged.
    """
    with lent_by(rendering.word_template()):
        return _written(view)


def _written(view: ReportView) -> bytes:
    paper = Paper(view.title, view.cover.organisation, view.cover.day)
    if view.audience is Audience.BOARD:
        opening.write_masthead(paper, view)
        paper.go_on()
    else:
        opening.write_cover(paper, view)
    across = False
    for chapter in view.chapters:
        if (chapter.id in ACROSS) != across:
            across = not across
            paper.turn(across=across)
        paper.heading(f"{chapter.label} {chapter.title}", 1, opening.anchor(chapter))
        CHAPTERS[chapter.id](paper, view)
    if view.whole:
        last = opening.stored()
        paper.heading(f"{last.label} {last.title}", 1, opening.anchor(last))
        closing.write_stored(paper, view)
    return paper.finished()
