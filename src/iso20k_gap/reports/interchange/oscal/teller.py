"""What OSCAL documents about one assessment share: who, which subject has which UUID."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iso20k_gap.reports.interchange.identity import uuid_of
from iso20k_gap.reports.interchange.judgements import covering
from iso20k_gap.reports.interchange.oscal.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iso20k_gap.core.assessment import Answer
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding
    from iso20k_gap.core.plan import PlannedAction

TOOL = "tool"


@dataclass(frozen=True)
class Teller:
    """Tells one evaluation, with the plan's actions if given; a subject has one UUID everywhere."""

    evaluation: Evaluation
    actions: Sequence[PlannedAction] = ()

    @cached_property
    def people(self) -> People:
        """Everyone the evaluation names."""
        return People(self.evaluation.assessment, self.actions)

    @cached_property
    def finding_of(self) -> dict[str, Finding]:
        """The predicted finding that covers a requirement."""
        return covering(self.evaluation)

    def uuid(self, *key: str) -> str:
        """The UUID of a subject of this assessment."""
        return uuid_of(*key, *self.people.key)

    @property
    def tool(self) -> list[dict[str, Any]]:
        """Where what the program worked out comes from."""
        return [{"actors": [{"type": TOOL, "actor-uuid": uuid_of(TOOL)}]}]

    def rated(self, answer: Answer) -> str:
        """How an answer rates its requirement, on the scale of the assessment."""
        if answer.rated is None:
            return f"There was no occurrence: {answer.reason}"
        step = self.evaluation.rulebook.scale.step(answer.rated)
        return f"Rated {step.symbol}, {step.name}."

    def observed(self, requirements: Iterable[str]) -> list[dict[str, str]]:
        """References to the observations of these requirements."""
        return [{"observation-uuid": self.uuid("observation", each)} for each in requirements]
