"""What a pipeline accepts: the limits of a gate, and the findings somebody answers for."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, field_validator

from iso20k_gap.core.envelope import PublicKey
from iso20k_gap.core.record import ClauseId, Record, Text

WHOLE = 100
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,12})?")


def _percent(value: Any) -> Fraction:
    text = str(value).strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(text) or Fraction(text) > WHOLE:
        raise ValueError(f"expected a number from 0 to 100, not {str(value)!r}")
    return Fraction(text)


Percent = Annotated[
    Fraction,
    BeforeValidator(_percent),
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": WHOLE}),
]
"""A percentage from 0 to 100, kept exactly."""

Count = Annotated[int, Field(ge=0)]
"""How many at most; 0 is none."""


def _optional(description: str) -> Any:
    """A field that asks nothing when left out; editors show the description."""
    return Field(default=None, description=description)


class Limits(Record):
    """What may be asked of the whole assessment and of any clause; left out asks nothing."""

    max_majors: Count | None = _optional("So many major findings are allowed at most.")
    max_minors: Count | None = _optional("So many minor findings are allowed at most.")
    min_conformity: Percent | None = _optional("Rated F / rated, in per cent, at least.")
    min_coverage: Percent | None = _optional("Rated / applicable, in per cent, at least.")
    min_achievement: Percent | None = _optional(
        "Weighted mean of the rating values by requirement, in per cent, at least."
    )


NOTHING = Limits.model_construct()
"""Limits that ask nothing."""

NO_RULES = {"schema_version", "clauses", "waivers", "baseline", "approvers"}
"""The fields of a policy that ask nothing by themselves."""


class Waiver(Record):
    """A finding somebody answers for until a day, that day included."""

    finding: Text
    approved_by: Text
    reason: Text
    expires: date

    @property
    def finding_id(self) -> str:
        """The finding's id, `F-8.6.1-03`, also where only the requirement's was written."""
        return self.finding if self.finding.startswith("F-") else f"F-{self.finding}"

    def holds(self, on: date) -> bool:
        """Whether it counts on that day."""
        return on <= self.expires


class Policy(Limits):
    """`policy.yaml`: every rule of the gate; a rule left out asks nothing, 0 asks for 0.

    `no_regression` compares with `baseline`, or the latest; `ratchet` with the best of all.
    """

    schema_version: int = Field(default=1, alias="schema", ge=1, le=1)
    fail_on: Literal["major", "minor"] | None = _optional("No finding may be as grave as this.")
    max_stale: Count | None = _optional("So many answers may have evidence of which none holds.")
    max_overdue: Count | None = _optional("So many actions of the plan may be past their due date.")
    no_regression: bool = Field(
        default=False, description="No requirement may be rated worse than in the baseline."
    )
    baseline: str = Field(default="", description="Name, label or day; left out: the latest.")
    ratchet: bool = Field(
        default=False, description="Conformity may not be below that of the best baseline."
    )
    require_approval: bool = Field(
        default=False, description="An approval must stand: signed, and nothing changed since."
    )
    approvers: dict[Text, PublicKey] = Field(
        default_factory=dict,
        description="Whose approvals count, each with their public key; left out: any key's.",
    )
    clauses: dict[ClauseId, Limits] = Field(default_factory=dict, description="Limits by clause.")
    waivers: tuple[Waiver, ...] = Field(
        default=(), description="Findings somebody answers for until a day."
    )

    @field_validator("approvers")
    @classmethod
    def _one_person_each(cls, value: dict[str, str]) -> dict[str, str]:
        if len(set(value.values())) < len(value):
            raise ValueError("a key of their own for each approver")
        return value

    @property
    def asks_nothing(self) -> bool:
        """Whether no rule is set at all."""
        limits = [getattr(self, each) for each in Policy.model_fields if each not in NO_RULES]
        asked = any(each is not None and each is not False for each in limits)
        return not asked and all(each == NOTHING for each in self.clauses.values())

    def or_default(self) -> "Policy":
        """The policy, or where it asks nothing the default: no major finding."""
        return self.model_copy(update={"fail_on": "major"}) if self.asks_nothing else self
