"""Do an assessment and its catalogue fit together? Complaints come back as values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from iso20k_gap.core.assessment import SELF, Answer, Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement, is_under
from iso20k_gap.core.findings import unknown_overrides
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating
from iso20k_gap.core.readiness import ReadinessRules
from iso20k_gap.errors import MOST_COMPLAINTS

LONGEST_NAME = 80
"""Longer names are not compared with known ones: none is so long, and it takes its time."""

MOST = 3
"""How many names a hint gives."""


@dataclass(frozen=True)
class Misfit:
    """Something in an assessment that does not fit; `path` is where it stands in the files.

    A path that begins with `answers` goes on with the requirement id; others lie in
    `assessment.yaml`.
    """

    path: tuple[str | int, ...]
    what: str
    remedy: str


def check(
    catalogue: Catalogue, assessment: Assessment, rules: ReadinessRules
) -> tuple[Misfit, ...]:
    """What in the assessment does not fit the catalogue or contradicts itself, up to 500 times."""
    every = chain(
        _parties(assessment),
        _services(assessment),
        _weights(catalogue, assessment),
        _overrides(catalogue, assessment),
        _remarks(catalogue, assessment),
        (
            misfit
            for identifier, answer in assessment.answers.items()
            for misfit in check_answer(catalogue, assessment, rules, identifier, answer)
        ),
    )
    return tuple(islice(every, MOST_COMPLAINTS))


def check_answer(
    catalogue: Catalogue,
    assessment: Assessment,
    rules: ReadinessRules,
    identifier: str,
    answer: Answer,
) -> Iterator[Misfit]:
    """Everything about one answer that does not fit."""
    path = ("answers", identifier)
    requirement = catalogue.by_id.get(identifier)
    if requirement is None:
        yield _unknown(catalogue, assessment, identifier)
        return
    if answer.rating == NO_OCCURRENCE and not requirement.no_occurrence:
        what = f"{identifier} cannot be without occurrence: the catalogue knows no condition for it"
        yield Misfit((*path, "rating"), what, "rate it " + ", ".join(Rating))
    elif answer.rating == NO_OCCURRENCE and not answer.reason.strip():
        what = f"{identifier} is marked no_occurrence without a reason"
        remedy = f"give a reason; the condition is: {requirement.no_occurrence}"
        yield Misfit((*path, "rating"), what, remedy)
    if answer.performed_by not in assessment.party_ids:
        what = f"{identifier}: there is no party {answer.performed_by!r} in assessment.yaml"
        remedy = did_you_mean(answer.performed_by, assessment.party_ids)
        remedy = remedy or f"declare it under parties, or use {', '.join(assessment.party_ids)}"
        yield Misfit((*path, "performed_by"), what, remedy)
    if answer.performed_by != SELF and _is_own(requirement, rules):
        what = f"{identifier} cannot be performed by another party: clause {requirement.clause}"
        remedy = f"the organisation itself must fulfil clauses {' and '.join(rules.own_clauses)}"
        yield Misfit((*path, "performed_by"), what, remedy)
    for number, piece in enumerate(answer.evidence):
        if piece.effective and piece.valid_until and piece.valid_until < piece.effective:
            what = f"{identifier}: evidence is valid until a day before it takes effect"
            yield Misfit((*path, "evidence", number), what, "correct one of the dates")


def _unknown(catalogue: Catalogue, assessment: Assessment, identifier: str) -> Misfit:
    what = f"there is no requirement {identifier} in edition {catalogue.edition.id}"
    if assessment.amendments:
        remedy = did_you_mean(identifier, catalogue.by_id)
    else:
        what, remedy = f"{what}, read without amendments", "remove it, or set amendments: true"
    return Misfit(("answers", identifier), what, remedy)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known names, or those with a word near it, or an empty text."""
    if len(name) > LONGEST_NAME:
        return ""
    wanted, by_name = name.casefold(), {each.casefold(): each for each in known}
    close = get_close_matches(wanted, list(by_name), n=MOST, cutoff=0.6)
    if not close:
        near = (each for each in by_name if get_close_matches(wanted, each.split(), 1, 0.75))
        close = sorted(near)
    names = [by_name[each] for each in close[:MOST]]
    return f"did you mean {' or '.join(names)}?" if names else ""


def _is_own(requirement: Requirement, rules: ReadinessRules) -> bool:
    return any(is_under(requirement.clause, each) for each in rules.own_clauses)


def _parties(assessment: Assessment) -> Iterator[Misfit]:
    seen: set[str] = set()
    for number, party in enumerate(assessment.parties):
        if party.id in seen:
            yield Misfit(("parties", number), f"the party id {party.id!r} is used twice", "rename")
        seen.add(party.id)


def _services(assessment: Assessment) -> Iterator[Misfit]:
    for number, service in enumerate(assessment.services):
        if service.performed_by not in assessment.party_ids:
            what = f"service {service.name!r}: there is no party {service.performed_by!r}"
            hint = did_you_mean(service.performed_by, assessment.party_ids)
            remedy = hint or "declare it under parties"
            yield Misfit(("services", number, "performed_by"), what, remedy)


def _weights(catalogue: Catalogue, assessment: Assessment) -> Iterator[Misfit]:
    known = {**catalogue.clause_by_id, **catalogue.by_id}
    for name in assessment.scoring.weights:
        if name not in known:
            path = ("scoring", "weights", name)
            yield Misfit(path, f"{name} is no clause or requirement", did_you_mean(name, known))


def _overrides(catalogue: Catalogue, assessment: Assessment) -> Iterator[Misfit]:
    known = [f"F-{each}" for each in (*catalogue.by_id, *catalogue.clause_by_id)]
    for number, override in unknown_overrides(assessment, catalogue):
        what = f"{override.finding} can be no finding"
        remedy = "write F- and a requirement or clause id, as `findings` shows it"
        hint = did_you_mean(override.finding, known)
        yield Misfit(("overrides", number, "finding"), what, hint or remedy)


def _remarks(catalogue: Catalogue, assessment: Assessment) -> Iterator[Misfit]:
    for key in ("strengths", "observations"):
        for number, remark in enumerate(getattr(assessment, key)):
            name = remark.clause
            if name not in catalogue.clause_by_id and name not in catalogue.by_id:
                hint = did_you_mean(name, catalogue.clause_by_id)
                yield Misfit((key, number, "clause"), f"{name} is no clause", hint)
