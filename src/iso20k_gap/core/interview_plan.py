"""The interview plan: who to see about which clauses, for how long, in which order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from statistics import median_low

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement, is_under

TOP = "Top management"
"""The owner role that is seen first and last."""


@dataclass(frozen=True)
class Topic:
    """One clause of a session, and what is to be asked about it."""

    clause: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Session:
    """One sitting with one role; `people` are those known to hold it."""

    role: str
    people: tuple[str, ...]
    topics: tuple[Topic, ...]
    minutes: int

    @property
    def requirements(self) -> tuple[str, ...]:
        """Everything asked in the session."""
        return tuple(each for topic in self.topics for each in topic.requirements)


@dataclass(frozen=True)
class InterviewPlan:
    """The sessions in the order in which to hold them; `confirmed` requirements are left out."""

    sessions: tuple[Session, ...]
    minutes_per_requirement: int
    session_minutes: int
    confirmed: int

    @property
    def minutes(self) -> int:
        """How long all sessions take together."""
        return sum(each.minutes for each in self.sessions)

    @property
    def requirements(self) -> int:
        """How many requirements are asked."""
        return sum(len(each.requirements) for each in self.sessions)


def people_by_role(
    assessment: Assessment, owners: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Who holds each role, by the interviews on record and then by the plan's owners."""
    named = [(each.role, each.name) for each in assessment.interviews if each.role]
    named += (owners or {}).items()
    people: dict[str, dict[str, None]] = {}
    for role, name in named:
        people.setdefault(_same(role), {})[name] = None
    return {role: tuple(names) for role, names in people.items()}


def _same(role: str) -> str:
    return " ".join(role.casefold().split())


def plan_interviews(
    catalogue: Catalogue,
    assessment: Assessment,
    people: Mapping[str, tuple[str, ...]],
    minutes_per_requirement: int,
    session_minutes: int,
) -> InterviewPlan:
    """Plan sessions for what is not answered and confirmed yet.

    A session must have room for one requirement. Prerequisites are asked before what builds on
    them; top management opens, and closes with what builds on most of the others.
    """
    pending = [each for each in catalogue.requirements if not _is_settled(assessment, each)]
    order = _Order(catalogue)
    room = session_minutes // minutes_per_requirement
    sessions = [
        Session(role, people.get(_same(role), ()), topics, minutes_per_requirement * _size(topics))
        for role, asked in _by_part(order, pending)
        for topics in _filled(asked, room)
    ]
    return InterviewPlan(
        sessions=tuple(sorted(sessions, key=order.of_session)),
        minutes_per_requirement=minutes_per_requirement,
        session_minutes=session_minutes,
        confirmed=len(catalogue.requirements) - len(pending),
    )


def _is_settled(assessment: Assessment, requirement: Requirement) -> bool:
    answer = assessment.answers.get(requirement.id)
    return answer is not None and answer.confirmed


def _size(topics: Iterable[Topic]) -> int:
    return sum(len(each.requirements) for each in topics)


def _by_part(
    order: "_Order", pending: Iterable[Requirement]
) -> list[tuple[str, list[Requirement]]]:
    """What each role is asked, in order; top management's opening and closing apart."""
    parts: dict[tuple[str, bool], list[Requirement]] = {}
    for each in sorted(pending, key=lambda each: order.rank[each.clause]):
        closing = each.owner == TOP and order.closes(each.clause)
        parts.setdefault((each.owner, closing), []).append(each)
    return [(role, asked) for (role, _), asked in parts.items()]


def _filled(asked: list[Requirement], room: int) -> Iterator[tuple[Topic, ...]]:
    """Sessions of like length with room for so many requirements; long clauses alone are cut."""
    clauses: dict[str, list[str]] = {}
    for each in asked:
        clauses.setdefault(each.clause, []).append(each.id)
    while clauses:
        rest = sum(len(ids) for ids in clauses.values())
        fair = ceil(rest / ceil(rest / room))
        yield tuple(_first_topics(clauses, fair, room))


def _first_topics(clauses: dict[str, list[str]], fair: int, room: int) -> Iterator[Topic]:
    """Take clauses out for one session, until it is nearest to its fair size."""
    taken = 0
    while clauses:
        clause, ids = next(iter(clauses.items()))
        after = taken + len(ids)
        if taken and (after > room or after - fair > fair - taken):
            return
        part = ids if after <= room else ids[:fair]
        if len(part) == len(ids):
            del clauses[clause]
        else:
            clauses[clause] = ids[len(part) :]
        taken += len(part)
        yield Topic(clause, tuple(part))


@dataclass(frozen=True)
class _Order:
    """The lowest clauses in an order in which prerequisites come first."""

    catalogue: Catalogue

    @cached_property
    def needs(self) -> dict[str, set[str]]:
        """The lowest clauses each one presupposes directly."""
        lowest = [clause.id for clause in self.catalogue.lowest]
        return {
            clause.id: {
                each
                for each in lowest
                for name in clause.prerequisites
                if is_under(each, name) and each != clause.id
            }
            for clause in self.catalogue.lowest
        }

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each lowest clause; among those that could be next, the standard's order."""
        rank: dict[str, int] = {}
        while len(rank) < len(self.needs):
            rest = [clause for clause in self.needs if clause not in rank]
            free = (clause for clause in rest if self.needs[clause] <= rank.keys())
            # Catalogues have no circles; should one arise, the standard's order breaks it.
            rank[next(free, rest[0])] = len(rank)
        return rank

    def closes(self, clause: str) -> bool:
        """Whether a clause presupposes, directly or not, more than half of all the others."""
        behind: set[str] = set()
        waiting = [clause]
        while waiting:
            fresh = self.needs[waiting.pop()] - behind
            behind |= fresh
            waiting += fresh
        return 2 * len(behind) > len(self.needs)

    def of_session(self, session: Session) -> tuple[int, int, int]:
        """Where a session stands: top management's ends, else where its middle requirement does."""
        ranks = [self.rank[topic.clause] for topic in session.topics for _ in topic.requirements]
        end = 0
        if session.role == TOP:
            end = 1 if self.closes(session.topics[0].clause) else -1
        return end, median_low(ranks), ranks[0]
