"""The overall numbers and the verdict as OSCAL properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.reports import figures
from iso20k_gap.reports.interchange.oscal.values import prop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.readiness import StageVerdict

NUMBERS = (
    "conformity",
    "achievement_by_requirement",
    "achievement_by_clause",
    "coverage",
    "evidenced",
)


def numbers(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """The overall numbers in per cent, unrounded, each with its formula and its range."""
    overall = figures.score_data(evaluation)["overall"]
    for name in NUMBERS:
        if overall[name] is not None:
            yield prop(name.replace("_", "-"), overall[name], FORMULAS[name])
    for name, (lowest, highest) in overall["range"].items():
        for kind, value in (("worst-case", lowest), ("best-case", highest)):
            if value is not None:
                yield prop(name.replace("_", "-"), value, kind=kind)


def verdict(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """The verdict, and for each stage what blocks it, what is open, and what clears it."""
    found = evaluation.verdict
    yield prop("verdict", found.state.value)
    for name, stage in (("stage-1", found.stage1), ("stage-2", found.stage2)):
        yield prop("ready", _ready(stage), kind=name)
        for kind, points in (("blocker", stage.blockers), ("open-point", stage.open_points)):
            yield from (prop(kind, each.reason, each.clears, name) for each in points)


def _ready(stage: StageVerdict) -> str:
    return {None: "undetermined", True: "true", False: "false"}[stage.ready]
