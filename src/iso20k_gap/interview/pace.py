"""How fast a sitting goes, and what it brought."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from iso20k_gap.interview.page import mark_name
from iso20k_gap.language import _

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
        return _("a moment")
    if seconds < 90:  # noqa: PLR2004 - up to here seconds read better
        return _("{seconds} s").format(seconds=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=f"{minutes % 60:02}")


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
        lines = [self._answered()]
        if self.noted:
            lines.append(_("Notes or evidence changed besides: {count}").format(count=self.noted))
        if self.open_by_clause:
            total = sum(self.open_by_clause.values())
            clauses = "  ".join(f"{name}: {number}" for name, number in self.open_by_clause.items())
            # for translators: {clauses} is a row such as 8.5: 12  8.6: 3
            form = _("Still open: {total}, by clause  {clauses}")
            lines.append(form.format(total=total, clauses=clauses))
        else:
            lines.append(_("Nothing is left open here."))
        if self.put_off:
            lines.append(_("Put off: {questions}").format(questions=", ".join(self.put_off)))
        if self.drafts:
            drafts = ", ".join(self.drafts)
            lines.append(_("Noted but not rated yet: {questions}").format(questions=drafts))
        return lines

    def _answered(self) -> str:
        """How many questions were answered, how, and how fast."""
        count = self.rated.total()
        if not count:
            return _("Answered now: {count}").format(count=count)
        ratings = ", ".join(f"{number} {mark_name(mark)}" for mark, number in self.rated.items())
        if self.typical is None:
            return _("Answered now: {count} ({ratings})").format(count=count, ratings=ratings)
        # for translators: {ratings} is a row such as 4 F, 2 L; {duration} is a time such as 20 s
        return _("Answered now: {count} ({ratings}; {duration} each)").format(
            count=count, ratings=ratings, duration=duration(self.typical)
        )
