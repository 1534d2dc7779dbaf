"""Charts over time as geometry: the Gantt chart by phase, the milestones, the workload."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from iso20k_gap.core.plan import Milestone, Plan, PlannedAction, Status
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.workload import days_of, left

WIDTH = 680
LABEL = 256
TRACK = WIDTH - LABEL - 10
ROW = 17
TOP = 20
LABEL_SIGNS = (56, 24)
"""The most signs of a label in Latin letters, and in wide ones."""

BARS_PER_CHART = 34
MARK_ROOM = 34
MARK_SIGN = 4.7
"""The room of an axis label at least, and of one of its signs."""
SHORT = 100
"""Days; a shorter axis has a mark for each week."""

MANY_COLUMNS = 28
COLUMN_HEIGHT = 150
COLUMN_ROOM = 30


@dataclass(frozen=True)
class Mark:
    """A dated line on the time axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Line:
    """One row of a time chart: a bar, or a diamond where `length` is 0.

    Where `to_x` is above 0, a line from `from_x` to `to_x` with a tick at `sure_x` shows by when
    50, 95 and 80 per cent of the simulated courses get there.
    """

    y: float
    label: str
    x: float
    length: float
    done: float
    tone: str
    note: str
    note_x: float
    note_anchor: str
    from_x: float = 0.0
    sure_x: float = 0.0
    to_x: float = 0.0


@dataclass(frozen=True)
class TimeChart:
    """Bars or diamonds on a time axis."""

    id: str
    title: str
    description: str
    height: float
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    heading: str = ""
    width: float = WIDTH
    start: float = LABEL


@dataclass(frozen=True)
class Column:
    """One column of the workload."""

    x: float
    y: float
    length: float
    label: str
    value: str


@dataclass(frozen=True)
class ColumnChart:
    """The workload over time."""

    id: str
    title: str
    description: str
    columns: tuple[Column, ...]
    thick: float
    base: float = TOP + COLUMN_HEIGHT
    width: float = WIDTH
    height: float = TOP + COLUMN_HEIGHT + COLUMN_ROOM


@dataclass(frozen=True)
class Axis:
    """Dates laid out from left to right."""

    first: date
    last: date

    def at(self, on: date) -> float:
        """Where a day lies."""
        whole = max((self.last - self.first).days, 1)
        share = min(max((on - self.first).days / whole, 0), 1)
        return round(LABEL + share * TRACK, 2)

    def marks(self) -> tuple[Mark, ...]:
        """Mondays or the firsts of months, thinned out so that the labels do not touch."""
        short = (self.last - self.first).days < SHORT
        found = _mondays(self.first, self.last) if short else _months(self.first, self.last)
        days = [each for each in found if each >= self.first]
        labels = [words.short_day(each) if short else words.short_month(each) for each in days]
        room = max([MARK_ROOM, *(MARK_SIGN * words.room(each) for each in labels)])
        step = ceil(len(days) * room / TRACK) or 1
        marks = zip(days[::step], labels[::step], strict=True)
        return tuple(Mark(self.at(each), label) for each, label in marks)


def gantt(identifier: str, heading: str, actions: Sequence[PlannedAction]) -> tuple[TimeChart, ...]:
    """The Gantt chart of a phase on one axis, in as many charts as fit the pages."""
    first = min(each.start for each in actions)
    last = max(each.end for each in actions)
    axis = Axis(first - timedelta(days=first.weekday()), last + timedelta(days=1))
    count = -(-len(actions) // BARS_PER_CHART)
    size = -(-len(actions) // count) if count else 1
    return tuple(
        _gantt_part(f"{identifier}-{place + 1}", heading, actions[first : first + size], axis)
        for place, first in enumerate(range(0, len(actions), size))
    )


def _gantt_part(
    identifier: str, heading: str, actions: Sequence[PlannedAction], axis: Axis
) -> TimeChart:
    return TimeChart(
        id=identifier,
        heading=heading,
        title=_gantt_title(heading, actions),
        description="; ".join(f"{each.id} {span(each.start, each.end)}" for each in actions),
        height=TOP + ROW * len(actions) + 6,
        marks=axis.marks(),
        lines=tuple(_action_line(each, row, axis) for row, each in enumerate(actions)),
    )


def _gantt_title(heading: str, actions: Sequence[PlannedAction]) -> str:
    critical = sum(1 for each in actions if each.critical)
    values = {
        "heading": heading,
        "first": words.long_day(min(each.start for each in actions)),
        "last": words.long_day(max(each.end for each in actions)),
        "critical": critical,
    }
    if not critical:
        return words.counted(
            len(actions),
            "{heading}: {count} action from {first} to {last}, none on the critical path",
            "{heading}: {count} actions from {first} to {last}, none on the critical path",
            **values,
        )
    return words.counted(
        len(actions),
        "{heading}: {count} action from {first} to {last}, {critical} on the critical path",
        "{heading}: {count} actions from {first} to {last}, {critical} on the critical path",
        **values,
    )


def span(first: date, last: date) -> str:
    """From one day to another."""
    return _("{first} to {last}").format(first=words.day(first), last=words.day(last))


def _action_line(action: PlannedAction, row: int, axis: Axis) -> Line:
    start = axis.at(action.start)
    length = round(max(axis.at(action.end + timedelta(days=1)) - start, 2), 2)
    return _line(
        row,
        label=words.fitting(f"{action.id}  {action.title}", *LABEL_SIGNS),
        place=(start, length, round(length * action.percent / 100, 2)),
        tone=_tone(action),
        note=_note(action),
    )


def _note(action: PlannedAction) -> str:
    days = words.days(action.effort.likely)
    # for translators: d is short for person-days
    text = _("{days} d critical") if action.critical else _("{days} d")
    return text.format(days=days)


def _tone(action: PlannedAction) -> str:
    if action.status in (Status.DONE, Status.DROPPED):
        return action.status
    return "critical" if action.critical else "planned"


def _line(row: int, *, label: str, place: tuple[float, float, float], tone: str, note: str) -> Line:
    start, length, done = place
    end = start + (length or 4)
    beside = end + 6 + 4.6 * words.room(note) < WIDTH
    return Line(
        y=TOP + ROW * row,
        label=label,
        x=start,
        length=length,
        done=done,
        tone=tone,
        note=note,
        note_x=round(end + 5 if beside else start - 9, 2),
        note_anchor="start" if beside else "end",
    )


def milestone_chart(identifier: str, milestones: Sequence[Milestone]) -> TimeChart:
    """The milestones as diamonds, one row each, with the spread of the simulated courses."""
    last = max(max(each.date, each.p95 or each.date) for each in milestones)
    axis = Axis(min(each.date for each in milestones), last)
    return TimeChart(
        id=identifier,
        title=_("Milestones from {first} to {last}").format(
            first=words.long_day(axis.first), last=words.long_day(axis.last)
        ),
        description="; ".join(f"{each.name}: {words.day(each.date)}" for each in milestones),
        height=TOP + ROW * len(milestones) + 6,
        marks=axis.marks(),
        lines=tuple(_milestone_line(each, row, axis) for row, each in enumerate(milestones)),
    )


def _milestone_line(milestone: Milestone, row: int, axis: Axis) -> Line:
    half, most, nearly_all = milestone.p50, milestone.p80, milestone.p95
    place = axis.at(milestone.date)
    line = _line(
        row,
        label=words.fitting(milestone.name, *LABEL_SIGNS),
        place=(place, 0, 0),
        tone="milestone",
        note=words.day(milestone.date),
    )
    if not (half and most and nearly_all):
        return line
    end = axis.at(nearly_all)
    beyond = end > place and line.note_anchor == "start"
    return replace(
        line,
        from_x=axis.at(half),
        sure_x=axis.at(most),
        to_x=end,
        note_x=round(max(line.note_x, end + 6), 2) if beyond else line.note_x,
    )


def workload(identifier: str, plan: Plan) -> ColumnChart:
    """The likely effort still to do a month (or quarter)."""
    loads = _loads(plan)
    step = 1 if len(loads) <= MANY_COLUMNS else 3
    months = list(loads)
    heaps = [
        (months[first], sum(loads[each] for each in months[first : first + step]))
        for first in range(0, len(months), step)
    ]
    highest = max((load for _, load in heaps), default=0) or 1
    room = (WIDTH - 20) / max(len(heaps), 1)
    widest = max((words.room(words.short_month(each)) for each in months), default=0)
    apart = ceil(MARK_SIGN * widest / room) or 1
    peak = max(heaps, key=lambda heap: heap[1])
    return ColumnChart(
        id=identifier,
        title=_workload_title(peak, monthly=step == 1),
        description="; ".join(
            f"{words.long_month(first)}: {words.days(load)}" for first, load in heaps
        ),
        columns=tuple(
            _column(
                load / highest,
                words.days(load),
                "" if place % apart else words.short_month(first),
                10 + room * (place + 0.5),
            )
            for place, (first, load) in enumerate(heaps)
        ),
        thick=round(min(room * 0.66, 40), 2),
    )


def _workload_title(peak: tuple[date, float], *, monthly: bool) -> str:
    text = (
        _("Likely person-days a month; most in {month}: {days}")
        if monthly
        else _("Likely person-days a quarter; most in {month}: {days}")
    )
    return text.format(month=words.long_month(peak[0]), days=words.days(peak[1]))


def _column(share: float, value: str, label: str, x: float) -> Column:
    length = round(share * COLUMN_HEIGHT, 2)
    top = round(TOP + COLUMN_HEIGHT - length, 2)
    return Column(round(x, 2), top, length, label, value)


def _loads(plan: Plan) -> dict[date, float]:
    loads: dict[date, float] = defaultdict(float)
    for action in plan.actions:
        days = days_of(plan, action) if action.pending else ()
        for day in days:
            loads[day.replace(day=1)] += left(action) / len(days)
    months = _months(min(loads), max(loads)) if loads else ()
    return {month: round(loads[month], 2) for month in months}


def _mondays(first: date, last: date) -> Iterable[date]:
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield day
        day += timedelta(days=7)


def _months(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
