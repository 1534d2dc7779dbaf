"""The management summary: are we ready, what blocks us, what will it take, by when. One page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from iso20k_gap.core.assessment import SCREENING
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding
from iso20k_gap.core.plan import Plan
from iso20k_gap.core.readiness import State
from iso20k_gap.core.scoring import Tally
from iso20k_gap.language import N_, _
from iso20k_gap.reports import charts, words
from iso20k_gap.reports.chapters.answers import AnswerView
from iso20k_gap.reports.chapters.cover import VerdictView, verdict_view
from iso20k_gap.reports.chapters.findings import (
    CountView,
    GradeView,
    count_views,
    grade_view,
    gravest,
)
from iso20k_gap.reports.chapters.gates import PointView, point_view
from iso20k_gap.reports.chapters.planning import feasible
from iso20k_gap.reports.chapters.results import overall_chart
from iso20k_gap.reports.plan_direction import chance

SHOWN = 5
LINE_LIMIT = 190
IDS = re.compile(r"\s?[(（]\d[^)）]*[)）](?=\W*$)")  # noqa: RUF001 - Chinese brackets
"""The requirement ids at the end of a reason."""

CERTIFICATION = N_(
    "Certification needs every requirement met or its gap closed by an accepted plan, "
    "and no major nonconformity."
)
POINT_LIMIT, GAP_LIMIT = 118, 100


@dataclass(frozen=True)
class Gap:
    """One of the top gaps."""

    finding: str
    grade: GradeView
    title: str
    text: str


@dataclass(frozen=True)
class SummaryChapter:
    """The page a director reads."""

    verdict: VerdictView
    ready: tuple[str, ...]
    points: tuple[PointView, ...]
    points_more: str
    takes: tuple[tuple[str, str], ...]
    takes_note: str
    gaps: tuple[Gap, ...]
    gaps_more: str
    counts: tuple[CountView, ...]
    numbers: charts.BarChart


def summary_chapter(
    evaluation: Evaluation,
    plan: Plan | None,
    answers: Mapping[str, AnswerView],
    *,
    alone: bool = False,
) -> SummaryChapter:
    """Put the whole into one page; `alone`, without the chapters that tell the rest."""
    screening = evaluation.assessment.questionnaire == SCREENING
    points = _points(evaluation)
    findings = gravest(evaluation)
    takes, note = _takes(evaluation, plan)
    return SummaryChapter(
        verdict=verdict_view(evaluation.verdict, screening=screening),
        ready=_ready(evaluation, screening=screening),
        points=tuple(points[:SHOWN]),
        points_more=_more_points(len(points) - SHOWN, alone=alone),
        takes=takes,
        takes_note=note,
        gaps=tuple(_gap(evaluation, answers, each) for each in findings[:SHOWN]),
        gaps_more=_more_findings(len(findings) - SHOWN, alone=alone),
        counts=count_views(evaluation),
        numbers=overall_chart(evaluation, "summary-numbers"),
    )


def _more_points(count: int, *, alone: bool) -> str:
    if count <= 0:
        return ""
    if alone:
        return words.counted(
            count,
            "and {count} more point: see the full report",
            "and {count} more points: see the full report",
        )
    return words.counted(
        count, "and {count} more point: chapter 8", "and {count} more points: chapter 8"
    )


def _more_findings(count: int, *, alone: bool) -> str:
    if count <= 0:
        return ""
    if alone:
        return words.counted(
            count,
            "and {count} more finding: see the full report",
            "and {count} more findings: see the full report",
        )
    return words.counted(
        count, "and {count} more finding: chapter 4", "and {count} more findings: chapter 4"
    )


def _ready(evaluation: Evaluation, *, screening: bool) -> tuple[str, ...]:
    tally = evaluation.scorecard.overall
    if screening:
        rated = _("{rated} of {applicable} applicable requirements are rated.")
        return (evaluation.verdict.remark, _of(tally, rated))
    if not tally.rated:
        nothing = _(
            "Nothing is rated yet: {rated} of {applicable} applicable requirements are rated."
        )
        return (_by_state(evaluation), _of(tally, nothing))
    return (_by_state(evaluation), f"{_achieved(tally)} {_(CERTIFICATION)}")


def _achieved(tally: Tally) -> str:
    text = (
        _(
            "{rated} of {applicable} applicable requirements are rated, "
            "{full} of them fully achieved."
        )
        if tally.full
        else _(
            "{rated} of {applicable} applicable requirements are rated, "
            "none of them fully achieved."
        )
    )
    return _of(tally, text)


def _of(tally: Tally, text: str) -> str:
    return text.format(rated=tally.rated, applicable=tally.applicable, full=tally.full)


def _by_state(evaluation: Evaluation) -> str:
    verdict = evaluation.verdict
    first, second = verdict.stage1, verdict.stage2
    more = len([each for each in second.blockers if each not in first.blockers])
    if evaluation.rulebook.readiness.closed:
        return evaluation.rulebook.readiness.closed
    if verdict.state is State.UNDETERMINED:
        return words.counted(
            len(first.open_points),
            "Nothing known stands against Stage 1, but {count} point must be rated before a "
            "ruling.",
            "Nothing known stands against Stage 1, but {count} points must be rated before a "
            "ruling.",
        )
    if verdict.state is State.NOT_READY:
        return _not_ready(len(first.blockers), more)
    return _of_stage2(more, ready=verdict.state is State.STAGE_2)


def _not_ready(count: int, more: int) -> str:
    if not more:
        return words.counted(
            count,
            "{count} point stands against Stage 1, no more against Stage 2.",
            "{count} points stand against Stage 1, no more against Stage 2.",
        )
    return words.counted(
        count,
        "{count} point stands against Stage 1, {more} more against Stage 2.",
        "{count} points stand against Stage 1, {more} more against Stage 2.",
        more=more,
    )


def _of_stage2(more: int, *, ready: bool) -> str:
    if ready:
        return _("Nothing stands against Stage 1 or Stage 2.")
    if not more:
        return _("Nothing known stands against Stage 2, but not everything it needs is rated.")
    return words.counted(
        more,
        "Stage 1 can be held. {count} point stands against Stage 2.",
        "Stage 1 can be held. {count} points stand against Stage 2.",
    )


def _points(evaluation: Evaluation) -> list[PointView]:
    stage = evaluation.verdict.stage2
    views = [
        *(point_view(evaluation, each, "blocked") for each in stage.blockers),
        *(point_view(evaluation, each, "open") for each in stage.open_points),
    ]
    return [_short(each) for each in views]


def _short(point: PointView) -> PointView:
    return PointView(
        standing=point.standing,
        mark=point.mark,
        clause=point.clause,
        reason=words.shortened(IDS.sub("", point.reason), POINT_LIMIT),
        clears=words.shortened(point.clears, POINT_LIMIT),
        finding=point.finding,
    )


def _gap(evaluation: Evaluation, answers: Mapping[str, AnswerView], finding: Finding) -> Gap:
    title = evaluation.catalogue.clause_by_id[finding.clause].title
    count = len(finding.requirements)
    text = answers[finding.requirements[0]].statement
    if count > 1:
        text = words.counted(
            count,
            "{count} requirement, among them: {text}",
            "{count} requirements, among them: {text}",
            text=text,
        )
    return Gap(
        finding=finding.id,
        grade=grade_view(finding.grade),
        title=words.shortened(f"{finding.clause} {title}", 60),
        text=words.shortened(text, GAP_LIMIT),
    )


def _takes(evaluation: Evaluation, plan: Plan | None) -> tuple[tuple[tuple[str, str], ...], str]:
    if not evaluation.scorecard.overall.rated:
        return (), _("Nothing is rated yet: what it will take cannot be told.")
    if plan is None:
        return (), _("No plan was made for this report.")
    ruling = (_("Can it be made?"), words.shortened(feasible(plan), LINE_LIMIT))
    takes = [*_work(plan), *_when(plan), ruling]
    if plan.gives:
        gives = words.shortened(" ".join(plan.gives), LINE_LIMIT)
        takes.append((_("What would have to give"), gives))
    return tuple(takes), chance(plan)


def _when(plan: Plan) -> list[tuple[str, str]]:
    """The days of the plan that everyone waits for; none where no certificate is to be had."""
    days = {each.id: words.long_day(each.date) for each in plan.milestones}
    if "certificate" not in days:
        return []
    told = _("Stage 2 audit on {stage2}, certificate by {certificate}")
    return [(_("By when?"), told.format(stage2=days["stage-2"], certificate=days["certificate"]))]


def _work(plan: Plan) -> list[tuple[str, str]]:
    effort = plan.effort
    if effort is None:
        return [(_("Actions"), _("none: no finding calls for one"))]
    todo = [each for each in plan.actions if each.pending]
    owners = {each.owner or each.role for each in todo}
    low, likely, high = (words.days(each) for each in (effort.low, effort.likely, effort.high))
    days = _("{low} to {high} person-days, most likely {likely}")
    # for translators: actions is a number
    by = words.counted(
        len(owners),
        "{actions}, by {count} owner",
        "{actions}, by {count} owners",
        actions=len(todo),
    )
    return [
        (_("Effort"), days.format(low=low, high=high, likely=likely)),
        (_("Actions"), by),
        (_("Latest start") if plan.backward else _("Start"), words.long_day(plan.start)),
    ]
