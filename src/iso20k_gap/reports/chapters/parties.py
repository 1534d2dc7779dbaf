"""Other parties and scope: who performs what, and how it is controlled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iso20k_gap.core.assessment import Party
from iso20k_gap.core.catalogue import in_order
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.language import _, ngettext
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.answers import AnswerView


@dataclass(frozen=True)
class PartyView:
    """Another party: what it provides, which services and requirements it performs."""

    id: str
    name: str
    kind: str
    provides: str
    services: tuple[str, ...]
    performs: str


@dataclass(frozen=True)
class ServiceView:
    """A service in scope."""

    name: str
    description: str
    performed_by: str


@dataclass(frozen=True)
class Excluded:
    """A requirement without occurrence, with the condition and the reason."""

    id: str
    statement: str
    condition: str
    reason: str


@dataclass(frozen=True)
class PartiesChapter:
    """Who performs what, the rules for it, the controls, and what did not occur."""

    lead: str
    rules: tuple[str, ...]
    parties: tuple[PartyView, ...]
    services: tuple[ServiceView, ...]
    control_clause: str
    control_title: str
    controls: tuple[AnswerView, ...]
    excluded: tuple[Excluded, ...]


def parties_chapter(evaluation: Evaluation, answers: Mapping[str, AnswerView]) -> PartiesChapter:
    """Put the other parties and their control into words."""
    assessment = evaluation.assessment
    control = evaluation.rulebook.readiness.control_clause
    clause = evaluation.catalogue.clause_by_id.get(control)
    by_others = sum(1 for each in assessment.answers.values() if each.performed_by != "self")
    return PartiesChapter(
        lead=_lead(len(assessment.parties), by_others),
        rules=_rules(evaluation),
        parties=tuple(_party(evaluation, each) for each in assessment.parties),
        services=tuple(
            ServiceView(
                each.name, each.description, words.party_name(assessment, each.performed_by)
            )
            for each in assessment.services
        ),
        control_clause=control,
        control_title=clause.title if clause else "",
        controls=tuple(answers[each.id] for each in evaluation.catalogue.under(control)),
        excluded=_excluded(evaluation),
    )


def _lead(parties: int, by_others: int) -> str:
    performed = words.counted(
        by_others,
        "{count} requirement is performed by others",
        "{count} requirements are performed by others",
    )
    # for translators: performed is "3 requirements are performed by others"
    return words.capital(
        words.counted(
            parties,
            "{count} other party is declared; {performed}.",
            "{count} other parties are declared; {performed}.",
            performed=performed,
        )
    )


def _rules(evaluation: Evaluation) -> tuple[str, ...]:
    rules = evaluation.rulebook.readiness
    return (
        _(
            "Every requirement applies, whatever the size of the organisation: there is no free "
            "“not applicable”."
        ),
        ngettext(
            "What clause {clauses} asks, the organisation does itself. Another party may do the "
            "work under its control, but not answer for it.",
            "What clauses {clauses} ask, the organisation does itself. Another party may do the "
            "work under its control, but not answer for it.",
            len(rules.own_clauses),
        ).format(clauses=words.listed(rules.own_clauses)),
        _(
            "What another party performs is rated on the organisation's control of it: "
            "accountability, criteria, interfaces and measured results."
        ),
        _(
            "An organisation whose services or processes are all run by others cannot conform "
            "(clause {clause})."
        ).format(clause=rules.control_clause),
    )


def _party(evaluation: Evaluation, party: Party) -> PartyView:
    assessment = evaluation.assessment
    performed = [name for name, each in assessment.answers.items() if each.performed_by == party.id]
    clauses = in_order([*{each.partition("-")[0] for each in performed}])
    return PartyView(
        id=party.id,
        name=party.name,
        kind=_(words.PARTY_KINDS[party.kind]),
        provides=party.provides,
        services=tuple(each.name for each in assessment.services if each.performed_by == party.id),
        performs=_performs(len(performed), clauses),
    )


def _performs(count: int, clauses: Sequence[str]) -> str:
    if not clauses:
        return words.counted(count, "{count} requirement", "{count} requirements")
    return words.counted(
        count,
        "{count} requirement in clause {clauses}",
        "{count} requirements in clause {clauses}",
        clauses=words.listed(clauses),
    )


def _excluded(evaluation: Evaluation) -> tuple[Excluded, ...]:
    answers = evaluation.assessment.answers
    return tuple(
        Excluded(each.id, each.statement, each.no_occurrence, answers[each.id].reason)
        for each in evaluation.catalogue.requirements
        if each.id in answers and answers[each.id].rated is None
    )
