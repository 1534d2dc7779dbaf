"""Assessments at the edges of what people can make: nothing, everything, too much, other scripts.

Over the whole edition, where documents reach their real size, or over the small catalogue.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from builders import READY, answers, catalogue, everything
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


Evaluate = Callable[..., Evaluation]
"""`builders.evaluation` for the whole edition, `documents.small` for four clauses of it."""


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


def _written(text: str, evaluate: Evaluate) -> Extreme:
    """The same text in every place where people write, the plan's decisions among them."""
    first = next(iter(catalogue().clause_by_id["8.6.1"].actions)).id
    return Extreme(
        evaluate(answers=_told("P", text, performed_by="self"), **_named(text)),
        {
            "owners": [{"role": "Incident manager", "name": text[:90]}],
            "actions": {first: {"owner": text[:90], "note": text}},
            "calendar": {"closed": [{"from": "2026-12-24", "to": "2027-01-03", "label": text}]},
            "budget": {"currency": "EUR", "day_rate": 620,
                       "fixed": [{"name": text[:90], "amount": 9800}]},
        },
    )  # fmt: skip


EXTREMES: dict[str, Callable[[Evaluate], Extreme]] = {
    "unrated": lambda make: Extreme(make({})),
    "all N": lambda make: Extreme(make(everything("N"), operation=READY)),
    "all F": lambda make: Extreme(make(everything("F"), operation=READY)),
    "findings": lambda make: Extreme(make(everything("P"), scoring={"systemic_minors": 999})),
    "notes": lambda make: _written(NOTE, make),
    "compounds": lambda make: _written(f"{COMPOUND} und {COMPOUND}. " * 6, make),
    "endless": lambda make: _written(ENDLESS, make),
    "addresses": lambda make: _written(PATH, make),
    "hostile": lambda make: _written(MARKUP * 3, make),
    "right to left": lambda make: _written(f"{HEBREW} {ARABIC} " * 4, make),
    "Chinese": lambda make: _written(CHINESE, make),
}
"""By name; `findings` has a finding of its own for every requirement."""
