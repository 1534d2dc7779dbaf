"""The way from one edition to the next: which requirement became which, and what is carried."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from iso20k_gap.core.assessment import SELF, Answer
from iso20k_gap.core.catalogue import Catalogue, is_under
from iso20k_gap.core.evidence import key_of
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.core.readiness import ReadinessRules
from iso20k_gap.core.record import Record, RequirementId, Text


class Kind(StrEnum):
    """What became of a requirement (`domain.md` 4)."""

    KEPT = "kept"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    NEW = "new"
    DROPPED = "dropped"


class Link(Record):
    """One requirement of the new edition and its parents in the old, or old ones dropped.

    `ask` says what must be asked anew, because the same title does not mean the same demand.
    """

    kind: Kind
    to: RequirementId | None = None
    origins: tuple[RequirementId, ...] = Field(default=(), alias="from")
    ask: Text

    @model_validator(mode="after")
    def _ends_fit_the_kind(self) -> Self:
        if (self.to is None) != (self.kind is Kind.DROPPED):
            raise ValueError("only 'dropped' has no 'to'")
        parents = len(self.origins)
        if (parents == 0) != (self.kind is Kind.NEW):
            raise ValueError("only 'new' has no 'from'")
        if self.kind is Kind.JOINED and parents < 2:  # noqa: PLR2004 - two make a joint
            raise ValueError("'joined' has two or more in 'from'")
        if self.kind in (Kind.KEPT, Kind.MOVED, Kind.SPLIT) and parents != 1:
            raise ValueError(f"'{self.kind}' has one in 'from'")
        return self


class EditionMapping(Record):
    """All links between two editions."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    origin: Text = Field(alias="from")
    target: Text = Field(alias="to")
    note: Text
    links: tuple[Link, ...]

    def of_kind(self, kind: Kind) -> tuple[Link, ...]:
        """The links of one kind."""
        return tuple(link for link in self.links if link.kind is kind)

    def below(self, clause: str) -> tuple[Link, ...]:
        """The links to requirements below a clause of the new edition; empty text means all."""
        if not clause:
            return self.links
        return tuple(
            link for link in self.links if link.to and is_under(link.to.partition("-")[0], clause)
        )


def check_mapping(mapping: EditionMapping, old: Catalogue, new: Catalogue) -> Iterator[str]:
    """Complaints: every requirement of both editions must appear, and none that is not there."""
    targets = Counter(link.to for link in mapping.links if link.to)
    origins = {origin for link in mapping.links for origin in link.origins}
    dropped = {origin for link in mapping.of_kind(Kind.DROPPED) for origin in link.origins}
    carried = {o for link in mapping.links if link.to for o in link.origins}
    yield from (
        f"{each} of {old.edition.id} is not mapped" for each in old.by_id if each not in origins
    )
    yield from (
        f"{each} of {new.edition.id} is not mapped" for each in new.by_id if each not in targets
    )
    yield from (
        f"there is no {each} in {old.edition.id}" for each in sorted(origins - set(old.by_id))
    )
    yield from (
        f"there is no {each} in {new.edition.id}" for each in sorted(set(targets) - set(new.by_id))
    )
    yield from (
        f"{each} is mapped {number} times" for each, number in targets.items() if number > 1
    )
    yield from (f"{each} is dropped and carried" for each in sorted(dropped & carried))
    for link in mapping.of_kind(Kind.SPLIT):
        children = [each for each in mapping.links if link.origins[0] in each.origins]
        if len(children) < 2:  # noqa: PLR2004 - a split has two parts
            yield f"{link.origins[0]} is split into one only"


@dataclass(frozen=True)
class Transition:
    """What a migration carries: suggestions to confirm, what is new, dropped or undecided.

    `undecided` are joined requirements whose parents were rated differently or not at all.
    """

    mapping: EditionMapping
    answers: Mapping[str, Answer]
    undecided: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """How many links are of this kind."""
        return len(self.mapping.of_kind(kind))

    @property
    def new(self) -> tuple[str, ...]:
        """The requirements the old edition did not have."""
        return tuple(link.to for link in self.mapping.of_kind(Kind.NEW) if link.to)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The requirements the new edition no longer has."""
        return tuple(o for link in self.mapping.of_kind(Kind.DROPPED) for o in link.origins)


def carry(
    mapping: EditionMapping,
    answers: Mapping[str, Answer],
    new: Catalogue,
    rules: ReadinessRules,
) -> Transition:
    """Carry answers over as unconfirmed suggestions; never as final (`domain.md` 4)."""
    carried: dict[str, Answer] = {}
    undecided: list[str] = []
    for link in mapping.links:
        if link.to is None or not link.origins:
            continue
        suggestion = _suggestion(mapping.origin, link, answers)
        if suggestion is None:
            undecided.append(link.to)
        else:
            carried[link.to] = _fitted(suggestion, link.to, new, rules)
    ordered = {each: carried[each] for each in new.by_id if each in carried}
    kept = {
        each: answer
        for each, answer in ordered.items()
        if answer.rating != NO_OCCURRENCE or new.by_id[each].no_occurrence
    }
    undecided += [each for each in ordered if each not in kept]
    order = list(new.by_id)
    return Transition(mapping, kept, tuple(sorted(undecided, key=order.index)))


def _suggestion(origin: str, link: Link, answers: Mapping[str, Answer]) -> Answer | None:
    """The parents' answer, if all of them are rated alike."""
    given = [answers.get(each) for each in link.origins]
    parents = [answer for answer in given if answer is not None]
    if len(parents) < len(given) or len({answer.rating for answer in parents}) != 1:
        return None
    notes = [answer.note for answer in parents if answer.note]
    evidence = {key_of(piece): piece for answer in parents for piece in answer.evidence}
    return parents[0].model_copy(
        update={
            "note": "\n".join(dict.fromkeys(notes)),
            "evidence": tuple(evidence.values()),
            "confirmed": False,
            "origin": f"{origin}:{','.join(link.origins)}",
        }
    )


def _fitted(answer: Answer, to: str, new: Catalogue, rules: ReadinessRules) -> Answer:
    """The answer without a performer the new edition would refuse."""
    own = new.clause_by_id[new.by_id[to].clause].group in rules.own_clauses
    if own and answer.performed_by != SELF:
        return answer.model_copy(update={"performed_by": SELF})
    return answer
