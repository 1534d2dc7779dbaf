"""Scope, method and limits: what the numbers are made of, and what the report is not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.explanation import Explanation, explain
from iso20k_gap.core.scoring import FORMULAS, Tally
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.approvals_view import NOTE

NUMBERS = {
    "conformity": N_("Conformity"),
    "achievement_by_requirement": N_("Achievement by requirement"),
    "achievement_by_clause": N_("Achievement by clause"),
    "coverage": N_("Coverage"),
    "evidenced": N_("Evidenced"),
}
DEFINED = {"achievement": N_("Achievement"), **NUMBERS}
LEFT_OUT = {
    "nothing rated": N_("{count} nothing rated"),
    "no occurrence": N_("{count} no occurrence"),
    "not rated": N_("{count} not rated"),
    "not rated F": N_("{count} not rated F"),
}
"""Why rows are not in a number, in the order they are listed."""

IMPARTIALITY = N_(
    "Impartiality (ISO/IEC 17021-1:2015, 5.2): who carries out this gap analysis and advises on "
    "the plan takes part in setting up the management system. The same person or company should "
    "not be the certification body or its auditor for this organisation; two years is the "
    "customary distance."
)
LIMITS = (
    N_(
        "Findings are predicted from the ratings by published rules. A certification body decides "
        "for itself and may see more, or other things."
    ),
    N_(
        "The ratings rest on interviews and samples of the dates given. What was not looked at is "
        "shown as not rated and enters the worst and best case of every overall number."
    ),
    N_("Effort and duration in the plan are planning assumptions, not published figures."),
)


@dataclass(frozen=True)
class Formula:
    """One number with everything it was made of."""

    name: str
    formula: str
    numerator: str
    denominator: str
    value: str
    reach: str
    left_out: str


@dataclass(frozen=True)
class ScaleStep:
    """One value of the scale in use."""

    symbol: str
    name: str
    bounds: str
    value: str
    tone: str


@dataclass(frozen=True)
class MethodChapter:
    """Who and what was assessed, how, by which scale and formulas, and the limits."""

    facts: tuple[tuple[str, str], ...]
    scope: tuple[tuple[str, str], ...]
    interviews: tuple[tuple[str, str, str], ...]
    method: tuple[str, ...]
    scale_name: str
    scale: tuple[ScaleStep, ...]
    formulas: tuple[Formula, ...]
    definitions: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    impartiality: str
    provenance: tuple[str, ...]
    approvals_note: str


def method_chapter(evaluation: Evaluation) -> MethodChapter:
    """Put scope, method and limits into words."""
    assessment = evaluation.assessment
    return MethodChapter(
        facts=_facts(evaluation),
        scope=_scope(evaluation),
        interviews=tuple(
            (each.name, each.role or words.NONE, words.day(each.on))
            for each in assessment.interviews
        ),
        method=_method(evaluation),
        scale_name=evaluation.scorecard.scale.name,
        scale=tuple(
            ScaleStep(each.symbol, each.name, each.bounds, str(each.value), each.rating.lower())
            for each in evaluation.scorecard.scale.steps
        ),
        formulas=tuple(_formula(evaluation, explain(evaluation, name)) for name in NUMBERS),
        definitions=tuple((_(DEFINED[name]), _(text)) for name, text in FORMULAS.items()),
        weights=tuple(
            (name, words.number(weight)) for name, weight in assessment.scoring.weights.items()
        ),
        limits=(*([assessment.limits] if assessment.limits else []), *(_(each) for each in LIMITS)),
        impartiality=_(IMPARTIALITY),
        provenance=(
            evaluation.catalogue.edition.counting,
            *evaluation.catalogue.edition.provenance,
        ),
        approvals_note=_(NOTE),
    )


def _scope(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """What was assessed, without the rest of the facts."""
    organisation = evaluation.assessment.organisation
    facts = {
        _("Organisation"): organisation.name,
        _("Unit"): organisation.unit,
        _("Scope"): organisation.scope,
        _("People"): str(organisation.people or ""),
        _("Sites"): ", ".join(organisation.sites),
    }
    return tuple((name, text) for name, text in facts.items() if text)


def _facts(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    assessment = evaluation.assessment
    organisation = assessment.organisation
    edition = evaluation.catalogue.edition
    facts = {
        _("Organisation"): organisation.name,
        _("Unit"): organisation.unit,
        _("Scope"): organisation.scope,
        _("Sector"): organisation.sector,
        _("People"): str(organisation.people or ""),
        _("Sites"): ", ".join(organisation.sites),
        _("Contact"): organisation.contact,
        _("Edition"): f"{edition.label} ({edition.status})",
        _("Clause catalogue"): _(
            "version {version}; the assessment was made with version {then}"
        ).format(version=edition.version, then=assessment.catalogue_version),
        _("Questionnaire"): assessment.questionnaire,
        _("Scale"): assessment.scale,
        _("Assessors"): ", ".join(assessment.assessors),
        _("Started"): words.long_day(assessment.started) if assessment.started else "",
        _("As of"): words.long_day(evaluation.date),
    }
    return tuple((name, text) for name, text in facts.items() if text)


def _method(evaluation: Evaluation) -> tuple[str, ...]:
    return (
        " ".join(_coverage(evaluation)),
        _(
            "Each requirement is rated on how far it is met, with a note and the evidence seen. "
            "Only a requirement rated fully achieved counts as conforming."
        ),
        _(
            "Findings follow from ratings by rule, and every finding names its rule. "
            "{minors} or more minor nonconformities in one "
            "clause count as one major. An assessor may set another grade and gives the reason."
        ).format(minors=evaluation.assessment.scoring.systemic_minors),
        _("The verdict follows from gates and dates, never from a percentage."),
    )


def _coverage(evaluation: Evaluation) -> Iterator[str]:
    """How many requirements there are and are rated, sentence by sentence."""
    tally = evaluation.scorecard.overall
    yield _(
        "Every lettered item of the edition is a requirement of its own: {count} in all."
    ).format(count=tally.requirements)
    yield words.capital(_rated(tally))
    if tally.inherited:
        yield words.counted(
            tally.inherited,
            "{count} rating is carried over and not yet confirmed; "
            "no stage is ruled on before they are.",
            "{count} ratings are carried over and not yet confirmed; "
            "no stage is ruled on before they are.",
        )


def _rated(tally: Tally) -> str:
    values = {"unrated": tally.unrated, "excluded": tally.excluded}
    if tally.unrated and tally.excluded:
        return words.counted(
            tally.rated,
            "{count} requirement is rated, {unrated} not rated, {excluded} without occurrence.",
            "{count} requirements are rated, {unrated} not rated, {excluded} without occurrence.",
            **values,
        )
    if tally.unrated:
        return words.counted(
            tally.rated,
            "{count} requirement is rated, {unrated} not rated, none without occurrence.",
            "{count} requirements are rated, {unrated} not rated, none without occurrence.",
            **values,
        )
    if tally.excluded:
        return words.counted(
            tally.rated,
            "{count} requirement is rated, none not rated, {excluded} without occurrence.",
            "{count} requirements are rated, none not rated, {excluded} without occurrence.",
            **values,
        )
    return words.counted(
        tally.rated,
        "{count} requirement is rated, none not rated, none without occurrence.",
        "{count} requirements are rated, none not rated, none without occurrence.",
    )


def _formula(evaluation: Evaluation, explanation: Explanation) -> Formula:
    return Formula(
        name=_(NUMBERS[explanation.name]),
        formula=_(FORMULAS[explanation.name]),
        numerator=words.number(explanation.numerator),
        denominator=words.number(explanation.denominator),
        value=words.percentage(explanation.value),
        reach=words.span(explanation.range),
        left_out=_left_out(evaluation, explanation),
    )


def _left_out(evaluation: Evaluation, explanation: Explanation) -> str:
    reasons = Counter(_why(evaluation, name) for name, _told in explanation.left_out)
    if not reasons:
        return _("nothing")
    return ", ".join(
        _(text).format(count=reasons[why]) for why, text in LEFT_OUT.items() if reasons[why]
    )


def _why(evaluation: Evaluation, name: str) -> str:
    """Why a clause or a requirement is not in a number, as a key of `LEFT_OUT`."""
    if name not in evaluation.catalogue.by_id:
        return "nothing rated"
    answer = evaluation.assessment.answers.get(name)
    if answer is None:
        return "not rated"
    return "no occurrence" if answer.rated is None else "not rated F"
