"""What own templates are tried with: the worked example, and assessments at the extremes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.cli import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.core.assessment import Assessment
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import PlanDecisions
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.reports.templating.trial import Sample
    from iso20k_gap.reports.view import Order

EXAMPLE, BARE, CROWDED = "the worked example", "an empty assessment", "an assessment full of all"


def samples() -> Iterator[Sample]:
    """Reports and plans to fill templates with: usual, with next to nothing, with everything."""
    from iso20k_gap.core.extremes import bare, crowded, crowded_decisions

    folder = _example()
    example = _evaluated(folder, folder.assessment)
    empty = _evaluated(folder, bare(folder.assessment))
    today = settings.current().today
    full = _evaluated(folder, crowded(folder.assessment, folder.catalogue, today))
    yield from _documents(EXAMPLE, example, None)
    yield from _documents(CROWDED, full, crowded_decisions(folder.catalogue, today), empty)
    yield from _empty(empty)


def _example() -> AssessmentFolder:
    from iso20k_gap.cli import steps
    from iso20k_gap.shipped import data_root

    return steps.read(data_root() / "examples" / "northgate-managed-services")


def _evaluated(folder: AssessmentFolder, assessment: Assessment) -> Evaluation:
    from iso20k_gap.core.evaluation import evaluate

    today = settings.current().today
    return evaluate(folder.catalogue, assessment, folder.rulebook, today)


def _documents(
    name: str,
    evaluation: Evaluation,
    decisions: PlanDecisions | None,
    before: Evaluation | None = None,
) -> Iterator[Sample]:
    from iso20k_gap.core.plan import PlanDecisions
    from iso20k_gap.core.planning import make_plan
    from iso20k_gap.reports.contents import Audience
    from iso20k_gap.reports.plan_document import plan_view
    from iso20k_gap.reports.templating.trial import Sample
    from iso20k_gap.reports.view import build_view

    plan = make_plan(evaluation, decisions or PlanDecisions())
    for audience in (Audience.FULL, Audience.BOARD):
        yield Sample(name, build_view(evaluation, plan, _order(audience.value, before)))
    yield Sample(name, plan_view(evaluation, plan))


def _order(audience: str, before: Evaluation | None) -> Order:
    """The order of a report; with an earlier state it is compared, redacted and has a logo."""
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.reports.chapters.comparison import History
    from iso20k_gap.reports.contents import Audience
    from iso20k_gap.reports.view import Order

    if before is None:
        return Order(Audience(audience))
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
    history = History("before", before, (("before", before),))
    return Order(Audience(audience), redacted=True, history=history, logo=Logo(SVG, drawing))


SVG = "image/svg+xml"


def _empty(evaluation: Evaluation) -> Iterator[Sample]:
    from iso20k_gap.reports.templating.trial import Sample
    from iso20k_gap.reports.view import build_view

    yield Sample(BARE, build_view(evaluation, None))
