"""The findings by clause: grade, rule, what was found, what is missing, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.answers import AnswerView

TOGETHER = 1500
"""A finding on one requirement with no more text than this is not broken over pages."""


@dataclass(frozen=True)
class GradeView:
    """A grade as it is shown: id, name, the name in short, and a mark besides the colour."""

    id: str
    name: str
    short: str
    mark: str


@dataclass(frozen=True)
class CountView:
    """How many findings have a grade; `name` is in the fitting number."""

    grade: GradeView
    count: int
    name: str


@dataclass(frozen=True)
class FindingView:
    """One finding in words; `set_by` is empty unless an assessor set the grade.

    `together` tells whether it is short enough to stand on one page.
    """

    id: str
    grade: GradeView
    clause: str
    clause_title: str
    rule: str
    because: str
    requirements: tuple[AnswerView, ...]
    missing: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    set_by: str
    search: str
    together: bool


@dataclass(frozen=True)
class ClauseFindings:
    """The findings of a lowest clause with the clause's own figures."""

    id: str
    title: str
    figures: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class SetAside:
    """An override that takes a finding off the list."""

    finding: str
    reason: str
    by: str
    on: str


@dataclass(frozen=True)
class FindingsChapter:
    """All findings, their counts, and those an assessor set aside."""

    counts: tuple[CountView, ...]
    lead: str
    clauses: tuple[ClauseFindings, ...]
    set_aside: tuple[SetAside, ...]


def grade_view(grade: Grade) -> GradeView:
    """How a grade is shown."""
    return GradeView(
        grade.value,
        words.capital(_(words.GRADES[grade])),
        _(words.GRADES_SHORT[grade]),
        words.GRADE_MARKS[grade],
    )


def count_views(evaluation: Evaluation) -> tuple[CountView, ...]:
    """How many findings there are of each grade, the gravest first."""
    counts = [(grade, evaluation.count(grade)) for grade in reversed(list(Grade))]
    return tuple(
        CountView(grade_view(grade), count, words.capital(words.grade_name(count, grade)))
        for grade, count in counts
    )


def findings_chapter(evaluation: Evaluation, answers: Mapping[str, AnswerView]) -> FindingsChapter:
    """Put the findings into words, clause by clause in the standard's order."""
    by_clause = groupby(evaluation.findings, key=lambda each: each.clause)
    return FindingsChapter(
        counts=count_views(evaluation),
        lead=lead(evaluation),
        clauses=tuple(
            _clause(evaluation, answers, clause, tuple(found)) for clause, found in by_clause
        ),
        set_aside=tuple(
            SetAside(each.finding, each.reason, each.by, words.day(each.on))
            for each in evaluation.assessment.overrides
            if each.grade == "none"
        ),
    )


def lead(evaluation: Evaluation) -> str:
    """How many findings there are, and what they rest on."""
    tally = evaluation.scorecard.overall
    if not tally.rated:
        return _(
            "There are no findings yet: {rated} of {applicable} applicable requirements are rated."
        ).format(rated=tally.rated, applicable=tally.applicable)
    counts = words.listed(
        words.graded(evaluation.count(grade), grade) for grade in reversed(list(Grade))
    )
    # for translators: findings are counted findings by grade
    return _("{findings}; {rated} of {applicable} applicable requirements are rated.").format(
        findings=words.capital(counts), rated=tally.rated, applicable=tally.applicable
    )


def _clause(
    evaluation: Evaluation,
    answers: Mapping[str, AnswerView],
    clause: str,
    findings: tuple[Finding, ...],
) -> ClauseFindings:
    tally = evaluation.scorecard.by_clause[clause]
    figures = words.counted(
        len(findings),
        "{count} finding; {rated} of {applicable} rated; conformity {conformity}, "
        "achievement {achievement}",
        "{count} findings; {rated} of {applicable} rated; conformity {conformity}, "
        "achievement {achievement}",
        rated=tally.rated,
        applicable=tally.applicable,
        conformity=words.percentage(tally.conformity),
        achievement=words.percentage(tally.achievement),
    )
    title = evaluation.catalogue.clause_by_id[clause].title
    views = tuple(finding_view(evaluation, answers, each) for each in findings)
    return ClauseFindings(clause, title, figures, views)


def finding_view(
    evaluation: Evaluation, answers: Mapping[str, AnswerView], finding: Finding
) -> FindingView:
    """Put one finding into words."""
    catalogue = evaluation.catalogue
    title = catalogue.clause_by_id[finding.clause].title
    requirements = tuple(answers[each] for each in finding.requirements)
    grade = grade_view(finding.grade)
    found = " ".join(f"{each.id} {each.statement} {each.note}" for each in requirements)
    return FindingView(
        id=finding.id,
        grade=grade,
        clause=finding.clause,
        clause_title=title,
        rule=finding.rule,
        because=finding.because,
        requirements=requirements,
        missing=finding.missing,
        actions=tuple((each, catalogue.actions[each].title) for each in finding.actions),
        set_by=_set_by(finding),
        search=" ".join(f"{finding.id} {title} {grade.name} {found}".lower().split()),
        together=len(requirements) == 1 and words.room(found) < TOGETHER,
    )


def _set_by(finding: Finding) -> str:
    if finding.override is None:
        return ""
    by, on = finding.override.by, finding.override.on
    if by and on:
        text = _("Grade set by {by} on {day}; predicted was {grade}. Reason: {reason}")
    elif by:
        text = _("Grade set by {by}; predicted was {grade}. Reason: {reason}")
    elif on:
        text = _("Grade set on {day}; predicted was {grade}. Reason: {reason}")
    else:
        text = _("Grade set; predicted was {grade}. Reason: {reason}")
    return text.format(
        by=by,
        day=words.long_day(on) if on else "",
        grade=_(words.GRADES[finding.predicted]),
        reason=finding.override.reason,
    )


def gravest(evaluation: Evaluation) -> list[Finding]:
    """The findings with the gravest and broadest first; ties in the standard's order."""
    return sorted(
        evaluation.findings, key=lambda each: (-each.grade.weight, -len(each.requirements))
    )
