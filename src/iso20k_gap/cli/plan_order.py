"""The plan of a folder, made with what people decided and held against what they froze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.cli import settings
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from iso20k_gap.core.consistency import Misfit
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.files.assessment_folder import AssessmentFolder


def planned(
    folder: AssessmentFolder,
    evaluation: Evaluation,
    start: date | None = None,
    stage2: date | None = None,
    *,
    strict: bool = False,
) -> Plan:
    """The plan of an assessment folder, with its decisions and its public holidays.

    With `strict`, a Stage 2 in `plan.yaml` that has passed is refused, unless `stage2` is given,
    and so is one that lies before the plan's start.
    """
    from iso20k_gap.core.planning import make_plan
    from iso20k_gap.core.workability import UnworkableError
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import plan_file, work_calendar

    today = evaluation.date if strict and not stage2 else None
    decisions = plan_file.read(folder.path, folder.catalogue, today)
    if strict:
        _refuse_turned((start, decisions.start), (stage2, decisions.stage2))
    begin = start or decisions.start or evaluation.date
    holidays = work_calendar.public_holidays(decisions.calendar, min(begin, evaluation.date))
    try:
        return make_plan(evaluation, decisions, holidays, start, stage2)
    except UnworkableError as error:
        raise InputError(*plan_file.located(folder.path, error.misfits)) from None


def _refuse_turned(
    starts: tuple[date | None, date | None], wishes: tuple[date | None, date | None]
) -> None:
    """Refuse a Stage 2 before the start; of each, the option comes first, then the file's day."""
    from iso20k_gap.errors import Complaint, UsageError

    start, stage2 = starts[0] or starts[1], wishes[0] or wishes[1]
    if start and stage2 and stage2 < start:
        wish = f"--stage2 {stage2}" if wishes[0] else f"stage2 {stage2} in plan.yaml"
        begin = f"--start {start}" if starts[0] else f"the start {start} in plan.yaml"
        what = f"{wish} lies before {begin}"
        raise UsageError(Complaint(what, "give a later day, or an earlier start"))


def warn(directory: Path, doubts: Sequence[Misfit]) -> None:
    """Tell on stderr, each with its place, what does not go together in decided dates."""
    from iso20k_gap.core.printable import harmless
    from iso20k_gap.files import plan_file

    for each in plan_file.located(directory, doubts):
        told = _("warning: {text}").format(text=harmless(str(each)))
        settings.err().print(told, soft_wrap=True)


def with_last_baseline(folder: AssessmentFolder, made: Plan) -> Plan:
    """The plan with what has changed since the folder's latest baseline that holds a plan."""
    from iso20k_gap.core.slippage import with_progress
    from iso20k_gap.files import baseline_file

    for state in reversed(baseline_file.list_baselines(folder.path)):
        if state.plan:
            return with_progress(made, state.plan, state.name, state.taken_on)
    return made
