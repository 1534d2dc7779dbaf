"""The report's first pages in Word: cover, contents, summary, method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iso20k_gap.core.findings import Grade
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.cover import maker
from iso20k_gap.reports.contents import Chapter
from iso20k_gap.reports.excel import charts
from iso20k_gap.reports.excel.pictures import raster
from iso20k_gap.reports.word.figures import overall_rows
from iso20k_gap.reports.word.markup import Cell, Run, cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.reports.chapters.findings import CountView
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.figures import Rows
    from iso20k_gap.reports.word.paper import Paper

STORED = Chapter("stored", "E", N_("The assessment as it is stored"))
SUMMARY_CHART = 3.2
NO_POINTS = N_("Nothing stands against Stage 1 or Stage 2.")
GRADE_STYLES = {
    "major": "Grade Major",
    "minor": "Grade Minor",
    "opportunity": "Grade Opportunity",
}

TONE_STYLES = {"good": "Tone Good", "bad": "Tone Bad", "fair": "Tone Fair"}
STANDING_STYLES = {"met": "Tone Good", "blocked": "Tone Bad", "present": "Tone Good",
                   "missing": "Tone Bad", "out of date": "Tone Fair"}  # fmt: skip


def anchor(chapter: Chapter) -> str:
    """The place a chapter's heading has in the contents."""
    return f"_Toc_{chapter.id}"


def write_cover(paper: Paper, view: ReportView) -> None:
    """Write the cover and the contents."""
    cover = view.cover
    _write_logo(paper, view)
    paper.text(view.title, "Title")
    paper.text(cover.organisation, "Subtitle")
    if cover.redaction:
        paper.runs([Run(cover.redaction, "Tone Fair")])
    if cover.screening:
        paper.runs([Run(_("SCREENING: a first look that gives no verdict"), "Tone Fair")])
    verdict = f"{cover.verdict.mark} {cover.verdict.headline}"
    paper.runs([Run(verdict, TONE_STYLES.get(cover.verdict.tone, ""))], "Verdict")
    if cover.verdict.remark:
        paper.text(cover.verdict.remark)
    facts = (
        (_("Unit"), cover.unit),
        (_("Scope"), cover.scope),
        (_("Standard"), cover.standard),
        (_("Edition"), cover.edition),
        (_("As of"), cover.dated),
        (_("Assessors"), cover.assessors),
        (_("Basis"), cover.basis),
        (_("Approvals"), "\n".join(f"{each.mark} {each.line}" for each in cover.approvals)),
        (_("Prepared by"), maker(cover)),
        (_("Made with"), cover.generator),
        (_("Content hash"), cover.content_hash),
    )
    paper.facts((name, text) for name, text in facts if text)
    for text in (cover.brand.disclaimer, cover.notice):
        paper.text(text, "Soft")
    paper.break_page()
    paper.text(_("Contents"), "TOC Heading")
    chapters = (*view.chapters, *([stored()] if view.whole else []))
    paper.contents((anchor(each), f"{each.label} {each.title}") for each in chapters)


def stored() -> Chapter:
    """The last annex of the whole report."""
    return replace(STORED, title=_(STORED.title))


def write_masthead(paper: Paper, view: ReportView) -> None:
    """Write what stands above a report that has no cover."""
    cover = view.cover
    _write_logo(paper, view)
    paper.text(view.title, "TOC Heading")
    paper.text(f"{cover.organisation}  |  {cover.edition}  |  {cover.dated}", "Lead")
    for each in cover.approvals:
        paper.text(f"{each.mark} {each.line}", "Lead")
    screening = _("SCREENING: a first look that gives no verdict") if cover.screening else ""
    for text in (screening, cover.redaction):
        paper.text(text, "Lead")


def _write_logo(paper: Paper, view: ReportView) -> None:
    logo = raster(view.cover.logo)
    if logo:
        paper.picture(logo.content, view.cover.brand.name or _("Logo"))


def write_summary(paper: Paper, view: ReportView) -> None:
    """Write the management summary, within a page."""
    summary = view.summary
    paper.heading(_("Are we ready?"), 2)
    mark = f"{summary.verdict.mark} {summary.verdict.headline}"
    paper.runs([Run(mark, TONE_STYLES.get(summary.verdict.tone, ""))], "Verdict")
    for sentence in summary.ready:
        paper.text(sentence)
    counts = [
        Run(f"{each.grade.mark} {_counted(each)}    ", GRADE_STYLES[each.grade.id])
        for each in summary.counts
    ]  # fmt: skip
    paper.runs(counts)
    told = summary.numbers.description
    caption = _("The overall numbers; lines: worst to best case")
    spread(paper, caption, overall_rows(view), SUMMARY_CHART, told)
    paper.heading(_("What blocks us?"), 2)
    paper.plain_table(_points(view), (2.2, 14.8))
    if not summary.points:
        paper.text(_(NO_POINTS))
    paper.heading(_("Top gaps"), 2)
    paper.plain_table(_gaps(view), (4.4, 12.6))
    if not summary.gaps:
        paper.text(view.findings.lead)
    if "takes" not in view.ids:
        paper.heading(_("What will it take?"), 2)
        paper.facts(summary.takes)
        paper.text(summary.takes_note)


def _counted(count: CountView) -> str:
    return words.capital(words.graded(count.count, Grade(count.grade.id)))


def spread(paper: Paper, caption: str, rows: Rows, height: float, told: str) -> None:
    """Bars with a line from the worst to the best case."""
    ways = ([each[2] for each in rows[1:]], [each[3] for each in rows[1:]])
    paper.chart(caption, lambda book, at: charts.bars(book, at, 1, ways), rows, height, told)


def _points(view: ReportView) -> Iterator[tuple[Cell | str, Cell | str]]:
    for each in view.summary.points:
        standing = cell(
            f"{each.mark} {_(each.standing)}", style=STANDING_STYLES.get(each.standing, "")
        )
        yield standing, f"{each.reason} → {each.clears}"
    if view.summary.points_more:
        yield "", view.summary.points_more


def _gaps(view: ReportView) -> Iterator[tuple[Cell | str, Cell | str]]:
    for each in view.summary.gaps:
        short = _(words.GRADES_SHORT[Grade(each.grade.id)])
        name = f"{each.grade.mark} {short} {each.finding}"
        yield cell(name, style=GRADE_STYLES[each.grade.id]), f"{each.title}: {each.text}"
    if view.summary.gaps_more:
        yield "", view.summary.gaps_more


def write_method(paper: Paper, view: ReportView) -> None:
    """Write scope, method and limits."""
    method = view.method
    paper.heading(_("Who and what was assessed"), 2)
    paper.facts(method.facts)
    head = (pgettext("person", "Name"), _("Role"), pgettext("day", "On"))
    paper.table(_("People interviewed"), head, method.interviews, (4, 4, 2))
    paper.heading(_("Method"), 2)
    for text in method.method:
        paper.text(text)
    paper.heading(_("Scale: {name}").format(name=method.scale_name), 2)
    paper.table(
        _("The scale in use"),
        (_("Rating"), pgettext("rating", "Name"), _("Extent achieved"), _("Value")),
        [
            (cell(each.symbol, tone=each.tone), each.name, each.bounds or "–", each.value)
            for each in method.scale
        ],
        (1.4, 4, 4, 1.6),
        numbers=(3,),
    )
    _numbers(paper, view)
    if method.weights:
        paper.heading(_("Weights"), 2)
        paper.facts(method.weights)
    paper.heading(_("Limits"), 2)
    paper.bullets(method.limits)
    _write_approvals(paper, view)
    paper.heading(_("Independence"), 2)
    paper.text(method.impartiality)
    paper.bullets(method.provenance)


def _numbers(paper: Paper, view: ReportView) -> None:
    paper.heading(_("The numbers and what they are made of"), 2)
    paper.table(
        _("Every overall number"),
        (_("Number"), _("Formula"), _("Made of"), _("Now"), _("Worst to best"), _("Left out")),
        [
            (each.name, each.formula, f"{each.numerator} / {each.denominator}", each.value,
             each.reach, each.left_out)
            for each in view.method.formulas
        ],
        (3, 4.4, 2.2, 1.8, 2.6, 3),
        numbers=(2, 3, 4),
    )  # fmt: skip


def _write_approvals(paper: Paper, view: ReportView) -> None:
    if not view.approvals:
        return
    paper.heading(_("Approvals"), 2)
    paper.table(
        _("Who approved what, and whether it still stands"),
        (
            _("Approver"),
            pgettext("column", "On"),
            _("Standing"),
            _("Statement, and what became of it"),
            _("Verdict and numbers then"),
        ),
        [
            (
                ", ".join(part for part in (each.who, each.role) if part) or "–",
                each.day,
                cell(f"{each.mark} {each.standing}", style=TONE_STYLES[each.tone]),
                cell(*(part for part in (each.statement, each.detail) if part)),
                each.then or "–",
            )
            for each in view.approvals
        ],
        (3, 2, 2, 6, 4),
    )
    paper.text(view.method.approvals_note, "Soft")
