"""The verdict as plain data: the published JSON shape."""

from fractions import Fraction
from typing import Any

from iso20k_gap.core.gate_verdict import Measure, Ruling
from iso20k_gap.reports import figures
from iso20k_gap.reports.gate_view import GateView


def gate_data(view: GateView) -> dict[str, Any]:
    """The verdict in the published shape (`design.md` 8), with what it rests on."""
    verdict = view.verdict
    return {
        "passed": verdict.passed,
        "misses": [_ruling(view, each) for each in verdict.misses],
        "rules": [{**_ruling(view, each), "met": each.met} for each in verdict.rulings],
        "policy": view.source,
        "waived": [
            {"grade": finding.grade.value, **waiver.model_dump(mode="json"), "finding": finding.id}
            for finding, waiver in verdict.waived
        ],
        "expired_waivers": [each.model_dump(mode="json") for each in verdict.expired],
        "unused_waivers": [each.model_dump(mode="json") for each in verdict.unused],
        "remarks": list(verdict.remarks),
        "date": view.evaluation.date.isoformat(),
        "verdict": figures.verdict_data(view.evaluation.verdict),
    }


def _ruling(view: GateView, ruling: Ruling) -> dict[str, Any]:
    return {
        "rule": ruling.rule,
        "limit": _plain(ruling.limit),
        "value": _plain(ruling.value),
        "where": ruling.where,
        "message": view.sentence(ruling),
        "subjects": list(ruling.subjects),
    }


def _plain(measure: Measure) -> float | int | str | None:
    return float(measure) if isinstance(measure, Fraction) else measure
