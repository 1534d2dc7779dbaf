"""Charts over time as geometry: the Gantt chart by phase, the milestones, the workload."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from iso20k_gap.core.plan import Milestone, Plan, PlannedAction, Status
from iso20k_gap.reports import words
from iso20k_gap.reports.workload import days_of, left

WIDTH = 680
LABEL = 256
TRACK = WIDTH - LABEL - 10
ROW = 17
TOP = 20
BARS_PER_CHART = 34
MARK_ROOM = 34
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
        step = -(-len(days) * MARK_ROOM // TRACK) or 1
        return tuple(
            Mark(self.at(each), f"{each.day} {each:%b}" if short else f"{each:%b} {each:%y}")
            for each in days[::step]
        )


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
    first = min(each.start for each in actions)
    last = max(each.end for each in actions)
    critical = sum(1 for each in actions if each.critical)
    return TimeChart(
        id=identifier,
        heading=heading,
        title=f"{heading}: {words.counted(len(actions), 'action')} from {words.long_day(first)} "
        f"to {words.long_day(last)}, {critical or 'none'} on the critical path",
        description="; ".join(f"{each.id} {each.start} to {each.end}" for each in actions),
        height=TOP + ROW * len(actions) + 6,
        marks=axis.marks(),
        lines=tuple(_action_line(each, row, axis) for row, each in enumerate(actions)),
    )


def _action_line(action: PlannedAction, row: int, axis: Axis) -> Line:
    start = axis.at(action.start)
    length = round(max(axis.at(action.end + timedelta(days=1)) - start, 2), 2)
    return _line(
        row,
        label=words.shortened(f"{action.id}  {action.title}", 60),
        place=(start, length, round(length * action.percent / 100, 2)),
        tone=_tone(action),
        note=words.days(action.effort.likely) + " d" + (" critical" if action.critical else ""),
    )


def _tone(action: PlannedAction) -> str:
    if action.status in (Status.DONE, Status.DROPPED):
        return action.status
    return "critical" if action.critical else "planned"


def _line(row: int, *, label: str, place: tuple[float, float, float], tone: str, note: str) -> Line:
    start, length, done = place
    end = start + (length or 4)
    beside = end + 6 + 4.6 * len(note) < WIDTH
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
        title=f"Milestones from {words.long_day(axis.first)} to {words.long_day(axis.last)}",
        description="; ".join(f"{each.name}: {each.date}" for each in milestones),
        height=TOP + ROW * len(milestones) + 6,
        marks=axis.marks(),
        lines=tuple(_milestone_line(each, row, axis) for row, each in enumerate(milestones)),
    )


def _milestone_line(milestone: Milestone, row: int, axis: Axis) -> Line:
    half, most, nearly_all = milestone.p50, milestone.p80, milestone.p95
    place = axis.at(milestone.date)
    line = _line(
        row,
        label=words.shortened(milestone.name, 56),
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
    unit = "month" if step == 1 else "quarter"
    peak = max(heaps, key=lambda heap: heap[1])
    return ColumnChart(
        id=identifier,
        title=f"Likely person-days a {unit}; most in {peak[0]:%B %Y}: {words.days(peak[1])}",
        description="; ".join(f"{first:%B %Y}: {words.days(load)}" for first, load in heaps),
        columns=tuple(
            _column(first, load / highest, words.days(load), 10 + room * (place + 0.5))
            for place, (first, load) in enumerate(heaps)
        ),
        thick=round(min(room * 0.66, 40), 2),
    )


def _column(first: date, share: float, value: str, x: float) -> Column:
    length = round(share * COLUMN_HEIGHT, 2)
    top = round(TOP + COLUMN_HEIGHT - length, 2)
    return Column(round(x, 2), top, length, f"{first:%b} {first:%y}", value)


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
