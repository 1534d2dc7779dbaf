"""Assessments at the edges of what people can make: nothing, everything, too much, other scripts.

Every one is over the whole edition, so that documents reach their real size.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from builders import READY, answers, catalogue, evaluation, everything
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation

NOTE = ("The register of services was read line by line with its owner, and samples drawn. " * 50)[
    :4000
].strip()
COMPOUND = "Informationssicherheitsmanagementsystemverantwortlichkeitsmatrix"
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 14
PATH = "https://sms.example/" + "service-management-system/" * 12 + "registers?view=all&page=1#top"
HEBREW = "דוח פערים לארגון: המרשם נקרא שורה אחר שורה, 42 שירותים (2026)."
ARABIC = "تقرير تحليل الفجوات: قُرئ السجل سطرًا سطرًا، 42 خدمة (2026)."
CHINESE = "差距分析报告，供管理层使用。" * 20  # noqa: RUF001 - Chinese punctuation is meant
MARKUP = "<script>alert(1)</script></td></table></style>\"'&amp;<!-- {{ 7*7 }} {% raw %}"


@dataclass(frozen=True)
class Extreme:
    """An evaluation at an edge, with the plan decisions that belong to it."""

    evaluation: Evaluation
    decisions: dict[str, Any] = field(default_factory=dict)


def _told(rating: str, text: str, title: str = "", **fields: Any) -> dict[str, Answer]:
    """Every requirement with the same rating, note and evidence."""
    piece = {"title": title or text[:400], "location": title or text[:400]}
    extra = {"note": text, "evidence": [piece], "rated_by": text[:90], "origin": text[:90]}
    made = answers(everything(rating))
    return {name: Answer.model_validate({"rating": rating} | extra | fields) for name in made}


def _named(text: str) -> dict[str, Any]:
    """The same text wherever the assessment itself takes one."""
    return {
        "label": text[:60],
        "organisation": {"name": text[:160], "scope": text, "unit": text[:90], "sector": text[:90],
                         "sites": [text[:90]] * 3, "customers": [text[:90]] * 3,
                         "technology": [text[:90]], "contact": text[:90]},
        "services": [{"name": text[:90], "description": text, "performed_by": "p"}] * 3,
        "assessors": [text[:90]] * 3,
        "interviews": [{"name": text[:90], "role": text[:90], "on": "2026-10-09"}] * 3,
        "parties": [{"id": "p", "name": text[:90], "kind": "external_supplier",
                     "provides": text}],
        "overrides": [{"finding": "F-8.6.1-01", "grade": "major", "reason": text, "by": text[:90]}],
        "strengths": [{"clause": "8.6.1", "text": text}],
        "observations": [{"clause": "4.1", "text": text}],
        "limits": text,
        "branding": {"name": text[:90], "contact": text[:90], "disclaimer": text},
        "operation": READY,
    }  # fmt: skip


def _written(text: str, rating: str = "P") -> Extreme:
    """The same text in every place where people write, the plan's decisions among them."""
    first = next(iter(catalogue().clause_by_id["8.6.1"].actions)).id
    return Extreme(
        evaluation(answers=_told(rating, text, performed_by="self"), **_named(text)),
        {
            "owners": [{"role": "Incident manager", "name": text[:90]}],
            "actions": {first: {"owner": text[:90], "note": text}},
            "calendar": {"closed": [{"from": "2026-12-24", "to": "2027-01-03", "label": text}]},
            "budget": {"currency": "EUR", "day_rate": 620,
                       "fixed": [{"name": text[:90], "amount": 9800}]},
        },
    )  # fmt: skip


def unrated() -> Extreme:
    """Nothing rated at all."""
    return Extreme(evaluation({}))


def all_of(rating: str) -> Extreme:
    """Everything rated alike, with nothing else written."""
    return Extreme(evaluation(everything(rating), operation=READY))


def single_findings() -> Extreme:
    """Everything P: a minor finding for nearly every requirement, the most there can be."""
    return Extreme(evaluation(everything("P"), scoring={"systemic_minors": 999}))


EXTREMES: dict[str, Callable[[], Extreme]] = {
    "unrated": unrated,
    "N": lambda: all_of("N"),
    "F": lambda: all_of("F"),
    "findings": single_findings,
    "notes": lambda: _written(NOTE),
    "compounds": lambda: _written(f"{COMPOUND} und {COMPOUND}. " * 6),
    "endless": lambda: _written(ENDLESS),
    "addresses": lambda: _written(PATH),
    "hostile": lambda: _written(MARKUP * 3),
    "right to left": lambda: _written(f"{HEBREW} {ARABIC} " * 4),
    "Chinese": lambda: _written(CHINESE),
}
