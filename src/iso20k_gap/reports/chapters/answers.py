"""Every requirement with what was found, and the register of the evidence behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from iso20k_gap.core.assessment import SELF, Answer, Evidence
from iso20k_gap.core.catalogue import Clause, DocumentKind, Requirement
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import words

NOT_RATED = N_("not rated")
NO_OCCURRENCE = N_("no occurrence")
STANDINGS = (N_("current"), N_("not seen"), N_("expired"), N_("not yet in force"))
"""How a piece of evidence stands on a day; said where it is shown."""


@dataclass(frozen=True)
class RatingView:
    """A rating as it is shown: letter, name and tone; a sign where there is no rating."""

    symbol: str
    name: str
    tone: str


@dataclass(frozen=True)
class EvidenceView:
    """A piece of evidence with its number in the register and whether it counts today."""

    ref: str
    title: str
    location: str
    effective: str
    valid_until: str
    seen: str
    sha256: str
    current: bool
    standing: str
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerView:
    """A requirement in our own words with everything recorded about it."""

    id: str
    short: str
    clause: str
    statement: str
    flags: str
    due: str
    rating: RatingView
    note: str
    reason: str
    evidence: tuple[EvidenceView, ...]
    expected: tuple[str, ...]
    performed_by: str
    by_other: bool
    rated_by: str
    rated_on: str
    confirmed: bool
    origin: str
    remedy: str
    owner: str


@dataclass(frozen=True)
class ClauseAnswers:
    """The requirements of a lowest clause."""

    id: str
    title: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class Register:
    """All evidence of an assessment, each piece once, numbered in the order of its first use."""

    on: date
    entries: Mapping[Evidence, EvidenceView] = field(default_factory=dict)

    def views(self, answer: Answer | None) -> tuple[EvidenceView, ...]:
        """An answer's evidence as the register has it."""
        return tuple(self.entries[each] for each in answer.evidence) if answer else ()


def register(evaluation: Evaluation) -> Register:
    """Collect the evidence of all answers, in the standard's order."""
    uses: dict[Evidence, list[str]] = {}
    for identifier in evaluation.catalogue.by_id:
        answer = evaluation.assessment.answers.get(identifier)
        for each in answer.evidence if answer else ():
            uses.setdefault(each, []).append(identifier)
    entries = {
        each: _evidence(f"E{place}", each, tuple(dict.fromkeys(names)), evaluation.date)
        for place, (each, names) in enumerate(uses.items(), start=1)
    }
    return Register(evaluation.date, entries)


def _evidence(ref: str, evidence: Evidence, names: tuple[str, ...], on: date) -> EvidenceView:
    return EvidenceView(
        ref=ref,
        title=evidence.title,
        location=evidence.location,
        effective=words.day(evidence.effective),
        valid_until=words.day(evidence.valid_until),
        seen=_("yes") if evidence.seen else _("no"),
        sha256=evidence.sha256,
        current=evidence.is_current(on),
        standing=_standing(evidence, on),
        requirements=names,
    )


def _standing(evidence: Evidence, on: date) -> str:
    current, not_seen, expired, early = STANDINGS
    if evidence.is_current(on):
        return current
    if not evidence.seen:
        return not_seen
    over = evidence.valid_until is not None and evidence.valid_until < on
    return expired if over else early


def answer_views(evaluation: Evaluation, evidence: Register) -> dict[str, AnswerView]:
    """Every requirement of the edition with its answer, by id."""
    return {
        each.id: _answer(evaluation, each, evidence) for each in evaluation.catalogue.requirements
    }


def _answer(evaluation: Evaluation, requirement: Requirement, evidence: Register) -> AnswerView:
    assessment = evaluation.assessment
    answer = assessment.answers.get(requirement.id)
    views = evidence.views(answer)
    return AnswerView(
        id=requirement.id,
        short=requirement.short,
        clause=requirement.clause,
        statement=requirement.statement,
        flags=_flags(requirement),
        due=due(requirement),
        rating=rating_view(evaluation, answer),
        note=answer.note if answer else "",
        reason=answer.reason if answer else "",
        evidence=views,
        expected=() if any(each.current for each in views) else requirement.evidence,
        remedy=requirement.remedy,
        owner=role(requirement.owner),
        performed_by=words.party_name(assessment, answer.performed_by) if answer else "",
        by_other=answer is not None and answer.performed_by != SELF,
        rated_by=answer.rated_by if answer else "",
        rated_on=words.day(answer.rated_on) if answer and answer.rated_on else "",
        confirmed=answer is None or answer.confirmed,
        origin=answer.origin if answer else "",
    )


def _flags(requirement: Requirement) -> str:
    text = _("Stage {stage}, essential") if requirement.essential else _("Stage {stage}")
    return text.format(stage=requirement.stage)


def due(requirement: Requirement) -> str:
    """The documented information a requirement calls for, or nothing."""
    if requirement.documented.kind is DocumentKind.NONE:
        return ""
    kind = _(words.DOCUMENT_KINDS[requirement.documented.kind])
    # for translators: as in "document: incident procedure"
    return _("{kind}: {name}").format(kind=kind, name=requirement.documented.name)


def rating_view(evaluation: Evaluation, answer: Answer | None) -> RatingView:
    """How an answer's rating is shown under the scale in use."""
    if answer is None:
        return RatingView(words.NONE, _(NOT_RATED), "open")
    if answer.rated is None:
        return RatingView("∅", _(NO_OCCURRENCE), "none")
    step = evaluation.scorecard.scale.step(answer.rated)
    return RatingView(step.symbol, step.name, Rating(step.rating).lower())


def clause_answers(
    clauses: tuple[Clause, ...], answers: Mapping[str, AnswerView]
) -> tuple[ClauseAnswers, ...]:
    """All answers by lowest clause, in the standard's order."""
    return tuple(
        ClauseAnswers(
            clause.id, clause.title, tuple(answers[each.id] for each in clause.requirements)
        )
        for clause in clauses
    )
