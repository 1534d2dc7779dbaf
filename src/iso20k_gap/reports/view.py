"""The report in words: chapter by chapter, sorted and rounded; no rules of the field are left."""

from dataclasses import dataclass, replace
from typing import Any

from iso20k_gap.core.approval import Approval
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.logo import Logo
from iso20k_gap.core.plan import Plan
from iso20k_gap.language import ENGLISH, Language, _, current
from iso20k_gap.reports.approvals_view import ApprovalView, approval_views
from iso20k_gap.reports.chapters.answers import (
    ClauseAnswers,
    EvidenceView,
    answer_views,
    clause_answers,
    register,
)
from iso20k_gap.reports.chapters.comparison import (
    ComparisonChapter,
    History,
    comparison_chapter,
)
from iso20k_gap.reports.chapters.cover import Cover, Dress, cover
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
from iso20k_gap.reports.contents import TITLES, Audience, Chapter, contents, with_places
from iso20k_gap.reports.report_json import report_data


@dataclass(frozen=True)
class Order:
    """What was ordered: for whom the report is, and whether what it rests on was redacted.

    With a `history`, it is compared with a baseline.
    """

    audience: Audience = Audience.FULL
    redacted: bool = False
    history: History | None = None
    logo: Logo | None = None
    approvals: tuple[Approval, ...] = ()


WHOLE = Order()
"""The report with everything in it."""


@dataclass(frozen=True)
class ReportView:
    """Everything the gap report says; `data` is the same as plain, unrounded data."""

    audience: Audience
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
    comparison: ComparisonChapter | None
    approvals: tuple[ApprovalView, ...]
    answers: tuple[ClauseAnswers, ...]
    evidence: tuple[EvidenceView, ...]
    glossary: Glossary
    numbers: tuple[NumberView, ...]
    data: dict[str, Any]
    language: Language = ENGLISH
    beside: "ReportView | None" = None
    """The same report in another language, where both are to stand side by side."""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out for the audience."""
        return self.audience is Audience.FULL

    @property
    def ids(self) -> frozenset[str]:
        """The chapters that are in this report."""
        return frozenset(each.id for each in self.chapters)


def _title(audience: Audience, *, redacted: bool) -> str:
    title = _(TITLES[audience])
    return _("{title} (redacted)").format(title=title) if redacted else title


def build_view(evaluation: Evaluation, plan: Plan | None, order: Order = WHOLE) -> ReportView:
    """Put an evaluation and its plan into words; the auditor's report tells nothing of the plan."""
    audience = order.audience
    told = None if audience is Audience.AUDITOR else plan
    data = report_data(
        evaluation,
        plan,
        redacted=order.redacted,
        history=order.history,
        approvals=order.approvals,
    )
    approved = approval_views(order.approvals)
    evidence = register(evaluation)
    answers = answer_views(evaluation, evidence)
    unrated = evaluation.scorecard.overall.unrated
    view = ReportView(
        audience=audience,
        title=_title(audience, redacted=order.redacted),
        chapters=contents(audience, compared=order.history is not None),
        cover=cover(
            evaluation,
            data["content_hash"],
            Dress(audience is Audience.BOARD, order.redacted, order.logo, approved),
        ),
        summary=summary_chapter(evaluation, told, answers, alone=audience is Audience.BOARD),
        method=method_chapter(evaluation),
        results=results_chapter(evaluation),
        findings=findings_chapter(evaluation, answers),
        documents=documents_chapter(evaluation, evidence),
        parties=parties_chapter(evaluation, answers),
        remarks=remarks_chapter(evaluation),
        gates=gates_chapter(evaluation),
        plan=plan_chapter(told, unrated=unrated) if told else None,
        comparison=comparison_chapter(evaluation, order.history) if order.history else None,
        approvals=approved,
        answers=clause_answers(evaluation.catalogue.lowest, answers),
        evidence=tuple(evidence.entries.values()),
        glossary=glossary(evaluation),
        numbers=number_views(evaluation),
        data=data,
        language=current(),
    )
    clauses = {
        "findings": [each.id for each in view.findings.clauses],
        "documents": [each.id for each in view.documents.groups],
        "answers": [each.id for each in view.answers],
    }
    titles = {each.id: each.title for each in evaluation.catalogue.clauses}
    return replace(view, chapters=with_places(view.chapters, clauses, titles))
