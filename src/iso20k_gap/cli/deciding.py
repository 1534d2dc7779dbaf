"""Who decides where packs contradict each other: what was preferred, else the person asked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from iso20k_gap.cli import settings
from iso20k_gap.core.conflict import BOTH, DISK, LATEST, both_notes, preferring
from iso20k_gap.errors import Complaint, InterviewStoppedError, UsageError
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.core.assessment import Assessment
    from iso20k_gap.core.conflict import Conflict, Decider, Side, Value
    from iso20k_gap.core.rating import Scale
    from iso20k_gap.files.pack_file import Returned

WORDS = (LATEST, DISK, BOTH)


def check_preferences(
    prefer: Sequence[str], packs: Sequence[Returned], assessment: Assessment
) -> None:
    """Refuse preferences that can never decide anything.

    Raises:
        UsageError: a name is no respondent, file or word we know.
    """
    from iso20k_gap.core.consistency import did_you_mean

    people = {who for pack in packs for who in pack.respondents}
    people |= {answer.rated_by for answer in assessment.answers.values() if answer.rated_by}
    files = {name for pack in packs for name in (str(pack.path), pack.path.name)}
    known = {each.casefold() for each in people} | files | set(WORDS)
    complaints = [
        Complaint(
            f"--prefer {name!r}: nobody and no file is called so",
            did_you_mean(name, [*people, *files]) or f"or use {', '.join(WORDS)}",
        )
        for name in prefer
        if name not in known and name.casefold() not in known
    ]
    if complaints:
        raise UsageError(*complaints)


def decider(prefer: Sequence[str], scale: Scale, *, ask: bool) -> Decider:
    """Decides by preference; what that leaves open is asked, if there is someone to ask."""
    by_preference = preferring(prefer)
    person = _Person(scale) if ask and _is_there() else None

    def decide(conflict: Conflict) -> Side | None:
        side = by_preference(conflict)
        return side if side or person is None else person.decide(conflict)

    return decide


def _is_there() -> bool:
    return sys.stdin.isatty() and not settings.current().no_input


def _choices(*, filled: bool, both: bool) -> str:
    """What may be answered where packs contradict each other."""
    # for translators: k and b are keys; they stay
    if filled and both:
        return _("Number, k keep what is on file, b both:")
    if filled:
        return _("Number, k keep what is on file:")
    return _("Number, k keep it blank, b both:") if both else _("Number, k keep it blank:")


class _Person:
    """Somebody at the terminal; what is the same question is asked once."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._said: dict[tuple[str, str, tuple[Value, ...]], Side] = {}

    def decide(self, conflict: Conflict) -> Side:
        key = (conflict.question, conflict.field, tuple(side.value for side in conflict.sides))
        if key not in self._said:
            self._said[key] = self._asked(conflict)
        return self._said[key]

    def _asked(self, conflict: Conflict) -> Side:
        from iso20k_gap.reports.pack_terminal import conflict_table

        console = settings.err()
        console.quiet = False
        console.print()
        console.print(conflict_table(conflict, self._scale))
        options = {str(n): side for n, side in enumerate(conflict.sides, start=1)}
        options["k"] = conflict.disk
        both = both_notes(conflict)
        if both:
            options["b"] = both
        prompt = f"{_choices(filled=bool(conflict.disk.value), both=bool(both))} "
        while True:
            try:
                reply = console.input(prompt, markup=False).strip().casefold()
            except EOFError:
                raise InterviewStoppedError("nothing was decided; nothing was written") from None
            if reply in options:
                return options[reply]
