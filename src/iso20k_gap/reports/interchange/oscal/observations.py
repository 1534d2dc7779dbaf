"""Answers as OSCAL's observations, and what each says of its objective."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.assessment import SELF
from iso20k_gap.core.rating import Rating
from iso20k_gap.reports.interchange.identity import uuid_of
from iso20k_gap.reports.interchange.judgements import covering, set_aside
from iso20k_gap.reports.interchange.links import web_address
from iso20k_gap.reports.interchange.oscal.catalog import objective_id
from iso20k_gap.reports.interchange.oscal.people import ASSESSOR, People
from iso20k_gap.reports.interchange.oscal.values import (
    can_write,
    filled,
    line,
    lines,
    moment,
    prop,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iso20k_gap.core.assessment import Answer, Evidence
    from iso20k_gap.core.catalogue import Requirement
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.findings import Finding
    from iso20k_gap.core.plan import PlannedAction

TOOL = "tool"
REASONS = {Rating.N: "fail", Rating.P: "other", Rating.L: "other", Rating.F: "pass"}
PARTIAL = "partial"
IMPLEMENTED = {Rating.P: PARTIAL, Rating.L: PARTIAL, Rating.F: "implemented"}
"""OSCAL has no word for a requirement that is not met at all."""


@dataclass(frozen=True)
class Observer:
    """Tells one evaluation in OSCAL's terms; every subject has one UUID in all documents."""

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

    def observation(self, requirement: Requirement, answer: Answer) -> dict[str, Any]:
        """An answer as an observation."""
        clause = self.evaluation.catalogue.clause_by_id[requirement.clause]
        seen = any(each.seen for each in answer.evidence)
        day = answer.rated_on
        collected = day if day and can_write(day) else self.evaluation.date
        return filled(
            {
                "uuid": self.uuid("observation", requirement.id),
                "title": line(f"{requirement.short} {clause.title}"),
                "description": lines(f"{self._rated(answer)}\n{answer.note}"),
                "props": self._props(answer),
                "methods": ["EXAMINE" if seen else "UNKNOWN"],
                "types": ["control-objective"],
                "origins": self._origins(answer),
                "subjects": [self._performer(answer)],
                "relevant-evidence": [self._evidence(each) for each in answer.evidence],
                "collected": moment(collected),
            }
        )

    def _rated(self, answer: Answer) -> str:
        if answer.rated is None:
            return f"There was no occurrence: {answer.reason}"
        step = self.evaluation.rulebook.scale.step(answer.rated)
        return f"Rated {step.symbol}, {step.name}."

    def _props(self, answer: Answer) -> list[dict[str, Any]]:
        value = () if answer.rated is None else (prop("value", self._value(answer.rated)),)
        given = {
            "rated-by": answer.rated_by,
            "rated-on": answer.rated_on,
            "carried-from": answer.origin,
        }
        unconfirmed = "" if answer.confirmed else "Taken over and not yet confirmed."
        return [
            prop("rating", answer.rating),
            *value,
            prop("performed-by", answer.performed_by),
            prop("confirmed", answer.confirmed, unconfirmed),
            *(prop(name, each) for name, each in given.items() if each),
        ]

    def _value(self, rating: Rating) -> float:
        return float(self.evaluation.rulebook.scale.value(rating))

    def _origins(self, answer: Answer) -> list[dict[str, Any]]:
        if not answer.rated_by.strip():
            return self.tool
        uuid = self.people.person(answer.rated_by)
        return [{"actors": [{"type": "party", "actor-uuid": uuid, "role-id": ASSESSOR}]}]

    def _performer(self, answer: Answer) -> dict[str, Any]:
        assessment = self.evaluation.assessment
        names = {each.id: each.name for each in assessment.parties}
        names[SELF] = assessment.organisation.name
        uuid = self.people.party(answer.performed_by)
        return {"subject-uuid": uuid, "type": "party", "title": line(names[answer.performed_by])}

    def _evidence(self, piece: Evidence) -> dict[str, Any]:
        address = web_address(piece.location)
        facts = {
            "effective": piece.effective,
            "valid-until": piece.valid_until,
            "sha-256": piece.sha256,
        }
        current = piece.is_current(self.evaluation.date)
        return filled(
            {
                "href": address,
                "description": lines(piece.title),
                "props": [
                    prop("seen", piece.seen),
                    prop("current", current),
                    *(prop(name, value) for name, value in facts.items() if value),
                ],
                "remarks": lines(f"Kept at: {piece.location}")
                if piece.location and not address
                else "",
            }
        )

    def finding(self, requirement: Requirement, answer: Answer) -> dict[str, Any] | None:
        """What the answer says of the requirement's objective; None where nothing occurred."""
        if answer.rated is None:
            return None
        clause = self.evaluation.catalogue.clause_by_id[requirement.clause]
        predicted = self.finding_of.get(requirement.id)
        risks = [{"risk-uuid": self.uuid("risk", predicted.id)}] if predicted else []
        because = predicted.because if predicted else ""
        return filled(
            {
                "uuid": self.uuid("finding", requirement.id),
                "title": line(f"{requirement.short} {clause.title}"),
                "description": lines(f"{self._rated(answer)}\n{because}"),
                "props": [prop("rating", answer.rating), *self.graded(requirement)],
                "origins": self.tool,
                "target": self._target(requirement, answer.rated),
                "related-observations": self.observed([requirement.id]),
                "related-risks": risks,
            }
        )

    def _target(self, requirement: Requirement, rating: Rating) -> dict[str, Any]:
        met = rating is Rating.F
        state = {"state": "satisfied" if met else "not-satisfied", "reason": REASONS[rating]}
        if rating in (Rating.P, Rating.L):
            step = self.evaluation.rulebook.scale.step(rating)
            state["remarks"] = lines(f"Partly met: rated {step.symbol}, {step.name}.")
        how = IMPLEMENTED.get(rating)
        return filled(
            {
                "type": "objective-id",
                "target-id": objective_id(requirement.id),
                "title": line(requirement.short),
                "description": lines(requirement.statement),
                "status": state,
                "implementation-status": {"state": how} if how else None,
            }
        )

    def graded(self, requirement: Requirement) -> list[dict[str, Any]]:
        """The grade of a requirement's predicted finding, or that an assessor set it aside."""
        predicted = self.finding_of.get(requirement.id)
        if predicted:
            return [
                prop("grade", predicted.grade.value),
                prop("predicted-finding", predicted.id),
                prop("rule", predicted.rule),
            ]
        override = set_aside(self.evaluation, requirement)
        return [prop("grade", override.grade, override.reason)] if override else []

    def observed(self, requirements: Iterable[str]) -> list[dict[str, str]]:
        """References to the observations of these requirements."""
        return [{"observation-uuid": self.uuid("observation", each)} for each in requirements]
