"""What is said back and forth about one question; each gives the message to show next."""

from collections.abc import Callable, Mapping

from iso20k_gap.core.rating import Rating
from iso20k_gap.interview import evidence
from iso20k_gap.interview.answering import Case
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.evidence import NOT_KEPT, NOT_SAVED, revised
from iso20k_gap.interview.table import Table


def _rate(table: Table, case: Case, act: Act) -> str:
    rating = act.rating or Rating.N
    name = table.printer.in_words(table.printer.scale.step(rating).symbol)
    kept = table.settle(case, case.rated(rating, act.text.strip()))
    return f"{case.question.id}: {name}. Saved; u takes it back." if kept else NOT_SAVED


def _no_occurrence(table: Table, case: Case, act: Act) -> str:
    lacking = case.lacking_condition
    if lacking:
        return f"{', '.join(lacking)} cannot be without occurrence: every organisation must do it."
    by_id = table.sitting.catalogue.by_id
    conditions = dict.fromkeys(by_id[each].no_occurrence for each in case.question.requirements)
    above = [f"Only where this holds: {each}" for each in conditions]
    reason = act.text or table.asker.line("Why nothing occurred", _reason(case), above) or ""
    if not reason.strip():
        return "Without a reason it cannot be marked as no occurrence."
    kept = table.settle(case, case.without_occurrence(reason.strip()))
    return f"{case.question.id}: no occurrence. Saved; u takes it back." if kept else NOT_SAVED


def _reason(case: Case) -> str:
    return next((each.reason for each in case.answers.values()), "")


def _confirm(table: Table, case: Case, _: Act) -> str:
    answers = case.confirmed()
    if not answers:
        what = "is confirmed already" if case.is_answered else "has no answer to confirm yet"
        return f"{case.question.id} {what}."
    return f"{case.question.id} confirmed. Saved." if table.settle(case, answers) else NOT_SAVED


def _note(table: Table, case: Case, act: Act) -> str:
    text = act.text or table.asker.line("Note", case.noted.note)
    return NOT_KEPT if text is None else _annotated(table, case, text)


def _long_note(table: Table, case: Case, act: Act) -> str:
    text = act.text or table.asker.edit(case.noted.note)
    if text is None:
        return "The editor gave nothing back; set EDITOR to the one you use."
    return _annotated(table, case, text)


def _annotated(table: Table, case: Case, text: str) -> str:
    if text.strip() == case.noted.note:
        return NOT_KEPT
    return revised(case, "Note", kept=table.revise(case, case.annotated(text.strip())))


def _performed_by(table: Table, case: Case, act: Act) -> str:
    parties = table.assessment.parties
    probe = case.performed(parties[0].id if parties else "?")
    own = [each for each in case.misfits(probe) if "by another party" in each.what]
    if own:
        return f"{own[0].what}; {own[0].remedy}."
    if not parties:
        return "No other party is declared; add one under parties in assessment.yaml."
    ids = table.assessment.party_ids
    names = ["self: the organisation", *(f"{each.id}: {each.name}" for each in parties)]
    picked = _picked(act.text, ids) if act.text else table.asker.choose("Performed by", names)
    if picked is None:
        return f"Nothing was changed; there are {', '.join(ids)}."
    kept = table.revise(case, case.performed(ids[picked]))
    said = revised(case, f"Performed by {names[picked]}", kept=kept)
    by_id = table.sitting.catalogue.by_id
    usual = picked == 0 or all(by_id[each].others for each in case.question.requirements)
    return said if usual else f"{said} An auditor expects the organisation itself to do this."


def _picked(name: str, ids: tuple[str, ...]) -> int | None:
    wanted = name.strip().casefold()
    return next((n for n, each in enumerate(ids) if each.casefold() == wanted), None)


DIALOGUES: Mapping[Deed, Callable[[Table, Case, Act], str]] = {
    Deed.RATE: _rate,
    Deed.NO_OCCURRENCE: _no_occurrence,
    Deed.CONFIRM: _confirm,
    Deed.NOTE: _note,
    Deed.LONG_NOTE: _long_note,
    Deed.EVIDENCE: evidence.take,
    Deed.PERFORMED_BY: _performed_by,
}
