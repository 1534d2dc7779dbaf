"""What is noted on a question beside its rating, in words."""

from collections.abc import Sequence

from iso20k_gap.core.assessment import SELF, Answer, Assessment, Evidence
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.language import _, current, day


def one_line(text: str) -> str:
    """A text of several lines as one."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def evidence_line(piece: Evidence) -> str:
    """A piece of evidence on one line."""
    parts = [piece.title]
    parts += [f"@ {piece.location}"] if piece.location else []
    parts += [_("from {day}").format(day=day(piece.effective))] if piece.effective else []
    parts += [_("until {day}").format(day=day(piece.valid_until))] if piece.valid_until else []
    parts += [] if piece.seen else [_("(not seen yet)")]
    return one_line(" ".join(parts))


def listed(names: Sequence[str]) -> str:
    """Names in a row, at least one: `4 and 5`."""
    return current().conventions.listed(names)


def share(percent: int) -> str:
    """A whole number of per cent."""
    return current().conventions.percent(str(percent))


def extras(noted: Answer | Draft | None, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Note, evidence and party of an answer or a draft, each with its label."""
    if noted is None:
        return ()
    names = {party.id: party.name for party in assessment.parties}
    lines = [(_("Note"), one_line(noted.note))] if noted.note else []
    lines += [(_("Evidence"), evidence_line(piece)) for piece in noted.evidence]
    if noted.performed_by != SELF:
        lines.append((_("Performed by"), names.get(noted.performed_by, noted.performed_by)))
    return tuple(lines)
