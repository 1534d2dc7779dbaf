"""The clause catalogue: what one edition of ISO/IEC 20000-1 demands, in our own words."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from iso20k_gap.core.record import ActionId, ClauseId, Record, RequirementId, Text, clause_key


class DocumentKind(StrEnum):
    """What documented information a requirement calls for (`domain.md` 3)."""

    DOCUMENT = "document"
    RECORD = "record"
    NONE = "none"


class Phase(StrEnum):
    """The three phases of an implementation after ISO/IEC TS 20000-5 (`domain.md` 8.1)."""

    FOUNDATIONS = "foundations"
    INTEGRATION = "integration"
    PROOF = "proof"


class PdcaStep(StrEnum):
    """Plan, do, check, act."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"


class Documented(Record):
    """The documented information due for a requirement; `name` is empty where none is."""

    kind: DocumentKind
    name: str = ""

    @model_validator(mode="after")
    def _name_goes_with_kind(self) -> Self:
        if (self.kind is DocumentKind.NONE) == bool(self.name):
            raise ValueError("a document or record has a name, 'none' has not")
        return self


class RatingGuide(Record):
    """What the ratings fully, largely and partly look like for one requirement."""

    F: Text
    L: Text
    P: Text


class Requirement(Record):
    """One thing a clause demands: a lettered item is a requirement of its own."""

    id: RequirementId
    letter: str = Field(default="", pattern="^[a-z]?$")
    since: str = ""
    statement: Text
    question: Text
    guidance: Text
    ratings: RatingGuide
    evidence: tuple[Text, ...] = Field(min_length=2)
    documented: Documented
    stage: int = Field(ge=1, le=2)
    essential: bool
    no_occurrence: str = ""
    others: bool
    owner: Text
    remedy: Text
    action: ActionId
    tags: tuple[Text, ...] = ()

    @property
    def clause(self) -> str:
        """The lowest clause the requirement stands in."""
        return self.id.partition("-")[0]

    @property
    def short(self) -> str:
        """The id with the list letter, as people quote it: `8.6.1-03 c)`."""
        return f"{self.id} {self.letter})" if self.letter else self.id


class Sentence(Record):
    """One requirement sentence; a lettered list is one sentence with several requirements.

    `lead` says in our own words what the items have in common; `place` is the number of the
    untitled subclause (`6.1.2`) where the standard has one.
    """

    lead: str = ""
    place: str = ""
    requirements: tuple[Requirement, ...] = Field(min_length=1)


class Effort(Record):
    """Person-days, as a planning assumption: no published figure exists (`domain.md` 8.3)."""

    low: float = Field(gt=0)
    likely: float = Field(gt=0)
    high: float = Field(gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("effort goes low, likely, high")
        return self


class RemedialAction(Record):
    """A piece of work that closes findings of its clause.

    `prerequisites` are clauses that must be ready first, beyond those of the clause itself.
    """

    id: ActionId
    title: Text
    activities: tuple[Text, ...] = Field(min_length=2)
    deliverable: Text
    effort: Effort
    phase: Phase
    pdca: PdcaStep
    prerequisites: tuple[ClauseId, ...] = ()


class SharedClause(Record):
    """Where ISO 9001:2015 and ISO/IEC 27001:2022 hold the same topic (`domain.md` 9)."""

    iso9001: str = ""
    iso27001: str = ""
    note: str = ""


class Clause(Record):
    """A numbered place in the standard. Only the lowest clauses hold requirements."""

    id: ClauseId
    title: Text
    note: str = ""
    goal: str = ""
    measure: str = ""
    owner: str = ""
    prerequisites: tuple[ClauseId, ...] = ()
    practices: tuple[Text, ...] = ()
    shared: SharedClause = SharedClause.model_construct()
    actions: tuple[RemedialAction, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The clause's own requirements, in the standard's order."""
        return tuple(each for sentence in self.sentences for each in sentence.requirements)

    @property
    def group(self) -> str:
        """The group whose answers share a file: `8.6` for `8.6.1`, else the first number."""
        return group_of(self.id)


class Adoption(Record):
    """A national adoption: a label of the same edition, with no content of its own."""

    id: Text
    label: Text
    country: str = ""


class Amendment(Record):
    """An amendment the edition is read with."""

    id: Text
    label: Text
    published: Text


class Edition(Record):
    """One published edition of ISO/IEC 20000-1, and where our description of it comes from."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    id: Text
    label: Text
    title: Text
    published: Text
    version: int
    language: Text
    certifiable: bool
    status: Text
    amendments: tuple[Amendment, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    roles: tuple[Text, ...]
    counting: Text
    provenance: tuple[Text, ...]


class Catalogue(Record):
    """All clauses and requirements of an edition, in the standard's order."""

    edition: Edition
    clauses: tuple[Clause, ...]

    @cached_property
    def by_id(self) -> dict[str, Requirement]:
        """Every requirement by its id."""
        return {each.id: each for clause in self.clauses for each in clause.requirements}

    @cached_property
    def clause_by_id(self) -> dict[str, Clause]:
        """Every clause by its number."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def actions(self) -> dict[str, RemedialAction]:
        """Every remedial action by its id."""
        return {each.id: each for clause in self.clauses for each in clause.actions}

    @cached_property
    def lowest(self) -> tuple[Clause, ...]:
        """The clauses that hold requirements."""
        return tuple(clause for clause in self.clauses if clause.sentences)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement, in the standard's order."""
        return tuple(self.by_id.values())

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The clause groups in order: `4`, `5`, ... `8.1`, `8.2`, ... `10`."""
        return tuple(dict.fromkeys(clause.group for clause in self.lowest))

    def under(self, clause: str) -> tuple[Requirement, ...]:
        """The requirements of `clause` and of all clauses below it; empty if there is none."""
        return self._below.get(clause, ())

    @cached_property
    def _below(self) -> dict[str, tuple[Requirement, ...]]:
        """The requirements below every clause and every ancestor of one, looked up often."""
        below: dict[str, list[Requirement]] = {}
        for each in self.requirements:
            place = each.clause
            while place:
                below.setdefault(place, []).append(each)
                place = place.rpartition(".")[0]
        return {clause: tuple(requirements) for clause, requirements in below.items()}

    def search(self, words: Iterable[str]) -> tuple[Requirement, ...]:
        """The requirements in which all words occur, in any field or in the clause's title."""
        wanted = [word.casefold() for word in words]
        return tuple(
            each
            for each in self.requirements
            if all(word in self._words[each.id] for word in wanted)
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        """Everything a requirement says, for searching."""
        return {
            each.id: " ".join(
                (
                    self.clause_by_id[each.clause].title,
                    *(str(value) for value in each.model_dump(mode="json").values()),
                )
            ).casefold()
            for each in self.requirements
        }

    def sentences(self) -> Iterator[tuple[str, Clause, Sentence]]:
        """Every requirement sentence with its id (`8.6.1:1`) and its clause."""
        for clause in self.lowest:
            for number, sentence in enumerate(clause.sentences, start=1):
                yield f"{clause.id}:{number}", clause, sentence


def is_under(clause: str, ancestor: str) -> bool:
    """Whether `clause` is `ancestor` or lies below it."""
    return clause == ancestor or clause.startswith(f"{ancestor}.")


def group_of(clause: str) -> str:
    """The group a clause belongs to: `8.6` for `8.6.1`, `7` for `7.5.3`."""
    first, _, rest = clause.partition(".")
    return f"8.{rest.partition('.')[0]}" if first == "8" and rest else first


def in_order(identifiers: list[str]) -> list[str]:
    """The ids sorted as the standard has them."""
    return sorted(identifiers, key=clause_key)
