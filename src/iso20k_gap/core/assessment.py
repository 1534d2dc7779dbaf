"""One organisation's assessment: who, what scope, which answers."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from iso20k_gap.core.branding import Branding
from iso20k_gap.core.rating import NO_OCCURRENCE, ExactNumber, Rating, Scale
from iso20k_gap.core.record import Record, Text

SELF = "self"
"""The organisation itself, where a party is named."""

SCREENING = "screening"
"""The questionnaire whose results are a first look and carry no verdict."""


class Evidence(Record):
    """One piece of evidence behind an answer; it counts while seen and within its dates."""

    title: Text
    location: str = ""
    effective: date | None = None
    valid_until: date | None = None
    seen: bool = True
    sha256: str = ""

    def is_current(self, on: date) -> bool:
        """Whether the evidence was seen and holds on that day."""
        begun = self.effective is None or self.effective <= on
        lasting = self.valid_until is None or self.valid_until >= on
        return self.seen and begun and lasting


def _known_rating(value: Any) -> Any:
    if value not in (*Rating, NO_OCCURRENCE):
        names = ", ".join([*Rating, NO_OCCURRENCE])
        raise ValueError(f"there is no rating {value!r}; ratings are {names}")
    return value


class Answer(Record):
    """What was found about one requirement."""

    rating: Annotated[Rating | Literal["no_occurrence"], BeforeValidator(_known_rating)]
    reason: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    performed_by: Text = SELF
    rated_by: str = ""
    rated_on: date | None = None
    confirmed: bool = True
    origin: str = ""

    @property
    def rated(self) -> Rating | None:
        """The rating, or None where nothing occurred."""
        return self.rating if isinstance(self.rating, Rating) else None

    def has_current_evidence(self, on: date) -> bool:
        """Whether any piece of evidence counts on that day."""
        return any(each.is_current(on) for each in self.evidence)

    def has_stale_evidence(self, on: date) -> bool:
        """Whether evidence was given but none of it counts on that day any more."""
        return bool(self.evidence) and not self.has_current_evidence(on)


class PartyKind(StrEnum):
    """The other parties the standard knows (2018: 8.2.3, 8.3.4; 2011: 4.2)."""

    EXTERNAL_SUPPLIER = "external_supplier"
    INTERNAL_SUPPLIER = "internal_supplier"
    CUSTOMER = "customer_as_supplier"


class Party(Record):
    """Another party that performs services, components or processes in scope."""

    id: Text
    name: Text
    kind: PartyKind
    provides: str = ""

    @field_validator("id")
    @classmethod
    def _not_self(cls, value: str) -> str:
        if value == SELF:
            raise ValueError("an id other than 'self', which means the organisation")
        return value


class Service(Record):
    """A service in scope, and who performs it."""

    name: Text
    description: str = ""
    performed_by: Text = SELF


class Organisation(Record):
    """Who is assessed, and for which scope."""

    name: Text
    scope: Text
    unit: str = ""
    sector: str = ""
    people: int | None = Field(default=None, ge=1)
    sites: tuple[Text, ...] = ()
    customers: tuple[Text, ...] = ()
    technology: tuple[Text, ...] = ()
    contact: str = ""


class InternalAudit(Record):
    """The latest internal audit: when it ended and whether it covered every clause."""

    completed: date
    complete: bool = True


class Operation(Record):
    """The dates the readiness gates ask for (`domain.md` 6.2); None is not yet."""

    since: date | None = None
    internal_audit: InternalAudit | None = None
    management_review: date | None = None
    continuity_test: date | None = None


class Certification(Record):
    """The way to the certificate, and the dates that bear on the body's impartiality."""

    body: str = ""
    accredited_by: str = ""
    consultancy_ended: date | None = None
    internal_audit_by_body: date | tuple[date, ...] = ()
    stage1: date | None = None
    stage2: date | None = None
    decision: date | None = None


class Scoring(Record):
    """The scoring policy: weights by clause or requirement id (1 if not named)."""

    weights: dict[str, ExactNumber] = Field(default_factory=dict)
    systemic_minors: int = Field(default=3, ge=2)

    @field_validator("weights")
    @classmethod
    def _positive(cls, value: dict[str, ExactNumber]) -> dict[str, ExactNumber]:
        if any(weight <= 0 for weight in value.values()):
            raise ValueError("every weight must be above 0")
        return value


class Override(Record):
    """An assessor's own grade for a predicted finding, with the reason."""

    finding: Text
    grade: Literal["none", "opportunity", "minor", "major"]
    reason: Text
    by: str = ""
    on: date | None = None


class Remark(Record):
    """A strength or an observation the assessor wrote about a clause."""

    clause: Text
    text: Text


class Interview(Record):
    """Someone who was interviewed."""

    name: Text
    role: str = ""
    on: date | None = None


class Assessment(Record):
    """One organisation's assessment as it lies on disk, answers included."""

    schema_version: int = Field(default=1, alias="schema")
    edition: Text
    label: str = ""
    amendments: bool = True
    catalogue_version: int
    questionnaire: Text = "full"
    scale: Text = "nplf"
    scales: tuple[Scale, ...] = ()
    organisation: Organisation
    services: tuple[Service, ...] = ()
    assessors: tuple[Text, ...] = ()
    interviews: tuple[Interview, ...] = ()
    started: date | None = None
    parties: tuple[Party, ...] = ()
    operation: Operation = Operation.model_construct()
    certification: Certification = Certification.model_construct()
    scoring: Scoring = Scoring.model_construct()
    overrides: tuple[Override, ...] = ()
    strengths: tuple[Remark, ...] = ()
    observations: tuple[Remark, ...] = ()
    limits: str = ""
    branding: Branding = Branding.model_construct()
    answers: dict[str, Answer] = Field(default_factory=dict)

    def with_answers(self, answers: dict[str, Answer]) -> "Assessment":
        """The same assessment with these answers in place of its own."""
        return self.model_copy(update={"answers": answers})

    @property
    def party_ids(self) -> tuple[str, ...]:
        """Who may stand in `performed_by`."""
        return (SELF, *(party.id for party in self.parties))
