"""The heat map as geometry: a row of tiles for each clause group."""

from collections.abc import Sequence
from dataclasses import dataclass

from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.charts import WIDTH, Level, Tick

TILE_LABEL = 34
TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 126, 48, 3
TILES_PER_ROW = 5
LINE_SIGNS, HEAD_SIGNS = 27, 19
"""The most signs of a line of a title, and of number and value together."""


@dataclass(frozen=True)
class Tile:
    """A field of the heat map: number, title on at most two lines, figure and band."""

    x: float
    y: float
    label: str
    lines: tuple[str, ...]
    value: str
    band: str
    tone: str


@dataclass(frozen=True)
class TileChart:
    """The heat map: a row of tiles for each clause group."""

    id: str
    title: str
    description: str
    height: float
    tiles: tuple[Tile, ...]
    groups: tuple[Tick, ...]
    width: float = WIDTH
    tile_width: float = TILE_WIDTH
    tile_height: float = TILE_HEIGHT


def tile_chart(
    identifier: str, title: str, groups: Sequence[tuple[str, Sequence[tuple[Level, str, str]]]]
) -> TileChart:
    """The heat map; each group holds its clauses as level, tone and name of the band.

    A level's `label` is the clause, its `note` the clause's title.
    """
    tiles: list[Tile] = []
    ticks: list[Tick] = []
    y = 0.0
    for group, members in groups:
        ticks.append(Tick(y + TILE_HEIGHT / 2, group))
        for place, (level, tone, band) in enumerate(members):
            row, column = divmod(place, TILES_PER_ROW)
            x = TILE_LABEL + column * (TILE_WIDTH + TILE_GAP)
            tiles.append(_tile(level, (tone, band), (x, y + row * (TILE_HEIGHT + TILE_GAP))))
        y += -(-len(members) // TILES_PER_ROW) * (TILE_HEIGHT + TILE_GAP) + TILE_GAP
    described = "; ".join(
        f"{level.label} {_value(level)}" for _group, members in groups for level, *_look in members
    )
    return TileChart(identifier, title, described, y, tuple(tiles), tuple(ticks))


def _value(level: Level) -> str:
    return words.percentage(level.share) if level.share is not None else _("not rated")


def _tile(level: Level, look: tuple[str, str], place: tuple[float, float]) -> Tile:
    value = _value(level)
    return Tile(
        x=place[0],
        y=place[1],
        label=level.label,
        lines=words.in_two_lines(level.note, LINE_SIGNS),
        value=value if words.room(level.label + value) <= HEAD_SIGNS else words.NONE,
        band=look[1],
        tone=look[0],
    )
