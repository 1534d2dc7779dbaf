"""An assessment and its plan without what must not leave the house: people, parties, free text.

Kept are ratings, dates, ids of the catalogue, and what describes the scope: organisation, unit,
sector, sites, technology, names of services. Names become numbers (`assessor 1`, `party 1`), so
that who is the same stays the same; free text becomes a note that it was left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from iso20k_gap.core.approval import Approval, Sealed
from iso20k_gap.core.assessment import SELF, Answer, Assessment, Evidence, Party, Service
from iso20k_gap.core.plan import ActionDecision, Owner, PlanDecisions
from iso20k_gap.core.rates import Rates
from iso20k_gap.core.record import Record
from iso20k_gap.language import N_, _

RecordType = TypeVar("RecordType", bound=Record)
Key = TypeVar("Key")

LEFT_OUT = N_("(left out)")
"""Stands where a text was."""

WRONG = "the file is wrong or was altered"
"""Why an approval does not count, without a word of what stands in it."""


def redacted(assessment: Assessment) -> Assessment:
    """The assessment without names of people and parties, free text and evidence places."""
    parties = {SELF: SELF, **_numbered("party-{number}", (each.id for each in assessment.parties))}
    pieces = _numbered(_("evidence {number}"), _pieces(assessment.answers))
    organisation = assessment.organisation
    customers = _names(_("customer {number}"), organisation.customers)
    return _without(
        assessment,
        organisation=_without(organisation, contact="", customers=customers),
        services=tuple(_service(each, parties) for each in assessment.services),
        assessors=_names(_("assessor {number}"), assessment.assessors),
        interviews=tuple(
            _without(each, name=_("person {number}").format(number=number))
            for number, each in enumerate(assessment.interviews, start=1)
        ),
        parties=tuple(_party(each, parties[each.id]) for each in assessment.parties),
        overrides=tuple(_without(each, reason=_(LEFT_OUT), by="") for each in assessment.overrides),
        strengths=tuple(_without(each, text=_(LEFT_OUT)) for each in assessment.strengths),
        observations=tuple(_without(each, text=_(LEFT_OUT)) for each in assessment.observations),
        limits=_gone(assessment.limits),
        branding=_without(assessment.branding, contact=""),
        answers={name: _answer(each, parties, pieces) for name, each in assessment.answers.items()},
    )


def redacted_decisions(decisions: PlanDecisions, roles: Iterable[str]) -> PlanDecisions:
    """What people decided about the plan, without their names and notes.

    A name that is none of the catalogue's `roles` is a person's. Whoever stands behind several
    roles or actions still does, so that no date of the plan changes.
    """
    named = (
        *(each.name for each in decisions.owners),
        *(each.role for each in decisions.owners),
        *(each.owner for each in decisions.actions.values()),
        *decisions.budget.owners,
        *decisions.budget.roles,
    )
    kept = {"", *roles}
    people = _numbered(_("owner {number}"), (each for each in named if each not in kept))
    shown = people | {each: each for each in kept}
    return _without(
        decisions,
        calendar=_without(decisions.calendar, closed=_unlabelled(decisions.calendar.closed)),
        owners=tuple(_owner(each, shown) for each in decisions.owners),
        budget=_rates(decisions.budget, shown),
        actions={name: _decision(each, shown) for name, each in decisions.actions.items()},
    )


def redacted_approvals(approvals: Iterable[Approval]) -> tuple[Approval, ...]:
    """Approvals without names of people, statements, keys and names of files."""
    every = tuple(approvals)
    people = _numbered(_("approver {number}"), (each.act.approver for each in every if each.act))
    return tuple(_approval(each, people) for each in every)


def _without(record: RecordType, **changed: Any) -> RecordType:
    return record.model_copy(update=changed)


def _gone(text: str) -> str:
    return _(LEFT_OUT) if text else ""


def _names(what: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(what.format(number=number) for number, _name in enumerate(names, start=1))


def _numbered(what: str, found: Iterable[Key]) -> dict[Key, str]:
    """A numbered name for each of these, the same for the same, in the order of first use."""
    return {
        each: what.format(number=number)
        for number, each in enumerate(dict.fromkeys(found), start=1)
    }


def _pieces(answers: Mapping[str, Answer]) -> Iterable[tuple[str, ...]]:
    return (_piece(each) for answer in answers.values() for each in answer.evidence)


def _piece(evidence: Evidence) -> tuple[str, ...]:
    return (evidence.title, evidence.location, evidence.sha256)


def _answer(
    answer: Answer, parties: Mapping[str, str], pieces: Mapping[tuple[str, ...], str]
) -> Answer:
    evidence = tuple(
        _without(each, title=pieces[_piece(each)], location="", sha256="")
        for each in answer.evidence
    )
    return _without(
        answer,
        reason=_gone(answer.reason),
        note=_gone(answer.note),
        evidence=evidence,
        performed_by=parties[answer.performed_by],
        rated_by="",
        origin=_gone(answer.origin),
    )


def _service(service: Service, parties: Mapping[str, str]) -> Service:
    performed_by = parties[service.performed_by]
    return _without(service, description=_gone(service.description), performed_by=performed_by)


def _party(party: Party, alias: str) -> Party:
    provides = _gone(party.provides)
    return _without(party, id=alias, name=alias.replace("-", " "), provides=provides)


def _unlabelled(spans: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_without(each, label="") for each in spans)


def _owner(owner: Owner, shown: Mapping[str, str]) -> Owner:
    absences = _unlabelled(owner.absences)
    return _without(owner, role=shown[owner.role], name=shown[owner.name], absences=absences)


def _rates(rates: Rates, shown: Mapping[str, str]) -> Rates:
    return _without(
        rates,
        roles={shown[name]: rate for name, rate in rates.roles.items()},
        owners={shown[name]: rate for name, rate in rates.owners.items()},
        fixed=tuple(
            _without(each, name=_("cost {number}").format(number=number))
            for number, each in enumerate(rates.fixed, start=1)
        ),
    )


def _decision(decision: ActionDecision, shown: Mapping[str, str]) -> ActionDecision:
    return _without(decision, owner=shown[decision.owner], note=_gone(decision.note))


def _approval(approval: Approval, people: Mapping[str, str]) -> Approval:
    statement = approval.sealed.statement
    if statement is not None:
        predicate = statement.predicate
        name = people[predicate.act.approver]
        act = _without(predicate.act, approver=name, statement=_(LEFT_OUT))
        statement = _without(statement, predicate=_without(predicate, act=act, key=""))
    sealed = Sealed("", statement, WRONG if approval.sealed.fault else "")
    reason = WRONG if approval.reason else ""
    return replace(approval, sealed=sealed, reason=reason, owner="")
