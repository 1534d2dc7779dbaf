"""Which predicted finding speaks of a requirement, and where an assessor said there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.core.rating import Rating

if TYPE_CHECKING:
    from iso20k_gap.core.assessment import Override
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding

NONE = "none"
"""The grade of an override that says there is no finding."""


def covering(evaluation: Evaluation) -> dict[str, Finding]:
    """The predicted finding that covers each requirement, where there is one."""
    return {name: each for each in evaluation.findings for name in each.requirements}


def set_aside(evaluation: Evaluation, requirement: Requirement) -> Override | None:
    """What an assessor wrote who set the finding about a requirement aside; None if nobody did.

    The rating stays what it is: such a requirement is not met, and yet no finding.
    """
    answer = evaluation.assessment.answers.get(requirement.id)
    if answer is None or answer.rated in (None, Rating.F):
        return None
    names = (requirement.id, requirement.clause)
    found = [
        each
        for each in evaluation.assessment.overrides
        if each.grade == NONE and each.finding.removeprefix("F-") in names
    ]
    return found[0] if found and requirement.id not in covering(evaluation) else None
