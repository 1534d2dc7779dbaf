"""What is said back and forth about one question; each gives the message to show next."""

from collections.abc import Callable, Mapping

from iso20k_gap.core.rating import Rating
from iso20k_gap.interview import evidence
from iso20k_gap.interview.answering import Case
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.evidence import NOT_KEPT, NOT_SAVED
from iso20k_gap.interview.noted import listed
from iso20k_gap.interview.table import Table
from iso20k_gap.language import N_, _, ngettext

# for translators: parties is a key in the file; it stays
NO_PARTY = N_("No other party is declared; add one under parties in assessment.yaml.")


def _rate(table: Table, case: Case, act: Act) -> str:
    rating = act.rating or Rating.N
    name = table.printer.in_words(table.printer.scale.step(rating).symbol)
    if not table.settle(case, case.rated(rating, act.text.strip())):
        return _(NOT_SAVED)
    # for translators: u is the key that takes the last change back
    return _("{question}: {rating}. Saved; u takes it back.").format(
        question=case.question.id, rating=name
    )


def _no_occurrence(table: Table, case: Case, act: Act) -> str:
    lacking = case.lacking_condition
    if lacking:
        return _(
            "{requirements} cannot be without occurrence: every organisation must do it."
        ).format(requirements=", ".join(lacking))
    by_id = table.sitting.catalogue.by_id
    conditions = dict.fromkeys(by_id[each].no_occurrence for each in case.question.requirements)
    above = [_("Only where this holds: {condition}").format(condition=each) for each in conditions]
    reason = act.text or table.asker.line(_("Why nothing occurred"), _reason(case), above) or ""
    if not reason.strip():
        return _("Without a reason it cannot be marked as no occurrence.")
    if not table.settle(case, case.without_occurrence(reason.strip())):
        return _(NOT_SAVED)
    return _("{question}: no occurrence. Saved; u takes it back.").format(question=case.question.id)


def _reason(case: Case) -> str:
    return next((each.reason for each in case.answers.values()), "")


def _confirm(table: Table, case: Case, act: Act) -> str:
    del act  # nothing is said along with it
    name, answers = case.question.id, case.confirmed()
    if not answers and case.is_answered:
        return _("{question} is confirmed already.").format(question=name)
    if not answers:
        return _("{question} has no answer to confirm yet.").format(question=name)
    if not table.settle(case, answers):
        return _(NOT_SAVED)
    return _("{question} confirmed. Saved.").format(question=name)


def _note(table: Table, case: Case, act: Act) -> str:
    text = act.text or table.asker.line(_("Note"), case.noted.note)
    return _(NOT_KEPT) if text is None else _annotated(table, case, text)


def _long_note(table: Table, case: Case, act: Act) -> str:
    text = act.text or table.asker.edit(case.noted.note)
    if text is None:
        return _("The editor gave nothing back; set EDITOR to the one you use.")
    return _annotated(table, case, text)


def _annotated(table: Table, case: Case, text: str) -> str:
    if text.strip() == case.noted.note or not table.revise(case, case.annotated(text.strip())):
        return _(NOT_KEPT)
    return _("Note saved.") if case.is_answered else _("Note kept; it goes with the rating.")


def _performed_by(table: Table, case: Case, act: Act) -> str:
    parties, own = table.assessment.parties, case.own
    if own or not parties:
        return _own(table, own[0]) if own else _(NO_PARTY)
    ids = table.assessment.party_ids
    # for translators: self is what the files call the organisation; it stays
    names = [_("self: the organisation"), *(f"{each.id}: {each.name}" for each in parties)]
    picked = _picked(act.text, ids) if act.text else table.asker.choose(_("Performed by"), names)
    if picked is None:
        return _("Nothing was changed; there are {parties}.").format(parties=", ".join(ids))
    if not table.revise(case, case.performed(ids[picked])):
        return _(NOT_KEPT)
    said = _performed(case, names[picked])
    by_id = table.sitting.catalogue.by_id
    usual = picked == 0 or all(by_id[each].others for each in case.question.requirements)
    return (
        said if usual else f"{said} {_('An auditor expects the organisation itself to do this.')}"
    )


def _own(table: Table, identifier: str) -> str:
    """Why no other party can perform what a requirement asks."""
    clauses = table.sitting.rulebook.readiness.own_clauses
    return ngettext(
        "{requirement} cannot be performed by another party: "
        "the organisation itself must fulfil clause {clauses}.",
        "{requirement} cannot be performed by another party: "
        "the organisation itself must fulfil clauses {clauses}.",
        len(clauses),
    ).format(requirement=identifier, clauses=listed(clauses))


def _performed(case: Case, party: str) -> str:
    if case.is_answered:
        return _("Performed by {party} saved.").format(party=party)
    return _("Performed by {party} kept; it goes with the rating.").format(party=party)


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
