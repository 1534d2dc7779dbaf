"""The comparison with a baseline: what changed, the numbers then and now, and the trend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from iso20k_gap.core.comparison import Change, Comparison, compare
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.cover import HEADLINES
from iso20k_gap.reports.lines import LineChart, line_chart

NOW = "now"
LINES = ("Conformity", "Achievement by requirement")
KINDS = {
    "opened": ("Opened", "Fully achieved then, a gap now."),
    "worse": ("Worse", "A gap then and a larger one now."),
    "closed": ("Closed", "A gap then, fully achieved now."),
    "better": ("Better", "A gap then and a smaller one now."),
    "not_comparable": ("Not comparable", "The two ratings say nothing about each other."),
}
"""The groups of changes; what got worse stands first."""


@dataclass(frozen=True)
class History:
    """The baseline a report is compared with, and all states before now, earliest first."""

    name: str
    before: Evaluation
    states: tuple[tuple[str, Evaluation], ...] = field(default=())


@dataclass(frozen=True)
class ChangeView:
    """One requirement's rating then and now."""

    id: str
    statement: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one kind."""

    id: str
    name: str
    meaning: str
    changes: tuple[ChangeView, ...]

    @property
    def count(self) -> int:
        """How many changes."""
        return len(self.changes)


@dataclass(frozen=True)
class StateView:
    """One state of the assessment in the trend."""

    name: str
    day: str
    conformity: str
    achievement: str
    coverage: str
    grades: tuple[int, ...]
    verdict: str


@dataclass(frozen=True)
class ComparisonChapter:
    """Everything that changed since the baseline."""

    lead: str
    baseline: str
    numbers: tuple[tuple[str, str, str, str], ...]
    remarks: tuple[str, ...]
    groups: tuple[ChangeGroup, ...]
    unchanged: str
    trend: tuple[StateView, ...]
    chart: LineChart | None


def comparison_of(evaluation: Evaluation, history: History) -> Comparison:
    """The comparison of a state with the baseline ordered."""
    return compare(history.before, evaluation, (history.name, NOW))


def comparison_chapter(evaluation: Evaluation, history: History) -> ComparisonChapter:
    """Put the comparison with the baseline into words."""
    found = comparison_of(evaluation, history)
    states = (*history.states, (NOW, evaluation))
    return ComparisonChapter(
        lead=_lead(found),
        baseline=f"{history.name} (as of {words.long_day(history.before.date)})",
        numbers=tuple(_numbers(found, history.before, evaluation)),
        remarks=tuple(words.capital(each) + "." for each in found.remarks),
        groups=tuple(_groups(found, history.before, evaluation)),
        unchanged=f"{words.capital(words.counted(found.unchanged, 'requirement'))} unchanged.",
        trend=tuple(_state(name, each) for name, each in states),
        chart=line_chart(
            "comparison-trend",
            "Conformity and achievement over the baselines",
            LINES,
            [(each.date, _shares(each)) for _, each in states],
        ),
    )


def _lead(found: Comparison) -> str:
    counts = [
        words.counted(len(found.closed), "gap") + " closed",
        words.counted(len(found.opened), "gap") + " opened",
        f"{len(found.better) or 'none'} better",
        f"{len(found.worse) or 'none'} worse",
    ]
    return f"Since the baseline {found.origin}: {', '.join(counts)}."


def _shares(evaluation: Evaluation) -> tuple[Fraction | None, Fraction | None]:
    overall = evaluation.scorecard.overall
    return overall.conformity, overall.achievement


def _numbers(
    found: Comparison, before: Evaluation, after: Evaluation
) -> Iterator[tuple[str, str, str, str]]:
    for name, pair in (
        ("Conformity", found.conformity),
        ("Achievement by requirement", found.achievement),
        ("Coverage", found.coverage),
    ):
        yield name, words.percentage(pair[0]), words.percentage(pair[1]), _points(*pair)
    for grade in reversed(Grade):
        then, now = before.count(grade), after.count(grade)
        name = words.capital(words.GRADES_PLURAL[grade])
        yield name, str(then), str(now), f"{now - then:+d}" if now != then else "0"
    yield "Verdict", HEADLINES[before.verdict.state], HEADLINES[after.verdict.state], ""


def _points(before: Fraction | None, after: Fraction | None) -> str:
    if before is None or after is None:
        return words.NONE
    return f"{float((after - before) * 100):+.1f} points"


def _groups(found: Comparison, before: Evaluation, after: Evaluation) -> Iterator[ChangeGroup]:
    texts = {
        name: each.statement
        for evaluation in (before, after)
        for name, each in evaluation.catalogue.by_id.items()
    }
    for kind, (name, meaning) in KINDS.items():
        changes: Sequence[Change] = getattr(found, kind)
        if changes:
            yield ChangeGroup(kind, name, meaning, tuple(_changes(changes, texts)))


def _changes(changes: Iterable[Change], texts: Mapping[str, str]) -> Iterator[ChangeView]:
    for each in changes:
        before, after = (_word(state) for state in (each.before, each.after))
        yield ChangeView(each.requirement, texts[each.requirement], before, after, each.why)


def _word(state: str) -> str:
    return {"unrated": "not rated", "no_occurrence": "no occurrence"}.get(state, state)


def _state(name: str, evaluation: Evaluation) -> StateView:
    overall = evaluation.scorecard.overall
    return StateView(
        name=name,
        day=words.day(evaluation.date),
        conformity=words.percentage(overall.conformity),
        achievement=words.percentage(overall.achievement),
        coverage=words.percentage(overall.coverage),
        grades=tuple(evaluation.count(grade) for grade in reversed(Grade)),
        verdict=HEADLINES[evaluation.verdict.state],
    )
