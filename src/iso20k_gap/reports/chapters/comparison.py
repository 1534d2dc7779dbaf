"""The comparison with a baseline: what changed, the numbers then and now, and the trend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from iso20k_gap.core.comparison import Change, Comparison, compare
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.cover import HEADLINES
from iso20k_gap.reports.lines import LineChart, line_chart

NOW = N_("now")
LINES = (N_("Conformity"), N_("Achievement by requirement"))
KINDS = {
    "opened": (N_("Opened"), N_("Fully achieved then, a gap now.")),
    "worse": (N_("Worse"), N_("A gap then and a larger one now.")),
    "closed": (N_("Closed"), N_("A gap then, fully achieved now.")),
    "better": (N_("Better"), N_("A gap then and a smaller one now.")),
    "not_comparable": (N_("Not comparable"), N_("The two ratings say nothing about each other.")),
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
    states = (*history.states, (_(NOW), evaluation))
    return ComparisonChapter(
        lead=_lead(found),
        baseline=_("{name} (as of {day})").format(
            name=history.name, day=words.long_day(history.before.date)
        ),
        numbers=tuple(_numbers(found, history.before, evaluation)),
        remarks=tuple(words.capital(each) + "." for each in found.remarks),
        groups=tuple(_groups(found, history.before, evaluation)),
        unchanged=words.capital(
            words.counted(
                found.unchanged,
                "{count} requirement unchanged.",
                "{count} requirements unchanged.",
            )
        ),
        trend=tuple(_state(name, each) for name, each in states),
        chart=line_chart(
            "comparison-trend",
            _("Conformity and achievement over the baselines"),
            (_(LINES[0]), _(LINES[1])),
            [(each.date, _shares(each)) for name, each in states],
        ),
    )


def _lead(found: Comparison) -> str:
    return _("Since the baseline {name}: {closed}, {opened}, {better}, {worse}.").format(
        name=found.origin,
        closed=words.counted(len(found.closed), "{count} gap closed", "{count} gaps closed"),
        opened=words.counted(len(found.opened), "{count} gap opened", "{count} gaps opened"),
        better=_better(len(found.better)),
        worse=_worse(len(found.worse)),
    )


def _better(count: int) -> str:
    if not count:
        return _("none better")
    return words.counted(count, "{count} better", "{count} better")


def _worse(count: int) -> str:
    if not count:
        return _("none worse")
    return words.counted(count, "{count} worse", "{count} worse")


def _shares(evaluation: Evaluation) -> tuple[Fraction | None, Fraction | None]:
    overall = evaluation.scorecard.overall
    return overall.conformity, overall.achievement


def _numbers(
    found: Comparison, before: Evaluation, after: Evaluation
) -> Iterator[tuple[str, str, str, str]]:
    for name, pair in (
        (_("Conformity"), found.conformity),
        (_("Achievement by requirement"), found.achievement),
        (_("Coverage"), found.coverage),
    ):
        yield name, words.percentage(pair[0]), words.percentage(pair[1]), words.points(*pair)
    for grade in reversed(Grade):
        then, now = before.count(grade), after.count(grade)
        name = words.capital(_(words.GRADES_PLURAL[grade]))
        yield name, str(then), str(now), f"{now - then:+d}" if now != then else "0"
    then_ruled, now_ruled = (_(HEADLINES[each.verdict.state]) for each in (before, after))
    yield _("Verdict"), then_ruled, now_ruled, ""


def _groups(found: Comparison, before: Evaluation, after: Evaluation) -> Iterator[ChangeGroup]:
    texts = {
        name: each.statement
        for evaluation in (before, after)
        for name, each in evaluation.catalogue.by_id.items()
    }
    for kind, (name, meaning) in KINDS.items():
        changes: Sequence[Change] = getattr(found, kind)
        if changes:
            yield ChangeGroup(kind, _(name), _(meaning), tuple(_changes(changes, texts)))


def _changes(changes: Iterable[Change], texts: Mapping[str, str]) -> Iterator[ChangeView]:
    for each in changes:
        before, after = (words.rating(state) for state in (each.before, each.after))
        yield ChangeView(each.requirement, texts[each.requirement], before, after, each.why)


def _state(name: str, evaluation: Evaluation) -> StateView:
    overall = evaluation.scorecard.overall
    return StateView(
        name=name,
        day=words.day(evaluation.date),
        conformity=words.percentage(overall.conformity),
        achievement=words.percentage(overall.achievement),
        coverage=words.percentage(overall.coverage),
        grades=tuple(evaluation.count(grade) for grade in reversed(Grade)),
        verdict=_(HEADLINES[evaluation.verdict.state]),
    )
