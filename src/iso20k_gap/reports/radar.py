"""The radar chart as geometry: an axis for each process."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.charts import WIDTH, Level, Tick, is_open, spoken

RADAR_HEIGHT, RADAR_RADIUS = 446, 186
RINGS = (25, 50, 75, 100)
UPRIGHT = 0.2
"""Labels this near to the vertical axis are centred on their spoke."""


@dataclass(frozen=True)
class Spoke:
    """An axis of the radar with its label; `known` tells whether there is a value."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    label: str
    value: str
    known: bool
    dot_x: float
    dot_y: float


@dataclass(frozen=True)
class Radar:
    """A radar: spokes, rings, and the outlines of now, worst and best (empty if all is rated)."""

    id: str
    title: str
    description: str
    spokes: tuple[Spoke, ...]
    rings: tuple[tuple[str, Tick], ...]
    now: str
    worst: str
    best: str
    centre_x: float = WIDTH / 2
    centre_y: float = RADAR_HEIGHT / 2
    width: float = WIDTH
    height: float = RADAR_HEIGHT


def radar(identifier: str, title: str, levels: Sequence[Level]) -> Radar:
    """The radar of the levels; an axis without a value is left out of the outlines."""
    places = [(2 * pi * number / len(levels), each) for number, each in enumerate(levels)]
    known = [(angle, each) for angle, each in places if each.share is not None]
    moving = any(is_open(each.reach) for each in levels)
    whole = [(angle, each.reach) for angle, each in places if each.reach is not None and moving]
    return Radar(
        id=identifier,
        title=title,
        description="; ".join(f"{each.note or each.label}: {spoken(each)}" for each in levels),
        spokes=tuple(_spoke(angle, each) for angle, each in places),
        rings=tuple(
            (_outline([(angle, Fraction(ring, 100)) for angle, _ in places]), _ring(ring))
            for ring in RINGS
        ),
        now=_outline([(angle, each.share) for angle, each in known if each.share is not None]),
        worst=_outline([(angle, reach.lowest) for angle, reach in whole]),
        best=_outline([(angle, reach.highest) for angle, reach in whole]),
    )


def _ring(ring: int) -> Tick:
    return Tick(round(RADAR_HEIGHT / 2 - RADAR_RADIUS * ring / 100, 2), words.per_cent(ring))


def _point(angle: float, share: float) -> tuple[float, float]:
    x = WIDTH / 2 + RADAR_RADIUS * share * sin(angle)
    y = RADAR_HEIGHT / 2 - RADAR_RADIUS * share * cos(angle)
    return round(x, 2), round(y, 2)


def _outline(places: Sequence[tuple[float, Fraction]]) -> str:
    points = [_point(angle, float(share)) for angle, share in places]
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _spoke(angle: float, level: Level) -> Spoke:
    x, y = _point(angle, 1)
    label_x, label_y = _point(angle, 1.09)
    side = sin(angle)
    anchor = "middle" if abs(side) < UPRIGHT else "start" if side > 0 else "end"
    dot_x, dot_y = _point(angle, float(level.share or 0))
    return Spoke(
        x=x,
        y=y,
        label_x=label_x,
        label_y=round(label_y + 3 - 6 * cos(angle), 2),
        anchor=anchor,
        label=level.label,
        value=words.percentage(level.share) if level.share is not None else _("not rated"),
        known=level.share is not None,
        dot_x=dot_x,
        dot_y=dot_y,
    )
