"""Scope, method and limits: what the numbers are made of, and what the report is not."""

from collections import Counter
from dataclasses import dataclass

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.explanation import Explanation, explain
from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.reports import words
from iso20k_gap.reports.approvals_view import NOTE

NUMBERS = {
    "conformity": "Conformity",
    "achievement_by_requirement": "Achievement by requirement",
    "achievement_by_clause": "Achievement by clause",
    "coverage": "Coverage",
    "evidenced": "Evidenced",
}
SCOPE = ("Organisation", "Unit", "Scope", "Sites", "People")
IMPARTIALITY = (
    "Impartiality (ISO/IEC 17021-1:2015, 5.2): who carries out this gap analysis and advises on "
    "the plan takes part in setting up the management system. The same person or company should "
    "not be the certification body or its auditor for this organisation; two years is the "
    "customary distance."
)
LIMITS = (
    (
        "Findings are predicted from the ratings by published rules. A certification body decides "
        "for itself and may see more, or other things."
    ),
    (
        "The ratings rest on interviews and samples of the dates given. What was not looked at is "
        "shown as not rated and enters the worst and best case of every overall number."
    ),
    "Effort and duration in the plan are planning assumptions, not published figures.",
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
        scope=tuple(row for row in _facts(evaluation) if row[0] in SCOPE),
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
        formulas=tuple(_formula(explain(evaluation, name)) for name in NUMBERS),
        definitions=tuple((name.replace("_", " "), text) for name, text in FORMULAS.items()),
        weights=tuple(
            (name, words.number(weight)) for name, weight in assessment.scoring.weights.items()
        ),
        limits=(*([assessment.limits] if assessment.limits else []), *LIMITS),
        impartiality=IMPARTIALITY,
        provenance=(
            evaluation.catalogue.edition.counting,
            *evaluation.catalogue.edition.provenance,
        ),
        approvals_note=NOTE,
    )


def _facts(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    assessment = evaluation.assessment
    organisation = assessment.organisation
    edition = evaluation.catalogue.edition
    facts = {
        "Organisation": organisation.name,
        "Unit": organisation.unit,
        "Scope": organisation.scope,
        "Sector": organisation.sector,
        "People": str(organisation.people or ""),
        "Sites": ", ".join(organisation.sites),
        "Contact": organisation.contact,
        "Edition": f"{edition.label} ({edition.status})",
        "Clause catalogue": f"version {edition.version}; the assessment was made with "
        f"version {assessment.catalogue_version}",
        "Questionnaire": assessment.questionnaire,
        "Scale": assessment.scale,
        "Assessors": ", ".join(assessment.assessors),
        "Started": words.long_day(assessment.started) if assessment.started else "",
        "As of": words.long_day(evaluation.date),
    }
    return tuple((name, text) for name, text in facts.items() if text)


def _method(evaluation: Evaluation) -> tuple[str, ...]:
    tally = evaluation.scorecard.overall
    unconfirmed = ""
    if tally.inherited:
        unconfirmed = (
            f" {words.capital(words.counted(tally.inherited, 'rating'))} "
            f"{words.verb(tally.inherited, 'is')} carried over and not yet confirmed; "
            "no stage is ruled on before they are."
        )
    return (
        (
            f"Every lettered item of the edition is a requirement of its own: {tally.requirements} "
            f"in all. {words.capital(words.counted(tally.rated, 'requirement'))} "
            f"{words.verb(tally.rated, 'is')} rated, {tally.unrated or 'none'} not rated, "
            f"{tally.excluded or 'none'} without occurrence.{unconfirmed}"
        ),
        (
            "Each requirement is rated on how far it is met, with a note and the evidence seen. "
            "Only a requirement rated fully achieved counts as conforming."
        ),
        (
            "Findings follow from ratings by rule, and every finding names its rule. "
            f"{evaluation.assessment.scoring.systemic_minors} or more minor nonconformities in one "
            "clause count as one major. An assessor may set another grade and gives the reason."
        ),
        "The verdict follows from gates and dates, never from a percentage.",
    )


def _formula(explanation: Explanation) -> Formula:
    return Formula(
        name=NUMBERS[explanation.name],
        formula=explanation.formula,
        numerator=words.number(explanation.numerator),
        denominator=words.number(explanation.denominator),
        value=words.percentage(explanation.value),
        reach=words.span(explanation.range),
        left_out=_left_out(explanation),
    )


def _left_out(explanation: Explanation) -> str:
    reasons = Counter(why.partition(":")[0] for _, why in explanation.left_out)
    if not reasons:
        return "nothing"
    return ", ".join(f"{count} {why}" for why, count in sorted(reasons.items()))
