"""The approvals of a folder, held against what it says now."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from iso20k_gap.core.approval import Approval, Outcome, Present
    from iso20k_gap.files.assessment_folder import AssessmentFolder


def held(
    folder: AssessmentFolder, trusted: Mapping[str, str] | None = None
) -> tuple[Approval, ...]:
    """The folder's approvals and whether each still stands; `trusted` has names by key.

    Raises:
        InputError: `plan.yaml` is wrong.
    """
    from iso20k_gap.core.approval import hold
    from iso20k_gap.files import approvals

    found = approvals.read_all(folder.path)
    if not found:
        return ()
    now = _present(folder)
    return tuple(hold(each, now, trusted) for each in found)


def _present(folder: AssessmentFolder) -> Present:
    from iso20k_gap.core.approval import Present, outcome_of, state_of
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.files import plan_file

    @cache
    def outcome_on(day: date) -> Outcome:
        evaluation = evaluate(folder.catalogue, folder.assessment, folder.rulebook, day)
        return outcome_of(evaluation)

    decisions = plan_file.read(folder.path, folder.catalogue)
    return Present(state_of(folder.assessment, decisions), outcome_on)
