"""Bar charts as geometry: positions and words, rounded; the templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.scoring import Range
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words

WIDTH = 680
LABEL = 236
TRACK = 290
ROW = 30
TOP = 22
WHOLE = 100
LABEL_SIGNS = (42, 19)
"""The most signs of a label in Latin letters, and in wide ones."""

LABEL_ROOM = 14
"""The least width of a segment that has room for its label."""

TONES = {"open": N_("not rated"), "none": N_("no occurrence")}
"""The segments that are no rating; those that are have their letter for a name."""


@dataclass(frozen=True)
class Level:
    """A named share with the range it may still move in."""

    label: str
    share: Fraction | None
    reach: Range | None = None
    note: str = ""


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Bar:
    """A bar with a whisker from worst to best; `low` and `high` are None where they agree."""

    y: float
    label: str
    note: str
    length: float
    low: float | None
    high: float | None
    value: str
    reach: str


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from 0 to 100 %."""

    id: str
    title: str
    description: str
    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    width: float = WIDTH
    start: float = LABEL
    track: float = TRACK


@dataclass(frozen=True)
class Part:
    """One segment of a stacked bar; `label` is empty where it would not fit."""

    x: float
    length: float
    tone: str
    label: str


@dataclass(frozen=True)
class Stack:
    """A bar of segments."""

    y: float
    label: str
    parts: tuple[Part, ...]
    note: str


@dataclass(frozen=True)
class StackChart:
    """Stacked bars, each as long as the whole track."""

    id: str
    title: str
    description: str
    height: float
    stacks: tuple[Stack, ...]
    width: float = WIDTH


def bar_chart(identifier: str, title: str, levels: Sequence[Level]) -> BarChart:
    """Bars with whiskers; the description holds every figure in words."""
    return BarChart(
        id=identifier,
        title=title,
        description="; ".join(spoken(each) for each in levels),
        height=TOP + ROW * len(levels) + 4,
        ticks=tuple(Tick(_at(Fraction(each, 100)), tick_label(each)) for each in range(0, 101, 25)),
        bars=tuple(_bar(each, TOP + ROW * row) for row, each in enumerate(levels)),
    )


def spoken(level: Level) -> str:
    """A level in words, for those who do not see the chart."""
    text = f"{level.label}: {words.percentage(level.share)}"
    return f"{text} ({words.span(level.reach)})" if is_open(level.reach) else text


def is_open(reach: Range | None) -> bool:
    """Whether a number may still move."""
    return reach is not None and reach.lowest != reach.highest


def _at(share: Fraction) -> float:
    return round(LABEL + float(share) * TRACK, 2)


def _bar(level: Level, y: float) -> Bar:
    reach = level.reach if is_open(level.reach) else None
    return Bar(
        y=y,
        label=words.fitting(level.label, *LABEL_SIGNS),
        note=level.note,
        length=round(float(level.share or 0) * TRACK, 2),
        low=_at(reach.lowest) if reach else None,
        high=_at(reach.highest) if reach else None,
        value=words.percentage(level.share) if level.share is not None else _("not rated"),
        reach=words.span(reach) if reach else "",
    )


def stack_chart(
    identifier: str, title: str, rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]
) -> StackChart:
    """Stacked counts; each row is a label with its `(tone, count)` parts."""
    stacks = tuple(
        _stack(label, parts, TOP + (ROW - 4) * row) for row, (label, parts) in enumerate(rows)
    )
    return StackChart(
        id=identifier,
        title=title,
        description="; ".join(
            f"{label}: " + ", ".join(f"{count} {tone_name(tone)}" for tone, count in parts if count)
            for label, parts in rows
        ),
        height=TOP + (ROW - 4) * len(rows) + 4,
        stacks=stacks,
    )


def tick_label(figure: int) -> str:
    """What stands at a mark of an axis in per cent; the last has the sign."""
    return words.per_cent(figure) if figure == WHOLE else str(figure)


def tone_name(tone: str) -> str:
    """What a segment of a stacked bar counts."""
    return _(TONES[tone]) if tone in TONES else tone.upper()


def _stack(label: str, parts: Sequence[tuple[str, int]], y: float) -> Stack:
    whole = sum(count for _, count in parts)
    track = WIDTH - LABEL - 40
    drawn, x = [], float(LABEL)
    for tone, count in parts:
        length = round(track * count / whole, 2) if whole else 0
        if count:
            drawn.append(Part(round(x, 2), length, tone, str(count) if length > LABEL_ROOM else ""))
        x += length
    return Stack(y, words.fitting(label, *LABEL_SIGNS), tuple(drawn), str(whole))
