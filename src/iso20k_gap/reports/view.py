"""The report in words: chapter by chapter, sorted and rounded; no rules of the field are left."""

from dataclasses import dataclass
from typing import Any

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.plan import Plan
from iso20k_gap.reports.chapters.answers import (
    ClauseAnswers,
    EvidenceView,
    answer_views,
    clause_answers,
    register,
)
from iso20k_gap.reports.chapters.cover import Cover, cover
from iso20k_gap.reports.chapters.documents import DocumentsChapter, documents_chapter
from iso20k_gap.reports.chapters.findings import FindingsChapter, findings_chapter
from iso20k_gap.reports.chapters.gates import GatesChapter, gates_chapter
from iso20k_gap.reports.chapters.glossary import Glossary, glossary
from iso20k_gap.reports.chapters.method import MethodChapter, method_chapter
from iso20k_gap.reports.chapters.numbers import NumberView, number_views
from iso20k_gap.reports.chapters.parties import PartiesChapter, parties_chapter
from iso20k_gap.reports.chapters.planning import PlanChapter, plan_chapter
from iso20k_gap.reports.chapters.remarks import RemarksChapter, remarks_chapter
from iso20k_gap.reports.chapters.results import ResultsChapter, results_chapter
from iso20k_gap.reports.chapters.summary import SummaryChapter, summary_chapter
from iso20k_gap.reports.report_json import report_data

TITLE = "Gap analysis report"


@dataclass(frozen=True)
class Chapter:
    """A chapter's place in the contents."""

    id: str
    label: str
    title: str


CHAPTERS = (
    Chapter("summary", "1", "Management summary"),
    Chapter("method", "2", "Scope, method and limits"),
    Chapter("results", "3", "Results"),
    Chapter("findings", "4", "Findings by clause"),
    Chapter("documents", "5", "Documented information"),
    Chapter("parties", "6", "Other parties and scope"),
    Chapter("remarks", "7", "Strengths and observations"),
    Chapter("gates", "8", "Readiness gates"),
    Chapter("plan", "9", "Implementation plan"),
    Chapter("answers", "A", "Every requirement and its rating"),
    Chapter("evidence", "B", "Evidence register"),
    Chapter("formulas", "C", "Formula card"),
    Chapter("glossary", "D", "Grades, states and terms"),
)


@dataclass(frozen=True)
class ReportView:
    """Everything the gap report says; `data` is the same as plain, unrounded data."""

    title: str
    chapters: tuple[Chapter, ...]
    cover: Cover
    summary: SummaryChapter
    method: MethodChapter
    results: ResultsChapter
    findings: FindingsChapter
    documents: DocumentsChapter
    parties: PartiesChapter
    remarks: RemarksChapter
    gates: GatesChapter
    plan: PlanChapter | None
    answers: tuple[ClauseAnswers, ...]
    evidence: tuple[EvidenceView, ...]
    glossary: Glossary
    numbers: tuple[NumberView, ...]
    data: dict[str, Any]


def build_view(evaluation: Evaluation, plan: Plan | None) -> ReportView:
    """Put an evaluation and its plan into words."""
    data = report_data(evaluation, plan)
    evidence = register(evaluation)
    answers = answer_views(evaluation, evidence)
    unrated = evaluation.scorecard.overall.unrated
    return ReportView(
        title=TITLE,
        chapters=CHAPTERS,
        cover=cover(evaluation, data["content_hash"]),
        summary=summary_chapter(evaluation, plan, answers),
        method=method_chapter(evaluation),
        results=results_chapter(evaluation),
        findings=findings_chapter(evaluation, answers),
        documents=documents_chapter(evaluation, evidence),
        parties=parties_chapter(evaluation, answers),
        remarks=remarks_chapter(evaluation),
        gates=gates_chapter(evaluation),
        plan=plan_chapter(plan, unrated=unrated) if plan else None,
        answers=clause_answers(evaluation.catalogue.lowest, answers),
        evidence=tuple(evidence.entries.values()),
        glossary=glossary(evaluation),
        numbers=number_views(evaluation),
        data=data,
    )
