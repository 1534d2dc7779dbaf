"""What is said back and forth about evidence."""

from collections.abc import Callable, Sequence
from datetime import date

from iso20k_gap.core.assessment import Evidence
from iso20k_gap.interview.answering import Case, Pieces, added, exchanged
from iso20k_gap.interview.asker import Act
from iso20k_gap.interview.noted import evidence_line
from iso20k_gap.interview.table import Table
from iso20k_gap.language import N_, _
from iso20k_gap.language import day as shown_day

NOT_KEPT = N_("Nothing was changed.")
NOT_SAVED = N_("Yours was not saved; this is what is there.")
# for translators: what is typed stays: 2, -2 and 2?
TITLE = N_("Evidence: title, blank ends (2 changes no. 2, -2 drops it, 2? not seen)")


def _revised(case: Case) -> str:
    """What to say after evidence was noted on a question."""
    if case.is_answered:
        return _("Evidence saved.")
    return _("Evidence kept; it goes with the rating.")


def take(table: Table, case: Case, act: Act) -> str:
    """Let evidence be added, changed and taken away until a blank title ends it."""
    if act.text:
        return _evidence_in_one_line(table, case, act.text)
    message = _(NOT_KEPT)
    hint: tuple[str, ...] = ()
    while True:
        case = table.case(case.question)
        pieces = case.noted.evidence
        above = [f"{number}. {evidence_line(each)}" for number, each in enumerate(pieces, 1)]
        reply = table.asker.line(_(TITLE), "", [*above, *hint])
        if not reply or not reply.strip():
            return message
        try:
            change = _change(table, pieces, reply.strip())
        except _NeverMindError:
            hint = (_(NOT_KEPT),)
            continue
        hint = ()
        if table.revise(case, case.evidenced(change)):
            message = _revised(case)


class _NeverMindError(Exception):
    """The person thought better of it."""


def _said(table: Table, prompt: str, present: str = "", above: Sequence[str] = ()) -> str:
    reply = table.asker.line(prompt, present, above)
    if reply is None:
        raise _NeverMindError
    return reply.strip()


def _change(table: Table, pieces: Pieces, reply: str) -> Callable[[Pieces], Pieces]:
    digits = reply.strip("-?")
    if not digits.isdecimal() or not 0 < int(digits) <= len(pieces):
        return added(_described(table, Evidence(title=reply)))
    old = pieces[int(digits) - 1]
    if reply.startswith("-"):
        return exchanged(old, [])
    if reply.endswith("?"):
        return exchanged(old, [old.model_copy(update={"seen": not old.seen})])
    title = _said(table, _("Title"), old.title) or old.title
    return exchanged(old, [_described(table, old.model_copy(update={"title": title}))])


def _described(table: Table, piece: Evidence) -> Evidence:
    """The piece with its place and dates asked."""
    location = _said(table, _("Where is it (path, link, room; may be blank)"), piece.location)
    # for translators: in every language dates are typed year first, then month, then day
    first = _day(table, _("Takes effect on (YYYY-MM-DD, may be blank)"), piece.effective, None)
    last = _day(table, _("Valid until (YYYY-MM-DD, may be blank)"), piece.valid_until, first)
    update = {"location": location, "effective": first, "valid_until": last}
    return piece.model_copy(update=update)


def _day(table: Table, prompt: str, present: date | None, first: date | None) -> date | None:
    text = _said(table, prompt, str(present or ""))
    while text and (wrong := _wrong_day(text, first)):
        text = _said(table, prompt, text, [wrong])
    return date.fromisoformat(text) if text else None


def _wrong_day(text: str, first: date | None) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _("{text} is not a date; write it like 2026-11-21.").format(text=repr(text))
    if first and day < first:
        return _("That is before it takes effect, {day}.").format(day=shown_day(first))
    return ""


def _evidence_in_one_line(table: Table, case: Case, text: str) -> str:
    """Evidence as `title | place | effective | valid until`."""
    parts = [*(part.strip() for part in text.split("|")), "", "", ""]
    title, place, effective, until = parts[:4]
    try:
        days = [date.fromisoformat(each) if each else None for each in (effective, until)]
    except ValueError:
        return _("Write evidence as: title | place | 2026-01-31 | 2027-01-31")
    if not title:
        return _(NOT_KEPT)
    piece = Evidence(title=title, location=place, effective=days[0], valid_until=days[1])
    wrong = _wrong_day(until, days[0]) if until else ""
    if wrong:
        return wrong
    kept = table.revise(case, case.evidenced(added(piece)))
    return _revised(case) if kept else _(NOT_KEPT)
