"""What a benchmark found: one ratio or one figure a line, with its target where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass

MILLI = 1000


@dataclass(frozen=True)
class Line:
    """A figure against another of the same run; `limit` is the target, at least with `upward`.

    `unit` is that of both figures: seconds, or megabytes. The target is for the ratio, or for
    `ours` itself where there is nothing to hold it against.
    """

    group: str
    what: str
    ours: float
    against: str = ""
    theirs: float = 0
    limit: float = 0
    upward: bool = False
    unit: str = "s"

    @property
    def value(self) -> float:
        """What the target is for: the ratio, or the figure itself."""
        return self.ours / self.theirs if self.theirs else self.ours

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if not self.limit:
            return None
        return self.value >= self.limit if self.upward else self.value <= self.limit

    def data(self) -> dict[str, object]:
        """The line as plain data."""
        return {
            "group": self.group,
            "what": self.what,
            "ours": self.ours,
            "against": self.against,
            "theirs": self.theirs or None,
            "unit": self.unit,
            "ratio": self.ours / self.theirs if self.theirs else None,
            "limit": self.limit or None,
            "met": self.met,
        }


HEADS = ("what", "ours", "against", "theirs", "ratio", "target", "")


def table(lines: Iterable[Line]) -> str:
    """The lines as a table for reading, a blank line between the groups."""
    rows: list[tuple[str, ...]] = [HEADS]
    group = ""
    for line in lines:
        if line.group != group:
            rows += [(), (line.group.upper(),)]
        group = line.group
        rows.append(_row(line))
    widths = [max(len(row[place]) for row in rows if len(row) > 1) for place in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    )


def _row(line: Line) -> tuple[str, ...]:
    ratio = f"{line.ours / line.theirs:.2f}" if line.theirs else ""
    sign = "at least" if line.upward else "at most"
    plain = _figure(line.limit, line.unit) if not line.theirs else f"{line.limit:g}"
    target = f"{sign} {plain}" if line.limit else ""
    met = {True: "met", False: "NOT MET", None: ""}[line.met]
    theirs = _figure(line.theirs, line.unit) if line.theirs else ""
    return (line.what, _figure(line.ours, line.unit), line.against, theirs, ratio, target, met)


def _figure(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:.0f} {unit}"
    return f"{value:.2f} s" if value >= 1 else f"{value * MILLI:.1f} ms"
