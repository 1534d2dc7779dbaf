"""How fast a sitting goes, and what it brought."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

ENOUGH = 3
"""Answers after which a pace can be told."""


@dataclass
class Pace:
    """The times between answers; a long break does not count, as the median is taken."""

    mark: float
    seconds: list[float] = field(default_factory=list)

    def answered(self, now: float) -> None:
        """Note that a question was answered."""
        self.seconds.append(now - self.mark)
        self.mark = now

    @property
    def typical(self) -> float | None:
        """The usual seconds for a question; None while there are too few."""
        return median(self.seconds) if len(self.seconds) >= ENOUGH else None

    def left(self, questions: int) -> float | None:
        """The seconds that so many questions will take."""
        return None if self.typical is None else self.typical * questions


def duration(seconds: float) -> str:
    """A length of time as people say it."""
    if seconds < 1:
        return "a moment"
    if seconds < 90:  # noqa: PLR2004 - up to here seconds read better
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02} min"


@dataclass(frozen=True)
class Summary:
    """What a sitting brought: how many questions were rated how, and what is still open."""

    rated: Counter[str]
    noted: int
    open_by_clause: Counter[str]
    put_off: tuple[str, ...]
    drafts: tuple[str, ...]
    typical: float | None

    def lines(self) -> list[str]:
        """The summary, a line each."""
        ratings = ", ".join(f"{count} {mark}" for mark, count in self.rated.items())
        pace = f"; {duration(self.typical)} each" if self.typical is not None else ""
        count = self.rated.total()
        lines = [f"Answered now: {count}" + (f" ({ratings}{pace})" if count else "")]
        if self.noted:
            lines.append(f"Notes or evidence changed besides: {self.noted}")
        if self.open_by_clause:
            total = sum(self.open_by_clause.values())
            clauses = "  ".join(f"{name}: {number}" for name, number in self.open_by_clause.items())
            lines.append(f"Still open: {total}, by clause  {clauses}")
        else:
            lines.append("Nothing is left open here.")
        if self.put_off:
            lines.append("Put off: " + ", ".join(self.put_off))
        if self.drafts:
            lines.append("Noted but not rated yet: " + ", ".join(self.drafts))
        return lines
