"""The implementation plan as a document of its own, on paper and on screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iso20k_gap.language import N_, _
from iso20k_gap.reports import html, pdf
from iso20k_gap.reports.chapters.cover import Cover, Dress, cover
from iso20k_gap.reports.chapters.gates import track
from iso20k_gap.reports.chapters.planning import PlanChapter, plan_chapter
from iso20k_gap.reports.contents import Chapter
from iso20k_gap.reports.plan_table import plan_data, render_json
from iso20k_gap.reports.report_json import content_hash

if TYPE_CHECKING:
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.reports.rendering import Progress

TITLE = N_("Implementation plan")
BODY = "plan.html.j2"
ATTACHMENT = "plan.json"
CHAPTERS = (
    Chapter("overview", "1", N_("Overview and milestones")),
    Chapter("goals", "2", N_("Goals and measures")),
    Chapter("schedule", "3", N_("Schedule")),
    Chapter("owners", "4", N_("Effort and owners")),
    Chapter("raci", "5", N_("Responsibilities")),
    Chapter("sheets", "6", N_("Action sheets")),
    Chapter("track", "7", N_("The certification track")),
)


@dataclass(frozen=True)
class PlanView:
    """Everything the plan document says; `data` is the plan as plain JSON."""

    title: str
    chapters: tuple[Chapter, ...]
    cover: Cover
    plan: PlanChapter
    track: tuple[tuple[str, str], ...]
    data: bytes


def plan_view(evaluation: Evaluation, plan: Plan, logo: Logo | None = None) -> PlanView:
    """Put a plan into words."""
    return PlanView(
        title=_(TITLE),
        chapters=tuple(replace(each, title=_(each.title)) for each in CHAPTERS),
        cover=cover(evaluation, content_hash(plan_data(plan)), Dress(logo=logo)),
        plan=plan_chapter(plan, unrated=evaluation.scorecard.overall.unrated),
        track=track(),
        data=render_json(plan),
    )


def render_html(view: PlanView) -> bytes:
    """The plan as one HTML file."""
    return html.render_screen(view, BODY)


def render_pdf(view: PlanView, progress: Progress | None = None) -> bytes:
    """The plan as PDF/A-3a and PDF/UA-1, with its data attached.

    Raises:
        RenderError: WeasyPrint's libraries are missing, or the drawing fails.
    """
    return pdf.render_print(view, BODY, attached=(ATTACHMENT, view.data), progress=progress)
