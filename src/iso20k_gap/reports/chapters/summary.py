"""The management summary: are we ready, what blocks us, what will it take, by when. One page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from iso20k_gap.core.assessment import SCREENING
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding
from iso20k_gap.core.plan import Plan
from iso20k_gap.core.readiness import State
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
ELSEWHERE = "see the full report"
LINE_LIMIT = 190
IDS = re.compile(r" \(\d[^)]*\)$")
"""The requirement ids at the end of a reason."""

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
        points_more=_more(len(points), "point", ELSEWHERE if alone else "chapter 8"),
        takes=takes,
        takes_note=note,
        gaps=tuple(_gap(evaluation, answers, each) for each in findings[:SHOWN]),
        gaps_more=_more(len(findings), "finding", ELSEWHERE if alone else "chapter 4"),
        counts=count_views(evaluation),
        numbers=overall_chart(evaluation, "summary-numbers"),
    )


def _more(count: int, noun: str, where: str) -> str:
    rest = count - SHOWN
    return f"and {words.counted(rest, 'more ' + noun)}: {where}" if rest > 0 else ""


def _ready(evaluation: Evaluation, *, screening: bool) -> tuple[str, ...]:
    tally = evaluation.scorecard.overall
    rated = f"{tally.rated} of {tally.applicable} applicable requirements are rated"
    if screening:
        return (evaluation.verdict.remark, f"{words.capital(rated)}.")
    if not tally.rated:
        return (_by_state(evaluation), f"Nothing is rated yet: {rated}.")
    conform = f"{tally.full or 'none'} of them fully achieved"
    return (
        _by_state(evaluation),
        (
            f"{words.capital(rated)}, {conform}. Certification needs every requirement met or its "
            "gap closed by an accepted plan, and no major nonconformity."
        ),
    )


def _by_state(evaluation: Evaluation) -> str:
    verdict = evaluation.verdict
    first, second = verdict.stage1, verdict.stage2
    more = len([each for each in second.blockers if each not in first.blockers])
    if evaluation.rulebook.readiness.closed:
        return evaluation.rulebook.readiness.closed
    if verdict.state is State.UNDETERMINED:
        points = words.counted(len(first.open_points), "point")
        return f"Nothing known stands against Stage 1, but {points} must be rated before a ruling."
    if verdict.state is State.NOT_READY:
        count = len(first.blockers)
        points = words.capital(words.counted(count, "point"))
        against = f"{points} {words.verb(count, 'stands')} against Stage 1"
        return f"{against}, {more or 'no'} more against Stage 2."
    return _of_stage2(more, ready=verdict.state is State.STAGE_2)


def _of_stage2(more: int, *, ready: bool) -> str:
    if ready:
        return "Nothing stands against Stage 1 or Stage 2."
    if not more:
        return "Nothing known stands against Stage 2, but not everything it needs is rated."
    points = words.capital(words.counted(more, "point"))
    return f"Stage 1 can be held. {points} {words.verb(more, 'stands')} against Stage 2."


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
        text = f"{count} requirements, among them: {text}"
    return Gap(
        finding=finding.id,
        grade=grade_view(finding.grade),
        title=words.shortened(f"{finding.clause} {title}", 60),
        text=words.shortened(text, GAP_LIMIT),
    )


def _takes(evaluation: Evaluation, plan: Plan | None) -> tuple[tuple[tuple[str, str], ...], str]:
    if not evaluation.scorecard.overall.rated:
        return (), "Nothing is rated yet: what it will take cannot be told."
    if plan is None:
        return (), "No plan was made for this report."
    takes = [*_work(plan), ("Can it be made?", words.shortened(feasible(plan), LINE_LIMIT))]
    if plan.gives:
        takes.append(("What would have to give", words.shortened(" ".join(plan.gives), LINE_LIMIT)))
    return tuple(takes), chance(plan)


def _work(plan: Plan) -> list[tuple[str, str]]:
    effort = plan.effort
    if effort is None:
        return [("Actions", "none: no finding calls for one")]
    todo = [each for each in plan.actions if each.pending]
    owners = {each.owner or each.role for each in todo}
    low, likely, high = (words.days(each) for each in (effort.low, effort.likely, effort.high))
    return [
        ("Effort", f"{low} to {high} person-days, most likely {likely}"),
        ("Actions", f"{len(todo)}, by {words.counted(len(owners), 'owner')}"),
        ("Latest start" if plan.backward else "Start", words.long_day(plan.start)),
    ]
