"""A line chart as geometry: how shares moved from one dated state to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from iso20k_gap.reports import words
from iso20k_gap.reports.charts import Tick, tick_label

WIDTH, HEIGHT = 680, 236
LEFT, RIGHT, TOP, BASE = 44, 560, 18, 196
SHOWN = 12
"""The most states one chart has room for; the latest are kept."""

LABEL_GAP = 13
NAME_SIGNS = 26
NAME_LINE = 11
"""The most signs of a name in one of its two rows, and the height of a row."""

LOW = 16
"""How near the axis a figure may stand."""


@dataclass(frozen=True)
class Dot:
    """One line's value at one state; `label_y` is where its figure stands."""

    x: float
    y: float
    value: str
    label_y: float


@dataclass(frozen=True)
class Path:
    """One line: its dots, the outline through them, its name in rows, and where that stands."""

    name: tuple[str, ...]
    tone: str
    outline: str
    dots: tuple[Dot, ...]
    name_y: float


@dataclass(frozen=True)
class LineChart:
    """Shares from 0 to 100 % over several states, each line with a mark of its own."""

    id: str
    title: str
    description: str
    ticks: tuple[Tick, ...]
    states: tuple[Tick, ...]
    paths: tuple[Path, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    base: float = BASE


Row = tuple[date, tuple[Fraction | None, Fraction | None]]
"""A state: its day and the two shares then."""


def line_chart(
    identifier: str, title: str, names: tuple[str, str], rows: Sequence[Row]
) -> LineChart | None:
    """Two lines over the latest states; None where fewer than two states have a value."""
    known = [each for each in rows if None not in each[1]][-SHOWN:]
    if len(known) < 2:  # noqa: PLR2004 - a line needs two ends
        return None
    room = (RIGHT - LEFT - 40) / (len(known) - 1)
    places = [round(LEFT + 20 + room * number, 2) for number in range(len(known))]
    told = (
        f"{words.long_day(day)}: {names[0]} {words.percentage(first)}, "
        f"{names[1]} {words.percentage(second)}"
        for day, (first, second) in known
    )
    return LineChart(
        id=identifier,
        title=title,
        description="; ".join(told),
        ticks=tuple(
            Tick(_height(Fraction(each, 100)), tick_label(each)) for each in range(0, 101, 25)
        ),
        states=tuple(
            Tick(place, words.day(day)) for place, (day, _) in zip(places, known, strict=True)
        ),
        paths=_paths(names, places, [shares for _, shares in known]),
    )


def _paths(
    names: tuple[str, str],
    places: Sequence[float],
    shares: Sequence[tuple[Fraction | None, Fraction | None]],
) -> tuple[Path, ...]:
    made = []
    for line, tone in enumerate(("first", "second")):
        dots = tuple(
            _dot(x, pair[line] or Fraction(0), pair[1 - line] or Fraction(0), upper=line == 1)
            for x, pair in zip(places, shares, strict=True)
        )
        outline = " ".join(f"{each.x},{each.y}" for each in dots)
        made.append(
            Path(words.in_two_lines(names[line], NAME_SIGNS), tone, outline, dots, dots[-1].y + 4)
        )
    first, second = made
    lines = max(len(first.name), len(second.name))
    apart = _apart(first.name_y, second.name_y, LABEL_GAP + (lines - 1) * NAME_LINE)
    return tuple(
        Path(each.name, each.tone, each.outline, each.dots, place)
        for each, place in zip(made, apart, strict=True)
    )


def _apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Two heights moved so that the words on them do not touch; the second stays above."""
    if abs(first - second) >= gap:
        return first, second
    middle = (first + second) / 2
    upper, lower = round(middle - gap / 2, 2), round(middle + gap / 2, 2)
    return (upper, lower) if first < second else (lower, upper)


def _dot(x: float, share: Fraction, other: Fraction, *, upper: bool) -> Dot:
    y = _height(share)
    above = share > other or (share == other and upper)
    label = y - 8 if above or y > BASE - LOW else y + LABEL_GAP + 3
    return Dot(x, y, words.figure(share), round(label, 2))


def _height(share: Fraction) -> float:
    return round(BASE - float(share) * (BASE - TOP), 2)
